"""What a page needs to know of a report beside its texts: how columns are set, which tables repeat, duties told once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.report.view import Figure, Law, Section, Table


_ACT = re.compile(r"(?:^|; )([A-ZÆØÅ]{2,})(?= §)")

BROAD = 8
"""The most columns that an upright page holds."""


def set_right(table: Table) -> str:
    """How columns of numbers are set, as classes of the table: `num` where all but the first are, else `n2 n3`."""
    last = len(table.columns)
    right = [n + 1 for n in range(1, last) if _numbers(table, n)]
    if right == list(range(2, last + 1)):
        return "num"
    return "num end" if last > 3 and right == list(range(2, last)) else " ".join(f"n{n}" for n in right)


def _numbers(table: Table, n: int) -> bool:
    if table.columns[n].kind in ("number", "percent"):
        return True
    cells = [row.cells[n] for row in table.rows if row.role != "group" and n < len(row.cells)]
    counted = sum(isinstance(c.value, (int, float)) for c in cells)
    blank = sum(c.hidden or (c.value is None and len(c.text) < 2) for c in cells)
    return table.columns[n].kind == "text" and counted > 0 and counted + blank == len(cells)


def broad(section: Section) -> bool:
    """Whether a section holds a table so broad that it is printed on a page laid on its side."""
    return any(len(t.columns) > BROAD for t in section.tables)


def covered(figure: Figure, shown: Table | None) -> bool:
    """Whether all that a figure draws stands in a table that is shown anyway, so that it need not be told twice."""
    behind = figure.table
    if behind is None or shown is None:
        return False
    drawn = [n for n, c in enumerate(behind.columns) if figure.kind != "stacked" or c.kind != "percent"]
    titles = [c.title for c in shown.columns]
    at = [titles.index(t) if (t := behind.columns[n].title) in titles else -1 for n in drawn]
    if -1 in at:
        return False
    known = {tuple(row.cells[n].text for n in at) for row in shown.rows if len(row.cells) > max(at)}
    return all(tuple(row.cells[n].text for n in drawn) in known for row in behind.rows)


def by_duty(laws: Sequence[Law]) -> tuple[tuple[str, tuple[Law, ...]], ...]:
    """Each duty once, with the provisions that have demanded it over time."""
    duties: dict[str, list[Law]] = {}
    for law in laws:
        duties.setdefault(law.duty, []).append(law)
    return tuple((duty, tuple(found)) for duty, found in duties.items())


def read_in(laws: Sequence[Law]) -> dict[str, str]:
    """Each act with the text it was read in, where that is the same for every duty of the box and can be told once."""
    texts: dict[str, set[str]] = {}
    for law in laws:
        for act, text in _read(law):
            texts.setdefault(act, set()).add(text)
    return {act: next(iter(found)) for act, found in texts.items() if len(found) == 1}


def reading(law: Law, once: dict[str, str]) -> str:
    """Where the provisions of a duty were read, unless the foot of the box tells it."""
    pairs = _read(law)
    return "" if pairs and all(act in once for act, _ in pairs) else law.source


def _read(law: Law) -> tuple[tuple[str, str], ...]:
    """The acts cited, each with its text; nothing where it cannot be told which text belongs to which act."""
    acts = tuple(dict.fromkeys(_ACT.findall(law.citation)))
    texts = law.source.split("; ") if law.source else []
    return tuple(zip(acts, texts, strict=True)) if len(acts) == len(texts) else ()
