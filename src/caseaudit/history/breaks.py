"""Where a series may not be read straight through: rules changed, the export came from another system, a quarter is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from caseaudit.dates import show
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from caseaudit.history.laid import Laid

Kind = Literal["rules", "system", "told", "quarter"]
SHOWN = 4


@dataclass(frozen=True)
class Told:
    """A break that the municipality has written in caseaudit.toml."""

    on: date
    what: str


@dataclass(frozen=True)
class Break:
    """Something between the point before `at` and the point `at`. `rules` and `themes`: which series it is about, () for all."""

    kind: Kind
    at: int
    on: date
    what: str
    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def parts_series(self) -> bool:
        """Whether the numbers on the two sides are made in different ways. A gap alone does not change what is counted."""
        return self.kind != "quarter"


def breaks(
    laid: Sequence[Laid], files: Mapping[str, Mapping[str, tuple[str, str]]], told: Sequence[Told]
) -> list[Break]:
    """All breaks of a row of runs, in order. `files`: for each run the theme and digest of each rule."""
    out: list[Break] = []
    for at, (before, after) in enumerate(pairwise(laid), 1):
        out += _rules(at, after, files[before.run.id], files[after.run.id])
        a, b = before.run.system, after.run.system
        if a != b and a and b:
            what = Text(f"udtrækket kom før fra {a}, nu fra {b}", f"the export came from {a}, and now from {b}")
            out.append(Break("system", at, after.on, str(what)))
        out += [Break("told", at, t.on, t.what) for t in told if before.on < t.on <= after.on]
        missing = list(quarters_between(before.on, after.on))
        if missing:
            names = ", ".join(missing[:SHOWN]) + (" ..." if len(missing) > SHOWN else "")
            what = Text(f"ingen kørsel i {names}", f"no run in {names}")
            out.append(Break("quarter", at, after.on, str(what)))
    return out


def _rules(
    at: int, after: Laid, was: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> Iterator[Break]:
    changed = [r for r in sorted(was.keys() | now.keys()) if was.get(r, ("", ""))[1] != now.get(r, ("", ""))[1]]
    if not changed:
        return
    themes = {(now.get(r) or was[r])[0] for r in changed}
    shown = ", ".join(changed[:SHOWN]) + (" ..." if len(changed) > SHOWN else "")
    n = len(changed)
    what = Text(
        f"{n} {'regel' if n == 1 else 'regler'} ændret, ny eller udgået: {shown}",
        f"{n} {'rule' if n == 1 else 'rules'} changed, new or withdrawn: {shown}",
    )
    yield Break("rules", at, after.on, str(what), tuple(changed), tuple(sorted(themes)))


def quarters_between(first: date, last: date) -> Iterator[str]:
    """The calendar quarters that lie wholly between the quarters of two days: `2026Q2`."""
    for number in range(_quarter(first) + 1, _quarter(last)):
        yield f"{number // 4}Q{number % 4 + 1}"


def _quarter(day: date) -> int:
    return 4 * day.year + (day.month - 1) // 3


def line(b: Break) -> str:
    """`01-04-2026: udtrækket kom før fra A, nu fra B`."""
    return f"{show(b.on)}: {b.what}"
