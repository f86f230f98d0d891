"""A whole year of scheduled control: it went as it was written, and its outcomes are judged again by a slow evaluator."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import scripted
from asked import BYS, by_flag, like, points, trend_of, weekly
from scripted import MERGED, MISSED, QUARTERS, RENAMED, RULE, RULE_CHANGE, SYSTEM_CHANGE, WEEKS, monday

from caseaudit.engine import Settings
from caseaudit.model.dataset import Schema
from caseaudit.rules.rulebook import load_rulebook
from oracle.evaluate import evaluate

YES_NO = {
    "consent", "alternative", "urgent", "goals", "contact_frame", "with_child", "plan_needed", "reasoned", "appeal_guidance",
    "heard",
}  # fmt: skip


def test_the_year_went_as_it_was_written(year, kept):
    """51 of 52 weeks and 4 quarters ran; the rule, the system, the shape of the export and the teams changed when they should."""
    assert [m.on for m in year.weekly] == [monday(w) for w in range(1, WEEKS + 1) if w != MISSED]
    assert [m.period for m in year.quarterly] == list(QUARTERS)
    for m in year.made:
        manifest = kept[m.name].manifest
        assert [s["profile"] for s in manifest["sources"]][:1] == (
            ["wide-danish"] if m.on >= monday(SYSTEM_CHANGE) else ["canonical"]
        )
        assert manifest["as_of"] == m.on.isoformat()
    digests = [kept[m.name].manifest["rule_files"][RULE] for m in year.weekly]
    assert digests.index(digests[-1]) == RULE_CHANGE - 2
    teams = [{r.team for r in k.rows} for k in weekly(year, kept)]
    assert "Modtagelse" in teams[RENAMED - 2]
    assert "Visitation" in teams[RENAMED - 1]
    assert "Undersøgelse" in teams[MERGED - 3]
    assert not {"Undersøgelse", "Børn", "Modtagelse"} & teams[MERGED - 2]


@pytest.mark.parametrize("week", [1, 16, 29, 30, 38, 52])
def test_the_outcomes_of_a_week_are_those_of_the_slow_evaluator(year, kept, week):
    """For every unit of every rule: read from the kept tables and judged row by row in plain Python."""
    run = kept[f"uge {week}"]
    m = run.manifest
    s = m["schema"]
    schema = Schema(
        frozenset(s["columns"]), frozenset(s["case_columns"]), frozenset(s["types"]), s["linked"],
        {t: frozenset(c) for t, c in s["by_type"].items()},
    )  # fmt: skip
    book = load_rulebook((year.folder / "egne",) if week >= RULE_CHANGE else ())
    ids = {e["event_id"]: (e["type"], e["at"].date().isoformat()) for e in run.events}
    cases, events = ([_plain(x) for x in t] for t in (run.cases, run.events))
    told = evaluate(book.rules, cases, events, schema, Settings(**m["readings"]), run.on)
    of_case = {r.id for r in book.rules if r.of_case}
    whose = {e["event_id"]: str(e["case_id"]) for e in run.events}
    wanted = {
        (rule, unit, "case", "") if rule in of_case else (rule, whose[unit], *ids[unit]): (r.outcome, r.reason)
        for (rule, unit), r in told.items()
    }
    assert {i: (r.outcome, r.reason) for i, r in run.by_id.items()} == wanted
    assert len(wanted) > 1000


def _plain(record):
    """A kept record as the evaluator reads it: blanks left out, days, moments where the clock is told, yes and no."""
    out = {}
    for name, value in record.items():
        if name in ("source", "row", "timed"):
            continue
        if name == "reason":
            kept = "documented" if value else None
        elif name in YES_NO:
            kept = {1: "yes", 0: "no"}.get(int(value))
        elif isinstance(value, datetime):
            clock = name == "at" and record["timed"]
            kept = value.to_pydatetime() if clock else value.date() if name == "at" else value.date().isoformat()
        else:
            kept = value
        if kept not in (None, ""):
            out[name] = kept
    return out


def test_the_same_question_has_the_same_answer(year):
    for argv in (
        ("trend", "--by", "team", "--format", "svg"),
        ("history", "compare", year.week(1).run, year.week(52).run, "--all"),
    ):
        assert year.call(*argv) == year.call(*argv)


def test_the_same_weeks_exported_anew_give_the_same_numbers(year, tmp_path):
    """Rows in another order, other event ids and a key of its own: the same trend and the same changes."""
    weeks, asked = 5, ("history", "compare")
    mine = {by: points(trend_of(year, *by_flag(by), *like(year, "uge 1"))) for by in BYS}
    change = json.loads(year.call(*asked, year.week(1).run, year.week(weeks).run, "--format", "json"))
    with pytest.MonkeyPatch.context() as patch:
        other = scripted.play(tmp_path / "nabo", patch, weeks=weeks, seed=9)
        for by in BYS:
            assert points(trend_of(other, *by_flag(by))) == {
                k: v[:weeks] for k, v in mine[by].items() if any(v[:weeks])
            }
        again = json.loads(other.call(*asked, other.week(1).run, other.week(weeks).run, "--format", "json"))
        for said in (change, again):
            said["before"]["id"] = said["now"]["id"] = ""
            said["breaches"].pop("closed_how")  # tells of a rule that has changed since, which it has not there
        assert again == change
