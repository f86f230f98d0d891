"""Small exports for the tests of the catalogue: the canonical two tables as CSV, and what a check says of them."""

from __future__ import annotations

import csv
import json

from caseaudit.reading import read

KEY = b"0" * 32
AS_OF = "2026-10-15"


def write(folder, events=(), cases=(), columns=None):
    """Write `events.csv` and `cases.csv` with the columns that the rows have; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("events", events), ("cases", cases)):
        if rows:
            heads = columns if columns and name == "events" else list(dict.fromkeys(k for r in rows for k in r))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                out = csv.DictWriter(file, heads, restval="", delimiter=";")
                out.writeheader()
                out.writerows(rows)
    return folder


def wide(folder, rows, name="udtraek.csv"):
    """Write a wide Danish export and return its path; the first row is the header."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return folder / name


def understood(folder, events=(), cases=(), **options):
    """The dataset of an export."""
    return read([write(folder, events, cases, **options)], key=KEY)


def event(case_id, type_name, at, **fields):
    return {"case_id": case_id, "type": type_name, "at": at} | fields


def codes(dataset):
    """Data-quality codes with row and column; what forms of dates a column has is told beside, and is no fault."""
    return [(q.code, q.place.row, q.place.column) for q in dataset.quality if q.code != "date_forms"]


def outcomes(cli, path, rule, *more, as_of=AS_OF):
    """Outcome and reason of every breached or unknown unit by case, and the whole answer as JSON."""
    answer = cli("check", path, "--as-of", as_of, "--rule", rule, "--exit-zero", "--format", "json", *more)
    found = json.loads(answer.out)
    return {f["case_id"]: (f["outcome"], f["reason"]) for f in found["findings"]}, found
