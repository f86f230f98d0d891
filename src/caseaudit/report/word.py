"""The report as a Word file, from a template that the municipality may restyle in Word."""

from __future__ import annotations

import zipfile
from dataclasses import asdict, fields, replace
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.report import word_blocks as blocks
from caseaudit.report.colour import usable
from caseaudit.report.filled import filled
from caseaudit.report.gravest import gravest
from caseaudit.report.pictures import pngs
from caseaudit.report.plain import clean, day, label, made_on
from caseaudit.report.view import Cell, Column, Figure, Item, Report, Row, Section, Table, ThemeSection
from caseaudit.report.word_contents import CONTENTS, fill_contents
from caseaudit.report.word_file import in_language, packed, recoloured, unpacked
from caseaudit.report.word_styles import COLOUR
from caseaudit.report.word_template_body import WIDE, WIDTH
from caseaudit.resources import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from markupsafe import Markup

NAME = "report.docx"
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
LOGO_HEIGHT = 850


def render(report: Report, templates: Path | None = None) -> bytes:
    """The report as a file; the same report and template always give the same bytes."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(template_bytes(templates)))
    try:
        template.init_docx()
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(Problem("template_no_word_file", Place(file=NAME))) from error
    template.render_properties = lambda *_: None  # `_properties` sets them, whatever the template holds
    context = Fields(report, template).context()
    with filled(NAME):
        template.render(context, environment(), autoescape=True)
    fill_contents(template.docx.element.body)
    _properties(template.docx.core_properties, report)
    out = BytesIO()
    template.save(out)
    parts = recoloured(unpacked(out.getvalue()), COLOUR, usable(report.look.colour).value.removeprefix("#"))
    return packed(in_language(parts, LANGUAGES[report.lang]))


def template_bytes(templates: Path | None) -> bytes:
    """The municipality's own template, or the one that ships."""
    own = templates / NAME if templates else None
    return (own if own and own.is_file() else data_dir("templates") / "report" / NAME).read_bytes()


