"""What can be drawn, and what is known of it, is the same however the cases were exported."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest

from caseaudit.audit import run_audit
from caseaudit.errors import UsageError
from caseaudit.reading import read
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.sample.candidates import age, candidates
from caseaudit.sample.design import Wish, draw
from caseaudit.sample.earlier import months_before
from caseaudit.sample.frame import Candidate, Filters, narrow

SMALL = Path(__file__).parents[2] / "examples" / "small"
SHAPES = ("canonical", "canonical.xlsx", "wide.xlsx", "wide.csv", "activity-log.csv")
DAY = date(2026, 10, 15)
KEY = b"k" * 32


@pytest.fixture(scope="module")
def book():
    return load_rulebook(())


@pytest.fixture(scope="module")
def audits(book, tmp_path_factory):
    """The small example in its five shapes, and once more shuffled, in another encoding, with numbers of its own."""
    paths = {shape: SMALL / shape for shape in SHAPES}
    paths["shuffled"] = shuffled(tmp_path_factory.mktemp("shuffled"))
    return {
        name: run_audit(read([path], profile=None, profile_dirs=(), key=KEY), book, DAY) for name, path in paths.items()
    }


def shuffled(folder: Path) -> Path:
    """The canonical example with its rows in disorder, in Windows-1252 with semicolons, and event ids made anew."""
    order = random.Random(1)  # the rows of a test, not a sample
    for name in ("cases", "events"):
        with (SMALL / "canonical" / f"{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        if name == "events":
            new = {r["event_id"]: f"E{order.random():.12f}" for r in rows}
            for r in rows:
                r["event_id"], r["concerns"] = new[r["event_id"]], new.get(r["concerns"], "")
        order.shuffle(rows)
        with (folder / f"{name}.csv").open("w", encoding="cp1252", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.mark.parametrize("kind", ["case", "decision", "notification", "placement", "follow_up"])
@pytest.mark.parametrize("shape", [*SHAPES[1:], "shuffled"])
def test_every_shape_gives_the_same_sample(audits, kind, shape):
    """The same cases as folder, workbook, wide table, CSV, log, and in disorder: the same draw, number for number."""

    def told(audit):
        out = draw(Wish(kind=kind, n=15), {kind: narrow(candidates(audit, kind), Filters(), DAY)}, "2026K4")
        return [(i.case_id, i.unit_key, i.unit_on, i.uniform, i.probability, i.unit) for i in out.drawn.items]

    assert told(audits[shape]) == told(audits["canonical"])


@pytest.mark.parametrize("shape", [*SHAPES[1:], "shuffled"])
def test_every_shape_gives_the_same_risk(audits, shape):
    """Findings, age and placement, and so the points of risk, do not depend on the file."""
    weights = {"base": 1.0, "critical": 4.0, "high": 2.0, "medium": 1.0, "placed": 3.0, "age_under_3": 3.0}

    def told(audit):
        out = draw(Wish(n=12, weights=weights), {"case": narrow(candidates(audit, "case"), Filters(), DAY)}, "s")
        return [(i.case_id, i.risk_points, i.probability) for i in out.drawn.items]

    assert told(audits[shape]) == told(audits["canonical"])


def test_event_keys_are_one_each(audits):
    """No two events of a case have the same key, and no key holds the event's number in the export."""
    for kind in ("decision", "follow_up", "child_conversation"):
        found = candidates(audits["shuffled"], kind)
        assert len({c.identity for c in found}) == len(found)
        assert not any(c.event_id in c.key for c in found)


