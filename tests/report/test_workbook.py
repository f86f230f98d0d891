"""The findings workbook: real tables and dates, nothing that runs, and the numbers of the report."""

import re
import time
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from caseaudit.report import workbook
from caseaudit.report.background import background_of
from caseaudit.report.view import Cell
from caseaudit.report.workbook_page import sheet_name
from hostile_report import ALL, HOSTILE, hostile
from made_reports import COPENHAGEN, SMALL, audit_of, report_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl reads no data bars


@pytest.fixture(scope="module")
def team():
    audit = audit_of(SMALL)
    return report_of(audit, audience="team", background=background_of(audit, findings=True))


@pytest.fixture(scope="module")
def management():
    return report_of(audit_of(SMALL))


def opened(report):
    return openpyxl.load_workbook(BytesIO(workbook.render(report)))


def values(sheet):
    return [[c.value for c in row] for row in sheet.iter_rows()]


def table_rows(sheet):
    """Each real table of the sheet as its heading row and its rows."""
    for table in sheet.tables.values():
        cells = [[c.value for c in row] for row in sheet[table.ref]]
        yield cells[0], cells[1:]


def test_the_sheets_stand_in_the_order_of_use(team):
    names = opened(team).sheetnames
    assert names[:3] == ["Læs mig", "Oversigt", "Fund"]
    assert {"Kan ikke vurderes", "Datakvalitet", "Regler", "Metode"} <= set(names)
    assert len([n for n in names if n.split()[0].isdigit()]) == len(team.themes)


def test_each_breach_of_a_team_is_a_row_that_can_be_filtered(team):
    """One row per finding, with its case, what to do and a state; what cannot be assessed has a sheet of its own."""
    book = opened(team)
    ((head, rows),) = table_rows(book["Fund"])
    breaches = [f for f in team.findings if f.outcome != "unknown"]
    assert len(rows) == len(breaches) > 0
    column = {name: n for n, name in enumerate(head)}
    found = {(r[column["Sag"]], r[column["Regel"]], r[column["Fund"]], r[column["Ret op"]]) for r in rows}
    assert found == {(f.case_id, f.rule, f.text, f.fix) for f in breaches}
    assert {r[column["Status"]] for r in rows} == {"Ny"}
    ((_, unknown),) = table_rows(book["Kan ikke vurderes"])
    assert len(unknown) == len(team.findings) - len(breaches)


def test_the_gravest_findings_stand_first(team):
    ((head, rows),) = table_rows(opened(team)["Fund"])
    order = ["kritisk", "høj", "mellem", "lav", "vejledende"]
    ranks = [order.index(r[head.index("Alvor")]) for r in rows]
    assert ranks == sorted(ranks)


