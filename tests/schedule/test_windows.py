"""The task for Windows: XML that Task Scheduler takes, in the bytes that it wants."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import etree

from caseaudit.schedule.plan import Job, Rhythm
from caseaudit.schedule.windows import NAMESPACE, as_file, task
from official_schemas import OURS, official

NS = {"t": NAMESPACE}
RHYTHMS = [Rhythm("daily", 6, 0), Rhythm("weekly", 6, 0, 2), Rhythm("monthly", 6, 0, day=9), Rhythm("quarterly", 6, 0)]


def made(rhythm, *arguments):
    job = Job("kontrol", r"C:\Program Files\Python\python.exe", arguments, r"C:\Børn & unge 100%", rhythm, "C:\\n.key")
    return etree.fromstring(as_file(task(job, date(2026, 11, 22))))


def text(document, path):
    return document.findtext(path, namespaces=NS)


def argv(line):
    """Split as Windows programs do: quotes join, 2n backslashes before a quote are n, one more makes the quote a letter."""
    out, word, quoted, begun, i = [], "", False, False, 0
    while i < len(line):
        c = line[i]
        if c == "\\":
            n = len(re.match(r"\\+", line[i:])[0])
            i += n
            if i < len(line) and line[i] == '"':
                word += "\\" * (n // 2)
                if n % 2:
                    word, i = word + '"', i + 1
            else:
                word += "\\" * n
            begun = True
            continue
        if c == '"':
            quoted, begun = not quoted, True
        elif c in " \t" and not quoted:
            if begun:
                out.append(word)
            word, begun = "", False
        else:
            word, begun = word + c, True
        i += 1
    return [*out, word] if begun else out


def own_schema():
    return etree.XMLSchema(etree.parse(OURS / "task.xsd"))


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda r: r.kind)
def test_the_task_keeps_to_the_description_of_its_format(rhythm):
    """Our own schema, from Microsoft's description, accepts every rhythm."""
    schema = own_schema()
    assert schema.validate(made(rhythm, "-m", "caseaudit")), schema.error_log


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (".//t:StartBoundary", "22-11-2026 06:00"),
        (".//t:WeeksInterval", "0"),
        (".//t:ExecutionTimeLimit", "4 timer"),
        (".//t:Command", ""),
        (".//t:RunLevel", "HighestAvailable"),
    ],
)
def test_our_schema_refuses_a_task_that_windows_would_refuse_or_that_asks_for_more_rights(path, value):
    document = made(RHYTHMS[1])
    document.find(path, NS).text = value
    assert not own_schema().validate(document)


def test_our_schema_refuses_parts_in_another_order_and_a_principal_that_is_not_there():
    trigger = (document := made(RHYTHMS[0])).find(".//t:CalendarTrigger", NS)
    trigger.append(trigger[0])
    assert not own_schema().validate(document)
    (document := made(RHYTHMS[0])).find("t:Actions", NS).set("Context", "LocalSystem")
    assert not own_schema().validate(document)


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda r: r.kind)
def test_the_task_is_valid_for_windows(rhythm):
    """Microsoft's own XSD of the task format accepts every rhythm."""
    schema = etree.XMLSchema(etree.parse(official("task.xsd")))
    document = made(rhythm, "-m", "caseaudit")
    assert schema.validate(document), schema.error_log


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda r: r.kind)
def test_the_parts_of_a_task_stand_in_the_order_of_the_format(rhythm):
    """A trigger is enabled, has a start, and then one calendar; the actions name a principal that is there."""
    document = made(rhythm)
    [trigger] = document.findall("t:Triggers/t:CalendarTrigger", NS)
    names = [etree.QName(e).localname for e in trigger]
    assert names[:2] == ["Enabled", "StartBoundary"]
    assert names[2:] == [{"daily": "ScheduleByDay", "weekly": "ScheduleByWeek"}.get(rhythm.kind, "ScheduleByMonth")]
    assert text(document, "t:Triggers/t:CalendarTrigger/t:StartBoundary") == "2026-11-22T06:00:00"
    months = document.findall(".//t:Months/*", NS)
    assert len(months) == {"monthly": 12, "quarterly": 4}.get(rhythm.kind, 0)
    principal = document.find("t:Principals/t:Principal", NS)
    assert document.find("t:Actions", NS).get("Context") == principal.get("id")


def test_the_task_asks_for_no_password_and_no_more_rights_than_the_user_has():
    """It runs as the user, with the user's own rights, and one at a time."""
    document = made(RHYTHMS[0])
    assert text(document, ".//t:LogonType") == "InteractiveToken"
    assert text(document, ".//t:RunLevel") == "LeastPrivilege"
    assert text(document, ".//t:MultipleInstancesPolicy") == "Queue"
    assert text(document, ".//t:StartWhenAvailable") == "true"


def test_windows_gets_every_word(cli, place):
    """Read as Windows splits a command line, the arguments are those that were meant."""
    assert cli("schedule", "windows", "-o", "opgave.xml", *place.flags).code == 0
    data = (place.folder / "opgave.xml").read_bytes()
    assert data.startswith(b"\xff\xfe<\0?\0")
    document = etree.fromstring(data)
    assert argv(text(document, ".//t:Arguments")) == place.arguments
    assert text(document, ".//t:WorkingDirectory") == str(place.folder)
    assert argv(text(made(RHYTHMS[0], "C:\\a b\\", 'x"y', "", "\\\\"), ".//t:Arguments")) == [
        "C:\\a b\\",
        'x"y',
        "",
        "\\\\",
    ]


def test_the_comment_tells_how_to_install_and_remove(cli, place):
    """In Danish, with the two commands; and that the task does not know the environment of this moment."""
    out = cli("schedule", "windows", "--name", "uge", *place.flags).out
    assert "schtasks /Create /TN uge /XML uge.xml" in out
    assert "schtasks /Delete /TN uge" in out
    assert "CASEAUDIT_KEY" in out
    assert "--" not in re.search(r"<!--(.*?)-->", out, re.DOTALL)[1]
