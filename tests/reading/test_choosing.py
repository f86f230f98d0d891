"""Which tables are read, by which profile, and when a list of case ids is enough."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read

ROOT = Path(__file__).parent.parent.parent
KEY = b"0" * 32

IDS = pd.DataFrame({"case_id": ["S1", "S2", "S3"]})
EVENTS = pd.DataFrame([["S1", "plan", "2024-03-01"]], columns=["case_id", "type", "at"])


def problems(paths):
    with pytest.raises(DataError) as error:
        read(paths, key=KEY)
    return [(p.code, p.place.file) for p in error.value.problems]


@pytest.mark.parametrize("form", ["csv", "quoted csv", "csv with sep", "parquet", "workbook", "two paths"])
def test_a_list_of_case_ids_is_enough_beside_events(tmp_path, form):
    """The contract asks only for case_id, so cases without a single event are counted."""
    paths = [tmp_path]
    if form == "workbook":
        with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
            IDS.to_excel(book, sheet_name="cases", index=False)
            EVENTS.to_excel(book, sheet_name="events", index=False)
    elif form == "parquet":
        IDS.to_parquet(tmp_path / "cases.parquet")
        EVENTS.to_parquet(tmp_path / "events.parquet")
    else:
        EVENTS.to_csv(tmp_path / "events.csv", index=False)
        text = IDS.to_csv(index=False, quoting=1 if form == "quoted csv" else 0)
        (tmp_path / "cases.csv").write_text("sep=;\n" + text if form == "csv with sep" else text, encoding="utf-8")
        paths = [tmp_path / "cases.csv", tmp_path / "events.csv"] if form == "two paths" else paths
    dataset = read(paths, key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2", "S3"]
    assert (len(dataset.events), dataset.quality) == (1, ())
    assert {a.source.profile: a.rows_in for a in dataset.accounts if a.rows_in == 3} == {"canonical": 3}
    assert dataset.cases["row"].tolist() == [2, 3, 4]


def test_blank_and_repeated_lines_in_a_list_of_ids_are_accounted_for(tmp_path):
    """Nothing is dropped in silence from a file with one column either."""
    EVENTS.to_csv(tmp_path / "events.csv", index=False)
    (tmp_path / "cases.csv").write_text("case_id\nS1\n\nS2\nS1\n", encoding="utf-8")
    dataset = read([tmp_path], key=KEY)
    assert dataset.accounts[0].set_aside == {"blank_row": 1, "duplicate_row": 1}
    assert dataset.cases["row"].tolist() == [2, 4]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.csv", "case_id\nS1\nS2\n", "missing_column"),
        ("a.csv", "Sagsnummer\nS1\nS2\n", "text_no_separator"),
        ("a.csv", "noter\nS1\nS2\n", "text_no_separator"),
    ],
)
def test_one_column_alone_is_an_error(tmp_path, name, text, code):
    """A list of ids without events leaves nothing to judge; any other column is not cases at all."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert problems([tmp_path]) == [(code, name)]


def test_one_column_of_parquet_alone_is_an_error(tmp_path):
    """The same in another form."""
    IDS.to_parquet(tmp_path / "a.parquet")
    assert problems([tmp_path]) == [("missing_column", "a.parquet")]


def test_a_sheet_of_counts_beside_events_is_not_taken_for_cases(tmp_path):
    """Only a table with no other column is a list of ids; a pivot table is told about and not used."""
    pivot = pd.DataFrame({"case_id": ["S1", "S7"], "antal": [1, 2]})
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        EVENTS.to_excel(book, sheet_name="events", index=False)
        pivot.to_excel(book, sheet_name="pivot", index=False)
    dataset = read([tmp_path], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1"]
    assert [q.code for q in dataset.quality] == ["sheet_not_used"]


@pytest.mark.parametrize("name", ["small/canonical", "small/canonical.xlsx"])
def test_canonical_headers_are_read_by_the_canonical_profile(name):
    """Other profiles know the same names; the canonical form wins the tie."""
    dataset = read([ROOT / "examples" / name], key=KEY)
    assert {s.profile for s in dataset.sources} == {"canonical"}


def test_the_canonical_profile_wins_over_own_profiles_that_know_as_much(tmp_path):
    """Whatever comes first in the folders: a copy of the log under another name does not take canonical tables."""
    log = (ROOT / "profiles" / "activity-log.yaml").read_text(encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "a.yaml").write_text(log.replace("name: activity-log", "name: aaa"), encoding="utf-8")
    EVENTS.to_csv(tmp_path / "events.csv", index=False)
    dataset = read([tmp_path / "events.csv"], profile_dirs=[tmp_path / "profiles"], key=KEY)
    assert dataset.sources[0].profile == "canonical"


def test_links_in_two_tables_are_kept(tmp_path):
    """Two canonical tables of events with their own links are read together."""
    for i in (1, 2):
        rows = [[f"{i}1", f"S{i}", "decision", "2024-03-01", ""], [f"{i}2", f"S{i}", "plan", "2024-03-02", f"{i}1"]]
        frame = pd.DataFrame(rows, columns=["event_id", "case_id", "type", "at", "concerns"])
        frame.to_csv(tmp_path / f"{i}.csv", index=False)
    dataset = read([tmp_path], key=KEY)
    assert dataset.events["concerns"].tolist() == ["", "11", "", "21"]


def test_letters_in_two_encodings_far_apart_are_told(tmp_path):
    """Danish letters at the start and a broken one megabytes later are one mixed file, with the line of the break."""
    line = b"S1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
    text = "Sagsnummer;Afgørelse\n".encode() + line * 200_000 + "S2;å\n".encode("cp1252")
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(DataError) as error:
        read([tmp_path / "a.csv"], key=KEY)
    assert [(p.code, p.place.row) for p in error.value.problems] == [("text_mixed_encoding", 200_002)]