def test_alike_on_one_day(book, tmp_path):
    """Two decisions of one day and provision are told apart by what they say, whatever row they stand on."""
    lines = ["a;D1;2024-05-01;BL-32;placement", "a;D2;2024-05-01;BL-32;contact", "a;D3;2024-05-01;BL-46;placement"]
    keys = []
    for name, rows in (("1", lines), ("2", lines[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "cases.csv").write_text("case_id;birth_date\na;2015-01-01\n", encoding="utf-8")
        body = "\n".join("{};{};decision;{};{};{}".format(*r.split(";")) for r in rows)
        (folder / "events.csv").write_text(f"case_id;event_id;type;at;section;kind\n{body}\n", encoding="utf-8")
        audit = run_audit(read([folder], profile=None, profile_dirs=(), key=KEY), book, DAY)
        keys.append({c.event_id: c.key for c in candidates(audit, "decision")})
    assert keys[0] == keys[1] == {
        "D1": "decision/2024-05-01/2", "D2": "decision/2024-05-01/1", "D3": "decision/2024-05-01/3",
    }  # fmt: skip


def test_findings_are_those_of_the_run(audits):
    """Over all cases the breaches of law, the unknown and the pending sum to what the run counts."""
    audit = audits["canonical"]
    found = candidates(audit, "case")
    total = audit.total()
    legal = [r for r in audit.results if r.rule.legal]
    assert sum(sum(c.breaches.values()) for c in found) == sum(r.counts["breached"] for r in legal)
    assert sum(c.pending for c in found) == sum(r.counts["pending"] for r in legal)
    assert (
        sum(sum(c.breaches.get(s, 0) for s in ("critical", "high", "medium", "low")) for c in found)
        == total["breached"]
    )


@pytest.mark.parametrize(
    ("birth", "years"),
    [("2023-10-15", 3), ("2023-10-16", 2), ("2024-02-29", 2), ("2026-10-15", 0), ("2026-10-16", None), (None, None)],
)
def test_age_on_the_day(birth, years):
    """Whole years on 15-10-2026; not known without a birth date, or with one that lies ahead."""
    assert age(date.fromisoformat(birth) if birth else None, DAY) == years


CASES = [
    Candidate(case_id="A", unit="Syd", team="X", target_group="Børn", days=(date(2024, 1, 1), date(2025, 6, 1))),
    Candidate(case_id="B", unit="Nord", team="X", target_group="Unge", days=(date(2023, 1, 1),), closed=True),
    Candidate(case_id="C", unit="syd ", team="Y", target_group="Unge", sections=("BL-32-1",)),
]


@pytest.mark.parametrize(
    ("filters", "left", "excluded"),
    [
        ({}, "ABC", {}),
        ({"first": date(2025, 1, 1), "last": date(2025, 12, 31)}, "A", {"window": 2}),
        ({"first": date(2024, 6, 1), "last": date(2025, 1, 1)}, "", {"window": 3}),
        ({"units": ("SYD",)}, "AC", {"unit": 1}),
        ({"teams": ("x",), "target_groups": ("Unge",)}, "B", {"team": 1, "target_group": 1}),
        ({"open_only": True}, "AC", {"closed": 1}),
        ({"sections": ("BL-32",)}, "C", {"section": 2}),
        ({"sections": ("BL-3",)}, "", {"section": 3}),
        ({"reviewed": frozenset("AB")}, "C", {"reviewed": 2}),
        ({"open_only": True, "reviewed": frozenset("AB")}, "C", {"closed": 1, "reviewed": 1}),
    ],
)
def test_filters_count_what_they_leave_out(filters, left, excluded):
    """Each filter keeps what it should and says how many it left out; nothing is counted twice."""
    frame = narrow(CASES, Filters(**filters), DAY)
    assert "".join(c.case_id for c in frame.candidates) == left
    assert frame.excluded == excluded
    assert len(frame) + sum(excluded.values()) == len(frame.everything) == 3


def test_an_event_counts_by_its_own_day():
    """The window asks for the decision's own day; what lies after the as-of day cannot be drawn."""
    days = ("2024-01-01", "2024-12-31", "2025-01-01", "2026-10-16")
    found = [Candidate(case_id="A", kind="decision", key=d, on=date.fromisoformat(d)) for d in days]
    frame = narrow(found, Filters(first=date(2024, 1, 1), last=date(2024, 12, 31)), DAY)
    assert [c.key for c in frame.candidates] == ["2024-01-01", "2024-12-31"]
    assert frame.excluded == {"after_as_of": 1, "window": 1}


def test_a_name_that_nothing_has_is_a_slip():
    """An unknown unit is refused with the known ones; it is not an empty sample."""
    with pytest.raises(UsageError) as e:
        narrow(CASES, Filters(units=("Sydd",)), DAY)
    assert e.value.problems[0].values["known"] == "Nord, Syd"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-10-15", 12, "2025-10-15"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-05", 2, "2025-11-05"),
    ],
)
def test_months_back(day, months, expected):
    """The same day of the month, or the last there is."""
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)
