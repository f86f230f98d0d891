"""What the law demands of the units that a theme judged: the versions in force for them, each with its citations."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, cite, covers, link, numbers, on_day, text_read
from caseaudit.output.provisions import earlier
from caseaudit.report.view import Law
from caseaudit.rules.language import All, AnyOf
from caseaudit.rules.prose import Unit, describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caseaudit.law import Acts
    from caseaudit.report.facts import RuleFacts, ThemeFacts
    from caseaudit.rules.language import AnyCondition, Rule, Version

_LEVELS = tuple(CONFIDENCE)


def laws_of(theme: ThemeFacts, acts: Acts, as_of: date) -> tuple[Law, ...]:
    """One box per rule and version that judged a unit of the theme; versions in a row that tell the same are one."""
    return tuple(box for r in theme.rules for box in _boxes(r, acts, as_of))


def _boxes(r: RuleFacts, acts: Acts, as_of: date) -> Iterator[Law]:
    told = [(v, law_box(r, v, acts, as_of)) for v in r.versions]
    for _, same in groupby(told, key=lambda x: replace(x[1], period="")):
        (first, box), *more = same
        yield replace(box, period=span(first.from_, more[-1][0].until)) if more else box


def law_box(r: RuleFacts, version: Version, acts: Acts, as_of: date) -> Law:
    return Law(
        citation=citation(version, acts, as_of),
        source=source(version, acts),
        period=period(version),
        duty=duty(r.rule, version),
        confidence=confidence(version),
        link=link(version.law[0].cite, acts) if version.law else "",
    )


def citation(version: Version, acts: Acts, as_of: date) -> str:
    """The provisions by the numbers they had on the version's last day, or on the day of the run where it still holds.

    Where a number changed while the version was in force, the earlier one is told, for some events lie before.
    """
    day = min(version.until, as_of) if version.until else as_of
    told = {c.cite: on_day(c.cite, day, acts) for c in version.law}
    if not any(told.values()):
        told = {s: s for s in told}
    numbered = {code: n for code, n in told.items() if n is not None}
    narrow = {
        code: n
        for code, n in numbered.items()
        if not any(n != other and covers(n, other) for other in numbered.values())
    }
    return "; ".join(dict.fromkeys(cite(n) + _before(code, n, version, acts) for code, n in narrow.items()))


def _before(code: str, number: str, version: Version, acts: Acts) -> str:
    known = numbers(code, acts)
    if number == code and len(known) > 1 and known[0][0] > (version.from_ or known[-1][0]):
        return earlier(code, acts)
    return ""


def source(version: Version, acts: Acts) -> str:
    """The texts that the provisions were read in."""
    return "; ".join(dict.fromkeys(t for c in version.law if (t := text_read(c.cite, acts))))


def period(version: Version) -> str:
    """`til og med 31-12-2023`, `fra 01-01-2024`."""
    return span(version.from_, version.until)


def span(first: date | None, last: date | None) -> str:
    """The days from first to last, in words; None where there is no limit."""
    if first and last:
        return f"{show(first)} {Text('til', 'to')} {show(last)}"
    if last:
        return str(Text(f"til og med {show(last)}", f"until {show(last)}"))
    return str(Text(f"fra {show(first)}", f"from {show(first)}")) if first else str(Text("hele perioden", "all days"))


def confidence(version: Version) -> str:
    """How sure the least sure citation is, in words."""
    return str(CONFIDENCE[weakest(version)])


def weakest(version: Version) -> str:
    """How sure the least sure citation is."""
    return _LEVELS[max((_LEVELS.index(c.confidence) for c in version.law), default=0)]


def duty(rule: Rule, version: Version) -> str:
    """The duty in plain words: the title, and what must be documented where that can be said in one clause."""
    parts = [f"{rule.title}."]
    if not _nested(version.require):
        parts.append(f"{Text('Krav', 'Required')}: {describe(version.require, Unit.of(rule))}.")
    if (version.severity or rule.severity) == "advisory" and rule.legal:
        parts.append(str(Text("Vejledende.", "Advisory.")))
    if version.unless is not None:
        parts.append(str(Text("Kravet kan fraviges lovligt.", "The duty may be lawfully excused.")))
    return " ".join(parts)


def _nested(c: AnyCondition) -> bool:
    """Whether a condition is too long for a clause."""
    parts = c.all if isinstance(c, All) else c.any if isinstance(c, AnyOf) else ()
    return len(parts) > 2 or any(isinstance(p, All | AnyOf) for p in parts)
