"""What an HTML report tells once: a duty's marks beside its law, links, periods, grounds, and appendices cut to what is new.

The workbook and the PDF hold the whole tables; the page says so where it leaves something out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.law import CONFIDENCE
from caseaudit.report.appendix_law import WEAK
from caseaudit.report.claims import numbers, plain
from caseaudit.report.laws import span
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from caseaudit.report.view import Bar, Figure, Item, Law, Report, Row, Section, Table, ThemeSection

_RULES, _IDLE, _MATRIX, _AGREEMENT = "rules", "idle", "matrix", "review-agreement"
_USUAL = {
    "SEL": ((None, date(2023, 12, 31)), (date(2013, 10, 1), date(2023, 12, 31))),
    "BL": ((date(2024, 1, 1), None),),
}
"""The days on which each act is the law of most duties; the foot of the box tells them, so that each duty need not."""

_MET = re.compile(
    r"(?<=[.]) (?:Kravet er overholdt i|The duty is met in) ([0-9.,]+ (?:af|of) [0-9.,]+ [(][0-9]+\s%[)])[.]"
    r"(?! (?:Det er opfyldt|It is fulfilled))"
)
_MOVED = Text(
    "Krav, lov, periode og forbehold for hvert kontrolpunkt står i temaernes bokse »Det kræver loven«. Hvor intet andet står, er "
    "maskinens dom sikker. Hele listen som tabel står i regnearket, på arket »Regler«, og i PDF-udgaven.",
    "The duty, law, period and reservation of each check stand in the boxes “What the law demands” of the themes. Where "
    "nothing else is told, the automatic result is certain. The whole list as a table is in the workbook, on the sheet "
    "“Rules”, and in the PDF.",
)
_CUT = Text(
    "Her står temaerne. Hvert kontrolpunkt efter kvartal står i regnearket, på arket »Lovoverholdelsesprocenter«, og i "
    "PDF-udgaven.",
    "The themes are shown here. Each check by quarter is in the workbook, on the sheet “Compliance rates”, and in the PDF.",
)
_AGREED = Text(
    "Enigheden for hvert kontrolpunkt står i regnearket, på arket »Gennemgangens metode«, og i PDF-udgaven.",
    "The agreement on each check is in the workbook, on the sheet “Method of the review”, and in the PDF.",
)
_UNITS = Text(
    "Temaerne for hver enhed står i regnearket og i PDF-udgaven.",
    "The themes of each unit are in the workbook and in the PDF.",
)
_ELSEWHERE = Text(
    "Tabellen »{}« står i regnearket og i PDF-udgaven.", "The table “{}” is in the workbook and in the PDF."
)
LIMIT = 150_000
"""Bytes of a page that can be mailed and opened anywhere. A list of every finding, as a team gets it, has no such limit."""

_LEAST_READ = (
    "key-figures-definitions",
    "matrix",
    "unknown",
    "key-figures-parts",
    "review-agreement",
    "key-figures-references",
    "review-strata",
    "rules",
    "readings",
    "review-differences",
)
"""Tables that leave a page which would be too long, the least read first."""

MOST_UNITS = 6
"""Units whose themes the page shows one by one; each more would make it a kilobyte longer."""


def told_by_the_page() -> tuple[str, ...]:
    """The sentences that only the page has, for those who compare it with the run."""
    return str(_MOVED), str(_CUT), str(_UNITS), str(_AGREED)


def shortened(report: Report) -> Report:
    """The report without the themes of each unit, where there are more units than a page can show."""
    return replace(report, others=tuple(_without_units(s) for s in report.others))


def shorter(report: Report) -> Iterator[Report]:
    """The report as the page has it, then without one more of the tables that are read least, each time."""
    made = shortened(report)
    yield made
    for name in _LEAST_READ:
        others = tuple(_without(s, name) for s in made.others)
        appendices = tuple(_without(s, name) for s in made.appendices)
        if (others, appendices) != (made.others, made.appendices):
            made = replace(made, others=others, appendices=appendices)
            yield made


def _without(section: Section, name: str) -> Section:
    kept = tuple(t for t in section.tables if t.name != name)
    if len(kept) == len(section.tables):
        return section
    caption = next(t.caption for t in section.tables if t.name == name)
    return replace(section, tables=kept, paragraphs=(*section.paragraphs, str(_ELSEWHERE).format(caption)))


def _without_units(section: Section) -> Section:
    kept = tuple(f for f in section.figures if f.kind != "multiples" or len(f.panels) <= MOST_UNITS)
    if len(kept) == len(section.figures):
        return section
    return replace(section, figures=kept, paragraphs=(*section.paragraphs, str(_UNITS)))


@dataclass(frozen=True)
class Strip:
    """The outcomes of a check as a bar in three parts; where each part ends, in hundredths of the longest bar."""

    good: int
    bad: int
    unknown: int

    @property
    def style(self) -> str:
        """A part that is not there needs no end of its own."""
        ends = ((self.good, "g", -1), (self.bad, "b", self.good), (self.unknown, "u", self.bad))
        return ";".join(f"--{name}:{end}%" for end, name, before in ends if end != before)


def strips(figure: Figure | None, table: Table | None) -> dict[str, Strip]:
    """A bar for each row that a figure of stacked bars draws, where the rows stand in a table; nothing elsewhere."""
    if figure is None or table is None or figure.kind != "stacked":
        return {}
    seen = [b for b in figure.bars if not b.hidden]
    most = max((b.good + b.bad + b.unknown for b in seen), default=0)
    labels = [row.cells[0].text for row in table.rows if row.role == "row"]
    if not most or len(set(labels)) < len(labels) or any(b.label not in labels for b in figure.bars):
        return {}
    return {b.label: _strip(b, most) for b in seen}


def drawn(figure: Figure | None) -> bool:
    """Whether a figure has anything to show: one in which every bar is hidden has not."""
    return figure is not None and (figure.kind != "stacked" or not all(b.hidden for b in figure.bars))


def _strip(b: Bar, most: int) -> Strip:
    """No outcome that was met with is drawn too thin to be seen."""
    good = _part(b.good, most)
    bad = good + _part(b.bad, most)
    return Strip(good, bad, bad + _part(b.unknown, most))


def _part(n: int, most: int) -> int:
    return max(round(100 * n / most), 1 if n > 0 else 0)


def marks(report: Report) -> Callable[[str], str]:
    """How far the machine can judge a duty, by the duty's words; '' where its result is certain."""
    rows = [row for table in report.tables if table.name == _RULES for row in table.rows if row.anchor]
    automation = {row.cells[0].text: row.cells[3].text for row in rows if len(row.cells) > 3}
    certain = str(Text("sikker", "certain"))

    def mark(duty: str) -> str:
        found = next((how for title, how in automation.items() if duty.startswith(f"{title}.")), "")
        return "" if found == certain else found

    return mark


