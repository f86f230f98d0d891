"""Every number in every format equals the run's JSON: read back from the files themselves, without any code of the report.

Each report is built from the command line in all five formats. HTML, Word, Excel, Markdown and PDF are read by general parsers
(`read_formats`, `read_pdf`), what must stand there is worked out from the JSON of the run (`read_run`, `read_wanted`), and
each cell (`read_compare`) and each number in running text (`read_prose`) is held against it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import read_prose
from caseaudit.cli.entry import run as command
from read_compare import compare
from read_formats import read_docx, read_html, read_markdown, read_xlsx
from read_pdf import parse, text_of
from read_run import Run, percent
from read_wanted import WORDS, Demands

ROOT = Path(__file__).resolve().parents[2]
DATA = {
    "small": (ROOT / "examples" / "small" / "wide.xlsx", "2026-10-15"),
    "koebenhavn": (ROOT / "examples" / "koebenhavn-78" / "koebenhavn-78.xlsx", "2016-10-01"),
    "demo": (Path("demo") / "canonical", "2026-10-15"),  # 120 cases, made here
    "faulty": (
        ROOT / "tests" / "data" / "udtraek.xlsx",
        "2026-10-15",
    ),  # totals, blanks, repeats and a day that is none
}
REPORTS = (
    ("small", "team", "da"),
    ("small", "management", "da"),
    ("small", "management", "en"),
    ("small", "committee", "da"),
    ("koebenhavn", "team", "da"),
    ("koebenhavn", "management", "da"),
    ("koebenhavn", "committee", "da"),
    ("demo", "management", "da"),
    ("demo", "committee", "da"),
    ("faulty", "management", "da"),
)
FORMATS = ("html", "pdf", "docx", "xlsx", "md")
EACH_REPORT = pytest.mark.parametrize(("name", "audience", "lang"), REPORTS, ids=[" ".join(r) for r in REPORTS])
EACH_FORMAT = pytest.mark.parametrize("form", FORMATS)
ONE = ("koebenhavn", "management", "da")


class Shop:
    """Runs and reports, each made once, in a folder of the session's own."""

    def __init__(self, folder):
        self.folder = folder
        # the key figures have a JSON of their own: test_key_figures_of_all_formats.py
        (folder / "caseaudit.toml").write_text("[figures]\nin_report = false\n", encoding="utf-8")
        self.run, self.files = cache(self.run), cache(self.files)
        self.demands, self.doc, self.verdict = cache(self.demands), cache(self.doc), cache(self.verdict)

    def call(self, *argv):
        """A command line, quietly, in the folder and with a key of its own."""
        kept = os.environ.get("CASEAUDIT_KEY")
        os.environ["CASEAUDIT_KEY"] = str(self.folder / "key" / "pseudonym.key")
        quiet = io.StringIO()
        try:
            with contextlib.chdir(self.folder), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                code = command([str(a) for a in argv])
        finally:
            os.environ.pop("CASEAUDIT_KEY")
            if kept is not None:
                os.environ["CASEAUDIT_KEY"] = kept
        assert code == 0, quiet.getvalue()

    def run(self, name):
        path, day = DATA[name]
        if name == "demo":
            self.call("demo", "demo", "--cases", 120, "--no-check")
        runs = Path("runs") / name
        answer = self.folder / f"{name}.json"
        self.call("check", path, "--as-of", day, "--format", "json", "-o", answer, "--runs", runs, "--exit-zero")
        (kept,) = (p.parent for p in (self.folder / runs).glob("*/manifest.json"))
        return Run(json.loads(answer.read_text(encoding="utf-8")), kept)

    def files(self, name, audience, lang):
        """The files of a report by format. A committee's is built of approved texts, as the command demands."""
        self.run(name)
        runs, out = Path("runs") / name, Path("reports") / f"{name}-{audience}-{lang}"
        texts = ()
        if audience == "committee":
            draft = self.folder / f"{name}.toml"
            self.call("report", "draft", "--runs", runs, "--audience", audience, "-o", draft)
            text = draft.read_text(encoding="utf-8").replace('status = "udkast"', 'status = "godkendt"')
            for key, value in (("godkendt_af", "Chefen"), ("godkendt_den", "20-10-2026")):
                text = text.replace(f'{key} = ""', f'{key} = "{value}"')
            draft.write_text(text, encoding="utf-8")
            texts = ("--texts", draft)
        self.call(
            "--lang", lang, "report", "build", "--runs", runs, "--audience", audience,
            "--format", ",".join(FORMATS), "-o", out, *texts,
        )  # fmt: skip
        return {p.suffix[1:]: p for p in (self.folder / out).iterdir()}

    def demands(self, name, audience, lang):
        """What the JSON demands. Which checks the export cannot feed is read from one format, and holds for them all."""
        run, words = self.run(name), WORDS[lang]
        titles = {r.title[lang]: r.id for r in run.rules}
        doc = read_markdown(self.files(name, audience, lang)["md"])
        named = [row[0] for t in doc.tables if t.caption == words["captions"]["blind"] for row in t.rows]
        return Demands(run, lang, audience, [titles[n] for n in named])

    def doc(self, name, audience, lang, form):
        return read(self.files(name, audience, lang)[form], form, self.demands(name, audience, lang))

    def verdict(self, name, audience, lang, form):
        demands = self.demands(name, audience, lang)
        return compare(self.doc(name, audience, lang, form), demands, book=form == "xlsx")


