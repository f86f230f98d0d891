"""Before and now in a year: what is new, closed, reopened and still open is counted again from the outcomes alone."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from asked import weekly
from recount import followed, share, tallies
from scripted import RULE, RULE_CHANGE, monday

PAIRS = [(1, 2), (1, 29), (16, 18), (29, 30), (28, 45), (37, 38), (38, 52), (1, 52)]

QUARTERLY = [("2025Q4", "2026Q1"), ("2025Q4", "2026Q3")]


@pytest.mark.parametrize(("a", "b"), [*((f"uge {a}", f"uge {b}") for a, b in PAIRS), *QUARTERLY])
def test_what_is_new_closed_reopened_and_still_open_is_counted_again(year, kept, a, b):
    """From the outcomes alone, by case, rule and event: the sets, case for case, and what became of those that are closed."""
    before, now = kept[a], kept[b]
    told = json.loads(
        year.call("history", "compare", before.folder.name, now.folder.name, "--cases", "--format", "json")
    )
    changed = {RULE} if before.manifest["rule_files"][RULE] != now.manifest["rule_files"][RULE] else set()
    assert set(told["rules_changed"]) == changed
    assert not told["rules_only_before"] + told["rules_only_now"]
    same = {r for r in now.manifest["rules_run"] if r not in changed}
    made = year.weekly if a.startswith("uge") else year.quarterly
    row = [kept[m.name] for m in made if m.on < now.on]
    mine = followed(row, before, now, same)
    if RULE in same and now.on < monday(RULE_CHANGE):  # judged again by another rule than it was found under
        ended = [i for i in mine["closed"] if i[0] == RULE]
        for i in ended:
            mine["how"][now.by_id[i].outcome if i in now.by_id else "gone"] -= 1
        mine["how"]["rule_changed"] += len(ended)
    kinds = Counter(mine["kinds"].values())
    said = told["breaches"]
    assert {k: said[k] for k in ("new", "reopened", "still", "closed")} == {
        "new": kinds["new"], "reopened": kinds["reopened"], "still": kinds["still"], "closed": len(mine["closed"]),
    }  # fmt: skip
    assert said["closed_how"] == {k: n for k, n in mine["how"].items() if n}
    assert said["oldest_days"] == mine["oldest"]
    listed = Counter((c["kind"], c["rule"], c["case"]) for c in said["cases"])
    wanted = Counter((k, i[0], i[1]) for i, k in mine["kinds"].items())
    assert listed == wanted + Counter(("closed", i[0], i[1]) for i in mine["closed"])
    _lines_of(told, before, now, same)


def _lines_of(told, before, now, same):
    """Both denominators of every line: the total, the themes, the rules, the units and the teams that are in both."""
    for part, by in (("total", ""), ("theme", "theme"), ("rule", "rule"), ("unit", "unit"), ("team", "team")):
        then, here = (tallies((r for r in k.rows if r.id[0] in same), by) for k in (before, now))
        found = {x["id"]: x for x in told["lines"] if x["part"] == part and (by != "rule" or x["id"] in then | here)}
        if by in ("unit", "team"):
            assert found.keys() == then.keys() & here.keys()
        for name, x in found.items():
            for side, mine in (("before", then.get(name)), ("now", here.get(name))):
                if mine is None:
                    continue
                good, judged = share(mine)
                counted = {k: x[side][k] for k in ("good", "judged", "breached", "pending", "unknown")}
                assert counted == {
                    "good": good,
                    "judged": judged,
                    **{k: mine[k] for k in ("breached", "pending", "unknown")},
                }


def test_the_year_has_all_kinds_of_change(year, kept):
    """The recount above would prove nothing of reopened breaches if there were none."""
    seen = Counter()
    runs = weekly(year, kept)
    for n in range(1, len(runs)):
        mine = followed(runs[:n], runs[n - 1], runs[n], set(runs[n].manifest["rules_run"]))
        seen += Counter(mine["kinds"].values()) + Counter(closed=len(mine["closed"]))
    assert all(seen[k] for k in ("new", "reopened", "still", "closed")), seen


def test_a_new_export_of_the_same_day_is_told_apart_from_no_finding(year, kept):
    """Rows in another order and other event ids in every export, and another shape from week 38: what stood open still does."""
    a, b = kept["uge 37"], kept["uge 38"]
    both = a.breaches & b.breaches
    assert len(both) > 0.8 * len(a.breaches)
