"""What a report shows: plain text and numbers, in order, the same for every format. Nothing here knows a format.

Every number that is printed stands in a `Cell`, a `KeyFigure` or a `Sentence`, so that tests and `report verify` can
compare any format with the run. `Cell.value` is the exact number behind the text; a hidden cell has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["", "good", "watch", "act", "plain"]
"""A local judgement by thresholds that the municipality set; '' where none is set."""

Judgement = Literal["law", "local_standard", "data_quality", "professional", "self_reported"]
"""The five kinds of judgement; they are never mixed."""


@dataclass(frozen=True)
class Cell:
    """One cell. `hidden`: suppressed, so that nobody can be recognised; then `value` is None."""

    text: str
    value: float | str | None = None
    hidden: bool = False
    level: Level = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how its cells are set."""

    title: str
    kind: Literal["text", "number", "percent", "date", "badge"] = "text"


@dataclass(frozen=True)
class Row:
    """A row. `role` says whether it is a sum, a group of the rows below, or one of them. `anchor`: id it may be linked by."""

    cells: tuple[Cell, ...]
    role: Literal["row", "group", "total"] = "row"
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption; `note` stands under it. `name` is stable: tests and workbooks use it."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a figure: segments by kind, or a percent with a target and a previous mark."""

    label: str
    good: int
    bad: int
    unknown: int
    percent: float | None
    previous: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Point:
    """One point of a trend: a period, its percent (None: nothing could be judged, or hidden) and how many were judged."""

    label: str
    percent: float | None
    judged: int
    hidden: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure: the same numbers are in `table`. `kind` chooses the drawing; `target` is a percent or None."""

    name: str
    kind: Literal["bars", "stacked", "trend", "multiples"]
    title: str
    description: str
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    panels: tuple[tuple[str, tuple[Bar, ...]], ...] = ()
    target: float | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Law:
    """What the law demands: citation and text read, period, the duty in plain words, how sure the citation is."""

    citation: str
    source: str
    period: str
    duty: str
    confidence: str
    link: str = ""


@dataclass(frozen=True)
class Item:
    """A strength, challenge or recommendation: its text, the findings it rests on, and whether a person approved it."""

    id: str
    text: str
    basis: str = ""
    approved: bool = False
    responsible: str = ""
    deadline: str = ""
    status: str = ""


@dataclass(frozen=True)
class Finding:
    """One unit that is breached or unknown; only reports for a team hold these."""

    case_id: str
    rule: str
    title: str
    unit: str
    unit_on: str
    outcome: str
    due_on: str
    actual_on: str
    text: str
    law: str
    fix: str
    severity: str
    where: str
    judges: Judgement = "law"


@dataclass(frozen=True)
class ThemeSection:
    """One theme, as the genre has it: focus, law, numbers, sentences, strengths, challenges, recommendations."""

    id: str
    number: int
    title: str
    headline: str
    percent: str
    level: Level
    level_text: str
    focus: str
    laws: tuple[Law, ...]
    table: Table | None
    figure: Figure | None
    sentences: tuple[str, ...]
    strengths: tuple[Item, ...] = ()
    challenges: tuple[Item, ...] = ()
    recommendations: tuple[Item, ...] = ()
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of prose and tables: an appendix, or a chapter that is no theme."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class KeyFigure:
    """One of the three figures of the summary."""

    value: str
    label: str
    note: str


@dataclass(frozen=True)
class Look:
    """How a municipality's report looks: name, area, contact, primary colour (#rrggbb, dark enough for white text), logo."""

    municipality: str = ""
    area: str = ""
    contact: str = ""
    colour: str = "#0a2d6b"
    logo: bytes = b""
    logo_type: str = ""


@dataclass(frozen=True)
class Report:
    """A whole report, ready to be set in any format. `words` are the fixed texts of the templates in the report's language."""

    lang: str
    audience: Literal["team", "management", "committee"]
    title: str
    subtitle: str
    classification: str
    look: Look
    facts: tuple[tuple[str, str], ...]
    resume: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    theme_table: Table
    figures: tuple[Figure, ...]
    themes: tuple[ThemeSection, ...]
    others: tuple[Section, ...]
    method: tuple[str, ...]
    appendices: tuple[Section, ...]
    provenance: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()
    approved_by: str = ""
    drafts: int = 0
    words: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the report, in order."""
        own = [self.theme_table, *(f.table for f in self.figures if f.table)]
        for theme in self.themes:
            own += [t for t in (theme.table, theme.figure.table if theme.figure else None) if t]
        for section in (*self.others, *self.appendices):
            own += [*section.tables, *(f.table for f in section.figures if f.table)]
        return tuple(own)