def read(path, form, demands):
    if form == "pdf":
        return parse(text_of(path), demands)
    return {"html": read_html, "docx": read_docx, "xlsx": read_xlsx, "md": read_markdown}[form](path)


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    return Shop(tmp_path_factory.mktemp("all-formats"))


def first(faults):
    return "\n".join(faults[:10])


# cells


@EACH_FORMAT
@EACH_REPORT
def test_every_cell_of_every_table_is_the_runs(shop, name, audience, lang, form):
    """Counts, X of Y, percent, sums, units, quarters, reasons, rows and faults: each cell, and no row or table too many."""
    demands = shop.demands(name, audience, lang)
    verdict = shop.verdict(name, audience, lang, form)
    assert not verdict.faults, first(verdict.faults)
    # it was all read: at least the seven columns of each check, theme and sum, and the themes once more in the first table
    checks, themes = len(demands.law) + len(demands.data), len(demands.theme_ids)
    assert verdict.compared >= 7 * (checks + 2 * themes + 1)
    assert verdict.shown > 0
    if audience == "committee":
        assert verdict.hidden > 0
    else:
        assert verdict.hidden == 0
        assert verdict.shown > checks + themes


@EACH_REPORT
def test_all_formats_hold_the_same_number_of_cells(shop, name, audience, lang):
    """None of them leaves anything out, but for detail of appendix A and lists of names, of which the page says where it is."""
    demands = shop.demands(name, audience, lang)
    compared = {form: shop.verdict(name, audience, lang, form).compared for form in FORMATS}
    every_check = 0 if audience == "team" else 7 * len(demands.law)  # a sheet of its own in the workbook
    assert compared["md"] == compared["docx"] == compared["pdf"] == compared["xlsx"] - every_check
    left_out = len(demands.matrix().lines) * (len(demands.quarters) + 1) + len(demands.idle)
    assert compared["md"] - left_out <= compared["html"] <= compared["md"]


# running text


@EACH_FORMAT
@EACH_REPORT
def test_every_number_in_the_text_follows_from_the_run(shop, name, audience, lang, form):
    """Each X of Y and its percent, of the theme's own checks; and the numbers that stand alone in fixed sentences."""
    demands = shop.demands(name, audience, lang)
    told = read_prose.check(shop.doc(name, audience, lang, form), demands)
    assert not told.faults, first(told.faults)
    if audience != "committee":
        assert told.pairs >= sum(r.counts.judged > 0 for r in demands.law) + 2 * len(demands.theme_ids)
        assert told.percents >= len(demands.theme_ids)
    assert told.alone >= 4


# findings, for a team


TEAM = [r[0] for r in REPORTS if r[1] == "team"]


