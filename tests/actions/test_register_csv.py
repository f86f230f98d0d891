"""The register kept as CSV: the same columns, edited in any program, added to without touching what stood there."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

RULE = "notification-assessed-within-24-hours"
REGISTER = Path("handlinger.csv")


@pytest.fixture
def plain(project):
    """The project of the other tests with its register in a CSV file, of one action."""
    Path("caseaudit.toml").write_text('[actions]\nfile = "handlinger.csv"\n', encoding="utf-8")
    assert project("actions", "create", "--empty").code == 0
    answer = project(
        "actions", "add", "Påmindelse hver morgen", "--indicator", f"{RULE} >= 90", "--deadline", "01-09-2026"
    )
    assert answer.code == 0, answer.text
    return project


def records():
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def status(cli):
    answer = cli("actions", "status", "--format", "json", "--as-of", "2026-10-15")
    assert answer.code == 0, answer.text
    return json.loads(answer.out)["actions"]


def test_the_file_opens_in_danish_excel_and_the_status_is_that_of_a_workbook(plain):
    data = REGISTER.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    (record,) = records()
    assert (record["Id"], record["Handling"], record["Deadline"], record["Status"]) == (
        "H-001", "Påmindelse hver morgen", "01-09-2026", "Ikke startet",
    )  # fmt: skip
    (in_csv,) = status(plain)
    Path("caseaudit.toml").unlink()
    assert plain("actions", "create", "--empty").code == 0
    again = ("actions", "add", "Påmindelse hver morgen", "--indicator", f"{RULE} >= 90", "--deadline", "01-09-2026")
    assert plain(*again).code == 0
    (in_workbook,) = status(plain)
    assert in_csv == in_workbook
    assert in_csv["overdue"] is True


@pytest.mark.parametrize(
    ("delimiter", "encoding", "end"), [(",", "utf-8", "\n"), ("\t", "utf-8-sig", "\r\n"), (";", "cp1252", "\r\n")]
)
def test_what_another_program_saved_is_read_and_kept_when_rows_are_added(plain, delimiter, encoding, end):
    head = ["Eget", "Status", "Handling", "Id", "Frist", "Indikator", "Ansvarlig"]
    row = [
        "rød; grøn, blå",
        "i gang",
        "Ugentlig\ngennemgang",
        "H-007",
        "31.3.2027",
        "cases-open <= 30",
        "Teamleder Ærø",
    ]
    lines = [delimiter.join(f'"{x}"' for x in line) for line in (head, row)]
    REGISTER.write_bytes((end.join(lines) + end).encode(encoding))
    (found,) = status(plain)
    assert (found["id"], found["status"], found["deadline"]) == ("H-007", "running", "2027-03-31")
    before = REGISTER.read_bytes().decode(encoding)
    assert plain("actions", "add", "=SUM(A1)", "--responsible", "AB").code == 0
    after = REGISTER.read_bytes().decode("utf-8-sig")
    assert after.startswith(before)
    added = next(iter(csv.reader([after[len(before) :].strip("\r\n")], delimiter=delimiter)))
    assert added == ["", "Ikke startet", "'=SUM(A1)", "H-008", "", "", "AB"]
    assert [a["id"] for a in status(plain)] == ["H-007", "H-008"]
    assert status(plain)[1]["action"] == "=SUM(A1)"
    copy = max(Path().glob("handlinger.kopi-*.csv"))
    assert copy.read_bytes().decode(encoding) == before


def test_ten_rounds_of_edit_and_update_keep_what_people_wrote(plain):
    for n in range(10):
        rows = records()
        rows[0]["Bemærkning"] = f"runde {n}: aftalt & <set>"
        rows[0]["Status"] = ("I gang", "Gennemført")[n % 2]
        with REGISTER.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        assert plain("actions", "create", "--update").code == 0
        assert records()[0]["Bemærkning"] == f"runde {n}: aftalt & <set>"
    ids = [r["Id"] for r in records()]
    assert len(ids) == len(set(ids)) > 1


def test_faults_are_named_by_row_and_column_and_a_cpr_number_is_never_shown(plain):
    REGISTER.write_text(
        "Id;Handling;Status;Deadline;Indikator\nH-001;ring til 010190-1234;I gang;;\nH-001;=1+1;måske;31-02-2027;ingen-regel\n",
        encoding="utf-8",
    )
    answer = plain("actions", "check")
    assert answer.code == 2
    for code, place in (
        ("action_cpr", 'række 2, kolonne "Handling"'),
        ("action_id_twice", 'række 3, kolonne "Id"'),
        ("action_formula", 'række 3, kolonne "Handling"'),
        ("action_status", 'række 3, kolonne "Status"'),
        ("action_date", 'række 3, kolonne "Deadline"'),
        ("action_indicator_unknown", 'række 3, kolonne "Indikator"'),
    ):
        assert code in answer.err
        assert place in answer.err, answer.err
    assert "010190" not in answer.text
    assert plain("actions", "add", "mere").code == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\0\0", b"Id;Noget\n1;2\n", b"\xff\xfe\0x"])
def test_a_file_that_is_no_register_is_refused(plain, data):
    REGISTER.write_bytes(data)
    answer = plain("actions", "check")
    assert answer.code == 2
    assert "actions_unreadable" in answer.err or "actions_no_head" in answer.err
    assert REGISTER.read_bytes() == data
