"""The Word report: a document a municipality can restyle, with the numbers of the report and nothing that runs."""

import re
import shutil
import subprocess
import time
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from caseaudit.errors import UsageError
from caseaudit.report import word
from caseaudit.report.background import background_of
from caseaudit.report.plain import clean
from caseaudit.report.view import Look
from caseaudit.report.word_check import check
from caseaudit.report.word_file import packed, unpacked
from caseaudit.report.word_template import template
from hostile_report import HOSTILE, hostile
from made_reports import ROOT, SMALL, audit_of, report_of

SHIPPED = ROOT / "templates" / "report" / "report.docx"


@pytest.fixture(scope="module")
def report():
    return report_of(
        audit_of(SMALL), look=Look("Eksempel Kommune", "Børn og Familie", "tilsyn@eksempel.dk"), target=90.0
    )


@pytest.fixture(scope="module")
def data(report):
    return word.render(report)


@pytest.fixture(scope="module")
def document(data):
    return docx.Document(BytesIO(data))


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def texts(document):
    """The text of every paragraph, also those in tables."""
    return [flat("".join(t.text or "" for t in p.iter(qn("w:t")))) for p in document.element.body.iter(qn("w:p"))]


def tables(document):
    """Each table by the name in its alternative text: the rows as texts."""
    out = {}
    for table in document.tables:
        name = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        out[name] = [[flat(c.text) for c in row.cells] for row in table.rows]
    return out


def changed(tmp_path, *swaps):
    """A folder with the shipped template after some replacements in its parts."""
    parts = unpacked(SHIPPED.read_bytes())
    for name, old, new in swaps:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    (tmp_path / "report.docx").write_bytes(packed(parts))
    return tmp_path


def test_the_shipped_template_is_the_one_the_module_makes():
    """`python -m caseaudit.report.word_template templates/report/report.docx` after a change."""
    assert SHIPPED.read_bytes() == template()


def test_the_shipped_template_uses_all_fields_and_no_other():
    verdict = check(SHIPPED)
    assert (verdict.unknown, verdict.unused, verdict.styles, verdict.fault) == ((), (), (), "")


def test_every_table_is_there_with_its_numbers(report, document):
    """The figures of themes repeat tables beside them; all other tables stand in full, under their names."""
    found = tables(document)
    wanted = [report.theme_table, *(t.table for t in report.themes if t.table)]
    wanted += [t for s in (*report.others, *report.appendices) for t in s.tables]
    wanted += [f.table for f in report.figures if f.table and f.kind != "bars"]
    for table in wanted:
        shown = [[flat(c.text) for c in r.cells] for r in table.rows if r.role != "group"]
        rows = [r for r in found[table.name][1:] if len(set(r)) > 1 or len(r) == 1]
        assert [flat(c.title) for c in table.columns] == found[table.name][0]
        assert [r for r in shown if r not in rows] == [], table.name


def test_every_sentence_is_there(report, document):
    found = "\n".join(texts(document))
    sentences = [*report.resume, *report.method, report.title, report.subtitle]
    for theme in report.themes:
        sentences += [theme.headline, theme.focus, *theme.sentences, *theme.unknowns, *(law.duty for law in theme.laws)]
    assert [s for s in sentences if flat(s) not in found] == []
    assert all(flat(k.value) in found and flat(k.label) in found for k in report.key_figures)


def test_headings_are_headings_and_skip_no_level(report, document):
    """A screen reader jumps from heading to heading; each theme has its own."""
    levels = [
        (int(p.style.name[-1]), p.text) for p in document.paragraphs if p.style.name.lower().startswith("heading")
    ]
    assert next(t for n, t in levels if n == 1) == "1. Resumé"
    for theme in report.themes:
        assert (1, f"{theme.number}. Tema: {theme.title}") in levels
    assert all(b <= a + 1 for (a, _), (b, _) in pairwise(levels))


def test_the_contents_name_every_chapter_and_lead_to_it(document):
    body = document.element.body
    chapters = [p.text for p in document.paragraphs if p.style.style_id == "Heading1"]
    lines = [p for p in document.paragraphs if p.style.style_id == "TOC1"]
    assert [flat("".join(t.text for t in p._p.iter(qn("w:t")))) for p in lines] == [flat(c) for c in chapters]
    anchors = {a.get(qn("w:anchor")) for p in lines for a in p._p.iter(qn("w:hyperlink"))}
    assert anchors <= {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}
    fields = [f.get(qn("w:fldCharType")) for f in body.iter(qn("w:fldChar"))]
    assert fields == ["begin", "separate", "end"]


