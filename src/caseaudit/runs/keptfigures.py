"""The key figures of a run as its history keeps them: of the whole only, so that they may outlive the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.history.rows import FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.audit import Audit
    from caseaudit.keyfigures.model import Value


def figures_of(audit: Audit) -> tuple[FigureRow, ...]:
    """Count them as of the day of the run, for its period, else the last twelve months."""
    from caseaudit.keyfigures.compute import figures
    from caseaudit.keyfigures.model import context

    values = figures(context(audit.dataset, audit.as_of, audit.selection.period))
    return tuple(row for v in values for row in _rows(v))


def _rows(v: Value) -> Iterator[FigureRow]:
    yield FigureRow(v.figure, "", v.value, v.numerator, v.denominator, v.missing)
    for part in v.parts:
        yield FigureRow(v.figure, part.code, part.count)


def values_of(rows: Sequence[FigureRow]) -> dict[str, Value]:
    """The figures again, by id. Why one could not be told is not kept."""
    from caseaudit.keyfigures.model import Part, Value
    from caseaudit.texts import Text

    gone = Text("kunne ikke opgøres i kørslen", "could not be counted in the run")
    parts: dict[str, list[Part]] = {}
    for row in rows:
        if row.part:
            parts.setdefault(row.figure, []).append(Part(row.part, None if row.value is None else int(row.value)))
    return {
        r.figure: Value(
            r.figure, r.value, r.numerator, r.denominator, r.missing,
            None if r.value is not None else gone, tuple(parts.get(r.figure, ())),
        )
        for r in rows
        if not r.part
    }  # fmt: skip