def test_a_state_is_chosen_from_a_list(team):
    sheet = opened(team)["Fund"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Ny,Under behandling,Rettet,Accepteret,Fejl i data"'


def test_dates_are_dates(team):
    sheet = opened(team)["Fund"]
    head = [c.value for c in sheet[1]]
    cells = [sheet.cell(row, head.index("Dato") + 1) for row in range(2, 30)]
    assert all(isinstance(c.value, datetime) and c.number_format == "dd-mm-yyyy" for c in cells)


def test_no_case_is_named_to_management(team, management):
    """Management sees each check with its counts, and no case id anywhere in the file."""
    cases = {f.case_id for f in team.findings}
    assert cases
    shown = {str(v) for sheet in opened(management) for row in values(sheet) for v in row if v is not None}
    assert not [s for s in shown for case in cases if case in s]


def test_the_overview_holds_the_numbers_of_the_theme_table(management):
    """`6 af 14` is two numbers, a percent is a number, and the sum stands outside the filters."""
    sheet = opened(management)["Oversigt"]
    head, rows = next(table_rows(sheet))
    assert head[:4] == ["Tema", "Overholdt", "Overholdt (ud af)", "Procent"]
    table = management.theme_table
    for row, found in zip([r for r in table.rows if r.role == "row"], rows, strict=True):
        good, judged = (int(n.replace(".", "")) for n in row.cells[1].text.split(" af "))
        assert found[:3] == [row.cells[0].text, good, judged]
        if row.cells[2].value is not None:
            assert round(100 * found[3]) == int(row.cells[2].text.split("\u00a0")[0])
    total = next(r for r in values(sheet) if r[0] == table.rows[-1].cells[0].text)
    assert total[1] == table.rows[-1].cells[1].value
    assert total[0] not in [r[0] for r in rows]


def test_every_number_of_a_theme_is_on_its_sheet(management):
    book = opened(management)
    for theme in management.themes:
        name = next(n for n in book.sheetnames if n.split()[0] == str(theme.number))
        _, rows = next(table_rows(book[name]))
        for row, found in zip([r for r in theme.table.rows if r.role == "row"], rows, strict=True):
            expected = [c.value for c in row.cells if isinstance(c.value, int)]
            assert not [v for v in expected if v not in found], (theme.title, row)


def test_hidden_numbers_are_words(management):
    """A hidden cell holds the mark and no number; no percent has decimals that could give a count away."""
    table = management.theme_table
    first = table.rows[0]
    hidden = replace(first, cells=(first.cells[0], *(Cell("skjult", None, hidden=True) for _ in first.cells[1:])))
    book = opened(replace(management, theme_table=replace(table, rows=(hidden, *table.rows[1:]))))
    _, rows = next(table_rows(book["Oversigt"]))
    assert set(rows[0][1:]) == {"skjult"}
    percents = [
        c.value
        for s in book
        for row in s.iter_rows()
        for c in row
        if c.number_format == "0 %" and isinstance(c.value, float)
    ]
    assert percents
    assert all(abs(100 * p - round(100 * p)) < 1e-9 for p in percents)


def test_a_hidden_part_of_a_shown_whole_keeps_the_whole(management):
    table = management.theme_table
    first = table.rows[0]
    hidden = replace(first, cells=(first.cells[0], Cell("skjult af 1.128", None, hidden=True), *first.cells[2:]))
    _, rows = next(
        table_rows(opened(replace(management, theme_table=replace(table, rows=(hidden, *table.rows[1:]))))["Oversigt"])
    )
    assert rows[0][1:3] == ["skjult", 1128]


def test_nothing_in_the_file_is_a_formula_or_leads_out(team):
    """Whatever a text begins with, it is text; every link stays inside the file."""
    data = workbook.render(hostile(team))
    parts = {n: zipfile.ZipFile(BytesIO(data)).read(n).decode() for n in zipfile.ZipFile(BytesIO(data)).namelist()}
    sheets = [t for n, t in parts.items() if n.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [t for t in sheets if "<f>" in t or "<f " in t]
    assert not [n for n, t in parts.items() if 'TargetMode="External"' in t]
    found = {c.value for s in openpyxl.load_workbook(BytesIO(data)) for row in s.iter_rows() for c in row}
    for text in HOSTILE[:-2]:
        assert text in found, text
    assert any("x" * 5000 in str(v) for v in found)


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Plan", (), "Plan"),
        ("a[b]c:d*e?f/g\\h", (), "a b c d e f g h"),
        ("'Plan'", (), "Plan"),
        ("plan", ("Plan",), "plan (2)"),
        ("Historik", (), "Historik (2)"),
        ("", (), "-"),
        ("4 Screening, afdækning og undersøgelse", (), "4 Screening, afdækning"),
        ("x" * 40, ("x" * 31,), "x" * 27 + " (2)"),
    ],
)
def test_sheets_get_names_that_excel_accepts(title, taken, name):
    assert sheet_name(title, taken) == name


def test_an_emoji_counts_twice_in_the_name_of_a_sheet():
    assert len(sheet_name("👩" * 40, ()).encode("utf-16-le")) <= 62
    assert len(sheet_name(ALL, ())) <= 31


def test_the_same_report_gives_the_same_bytes(team):
    first = workbook.render(team)
    time.sleep(1.1)  # the clock of a workbook has whole seconds
    assert workbook.render(team) == first


def test_print_is_a4_landscape_one_page_wide_with_the_run_in_the_foot(team):
    team = replace(team, provenance=(("Kørsel", "2026Q3-7c1e"), *team.provenance[1:]))
    for sheet in opened(team):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.left.text == "2026Q3-7c1e"
    assert opened(team)["Fund"].print_title_rows == "$1:$1"
    assert opened(team)["Fund"].freeze_panes == "B2"


def test_twenty_thousand_findings_are_twenty_thousand_rows_of_the_table(team):
    breaches = [f for f in team.findings if f.outcome == "breached"]
    many = replace(team, findings=tuple((breaches * (20_000 // len(breaches) + 1))[:20_000]))
    with zipfile.ZipFile(BytesIO(workbook.render(many))) as book:
        tables = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/tables/")]
    assert "20001" in {row for t in tables for row in re.findall(r' ref="[A-Z]+\d+:[A-Z]+(\d+)"', t)}


def test_a_report_without_themes_and_findings_opens(management):
    table = replace(management.theme_table, rows=management.theme_table.rows[-1:])
    empty = replace(management, themes=(), others=(), figures=(), appendices=(), theme_table=table)
    assert opened(empty).sheetnames == ["Læs mig", "Oversigt", "Fund", "Kan ikke vurderes", "Datakvalitet", "Metode"]
    assert opened(replace(empty, audience="team"))["Fund"].tables


def test_english_and_copenhagen_open():
    names = opened(report_of(audit_of(COPENHAGEN), lang="en")).sheetnames
    assert names[:3] == ["Read me", "Overview", "Findings"]