def environment() -> Environment:
    """A template may print what it is given and nothing else."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _properties(core: Any, report: Report) -> None:
    made = datetime.combine(made_on(report), time())
    core.title, core.subject = clean(report.title)[:255], clean(report.subtitle)[:255]
    core.author = core.last_modified_by = clean(report.look.municipality)[:255] or "caseaudit"
    core.language = LANGUAGES[report.lang]
    core.created = core.modified = made
    core.revision = 1


class Fields:
    """What a template may print: the report as plain values, with tables and pictures ready to be put in."""

    def __init__(self, report: Report, template: DocxTemplate) -> None:
        self._report = report
        self._template = template
        self._tables = self._figures = 0
        figures = list(_drawn(report))
        from caseaudit.report.svg import draw

        self._pictures = dict(
            zip((id(f) for f in figures), pngs([draw(f, report.look).encode() for f in figures]), strict=True)
        )

    def context(self) -> dict[str, Any]:
        """In the order of the document, for tables and figures are numbered as they come."""
        r = self._report
        simple = ("title", "subtitle", "classification", "approved_by", "drafts", "words", "audience")
        out: dict[str, Any] = {name: _cleaned(getattr(r, name)) for name in simple}
        out |= {name: _cleaned(getattr(r, name)) for name in ("facts", "resume", "method", "provenance")}
        out |= {
            "look": _cleaned({f.name: getattr(r.look, f.name) for f in fields(r.look) if f.name != "logo"}),
            "logo": self._logo(),
            "run": _cleaned(r.provenance[0][1]) if r.provenance else "",
            "contents": CONTENTS,
            "key_figures": [_cleaned(asdict(k)) for k in r.key_figures],
            "theme_table": self._table(r.theme_table, WIDTH),
            "figures": [self._figure(f, WIDTH) for f in r.figures],
            "themes": [self._theme(t) for t in r.themes],
        }
        after = 3 + len(r.themes)
        out["others"] = [{"number": after + n, **self._section(s, WIDTH)} for n, s in enumerate(r.others)]
        out["method_number"] = after + len(r.others)
        out["findings"] = self._findings()
        out["appendices"] = [self._section(s, WIDE) for s in r.appendices]
        return out

    def _theme(self, theme: ThemeSection) -> dict[str, Any]:
        names = (
            "id",
            "number",
            "title",
            "headline",
            "percent",
            "level",
            "level_text",
            "focus",
            "sentences",
            "unknowns",
        )
        return {
            **{name: _cleaned(getattr(theme, name)) for name in names},
            "mark": blocks.level_mark(theme.level, theme.level_text),
            "laws": [_cleaned(asdict(law)) for law in theme.laws],
            "table": self._table(theme.table, WIDTH) if theme.table else None,
            "figure": self._figure(theme.figure, WIDTH, numbered=False) if theme.figure else None,
            "strengths": [self._item(i) for i in theme.strengths],
            "challenges": [self._item(i) for i in theme.challenges],
            "recommendations": [self._item(i) for i in theme.recommendations],
        }

    def _item(self, item: Item) -> dict[str, Any]:
        basis = ": ".join(t for t in (item.id, item.basis) if t)
        return {
            **_cleaned(asdict(item)),
            "reference": clean(f"[{basis}]") if basis else "",
            "mark": blocks.marked("" if item.approved else self._report.words["draft"], "Udkast"),
        }

    def _section(self, section: Section, width: int) -> dict[str, Any]:
        return {
            **{name: _cleaned(getattr(section, name)) for name in ("id", "title", "paragraphs", "bullets")},
            "tables": [self._table(t, width) for t in section.tables],
            "figures": [self._figure(f, width) for f in section.figures],
        }

    def _table(self, table: Table, width: int) -> dict[str, Any]:
        self._tables += 1
        return {
            "number": self._tables,
            "name": clean(table.name),
            "caption": clean(table.caption),
            "note": clean(table.note),
            "block": blocks.table(table, width),
        }

    def _figure(self, figure: Figure, width: int, *, numbered: bool = True) -> dict[str, Any]:
        """`numbered`: its table is printed too, unless it repeats one that stands beside it."""
        self._figures += 1
        number = self._figures
        shown = figure.table if numbered and figure.kind != "bars" else None
        alt = f"{figure.title}. {figure.description}"
        return {
            "number": number,
            "kind": figure.kind,
            "title": clean(figure.title),
            "description": clean(figure.description),
            "picture": blocks.picture(self._template, self._pictures[id(figure)], figure.name, alt, WIDTH),
            "table": self._table(replace(shown, caption=f"{shown.caption}: {figure.title}"), width) if shown else None,
        }

    def _logo(self) -> Markup | str:
        look = self._report.look
        if not look.logo:
            return ""
        png = pngs([look.logo])[0] if look.logo_type.endswith("svg+xml") else look.logo
        return blocks.picture(self._template, png, "logo", look.municipality or "Logo", 0, height=LOGO_HEIGHT)

    def _findings(self) -> dict[str, Any] | None:
        """The gravest breaches of a team; the workbook holds all findings and what to do about each."""
        shown, lead = gravest(self._report)
        if not shown:
            return None
        words = self._report.words
        heads = ("case", "check", "severity", "due_on", "actual_on", "text", "citation")
        rows = [
            Row(
                tuple(
                    Cell(t)
                    for t in (f.case_id, f.title, label(f.severity), day(f.due_on), day(f.actual_on), f.text, f.law)
                )
            )
            for f in shown
        ]
        table = Table("findings", words["findings"], tuple(Column(words[h]) for h in heads), tuple(rows))
        return {**self._table(table, WIDE), "note": "", "lead": lead}


def _drawn(report: Report) -> Iterator[Figure]:
    yield from report.figures
    yield from (t.figure for t in report.themes if t.figure)
    for section in (*report.others, *report.appendices):
        yield from section.figures


def _cleaned(value: Any) -> Any:
    """The same value with all its texts as XML can hold them, and each on one line."""
    if isinstance(value, str):
        return " ".join(clean(value).split("\n")).replace("\t", " ").replace("\r", " ")
    if isinstance(value, dict):
        return {k: _cleaned(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_cleaned(v) for v in value]
    return value
