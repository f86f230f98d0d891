"""What the export holds that bears on a point: dates, computed days and counts, and the row they stand in.

Never a verdict: a reader who is told what the machine thought no longer judges alone. What is not recorded is told as that,
and what the export cannot hold is told apart from it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from caseaudit.dates import show
from caseaudit.engine.reads import counts_years, reads
from caseaudit.engine.trace import trace
from caseaudit.explain import to_date
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.review.facts_words import Places, days, label, length, own, related
from caseaudit.review.model import Fact
from caseaudit.rules.language import Earliest, EventIs, FieldIs, Moment, Recurring, Yearly, walk
from caseaudit.rules.nouns import NOUNS
from caseaudit.rules.prose import Unit, moment_text
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.engine.trace import Step
    from caseaudit.review.applies import Asked
    from caseaudit.review.applies_case import Cases, Event
    from caseaudit.review.points import Library
    from caseaudit.rules.language import Rule

SHOWN = 3
"""Events of a kind that are told one by one; more are told as a row of dates."""
DATES = 8
AROUND = 4
MAIN = ("investigation", "limited_investigation", "decision", "plan", "intervention", "placement", "follow_up")
"""The steps that place any other in its course."""


class Teller:
    """Tells the facts of asked points. What is the same for many is worked out once."""

    def __init__(self, cases: Cases, library: Library) -> None:
        self._cases, self._library = cases, library
        self._places = Places(cases.audit.dataset.sources, cases.every)
        self._bearing: dict[str, tuple[str, ...]] = {}
        self._steps: dict[str, dict[tuple[int, int], list[Step]]] = {}

    def facts(self, asked: Asked) -> tuple[Fact, ...]:
        """The facts of one point about one unit, in both languages."""
        out: dict[str, list[str]] = {}
        for lang in ("da", "en"):
            with use_language("da" if lang == "da" else "en"):
                out[lang] = list(dict.fromkeys(self._tell(asked)))
        return tuple(Fact(da=da, en=en) for da, en in zip(out["da"], out["en"], strict=True))

    def _tell(self, asked: Asked) -> Iterator[str]:
        if asked.event is not None:
            yield own(asked.event, self._places, self._own_fields(asked.point))
            if asked.event.aware_on and asked.event.ends_on:
                n = (asked.event.ends_on - asked.event.aware_on).days
                yield str(Text(f"Fra behov kendt til slut: {length(n)}", f"From aware to ended: {length(n)}"))
        elif asked.of_case:
            yield from self._case(asked)
        yield from self._age(asked)
        yield from self._deadline(asked)
        for event_type in self._types(asked.point):
            yield from self._related(asked, event_type)
        if not self._types(asked.point) and asked.event is not None and not asked.of_case:
            yield from self._around(asked)
        if asked.undecided:
            yield str(
                Text(
                    "Udtrækket viser ikke, om punktet gælder her. Gør det ikke det, er svaret Ikke relevant.",
                    "The export does not show whether the point applies here. If not, the answer is Not relevant.",
                )
            )

    def _case(self, asked: Asked) -> Iterator[str]:
        frame = self._cases.cases
        for name, text in (("opened_on", Text("Sag oprettet", "Opened")), ("closed_on", Text("Sag lukket", "Closed"))):
            day = frame[name].iloc[asked.case] if name in frame else None
            if day is not None and day == day:  # noqa: PLR0124 - NaT is not itself
                yield f"{text} {show(day.date())}"
        found = Counter(e.type for e in self._cases.of_case[asked.case])
        if found and not self._types(asked.point):
            parts = [f"{_count(t, n)}" for t, n in sorted(found.items(), key=lambda x: list(EVENT_TYPES).index(x[0]))]
            yield str(Text("I udtrækket: ", "In the export: ")) + ", ".join(parts)

    def _age(self, asked: Asked) -> Iterator[str]:
        rule, question = self._library.rule(asked.point), self._library.question(asked.point)
        parts = [c for v in rule.versions for top in (v.when, v.require, v.unless) for c in walk(top)] if rule else []
        parts += list(walk(question.when)) if question else []
        born = self._cases.birth(asked.case)
        if born is None or asked.day is None or not any(counts_years(c) for c in parts):
            return
        years = asked.day.year - born.year - ((asked.day.month, asked.day.day) < (born.month, born.day))
        if years >= 0:
            yield str(Text(f"Barnets alder den dag: {years} år", f"The child's age that day: {years}"))

    def _deadline(self, asked: Asked) -> Iterator[str]:
        """The days that the law counts to, as the engine computes them."""
        rule = self._library.rule(asked.point)
        if rule is None or asked.event is None:
            return
        unit = Unit.of(rule)
        for step in self._traced(rule, asked):
            by = getattr(step.condition, "by", None) if isinstance(step.condition, EventIs | FieldIs) else None
            due = to_date(step.due)
            if step.role != "require" or by is None or due is None or (isinstance(by, Moment) and _plain(by)):
                continue
            clock = ""
            if isinstance(by, Moment) and by.unit == "hours" and asked.event.clock:
                clock = str(Text(f" kl. {asked.event.clock}", f" at {asked.event.clock}"))
            most = str(Text("højst ", "at most ")) if isinstance(by, Earliest) else ""
            counted = by.earliest[0] if isinstance(by, Earliest) else by
            yield f"{Text('Frist', 'Deadline')} {show(due)}{clock} ({most}{moment_text(counted, unit)})"

    def _traced(self, rule: Rule, asked: Asked) -> list[Step]:
        if rule.id not in self._steps:
            audit = self._cases.audit
            plan: Any = _Plan(audit.dataset.schema, audit.readings)
            outcomes, steps = trace(self._cases.cases, self._cases.events, plan, rule, audit.as_of)
            places = zip(outcomes.case.tolist(), outcomes.anchor.tolist(), strict=True)
            self._steps[rule.id] = dict(zip(places, steps, strict=True))
        anchor = asked.event.pos if asked.event else -1
        return self._steps[rule.id].get((asked.case, anchor), [])

    def _types(self, point: str) -> tuple[str, ...]:
        """The types of events that bear on a point: those that its rule, or a rule on the same duty, looks for."""
        if point not in self._bearing:
            found = {t for rule in self._rules(point) for t in looked_for(rule)}
            self._bearing[point] = tuple(t for t in EVENT_TYPES if t in found)
        return self._bearing[point]

    def _own_fields(self, point: str) -> frozenset[str]:
        """The fields of the unit itself that a point's rules read."""
        return frozenset(
            f for r in self._rules(point) for v in r.versions for c in walk(v.require) for f in reads(c)[0]
        )

    def _their_fields(self, point: str) -> frozenset[str]:
        """The fields of other events that a point's rules read."""
        parts = (c for r in self._rules(point) for v in r.versions for top in (v.require, v.unless) for c in walk(top))
        return frozenset(f for c in parts for f in reads(c)[2])

    def _rules(self, point: str) -> list[Rule]:
        rule, question = self._library.rule(point), self._library.question(point)
        if rule is not None or question is None:
            return [rule] if rule else []
        rules = [f.rule for f in self._library.book.files.values() if f.rule.legal]
        same = [r for r in rules if set(r.law_rows) & set(question.law_rows)]
        return same or [r for r in rules if set(r.answers) & set(question.answers)]

    def _around(self, asked: Asked) -> Iterator[str]:
        """What is linked to the unit, where no rule tells what bears on the point: what the rules of its theme look for."""
        if asked.event is None:
            return
        theme = self._library.points[asked.point].theme
        rules = (f.rule for f in self._library.book.files.values() if f.rule.legal and f.rule.theme == theme)
        types = {t for r in rules if asked.kind in r.about for t in looked_for(r)}
        near = self._cases.related(asked.event, asked.case)
        linked = [e for e in self._cases.of_case[asked.case] if e.pos in near and e.type in (types or MAIN)]
        nearest = sorted(linked, key=lambda e: abs((e.day - asked.event.day).days) if asked.event else 0)[:AROUND]
        for event in sorted(nearest, key=lambda e: (e.day, e.clock, e.pos)):
            yield related(event, asked.day, self._places, asked.event)

    def _related(self, asked: Asked, event_type: str) -> Iterator[str]:
        cases, name = self._cases, NOUNS[event_type]
        if event_type not in cases.audit.dataset.schema.types:
            yield str(Text(f"Udtrækket viser ikke {name.many.da}", f"The export does not show {name.many.en}"))
            return
        own_pos = asked.event.pos if asked.event else -1
        mine = [e for e in cases.of_case[asked.case] if e.type == event_type and e.pos != own_pos]
        near = cases.related(asked.event, asked.case) if asked.event and not asked.of_case else set()
        linked = [e for e in mine if e.pos in near]
        shown = linked or [e for e in mine if e.concerns < 0 or asked.of_case]
        elsewhere = [e for e in mine if e not in shown]
        day = asked.day
        if not mine:
            yield str(Text(f"Ingen {_bare(name.one.da)} registreret", f"No {_bare(name.one.en)} recorded"))
        elif len(shown) <= SHOWN:
            yield from (related(e, day, self._places, asked.event, self._their_fields(asked.point)) for e in shown)
        else:
            yield _row(event_type, shown, day)
        if len(shown) > 1 and any(_series(r, event_type) for r in self._rules(asked.point)):
            yield from _gaps(shown, asked, cases.audit.as_of)
        if elsewhere and not linked:
            dates = _dates(elsewhere, day)
            yield str(
                Text(f"{label(event_type)} om andet i sagen: {dates}", f"{label(event_type)} on other matters: {dates}")
            )


