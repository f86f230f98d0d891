"""The same cases in three shapes: what is read from each of them is the same, and what the generator meant."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from caseaudit.demo import generate, write
from caseaudit.demo.__main__ import write_examples
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS
from caseaudit.reading import read
from caseaudit.resources import data_dir

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.demo import Event, Synthetic
    from caseaudit.model.dataset import Dataset

KEY = bytes(range(32))
SHAPES = ("canonical", "canonical.xlsx", "wide.xlsx", "wide.csv", "activity-log.csv")
YES_NO = {"yes": 1, "no": 0, None: -1}


@pytest.fixture(scope="module")
def cases() -> Synthetic:
    return generate(250, 5, date(2026, 10, 15))


@pytest.fixture(scope="module")
def folder(cases: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shapes")
    write(cases, folder)
    return folder


def _read(folder: Path, shape: str) -> Dataset:
    return read([folder / shape], key=KEY)


def _expected(event: Event, name: str) -> object:
    """Return what a reader must find in a field of an event, in the types of `Dataset`."""
    if name == "concerns":
        return event.concerns.event_id if event.concerns else ""
    if name == "at":
        return pd.Timestamp(event.at)
    value = event.fields.get(name)
    if name == "reason":
        return value is not None
    if EVENT_FIELDS[name].kind == "yes_no":
        return YES_NO[value if value is None else str(value)]
    return pd.Timestamp(value) if isinstance(value, date) else value


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_says_what_was_meant(cases: Synthetic, folder: Path, shape: str) -> None:
    """Every event is read with the id, the links and the fields that the generator gave it, and there are no others."""
    events = _read(folder, shape).events.set_index("event_id").astype(object)
    meant = {e.event_id: (case.case_id, e) for case in cases.cases for e in case.events}
    assert set(events.index) == set(meant)
    names = [name for name in EVENT_FIELDS if name not in {"event_id", "case_id", "type"}]
    found = events.to_dict("index")
    for event_id, (case_id, event) in meant.items():
        row = {k: None if pd.isna(v) else v for k, v in found[event_id].items()}
        assert (row["case_id"], row["type"]) == (case_id, event.type)
        assert row["timed"] == isinstance(event.at, datetime)
        assert {name: row[name] for name in names} == {name: _expected(event, name) for name in names}


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_the_cases_are_the_same_in_every_shape(folder: Path, shape: str) -> None:
    """Children, units, teams and dates of the cases do not depend on the shape."""
    first, other = (
        _read(folder, name).cases[list(CASE_FIELDS)].sort_values("case_id", ignore_index=True)
        for name in (SHAPES[0], shape)
    )
    pd.testing.assert_frame_equal(first, other, check_dtype=False)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_carries_the_same_questions(folder: Path, shape: str) -> None:
    """No shape lacks a column or a type of event that another has, so none gives more unknown outcomes."""
    first, other = _read(folder, SHAPES[0]).schema, _read(folder, shape).schema
    assert (other.columns, other.types, other.linked) == (first.columns, first.types, True)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_reads_without_complaint(folder: Path, shape: str) -> None:
    """Reading finds nothing to remark, and every row is accounted for."""
    dataset = _read(folder, shape)
    assert dataset.quality == ()
    assert all(account.balances for account in dataset.accounts)


def test_the_wide_pull_has_what_people_put_around_a_table(folder: Path) -> None:
    """A merged title and two lines stand above the header, a total below, and the list of codes is hidden."""
    book = load_workbook(folder / "wide.xlsx")
    sheet = book["Udtræk"]
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A1:F1"]
    assert sheet["A4"].value == "Sagsnummer"
    assert sheet.cell(sheet.max_row, 1).value == "I alt"
    assert book["Kodeliste"].sheet_state == "hidden"


def test_some_cases_need_more_rows_than_they_have_decisions(cases: Synthetic, folder: Path) -> None:
    """A second notification in a case with one decision gets a row of its own."""
    account = _read(folder, "wide.csv").accounts[0]
    own_rows = [sum(not d.concerns for d in case.of("decision")) for case in cases.cases]  # § 20 has a column
    assert account.judged > sum(max(1, count) for count in own_rows)


def test_the_shipped_examples_are_what_the_generator_writes(tmp_path: Path) -> None:
    """The data files in `examples` are up to date, byte for byte (workbooks: cell for cell), and each is small."""
    shipped = data_dir("rules").parent / "examples"
    for path in write_examples(tmp_path):
        example = shipped / path.relative_to(tmp_path)
        assert example.stat().st_size < 200_000
        if path.suffix == ".xlsx":
            assert _content(example) == _content(path)
        else:
            assert example.read_bytes() == path.read_bytes()


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}
