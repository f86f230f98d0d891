"""Nothing of a case leaves with CI output, log, notification, mail or the line of summary.

A child's CPR number, a name and a sentence of free text are planted in every column of the export, one case each.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from mail_server import mail_server

AS_OF = ("--as-of", "2026-10-15")
CPR, NAME, TEXT = "310210-4999", "Kanariefugl Testesen", "moderen fortalte om en kanariefugl"
CI = ("junit", "gitlab", "github", "sarif")
KEEP = "import sys; open('besked', 'ab').write(sys.stdin.buffer.read())"


def planted(rows, start):
    """Each column of some row, in turn, holds the name, the CPR number and the text."""
    columns = [c for c in rows[0] if c != "type"]
    for n, (column, value) in enumerate((c, v) for c in columns for v in (NAME, CPR, TEXT)):
        row = rows[(start + 3 * n) % len(rows)]
        if column != "case_id":
            row[column] = value
    return rows


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def hostile(examples, tmp_path):
    """The small example with canaries everywhere; three cases are called by a CPR number, a name and a sentence."""
    folder = tmp_path / "data"
    folder.mkdir()
    cases, events = (read(examples / "small" / "canonical" / f"{t}.csv") for t in ("cases", "events"))
    names = sorted({c["case_id"] for c in cases})
    new = dict(zip(names[:3], (CPR, NAME, TEXT), strict=True)) | {c: f"SAGKANARIE{n}X" for n, c in enumerate(names[3:])}
    for row in (*cases, *events):
        row["case_id"] = new[row["case_id"]]
    write(folder / "cases.csv", planted(cases, 3))
    write(folder / "events.csv", planted(events, 5))
    return folder


def leaks(text):
    """What of the canaries is in the text, however it is escaped."""
    plain = re.sub(r"%20|\\u00[0-9a-f]{2}|&#\d+;", " ", text)
    found = re.findall(r"kanari\w*|testesen|moderen fortalte|310210\W?4999", plain, re.IGNORECASE)
    return sorted(set(found))


def test_the_canaries_are_there_to_be_found(cli, hostile):
    """With the case ids asked for, the canaries in them come out: the export is read, and the search finds."""
    out = cli(
        "check", hostile, *AS_OF, "--no-save", "--format", "gitlab", "--rule", "N1", "--rule", "P3", "--cases"
    ).out
    assert "SAGKANARIE" in out
    assert "310210" not in out


@pytest.mark.parametrize("fmt", [*CI, "table"])
@pytest.mark.parametrize("flags", [(), ("--team", NAME), ("--unit", TEXT, "--lang", "en")])
def test_nothing_of_a_case_leaves(cli, hostile, tmp_path, monkeypatch, fmt, flags):
    """Neither stdout, stderr, log, step summary, message nor mail holds a case id, a CPR number, a name or free text."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    argv = json.dumps([sys.executable, "-c", KEEP])
    with mail_server() as server:
        Path("caseaudit.toml").write_text(
            f'municipality = "Prøveby"\n[notify]\non = "always"\nformat = "json"\ncommand = {argv}\n'
            f'[notify.mail]\nhost = "localhost"\nport = {server.server_address[1]}\nstarttls = false\n'
            'from = "a@proeveby.dk"\nto = ["b@proeveby.dk"]\n',
            encoding="utf-8",
        )
        quiet = ("-q",) if fmt == "table" else ("--summary-line",)
        answer = cli("check", hostile, *AS_OF, *flags, "--format", fmt, "--log-file", "k.log", *quiet)
    assert answer.code == 1
    told = {
        "stdout": answer.out,
        "stderr": answer.err,
        "log": Path("k.log").read_text(encoding="utf-8"),
        "message": json.dumps(json.loads(Path("besked").read_text(encoding="utf-8")), ensure_ascii=False),
        "mail": "".join(server.letters) + "".join(server.lines),
        "summary": summary.read_text(encoding="utf-8") if summary.exists() else "",
    }
    assert all(told[k] for k in ("stdout", "log", "message", "mail"))
    assert {k: leaks(v) for k, v in told.items() if leaks(v)} == {}


@pytest.mark.parametrize("fmt", CI)
def test_a_run_that_fails_leaks_nothing_either(cli, hostile, fmt):
    """Also where the export cannot be read, or no case is left, the log and the message hold no value of it."""
    argv = json.dumps([sys.executable, "-c", KEEP])
    Path("caseaudit.toml").write_text(f"[notify]\ncommand = {argv}\n", encoding="utf-8")
    broken = hostile.parent / "broken"
    broken.mkdir()
    (broken / "cases.csv").write_text(f"case_id,{CPR}\n{NAME},{TEXT}\n", encoding="utf-8")
    (broken / "events.csv").write_text(f"case_id,type\n{NAME},{TEXT}\n", encoding="utf-8")
    codes = [
        cli("check", broken, *AS_OF, "--format", fmt, "--log-file", "k.log").code,
        cli("check", hostile, *AS_OF, "--format", fmt, "--log-file", "k.log", "--team", "findes ikke").code,
    ]
    assert codes == [3, 3]
    for name in ("k.log", "besked"):
        text = Path(name).read_text(encoding="utf-8")
        assert text
        assert leaks(text) == []