class _Plan:
    """What `trace` needs to know of the run."""

    def __init__(self, schema: object, settings: object) -> None:
        self.schema, self.settings = schema, settings


def looked_for(rule: Rule) -> set[str]:
    """The types of events that fulfil, excuse or begin a duty, or decide whether it arises."""
    out: set[str] = set()
    for v in rule.versions:
        for top in (v.when, v.require, v.unless, v.incomplete_if):
            out |= {found for c in walk(top) if (found := reads(c)[1])}
    return out


def _series(rule: Rule, event_type: str) -> bool:
    return any(
        (isinstance(c, Recurring) and c.recurring == event_type) or (isinstance(c, Yearly) and c.yearly == event_type)
        for v in rule.versions
        for c in walk(v.require)
    )


def _plain(by: Moment) -> bool:
    """A duty that is due on the unit's own day has no deadline to tell."""
    return by.n == 0 and by.base == "at"


def _row(event_type: str, events: Sequence[Event], day: date | None) -> str:
    return f"{label(event_type)}, {len(events)} {Text('gange', 'times')}: {_dates(events, day)}"


def _dates(events: Sequence[Event], day: date | None) -> str:
    """The dates nearest to the unit's day, in order, and how many more there are."""
    near = sorted(events, key=lambda e: abs((e.day - (day or e.day)).days))[:DATES]
    text = ", ".join(show(e.day) for e in sorted(near, key=lambda e: e.day))
    more = len(events) - len(near)
    return text + (str(Text(f" og {more} flere", f" and {more} more")) if more else "")


