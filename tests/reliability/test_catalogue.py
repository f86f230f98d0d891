"""The table of the catalogue is whole, true, and up to date."""

from __future__ import annotations

import re

import pytest

from reliability import catalogue

POINTS = [p for _, points in catalogue.groups() for p in points]


def test_every_number_from_1_to_106_stands_once():
    """No point is left out, none stands twice, and they stand in order."""
    assert [p.number for p in POINTS] == list(range(catalogue.FIRST, catalogue.LAST + 1))


@pytest.mark.parametrize("point", POINTS, ids=lambda p: p.id)
def test_every_point_has_a_test_or_says_why_not(point):
    """A point without a test prints its reason; one with a test prints none."""
    tests = catalogue.proofs(point, catalogue.found())
    assert bool(tests) != bool(point.reason), f"{point.id}: tests {tests}, reason {point.reason!r}"
    assert point.must.endswith(".")


def test_no_test_is_named_after_a_number_that_the_catalogue_does_not_have():
    """A test_ac_107 would be a promise that stands nowhere."""
    assert set(catalogue.found()) <= {p.number for p in POINTS}


def test_the_tests_that_are_named_elsewhere_exist():
    """What the catalogue points at by hand is a test in that file."""
    for point in POINTS:
        for test in point.elsewhere:
            file, name = test.split("::")
            text = (catalogue.TESTS / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), test


def test_the_page_is_up_to_date():
    """docs/reliability.md is what the catalogue and the names of the tests give."""
    text = catalogue.DOC.read_text(encoding="utf-8")
    assert text == catalogue.with_tables(text), f"skriv siden igen: {catalogue.WRITE}"
