"""Which points apply to which units of a case, under the law of the units' own days, and which of them are asked about.

Conditions mean the same as in the audit, for the engine answers them: a question is made into a rule that everything
fulfils, so all that is left to decide is whether it applies. A unit is asked about where the engine does not say that the
point does not apply; what the outcome is plays no part in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.engine import compile_plan, judge
from caseaudit.explain import to_date
from caseaudit.model.outcomes import OUTCOME_CODES
from caseaudit.rules.language import AnyOf, Both, EventIs, Findings, Rule, Unlinked, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from caseaudit.engine import RuleOutcomes
    from caseaudit.review.applies_case import Cases, Event
    from caseaudit.review.model import Point
    from caseaudit.review.points import Library
    from caseaudit.rules.conditions import AnyCondition
    from caseaudit.rules.questions import Question
    from caseaudit.sample.model import Item

About = Literal["latest", "all", "first"]
ABOUT: tuple[About, ...] = ("latest", "all", "first")
_NOT_APPLICABLE, _UNKNOWN = OUTCOME_CODES["not_applicable"], OUTCOME_CODES["unknown"]
_EMPTY = Both(da="-", en="-")


@dataclass(frozen=True)
class Asked:
    """One point about one unit. `event`: the unit, for a case the event that dates it (None: none).

    `version` is the rule's (-1: none covers the day), `row` the unit's place in the rule's outcomes. `undecided`: the export
    cannot say whether the point applies.
    """

    point: str
    case: int
    kind: str
    event: Event | None
    day: date | None
    version: int = -1
    undecided: bool = False

    @property
    def of_case(self) -> bool:
        return self.kind == "case"


Found = dict[tuple[str, int], list[Asked]]


def applicable(cases: Cases, library: Library, points: Sequence[Point]) -> Found:
    """Every unit of the cases to which each point applies or may apply, by point and case, in order of days."""
    made: list[tuple[Point, Rule, Rule | None]] = []
    out: Found = defaultdict(list)
    for point in points:
        rule, question = library.rule(point.id), library.question(point.id)
        if rule is not None:
            made.append((point, fulfilled(rule), rule))
        elif question is not None and question.of_case and question.first is None:
            for case in range(len(cases.cases)):
                out[point.id, case].append(Asked(point.id, case, "case", None, None))
        elif question is not None:
            made.append((point, as_rule(question), None))
    rules = [r for _, bare, real in made for r in ((bare,) if real is None else (bare, real))]
    plan = compile_plan(rules, cases.audit.dataset.schema, cases.audit.readings)
    answers = iter(judge(cases.cases, cases.events, plan, cases.audit.as_of))
    for point, _, real in made:
        bare = next(answers)
        for asked in _asked(cases, point, bare, bare if real is None else next(answers)):
            out[point.id, asked.case].append(asked)
    for pile in out.values():
        pile.sort(key=lambda a: (a.day is not None, a.day, a.event.pos if a.event else -1))
    return out


def _asked(cases: Cases, point: Point, bare: RuleOutcomes, judged: RuleOutcomes) -> Iterable[Asked]:
    """`bare` says whether it is known that the duty arises; `judged` also where nothing was to be done in the end."""
    for n in range(len(judged.unit)):
        if judged.outcome[n] == _NOT_APPLICABLE:
            continue
        anchor = int(judged.anchor[n])
        event = cases.every[anchor] if anchor >= 0 else None
        kind = "case" if judged.rule.of_case else cases.every[int(judged.unit[n])].type
        yield Asked(
            point.id,
            int(judged.case[n]),
            kind,
            event,
            to_date(int(judged.day[n])),
            int(judged.version[n]),
            undecided=bool(bare.outcome[n] == _UNKNOWN),
        )


def as_rule(question: Question) -> Rule:
    """A question as a rule that every unit fulfils to which the question applies."""
    version = Version.model_construct(
        from_=question.from_,
        until=question.until,
        law_rows=question.law_rows,
        law=question.law,
        severity=None,
        soft=False,
        when=question.when,
        require=_always((question.first.event,) if question.first else question.applies_to),
        unless=None,
        incomplete_if=None,
    )
    return Rule.model_construct(
        id=question.id,
        title=question.question,
        law_rows=question.law_rows,
        answers=(),
        theme=question.theme,
        step=question.step,
        judges="law",
        severity="low",
        about=question.applies_to,
        first=question.first,
        why=_EMPTY,
        versions=(version,),
        finding=Findings(),
        fix=_EMPTY,
        limits=_EMPTY,
        automation="full",
        cases=(),
    )


def fulfilled(rule: Rule) -> Rule:
    """The same rule with nothing left to fulfil: what is then not known is whether it applies."""
    always = _always((rule.first.event,) if rule.first else rule.about)
    change = {"require": always, "unless": None, "incomplete_if": None, "soft": False}
    return rule.model_copy(update={"versions": tuple(v.model_copy(update=change) for v in rule.versions)})


def _always(types: Sequence[str]) -> AnyCondition:
    """There is an event of the unit's own type on the case: the unit itself."""
    whole = Unlinked(whole_case=True)
    return AnyOf(any=tuple(EventIs(event=t, unlinked=whole) for t in types))


def chosen(cases: Cases, found: Found, points: Sequence[Point], item: Item, about: About) -> list[Asked]:
    """What is asked about one sampled item: of each point one unit of each kind, or all of them."""
    case = cases.number.get(item.case_id)
    if case is None:
        return []
    drawn = None if item.unit_kind == "case" else _drawn(cases, case, item)
    near = cases.related(drawn, case) if drawn else set()
    out: list[Asked] = []
    for point in points:
        kinds: dict[str, list[Asked]] = defaultdict(list)
        for asked in found.get((point.id, case), ()):
            kinds[asked.kind].append(asked)
        for kind, pile in kinds.items():
            if drawn is not None and kind == drawn.type:
                out += [a for a in pile if a.event is not None and a.event.pos == drawn.pos]
            else:
                linked = [a for a in pile if a.event is not None and a.event.pos in near and kind != "case"]
                out += _pick(linked or pile, about, cases.audit.as_of)
    return out


def known(cases: Cases, item: Item) -> bool:
    """Whether the case is in the run and, of a sample of events, the event too."""
    case = cases.number.get(item.case_id)
    return case is not None and (item.unit_kind == "case" or _drawn(cases, case, item) is not None)


def _drawn(cases: Cases, case: int, item: Item) -> Event | None:
    """The event that was drawn; one of the right id, else of the right kind and day."""
    mine = [e for e in cases.of_case[case] if e.type == item.unit_kind]
    same = [e for e in mine if e.id == item.unit_id]
    on_day = [e for e in same or mine if item.unit_on is None or e.day == item.unit_on]
    return on_day[0] if on_day and (same or item.unit_on) else None


def _pick(pile: Sequence[Asked], about: About, as_of: date) -> list[Asked]:
    """One unit, or all, of those on or before the as-of day; what has no day is asked about once."""
    past = [a for a in pile if a.day is None or a.day <= as_of]
    if about == "all" or not past:
        return list(past)
    return [past[-1] if about == "latest" else next((a for a in past if a.day is not None), past[0])]
