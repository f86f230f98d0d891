"""The crontab: read as cron reads it, and the command run as cron runs it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys

import pytest

from caseaudit.errors import UsageError
from caseaudit.schedule.cron import LONGEST, crontab, fields
from caseaudit.schedule.plan import Job, Rhythm

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def entries(text):
    """The lines that are commands, as (fields, command); every other line must be a comment, blank or NAME=value."""
    out = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#") or re.fullmatch(r"[A-Z_]+=[^\s\"'%]*", line):
            continue
        *when, command = line.split(None, 5)
        for field, (low, high) in zip(when, _RANGES, strict=True):
            assert field == "*" or all(low <= int(n) <= high for n in field.split(","))
        out.append((when, command))
    return out


def as_sh_sees_it(command):
    """cron ends the command at a bare % and takes the backslash away before the others."""
    assert not re.search(r"(?<!\\)%", command)
    return command.replace(r"\%", "%")


def test_the_command_reaches_the_shell_word_for_word(cli, place):
    """Interpreter, configuration, log and flags are each one word, whatever is in the paths."""
    [(when, command)] = entries(cli("schedule", "cron", "--weekly", "fre", *place.flags).out)
    assert when == ["0", "6", "*", "*", "5"]
    words = shlex.split(as_sh_sees_it(command))
    assert words[:3] == ["cd", str(place.folder), "&&"]
    assert words[3].startswith("CASEAUDIT_KEY=/")
    assert words[4:] == place.words


def test_the_command_does_the_check(cli, place):
    """Run by /bin/sh with the bare environment of cron it checks the export, says one line, and logs."""
    [(_, command)] = entries(cli("schedule", "cron", *place.flags).out)
    done = subprocess.run(
        ["/bin/sh", "-c", as_sh_sees_it(command)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(place.folder), "LOGNAME": "x"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == b""
    assert len(done.stdout.decode().splitlines()) == 1
    assert "exit=1" in (place.folder / "caseaudit.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rhythm", "wanted"),
    [
        (Rhythm("daily", 6, 30), "30 6 * * *"),
        (Rhythm("weekly", 0, 0, 6), "0 0 * * 0"),
        (Rhythm("monthly", 23, 59, day=28), "59 23 28 * *"),
        (Rhythm("quarterly", 6, 0), "0 6 1 1,4,7,10 *"),
    ],
)
def test_each_rhythm_has_its_fields(rhythm, wanted):
    """Minute, hour, day, month, weekday; Sunday is 0."""
    assert fields(rhythm) == wanted


def test_a_command_that_cron_would_cut_is_refused():
    """cron drops what is over a thousand characters without a word, so we say it."""
    with pytest.raises(UsageError) as e:
        crontab(Job("a", sys.executable, ("x" * LONGEST,), "/", Rhythm("daily", 6, 0)))
    assert e.value.problems[0].code == "schedule_too_long"


def test_crontab_itself_accepts_the_file(cli, place):
    """`crontab -n` (Debian) or `-T` (cronie) reads the file and finds nothing wrong; neither installs it."""
    program = shutil.which("crontab")
    if program is None:
        pytest.skip("crontab is not installed here")
    cli("schedule", "cron", "-o", "cron.txt", *place.flags)
    tried = [
        subprocess.run([program, flag, "cron.txt"], capture_output=True, check=False).returncode
        for flag in ("-n", "-T")
    ]
    assert 0 in tried
    (place.folder / "bad.txt").write_text("61 6 * * * x\n", encoding="utf-8")
    bad = [
        subprocess.run([program, flag, "bad.txt"], capture_output=True, check=False).returncode for flag in ("-n", "-T")
    ]
    assert 0 not in bad
