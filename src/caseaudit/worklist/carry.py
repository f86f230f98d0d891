"""Carry what people wrote from list to list, and say what the data closed, what came back and what is gone. Pure.

Nothing that a person wrote is ever dropped: it is on the row, on the sheet of what is closed, or on that of what is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.output.wording import days_text
from caseaudit.privacy import mask
from caseaudit.texts import Text
from caseaudit.worklist.model import Entry, Item, Row, Written, first

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

Field = Literal["status", "responsible", "comment"]
FIELDS: tuple[Field, ...] = ("status", "responsible", "comment")
_OPEN = ("overdue", "soon", "data")
_CLOSES = ("met", "excused", "not_applicable")
"""What closes a row. What cannot be assessed closes nothing."""


@dataclass(frozen=True)
class Now:
    """What the run says of a unit that stood on the list before."""

    outcome: str
    reason: str
    actual_on: date | None


@dataclass(frozen=True)
class Run:
    """The run that the list is made of: its day, its cases and its rules. `whole`: about every unit and team."""

    on: date
    cases: Collection[str]
    rules: Collection[str]
    whole: bool = True


@dataclass(frozen=True)
class Carried:
    """Rows with their memory, what is closed, what is gone, and all of it to be remembered."""

    items: tuple[Item, ...]
    closed: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    entries: Mapping[str, Entry]


def carry(rows: Iterable[Row], before: Mapping[str, Entry], now: Mapping[str, Now], run: Run) -> Carried:
    """Put the memory of the last list on the rows of this one. `now`: of the keys of the last list that the run holds."""
    entries: dict[str, Entry] = {}
    items = []
    for row in rows:
        old = before.get(row.key)
        entry = _met_again(old, row, run.on) if old else first(row, run.on)
        entries[row.key] = entry
        items.append(Item(row, entry))
    for key, old in before.items():
        if key not in entries and (left := _left(old, now.get(key), run)):
            entries[key] = left
    closed = [e for e in entries.values() if e.closed_on]
    gone = [e for e in entries.values() if e.gone_on and not e.closed_on]
    return Carried(
        tuple(items),
        tuple(sorted(closed, key=lambda e: (-(e.closed_on or run.on).toordinal(), e.case_id, e.key))),
        tuple(sorted(gone, key=lambda e: (e.case_id, e.key))),
        entries,
    )


def _met_again(old: Entry, row: Row, on: date) -> Entry:
    entry = old.with_(row)
    if row.section == "learning":
        if old.section in _OPEN and not old.closed_on:
            return replace(entry, closed_on=on, closed_how=_late(row))
        return entry
    if not old.closed_on:
        return entry
    status = old.written.status
    back = replace(entry, closed_on=None, closed_how="", reopened_on=on, was_closed_on=old.closed_on)
    if status == "done":  # it is not, so it is new again; what the status was is told beside it
        return replace(back, written=replace(old.written, status="new"), was_status="done")
    return back


def _left(old: Entry, now: Now | None, run: Run) -> Entry | None:
    """What becomes of a row that is not on the list any more. None: nothing was written on it and it was told once."""
    if old.closed_on:
        return old
    if now is not None and now.outcome in _CLOSES:
        return replace(old, closed_on=run.on, closed_how=_how(now), gone_on=None, gone_why="")
    if old.gone_on and old.gone_on < run.on and not old.written.anything:
        return None
    return old if old.gone_on else replace(old, gone_on=run.on, gone_why=_why(old, now, run))


def _late(row: Row) -> str:
    done = show(row.actual_on) if row.actual_on else ""
    after = f", {days_text(row.days)}" if row.days else ""
    late = str(Text(f"{after} efter fristen", f"{after} after the limit")) if row.days else ""
    return str(Text(f"Gjort {done}{late}.", f"Done {done}{late}."))


def _how(now: Now) -> str:
    if now.outcome == "met":
        on = show(now.actual_on) if now.actual_on else ""
        return str(
            Text(f"Overholdt ifølge udtrækket {on}".strip() + ".", f"Met according to the export {on}".strip() + ".")
        )
    return _shows(now)


def _shows(now: Now) -> str:
    reason = f" ({REASONS[now.reason]})" if now.reason else ""
    told = f"{OUTCOMES[now.outcome]}{reason}"
    return str(Text(f"Udtrækket viser nu: {told}.", f"The export now shows: {told}."))


def _why(old: Entry, now: Now | None, run: Run) -> str:
    if now is not None:
        return _shows(now)
    if old.rule not in run.rules:
        return str(Text("Reglen indgik ikke i kørslen.", "The rule was not part of the run."))
    if old.case_id not in run.cases:
        part = Text("Sagen er ikke i udtrækket.", "The case is not in the export.")
        scope = Text("Sagen er ikke med i kørslens udvalg.", "The case is not in the selection of the run.")
        return str(part if run.whole else scope)
    return str(Text("Hændelsen er ikke længere i udtrækket.", "The event is no longer in the export."))


def story(entry: Entry, on: date, *, fresh: bool = False) -> str:
    """How long a row has been on the list, and whether it came back."""
    told = []
    if entry.reopened_on and entry.was_closed_on:
        closed = show(entry.was_closed_on)
        told.append(str(Text(f"Genåbnet (lukket den {closed})", f"Reopened (closed {closed})")))
        if entry.was_status:
            told.append(str(Text("Status var Afsluttet", "Status was Done")))
    elif entry.since < on:
        told.append(str(Text(f"Siden {show(entry.since)}", f"Since {show(entry.since)}")))
    if fresh:
        told.insert(0, str(Text("Ny siden sidst", "New since last")))
    if entry.written.status == "done" and entry.section != "learning":
        told.append(str(Text("Afsluttet, men udtrækket viser det stadig", "Done, but the export still shows it")))
    return ". ".join(told)


@dataclass(frozen=True)
class Said:
    """What one file says of one row: values by field, and where each stands, for a message. `known`: as it stands there."""

    key: str
    values: Mapping[Field, str]
    where: Callable[[Field], object]
    known: Mapping[str, str]


@dataclass(frozen=True)
class Clash:
    """Two files that say different things of one row."""

    field: Field
    first: object
    second: object


def heard(before: Mapping[str, Entry], said: Iterable[Said], on: date) -> tuple[dict[str, Entry], tuple[Clash, ...]]:
    """Put what came back in files into the memory. What one file changed beats what another left as it was."""
    base = {k: e.written for k, e in before.items()}
    chosen: dict[tuple[str, Field], tuple[str, object]] = {}
    out, clashes = dict(before), []
    for s in said:
        if s.key not in out:
            out[s.key] = _unheard_of(s, on)
        own = base.get(s.key)
        for name in FIELDS:
            if name not in s.values:
                continue
            value = s.values[name]
            if own is not None and value == getattr(own, name):
                continue
            first_said = chosen.setdefault((s.key, name), (value, s.where(name)))
            if first_said[0] != value:
                clashes.append(Clash(name, first_said[1], s.where(name)))
    for (key, name), (value, _) in chosen.items():
        written = _with(out[key].written, name, value)
        out[key] = replace(out[key], written=written)
    return out, tuple(clashes)


def _with(written: Written, name: Field, value: str) -> Written:
    changed: dict[str, Any] = {name: value}
    return replace(written, **changed)


def _unheard_of(s: Said, on: date) -> Entry:
    """A row of a list that is not remembered here: as much of it as its file tells."""
    told = s.known
    return Entry(
        s.key,
        mask(told.get("case", "")),
        "",
        "",
        mask(told.get("what", "")),
        "overdue",
        "",
        "",
        "",
        on,
        Written(),
    )
