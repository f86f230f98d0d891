"""AC-015, AC-016, AC-018 and AC-019 again: what is looked for in a sheet is found however its XML is written."""

from __future__ import annotations

import re

import pytest

from caseaudit.sheets.child import first
from hostile_files import HEADERS, sheet_row, sheet_rows, sheet_xml, text_cell, write_book

FAULTY = [
    '<c r="D{row}" t="e"><v>#N/A</v></c>',
    '<c r="D{row}"><f>B{row}-10</f></c>',
    '<c r="D{row}"><f>B{row}-10</f><v></v></c>',
    '<c r="D{row}"><f>B{row}-10</f><v/></c>',
    '<c r="D{row}" s="1"><f t="shared" si="0"/></c>',
    '<c r="D{row}" t="str"><f>A1</f></c>',
    '<c r="D{row}"><v>3</v><f>1+2</f></c>',
]
SOUND = [
    '<c r="D{row}"><f>B{row}-10</f><v>45000</v></c>',
    '<c r="D{row}"><f t="shared" si="0"/><v>45000</v></c>',
    '<c r="D{row}" t="str"><f>IF(A1,"","")</f><v></v></c>',
    '<c r="D{row}" t="str"><f>IF(A1,"","")</f><v/></c>',
    '<c r="D{row}" t="inlineStr"><is><t>en tekst med t="e" og hidden="1" i</t></is></c>',
    '<c r="D{row}" s="1"/>',
]


def _sheet(cells, before=0):
    """Headers in row 3, `before` good rows, and then a row with each of the cells; the last two rows are hidden."""
    rows = [sheet_row(i, text_cell(i, 0, f"S{i}") + text_cell(i, 1, "01-02-2024")) for i in range(4, 4 + before)]
    start = 4 + before
    for i, cell in enumerate(cells, start):
        hidden = ' spans="1:4" hidden="1"' if i >= start + len(cells) - 2 else ""
        rows.append(sheet_row(i, text_cell(i, 0, f"S{i}") + cell.replace("{row}", str(i)), hidden))
    after = f'<mergeCells count="1"><mergeCell ref="A{start}:A{start + 1}"/></mergeCells><rowBreaks count="1"/>'
    return sheet_xml(sheet_rows([HEADERS], 3) + "".join(rows), after=after), start


def _prefixed(xml):
    names = "worksheet|sheetData|row|c|v|f|is|t|mergeCells|mergeCell|rowBreaks"
    return re.sub(rf"<(/?)({names})(?=[ />])", r"<\1x:\2", xml).replace('xmlns="', 'xmlns:x="', 1)


def _single(xml):
    return "".join(part if part.startswith(">") else part.replace('"', "'") for part in re.split(r"(>[^<]+(?=<))", xml))


WAYS = {
    "as Excel does": str,
    "with a prefix": _prefixed,
    "in single quotes": _single,
    "on lines of its own": lambda xml: (
        xml.replace("><c", ">\n  <c").replace("></row>", ">\n</row>").replace("</f><v", "</f>\n<v")
    ),
    "far down": str,
}


@pytest.mark.parametrize("way", WAYS)
def test_ac_018_019_what_reads_as_blank_but_is_not_is_found_however_the_sheet_is_written(tmp_path, way):
    """Errors and formulas without a result, of every kind, and no others; the merged range and the hidden rows too."""
    xml, start = _sheet([*FAULTY, *SOUND], before=9_000 if way == "far down" else 0)
    ((head, _),) = first(write_book(tmp_path / "a.xlsx", Ark1=WAYS[way](xml)))
    assert head["first"] == 3
    assert head["faulty"] == [(start + i, 3) for i in range(len(FAULTY))]
    assert head["merged"] == [(start, 0, start + 1, 0)]
    last = start + len(FAULTY) + len(SOUND)
    assert head["hidden_rows"] == [last - 2, last - 1]


def test_ac_018_019_cells_that_do_not_say_where_they_stand_are_counted(tmp_path):
    """Rows and cells without numbers follow each other: the error is in the fourth cell of the second row."""
    rows = "<row>" + "".join(f'<c t="inlineStr"><is><t>{h}</t></is></c>' for h in HEADERS) + "</row>"
    rows += '<row><c t="inlineStr"><is><t>S1</t></is></c><c/><c/><c t="e"><v>#N/A</v></c></row><row hidden="1"><c><v>1</v></c></row>'
    ((head, _),) = first(write_book(tmp_path / "a.xlsx", Ark1=sheet_xml(rows)))
    assert (head["faulty"], head["hidden_rows"], head["first"]) == ([(2, 3)], [3], 1)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_ac_018_019_where_a_piece_ends_makes_no_difference(tmp_path, monkeypatch, size):
    """The sheet is unpacked piece by piece; pieces of any size give the same."""
    from caseaudit.sheets import markup

    path = write_book(tmp_path / "a.xlsx", Ark1=_sheet([*FAULTY, *SOUND])[0])
    ((whole, _),) = first(path)
    monkeypatch.setattr(markup, "_BLOCK", size)
    ((head, _),) = first(path)
    assert head == whole
