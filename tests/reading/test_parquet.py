"""Parquet is read by its types, and gives what the same table as text gives."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from caseaudit.reading import read

KEY = b"0" * 32

AT = [
    dt.datetime(2024, 3, 1),
    dt.datetime(2024, 3, 2, 9, 30),
    dt.datetime(2024, 3, 2, 9, 30),
    dt.datetime(1969, 12, 31, 23, 59, 58, 900_000),
    None,
    dt.datetime(1850, 1, 1),
    dt.datetime(9999, 12, 31),
]
ENDS = [dt.date(2024, 5, 1), None, None, dt.date(9999, 12, 31), None, None, dt.date(1850, 1, 1)]
CASES = ["S1", "S2", "S2", "S 3 ", "S4", "S4", "S5"]
TYPES = ["placement", "plan", "plan", "placement", "plan", "plan", "placement"]


def as_text(moment):
    """A moment as a CSV of the table has it: midnight is a day without a clock time."""
    if moment is None:
        return ""
    return moment.isoformat(" ") if isinstance(moment, dt.datetime) and moment.time() != dt.time() else str(moment)[:10]


def twins(tmp_path, columns):
    """Write the table as Parquet, in two groups of rows, and as CSV, each in a folder of its own."""
    for form in ("parquet", "csv"):
        (tmp_path / form).mkdir()
    pq.write_table(pa.table(columns), tmp_path / "parquet" / "t.parquet", row_group_size=4)
    text = {k: [as_text(v) if isinstance(v, dt.date) else v for v in c.to_pylist()] for k, c in columns.items()}
    pd.DataFrame(text).to_csv(tmp_path / "csv" / "t.csv", index=False)
    return [read([tmp_path / form], key=KEY) for form in ("parquet", "csv")]


def same(one, other):
    pd.testing.assert_frame_equal(one.cases, other.cases)
    pd.testing.assert_frame_equal(one.events, other.events)
    assert [(q.code, q.place.row, q.place.column) for q in one.quality] == [
        (q.code, q.place.row, q.place.column) for q in other.quality
    ]
    assert [a.set_aside for a in one.accounts] == [a.set_aside for a in other.accounts]
    assert one.schema == other.schema


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_typed_dates_give_what_text_gives(tmp_path, unit):
    """Moments, days, blanks, repeated rows and impossible dates: each cell means the same as in the CSV."""
    at = [None if m is None or (unit == "ns" and not 1700 < m.year < 2200) else m for m in AT]
    columns = {
        "case_id": pa.array(CASES),
        "type": pa.array(TYPES).dictionary_encode(),
        "at": pa.array(at, pa.timestamp(unit)),
        "ends_on": pa.array(ENDS, pa.date32()),
        "goals": pa.array([True, False, False, None, None, True, True]),
    }
    parquet, csv = twins(tmp_path, columns)
    same(parquet, csv)
    assert parquet.events["timed"].tolist()[:3] == [False, True, True]
    assert parquet.events["at"].iloc[2] == pd.Timestamp("1969-12-31 23:59:58")
    assert parquet.accounts[0].set_aside["duplicate_row"] == 1


def test_moments_in_other_zones_are_danish_clock_time(tmp_path):
    """UTC in Parquet is what Z in text is."""
    moment = dt.datetime(2024, 7, 1, 22, 30, tzinfo=dt.UTC)
    columns = {
        "case_id": pa.array(["S1"]),
        "type": pa.array(["plan"]),
        "at": pa.array([moment], pa.timestamp("us", "UTC")),
    }
    parquet, csv = twins(tmp_path, columns)
    same(parquet, csv)
    assert parquet.events["at"].tolist() == [pd.Timestamp("2024-07-02 00:30")]


def test_a_day_without_any_clock_time_is_not_timed(tmp_path):
    """Midnight in a column of moments is a day."""
    at = pa.array([dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 2)], pa.timestamp("s"))
    columns = {"case_id": pa.array(["S1", "S2"]), "type": pa.array(["plan", "plan"]), "at": at}
    parquet, csv = twins(tmp_path, columns)
    same(parquet, csv)
    assert not parquet.events["timed"].any()


def test_dictionaries_may_be_untidy(tmp_path):
    """A text that is twice in its dictionary, unused, blank, or spelled with a space, is one case, none, or the same case."""
    ids = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 3, None], pa.int8()), ["S1", "S1", "S1 ", " ", "S9"])
    table = pa.table(
        {
            "case_id": ids,
            "type": ["plan"] * 5,
            "at": pa.array([dt.date(2024, 1, d) for d in range(1, 6)], pa.date32()),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    dataset = read([tmp_path / "t.parquet"], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["S1"]
    assert dataset.accounts[0].set_aside == {"missing_case_id": 2}


def test_a_number_is_an_id_and_large_text_is_text(tmp_path):
    """Ids may be numbers; pandas writes text as large strings and categories."""
    frame = pd.DataFrame({"case_id": [1, 2], "type": pd.Categorical(["plan", "decision"]), "at": ["01-02-2024", ""]})
    frame.to_parquet(tmp_path / "t.parquet")
    dataset = read([tmp_path / "t.parquet"], key=KEY)
    assert dataset.events["event_id"].tolist() == ["1/plan/1"]
    assert dataset.accounts[0].set_aside == {"missing_date": 1}
