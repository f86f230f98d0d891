"""The canonical form and the activity log."""

from __future__ import annotations

import pandas as pd
import pytest

from caseaudit.errors import DataError
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS
from caseaudit.reading import read
from caseaudit.reading.profile import load_profiles
from caseaudit.resources import data_dir

KEY = b"0" * 32

EVENTS = ["event_id", "case_id", "type", "at", "concerns", "section", "result", "consent"]


def aside(dataset):
    return {k: v for a in dataset.accounts for k, v in a.set_aside.items()}


def found(dataset):
    return [(q.code, q.place.row) for q in dataset.quality]


@pytest.fixture
def tables():
    cases = pd.DataFrame({"case_id": ["S1", "S2"], "birth_date": ["2010-05-01", ""], "unit": ["Nord", "Syd"]})
    events = pd.DataFrame(
        [
            ["1.0", "S1", "decision", "2024-03-01", "", "BL-46", "", "ja"],
            ["2", "S1", "child_conversation", "2024-02-28 09:30", "1", "", "held", ""],
            ["", "S2", "notification", "2024-01-05 08:15:00", "", "", "", ""],
        ],
        columns=EVENTS,
    )
    return cases, events


@pytest.mark.parametrize("form", ["folder csv", "folder parquet", "workbook", "two paths"])
def test_the_form_needs_no_mapping(tables, tmp_path, form):
    """Two sheets, a folder, Parquet, or two files: the same cases and events."""
    cases, events = tables
    paths = [tmp_path]
    if form == "workbook":
        with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
            cases.to_excel(book, sheet_name="Sager", index=False)
            events.to_excel(book, sheet_name="Noget andet", index=False)
    elif form == "folder parquet":
        cases.to_parquet(tmp_path / "cases.parquet")
        events.to_parquet(tmp_path / "events.parquet")
    else:
        cases.to_csv(tmp_path / "cases.csv", index=False)
        events.to_csv(tmp_path / "events.csv", index=False)
        paths = [tmp_path] if form == "folder csv" else [tmp_path / "events.csv", tmp_path / "cases.csv"]
    dataset = read(paths, key=KEY)
    assert dataset.cases.set_index("case_id")["unit"].to_dict() == {"S1": "Nord", "S2": "Syd"}
    by_id = dataset.events.set_index("event_id")
    assert by_id.loc["2", "concerns"] == "1"
    assert by_id.loc["1", "consent"] == 1
    assert by_id["timed"].to_dict() == {"1": False, "2": True, "S2/notification/1": True}
    assert dataset.schema.linked
    assert not [q for q in dataset.quality if q.code != "date_forms"]


def test_true_dates_in_parquet_are_dates(tmp_path):
    """A table with typed columns is read as one with text."""
    pd.DataFrame(
        {
            "case_id": [1, 2],
            "type": pd.Categorical(["plan", "decision"]),
            "at": pd.to_datetime(["2024-01-01 00:00", "2024-01-02 10:00"]),
            "goals": [True, False],
        }
    ).to_parquet(tmp_path / "e.parquet")
    events = read([tmp_path / "e.parquet"], key=KEY).events
    assert events["case_id"].tolist() == ["1", "2"]
    assert events["timed"].tolist() == [False, True]
    assert events["goals"].tolist() == [1, 0]


