"""The run that a run is compared with: the last one about the same that was made for an earlier day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.history.laid import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store


def earlier(runs: Iterable[RunRow], *, scope: str, as_of: str, fingerprint: str, own: str = "") -> RunRow | None:
    """Return it; None where there is none. `own`: the id of the run itself, "" when it is not kept.

    A run made again for the same day is compared with the same one as the first time: to run it twice makes nothing known.
    Where no run has an earlier day, the first run of this day counts.
    """
    about = comparable(scope)
    mine = next((r.started for r in runs if r.id == own), "9")
    fit = [
        r
        for r in runs
        if comparable(r.scope) == about and not r.pruned_on and r.key_fingerprint == fingerprint and r.id != own
    ]
    before = [r for r in fit if r.as_of < as_of]
    if before:
        return max(before, key=lambda r: (r.as_of, r.started, r.id))
    same = [r for r in fit if r.as_of == as_of and r.started < mine]
    return min(same, key=lambda r: (r.started, r.id), default=None)


def found_by(store: Store, run: RunRow, outcomes: tuple[str, ...] = ("breached", "unknown")) -> frozenset[str]:
    """The keys of what a run found."""
    marks = ", ".join("?" * len(outcomes))
    rows = store.query(
        f"SELECT hex(key) FROM finding WHERE run = ? AND outcome IN ({marks})",  # noqa: S608 - question marks
        run.id,
        *outcomes,
    )
    return frozenset(str(k).lower() for (k,) in rows)
