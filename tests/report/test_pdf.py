"""The PDF report: readable by all, the same each time, and nothing in it but what the report says."""

import base64
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfReader

from caseaudit.errors import UsageError
from caseaudit.report.background import background_of
from caseaudit.report.pdf import render
from caseaudit.report.view import Item, Look
from caseaudit.resources import data_dir
from caseaudit.texts import use_language
from hostile_report import HOSTILE, hostile
from made_reports import COPENHAGEN, SMALL, audit_of, report_of

VERAPDF = os.environ.get("CASEAUDIT_VERAPDF", "")
LOOK = Look("Eksempel Kommune", "Børn og Familie", "tilsyn@eksempel.example")
LOGOS = {
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ),
}
ITEM = Item(
    "A1", "Indfører en påmindelse om fristen.", "39 af 46 overholdt", responsible="Teamleder", deadline="2026-12-01"
)


@cache
def made(path=SMALL, audience="management", lang="da"):
    """A report with a text of each kind in its first theme, as one that is not approved yet."""
    audit = audit_of(path)
    with use_language(lang):
        background = background_of(audit, findings=audience == "team")
    report = report_of(
        audit,
        lang=lang,
        background=background,
        audience=audience,
        look=LOOK,
        run_id="2026Q3-prove",
        target=90,
        act_below=70,
    )
    first = replace(
        report.themes[0],
        strengths=(replace(ITEM, id="S1", text="Fristen holdes i de fleste sager."),),
        challenges=(replace(ITEM, id="U1", text="Kvitteringen mangler i nogle sager."),),
        recommendations=(ITEM,),
    )
    return replace(report, themes=(first, *report.themes[1:]), drafts=3)


@cache
def pdf(*how):
    return render(made(*how))


def short():
    """Enough of a report to meet every part of it."""
    return replace(made(), themes=made().themes[:2], appendices=made().appendices[-1:])


@cache
def hostile_pdf():
    return render(hostile(short()))


def squeezed(text):
    """Without spaces, and without hyphens, which a line may end with."""
    return re.sub(r"[\s\u200b\u00ad\u2060\u2010-]+", "", text)


@cache
def pages(data):
    return tuple(squeezed(p.extract_text()) for p in PdfReader(io.BytesIO(data)).pages)


def running(text):
    """The text of all pages without what stands at head and foot of each."""
    head = squeezed("Eksempel Kommune, Efterprøvning af sager om børn og unge")
    label = "(UDKAST)?(Tilledelsen:udensagsnumre|Fortroligt:indeholdersagsnumre)"
    out = []
    for number, page in enumerate(text, 1):
        body = page.replace(f"Side{number}af{len(text)}", "").replace("Kørsel2026Q3prove", "")
        out.append(re.sub(head + label, "", body))
    return "".join(out)


def elements(data):
    """Every element of the structure tree, in reading order: its kind and its dictionary."""
    root = PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, dict) and "/S" in node:
            yield node["/S"], node
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(root["/K"]))


def test_the_file_says_that_it_follows_pdf_ua_and_is_tagged_in_danish_with_its_title():
    """A screen reader finds language, title and tags; typst refuses to make the file without them."""
    root = PdfReader(io.BytesIO(pdf())).trailer["/Root"]
    assert root["/Lang"] == "da-DK"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert PdfReader(io.BytesIO(pdf())).metadata.title == made().title


def test_every_figure_is_told_in_words():
    """The alternative text of each picture is the description with its numbers."""
    report = made()
    found = [node["/Alt"] for kind, node in elements(pdf()) if kind == "/Figure" and "/Alt" in node]
    figures = [*report.figures, *(t.figure for t in report.themes if t.figure)]
    figures += [f for s in (*report.others, *report.appendices) for f in s.figures]
    assert [squeezed(a) for a in found] == [squeezed(f.description or f.title) for f in figures]


