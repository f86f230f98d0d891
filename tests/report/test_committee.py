"""A report to a committee tells no small number, and none can be worked out from the whole of what it prints."""

from __future__ import annotations

import os
import re
from dataclasses import replace

import numpy as np
import pytest

from attacker import Attack
from caseaudit.report import suppress
from caseaudit.report.background import background_of  # noqa: F401 the report must be able to load it
from caseaudit.report.compose import Background, Options, compose
from caseaudit.report.suppress import for_committee, numbers_of
from caseaudit.report.view import Cell
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.texts import use_language
from report.made_up_run import made_up
from report.reading_a_committee_report import Reader

REPORTS = min(50, int(os.environ.get("CASEAUDIT_ATTACKS", "1000")))
BATCHES = 5


@pytest.fixture(scope="module")
def book():
    return load_rulebook(())


def runs(book, batch, n=REPORTS // BATCHES):
    random = np.random.default_rng(50 + batch)
    for _ in range(n):
        yield made_up(book, random)


def committee(facts, book, **options):
    with use_language("da"):
        return compose(facts, {}, Options(audience="committee", **options), Background(book.acts))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_hidden_can_be_worked_out_from_the_whole_report(book, batch):
    """Tables, figures and percents together leave every hidden number open, by at least the limit."""
    for facts in runs(book, batch):
        reader = Reader(committee(facts, book), facts)
        truth = reader.truth()
        assert all(truth.get(k, v) == v for k, v in reader.known.printed.items())
        small = [k for k, v in reader.known.printed.items() if 0 < v < 5]
        assert small == []
        assert Attack(reader.known).narrow(width=5) == {}
