"""`caseaudit report`: draft, build and verify, from a kept run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checkout import ROOT

AS_OF = ("--as-of", "2026-10-15")


@pytest.fixture
def kept(cli, examples):
    """A run of the small example, kept."""
    cli("check", examples / "small" / "canonical.xlsx", *AS_OF)
    return cli


def run_of(folder="runs"):
    return max(Path(folder).glob("*/manifest.json")).parent


def approve(path="tekster.toml"):
    text = Path(path).read_text(encoding="utf-8").replace('"udkast"', '"godkendt"')
    text = text.replace('godkendt_af = ""', 'godkendt_af = "Chefen"').replace(
        'godkendt_den = ""', 'godkendt_den = "20-10-2026"'
    )
    Path(path).write_text(text, encoding="utf-8")


def built(answer):
    assert answer.code == 0, answer.err
    return [Path(p) for p in answer.out.split()]


def plain(path):
    """The page with ordinary spaces."""
    return path.read_text(encoding="utf-8").replace("\u00a0", " ")


def mend(path, old, new):
    """The report as a person edited it."""
    text = plain(path)
    assert old in text
    edited = path.with_name("redigeret.html")
    edited.write_text(text.replace(old, new, 1), encoding="utf-8")
    return edited


# --- a run is judged again ---------------------------------------------------------------------------------------------


def test_a_run_gives_the_same_numbers_again(kept):
    """The kept tables, judged by the same rules, give every count of the manifest."""
    from caseaudit import runs
    from caseaudit.rules.rulebook import load_rulebook

    run = runs.latest(Path("runs"))
    audit = run.audit(load_rulebook())
    assert {r.rule.id: r.counts for r in audit.results} == {r["id"]: r["outcomes"] for r in run.manifest["rules"]}
    assert audit.cases_with_breach == run.manifest["cases_with_breach"]


def test_a_run_of_a_selection_is_judged_as_that_selection(cli, examples):
    """Period, theme and unit of the run hold when it is judged again."""
    from caseaudit import runs
    from caseaudit.rules.rulebook import load_rulebook

    cli(
        "check",
        examples / "small" / "canonical.xlsx",
        *AS_OF,
        "--period",
        "2025",
        "--theme",
        "underretning",
        "--theme",
        "plan",
    )
    audit = runs.latest(Path("runs")).audit(load_rulebook())
    assert {r.theme for r in audit.rules_run} == {"underretning", "plan"}
    assert str(audit.selection.period.first) == "2025-01-01"


def test_data_quality_of_a_run_is_kept_with_it(cli, tmp_path):
    """What was wrong with the data is told from a kept run as it was when it was read."""
    from caseaudit import runs

    path = tmp_path / "a.csv"
    path.write_text(
        "Sagsnummer;Afgørelse dato;Paragraf\nA-1;31-02-2024;BL § 46\nA-2;01-03-2024;BL § 46\n", encoding="utf-8"
    )
    found = json.loads(cli("check", path, *AS_OF, "--format", "json").out)["data_quality"]
    assert found
    kept = runs.latest(Path("runs")).dataset().quality
    assert [(p.code, p.place.row, p.what) for p in kept] == [(q["code"], q["row"] or None, q["message"]) for q in found]


def test_changed_rules_are_refused(kept, tmp_path):
    """When a rule is not what it was, the report is refused with the rule's name and the cure."""
    folder = tmp_path / "egne" / "plan"
    folder.mkdir(parents=True)
    text = (ROOT / "rules" / "plan" / "plan-has-goals.yaml").read_text(encoding="utf-8")
    (folder / "plan-has-goals.yaml").write_text(text + "\n# ændret\n", encoding="utf-8")
    answer = kept("report", "build", "--rules", tmp_path / "egne")
    assert answer.code == 2
    assert "Regelsættet er ændret siden kørslen: plan-has-goals" in answer.err
    assert "Kør caseaudit check igen" in answer.err


def test_tables_that_give_other_counts_are_refused(kept):
    """A manifest that says other numbers than its tables give is refused."""
    path = run_of() / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["cases_with_breach"] += 1
    path.write_text(json.dumps(data), encoding="utf-8")
    answer = kept("report", "build")
    assert answer.code == 2
    assert "run_counts_differ" in answer.err


@pytest.mark.parametrize("file", ["events.parquet", "manifest.json"])
def test_a_damaged_run_is_refused(kept, file):
    """A run with a broken file ends with 2 and a cure."""
    (run_of() / file).write_bytes(b"{}")
    answer = kept("report", "build")
    assert answer.code == 2
    assert "Kør caseaudit check igen" in answer.err


