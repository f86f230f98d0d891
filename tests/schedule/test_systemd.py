"""The units of systemd: accepted by systemd's own checks, and every word read as it was meant."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from caseaudit.schedule.plan import Rhythm
from caseaudit.schedule.systemd import calendar

RHYTHMS = [
    Rhythm("daily", 6, 0),
    Rhythm("weekly", 6, 0, 6),
    Rhythm("monthly", 0, 5, day=9),
    Rhythm("quarterly", 23, 59),
]


@pytest.fixture
def analyze():
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed here")
    return lambda *argv: subprocess.run([program, *argv], capture_output=True, text=True, check=False)


@pytest.fixture
def units(cli, place):
    cli("schedule", "systemd", "-o", ".", "--name", "kontrol", "--quarterly", *place.flags)
    return place.folder / "kontrol.service", place.folder / "kontrol.timer"


def value(text, key):
    [found] = re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)
    return found


def words(line):
    """A command line as systemd splits it: double quotes, C escapes, %% and $$."""
    out = [re.sub(r"\\(.)", r"\1", w) for w in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
    assert re.sub(r'"((?:[^"\\]|\\.)*)"', "", line).strip() == ""
    assert not any(re.search(r"(?<!%)%(?!%)", w.replace("%%", "")) for w in out)
    return [w.replace("%%", "%").replace("$$", "$") for w in out]


def test_the_units_start_the_check_word_for_word(units, place):
    """ExecStart is the interpreter, the module and the flags; folder and key are whole paths."""
    service, timer = (p.read_text(encoding="utf-8") for p in units)
    assert words(value(service, "ExecStart")) == place.words
    assert value(service, "WorkingDirectory").replace("%%", "%") == str(place.folder)
    [key] = words(value(service, "Environment"))
    assert key.startswith("CASEAUDIT_KEY=/")
    assert value(service, "SuccessExitStatus") == "1"
    assert value(timer, "OnCalendar") == "*-01,04,07,10-01 06:00:00 Europe/Copenhagen"
    assert value(timer, "Persistent") == "true"


def test_systemd_finds_nothing_wrong(units, analyze):
    """`systemd-analyze verify` is silent about both units."""
    done = analyze("verify", "--man=no", *map(str, units))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda r: r.kind)
def test_systemd_reads_the_calendar(rhythm, analyze):
    """`systemd-analyze calendar` takes each rhythm, and finds a next time."""
    done = analyze("calendar", "--iterations=1", calendar(rhythm))
    assert done.returncode == 0, done.stderr
    assert "Next elapse" in done.stdout


def test_the_screen_shows_both_files_with_their_names(cli, place):
    """Without -o the two files stand one after the other; -o must be a folder."""
    out = cli("schedule", "systemd", *place.flags).out
    assert "# ----- caseaudit.service -----" in out
    assert "# ----- caseaudit.timer -----" in out
    assert cli("schedule", "systemd", "-o", "findes-ikke", *place.flags).code == 2
