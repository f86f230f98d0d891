"""What leaves the toolkit: cells that look like formulas, and small counts of units by rule. AC-078 and AC-095."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from attacker import Attack, Knowledge
from caseaudit.report.protection import Numbers, Sum, protect
from small_exports import event, write

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(1)", "\uff1d1+1", "=HYPERLINK(1)")


@pytest.mark.parametrize("case_id", DANGEROUS)
def test_ac_078_a_case_number_that_looks_like_a_formula_is_text_and_can_be_found_again(cli, tmp_path, case_id):
    """In CSV it begins with an apostrophe, in Excel no cell is a formula; taken away again, the number is as it was."""
    folder = write(tmp_path / "x", [event(case_id, "decision", "01-03-2016", section="SEL-52")])
    args = ("check", folder, "--as-of", "2026-10-15", "--rule", "plan-before-decision", "--exit-zero")
    text = cli(*args, "--format", "csv").out.lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    plain = case_id.replace("\uff1d", "=")  # full-width signs are read as the plain ones
    assert row["case_id"] == "'" + plain
    assert cli("report", "build", "--format", "xlsx", "--audience", "team", "-o", "ud").code == 0
    (book,) = tmp_path.rglob("ud/*.xlsx")
    with zipfile.ZipFile(book) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(n) or b"<f " in archive.read(n) for n in sheets)
        assert any(plain.encode() in archive.read(n) for n in archive.namelist())


def test_ac_095_small_counts_of_teams_by_rule_cannot_be_worked_out_again():
    """Three teams by two outcomes with cells from 1 to 4 and all totals printed: each hidden number keeps a span of 5."""
    cells = {("A", "met"): 40, ("A", "not"): 2, ("B", "met"): 35, ("B", "not"): 7, ("C", "met"): 20, ("C", "not"): 4}
    sums = [Sum((team, "all"), ((team, "met"), (team, "not"))) for team in "ABC"]
    sums += [Sum(("all", o), tuple((team, o) for team in "ABC")) for o in ("met", "not")]
    values = dict(cells)
    for s in sums:
        values[s.total] = sum(values[p] for p in s.parts)
    hidden = protect(Numbers(values, tuple(sums), (), frozenset(), lambda key: 4.0 if "all" in key else 1.0))
    known = Knowledge()
    for key, value in values.items():
        if key in hidden:
            known.mark(key)
        else:
            known.learn(key, value)
    for s in sums:
        known.equal(s.total, s.parts)
    assert {k for k, v in values.items() if 0 < v < 5} <= hidden
    assert Attack(known).narrow(width=5, wanted=hidden) == {}
