"""The fuzzers' own judge finds each kind of fault when there is one; and damage does damage."""

from __future__ import annotations

import io
import json
import signal
import zipfile
from random import Random

import pytest

from fuzz.books import zipped
from fuzz.child import Answer, call
from fuzz.judge import faults, in_files
from fuzz.lines import written
from fuzz.mutate import table
from fuzz.nasty import CPR
from fuzz.seeds import book, wide

CHECK = ["check", "x.csv", "--format", "json"]
NONE = dict.fromkeys(("met", "excused", "breached", "pending", "unknown", "not_applicable"), 0)


def answer(code=0, out="", err="", **more):
    return Answer(**({"code": code, "signal": 0, "out": out, "err": err, "cpu": 0.1, "memory": 1} | more))


def told(**changes):
    """The JSON of a check that is in order, with some of it changed."""
    record = {
        "population": {"cases": 3}, "cases_with_breach": 1, "set_aside": {"blank_row": 1},
        "rows": [{"file": "x.csv", "rows_in": 4, "judged": 3, "set_aside": {"blank_row": 1}, "encoding": "utf-8", "header_row": 1}],
        "rules": [{"judges": "law", "outcomes": NONE | {"breached": 1}}], "total": {"outcomes": NONE | {"breached": 1}},
        "findings": [{"outcome": "breached"}],
    }  # fmt: skip
    return json.dumps(record | changes)


FILE = {"x.csv": b"a;b\n1;2\n1;3\n\n1;4\n"}


def kinds(given, before=FILE, after=FILE, argv=CHECK):
    return {f.split(":")[0] for f in faults(given, before, after, argv)}


def test_what_is_in_order_has_no_fault():
    assert kinds(answer(1, told())) == set()
    assert kinds(answer(3, err="Fejl [file_empty]: Filen er tom.\n  Ret op: Træk data igen.")) == set()


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (answer(4, crash="CA-1\nKeyError\nx.py:1 f"), "crash"),
        (answer(99), "crash"),
        (answer(-1, signal=signal.SIGSEGV), "killed"),
        (answer(-1, signal=signal.SIGXCPU), "hang"),
        (answer(0, cpu=11), "hang"),
        (answer(2, err="Traceback (most recent call last)\n  Ret op: x [usage]"), "traceback"),
        (answer(2, err="Det gik galt."), "silent"),
        (answer(0, err="caseaudit: RuntimeWarning (x.py:3)"), "warning"),
        (answer(2, err="Fejl [usage]: Nøglen {key} mangler.\n  Ret op: Ret den."), "placeholder"),
        (answer(0, err=f"sag {CPR[3]}"), "canary"),
        (answer(0, out=f"sag {CPR[3].replace('-', ' ')}"), "canary"),
        (answer(0, left=["caseaudit-tmp-1"]), "left"),
        (answer(3, err="Fejl [accounting_broken]: x.\n  Ret op: y."), "accounting"),
        (answer(0, told(population={"cases": float("nan")})), "json"),
        (
            answer(0, told(rows=[{"file": "x.csv", "rows_in": 5, "judged": 3, "set_aside": {"blank_row": 1}}])),
            "accounting",
        ),
        (answer(0, told(set_aside={})), "accounting"),
        (answer(0, told(total={"outcomes": NONE})), "totals"),
        (answer(0, told(findings=[])), "totals"),
        (answer(0, told(cases_with_breach=4)), "totals"),
    ],
)
def test_a_fault_is_found(given, kind):
    assert kind in kinds(given, argv=CHECK if given.out.startswith("{") else ["trend"])


def test_a_row_too_few_is_found_by_counting_lines():
    """Rows that agree with each other and not with the file."""
    lost = told(
        rows=[
            {
                "file": "x.csv",
                "rows_in": 3,
                "judged": 2,
                "set_aside": {"blank_row": 1},
                "encoding": "utf-8",
                "header_row": 1,
            }
        ]
    )
    assert "accounting" in kinds(answer(0, lost))


def test_an_input_that_was_changed_and_a_number_in_a_file_are_found():
    assert kinds(answer(0), after={"x.csv": b"a"}, argv=["trend"]) == {"input"}
    assert in_files({"a.txt": b"x 3102495007 y", "b.txt": b"3102495013"}) == ["a.txt"]


def _opens(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.testzip() is None
    except Exception:  # noqa: BLE001 - what a damaged zip raises is of many kinds
        return False


def test_damage_is_damage_and_mostly_leaves_a_zip_a_zip():
    """The damaged file differs from the whole one in nine of ten, and a workbook can still be opened as a zip in most."""
    rng = Random(1)
    assert sum(table(wide(), rng) != wide() for _ in range(100)) >= 90
    books = [zipped(book(), rng) for _ in range(60)]
    assert sum(b != book() for b in books) >= 54
    assert sum(map(_opens, books)) >= 36
    nothing = b"PK\x05\x06" + bytes(18)  # a zip without parts, which an earlier round may leave
    assert all(isinstance(zipped(nothing, rng), bytes) for _ in range(50))
    rule = b"id: x\nversions:\n  - from: '2024-01-01'\n    when: {event: decision}\n"
    assert sum(written("yaml")(rule, rng) != rule for _ in range(100)) >= 85


def test_a_command_runs_in_a_process_of_its_own(tmp_path):
    """Its streams, its exit code and its time come back."""
    work = tmp_path / "work"
    work.mkdir()
    given = call(["version"], work)
    assert (given.code, given.signal, given.left) == (0, 0, [])
    assert given.out.startswith("caseaudit ")
    assert call(["check", "findes-ikke.csv"], work).codes == ("file_missing",)
