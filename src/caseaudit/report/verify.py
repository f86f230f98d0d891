"""Compare the numbers of an edited report with the run's: tables cell by cell, figures text by text, prose by sentence."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from caseaudit.report.claims import claims, numbers, plain, strings
from caseaudit.report.gravest import gravest
from caseaudit.report.htmlonce import told_by_the_page
from caseaudit.report.shortlist import told
from caseaudit.report.view import KeyFigure, Table, ThemeSection
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseaudit.report.reading_back import Document, Grid, Picture
    from caseaudit.report.view import Report
    from caseaudit.texts import Lang

LIKE = 0.75
"""How alike two sentences must be to be held for the same one, edited."""

SHORT = 8
"""A text of at most so many letters is a label, not a sentence."""

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÆØÅ§0-9»\u201c])")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Difference:
    """A number that is not the run's: where it stands, what stands there, and what the run has."""

    where: str
    found: str
    expected: str


@dataclass(frozen=True)
class Comparison:
    """What was compared, and what differs."""

    checked: int
    differences: tuple[Difference, ...]


def told_for(document: Document) -> tuple[str, Lang | None]:
    """The audience and language that a report was made for, by its label; empty where the label is gone."""
    from caseaudit.report.front import classification

    text = document.text
    for lang in ("da", "en"):
        with use_language(lang):
            for audience in ("team", "management", "committee"):
                if classification(audience) in text:
                    return audience, lang
    return "", None


def verify(document: Document, report: Report) -> Comparison:
    """Every number of the document that the run does not have at the same place."""
    check = _Check(report)
    used: set[str] = set()
    for grid in document.grids:
        check.grid(grid, used)
    for picture in document.pictures:
        check.picture(picture)
    for block in document.blocks:
        check.prose(block.text, block.headings)
    return Comparison(check.checked, tuple(dict.fromkeys(check.found)))


class _Prose:
    """The sentences of a part of a report, without its tables."""

    def __init__(self, texts: Iterable[str], grounds: set[str]) -> None:
        whole = list(dict.fromkeys(plain(t) for t in texts if t))
        parts = dict.fromkeys((*whole, *(s for t in whole for s in _SENTENCE_END.split(t))))
        self.known = set(parts)
        numbered = [t for t in parts if numbers(t)]
        self.long = [t for t in numbered if t in grounds or len(_LETTERS.findall(t)) > SHORT]
        self.short = sorted(set(numbered).difference(self.long), key=len, reverse=True)
        self._by_start: dict[str, list[str]] = {}
        for text in self.long:
            self._by_start.setdefault(text[:SHORT], []).append(text)
        self.by_shape: dict[str, str] = {}
        for text in self.long:
            self.by_shape.setdefault(_shape(text), text)

    def without_known(self, text: str) -> str:
        """The text without the sentences of the report that stand in it whole, the longest first."""
        starts = {text[n : n + SHORT] for n in range(len(text))} & self._by_start.keys()
        return _without(text, sorted((t for s in starts for t in self._by_start[s]), key=len, reverse=True))

    def without_labels(self, text: str) -> str:
        """The text without single numbers and labels of the report."""
        return _without(text, self.short)

    def nearest(self, text: str) -> str:
        """The sentence that this one was made from, if it can be told."""
        shape = _shape(text)
        if shape in self.by_shape:
            return self.by_shape[shape]
        near = difflib.get_close_matches(shape, list(self.by_shape), n=1, cutoff=LIKE)
        return self.by_shape[near[0]] if near else ""


