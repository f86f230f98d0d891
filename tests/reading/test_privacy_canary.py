"""A CPR number planted anywhere never comes out of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseaudit.errors import CaseauditError
from caseaudit.reading import read

DATA = Path(__file__).parent.parent / "data"
KEY = b"0" * 32

CANARY = "310215-4000"
FORMS = [CANARY, "3102154000", "310215 4000"]


def everything(dataset):
    frames = [dataset.cases, dataset.events]
    text = "\n".join(f.astype(str).to_csv(index=False) for f in frames)
    text += "\n".join(str(c) for f in frames for name in f.select_dtypes("category") for c in f[name].cat.categories)
    return text + repr(dataset.sources) + repr(dataset.accounts) + "\n".join(told(p) for p in dataset.quality)


def told(problem):
    return f"{problem.what} {problem.fix} {problem.place} {dict(problem.values)}"


def clean(text):
    digits = "".join(c for c in text if c not in "-. ")
    return (
        CANARY not in text
        and "3102154000" not in text
        and "310215 4000" not in text
        and "3102154000" not in digits.split("\n")
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("column", range(36))
def test_no_cell_lets_a_cpr_number_through(udtraek_rows, workbook, column, form):
    """In every column of the wide export, mapped or not, the number is a pseudonym or gone."""
    rows = [list(r) for r in udtraek_rows[:6]]
    rows[3][column] = form
    assert clean(everything(read([workbook(Ark1=rows)], key=KEY)))


@pytest.mark.parametrize("column", range(23))
def test_no_canonical_cell_lets_a_cpr_number_through(workbook, column):
    """The same in every column of the events table."""
    from caseaudit.model.tables import EVENT_FIELDS

    row = {"case_id": "S1", "type": "decision", "at": "2024-01-01"}
    names = list(EVENT_FIELDS)
    other = dict(row, event_id="2", type="plan")
    rows = [names, [{**row, names[column]: CANARY}.get(n, "") for n in names], [other.get(n, "") for n in names]]
    assert clean(everything(read([workbook(Ark1=rows)], key=KEY)))


def test_file_and_sheet_names_are_masked(udtraek_rows, workbook):
    """A CPR number in the name of a file or sheet is hidden wherever the name is shown."""
    rows = [list(r) for r in udtraek_rows[:4]]
    rows[2][6] = "31-09-2016"
    dataset = read([workbook(name=f"sag {CANARY}.xlsx", **{f"Ark {CANARY}": rows})], key=KEY)
    assert clean(everything(dataset))
    assert dataset.sources[0].file == "sag ******-****.xlsx"


def test_headers_and_errors_are_masked(workbook):
    """A CPR number in a header, or in a table that is refused, is not shown."""
    for rows in (
        [["Nummer", CANARY, "Paragraf"], ["S1", CANARY, "x"]],
        [["case_id", CANARY, "type"], ["S1", "x", "y"]],
        [[CANARY, CANARY]],
    ):
        with pytest.raises(CaseauditError) as error:
            read([workbook(name=f"{CANARY}.xlsx", Ark1=rows)], key=KEY)
        assert all(clean(told(p)) for p in error.value.problems)
        assert clean(str(error.value))


def test_a_case_number_that_is_a_cpr_number_becomes_a_pseudonym(workbook):
    """Cases and events still meet on the pseudonym, however the number is written."""
    dataset = read(
        [
            workbook(
                a=[["case_id", "unit"], [CANARY, "Nord"]],
                b=[["case_id", "type", "at"], [3102154000, "plan", "01-03-2024"]],
            )
        ],
        key=KEY,
    )
    assert len(dataset.cases) == 1
    assert dataset.events["case_id"].tolist() == dataset.cases["case_id"].tolist()
    assert clean(everything(dataset))


def test_case_numbers_stay_readable():
    """KLE case numbers are no CPR numbers."""
    dataset = read([DATA / "udtraek.xlsx"], key=KEY)
    assert dataset.cases["case_id"].str.startswith("27.24.00-G01-").all()
    assert dataset.cases["child_id"].str.fullmatch("[0-9A-HJKMNP-TV-Z]{12}").all()


def test_a_caseworkers_name_becomes_a_pseudonym_and_initials_stay(tmp_path):
    """Initials and staff numbers are kept for worklists; a name is never stored."""
    from caseaudit.reading import read

    path = tmp_path / "cases.csv"
    path.write_text("case_id,caseworker\n1,SB28\n2,ABK\n3,Kanariefugl Testesen\n4,Testesen\n5,\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("case_id,type,at\n1,plan,2024-01-01\n", encoding="utf-8")
    workers = list(read([tmp_path], key=b"0" * 32).cases["caseworker"])
    assert workers[:2] == ["SB28", "ABK"]
    assert workers[4] == ""
    assert all("Testesen" not in w and len(w) == 12 for w in workers[2:4])
    assert workers[2] != workers[3]
