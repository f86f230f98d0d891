"""To how many of all a point applies is counted for all cases at once, and comes to the same as case by case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseaudit.audit import run_audit
from caseaudit.reading import read
from caseaudit.review.create import Identity, Wishes, build
from caseaudit.review.estimate_sizes import sizes
from caseaudit.review.estimate_whole import everybody
from caseaudit.review.points import load_library
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.sample.candidates import candidates
from caseaudit.sample.drawing import simple, stratified
from review_made import WHEN, sample

DAY = date(2026, 10, 15)
CANONICAL = Path(__file__).parents[2] / "examples" / "small" / "canonical"


@pytest.fixture(scope="module")
def audit():
    return run_audit(read([CANONICAL], profile=None, profile_dirs=(), key=b"k" * 32), load_rulebook(()), DAY)


@pytest.fixture(scope="module")
def library(audit):
    return load_library(audit.rulebook, ())


def drawn(audit, by=()):
    """Six cases, or two from each part."""
    every = candidates(audit, "case")
    if not by:
        found = simple(every, 6, "2026-04")
        return sample(found.items, len(every)).model_copy(update={"reserve": found.reserve, "strata": found.strata})
    from caseaudit.sample.drawing import grouped

    found = stratified(every, by, dict.fromkeys(grouped(every, by), 2), "2026-04", "ikke oplyst")
    s = sample(found.items, len(every), "stratified")
    return s.model_copy(update={"reserve": found.reserve, "strata": found.strata, "stratified_by": by})


def round_about(s, audit, library):
    points = list(library.points.values())
    identity = Identity("g-1", "F0000001", WHEN)
    return build(s, audit, library, points, Wishes((("A", ""),), prefill="none"), identity)


@pytest.mark.parametrize("by", [(), ("unit",)])
def test_all_at_once_is_the_same_as_one_by_one(audit, library, by):
    """Every point, rule or question, in every part: as many cases as would be asked had a form been made for each."""
    s = drawn(audit, by)
    found = sizes(round_about(s, audit, library), s, audit, library)
    whole = s.model_copy(
        update={"items": tuple(i.model_copy(update={"number": n}) for n, i in enumerate(everybody(s, audit), 1))}
    )
    asked = {}
    for e in round_about(whole, audit, library).entries:
        asked.setdefault(e.point, set()).add(e.case_id)
    assert len(found) > 50
    assert {p: z.total for p, z in found.items()} == {p: len(asked[p]) for p in found}
    assert all(sum(z.parts.values()) == z.total for z in found.values())


@pytest.mark.parametrize("by", [(), ("unit",)])
def test_a_population_that_the_sample_does_not_hold_is_found_in_the_run(audit, library, by):
    """Without its reserves the file holds a few cases only; the numbers are the same as with all of them."""
    s = drawn(audit, by)
    short = s.model_copy(update={"reserve": ()})
    round_ = round_about(s, audit, library)
    assert sizes(round_, short, audit, library) == sizes(round_, s, audit, library) != {}


def test_when_it_is_not_known_who_could_be_drawn_nothing_is_known(audit, library):
    """Filters, cases left out, or a run with another number of cases than the file says."""
    s = drawn(audit).model_copy(update={"reserve": ()})
    round_ = round_about(s, audit, library)
    for change in (
        {"filters": {"unit": "Syd"}},
        {"excluded": {"closed": 1}},
        {"population": s.population + 1},
        {"design": "risk"},
    ):
        assert sizes(round_, s.model_copy(update=change), audit, library) == {}