# --- draft and build ---------------------------------------------------------------------------------------------------


def test_report_alone_shows_its_help(cli):
    """`report` without a command lists its commands, in either language."""
    assert "draft" in cli("report").out
    assert "Byg rapporten" in cli("report").out
    line = [sys.executable, "-m", "caseaudit", "report", "--lang", "en"]
    assert "Build the report" in subprocess.run(line, capture_output=True, text=True, check=False).stdout


def test_draft_then_build_gives_a_report_with_the_texts_marked_as_drafts(kept):
    """The drafted texts stand in the report and are marked as drafts; the report lies in the run, for its owner only."""
    assert kept("report", "draft").out.strip() == "tekster.toml"
    answer = kept("report", "build", "--format", "html,md")
    html, markdown = built(answer)
    assert html.parent == run_of() / "reports"
    assert (html.name, markdown.name) == ("rapport-ledelse.html", "rapport-ledelse.md")
    assert html.stat().st_mode & 0o077 == 0
    text = Path("tekster.toml").read_text(encoding="utf-8")
    first = re.search(r'^tekst = "([^"]+)"', text, re.MULTILINE)[1]
    page = re.sub(r"\s", " ", html.read_text(encoding="utf-8"))
    assert first in page
    assert "UDKAST" in page
    assert "tekster er ikke godkendt" in answer.err


def test_the_same_run_and_texts_give_the_same_bytes(kept):
    """Building twice gives byte-identical files."""
    kept("report", "draft")
    first = {p.name: p.read_bytes() for p in built(kept("report", "build", "--format", "html,xlsx,md", "-o", "a"))}
    again = {p.name: p.read_bytes() for p in built(kept("report", "build", "--format", "html,xlsx,md", "-o", "b"))}
    assert first == again


def test_a_committee_report_is_refused_until_every_text_is_approved(kept):
    """Without texts, and with drafts, it is refused by name and nothing is written; approved texts build it, and it verifies."""
    answer = kept("report", "build", "--audience", "committee")
    assert answer.code == 2
    assert "texts_none" in answer.err
    kept("report", "draft", "--audience", "udvalg")
    drafts = Path("tekster.toml").read_text(encoding="utf-8").count('\nstatus = "udkast"')
    answer = kept("report", "build", "--audience", "udvalg")
    assert answer.code == 2
    assert answer.err.count("[texts_unapproved]") == drafts
    assert not (run_of() / "reports").exists()
    approve()
    (path,) = built(kept("report", "build", "--audience", "udvalg"))
    assert path.name == "rapport-udvalg.html"
    assert "Chefen" in path.read_text(encoding="utf-8")
    assert kept("report", "verify", path).code == 0


def test_a_text_may_not_tell_a_committee_what_its_report_hides(kept):
    """A small count written by hand, in figures or in words, is refused and named; nothing is written."""
    head = 'koersel = "x"\ngodkendt_af = "C"\ngodkendt_den = "D"\n'
    item = '[[plan.udfordringer]]\nid = "P{n}"\ntekst = "{text}"\nstatus = "godkendt"\n'
    texts = ("I 2 af 3 sager.", "I tre sager.", "I 33,5 % af sagerne.", "Planen skal foreligge inden 3 måneder.")
    items = [item.format(n=n, text=text) for n, text in enumerate(texts)]
    Path("egne.toml").write_text(head + "".join(items), encoding="utf-8")
    answer = kept("report", "build", "--audience", "udvalg", "--texts", "egne.toml")
    assert answer.code == 2
    assert re.findall(r"(P\d) nævner '([^']+)'", answer.err) == [
        ("P0", "2 af 3"),
        ("P1", "tre sager"),
        ("P2", "33,5 %"),
    ]
    assert not (run_of() / "reports").exists()


def test_texts_from_another_run_are_drafts_until_they_are_read_again(kept, examples):
    """A text approved on other numbers is marked as a draft in the report, and refused for the committee."""
    kept("report", "draft")
    approve()
    kept("check", examples / "small" / "canonical.xlsx", *AS_OF, "--period", "2025")
    answer = kept("report", "build", "--audience", "udvalg")
    assert answer.code == 2
    assert "tallene er ikke kørslens" in answer.err
    assert "tekster er ikke godkendt" in kept("report", "build").err
    kept("report", "draft")
    assert "tallene er ændret siden godkendelsen" in Path("tekster.toml").read_text(encoding="utf-8")