@pytest.mark.parametrize("name", TEAM)
def test_the_workbook_of_a_team_holds_every_finding_of_the_run(shop, name):
    """One row per breach, with its case, its severity and its day; the severities add up to those of the JSON."""
    run, words = shop.run(name), ("kritisk", "høj", "mellem", "lav", "vejledende")
    tables = {t.caption: t for t in shop.doc(name, "team", "da", "xlsx").tables}
    for caption, outcome in (("Fund", "breached"), ("Kan ikke vurderes", "unknown")):
        table = tables[caption]
        at = {h: n for n, h in enumerate(table.head)}
        rows = [tuple(r[at[h]] for h in ("Sag", "Regel", "Dato", "Alvor")) for r in table.rows]
        grade = dict(zip(("critical", "high", "medium", "low", "advisory"), words, strict=True))
        listed = [f for f in run.answer["findings"] if f["outcome"] == outcome]
        assert sorted(rows) == sorted(
            (f["case_id"], f["rule"], "-".join(reversed(f["unit_on"].split("-"))), grade[f["severity"]]) for f in listed
        )
        if outcome == "breached":
            for severity, n in run.answer["severities"].items():
                assert sum(r[3] == grade[severity] for r in rows) == n


@EACH_FORMAT
@pytest.mark.parametrize("name", TEAM)
def test_every_case_and_day_listed_for_a_team_is_a_finding_of_the_run(shop, name, form):
    """No case number stands there that the JSON does not list, and no row that is not one of its breaches or unknowns."""
    run, doc = shop.run(name), shop.doc(name, "team", "da", form)
    cases = {f["case_id"] for f in run.answer["findings"]}
    number = re.compile(r"\d\d\.\d\d\.\d\d-[A-Z]\d\d-\d+-\d\d")
    told = {m for t in doc.tables for r in t.rows for c in r for m in number.findall(c)} | set(
        number.findall(doc.prose)
    )
    assert told
    assert told <= cases
    days = {(f["case_id"], f[k]) for f in run.answer["findings"] for k in ("unit_on", "due_on", "actual_on")}
    rows = [r for t in doc.tables for r in t.rows if number.fullmatch(r[0])]
    assert rows or form == "pdf"  # where a page of text has no rows, the case numbers are all that is looked at
    for row in rows:
        found = ["-".join(reversed(c.split("-"))) for c in row if re.fullmatch(r"\d\d-\d\d-\d{4}", c)]
        assert {(row[0], day) for day in found} <= days, row


# what the readers stand on


def test_percent_is_rounded_to_the_nearest_with_halves_upwards():
    """82.5 is 83, 2 of 3 is too few for a percent, and 4 of 5 is not."""
    assert (percent(33, 40), percent(2, 3), percent(4, 5), percent(1, 200), percent(0, 5)) == (83, None, 80, 1, 0)


def test_html_is_read_with_and_without_the_tags_that_may_be_left_out(tmp_path):
    """The reader goes by headings and captions, and does not mind lean markup."""
    full = "<table><caption>Tabel 1. T</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>x</th><td>1</td></tr></tbody></table>"
    lean = "<table><caption>Tabel 1. T</caption><thead><tr><th>A<th>B<tbody><tr><th>x<td class=n>1</table>"
    docs = []
    for n, table in enumerate((full, lean)):
        path = tmp_path / f"{n}.html"
        path.write_text(f"<!DOCTYPE html><body><h2>1. H</h2><p>Et<p>To{table}", encoding="utf-8")
        docs.append(read_html(path))
    assert docs[0] == docs[1]
    assert (docs[0].tables[0].rows, docs[0].sections[-1]) == ([["x", "1"]], ["1. H", "Et\nTo\n"])


# controls: a wrong number is found, and its place is named


def changed(path, out, member, old, new):
    """A copy of a file with one text changed once; `member` within a zip."""
    if member is None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        out.write_text(text.replace(old, new, 1), encoding="utf-8")
        return out
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        hit = False
        for item in source.namelist():
            data = source.read(item)
            if re.fullmatch(member, item) and not hit and old.encode() in data:
                data, hit = data.replace(old.encode(), new.encode(), 1), True
            target.writestr(item, data)
    assert hit
    return out


CELL = "Valget af anbringelsessted er afgjort senest ved indflytningen"  # 6 of 78, 72 breaches
CELL_EDITS = {
    "html": (None, ">6 af 78", ">7 af 78"),
    "md": (None, f"| {CELL} | 6 af 78", f"| {CELL} | 7 af 78"),
    "docx": (r"word/document\.xml", ">6 af 78<", ">7 af 78<"),
}