def unusual(law: Law, told: Container[str]) -> str:
    """The period of a provision, unless it is the usual one of its act, which the foot of the box tells."""
    act = law.citation.split(" ", 1)[0]
    return "" if act in told and law.period in (span(*days) for days in _USUAL.get(act, ())) else law.period


def usual(act: str) -> str:
    """The usual period of an act, in words."""
    return span(*_USUAL[act][0]) if act in _USUAL else ""


def doubt(law: Law) -> str:
    """How sure a citation is, as short as appendix D tells and explains it; '' where the text was read."""
    level = next((k for k, text in CONFIDENCE.items() if str(text) == law.confidence), "")
    return "" if level == "read" else str(WEAK.get(level, law.confidence))


class Links:
    """Whether a text of law is named for the first time; it is linked there and only there."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def first(self, link: str) -> bool:
        new = link.startswith("https://") and link not in self._seen
        self._seen.add(link)
        return new


def basis(item: Item, theme: ThemeSection) -> str:
    """The counts behind an item, unless a sentence of the theme tells them all."""
    outside = {n for s in theme.unknowns for n in numbers(s)}
    told = any(set(numbers(item.basis)) <= {*numbers(s), *outside} for s in theme.sentences)
    return "" if told else item.basis


def ground(item: Item, theme: ThemeSection) -> str:
    """What a recommendation rests on, without the counts of the item that it answers."""
    text = item.basis
    for o in (*theme.strengths, *theme.challenges):
        if o.id and o.basis:
            text = text.replace(f"{o.id}. {o.basis}", o.id)
    return text


def said(theme: ThemeSection) -> tuple[str, ...]:
    """What the audit shows, without `the duty is met in 137 of 160 (86 %)`, which is the row of the table above it."""
    rows = theme.table.rows if theme.table else ()
    shares = {plain(f"{r.cells[1].text} ({r.cells[2].text})") for r in rows if len(r.cells) > 2}
    return tuple(_MET.sub(lambda m: "" if plain(m[1]) in shares else m[0], s) for s in theme.sentences)


@dataclass(frozen=True)
class Part:
    """An appendix as the page has it. `lists`: checks by theme, where a table would tell nothing but their names."""

    section: Section
    lists: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()


def parts(report: Report) -> Iterator[Part]:
    """The appendices, each thing told once."""
    law = {row.anchor for t in report.themes if t.table and t.laws for row in t.table.rows if row.anchor}
    for section in report.appendices:
        tables = {t.name: t for t in section.tables}
        paragraphs = section.paragraphs
        lists: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()
        if _RULES in tables:
            paragraphs += (str(_MOVED), tables[_RULES].note)
            tables[_RULES] = replace(tables[_RULES], rows=tuple(_rest(tables[_RULES].rows, law)), note="")
        if _MATRIX in tables:
            tables[_MATRIX] = _sums(tables[_MATRIX])
            paragraphs += (str(_CUT),)
        if _AGREEMENT in tables:
            tables[_AGREEMENT] = _sums(tables[_AGREEMENT])
            paragraphs += (str(_AGREED),)
        if _IDLE in tables:
            idle = tables.pop(_IDLE)
            lists = ((idle.caption, _by_theme(idle)),)
        shown = tuple(t for t in tables.values() if t.rows)
        yield Part(replace(section, paragraphs=paragraphs, tables=shown), lists)


def _rest(rows: Sequence[Row], told: set[str]) -> Iterator[Row]:
    """The rows of checks that no box of law tells, under their headings."""
    head: Row | None = None
    for row in rows:
        if row.role == "group":
            head = row
        elif row.anchor not in told:
            if head:
                yield head
            head = None
            yield row


def _sums(table: Table) -> Table:
    """The rows of the themes, and of all."""
    sums = [row for row in table.rows if row.role == "total"]
    return replace(table, rows=(*(replace(row, role="row") for row in sums[:-1]), *sums[-1:]))


def _by_theme(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    themes: dict[str, list[str]] = {}
    for row in table.rows:
        themes.setdefault(row.cells[1].text, []).append(row.cells[0].text)
    return tuple((theme, tuple(names)) for theme, names in themes.items())