def _without(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        if part in text:
            text = re.sub(rf"(?<![\w.,]){re.escape(part)}(?!\w)", " ", text)
    return plain(text)


def _shape(text: str) -> str:
    return re.sub(r"\d+(?:[.,]\d+)*", "#", text)


class _Check:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._tables = {t.name: t for t in report.tables}
        self._cells = {plain(c.text) for t in report.tables for r in t.rows for c in r.cells}
        items = [i for t in report.themes for i in (*t.strengths, *t.challenges, *t.recommendations)]
        grounds = {plain(i.basis) for i in items if i.basis}
        self._all = _Prose((*_prose(report), gravest(report)[1], *told(report), *told_by_the_page()), grounds)
        self._themes = {plain(t.title): _Prose((*_prose(t), *_fixed(report)), grounds) for t in report.themes}
        self.checked = 0
        self.found: list[Difference] = []

    def _differs(self, where: str, found: str, expected: str) -> None:
        self.found.append(Difference(where, found, expected or str(Text("står der ikke", "not there"))))

    # prose

    def prose(self, text: str, headings: tuple[str, ...]) -> None:
        """A paragraph: as it is in the report, or sentence by sentence."""
        own = self._section(headings)
        if not numbers(text):
            return
        self.checked += 1
        if text in own.known:
            return
        where = " > ".join(headings[-2:]) or str(Text("før første overskrift", "before the first heading"))
        if same := own.by_shape.get(_shape(text)):
            self._differs(where, text, same)
            return
        for sentence in _SENTENCE_END.split(own.without_known(text)):
            self._sentence(sentence, own, where)

    def _sentence(self, sentence: str, own: _Prose, where: str) -> None:
        if sentence in own.known or not numbers(sentence):
            return
        near = own.nearest(sentence) if len(_LETTERS.findall(sentence)) > SHORT else ""
        if near:
            if not _within(numbers(sentence), numbers(near)):
                self._differs(where, sentence, near)
            return
        few = len(_LETTERS.findall(sentence)) <= SHORT
        if claims(own.without_labels(sentence) if few else sentence):
            self._differs(where, sentence, "")

    def _section(self, headings: tuple[str, ...]) -> _Prose:
        """The sentences of the theme that the paragraph stands under, else of the whole report."""
        for heading in reversed(headings):
            for title, prose in self._themes.items():
                if re.search(rf"[.:]\s*{re.escape(title)}$", heading):
                    return prose
        return self._all

    # figures

    def picture(self, picture: Picture) -> None:
        """A figure that can be read: its texts must be those that the run's figure has, in the same order."""
        from caseaudit.report.reading_back import read_svg
        from caseaudit.report.svg import draw

        figures = [*self._report.figures, *(t.figure for t in self._report.themes if t.figure)]
        figures += [f for s in (*self._report.others, *self._report.appendices) for f in s.figures]
        title = plain(picture.title)
        known = next((f for f in figures if plain(f.title) == title), None)
        told = [plain(t) for t in picture.texts if numbers(t)]
        where = f"{Text('figur', 'figure')}: {title or '?'}"
        self.checked += 1
        if known is None:
            for text in told:
                self._differs(where, text, "")
            return
        wanted = [plain(t) for t in read_svg(draw(known, self._report.look)).texts if numbers(t)]
        for found, expected in _uneven(told, wanted):
            self._differs(where, found, expected)

    # tables

    def grid(self, grid: Grid, used: set[str]) -> None:
        """A table of the report, cell by cell; any other table as prose."""
        table = self._table(grid, used)
        if table is None:
            for row in grid.rows:
                for cell in row:
                    whole = _shape(plain(cell)) in self._all.by_shape  # such as a key figure with its label
                    for text in [plain(cell)] if whole else cell.split("\n"):
                        self._loose(text, grid)
            return
        used.add(table.name)
        titles = [plain(c.title) for c in table.columns]
        cells = [[plain(c) for c in r] for r in grid.rows]
        rows = [r for r in cells if r[: len(titles)] != titles]
        for found, expected in _paired(rows, table):
            self._row(found, expected, titles, table.caption)

    def _row(self, found: list[str], expected: list[str] | None, titles: list[str], caption: str) -> None:
        for n, text in enumerate(found):
            here = expected[n] if expected is not None and n < len(expected) else ""
            self.checked += bool(numbers(text))
            if n == 0 and expected is not None and not numbers(here + text):
                continue
            if text != here and (numbers(text) or numbers(here)) and _bare(text) != _bare(here):
                column = titles[n] if n < len(titles) else str(n + 1)
                label = found[0] or (expected[0] if expected else "")
                self._differs(f"{Text('tabel', 'table')} »{caption}«, {label}, {column}", text or "-", here)

    def _loose(self, cell: str, grid: Grid) -> None:
        known = cell in self._cells or cell in self._all.known
        if known or not numbers(self._all.without_labels(self._all.without_known(cell))):
            self.checked += bool(numbers(cell))
            return
        self.prose(cell, grid.headings)

    def _table(self, grid: Grid, used: set[str]) -> Table | None:
        names = [n.strip() for n in grid.name.split("\n")]
        for name, table in self._tables.items():
            if name in names or _bookmark(name) in names:
                return table
        if grid.name.strip() and grid.name.strip().startswith("findings"):
            return None
        for table in self._tables.values():
            told = f"{grid.caption}\n{grid.name}"
            titles = [plain(c.title) for c in table.columns]
            if table.name not in used and grid.rows and grid.rows[0] == titles and plain(table.caption) in plain(told):
                return table
        return None


def _bookmark(name: str) -> str:
    """A table's name as Word can keep it in a bookmark."""
    return re.sub(r"\W", "_", name)


def _bare(text: str) -> str:
    """A cell without the marks that a format may add around its numbers."""
    return plain(text).strip("*–-")


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether the numbers stand in the same order, none added."""
    rest = iter(whole)
    return all(n in rest for n in part)


def _uneven(told: list[str], wanted: list[str]) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, told, wanted, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            yield ", ".join(told[a:b]), ", ".join(wanted[c:d])


def _paired(rows: list[list[str]], table: Table) -> Iterator[tuple[list[str], list[str] | None]]:
    """Each row of the document with the row of the run that has its label, in order; else the one in its place."""
    expected = [[plain(c.text) for c in r.cells] for r in table.rows]
    labels = [r[0] if r else "" for r in expected]
    free = set(range(len(expected)))
    at = 0
    for place, row in enumerate(rows):
        label = row[0] if row else ""
        same = [n for n in sorted(free) if labels[n] == label]
        n = next((n for n in same if n >= at), same[0] if same else None)
        if n is None and len(rows) == len(expected) and place in free:
            n = place
        if n is None:
            yield row, None
            continue
        free.discard(n)
        at = n
        yield row, expected[n]


def _prose(node: object) -> Iterator[str]:
    """The texts of a part of a report that stand outside its tables."""
    if isinstance(node, Table):
        yield from (node.caption, node.note)
    elif isinstance(node, tuple):
        if len(node) == 2 and all(isinstance(x, str) for x in node):
            yield f"{node[0]}: {node[1]}"
        for part in node:
            yield from _prose(part)
    elif is_dataclass(node) and not isinstance(node, type):
        if isinstance(node, KeyFigure):  # set as one line by every format
            yield f"{node.value} {node.label} {node.note}"
        elif isinstance(node, ThemeSection):
            yield f"{node.percent} {node.headline}"
        for f in fields(node):
            yield from _prose(getattr(node, f.name))
    else:
        yield from strings(node)


def _fixed(report: Report) -> Iterator[str]:
    """What stands in every section: the words of the templates, and the foot."""
    yield from report.words.values()
    yield from strings(report.provenance)
