"""The trend of a whole year, every number counted once more from what the runs keep, and the rounds that were missed."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import scripted
from asked import BYS, like, trend_of
from recount import share, tallies
from scripted import MERGED, MISSED, RENAMED, RULE, RULE_CHANGE, SYSTEM_CHANGE, WEEKS, monday


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("rhythm", ["weekly", "quarterly"])
def test_every_point_of_the_trend_is_counted_again(year, kept, by, rhythm):
    """51 weeks and 4 quarters, as a whole and by rule, theme, unit and team: each number, and that no series is left out."""
    made = getattr(year, rhythm)
    told = trend_of(year, *(("--by", by) if by else ()), *like(year, made[-1].name))
    ends = {"2025Q4": "2025-12-31", "2026Q1": "2026-03-31", "2026Q2": "2026-06-30", "2026Q3": "2026-09-30"}
    assert [p["run"] for p in told["points"]] == [m.run for m in made]
    assert [p["on"] for p in told["points"]] == [ends.get(m.period, m.on.isoformat()) for m in made]
    wanted = [tallies(kept[m.name].rows, by) for m in made]
    names = {name for w in wanted for name in w}
    more = [s for s in told["series"] if s["id"] not in names]
    assert len(told["series"]) == len(names) + len(more)
    assert by == "rule" or not more
    assert not any(p and (p["judged"] or p["pending"] or p["unknown"]) for s in more for p in s["points"]), (
        "advice alone"
    )
    compared = 0
    for s in told["series"]:
        for point, week in zip(s["points"], wanted, strict=True):
            if (mine := week.get(s["id"])) is None:
                assert point is None or not any(point[k] for k in ("judged", "pending", "unknown"))
                continue
            good, judged = share(mine)
            percent = round(100 * good / judged, 4) if judged >= 5 else None
            assert point == {"good": good, "judged": judged, "percent": percent, **mine}, (s["id"], week)
            compared += 1
    assert compared >= len(made)


def test_the_series_is_broken_where_the_rule_and_the_system_changed_and_nowhere_else(year):
    """Weekly: the rule at week 30, the system (known from the runs and told in caseaudit.toml) at week 38."""
    told = trend_of(year, "--by", "rule", *like(year, "uge 52"))
    at = {p["on"]: n for n, p in enumerate(told["points"])}
    rule, system = (monday(w).isoformat() for w in (RULE_CHANGE, SYSTEM_CHANGE))
    assert [(b["kind"], b["at"], b["on"], b["rules"]) for b in told["breaks"]] == [
        ("rules", at[rule], rule, [RULE]),
        ("system", at[system], system, []),
        ("told", at[system], system, []),
    ]
    rows = year.call("trend", "--by", "rule", *like(year, "uge 52"), "--format", "csv").lstrip("\ufeff").splitlines()
    broken = [r for r in rows if "rules: 1 regel" in r]
    assert len(broken) == 1, "only the series of the rule itself is broken by it"
    assert RULE in broken[0]
    assert rule in broken[0]


def test_the_quarters_are_broken_by_what_came_between_them(year):
    told = trend_of(year, *like(year, "2026Q3"))
    assert [(b["kind"], b["at"]) for b in told["breaks"]] == [("rules", 2), ("system", 2), ("told", 2)]


def test_a_team_is_in_the_trend_for_the_weeks_that_it_existed(year):
    """The renamed and the merged teams end, and the new ones begin, in the week of the reorganisation."""
    told = trend_of(year, "--by", "team", *like(year, "uge 52"))
    days = [p["on"] for p in told["points"]]
    there = {s["id"]: [d for d, p in zip(days, s["points"], strict=True) if p] for s in told["series"]}
    renamed, merged = monday(RENAMED).isoformat(), monday(MERGED).isoformat()
    assert max(there["Modtagelse"]) < renamed == min(there["Visitation"])
    assert max(there["Undersøgelse"] + there["Børn"]) < merged == min(there["Børn og familie"])
    assert len(there["Anbringelse"]) == len(days)


def test_exactly_the_missed_week_is_missed_on_every_later_day(year):
    """Also on the Monday after it, also at the end of the year, with the usual days of grace."""
    week = (monday(MISSED).isoformat(), (monday(MISSED) + timedelta(days=6)).isoformat())
    for on in (monday(MISSED + 1), monday(MISSED + 9), monday(WEEKS), date(2026, 10, 11)):
        told = json.loads(year.call("history", "missed", "--as-of", on, "--format", "json"))
        assert [(r["name"], r["first"], r["last"]) for r in told["rounds"] if r["state"] == "missed"] == [
            ("Ugekontrol", *week)
        ]
        assert not [r for r in told["rounds"] if r["state"] in ("late", "short")]
    told = json.loads(year.call("history", "missed", "--as-of", monday(MISSED), "--format", "json", "--all"))
    assert not [r for r in told["rounds"] if r["state"] == "missed"]
    assert [(r["name"], r["first"]) for r in trend_of(year)["missed"]] == [("Ugekontrol", week[0])]
    assert year.call("history", "missed", "--as-of", "2026-10-11", "--fail", code=1).count("IKKE HOLDT") == 1


def test_a_quarter_without_a_run_is_told_between_two_measurements(tmp_path):
    """Two runs of one theme, in November and in August: the two quarters between them are named."""
    with pytest.MonkeyPatch.context() as patch:
        year = scripted.play(tmp_path / "nabo", patch, weeks=1)
        for on in ("2025-11-03", "2026-08-03"):
            year.today = date.fromisoformat(on)
            year.call("check", "udtraek", "--as-of", on, "--theme", "plan", "--exit-zero")
        told, gap = trend_of(year)["breaks"]
        assert (told["kind"], gap["kind"], gap["what"]) == ("told", "quarter", "ingen kørsel i 2026Q1, 2026Q2")
