"""Rounds of the year's plan in words: what was not held, what came late, and what must be in order and is not."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.history.cells import csv_text
from caseaudit.history.listing import SCHEMA_VERSION
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.history.missed import Round

WIDTH = 80
_STATES = {
    "held": Text("holdt", "held"),
    "late": Text("holdt for sent", "held late"),
    "short": Text("kun delvist holdt", "held in part"),
    "missed": Text("IKKE HOLDT", "NOT HELD"),
    "open": Text("kan stadig nås", "still to come"),
}


@dataclass(frozen=True)
class Disorder:
    """Something that the plan says must be in order, in the run that answers for a round. `judged` 0: it was not checked."""

    round: Round
    what: str
    breached: int
    judged: int


def sentence(r: Round) -> str:
    """A round on one line: name, period, what became of it, and why."""
    parts = [f"{Text('frist', 'due')} {show(r.due)}"]
    if r.plan.sample:
        parts.append(
            str(Text(f"{r.read} af {r.plan.sample} sager udtrukket", f"{r.read} of {r.plan.sample} cases drawn"))
        )
    if r.plan.wants_run and not r.by and r.state != "open":
        parts.append(str(Text("ingen kørsel", "no run")))
    elif r.on:
        parts.append(f"{Text('pr.', 'as of')} {show(r.on)}")
    return (
        f"{r.plan.name}, {show(r.first)} {Text('til', 'to')} {show(r.last)}: {_STATES[r.state]} ({', '.join(parts)})."
    )


def disorder_sentence(d: Disorder) -> str:
    what = Text(f"{d.what} skal være i orden", f"{d.what} must be in order")
    found = Text(f"{d.breached} brud af {d.judged} vurderinger", f"{d.breached} breaches of {d.judged} assessments")
    if not d.judged:
        found = Text("ikke kontrolleret", "not checked")
    return f"{d.round.plan.name}, {show(d.round.on or d.round.last)}: {what}: {found}."


def section(rounds: Sequence[Round], disorders: Sequence[Disorder] = ()) -> list[str]:
    """What was planned and not held, for the end of another output; [] when all is as planned."""
    failed = [r for r in rounds if r.failed]
    if not failed and not disorders:
        return []
    out = [str(Text("Årshjulet: planlagt, men ikke i orden", "The year's plan: planned, and not in order"))]
    for told in (*(sentence(r) for r in failed), *(disorder_sentence(d) for d in disorders)):
        out += textwrap.wrap(told, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return out


def table(rounds: Sequence[Round], disorders: Sequence[Disorder], *, every: bool) -> str:
    """What is not as planned; with `every` all rounds."""
    return "".join(x + "\n" for x in _lines(rounds, disorders, every=every))


def _lines(rounds: Sequence[Round], disorders: Sequence[Disorder], *, every: bool) -> Iterator[str]:
    failed = sum(r.failed for r in rounds)
    past = sum(r.state != "open" for r in rounds)
    yield str(
        Text(
            f"Forfaldne runder: {past}. Ikke holdt som planlagt: {failed}.",
            f"Rounds past: {past}. Not held as planned: {failed}.",
        )
    )
    for r in rounds:
        if every or r.failed or r.state == "late":
            yield from textwrap.wrap(sentence(r), WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    for d in disorders:
        yield from textwrap.wrap(disorder_sentence(d), WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def as_json(rounds: Sequence[Round], disorders: Sequence[Disorder]) -> str:
    told = [{"name": d.round.plan.name, "what": d.what, "breached": d.breached, "judged": d.judged} for d in disorders]
    data = {"schema_version": SCHEMA_VERSION, "rounds": [r.record() for r in rounds], "not_in_order": told}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_csv(rounds: Sequence[Round], disorders: Sequence[Disorder]) -> str:
    del disorders  # a table holds one kind of row; the JSON holds both
    columns = ("name", "first", "last", "due", "state", "on", "themes", "sample", "read", "run")
    rows = []
    for r in rounds:
        record = r.record()
        themes = record["themes"]
        record["themes"] = ", ".join(themes) if isinstance(themes, list) else ""
        rows.append([record[c] for c in columns])
    return csv_text(columns, rows)
