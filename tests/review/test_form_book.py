"""The workbook read back: fields, lists, protection, keys, counts, and nothing that a reader must not see."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from caseaudit.privacy import contains_cpr
from caseaudit.review.form_book import LISTS_SHEET, META_SHEET, case_url, form_book
from caseaudit.review.form_rows import COMMENT
from caseaudit.review.form_words import WORDS, answers
from caseaudit.review.keys import split_key
from caseaudit.review.points import Wanted
from caseaudit.texts import use_language
from review_forms import all_items, audit, book_of, item, make_round, setting

READERS = (("AB", "Nord"), ("CD", "Syd"))
HOSTILE = (
    "=1+1",
    "+45",
    "-7",
    "@SUM(A1)",
    "'; DROP",
    "17|1|x",
    "a'b[c]:*?/\\",
    '=HYPERLINK("http://x")',
    "7\x07\x00é\ud800",
    "&P&N",
    "<b>17</b>",
    "ø" * 300,
)


@pytest.fixture(scope="module")
def whole():
    """All demo cases, two readers, five read by two and three by all."""
    return make_round(reviewers=READERS, overlap=0.1, calibration=3)


@pytest.fixture(scope="module")
def book(whole):
    return book_of(*whole)[1]


def answer_sheets(book):
    return [
        s for s in book if s.sheet_state == "visible" and s.title not in ("Oversigt", "Læs mig", "Overview", "Read me")
    ]


def headings(sheet):
    """Row and columns of the headings."""
    for row in sheet.iter_rows(max_row=10):
        found = {c.value: c.column_letter for c in row if c.value}
        if "Svar" in found or "Answer" in found:
            return row[0].row, found
    raise AssertionError(sheet.title)


def keys(book):
    return [
        c.value for s in book for row in s.iter_rows() for c in row if isinstance(c.value, str) and split_key(c.value)
    ]


def validations(sheet):
    """Every cell with a rule, and the rule."""
    return {
        cell: v
        for v in sheet.data_validations.dataValidation
        for part in v.sqref.ranges
        for row in part.rows
        for cell in row
    }


def test_every_expected_answer_has_one_row_with_its_key(whole):
    """Nothing is asked twice, nothing is left out, in either layout."""
    round_, drawn = whole
    for reader in ("AB", "CD"):
        _, book = book_of(round_, drawn, reader)
        assert keys(book) == [e.key for e in round_.expected(reader)]
    listed, drawn = make_round(reviewers=READERS, overlap=0.1, calibration=3, layout="list")
    _, book = book_of(listed, drawn)
    assert keys(book) == [e.key for e in listed.expected("AB")]


def test_the_same_round_gives_the_same_bytes(whole):
    """A form can be made again and compared."""
    round_, drawn = whole
    for layout in ("case", "list"):
        again = round_.model_copy(update={"layout": layout})
        assert form_book(again, "AB", setting(drawn)) == form_book(again, "AB", setting(drawn))


def test_sheets_stand_in_the_order_of_the_work(whole, book):
    """Overview, how to, then a sheet per case, the ones that all read first."""
    round_, _ = whole
    assert book.sheetnames[:3] == ["Oversigt", "Læs mig", "Sag 01"]
    ids = {e.item: e.case_id for e in round_.entries}
    mine = next(r for r in round_.reviewers if r.code == "AB")
    shown = [s["A1"].value for s in answer_sheets(book)]
    assert shown == [f"Sag {ids[n]}" for n in mine.items]
    assert mine.items[:3] == round_.calibration


def test_the_lists_are_named_ranges_that_hold_the_answers(book):
    """A list in a cell stops at 255 characters; a named range on a hidden sheet does not."""
    lists = book[LISTS_SHEET]
    assert lists.sheet_state == "veryHidden"
    for name, scale in (("svar_ja_nej", "yes_no"), ("svar_grad", "degree")):
        at = book.defined_names[name].attr_text.split("!")[1].replace("$", "")
        assert [c[0].value for c in lists[at]] == [t.da for t in answers(scale)]
    at = book.defined_names["svar_aarsag"].attr_text.split("!")[1].replace("$", "")
    assert [c[0].value for c in lists[at]] == ["Mangler adgang", "Uklar journal", "Uklart krav"]


def test_each_field_takes_the_answers_of_its_own_scale(whole, book):
    """Yes and no where it is a duty, low to high where it is a degree; other words are stopped in Danish."""
    round_, _ = whole
    seen = set()
    for sheet in answer_sheets(book):
        row, at = headings(sheet)
        rules = validations(sheet)
        for cells in sheet.iter_rows(min_row=row + 1):
            key = next((c.value for c in cells if isinstance(c.value, str) and split_key(c.value)), None)
            if key is None:
                continue
            n = cells[0].row
            point = round_.point(split_key(key).point)
            answer = rules[(n, sheet[f"{at['Svar']}1"].column)]
            assert answer.formula1 == {"yes_no": "svar_ja_nej", "degree": "svar_grad"}[point.scale]
            assert (answer.errorStyle or "stop") == "stop"
            assert answer.showErrorMessage
            assert answer.error == "Vælg et af svarene på listen."
            assert rules[(n, sheet[f"{at['Årsag']}1"].column)].formula1 == "svar_aarsag"
            comment = rules[(n, sheet[f"{at['Bemærkning']}1"].column)]
            assert (comment.type, comment.operator, comment.formula1) == ("textLength", "lessThanOrEqual", str(COMMENT))
            assert "CPR" in comment.prompt
            seen.add(point.scale)
    assert seen == {"yes_no", "degree"}


def test_only_answers_reasons_and_comments_can_be_written(book):
    """Every sheet is protected, without a password; rows, columns and filters stay free."""
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for sheet in answer_sheets(book):
        assert not sheet.protection.formatColumns
        assert not sheet.protection.formatRows
        assert not sheet.protection.autoFilter
        row, at = headings(sheet)
        fields = {at[n] for n in ("Svar", "Årsag", "Bemærkning")}
        for cells in sheet.iter_rows(min_row=row):
            asked = any(isinstance(c.value, str) and split_key(c.value) for c in cells)
            for c in cells:
                assert c.protection.locked == (not asked or c.column_letter not in fields)
                if asked and c.column_letter in fields:
                    assert c.value is None
                    assert c.number_format == "@"


def test_keys_and_what_the_form_is_do_not_show(whole, book):
    """The key column is hidden, and the sheet that names the form is very hidden."""
    round_, _ = whole
    for sheet in answer_sheets(book):
        letters = {
            c.column_letter for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and split_key(c.value)
        }
        (letter,) = letters
        groups = [d for d in sheet.column_dimensions.values() if d.hidden]
        assert any(d.min <= sheet[f"{letter}1"].column <= d.max for d in groups)
    meta = {r[0].value: r[1].value for r in book[META_SHEET].iter_rows()}
    assert book[META_SHEET].sheet_state == "veryHidden"
    assert (meta["form_code"], meta["round"], meta["reviewer"]) == (round_.form_code, "prove-r1", "AB")
    assert meta["rules_digest"] == round_.rules_digest


def test_a_reader_sees_neither_other_readers_nor_what_two_read_nor_outcomes(whole):
    """Blind: the forms of the same cases differ in nothing that would tell."""
    round_, drawn = whole
    _, book = book_of(round_, drawn)
    text = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None)
    assert not re.search(r"\bCD\b", text)
    assert "to læser" not in text
    assert not re.search(r"dobbelt|double", text, re.IGNORECASE)
    alone = round_.model_copy(update={"double": ()})
    assert form_book(alone, "AB", setting(drawn)) == form_book(round_, "AB", setting(drawn))
    assert text.count("alle læser") == 3
    open_ = round_.model_copy(update={"blind": False})
    _, told = book_of(open_, drawn)
    assert any(c.value == "to læser" for row in told["Oversigt"].iter_rows() for c in row)


def test_the_overview_counts_and_names_each_case(whole, book):
    """A line per case with a link, and formulas over exactly the rows of that case."""
    round_, _ = whole
    sheet = book["Oversigt"]
    rows = [r for r in sheet.iter_rows() if str(r[1].value or "").startswith("Sag ")]
    rows = [r for r in rows if isinstance(r[0].value, int)]
    mine = next(r for r in round_.reviewers if r.code == "AB")
    assert len(rows) == len(mine.items)
    for line, number in zip(rows, mine.items, strict=True):
        expected = [e for e in round_.entries if e.item == number]
        assert line[2].value == expected[0].case_id
        assert line[5].value == len(expected)
        assert line[1].hyperlink.location.startswith(f"'{line[1].value}'!")
        assert "COUNTIF" in line[6].value
        assert "COUNTIFS" in line[7].value
        target = book[line[1].value]
        first, last = (int(x) for x in re.findall(r"\$[A-Z]+\$(\d+)", line[6].value))
        inside = list(target.iter_rows(min_row=first, max_row=last))
        assert sum(any(isinstance(c.value, str) and split_key(c.value) for c in r) for r in inside) == len(expected)


def test_colours_and_words_warn_of_a_missing_comment(book):
    """No, low degree and cannot be judged without a comment turn yellow."""
    for sheet in answer_sheets(book):
        formulas = [f for c in sheet.conditional_formatting for r in c.rules for f in r.formula]
        assert any('"Nej"' in f and '"Lav grad"' in f and '"Kan ikke vurderes"' in f for f in formulas)
    states = [f for c in book["Oversigt"].conditional_formatting for r in c.rules for f in r.formula]
    assert set(states) == {'"Ikke begyndt"', '"I gang"', '"Mangler bemærkning"', '"Færdig"'}


@pytest.mark.parametrize("layout", ["case", "list"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_never_become_formulas_or_break_the_file(layout, hostile):
    """A case id, unit or team that looks like a formula is text; the only formulas are the counts."""
    round_, drawn = make_round(all_items(n=3), layout=layout)
    items = tuple(i.model_copy(update={"case_id": hostile, "unit": hostile, "team": hostile}) for i in drawn.items)
    entries = tuple(e.model_copy(update={"case_id": hostile, "about_da": hostile}) for e in round_.entries)
    points = tuple(p.model_copy(update={"da": hostile, "guidance_da": hostile}) for p in round_.points)
    drawn = drawn.model_copy(update={"items": items})
    round_ = round_.model_copy(update={"entries": entries, "points": points})
    _, book = book_of(round_, drawn, case_url="https://sag.example/{case_id}", municipality=hostile)
    for sheet in book:
        for row in sheet.iter_rows():
            for c in row:
                if c.data_type == "f":
                    assert sheet.title == "Oversigt"
                    assert c.value.startswith(("=COUNTIF", "=IF(", "=SUM("))
    links = [c.hyperlink for s in answer_sheets(book) for row in s.iter_rows() for c in row if c.hyperlink]
    assert links
    for link in links:
        assert link.location or re.fullmatch(r"https://sag\.example/[\w%.~-]*", link.target)


def test_the_case_system_opens_only_on_its_own_address():
    """Whatever a case id holds, it stays one part of the address."""
    assert case_url("https://x.dk/sag/{case_id}", "27.24.00-G01-1-22") == "https://x.dk/sag/27.24.00-G01-1-22"
    assert case_url("https://x.dk/sag/{case_id}", "../a?b#c") == "https://x.dk/sag/..%2Fa%3Fb%23c"
    assert case_url("", "17") == ""
    assert case_url("javascript:{case_id}", "17") == ""


def test_sixty_cases_make_sixty_sheets():
    """As many cases as one reader will ever get."""
    ids = [i.case_id for i in all_items()]
    items = [item(n, ids[n % len(ids)]) for n in range(1, 61)]
    round_, drawn = make_round(items)
    data, book = book_of(round_, drawn)
    assert len(answer_sheets(book)) == 60
    assert book.sheetnames[2:62] == [f"Sag {n:02d}" for n in range(1, 61)]
    assert len(set(keys(book))) == len(round_.entries)
    assert len(data) < 600_000


@pytest.mark.parametrize("layout", ["case", "list"])
def test_a_form_in_english_holds_no_danish(layout):
    """Headings, answers, guidance and facts follow the language of the round."""
    round_, drawn = make_round(layout=layout, lang="en", wanted=Wanted(sets=("all",)))
    _, book = book_of(round_, drawn)
    text = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if isinstance(c.value, str))
    for key, word in WORDS.items():
        if word.da != word.en and len(word.da) > 4 and key not in ("unit", "list", "status"):
            assert not re.search(rf"(?<!\w){re.escape(word.da)}(?!\w)", text), word.da
    with use_language("da"):
        for point in round_.points:
            assert point.da not in text
    assert not re.search(r"\b(?:ikke|række|efter|hvis|senest)\b", text)


def test_no_form_looks_as_if_it_held_a_cpr_number(book):
    """Dates, case ids and row numbers are never mistaken for one when the form comes back."""
    for sheet in book:
        for row in sheet.iter_rows():
            for c in row:
                assert not (isinstance(c.value, str) and contains_cpr(c.value)), (sheet.title, c.coordinate, c.value)


def test_without_prefill_the_grey_column_is_gone():
    """An empty column would only take room."""
    round_, drawn = make_round(all_items(n=3), prefill="none")
    _, book = book_of(round_, drawn)
    assert all("Oplyst i data" not in headings(s)[1] for s in answer_sheets(book))


def test_rows_are_high_enough_for_their_text(book):
    """No program fits the rows of a written file, so each row is set from its text: a long text has a higher row."""
    for sheet in answer_sheets(book):
        row, _ = headings(sheet)
        for cells in sheet.iter_rows(min_row=row + 1):
            texts = [str(c.value) for c in cells[1:4] if c.value]
            if len(texts) == 3:
                lines = max(sum(max(1, -(-len(part) // 48)) for part in t.split("\n")) for t in texts)
                assert sheet.row_dimensions[cells[0].row].height >= lines * 12


def test_what_is_printed_fits_a4_on_its_side(book):
    """One page wide, headings on each page, page numbers, and the hidden key left out."""
    for sheet in answer_sheets(book):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert "&P af &N" in sheet.oddFooter.right.text.replace("&8", "") or "&P" in str(sheet.oddFooter.right.text)
        assert sheet.freeze_panes
        assert sheet.print_area.split(":")[1].replace("$", "")[0] == headings(sheet)[1]["Bemærkning"]


def test_an_unknown_reader_has_no_form(whole):
    """A code that is not in the round is a fault of the program, not an empty file."""
    with pytest.raises(KeyError):
        form_book(whole[0], "XX", setting(whole[1]))


def test_the_bytes_open_again(whole):
    """The file is a workbook that openpyxl reads, also its values."""
    data = form_book(whole[0], "AB", setting(whole[1]))
    assert load_workbook(BytesIO(data), data_only=True)["Oversigt"]["A1"].value.startswith("Måleskema")
    assert audit().n_cases == 40