def test_each_picture_tells_in_words_what_it_shows(report, document):
    shown = [p.get("descr") for p in document.element.body.iter(qn("wp:docPr"))]
    figures = [*report.figures, *(t.figure for t in report.themes if t.figure)]
    figures += [f for s in (*report.others, *report.appendices) for f in s.figures]
    assert sorted(shown) == sorted(clean(f"{f.title}. {f.description}") for f in figures)
    ids = [p.get("id") for p in document.element.body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_each_table_of_numbers_repeats_its_heading_row(report, document):
    layout = {"facts", "key-figures", "strengths-challenges"}
    names = {t.name for t in report.tables}
    for table in document.tables:
        name = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert name in names | layout | {"recommendations"}
        repeated = bool(table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}"))
        assert repeated == (name not in layout)


def test_the_language_and_title_are_set(data, document):
    parts = unpacked(data)
    assert b'w:val="da-DK"' in parts["word/styles.xml"]
    assert document.core_properties.title == "Efterprøvning af sager om børn og unge"
    assert document.core_properties.language == "da-DK"
    assert document.core_properties.author == "Eksempel Kommune"


def test_english_is_proofed_as_english():
    parts = unpacked(word.render(report_of(audit_of(SMALL), lang="en")))
    assert b"en-GB" in parts["word/styles.xml"]
    assert not [n for n, b in parts.items() if n.endswith(".xml") and b"da-DK" in b]
    assert b"Summary" in parts["word/document.xml"]


def test_the_same_report_gives_the_same_bytes(report, data):
    time.sleep(2.1)  # times in a zip file have steps of two seconds
    assert word.render(report) == data


def test_restyling_the_template_changes_the_look_and_nothing_else(report, data, tmp_path):
    """A colour that is set in the template's styles is the colour of the report; the text is the same."""
    folder = changed(tmp_path, ("word/styles.xml", "0A2D6B", "7B1E3A"))
    restyled = unpacked(word.render(report, folder))
    ours = unpacked(data)
    assert b"7B1E3A" in restyled["word/styles.xml"]
    assert b"0A2D6B" not in restyled["word/styles.xml"]
    assert restyled["word/document.xml"] == ours["word/document.xml"]


def test_the_municipalitys_colour_takes_the_place_of_ours(report):
    """Too light a colour is darkened before it is used."""
    own = unpacked(word.render(replace(report, look=replace(report.look, colour="#005c40"))))
    assert b"005C40" in own["word/styles.xml"]
    light = unpacked(word.render(replace(report, look=replace(report.look, colour="#ffee00"))))
    assert b"FFEE00" not in light["word/styles.xml"].upper()
    assert b"0A2D6B" not in light["word/styles.xml"].upper()


def test_a_template_may_have_other_words_and_order(report, tmp_path):
    folder = changed(
        tmp_path, ("word/document.xml", "1. {{ words.resume }}", "Kort fortalt ({{ themes | length }} temaer)")
    )
    found = texts(docx.Document(BytesIO(word.render(report, folder))))
    assert f"Kort fortalt ({len(report.themes)} temaer)" in found


@pytest.mark.parametrize(
    "bad", ["{{ titlen }}", "{{ title.__class__.__mro__ }}", "{{ title + 1 }}", "{% if %}", "{{ 1 / 0 }}"]
)
def test_a_template_that_cannot_be_filled_is_a_problem_of_the_template(report, tmp_path, bad):
    folder = changed(tmp_path, ("word/document.xml", "{{ subtitle }}", bad))
    with pytest.raises(UsageError) as caught:
        word.render(report, folder)
    (problem,) = caught.value.problems
    assert problem.code == "template_cannot_be_filled"
    assert problem.place.file == "report.docx"


def test_a_file_that_is_no_word_file_is_told(report, tmp_path):
    (tmp_path / "report.docx").write_bytes(b"hej")
    with pytest.raises(UsageError) as caught:
        word.render(report, tmp_path)
    assert [p.code for p in caught.value.problems] == ["template_no_word_file"]


def test_hostile_texts_are_text(report):
    """Tags, fields and marks stand as they were written; the file is whole XML and leads nowhere."""
    data = word.render(hostile(report))
    parts = unpacked(data)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert not [n for n, b in parts.items() if b'TargetMode="External"' in b]
    found = "\n".join(texts(docx.Document(BytesIO(data))))
    for text in HOSTILE:
        assert flat(clean(text)) in found, text
    assert "49" not in found.split("{{7*7}}")[0][-20:]


def test_a_logo_has_an_alternative_text(report):
    png = word.pngs(
        [b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>']
    )[0]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    for logo, kind in ((png, "image/png"), (svg, "image/svg+xml")):
        shown = replace(report, look=replace(report.look, logo=logo, logo_type=kind))
        document = docx.Document(BytesIO(word.render(shown)))
        assert next(document.element.body.iter(qn("wp:docPr"))).get("descr") == "Eksempel Kommune"


def test_a_team_sees_the_gravest_breaches_first():
    audit = audit_of(SMALL)
    team = report_of(audit, audience="team", background=background_of(audit, findings=True))
    rows = tables(docx.Document(BytesIO(word.render(team))))["findings"][1:]
    order = ["kritisk", "høj", "mellem", "lav", "vejledende"]
    ranks = [order.index(r[2]) for r in rows]
    assert ranks == sorted(ranks)
    assert {r[0] for r in rows} <= {f.case_id for f in team.findings}


def test_no_case_is_named_to_management(report, data):
    audit = audit_of(SMALL)
    cases = {f.case_id for f in background_of(audit, findings=True).findings}
    assert cases
    text = unpacked(data)["word/document.xml"].decode()
    assert not [c for c in cases if c in text]


def test_drafts_are_marked(report):
    assert any("Udkast. Rapporten" in t for t in texts(docx.Document(BytesIO(word.render(replace(report, drafts=2))))))
    assert not any("Udkast" in t for t in texts(docx.Document(BytesIO(word.render(replace(report, drafts=0))))))


def test_a_report_without_themes_is_whole(report):
    table = replace(report.theme_table, rows=report.theme_table.rows[-1:])
    empty = replace(report, themes=(), others=(), figures=(), appendices=(), theme_table=table)
    assert "3. Læsevejledning og metode" in texts(docx.Document(BytesIO(word.render(empty))))


def _soffice():
    return shutil.which("soffice") if Path("/usr/lib/libreoffice/program/libswlo.so").exists() else None


@pytest.mark.skipif(not _soffice(), reason="LibreOffice Writer is not installed")
@pytest.mark.parametrize(
    "made", [lambda r: r, lambda r: replace(hostile(r), themes=hostile(r).themes[:1], appendices=())]
)
def test_libreoffice_opens_it_without_repair(report, tmp_path, made):
    """The whole report, and a hostile one, are turned into PDF."""
    file = tmp_path / "rapport.docx"
    file.write_bytes(word.render(made(report)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [_soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


def test_check_template_names_the_field_and_the_nearest(cli, tmp_path):
    folder = changed(
        tmp_path,
        ("word/document.xml", "{{ theme.focus }}", "{{ theme.fokus }}"),
        ("word/styles.xml", '"Tabeltal"', '"X"'),
    )
    answer = cli("report", "check-template", folder / "report.docx")
    assert answer.code == 1
    assert "theme.fokus  mente du theme.focus?" in answer.out
    assert "Tabeltal" in answer.out
    english = cli("--lang", "en", "report", "check-template", folder / "report.docx")
    assert "did you mean theme.focus?" in english.out


def test_check_template_names_what_is_left_out(cli, tmp_path):
    folder = changed(tmp_path, ("word/document.xml", "{{ subtitle }}", "Rapport"))
    answer = cli("report", "check-template", folder / "report.docx")
    assert answer.code == 0
    assert "subtitle" in answer.out


def test_check_template_tells_of_fields_it_cannot_read(cli, tmp_path):
    folder = changed(tmp_path, ("word/document.xml", "{{ subtitle }}", "{% if %}"))
    assert cli("report", "check-template", folder / "report.docx").code == 1


def test_a_new_template_is_ours_and_never_overwrites(cli):
    assert cli("report", "check-template", "--new", "egen.docx").code == 0
    assert Path("egen.docx").read_bytes() == SHIPPED.read_bytes()
    assert cli("report", "check-template", "egen.docx").code == 0
    again = cli("report", "check-template", "--new", "egen.docx")
    assert (again.code, "template_is_there" in again.err) == (2, True)


@pytest.mark.parametrize(("name", "code"), [("ingen.docx", "file_missing"), ("tekst.docx", "template_no_word_file")])
def test_a_file_that_cannot_be_checked_is_told(cli, name, code):
    Path("tekst.docx").write_text("hej", encoding="utf-8")
    answer = cli("report", "check-template", name)
    assert answer.code == 2
    assert code in answer.err


def test_a_committee_sees_no_judgement_of_a_hidden_percent():
    """`Under mål` beside a hidden percent would be a guess; hidden numbers stand to the right like the others."""
    shown = report_of(audit_of(SMALL), audience="committee", target=90.0, act_below=70.0)
    found = tables(docx.Document(BytesIO(word.render(shown))))["themes"]
    hidden = [row for row in found[1:] if row[2] == "skjult"]
    assert hidden
    assert {row[-1] for row in hidden} == {"-"}
