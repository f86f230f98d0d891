"""What tests of reading ask of a workbook: what was told, what refused it, and the dates that came out."""

from __future__ import annotations

import json

import openpyxl
import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read

KEY = b"0" * 32


def refused(path):
    """The codes of what stops the run; every one says what is wrong and how to mend it."""
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    assert all(p.what and p.fix for p in error.value.problems)
    return [p.code for p in error.value.problems]


def dated(dataset, kind="decision"):
    return [str(d)[:10] for d in dataset.events.loc[dataset.events["type"] == kind, "at"]]


def told(dataset, *codes):
    return [(q.code, q.place.row, q.place.column) for q in dataset.quality if q.code in codes]


def columns_of(rows, path, title="Ark1"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def outcomes(answer):
    """Case and rule of each finding that `check --format jsonl` wrote: its outcome and reason."""
    return {
        (f["case_id"], f["rule"]): (f["outcome"], f["reason"])
        for f in map(json.loads, answer.out.splitlines())
        if f["kind"] == "finding"
    }
