"""The chapter of key figures holds in every format what `figures --format json` says of the same run, cell by cell.

The key figures are no part of the JSON of `check`; they have a JSON of their own, and tests/keyfigures counts that anew from
the export. What a cell must say is worked out here from that JSON alone, and the files are read by general parsers.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import re
from functools import cache
from math import floor
from pathlib import Path

import pytest

from caseaudit.cli.entry import run as command
from read_formats import flat, read_docx, read_html, read_markdown, read_xlsx
from read_pdf import text_of

DATA = Path(__file__).resolve().parents[2] / "examples" / "small" / "wide.xlsx"
FORMATS = ("html", "pdf", "docx", "xlsx", "md")
AUDIENCES = ("management", "committee")
CAPTIONS = ("Nøgletal i alt", "Fordelinger", "Referencetal")
PARTS = {
    "professional": "fagperson",
    "other": "anden",
    "anonymous": "anonym",
    "unknown": "ikke registreret",
    "unborn": "ufødt",
}
MONTHS = ["jan.", "feb.", "mar.", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."]
REFERENCES = """noegletal;omraade;aar;vaerdi;enhed;kilde
notifications-under-8;Hele landet;2025;43;procent;Danmarks Statistik
cases-per-caseworker;Eksempelkommune;2024;27,5;sager;Årsrapport 2024
"""
CONFIG = """[figures]
references = "referencetal.csv"
in_committee_report = true
[[figures.target]]
figure = "notifications-under-8"
at_least = 50
source = "Strategi 2019"
[[figures.target]]
figure = "cases-per-caseworker-max"
at_most = 30
source = "Strategi 2019"
"""


class Project:
    """One run, and for each audience its key figures as JSON and its report in every format."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "caseaudit.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "referencetal.csv").write_text(REFERENCES, encoding="utf-8")
        self.call("check", DATA, "--as-of", "2026-10-15", "--exit-zero", "-q")
        self.figures, self.files = cache(self.figures), cache(self.files)

    def call(self, *argv):
        kept, quiet = os.environ.get("CASEAUDIT_KEY"), io.StringIO()
        os.environ["CASEAUDIT_KEY"] = str(self.folder / "key" / "pseudonym.key")
        try:
            with contextlib.chdir(self.folder), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                code = command([str(a) for a in argv])
        finally:
            os.environ.pop("CASEAUDIT_KEY")
            if kept is not None:
                os.environ["CASEAUDIT_KEY"] = kept
        assert code == 0, quiet.getvalue()

    def figures(self, audience):
        self.call("figures", "--audience", audience, "--format", "json", "-o", f"{audience}.json")
        return json.loads((self.folder / f"{audience}.json").read_text(encoding="utf-8"))

    def files(self, audience):
        texts = ()
        if audience == "committee":
            self.call("report", "draft", "--audience", audience, "-o", "tekst.toml")
            text = (self.folder / "tekst.toml").read_text(encoding="utf-8")
            text = text.replace('status = "udkast"', 'status = "godkendt"').replace(
                'godkendt_af = ""', 'godkendt_af = "C"'
            )
            (self.folder / "tekst.toml").write_text(
                text.replace('godkendt_den = ""', 'godkendt_den = "20-10-2026"'), encoding="utf-8"
            )
            texts = ("--texts", "tekst.toml")
        self.call("report", "build", "--audience", audience, "--format", ",".join(FORMATS), "-o", audience, *texts)
        return {p.suffix[1:]: p for p in (self.folder / audience).iterdir()}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("key-figures"))


# what a cell must say


def whole(n):
    return f"{n:,}".replace(",", ".")


