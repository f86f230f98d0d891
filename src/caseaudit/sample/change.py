"""Afterwards: draw more, or put the next in line in the place of something that cannot be read. Nothing drawn is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.errors import Problem, UsageError
from caseaudit.sample.model import Event, Item, Sample, Stratum
from caseaudit.sample.risk import scale
from caseaudit.sample.why import REASONS

if TYPE_CHECKING:
    from datetime import datetime


def extended(sample: Sample, add: int, at: datetime, stratum: str | None = None) -> Sample:
    """The sample with `add` more, next in line.

    Shared out so that each part comes nearest to its share; `add` from each part of a draw of equally many from each; to
    one named `stratum`, where there are quotas. Parts that run out give what they have. Raises `UsageError`.
    """
    if add < 1:
        raise UsageError(Problem("sample_n", values={"n": add}))
    if sample.design == "picked":
        raise UsageError(Problem("sample_extend_design"))
    more = _shares(sample, add, stratum)
    line = {s.label: _line(sample, s.label) for s in sample.strata}
    new = [i for label, k in more.items() for i in line[label][:k]]
    if not new:
        raise UsageError(Problem("sample_reserve_empty"))
    gone = {(i.case_id, i.unit_key) for i in new}
    strata = tuple(_grown(s, sum(i.stratum == s.label for i in new), more.get(s.label, 0)) for s in sample.strata)
    grown = sample.model_copy(
        update={
            "items": _joined(sample, new),
            "reserve": tuple(i for i in sample.reserve if (i.case_id, i.unit_key) not in gone),
            "trail": (
                *sample.trail,
                Event(at=at, action="extended", detail={"n": len(new), "asked": sum(more.values())}),
            ),
        }
    )
    return _with_chances(grown, sample, strata)


def _joined(sample: Sample, new: list[Item]) -> tuple[Item, ...]:
    """The items with the new ones behind; one that was named by hand and is now reached counts as drawn where it stands."""
    reached = {i.number for i in new if i.number}
    last = max(i.number for i in sample.items)
    fresh = [i for i in new if not i.number]
    return (
        *(_reached(i, chosen="random") if i.number in reached else i for i in sample.items),
        *(i.model_copy(update={"number": last + k}) for k, i in enumerate(fresh, start=1)),
    )


def _reached(item: Item, **changes: object) -> Item:
    """One named by hand, from now on with the chance that it had in line."""
    return item.model_copy(update={"probability": item.waiting, "waiting": None, **changes})


def _shares(sample: Sample, add: int, stratum: str | None) -> dict[str, int]:
    labels = [s.label for s in sample.strata]
    if stratum is not None:
        named = next((x for x in labels if x.casefold() == stratum.strip().casefold()), None)
        if named is None:
            values = {"option": "--stratum", "value": stratum, "known": ", ".join(x for x in labels if x) or "-"}
            raise UsageError(Problem("sample_group_unknown", values=values))
        return {named: add}
    if sample.design == "quota" and len(labels) > 1:
        raise UsageError(Problem("sample_extend_quota", values={"known": ", ".join(labels)}))
    if len(labels) == 1 or not sample.proportional:
        return dict.fromkeys(labels, add)
    return _nearest(sample, add)


def _nearest(sample: Sample, add: int) -> dict[str, int]:
    """One at a time to the part that is furthest below its share of the new number, while it has any left."""
    have = {s.label: s.drawn for s in sample.strata}
    left = {s.label: len(_line(sample, s.label)) for s in sample.strata}
    total, n = sum(s.size for s in sample.strata), sum(have.values()) + add
    out = dict.fromkeys(have, 0)
    for _ in range(add):
        able = [s for s in sample.strata if out[s.label] < left[s.label]]
        if not able:
            break
        # exact in whole numbers: n * size / total - drawn, times total
        lacking = max(able, key=lambda s: (n * s.size - (have[s.label] + out[s.label]) * total, s.size, s.label))
        out[lacking.label] += 1
    return {label: k for label, k in out.items() if k}


def _line(sample: Sample, label: str) -> list[Item]:
    """Who is next in a part, first first: also those named by hand, who have their place in line.

    With quotas a case that is in already is passed over.
    """
    taken = {i.case_id for i in sample.items} if sample.design == "quota" else set()
    waiting = [i for i in sample.reserve if i.case_id not in taken]
    waiting += [i for i in sample.items if i.chosen == "must" and i.rank and i.read]
    return sorted((i for i in waiting if i.stratum == label), key=lambda i: i.rank)


def _grown(s: Stratum, got: int, asked: int) -> Stratum:
    drawn = s.drawn + got
    odds: tuple[tuple[float, int], ...] = ()
    if s.odds:
        certain = s.size - sum(k for _, k in s.odds)
        t = scale(s.odds, drawn - certain)
        odds = tuple((o * t, k) for o, k in s.odds) if t else ()
    return s.model_copy(update={"drawn": drawn, "wanted": max(s.wanted + asked, drawn), "odds": odds})


def _with_chances(grown: Sample, before: Sample, strata: tuple[Stratum, ...]) -> Sample:
    """The chance of everybody at the new number: all of a part alike, or by risk along the same line."""
    old, new = {s.label: s for s in before.strata}, {s.label: s for s in strata}

    def chance(i: Item) -> Item:
        name = "waiting" if i.probability is None else "probability"
        p = i.waiting if i.probability is None else i.probability
        if p is None or i.chosen == "certain":
            return i
        return i.model_copy(update={name: _chance(p, old[i.stratum], new[i.stratum])})

    return grown.model_copy(
        update={
            "strata": strata,
            "items": tuple(chance(i) for i in grown.items),
            "reserve": tuple(chance(i) for i in grown.reserve),
        }
    )


def _chance(p: float, was: Stratum, now: Stratum) -> float:
    if not was.odds:
        return now.drawn / now.size
    if p >= 1 or not now.odds:
        return 1.0
    odds = p / (1 - p) * now.odds[0][0] / was.odds[0][0]
    return odds / (1 + odds)


def replaced(sample: Sample, number: int, reason: str, at: datetime) -> tuple[Sample, Item | None]:
    """The sample with item `number` withdrawn, and what takes its place: the next in its part; None when there is none.

    Something picked by hand is withdrawn and not replaced. Raises `UsageError`.
    """
    item = next((i for i in sample.items if i.number == number), None)
    if item is None or item.withdrawn:
        raise UsageError(Problem("sample_item_unknown", values={"item": number, "sample": sample.id}))
    if reason not in REASONS:
        known = ", ".join(REASONS)
        raise UsageError(Problem("bad_choice", values={"value": reason, "option": "--reason", "known": known}))
    line = _line(sample, item.stratum) if item.chosen != "must" else []
    items = [i.model_copy(update={"withdrawn": reason}) if i is item else i for i in sample.items]
    detail: dict[str, str | int] = {"item": number, "reason": reason}
    found: Item | None = None
    if line and line[0].number:  # named by hand, and so in already
        found = _reached(line[0], chosen="replacement", replaces=number)
        items = [found if i is line[0] else i for i in items]
    elif line:
        last = max(i.number for i in sample.items)
        found = line[0].model_copy(update={"number": last + 1, "chosen": "replacement", "replaces": number})
        items.append(found)
    if found is not None:
        detail["by"] = found.number
    return sample.model_copy(
        update={
            "items": tuple(items),
            "reserve": tuple(i for i in sample.reserve if not line or i is not line[0]),
            "trail": (*sample.trail, Event(at=at, action="replaced", detail=detail)),
        }
    ), found