def test_faults_of_the_command_line_are_told_in_danish(kept):
    """An unknown format, audience, run, text file or template folder ends with 2 and says what may be written."""
    for options, word in (
        (("--format", "html,odt"), "html, pdf, docx, xlsx, md"),
        (("--format", ","), "--format"),
        (("--audience", "alle"), "team, management, committee"),
        (("--run", "nej"), "nej"),
        (("--texts", "nej.toml"), "nej.toml"),
        (("--templates", "nej"), "nej"),
        (("--previous", run_of().name), "sammenlignes med sig selv"),
    ):
        answer = kept("report", "build", *options)
        assert answer.code == 2, options
        assert word in answer.err


def test_a_format_whose_package_is_not_there_is_told(kept, monkeypatch):
    """A missing package is named with the command that installs it; no traceback, nothing written."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    answer = kept("report", "build", "--format", "xlsx")
    assert answer.code == 2
    assert "pip install xlsxwriter" in answer.err


def test_english_is_english_all_the_way(kept):
    """With --lang en the report and its texts are English."""
    kept("report", "draft", "--lang", "en")
    (path,) = built(kept("report", "build", "--lang", "en"))
    assert path.name == "report-management.html"
    page = path.read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "it is not documented that" in re.sub(r"\s", " ", page)
    assert "dokumenteret" not in page


def test_the_previous_run_is_judged_by_the_rules_of_today(kept, examples):
    """--previous compares two runs; the report says whether the rules are the same."""
    before = run_of().name
    kept("check", examples / "small" / "canonical.xlsx", "--as-of", "2026-11-15")
    latest = next(p.parent.name for p in Path("runs").glob("*/manifest.json") if p.parent.name != before)
    (path,) = built(kept("report", "build", "--run", latest, "--previous", before, "--format", "md"))
    text = path.read_text(encoding="utf-8")
    assert "Ændring i procentpoint" in text
    assert "Reglerne er de samme som ved forrige kørsel" in text


def test_the_settings_dress_the_report(kept, tmp_path):
    """Title, area, contact and thresholds come from [report]; a colour too light to read is darkened and told; a bad key is named."""
    config = tmp_path / "caseaudit.toml"
    table = '[report]\ntitle = "Ledelsestilsyn 2026"\narea = "Børn og Unge"\ncontact = "tilsyn@proeveby.dk"\ncolour = "#ffdd00"\ntarget = 90\n'
    config.write_text(f'municipality = "Prøveby Kommune"\nruns = "{Path("runs").resolve()}"\n{table}', encoding="utf-8")
    answer = kept("report", "build", "--config", config)
    (path,) = built(answer)
    page = path.read_text(encoding="utf-8")
    for word in ("Ledelsestilsyn 2026", "Børn og Unge", "tilsyn@proeveby.dk", "Prøveby Kommune"):
        assert word in page
    assert "#ffdd00" in answer.err
    config.write_text("[report]\ntitel = 1\n", encoding="utf-8")
    answer = kept("report", "build", "--config", config)
    assert answer.code == 2
    assert "Nærmest: title" in answer.err


@pytest.mark.parametrize("theme", ["anbringelse", "overgang"])
def test_a_report_of_a_theme_with_little_in_it_is_built(cli, theme, tmp_path):
    """One case, an empty theme, or a theme with only unknowns: drafted, built and verified without a fault."""
    path = tmp_path / "en.csv"
    path.write_text("Sagsnummer;Afgørelse dato;Paragraf\nA-1;01-03-2024;BL § 46\n", encoding="utf-8")
    cli("check", path, *AS_OF, "--theme", theme)
    assert cli("report", "draft").code == 0
    for audience in ("team", "management"):
        (report,) = built(cli("report", "build", "--audience", audience))
        assert cli("report", "verify", report).code == 0


# --- verify ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["team", "management"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_report_as_it_was_built_holds(kept, audience, lang):
    """Nothing differs in a report that nobody has touched; audience and language are read from it."""
    kept("report", "draft", "--lang", lang)
    (path,) = built(kept("report", "build", "--audience", audience, "--lang", lang))
    answer = kept("report", "verify", path)
    assert (answer.code, answer.out) == (0, "")
    checked = int(re.search(r"(\d+) (?:steder|places)", answer.err)[1])
    assert checked > 200


def test_verify_finds_a_changed_number_and_says_where(kept):
    """A cell, a sentence, a key figure, a figure's text and a new claim are each found with what the run has."""
    (path,) = built(kept("report", "build"))
    page = plain(path)
    drawing = page[page.index("</desc>") : page.index("</svg>")]
    places = (
        re.search(r"<td>(\d+) af \d+", page),
        re.search(r"\bI (\d+) af \d+ ", page),
        re.search(r"class=big>(\d+)[^<]*<", page),
        re.search(r">[^<\d]*(\d+)[^<]*</t", drawing),
    )
    for place in places:
        text = place[0]
        edited = mend(path, text, text.replace(place[1], str(int(place[1]) + 1), 1))
        answer = kept("report", "verify", edited)
        assert answer.code == 1, text
        assert "i kørslen" in answer.out
    edited = mend(path, "</h3>", "</h3><p>Vi kan se, at 7 af 9 sager er bedre end sidst.</p>")
    answer = kept("report", "verify", edited)
    assert answer.code == 1
    assert "7 af 9" in answer.out
    assert "står der ikke" in answer.out