def tenths(x):
    n = floor(x * 10 + 0.5)
    return whole(n // 10) + (f",{n % 10}" if n % 10 else "")


def shown(f):
    """The number as a reader of Danish writes it; never a share or a median of fewer than five."""
    if f["hidden"]:
        return "skjult"
    if f["value"] is None:
        return "kan ikke opgøres" if f["denominator"] is None else "(få)" if f["denominator"] else "-"
    if f["unit"] == "percent":
        return f"{floor(f['value'] + 0.5)} %"
    text = tenths(f["value"])
    word = {"days": ("dag", "dage"), "cases": ("sag", "sager")}.get(f["unit"])
    return f"{text} {word[text != '1']}" if word else text


def basis(f):
    if f["hidden"] or f["denominator"] is None:
        return ""
    of = f"af {whole(f['denominator'])}"
    return of if f["numerator"] is None else f"{whole(f['numerator'])} {of}"


def part(p):
    """Name and number of a part; of a provision only its number is demanded."""
    code = p["code"]
    if re.fullmatch(r"\d{4}-\d\d", code):
        name = f"{MONTHS[int(code[5:]) - 1]} {code[:4]}"
    elif code[:1].isdigit():
        name = f"{code} år"
    else:
        name = PARTS.get(code) or code.split("-")[1]
    return name, "skjult" if p["count"] is None else whole(p["count"])


def wanted(figures):
    """Caption to rows: each figure, and each part with the figure that it is of."""
    listed = figures["figures"]
    rows = [("", f["title"], shown(f), basis(f)) for f in listed]
    parts = [(f["title"], *part(p)) for f in listed for p in f["parts"]]
    return {CAPTIONS[0]: rows, CAPTIONS[1]: parts}


def told(table):
    """The rows with the heading that they stand below; in a workbook the heading is a column of its own."""
    label = next(n for n, h in enumerate(table.head) if h in ("Nøgletal", "Fordelt på"))
    heading = ""
    for row in table.rows:
        cells = row[label:]
        if label:
            heading, cells = row[0], unsplit(cells, "Grundlag (ud af)" in table.head)
        elif not any(cells[1:]) or len(set(cells)) == 1:
            heading = cells[0]
            continue
        yield (heading, *cells)


def unsplit(cells, split):
    """A row of a workbook as a page has it: `2` and `8` are `2 af 8`, and no part at all is a dash there."""
    name, value, *rest = cells
    if not rest:
        return [name, "0" if value == "-" else value]
    if not split:
        return cells
    numerator, denominator, *notes = rest
    of = "" if denominator == "-" else f"af {denominator}"
    return [name, value, f"{'0' if of and numerator == '-' else numerator} {of}".strip(), *notes]


def faults(doc, figures):
    """What differs between the tables of a document and the JSON."""
    found = {t.caption: list(told(t)) for t in doc.tables if t.caption in CAPTIONS}
    out = []
    for caption, rows in wanted(figures).items():
        there = found.get(caption, [])
        if len(there) != len(rows):
            out.append(f"{caption}: {len(there)} rows, not {len(rows)}")
        for row, want in zip(there, rows, strict=False):
            named = row[1] == flat(want[1]) or re.search(rf"§ {re.escape(want[1])}\b", row[1])
            below = not want[0] or row[0] == want[0]
            if not (named and below) or row[2 : len(want)] != want[2:]:
                out.append(f"{caption} / {want[:2]}: it says {row}, not {want}")
    return out


def pdf_faults(text, figures):
    """A page of text has no cells: each row must stand as its label and what follows it, in the order of the tables."""
    text = flat(text[text.index("Nøgletal i alt") :])
    out, at = [], 0
    for caption, rows in wanted(figures).items():
        for heading, label, *cells in rows:
            begun = rf"§ {label}\b[^§]{{0,24}}?" if label.isdigit() else re.escape(flat(label))
            found = re.compile(" ".join([begun, *(re.escape(c) for c in cells if c)])).search(text, at)
            if found is None:
                out.append(f"{caption} / {heading} / {label}: {cells} does not stand there")
            else:
                at = found.end()
    return out


READ = {"html": read_html, "docx": read_docx, "xlsx": read_xlsx, "md": read_markdown}


@cache
def read(path, form):
    return text_of(path) if form == "pdf" else READ[form](path)


def compared(project, audience, form, figures=None):
    doc, figures = read(project.files(audience)[form], form), figures or project.figures(audience)
    return pdf_faults(doc, figures) if form == "pdf" else faults(doc, figures)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_key_figure_and_every_part_is_that_of_the_json(project, audience, form):
    figures = project.figures(audience)
    assert compared(project, audience, form) == []
    hidden = sum(f["hidden"] for f in figures["figures"]) + sum(
        p["count"] is None for f in figures["figures"] for p in f["parts"]
    )
    assert (hidden > 0) == (audience == "committee")
    assert len(figures["figures"]) >= (10 if audience == "committee" else 17)


@pytest.mark.parametrize("form", FORMATS)
def test_were_one_number_another_its_place_would_be_named(project, form):
    """Each figure that has a number, and each part, changed by one in the JSON, is missed in the file."""
    right = project.figures("management")
    for n, f in enumerate(right["figures"]):
        if f["value"] is not None:
            wrong = copy.deepcopy(right)
            wrong["figures"][n]["value"] += 1
            assert any(f["title"] in x for x in compared(project, "management", form, wrong)), f["id"]
        if f["parts"]:
            wrong = copy.deepcopy(right)
            wrong["figures"][n]["parts"][-1]["count"] += 1
            assert compared(project, "management", form, wrong), f["id"]


@pytest.mark.parametrize("form", FORMATS)
def test_targets_and_reference_figures_stand_with_source_and_year_in_every_format(project, form):
    doc = read(project.files("management")[form], form)
    text = flat(doc if form == "pdf" else doc.prose + "\n".join(" ".join(r) for t in doc.tables for r in t.rows))
    assert "Hele landet 2025: 43 % (Danmarks Statistik)" in text
    assert "Eksempelkommune 2024: 27,5 sager (Årsrapport 2024)" in text
    assert "Lokalt mål: mindst 50 % (Strategi 2019)" in text
    assert "Lokalt mål: højst 30 sager (Strategi 2019): opfyldt" in text
