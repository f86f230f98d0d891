"""What the law demands of the units that a theme judged: the versions in force for them, each with its citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, cite, in_force, link, text_read
from caseaudit.report.view import Law
from caseaudit.rules.prose import Unit, describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from datetime import date

    from caseaudit.law import Acts
    from caseaudit.report.facts import RuleFacts, ThemeFacts
    from caseaudit.rules.language import Rule, Version

_LEVELS = tuple(CONFIDENCE)


def laws_of(theme: ThemeFacts, acts: Acts, as_of: date) -> tuple[Law, ...]:
    """One box per rule and version that judged a unit of the theme."""
    return tuple(law_box(r, v, acts, as_of) for r in theme.rules for v in r.versions)


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
    """The provisions by the numbers they had on the version's last day, or on the day of the run where it still holds."""
    day = min(version.until, as_of) if version.until else as_of
    sections = in_force((c.cite for c in version.law), day, acts)
    return "; ".join(cite(s) for s in sections or (c.cite for c in version.law))


def source(version: Version, acts: Acts) -> str:
    """The texts that the provisions were read in."""
    return "; ".join(dict.fromkeys(t for c in version.law if (t := text_read(c.cite, acts))))


def period(version: Version) -> str:
    """`til og med 31-12-2023`, `fra 01-01-2024`."""
    first, last = version.from_, version.until
    if first and last:
        return f"{show(first)} {Text('til', 'to')} {show(last)}"
    if last:
        return str(Text(f"til og med {show(last)}", f"until {show(last)}"))
    return str(Text(f"fra {show(first)}", f"from {show(first)}")) if first else str(Text("hele perioden", "all days"))


def confidence(version: Version) -> str:
    """How sure the least sure citation is."""
    worst = max((_LEVELS.index(c.confidence) for c in version.law), default=0)
    return str(CONFIDENCE[_LEVELS[worst]])


def duty(rule: Rule, version: Version) -> str:
    """The duty in plain words: the title, and what must be documented."""
    told = describe(version.require, Unit.of(rule))
    return f"{rule.title}. {Text('Krav', 'Required')}: {told}." if told else f"{rule.title}."
