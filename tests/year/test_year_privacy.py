"""Nothing of a case leaves in a whole year of control."""

from __future__ import annotations

import re
from pathlib import Path

import scripted
from asked import BYS
from scripted import WEEKS

from worklists_read import lines


def secrets(year):
    """Every case id, CPR number, caseworker and free text of the year."""
    cases = year.cases.cases
    names = {c.case_id for c in cases} | {str(c.attributes["child_id"]) for c in cases}
    names |= {n.replace("-", "") for n in names if re.fullmatch(r"\d{6}-\d{4}", n)}
    return (
        names
        | {scripted.PERSON, scripted.TEXT, scripted.REMARK, "moderen"}
        | {str(c.attributes["caseworker"]) for c in cases}
    )


def leaked(text, names):
    """Which of them stand in a text; case ids and numbers as whole words."""
    flat = re.sub(r"\r?\n[ \t]", "", text.casefold())  # a calendar breaks its lines
    return sorted(
        n for n in names if (at := n.casefold()) in flat and re.search(rf"(?<!\w){re.escape(at)}(?!\w)", flat)
    )


def test_nothing_of_a_case_leaves_in_a_whole_year(year):
    """CI files, stderr, log, messages and calendars of all 55 runs, and trend, compare and missed as they are by default."""
    names = secrets(year)
    sheets = [x.cells["Sag"] for path in year.week(1).worklist.glob("*.xlsx") for x in lines(path)]
    assert leaked("\n".join(sheets), names), "the canaries are there to be found"
    told = {m.name: m.answer for m in year.made}
    told |= {str(p): p.read_text(encoding="utf-8") for m in year.weekly for p in m.calendars}
    told |= {n: Path(n).read_text(encoding="utf-8") for n in ("log.txt", "beskeder")}
    assert sum(len(m.calendars) for m in year.weekly) > 30
    a, b = year.week(1).run, year.week(WEEKS).run
    for by in BYS:
        for form in ("table", "csv", "json", "svg"):
            argv = ("trend", *(("--by", by) if by else ()), "--format", form)
            told[" ".join(argv)] = year.call(*argv) + year.said
    for form in ("table", "json", "csv", "markdown"):
        told[f"compare {form}"] = year.call("history", "compare", a, b, "--all", "--format", form) + year.said
    told["missed"] = year.call("history", "missed", "--all") + year.said
    told["list"] = year.call("history", "list") + year.said
    assert all(told.values())
    assert {k: leaked(v, names) for k, v in told.items() if leaked(v, names)} == {}
