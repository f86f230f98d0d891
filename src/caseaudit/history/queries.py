"""Questions to the store that lay several runs side by side: one query each, only what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from caseaudit.history.rows import WHOLE
from caseaudit.model.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseaudit.history.store import Store

By = Literal["", "rule", "theme", "unit", "team"]
_KEY: dict[str, str] = {"": "''", "rule": "r.id", "theme": "r.theme", "unit": "t.name", "team": "t.name"}


def told(c: Tally) -> dict[str, int]:
    """The outcomes that the history counts, by name; what did not apply is not among them."""
    return {name: getattr(c, name) for name in ("met", "excused", "breached", "pending", "unknown")}


def counts(
    store: Store, runs: Sequence[str], by: By = "", *, rules: Sequence[str] = (), themes: Sequence[str] = ()
) -> dict[tuple[str, str], Tally]:
    """Tally of what binds by law, by run and by the key asked for; named rules count whatever they measure against."""
    where = [f"t.run IN ({_marks(runs)})", "t.part = ?", "t.advisory = 0"]
    values = [*runs, by if by in ("unit", "team") else WHOLE]
    where.append("r.judges = 'law'" if not rules else f"r.id IN ({_marks(rules)})")
    values += rules
    if themes:
        where.append(f"r.theme IN ({_marks(themes)})")
        values += themes
    sql = (
        f"SELECT t.run, {_KEY[by]}, sum(t.met), sum(t.excused), sum(t.breached), sum(t.pending), sum(t.unknown) "  # noqa: S608 - our own names
        f"FROM tally t JOIN rule r ON r.run = t.run AND r.number = t.rule WHERE {' AND '.join(where)} GROUP BY 1, 2"
    )
    return {(run, key): Tally(*found) for run, key, *found in store.query(sql, *values)}


def rule_files(
    store: Store, runs: Sequence[str], *, rules: Sequence[str] = (), themes: Sequence[str] = ()
) -> dict[str, dict[str, tuple[str, str]]]:
    """For each run the theme and the digest of the file of each rule of law that it held, or of the named rules."""
    where, values = [f"run IN ({_marks(runs)})"], [*runs]
    where.append("judges = 'law'" if not rules else f"id IN ({_marks(rules)})")
    values += rules
    if themes:
        where.append(f"theme IN ({_marks(themes)})")
        values += themes
    out: dict[str, dict[str, tuple[str, str]]] = {r: {} for r in runs}
    for run, rule, theme, digest in store.query(
        f"SELECT run, id, theme, digest FROM rule WHERE {' AND '.join(where)}",  # noqa: S608 - our own names
        *values,
    ):
        out[run][rule] = (theme, digest)
    return out


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)
