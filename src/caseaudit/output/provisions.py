"""Provisions for people: how sure they are, what they were called before, and how many breaches rest on the unsure ones."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, act_of, cite, covers, in_force, link, numbers, since, text_read
from caseaudit.model.outcomes import OUTCOME_CODES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from caseaudit.audit import Audit, RuleResult
    from caseaudit.engine.columns import Mask
    from caseaudit.law import Act, Acts
    from caseaudit.rules.language import Citation, Version

_LEVELS = tuple(CONFIDENCE)
_SHORT = {
    "section_only": Text("kun paragraffen bekræftet", "section confirmed only"),
    "secondary": Text("sekundær kilde", "secondary source"),
    "memory": Text("ikke efterprøvet", "not verified"),
}


def provision_lines(citation: Citation, acts: Acts) -> Iterator[str]:
    """One citation in full: number now and before, text read, confidence, note, link, and what changed in it."""
    section = citation.cite
    note = f" ({citation.note})" if citation.note else ""
    sure = CONFIDENCE[citation.confidence]
    yield f"{cite(section)}{earlier(section, acts)}: {text_read(section, acts)}; {sure}{note}"
    yield f"  {link(section, acts)}"
    act = act_of(section, acts)
    for change in act.reworded if act else ():
        if covers(change.section, section) or covers(section, change.section):
            of = "" if change.section == section else f"{cite(change.section)} "
            unsure = "" if change.confidence == "read" else f" ({CONFIDENCE[change.confidence]})"
            yield f"  {of}{Text('ændret', 'changed')} {show(change.on)}: {change.note}{unsure}"


def earlier(section: str, acts: Acts) -> str:
    """` (før 01-01-2025: stk. 4)`, or ` (fra 01-01-2025)` where it was added; nothing where it has always been so."""
    known = numbers(section, acts)
    act = act_of(section, acts)
    parts = [
        f"{Text('før', 'before')} {show(day)}: {_apart(cite(newer), cite(older))}"
        for (day, newer), (_, older) in pairwise(known)
    ]
    if act and since(section, acts) > act.first:
        parts.append(f"{Text('fra', 'from')} {show(since(section, acts))}")
    if act and parts and {day for day, _ in known} & _unsure_days(act):
        parts.append(str(Text("dagen er ikke efterprøvet", "the day is not verified")))
    return f" ({'; '.join(parts)})" if parts else ""


def _unsure_days(act: Act) -> set[date]:
    moved = {r.on for r in act.renumbered if r.confidence != "read"}
    return moved | {a.on for a in act.added if a.confidence != "read"}


def _apart(newer: str, older: str) -> str:
    """The end of `older` from where it differs: `stk. 4`."""
    a, b = newer.split(", "), older.split(", ")
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return ", ".join(b[same:])


def at_end(version: Version, acts: Acts) -> str:
    """The provisions of a version, by the numbers that they had on its last day."""
    return "; ".join(cite(s) for s in in_force((c.cite for c in version.law), version.until, acts))


def certainty(audit: Audit) -> dict[str, int]:
    """Breaches of binding law by the least sure citation that they rest on."""
    out = dict.fromkeys(CONFIDENCE, 0)
    for result in audit.results:
        if not result.rule.legal:
            continue
        for number, version in enumerate(result.rule.versions):
            if (version.severity or result.rule.severity) != "advisory":
                found = np.bincount(_levels(result, number, version, audit.rulebook.acts), minlength=len(_LEVELS))
                for name, n in zip(_LEVELS, found.tolist(), strict=True):
                    out[name] += n
    return out


def _levels(
    result: RuleResult, number: int, version: Version, acts: Acts
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Per breach under this version: the place in `CONFIDENCE` of its least sure citation."""
    o = result.outcomes
    breached: Mask = result.mask & (o.outcome == OUTCOME_CODES["breached"]) & (o.version == number)
    days = o.day[breached]
    out = np.full(len(days), -1, dtype=np.int64)
    for c in version.law:
        stood = days >= _day_count(since(c.cite, acts))
        out[stood] = np.maximum(out[stood], _LEVELS.index(c.confidence))
    worst = max((_LEVELS.index(c.confidence) for c in version.law), default=0)
    return np.where(out < 0, worst, out)  # the day is not known, or lies before them all


def _day_count(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def certainty_line(audit: Audit, number: Callable[[int], str]) -> str:
    """`12 af 80 brud hviler på henvisninger, der ikke er fuldt læst: ...`; '' where there is no breach."""
    found = certainty(audit)
    total, unsure = sum(found.values()), {k: n for k, n in found.items() if n and k != "read"}
    if not total:
        return ""
    if not unsure:
        return str(
            Text("Alle brud hviler på bestemmelser, der er læst.", "Every breach rests on provisions that were read.")
        )
    few, all_ = number(sum(unsure.values())), number(total)
    kinds = ", ".join(f"{number(n)} {_SHORT[k]}" for k, n in unsure.items())
    return str(
        Text(
            f"{few} af {all_} brud hviler på henvisninger, der ikke er fuldt læst: {kinds}",
            f"{few} of {all_} breaches rest on citations that are not fully read: {kinds}",
        )
    )