def test_events_alone_are_enough(tables, tmp_path):
    """Without a list of cases, the cases are those that the events name, and that is no finding."""
    tables[1].to_csv(tmp_path / "e.csv", index=False)
    dataset = read([tmp_path / "e.csv"], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1", "S2"]
    assert not [q for q in dataset.quality if q.code != "date_forms"]


def test_missing_columns_are_named_all_at_once(workbook):
    """Both missing columns are told, each with the columns that were found."""
    with pytest.raises(DataError) as error:
        read([workbook(Ark1=[["event_id", "kind", "section", "body"], ["1", "", "BL-46", "chair"]])], key=KEY)
    assert [(p.code, p.values["column"]) for p in error.value.problems] == [
        ("missing_column", c) for c in ("case_id", "type", "at")
    ]
    assert error.value.problems[0].values["found"] == "event_id, kind, section, body"


def test_rows_that_cannot_be_used_are_set_aside_and_counted(workbook):
    """No case, no date, an impossible date, no type or an unknown type: each has its reason, and the account balances."""
    rows = [
        EVENTS[:4],
        ["1", "S1", "decision", "01-03-2024"],
        ["2", "", "decision", "01-03-2024"],
        ["3", "S1", "decision", ""],
        ["4", "S1", "decision", "31-04-2024"],
        ["5", "S1", "", "01-03-2024"],
        ["6", "S1", "dicision", "01-03-2024"],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert aside(dataset) == {"missing_case_id": 1, "missing_date": 2, "missing_type": 1, "unknown_event_type": 1}
    assert sorted(found(dataset)) == [
        ("impossible_date", 5),
        ("missing_case_id", 3),
        ("missing_date", 4),
        ("missing_type", 6),
        ("unknown_event_type", 7),
    ]
    assert next(q for q in dataset.quality if q.code == "unknown_event_type").values["nearest"] == "decision"
    assert dataset.accounts[0].balances


def test_a_word_that_is_no_code_counts_as_not_recorded(workbook):
    """`Måske` is neither yes nor no: the cell is blank, the finding names row and column and not the word."""
    rows = [
        EVENTS,
        ["1", "S1", "decision", "01-03-2024", "", "vrøvl", "", "Måske"],
        ["2", "S1", "child_conversation", "01-03-2024", "", "", "agreed", ""],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert sorted((q.code, q.place.row, q.place.column) for q in dataset.quality) == [
        ("unknown_code", 2, "consent"),
        ("unknown_code", 3, "result"),
        ("unknown_section", 2, "section"),
    ]
    assert not any("Måske" in q.what or "agreed" in q.what or "vrøvl" in q.what for q in dataset.quality)
    assert dataset.events["consent"].tolist() == [-1, -1]


def test_links_that_lead_nowhere_are_told(workbook):
    """A link to no event, to another case's event, or to an id that two events share, is not used."""
    rows = [
        EVENTS[:5],
        ["1", "S1", "decision", "01-03-2024", ""],
        ["2", "S1", "plan", "01-03-2024", "77"],
        ["3", "S2", "plan", "01-03-2024", "1"],
        ["4", "S1", "decision", "01-04-2024", ""],
        ["4", "S1", "decision", "01-05-2024", ""],
        ["5", "S1", "plan", "01-05-2024", "4"],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert sorted(found(dataset)) == [
        ("dangling_concerns", 3),
        ("dangling_concerns", 4),
        ("dangling_concerns", 7),
        ("duplicate_event_id", 6),
    ]
    assert (dataset.events["concerns"] == "").all()
    assert len(dataset.events) == 6


def test_cases_that_only_events_name_are_created_and_told(workbook):
    """An event on an unlisted case is not lost."""
    dataset = read(
        [workbook(a=[["case_id", "unit"], ["S1", "Nord"]], b=[EVENTS[:4], ["1", "S2", "plan", "01-03-2024"]])], key=KEY
    )
    assert dataset.cases["case_id"].tolist() == ["S1", "S2"]
    assert [(q.code, q.severity) for q in dataset.quality] == [("case_not_listed", "info")]


def test_an_event_given_twice_with_one_id_counts_once(workbook):
    """Repeated in another sheet, it is a repeated row."""
    rows = [EVENTS[:4], ["1", "S1", "plan", "01-03-2024"]]
    dataset = read([workbook(a=rows, b=rows)], key=KEY)
    assert (len(dataset.events), aside(dataset)) == (1, {"duplicate_row": 1})
    assert all(a.balances for a in dataset.accounts)


def test_event_ids_do_not_depend_on_the_order_of_rows(tmp_path):
    """Ids made from the row are the same when the export is sorted another way."""
    rows = [
        ["S1", "plan", "2024-03-01", "action"],
        ["S1", "plan", "2024-03-01", "child"],
        ["S1", "plan", "2024-01-01", ""],
        ["S2", "plan", "2024-01-01", ""],
    ]
    ids = []
    for order in (rows, rows[::-1]):
        pd.DataFrame(order, columns=["case_id", "type", "at", "kind"]).to_csv(tmp_path / "e.csv", index=False)
        events = read([tmp_path / "e.csv"], key=KEY).events
        ids.append(
            set(zip(events["event_id"], events["case_id"], events["at"], events["kind"].astype(str), strict=True))
        )
    assert ids[0] == ids[1]
    assert len({i[0] for i in ids[0]}) == 4


def test_an_activity_log_carries_every_field():
    """The log can hold all that the canonical form can."""
    log = next(p for p in load_profiles([data_dir("profiles")]) if p.shape == "log")
    assert set(log.columns) >= set(EVENT_FIELDS) | set(CASE_FIELDS)


def test_an_activity_log_is_read_by_the_names_of_its_activities(workbook):
    """Activities become events with their links; notes are no events; what nobody knows is told."""
    rows = [
        ["Aktivitetsnr", "Sagsnummer", "CPR", "Aktivitet", "Dato", "Vedrører aktivitet", "Paragraf", "Resultat", "Art"],
        [1, "S1", "310215-4000", "Afgørelse om anbringelse", "01-03-2024", "", "§ 46", "", "Anbringelse"],
        [2, "S1", "3102154000", "Børnesamtale", "28-02-2024", 1, "", "Afholdt", ""],
        [3, "S1", "", "Samværsafgørelse", "01-04-2024", "", "BL § 105, stk. 1, nr. 1", "", "Overvåget"],
        [4, "S1", "", "Telefonnotat", "01-04-2024", "", "", "", ""],
        [5, "S1", "", "Noget helt andet", "01-04-2024", "", "", "", ""],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    by_id = dataset.events.set_index("event_id")
    assert dataset.sources[0].profile == "activity-log"
    assert by_id["type"].tolist() == ["decision", "child_conversation", "decision"]
    assert by_id.loc["2", "concerns"] == "1"
    assert (by_id.loc["1", "section"], by_id.loc["3", "kind"]) == ("BL-46", "supervised")
    assert aside(dataset) == {"not_an_event": 1, "unknown_event_type": 1}
    assert len(dataset.cases) == 1


def test_links_of_a_wide_table_hold_when_repeated_events_before_it_are_dropped(workbook):
    """Two events given twice stand before a wide table; its conversation still concerns its own decision."""
    rows = [EVENTS[:4], ["1", "S1", "plan", "01-03-2024"], ["2", "S1", "plan", "02-03-2024"]]
    wide = [
        ["Sagsnummer", "Afgørelse dato", "Paragraf", "Børnesamtale dato"],
        ["S2", "01-04-2024", "BL § 32", "28-03-2024"],
    ]
    dataset = read([workbook(a=rows, b=rows, c=wide)], key=KEY)
    assert aside(dataset) == {"duplicate_row": 2}
    own = dataset.events[dataset.events["case_id"] == "S2"].set_index("type")
    assert own.loc["child_conversation", "concerns"] == own.loc["decision", "event_id"]
