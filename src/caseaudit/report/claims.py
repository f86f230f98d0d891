"""Numbers in running text: `8 af 14`, `43 %`, `3 sager`. For texts that people write, and for reports that people edit."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.report.view import Cell, Item, Report, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = r"\d+(?:[.,]\d{3})*"
_PAIR = re.compile(
    rf"(?<![\d.,])({_N})\s+(?:(?:ud|out)\s+)?(?:af|of)\s+(?:(?:de|the|alle|all)\s+)?({_N})(?!\d|[-/.,]\d)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:%|pct\b|procent\b|percent\b)", re.IGNORECASE)
_COUNTED = (
    "tilfælde|sag|sager|afgørelse|afgørelser|barn|børn|ung|unge|familie|familier|anbringelse|anbringelser|underretning|"
    "underretninger|undersøgelse|undersøgelser|plan|planer|samtale|samtaler|brud|vurderinger|instance|instances|case|cases|"
    "decision|decisions|child|children|young people|family|families|placement|placements|notification|notifications|"
    "investigation|investigations|plans|conversations|breach|breaches|assessments"
)
_WORDS = {"én": 1, "ét": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4}
_COUNT = re.compile(rf"(?<![\d.,])\b({_N}|{'|'.join(_WORDS)})\s+(?:\w+\s+)?(?:{_COUNTED})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def plain(text: str) -> str:
    """The text with ordinary spaces, single."""
    return " ".join(text.split())


def whole(text: str) -> int:
    """`1.234` as 1234; a number word as its number."""
    return _WORDS.get(text.casefold(), 0) or int(re.sub(r"\D", "", text))


def pairs(text: str) -> list[tuple[str, int, int]]:
    """`8 af 14` with its two numbers."""
    return [(plain(m[0]), whole(m[1]), whole(m[2])) for m in _PAIR.finditer(text)]


def percents(text: str) -> list[tuple[str, str]]:
    """`43 %` with its number."""
    return [(plain(m[0]), m[1].replace(",", ".")) for m in _PERCENT.finditer(text)]


def counts(text: str) -> list[tuple[str, int]]:
    """`3 sager`, `to afgørelser` with its number; the last number of a pair is not told again."""
    inside = {m.start(2) for m in _PAIR.finditer(text)}
    return [(plain(m[0]), whole(m[1])) for m in _COUNT.finditer(text) if m.start(1) not in inside]


def numbers(text: str) -> list[str]:
    """Every number, in order, without marks for thousands."""
    return [re.sub(r"[.,](?=\d{3}\b)", "", m[0]).replace(",", ".") for m in _NUMBER.finditer(text)]


def claims(text: str) -> bool:
    """Whether the text says a result in numbers."""
    return bool(_PAIR.search(text) or _PERCENT.search(text))


def strings(node: Any, *, items: bool = True) -> Iterator[str]:
    """Every text of a part of a report, in order; `items`: also those that people wrote."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Item) and not items:
        return
    elif isinstance(node, tuple | list):
        for part in node:
            yield from strings(part, items=items)
    elif isinstance(node, dict):
        for part in node.values():
            yield from strings(part, items=items)
    elif is_dataclass(node):
        for f in fields(node):
            if f.name != "logo":
                yield from strings(getattr(node, f.name), items=items)


def hidden_numbers(report: Report, min_cell: int) -> Iterator[tuple[str, str]]:
    """Id and number of each text that tells what the rest of the report does not: it would undo the hiding of small counts."""
    told = list(strings(report, items=False))
    shown_pairs = {(a, b) for t in told for _, a, b in pairs(t)} | {
        p for table in report.tables for p in _derived(table)
    }
    shown_percents = {p for t in told for _, p in percents(t)}
    shown_numbers = {whole(n) for t in told for n in numbers(t) if "." not in n}
    for theme in report.themes:
        for item in (*theme.strengths, *theme.challenges, *theme.recommendations):
            text = f"{item.text} {item.basis} {item.status}"
            for words, a, b in pairs(text):
                if (a, b) not in shown_pairs:
                    yield item.id, words
            for words, p in percents(text):
                if p not in shown_percents:
                    yield item.id, words
            for words, n in counts(text):
                if 0 < n < min_cell or n not in shown_numbers:
                    yield item.id, words


def _derived(table: Table) -> Iterator[tuple[int, int]]:
    """Pairs that a row gives away by its own printed cells: breaches of those judged, unknown of those asked."""
    for row in table.rows:
        found = [(a, b) for c in row.cells if not c.hidden for _, a, b in pairs(c.text)]
        if not found or any(c.hidden for c in row.cells):
            continue
        good, judged = found[0]
        yield judged - good, judged
        rest = [whole(c.text) for c in row.cells if _is_count(c)]
        for unknown in rest:
            yield unknown, judged + unknown
            for pending in rest:
                yield unknown, judged + unknown + pending


def _is_count(cell: Cell) -> bool:
    return isinstance(cell.value, int) and cell.text.replace(".", "").replace(",", "").isdigit()
