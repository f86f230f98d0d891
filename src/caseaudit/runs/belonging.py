"""What a run left behind outside its own folder: samples, rounds of review, worklists, and files written elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.runs.kept import digest
from caseaudit.runs.ledger import standing
from caseaudit.runs.outputs import DECIDED, is_state

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from caseaudit.runs.ledger import Standing

Kind = Literal["sample", "review", "worklist", "output"]
Why = Literal["", "elsewhere", "newer", "written_in", "decided", "unreadable"]
_SUM = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class Places:
    """The folders that caseaudit keeps things in."""

    runs: Path
    samples: Path
    reviews: Path
    worklists: Path


@dataclass(frozen=True)
class Belonging:
    """A folder or file of the runs. `why` it is left unless asked for: "" nothing speaks against removing it.

    `elsewhere`: outside our folders; `newer`: younger than what is removed; `written_in`: not as it was written, so people may
    have written in it; `decided`: texts, actions and known findings, never taken along; `unreadable`: it cannot be told.
    `told`: what the record of the removal keeps of it, never a case.
    """

    kind: Kind
    path: Path
    why: Why = ""
    told: dict[str, Any] = field(default_factory=dict)


def belonging(ids: Collection[str], places: Places, before: date | None = None) -> list[Belonging]:
    """All that belongs to these runs. `before`: what is of this day or later is `newer`."""
    held = standing(places.runs, ids)
    seen = _Seen({s.path.resolve(): s for s in held}, _returned(places))
    rounds = list(_rounds(ids, places, before, seen))
    kept = {b.told["sample"] for b in rounds if b.why == "newer"}
    samples = [_kept_for(b, kept) for b in _samples(ids, places, before, seen)]
    found = [*samples, *rounds, *_worklists(ids, places, seen)]
    inside = [b.path.resolve() for b in found] + [(places.runs / i).resolve() for i in ids]
    return [*found, *_elsewhere(held, inside)]


@dataclass(frozen=True)
class _Seen:
    """The ledger by path, and the beginnings of the sums of the files that came back to us."""

    ledger: dict[Path, Standing]
    returned: frozenset[str]

    def why(self, folder: Path) -> Why:
        """`written_in` where a file in a folder of ours is not as we wrote it and was never read back."""
        for path in folder.rglob("*"):
            if path.is_dir() or is_state(path):
                continue
            known = self.ledger.get(path.resolve())
            if known and known.state in ("same", "replaced"):
                continue
            try:
                if digest(path)[:8] not in self.returned:
                    return "written_in"
            except OSError:
                return "unreadable"
        return ""


def _returned(places: Places) -> frozenset[str]:
    """Forms and worklists that were read back are kept under their sum: what people wrote in them is not lost."""
    back = [*places.reviews.glob("*/originals/*"), *places.worklists.glob("*/indlaest/*")]
    return frozenset(m[0][:8] for p in back if (m := _SUM.match(p.name)))


def _samples(ids: Collection[str], places: Places, before: date | None, seen: _Seen) -> Iterator[Belonging]:
    for path in sorted(places.samples.glob("*/sample.json")):
        data = _read(path)
        if data is None:
            if _names(path, ids):
                yield Belonging("sample", path.parent, "unreadable")
        elif data.get("run") in ids:
            day = date.fromisoformat(data["as_of"])
            cases = {i["case_id"] for i in data["items"] if not i.get("withdrawn")}
            told = {"id": path.parent.name, "as_of": data["as_of"], "cases": len(cases)}
            newer = before is not None and day >= before
            yield Belonging("sample", path.parent, "newer" if newer else seen.why(path.parent), told)


def _rounds(ids: Collection[str], places: Places, before: date | None, seen: _Seen) -> Iterator[Belonging]:
    for path in sorted(places.reviews.glob("*/round.json")):
        data = _read(path)
        if data is None:
            if _names(path, ids):
                yield Belonging("review", path.parent, "unreadable", {"sample": ""})
        elif data.get("run") in ids:
            day = datetime.fromisoformat(data["created"]).date()
            cases = {e["case_id"] for e in data["entries"]}
            told = {
                "id": path.parent.name,
                "created": day.isoformat(),
                "sample": data["sample"],
                "cases": len(cases),
            }
            newer = before is not None and day >= before
            yield Belonging("review", path.parent, "newer" if newer else seen.why(path.parent), told)


def _kept_for(sample: Belonging, kept: Collection[str]) -> Belonging:
    """A sample that a newer round is read from stays with it."""
    newer = sample.told.get("id") in kept
    return Belonging(sample.kind, sample.path, "newer", sample.told) if newer else sample


def _worklists(ids: Collection[str], places: Places, seen: _Seen) -> Iterator[Belonging]:
    """Lists, agendas and notes: their folders are named by the run."""
    for path in sorted(p for p in places.worklists.glob("*") if p.is_dir() and any(i in p.name for i in ids)):
        if not path.name.startswith("."):
            yield Belonging("worklist", path, seen.why(path))


def _elsewhere(held: Collection[Standing], inside: Collection[Path]) -> Iterator[Belonging]:
    for item in held:
        path = item.path.resolve()
        if item.state in ("away", "replaced") or item.later or any(path.is_relative_to(i) for i in inside):
            continue
        why: Why = "elsewhere"
        if item.row.kind in DECIDED:
            why = "decided"
        elif item.state in ("masked", "unknown") or item.path.is_symlink():
            why = "unreadable"
        elif item.state != "same":
            why = "written_in"
        yield Belonging("output", item.path, why, {"kind": item.row.kind, "sha256": item.now})


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return data if isinstance(data, dict) else None
    except (OSError, ValueError):
        return None


def _names(path: Path, ids: Collection[str]) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return any(i.encode() in data for i in ids)
