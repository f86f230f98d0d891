"""AC-085 to AC-088: clocks, time zones, languages, and a run that nobody watches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WIDE = ROOT / "examples" / "small" / "wide.csv"


def started(words, folder, **environment):
    """The command in a process of its own, without a terminal and with nothing to read."""
    plain = {
        k: v for k, v in os.environ.items() if k not in ("TZ", "LANG", "PYTHONHASHSEED") and not k.startswith("LC_")
    }
    return subprocess.run(
        [sys.executable, "-m", "caseaudit", *map(str, words)],
        env=plain | {"CASEAUDIT_KEY": str(folder / "pseudonym.key")} | environment,
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


def test_ac_085_a_clock_that_is_set_back_turns_no_trend_around(cli, monkeypatch):
    """The run of October is made while the clock says a year ago: it stands after September, and is the latest one."""
    from caseaudit.runs import keeping

    class Clock(datetime):
        now_is = datetime(2026, 9, 15, 8, tzinfo=UTC)

        @classmethod
        def now(cls, _zone=None):
            return cls.now_is

    monkeypatch.setattr(keeping, "datetime", Clock)
    assert cli("check", WIDE, "--as-of", "2026-09-15", "--exit-zero", "-q").code == 0
    Clock.now_is -= timedelta(days=365)
    assert cli("check", WIDE, "--as-of", "2026-10-15", "--exit-zero", "-q").code == 0
    days = [r["as_of"] for r in json.loads(cli("history", "list", "--format", "json").out)["runs"]]
    assert sorted(days) == ["2026-09-15", "2026-10-15"]
    shown = cli("trend").out
    assert shown.index("15-09-2026") < shown.index("15-10-2026")
    manifest = Path("runs") / Path("runs/latest.txt").read_text(encoding="utf-8").strip() / "manifest.json"
    assert json.loads(manifest.read_text(encoding="utf-8"))["as_of"] == "2026-10-15"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not read TZ and LC_ALL")
def test_ac_086_087_time_zone_language_and_order_of_hashing_change_no_byte(tmp_path):
    """The same JSON from New York, Turkey and C, each with another order of sets and dictionaries."""
    words = ["check", WIDE, "--as-of", "2026-10-15", "--no-save", "--format", "json"]
    settings = (
        {"TZ": "America/New_York", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "3"},
    )
    answers = [started(words, tmp_path, **s) for s in settings]
    assert {a.returncode for a in answers} == {1}
    assert len({a.stdout for a in answers}) == 1
    assert json.loads(answers[0].stdout)["total"]["outcomes"]["breached"] > 100


def test_ac_087_the_same_run_gives_the_same_word_and_excel_files(cli, small_run):
    """Built twice, every part of both files is the same, byte for byte."""
    for folder in ("en", "to"):
        assert cli("report", "build", "--format", "docx,xlsx", "--runs", small_run, "-o", folder).code == 0
    for ending in ("docx", "xlsx"):
        first, second = (next(Path(f).glob(f"*.{ending}")) for f in ("en", "to"))
        with zipfile.ZipFile(first) as a, zipfile.ZipFile(second) as b:
            assert a.namelist() == b.namelist()
            assert [n for n in a.namelist() if a.read(n) != b.read(n)] == []


def test_ac_088_a_run_without_a_terminal_asks_nothing_and_tells_one_line(tmp_path):
    """No question, no colour, one line of summary, and the exit code that the scheduler reads."""
    words = ["check", WIDE, "--as-of", "2026-10-15", "--summary-line"]
    found, bad = started(words, tmp_path), started(["check", "findes-ikke.csv", "-q"], tmp_path)
    assert (found.returncode, bad.returncode) == (1, 2)
    line = found.stdout.decode().strip()
    assert line.count("\n") == 0
    assert line.startswith("IKKE GODKENDT pr. 15-10-2026: 40 sager")
    assert b"\x1b" not in found.stdout + found.stderr + bad.stdout + bad.stderr
    assert b"findes ikke" in bad.stderr
