"""A name for an event that is the same in every export of the same case, whatever file it stands in and on which row.

It is kind, day and section, and a number where the case has several alike on that day. Those are told apart by what is
recorded about them and by what they are linked with; events that are alike in all of it may change places unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_TELLS = (
    "kind", "result", "ends_on", "aware_on", "body", "notifier", "party", "consent", "next_on", "reason", "alternative",
    "urgent", "goals", "contact_frame", "with_child", "plan_needed", "reasoned", "appeal_guidance", "heard", "at",
)  # fmt: skip


def unit_keys(events: pd.DataFrame, at: NDArray[np.int64]) -> list[str]:
    """The keys of the events at these positions, all of one kind."""
    rows = _rows(events, at)
    groups: dict[tuple[str, str], list[int]] = {}
    for i, (case, base, _) in enumerate(rows):
        groups.setdefault((case, base), []).append(i)
    out = [""] * len(rows)
    links = _Links(events)
    for (_, base), members in groups.items():
        if len(members) > 1:
            members.sort(key=lambda i: (rows[i][2], links.around(int(at[i]))))
        for number, i in enumerate(members, start=1):
            out[i] = f"{base}/{number}"
    return out


def _rows(events: pd.DataFrame, at: NDArray[np.int64]) -> list[tuple[str, str, tuple[str, ...]]]:
    chosen = events.iloc[at]
    case, kind, section = (_texts(chosen, c) for c in ("case_id", "type", "section"))
    day = chosen["at"].to_numpy().astype("datetime64[D]").astype(str).tolist()
    told = zip(*(_texts(chosen, c) for c in _TELLS if c in chosen), strict=True)
    return [(c, f"{k}/{d}/{s}", rest) for c, k, d, s, rest in zip(case, kind, day, section, told, strict=True)]


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    if column not in frame:
        return [""] * len(frame)
    values = frame[column].astype("object")
    return [str(v) for v in values.where(values.notna(), "").tolist()]


class _Links:
    """What an event is linked with, by kind, day and section: looked up only for events that are otherwise alike."""

    def __init__(self, events: pd.DataFrame) -> None:
        self._events = events
        self._by_id: dict[str, int] | None = None
        self._to: dict[str, list[int]] = {}
        self._ids: list[str] = []
        self._concerns: list[str] = []
        self._bases: list[str] = []

    def _build(self) -> None:
        self._ids, self._concerns = _texts(self._events, "event_id"), _texts(self._events, "concerns")
        day = self._events["at"].to_numpy().astype("datetime64[D]").astype(str).tolist()
        kind, section = _texts(self._events, "type"), _texts(self._events, "section")
        self._bases = ["/".join(x) for x in zip(kind, day, section, strict=True)]
        self._by_id = {name: i for i, name in enumerate(self._ids) if name}
        for i, target in enumerate(self._concerns):
            if target:
                self._to.setdefault(target, []).append(i)

    def around(self, position: int) -> tuple[Any, ...]:
        """What it concerns, and what concerns it."""
        if self._by_id is None:
            self._build()
        assert self._by_id is not None
        target = self._by_id.get(self._concerns[position], -1)
        mine = self._to.get(self._ids[position], ()) if self._ids[position] else ()
        return (self._bases[target] if target >= 0 else "", tuple(sorted(self._bases[i] for i in mine)))