def test_headings_are_nested_and_tables_have_heads():
    """No level of heading is left out, each table has head cells, and each list its items."""
    kinds = [kind for kind, _ in elements(pdf())]
    levels = [int(k[2:]) for k in kinds if re.fullmatch(r"/H\d", k)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    for kind, node in elements(pdf()):
        if kind == "/Table":
            inside = [k["/S"] for k in node["/K"] if isinstance(k.get_object(), dict)]
            assert "/THead" in inside


def test_the_same_report_gives_the_same_bytes():
    """No clock and no chance: the date of the file is the as-of date of the run."""
    assert render(made()) == pdf()
    assert PdfReader(io.BytesIO(pdf())).metadata.creation_date.date().isoformat() == "2026-10-15"


@pytest.mark.parametrize(
    "how", [(SMALL, "management", "da"), (SMALL, "management", "en"), (COPENHAGEN, "management", "da")]
)
def test_every_row_of_every_table_stands_unbroken_on_one_page(how):
    """All numbers of the report are told, row by row, and no row is divided by the end of a page."""
    report, text = made(*how), pages(pdf(*how))
    told = report.tables
    behind = {f.table.name for f in [*report.figures, *(t.figure for t in report.themes if t.figure)] if f.table}
    for table in told:
        for row in table.rows:
            cells = [c.text for c in row.cells] if row.role != "group" else [row.cells[0].text]
            line = squeezed("".join(cells))
            found = any(line in p for p in text)
            if not found and table.name in behind:  # the same numbers stand in the table above the figure
                counts = squeezed(row.cells[0].text), squeezed(row.cells[1].text)
                found = any(all(c in p for c in counts) for p in text)
            assert found, (table.name, line)


def test_every_sentence_and_key_figure_is_told():
    """Nothing that the report says is left out of the PDF."""
    report, text = made(), running(pages(pdf()))
    wanted = [*report.resume, *report.method, *(x for k in report.key_figures for x in (k.value, k.label, k.note))]
    for theme in report.themes:
        wanted += [theme.title, theme.headline, theme.focus, *theme.sentences, *theme.unknowns]
        wanted += [x for law in theme.laws for x in (law.duty, law.citation, law.source, law.period, law.confidence)]
    for section in (*report.others, *report.appendices):
        wanted += [section.title, *section.paragraphs, *section.bullets, *(t.caption for t in section.tables)]
    assert [w for w in wanted if squeezed(w) not in text] == []


def in_order(text, *parts):
    at = 0
    for part in parts:
        found = text.find(squeezed(part), at)
        assert found >= 0, part
        at = found + len(squeezed(part))


def of_first_theme(theme, words):
    law = theme.laws[0]
    row = theme.table.rows[0]
    return (
        f"{theme.number}. {words['theme']}: {theme.title}", theme.percent, theme.headline, theme.focus, words["law"],
        law.duty, law.citation, law.period, theme.table.caption, *(c.title for c in theme.table.columns),
        *(c.text for c in row.cells), theme.figure.title, words["analysis"], *theme.sentences, words["unknowns"],
        *theme.unknowns, words["strengths"], "Fristen holdes", words["challenges"], "Kvitteringen mangler",
        words["recommendations"], words["recommended"], "A1", "Indfører en påmindelse", "Teamleder", "01-12-2026",
    )  # fmt: skip


def test_the_text_runs_in_the_order_in_which_it_is_read():
    """Law before findings, findings before judgement; labels beside their values, rows one by one."""
    report = made()
    text = running(pages(pdf()))
    start = text.index(squeezed(report.resume[0]))  # behind the list of contents
    facts = [x for pair in report.facts for x in pair]
    in_order(text, *facts, "Indhold", "1. Resumé", report.resume[0], *(k.value + k.label for k in report.key_figures))
    in_order(text[start:], *of_first_theme(report.themes[0], report.words))


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not installed")
def test_a_screen_reader_meets_the_same_order(tmp_path):
    """The order of the tags, as poppler reads them, is that of the page."""
    file = tmp_path / "r.pdf"
    file.write_bytes(render(short()))
    out = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True).stdout.decode(
        errors="replace"
    )
    told = squeezed("".join(re.findall(r'^ *"(.*)"$', out, re.MULTILINE)))
    start = told.index(squeezed(made().resume[0]))  # behind the list of contents
    parts = of_first_theme(made().themes[0], made().words)
    in_order(told[start:], *(p for p in parts if p != made().themes[0].figure.title))
    assert "Side2af" not in told  # head and foot are no part of the text