@pytest.mark.parametrize("form", CELL_EDITS)
def test_one_wrong_digit_in_a_cell_is_found_and_its_place_named(shop, tmp_path, form):
    """6 of 78 made into 7 of 78, in the file itself."""
    path = changed(shop.files(*ONE)[form], tmp_path / f"wrong.{form}", *CELL_EDITS[form])
    faults = compare(read(path, form, shop.demands(*ONE)), shop.demands(*ONE)).faults
    assert faults == [
        f"Anbringelse: kontrolpunkter / {CELL} / Overholdt: it says '7 af 78', the run '6 af 78'",
    ]


def test_one_wrong_digit_in_a_workbook_is_found_and_its_place_named(shop, tmp_path):
    """72 cases with a breach made into 73, in the sheet of the themes."""
    path = shop.files(*ONE)["xlsx"]
    wrong = changed(path, tmp_path / "wrong.xlsx", r"xl/worksheets/sheet2\.xml", "<v>72</v>", "<v>73</v>")
    faults = compare(read(wrong, "xlsx", shop.demands(*ONE)), shop.demands(*ONE), book=True).faults
    assert len(faults) == 1
    assert re.fullmatch(r"Lovoverholdelse på temaer / Anbringelse / \S.*: it says '73', the run '72'", faults[0])


def test_one_wrong_digit_in_the_text_of_a_pdf_is_found_and_its_place_named(shop):
    """The pages hold their text packed, so the digit is changed in what was read from them."""
    text = text_of(shop.files(*ONE)["pdf"])
    assert text.count("\nAlle temaer 888 af 1.114 80 %") == 1
    text = text.replace("\nAlle temaer 888 af 1.114 80 %", "\nAlle temaer 888 af 1.114 81 %")
    faults = compare(parse(text, shop.demands(*ONE)), shop.demands(*ONE)).faults
    assert faults == ["Lovoverholdelse på temaer / Alle temaer / Procent: it says '81 %', the run '80 %'"]


@EACH_FORMAT
def test_one_wrong_number_in_the_json_is_found_in_every_format(shop, form):
    """Were the run's own count of breaches another, every place that tells it would be named."""
    run, demands = shop.run(ONE[0]), shop.demands(*ONE)
    rule = run.rule("choice-of-placement-decided")
    right = rule.counts
    try:
        rule.counts = replace(right, breached=right.breached + 1)
        faults = compare(
            shop.doc(*ONE, form), Demands(run, "da", "management", demands.blind), book=form == "xlsx"
        ).faults
    finally:
        rule.counts = right
    assert f"Anbringelse: kontrolpunkter / {CELL} / Brud: it says '72', the run '73'" in faults


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "xlsx", "md"])
def test_one_wrong_digit_in_a_sentence_is_found_and_its_place_named(shop, form):
    """`I 72 af 78 anbringelser mangler` made into 71, in the text of the theme."""
    doc = shop.doc(*ONE, form)
    wrong = replace(doc, sections=[list(s) for s in doc.sections])
    (section,) = (s for s in wrong.sections if re.fullmatch(r".*\d+\. (Tema: )?Anbringelse", s[0]))
    section[1], n = re.subn(r"I 72 af(\s)78\sanbringelser", r"I 71 af\g<1>78 anbringelser", section[1], count=1)
    assert n == 1
    faults = read_prose.check(wrong, shop.demands(*ONE)).faults
    assert len(faults) == 1
    assert faults[0].startswith(f"{section[0]}: '71 af 78' does not follow from the run")


@EACH_FORMAT
def test_a_report_without_its_tables_and_sentences_does_not_pass(shop, form):
    """Nothing read is not nothing wrong."""
    doc = shop.doc(*ONE, form)
    empty = replace(doc, tables=[], sections=[[h, ""] for h, _ in doc.sections])
    assert len(compare(empty, shop.demands(*ONE), book=form == "xlsx").faults) > 10
    assert len(read_prose.check(empty, shop.demands(*ONE)).faults) > 10