def _gaps(events: Sequence[Event], asked: Asked, as_of: date) -> Iterator[str]:
    """The longest time between two of a series, and the time since the last where it still runs."""
    a, b = max(pairwise(events), key=lambda pair: pair[1].day - pair[0].day)
    span = f"{length((b.day - a.day).days)} ({show(a.day)} {Text('til', 'to')} {show(b.day)})"
    yield str(Text(f"Længste tid fra én til den næste: {span}", f"Longest time from one to the next: {span}"))
    if asked.event and asked.event.ends_on is None:
        n = length((as_of - events[-1].day).days)
        yield str(
            Text(f"Fra den seneste til {show(as_of)}: {n}", f"From the latest to {show(as_of)}: {n}"),
        )
    years = Counter(e.day.year for e in events)
    told = ", ".join(f"{year}: {n}" for year, n in sorted(years.items()))
    yield str(Text(f"Pr. år: {told}", f"Per year: {told}"))


def _count(event_type: str, n: int) -> str:
    name = NOUNS[event_type]
    return f"{n} {_bare(str(name.one)) if n == 1 else name.many}"


def _bare(one: str) -> str:
    """`en afgørelse` without its article."""
    return one.split(" ", 1)[1] if one.split(" ", 1)[0] in ("en", "et", "a", "an") else one


__all__ = ["Teller", "days", "looked_for"]