def test_a_number_moved_to_another_row_is_found(kept):
    """The numbers of two checks that changed places are both told."""
    (path,) = built(kept("report", "build"))
    page = plain(path)
    rows = re.findall(r"<tr><th scope=row>.*", page[page.index('data-name="rules-underretning"') :])
    cells = [re.search(r"<td>(\d+ af \d+)<", r)[1] for r in rows[:2]]
    assert cells[0] != cells[1]
    swapped = page.replace(rows[0], rows[0].replace(f">{cells[0]}<", f">{cells[1]}<", 1), 1)
    edited = path.with_name("byttet.html")
    edited.write_text(swapped, encoding="utf-8")
    answer = kept("report", "verify", edited)
    assert answer.code == 1
    assert cells[0] in answer.out
    assert cells[1] in answer.out


def test_words_may_be_edited_freely(kept):
    """Other words around the same numbers, and sentences without results, are not held against the editor."""
    (path,) = built(kept("report", "build"))
    edited = mend(path, "Temaet belyser, om", "I dette afsnit ser vi på, om")
    assert kept("report", "verify", edited).code == 0
    edited = mend(path, "</h3>", "</h3><p>Vi drøfter det på mødet den 3. november 2026, jf. § 91, stk. 2.</p>")
    assert kept("report", "verify", edited).code == 0


def test_what_cannot_be_read_is_refused(kept, tmp_path):
    """Another type, a missing file and a broken Word file end with 2."""
    for name, data in (("a.odt", b"x"), ("a.docx", b"x"), ("b.docx", None)):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        answer = kept("report", "verify", path)
        assert answer.code == 2, name


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(path, body):
    """The least Word file: headings, paragraphs and tables."""
    styles = f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        file.writestr("word/styles.xml", styles)
    return path


def test_word_is_read_as_shown_when_changes_are_accepted(kept, tmp_path):
    """Inserted text counts, deleted text does not, and a number split over runs is one number."""
    from caseaudit.report.reading_back import read_document

    heading = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p>'
    edited = (
        "<w:p><w:r><w:t>I 1</w:t></w:r><w:r><w:t>2 af </w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>31</w:t></w:r></w:ins></w:p>"
    )
    table = "<w:tbl><w:tblPr><w:tblCaption w:val='themes'/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>Plan</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    found = read_document(word_file(tmp_path / "r.docx", heading + edited + table))
    assert [(b.text, b.headings) for b in found.blocks] == [("Plan", ("Plan",)), ("I 12 af 31", ("Plan",))]
    assert "themes" in found.grids[0].name
    assert found.grids[0].rows == [["Plan"]]
    answer = kept("report", "verify", tmp_path / "r.docx")
    assert answer.code == 1
    assert "12 af 31" in answer.out


def test_a_word_report_holds_until_a_number_in_it_is_changed(kept):
    """The Word report as it was built agrees with the run; a cell and a sentence that were edited in it are found."""
    pytest.importorskip("docxtpl")
    kept("report", "draft")
    (path,) = built(kept("report", "build", "--format", "docx"))
    assert kept("report", "verify", path).code == 0
    for old, new in (
        (r">(\d+)( |\u00a0)af(?: |\u00a0)\d+<", "cell"),
        (r">I (\d+)( |\u00a0)af(?: |\u00a0)\d+ ", "sentence"),
    ):
        edited = path.with_name(f"{new}.docx")
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(edited, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name == "word/document.xml":
                    text = data.decode("utf-8")
                    place = re.search(old, text)
                    n = place.start(1)
                    data = (text[:n] + str(int(place[1]) + 1) + text[place.end(1) :]).encode()
                target.writestr(name, data)
        answer = kept("report", "verify", edited)
        assert answer.code == 1, new
        assert "i kørslen" in answer.out
