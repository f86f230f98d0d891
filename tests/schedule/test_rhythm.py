"""How often: what is said, and what is refused."""

from __future__ import annotations

import pytest

from caseaudit.errors import UsageError
from caseaudit.schedule.plan import Job, Rhythm, rhythm
from caseaudit.texts import use_language

NONE = {"daily": False, "weekly": "", "monthly": None, "quarterly": False}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, Rhythm("weekly", 6, 0, 0)),
        ({"weekly": "søn"}, Rhythm("weekly", 6, 0, 6)),
        ({"weekly": "Thursday"}, Rhythm("weekly", 6, 0, 3)),
        ({"weekly": "tir"}, Rhythm("weekly", 6, 0, 1)),
        ({"daily": True}, Rhythm("daily", 6, 0)),
        ({"monthly": 28}, Rhythm("monthly", 6, 0, day=28)),
        ({"quarterly": True}, Rhythm("quarterly", 6, 0)),
    ],
)
def test_a_rhythm_is_read_in_both_languages(given, wanted):
    """Weekdays in Danish and English, whole or three letters; every Monday when nothing is said."""
    assert rhythm("06:00", **{**NONE, **given}) == wanted


@pytest.mark.parametrize("at", ["24:00", "6", "06:60", "", "-1:00", "06:00:00", "x"])
def test_what_is_no_time_of_day_is_refused(at):
    """Only hours and minutes."""
    with pytest.raises(UsageError) as e:
        rhythm(at, **NONE)
    assert e.value.problems[0].code == "schedule_time"


@pytest.mark.parametrize("day", [0, 29, 31, -1])
def test_a_day_that_some_months_lack_is_refused(day):
    """A control on the 31st would be missed in five months of the year without a word."""
    with pytest.raises(UsageError) as e:
        rhythm("06:00", **{**NONE, "monthly": day})
    assert e.value.problems[0].code == "schedule_month_day"


def test_two_rhythms_at_once_are_refused():
    """One schedule, one rhythm."""
    with pytest.raises(UsageError) as e:
        rhythm("06:00", daily=True, weekly="man", monthly=None, quarterly=False)
    assert e.value.problems[0].code == "schedule_one_rhythm"


def test_a_rhythm_is_told_in_the_readers_language():
    """The comments of the unit say when it runs."""
    assert str(Rhythm("weekly", 6, 5, 5)) == "hver lørdag kl. 06:05"
    with use_language("en"):
        assert str(Rhythm("monthly", 6, 0, day=3)) == "on day 3 of every month at 06:00"


@pytest.mark.parametrize("name", ["", "A", "a b", "a--b", "-a", "a/b", "a" * 41, "æ"])
def test_a_name_that_a_scheduler_cannot_carry_is_refused(name):
    """The name becomes a file name and stands in an XML comment, where two hyphens may not."""
    with pytest.raises(UsageError) as e:
        Job(name, "/p", (), "/", Rhythm("daily", 6, 0))
    assert e.value.problems[0].code == "schedule_name"


@pytest.mark.parametrize("mark", ["\n", "\r", "\0", "\u2028"])
def test_a_line_break_in_a_path_is_refused(mark):
    """A path with a line break could smuggle a second command into the unit."""
    with pytest.raises(UsageError) as e:
        Job("a", "/p", (f"x{mark}y",), "/", Rhythm("daily", 6, 0))
    assert e.value.problems[0].code == "schedule_line_break"


def test_a_mistake_in_the_flags_shows_when_the_schedule_is_made(cli, place):
    """The flags are read by `check` itself: a misspelt option, or no export at all, is refused now."""
    assert cli("schedule", "cron").code == 2
    answer = cli("schedule", "cron", "--", place.data, "--fial-on", "x")
    assert answer.code == 2
    assert "--fail-on" in answer.err
    assert answer.out == ""


def test_the_user_hears_of_what_will_surprise(cli, place):
    """An export that is not there yet, and a fixed day, are remarked on; the unit is printed all the same."""
    answer = cli("schedule", "cron", "--", "nyt.xlsx", "--as-of", "2026-10-15")
    assert answer.code == 0
    assert "nyt.xlsx findes ikke endnu" in answer.err
    assert "--as-of" in answer.err


def test_what_the_user_chose_is_not_chosen_again(cli, place):
    """Global options among the flags are kept and not doubled."""
    flags = ("--", "--log-file=min.log", "-q", "--lang", "en", "--config", "min.toml", place.data)
    line = cli("schedule", "cron", *flags).out.splitlines()[-1]
    for word in ("--log-file", "--config", "--lang", " -q "):
        assert line.count(word) == 1
    assert "caseaudit.log" not in line


@pytest.mark.parametrize("kind", ["windows", "cron", "systemd", "gitlab"])
def test_nothing_is_installed(cli, place, kind):
    """The command writes to the screen only: no file, no process, no change."""
    before = sorted(p.name for p in place.folder.iterdir())
    answer = cli("schedule", kind, *place.flags)
    assert answer.code == 0
    assert "Fjern" in answer.out
    assert sorted(p.name for p in place.folder.iterdir()) == before
