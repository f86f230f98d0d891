"""The accounting identity: every row and every filled cell of a mapped column is used or set aside for a named reason."""

from __future__ import annotations

import json
from random import Random

import pytest

from caseaudit.reading import read
from caseaudit.reading.table import Table
from caseaudit.rules.rulebook import load_rulebook
from oracle.spoilt import whole_batch, write
from small_exports import KEY, event, understood, wide
from small_exports import write as canonical

HEAD = ("Sagsnummer", "Afgørelse dato", "Paragraf", "Plan dato", "Plan nødvendig", "Bemærkning")
ROWS = [
    HEAD,
    ("S1", "01-03-2016", "SEL § 52", "31-02-2016", "", "x"),
    ("S2", "01-03-2016", "efter aftale", "01-01-1900", "måske", "x"),
    ("S3", "", "SEL § 52", "nej", "ja", "x"),
    ("S4", "01-03-2016", "SEL § 52", "01-02-2016", "nej", ""),
    ("S4", "01-03-2016", "SEL § 52", "01-02-2016", "nej", ""),
    ("", "01-03-2016", "SEL § 52", "", "", "x"),
    ("", "", "", "", "", ""),
]


def test_the_account_of_each_column_says_what_became_of_every_filled_cell(cli, tmp_path):
    """Counted by hand from the eight rows; a column that no rule needs is not read, and not in the account."""
    answer = cli("check", wide(tmp_path / "x", ROWS), "--as-of", "2026-10-15", "--exit-zero", "--format", "json")
    (table,) = json.loads(answer.out)["rows"]
    assert (table["rows_in"], table["judged"]) == (7, 4)
    assert table["set_aside"] == {"blank_row": 1, "duplicate_row": 1, "missing_case_id": 1}
    repeated, nameless = {"duplicate_row": 1}, {"missing_case_id": 1}
    assert {c["column"]: (c["cells_in"], c["used"], c["set_aside"]) for c in table["cells"]} == {
        "Sagsnummer": (5, 4, repeated),
        "Afgørelse dato": (5, 3, repeated | nameless),
        "Paragraf": (6, 2, repeated | nameless | {"unknown_section": 1, "without_event": 1}),
        "Plan dato": (5, 1, repeated | {"impossible_date": 1, "placeholder_date": 1, "says_nothing": 1}),
        "Plan nødvendig": (4, 1, repeated | {"unknown_code": 1, "without_event": 1}),
    }


def test_the_account_stands_in_every_run(cli, tmp_path):
    """One line for rows and one for cells, in both languages, and in the kept run."""
    path = wide(tmp_path / "x", ROWS)
    text = cli("check", path, "--as-of", "2026-10-15", "--exit-zero").out
    assert "7 rækker ind = 4 med + 3 sat til side" in text
    assert "25 udfyldte celler i 5 kolonner = 11 brugt + 14 sat til side" in text
    english = cli("check", path, "--as-of", "2026-10-15", "--exit-zero", "--lang", "en").out
    assert "25 filled cells in 5 columns = 11 used + 14 set aside" in english


def test_the_cells_of_rows_that_are_no_events_are_set_aside_with_them(tmp_path):
    """In a list of events, rows without a date or of an unknown type take their cells along."""
    rows = [
        event("S1", "plan", "01-02-2024", kind="child"),
        event("S1", "plan", "", kind="child"),
        event("S1", "plan", "32-01-2024", kind="child"),
        event("S1", "gættet", "01-02-2024", kind="child"),
        event("S1", "", "01-02-2024", kind=""),
        event("S1", "plan", "02-02-2024", kind="placement"),
    ]
    (account,) = understood(tmp_path, rows).accounts
    assert account.balances
    assert {c.column: (c.cells_in, c.used, c.set_aside) for c in account.cells} == {
        "case_id": (6, 2, {"missing_date": 2, "missing_type": 1, "unknown_event_type": 1}),
        "type": (5, 2, {"missing_date": 2, "unknown_event_type": 1}),
        "at": (5, 2, {"impossible_date": 1, "missing_type": 1, "unknown_event_type": 1}),
        "kind": (5, 1, {"missing_date": 2, "unknown_code": 1, "unknown_event_type": 1}),
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_account_balances_for_random_exports_with_spoilt_cells(seed, tmp_path):
    """Rows and cells add up, and the cells in are those that stand in the file."""
    rng = Random(seed)
    made = whole_batch(rng, load_rulebook().rules[seed * 5 : seed * 5 + 5], 120)
    write(rng, made, tmp_path, share=0.1)
    dataset = read([tmp_path], key=KEY)
    for account in dataset.accounts:
        assert account.balances
        lines = (tmp_path / account.source.file).read_text(encoding="utf-8").splitlines()
        table = [line.split(";") for line in lines]
        assert account.rows_in == len(table) - 1
        filled = {name: sum(bool(row[i]) for row in table[1:]) for i, name in enumerate(table[0])}
        assert {c.column: c.cells_in for c in account.cells} == filled
        assert [c.column for c in account.cells if not c.balances] == []


def test_a_run_that_loses_a_row_ends_with_3_and_no_verdict(cli, tmp_path, monkeypatch):
    """A planted bug: the table forgets its last row without setting it aside."""
    keep = Table.keep

    def losing(table, mask):
        mask = mask.copy()
        mask[-1] = False
        return keep(table, mask)

    path = wide(tmp_path / "x", ROWS[:5])
    monkeypatch.setattr(Table, "keep", losing)
    answer = cli("check", path, "--as-of", "2026-10-15")
    assert answer.code == 3
    assert "accounting_broken" in answer.err
    assert answer.out == ""


def test_a_run_that_loses_a_cell_ends_with_3_and_names_the_column(cli, tmp_path, monkeypatch):
    """A planted bug: a date that cannot be read is dropped, and nobody notes why."""
    from caseaudit.reading import moments

    def silent(text, i, out, first_short_year):
        pass

    monkeypatch.setattr(moments, "_read_one", silent)
    folder = canonical(tmp_path / "x", [event("S1", "plan", "01-02-2024", ends_on="snart")])
    answer = cli("check", folder, "--as-of", "2026-10-15")
    assert answer.code == 3
    assert "cells_unaccounted" in answer.err
    assert "ends_on" in answer.err
