"""A check that nobody watches: one line, a log, no questions, and a console that can show anything."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from caseaudit import console
from caseaudit.cli import runlog

AS_OF = ("--as-of", "2026-10-15")


@pytest.fixture
def small(examples):
    return examples / "small" / "canonical"


# --- one line ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [("-q",), ("--summary-line",), ("-q", "--summary-line")])
def test_quiet_is_one_line(cli, small, flags):
    """With -q or --summary-line the table is replaced by one line that has the result, the counts and the run."""
    answer = cli("check", small, *AS_OF, *flags)
    assert answer.code == 1
    [line] = answer.out.splitlines()
    assert re.match(r"IKKE GODKENDT pr\. 15-10-2026: 40 sager, \d+ fund \(.*\), \d+ % overholdt, \d+ kan ikke", line)
    assert Path("runs/latest.txt").read_text().strip() in line
    assert answer.err == ""


def test_quiet_leaves_data_alone(cli, small, examples):
    """Another format is written as it is; the line comes on stderr, and only if it was asked for."""
    loud = cli("check", small, *AS_OF, "--no-save", "--format", "csv")
    quiet = cli("check", small, *AS_OF, "--no-save", "--format", "csv", "-q")
    both = cli("check", small, *AS_OF, "--no-save", "--format", "csv", "-q", "--summary-line")
    assert loud.out == quiet.out == both.out
    assert quiet.err == ""
    assert len(both.err.splitlines()) == 1


def test_a_gate_that_is_met_says_so_in_the_line(cli, small):
    """Code 0 and GODKENDT go together."""
    answer = cli("check", small, *AS_OF, "--rule", "A4", "--fail-on", "critical", "-q", "--no-save")
    assert answer.code == 0
    assert answer.out.startswith("GODKENDT ")


# --- the log -------------------------------------------------------------------------------------------------------------


def test_the_log_tells_a_run_from_start_to_end(cli, small):
    """Start, result, gate, where it is kept, end with the exit code; each with its time and process; appended."""
    cli("check", small, *AS_OF, "--log-file", "k.log")
    cli("--log-file=k.log", "check", "findes-ikke.csv")
    rows = [x.split("\t") for x in Path("k.log").read_text(encoding="utf-8").splitlines()]
    assert [r[2] for r in rows] == ["start", "result", "gate", "kept", "end", "start", "problem", "end"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", r[0]) for r in rows)
    assert all(int(r[3]) == os.getpid() for r in rows)
    assert (rows[4][4], rows[7][4]) == ("exit=1", "exit=2")
    assert rows[6][1] == "error"
    assert rows[6][4] == "[file_missing] Filen findes ikke. (findes-ikke.csv)"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_the_log_is_its_owners(cli, small):
    """Only the owner can read it."""
    cli("check", small, *AS_OF, "--log-file", "k.log")
    assert stat.S_IMODE(Path("k.log").stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_stops_the_run_before_it_begins(cli, small):
    """A scheduled control without its log would fail in silence; code 2, and nothing is read or kept."""
    answer = cli("check", small, *AS_OF, "--log-file", "findes/ikke/k.log")
    assert answer.code == 2
    assert "log_unwritable" in answer.err
    assert not Path("runs").exists()


def test_a_line_of_the_log_is_one_line_whatever_it_says(tmp_path):
    """Line breaks and control characters become spaces, and a CPR number is hidden."""
    runlog.start(tmp_path / "k.log", "check")
    runlog.note("result", "a\nb\r\n\x1b[31m\u2028c 310210-4999 \udce6")
    runlog.start(None, "")
    [_, line] = (tmp_path / "k.log").read_bytes().decode("utf-8").splitlines()
    assert line.split("\t")[4] == "a b [31m c ******-**** ?"


def test_several_processes_may_write_one_log(tmp_path):
    """Eight writers at once: every line is whole, and none is lost."""
    path = tmp_path / "k.log"
    code = (
        "import sys; from pathlib import Path; from caseaudit.cli import runlog; runlog.start(Path(sys.argv[1]), 'x')\n"
        "for n in range(200): runlog.note('n', sys.argv[2] * 60)"
    )
    with ThreadPoolExecutor(8) as pool:
        done = pool.map(lambda n: subprocess.run([sys.executable, "-c", code, str(path), str(n)], check=True), range(8))
        assert len(list(done)) == 8
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 8 * 201
    assert {len(set(x.split("\t")[4])) for x in lines} == {1}


# --- consoles ------------------------------------------------------------------------------------------------------------


CONSOLES = [
    {"PYTHONIOENCODING": "cp850"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONUTF8": "0", "LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("console_", CONSOLES, ids=lambda c: "-".join(c.values()))
@pytest.mark.parametrize(
    "flags", [(), ("--format", "markdown"), ("--format", "junit"), ("--format", "github"), ("-q",)]
)
def test_no_console_is_too_poor(small, tmp_path, console_, flags):
    """Whatever the console can show, the check ends with its own code and no traceback; data for machines is UTF-8."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONUTF8", "LANG", "LC_ALL")}
    environment |= {"CASEAUDIT_KEY": str(tmp_path / "nøgle.key"), **console_}
    argv = [
        "check",
        str(small),
        *AS_OF,
        *flags,
        "--log-file",
        str(tmp_path / "æøå.log"),
        "--rule",
        "P3",
        "--rule",
        "N1",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "caseaudit", *argv],
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    machine = flags[-1:] in (("junit",), ("github",))
    encoding = (
        "utf-8" if machine else {"cp850": "cp850", "cp1252": "cp1252"}.get(console_.get("PYTHONIOENCODING"), "ascii")
    )
    out = done.stdout.decode(encoding)
    assert "?" not in out.removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    assert "overholdt" in out.casefold()
    [log] = [p for p in tmp_path.iterdir() if p.suffix == ".log"]
    assert "exit=1" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "wanted"),
    [
        ("ascii", 'par. 140 -> aeoeaa - ... "x" ok >= ?'),
        ("cp850", '§ 140 -> æøå - ... "x" ok >= ?'),
        ("cp1252", "§ 140 -> æøå – … “x” ok >= ?"),
        ("utf-8", "§ 140 → æøå – … “x” ✓ ≥ 中"),
    ],
)
def test_what_a_console_lacks_is_shown_by_its_nearest(encoding, wanted):
    """Arrows, dashes and quotes degrade to what the console has; only what has no likeness becomes a question mark."""
    import io

    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    stream.reconfigure(errors=console._NEAREST)
    stream.write("§ 140 → æøå – … “x” ✓ ≥ 中")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding) == wanted


def test_a_check_asks_nothing(small, tmp_path):
    """With stdin closed and no terminal the check goes through: there is nobody to answer."""
    done = subprocess.run(
        [sys.executable, "-m", "caseaudit", "check", str(small), *AS_OF, "-q", "--rule", "N1"],
        env=os.environ | {"CASEAUDIT_KEY": str(tmp_path / "k.key")},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1