@pytest.mark.skipif(not VERAPDF, reason="CASEAUDIT_VERAPDF names no folder with veraPDF (docs/tilgaengelighed.md)")
@pytest.mark.parametrize("kind", ["management", "team", "committee", "en", "hostile"])
def test_vera_pdf_finds_no_fault(kind, tmp_path):
    """Every report passes the PDF/UA-1 profile, also one full of hostile texts."""
    made_of = {"en": (SMALL, "management", "en"), "hostile": (SMALL,)}.get(kind, (SMALL, kind))
    file = tmp_path / "r.pdf"
    file.write_bytes(hostile_pdf() if kind == "hostile" else pdf(*made_of))
    checker = Path(__file__).with_name("PdfUa.java")
    done = subprocess.run(["java", "-cp", f"{VERAPDF}/*", checker, file], capture_output=True, check=False, text=True)
    assert done.stdout.startswith("PASS"), done.stdout + done.stderr


def test_each_page_but_the_front_tells_its_number_the_run_and_that_it_is_a_draft():
    """A page that has left its report can be put back."""
    text = pages(pdf())
    for number, page in enumerate(text[1:], 2):
        assert f"Side{number}af{len(text)}" in page
        assert "Kørsel2026Q3prove" in page
        assert "UDKAST" in page
    assert "UDKAST" in text[0]


def test_an_approved_report_is_no_draft():
    """The mark is gone when no text waits for approval."""
    first = made().themes[0]
    items = {
        k: tuple(replace(i, approved=True) for i in getattr(first, k))
        for k in ("strengths", "challenges", "recommendations")
    }
    report = replace(made(), themes=(replace(first, **items), *made().themes[1:]), drafts=0)
    assert "UDKAST" not in "".join(pages(render(report)))


def test_heads_of_tables_repeat_and_wide_appendices_lie_across():
    """On each page of the matrix stand the quarters; it is set on pages that lie down."""
    matrix = next(t for s in made().appendices for t in s.tables if t.name == "matrix")
    head = squeezed("".join(c.title for c in matrix.columns))
    reader = PdfReader(io.BytesIO(pdf()))
    with_head = [n for n, p in enumerate(pages(pdf())) if head in p]
    assert len(with_head) > 1
    assert all(reader.pages[n].mediabox.width > reader.pages[n].mediabox.height for n in with_head)
    assert reader.pages[0].mediabox.height > reader.pages[0].mediabox.width


def test_case_numbers_stand_only_in_the_report_of_a_team():
    """The findings are told once each, with the day and what to do."""
    team = running(pages(pdf(SMALL, "team")))
    finding = made(SMALL, "team").findings[0]
    for told in (finding.case_id, finding.title, finding.text, finding.fix, finding.law):
        assert squeezed(told) in team
    assert not [f for f in made(SMALL, "team").findings if squeezed(f.case_id) in running(pages(pdf()))]


def test_hostile_text_is_text():
    """Markup, formulas and templates are shown as they are written; endless words are broken, none runs off the paper."""
    report, data = hostile(short()), hostile_pdf()
    text = "".join(pages(data))
    for told in HOSTILE:
        plain = told.replace("\x00\x0b\ud800", "").replace("👩\u200d👧", "[U+1F469][U+1F467]")
        plain = re.sub("[\u202e\u202c\u200f]", "", plain)[:100]
        assert squeezed(plain) in text or squeezed(plain[:11]) in text, told
    assert "49" not in re.findall(r"\{\{7\*7\}\}|49", text[:2000])
    for what in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert what not in data
    links = {
        a.get_object()["/A"]["/URI"]
        for p in PdfReader(io.BytesIO(data)).pages
        for a in p.get("/Annots", [])
        if "/URI" in a.get_object().get("/A", {})
    }
    assert links <= {quote(law.link, safe=":/") for t in report.themes for law in t.laws}


def test_a_letter_that_no_font_has_is_told_by_its_number():
    """An emoji becomes its number in Unicode, so that nothing is lost and the file stays valid."""
    text = "".join(pages(render(replace(made(), resume=("Ros 😀 og 漢, men ≥ og é som de er.",)))))
    assert squeezed("Ros [U+1F600] og [U+6F22], men ≥ og é som de er.") in text


def test_nothing_is_written_outside_memory(tmp_path, monkeypatch):
    """Case numbers reach no temporary file."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    render(made(SMALL, "team"))
    assert list(tmp_path.rglob("*")) == []


def test_a_municipality_may_set_its_own_house_style(tmp_path):
    """One file in its folder replaces ours; the others stay."""
    house = (data_dir("templates") / "report" / "house.typ").read_text(encoding="utf-8")
    (tmp_path / "house.typ").write_text(house.replace("size: 10pt", "size: 14pt"), encoding="utf-8")
    assert len(pages(render(made(), tmp_path))) > len(pages(pdf()))


def test_a_broken_template_is_told_with_its_line(tmp_path):
    """The user is told the file and the line, never shown a traceback."""
    (tmp_path / "theme.typ").write_text('#import "house.typ": *\n#let theme(t) = { t.nothing }', encoding="utf-8")
    with pytest.raises(UsageError) as error:
        render(made(), tmp_path)
    (problem,) = error.value.problems
    assert problem.code == "report_template_typst"
    assert (problem.place.file, problem.place.row) == ("theme.typ", 2)


def test_a_template_may_not_fetch_from_the_network(tmp_path):
    """A report is built without access to the network."""
    (tmp_path / "theme.typ").write_text('#import "@preview/cetz:0.3.0"', encoding="utf-8")
    with pytest.raises(UsageError, match="report_template_package"):
        render(made(), tmp_path)


def test_a_damaged_logo_is_told():
    """A picture that cannot be read is the user's to mend."""
    look = replace(LOOK, logo=b"\x89PNG no", logo_type="image/png")
    with pytest.raises(UsageError, match="report_logo"):
        render(replace(made(), look=look))


@pytest.mark.parametrize(("kind", "logo"), LOGOS.items())
def test_a_logo_is_shown_with_the_name_of_the_municipality(kind, logo):
    """The alternative text of the logo says whose it is."""
    data = render(replace(made(), look=replace(LOOK, logo=logo, logo_type=kind)))
    alts = [node["/Alt"] for kind, node in elements(data) if kind == "/Figure" and "/Alt" in node]
    assert alts[0] == "Logo for Eksempel Kommune"


def test_a_report_without_themes_is_readable():
    """An empty report has its front, its method and its appendices."""
    empty = replace(made(), themes=(), figures=(), key_figures=(), others=(), facts=(), provenance=(), drafts=0)
    text = "".join(pages(render(empty)))
    assert squeezed("1. Resumé") in text
    assert squeezed("Bilag A.") in text


def test_pale_colours_are_made_dark_enough():
    """A yellow municipality gets a darker yellow and is told."""
    text = "".join(pages(render(replace(made(), look=replace(LOOK, colour="#ffee00")))))
    assert squeezed("Farven #ffee00 er gjort til") in text


def test_a_name_of_5000_letters_is_not_cut():
    """All its letters are there, over as many lines as it takes."""
    assert "x" * 5000 in running(pages(hostile_pdf()))
