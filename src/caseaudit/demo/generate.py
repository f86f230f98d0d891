"""Synthetic cases: which lives they have, and the people and places around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from caseaudit.demo import measures, people, whole_law
from caseaudit.demo.draft import NEW_LAW, Draft
from caseaudit.demo.investigations import investigate_still, investigate_until
from caseaudit.demo.measures import Measure, Stage, take
from caseaudit.demo.model import Case, Synthetic
from caseaudit.demo.notifications import notify, notify_today
from caseaudit.demo.rates import with_defaults
from caseaudit.demo.voice import tell_about_companion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIRST_DECISION = date(2021, 9, 15)
_LAST_OLD_DECISION = date(2023, 7, 5)
_LAST_OLD_END = date(2023, 12, 10)
_FIRST_NEW_DECISION = date(2024, 7, 15)
"""Everything that led to the decision then lies in 2024."""
EARLIEST_AS_OF = date(2025, 6, 1)
"""Before this day there is too little to decide under barnets lov."""


def generate(cases: int, seed: int, as_of: date, rates: Mapping[str, float] | None = None) -> Synthetic:
    """Return synthetic cases; the same arguments always give the same cases.

    `rates` are shares of breaches per law row, laid over `DEFAULT_RATES`. Raises ValueError where `as_of` is
    so early that barnets lov has hardly applied, or where a rate is not a share or its row is unknown.
    """
    if as_of < EARLIEST_AS_OF:
        raise ValueError(as_of.isoformat())
    shares = with_defaults(rates)
    return Synthetic(tuple(_case(n, seed, as_of, shares) for n in range(1, cases + 1)), as_of)


def _case(number: int, seed: int, as_of: date, rates: Mapping[str, float]) -> Case:
    rng = Random(f"{seed}/{number}")  # noqa: S311 - synthetic data, and it must be repeatable
    case = Case("")
    draft = Draft(case, rng, rates, as_of)
    life = rng.choices([life for _, life in LIVES], [weight for weight, _ in LIVES])[0]
    life(draft)
    tell_about_companion(draft)
    people.introduce(draft, number)
    own_dice = Random(f"{seed}/{number}/second")  # noqa: S311 - as above
    whole_law.fill_in(replace(draft, rng=own_dice), number)
    case.complete()
    return case


def _notified(draft: Draft) -> None:
    """One or two notifications that led to nothing more."""
    day = draft.day(_FIRST_DECISION, draft.as_of - timedelta(days=160))
    notify(draft, day)
    if day >= NEW_LAW:
        draft.case.add("screening", day + draft.days(2, 9))
    if draft.chance(0.35):
        notify(draft, day + draft.days(70, 100))


def _notified_today(draft: Draft) -> None:
    notify_today(draft)


def _investigated(draft: Draft) -> None:
    """Notification and investigation, finished or still running, and no decision on support."""
    if draft.chance(0.5):
        aware = investigate_still(draft)
    else:
        _, aware = investigate_until(draft, draft.day(_FIRST_DECISION, draft.as_of - timedelta(days=20)))
    notify(draft, aware)


def _old(measure: Measure) -> Callable[[Draft], None]:
    def life(draft: Draft) -> None:
        if draft.chance(0.5):
            decided = draft.day(_FIRST_DECISION, date(2022, 7, 1))
            stage = Stage(measure, decided, ends=draft.day(decided + timedelta(days=480), _LAST_OLD_END))
        else:
            decided = draft.day(_FIRST_DECISION, _LAST_OLD_DECISION)
            ends = _before_new_year(draft.day(date(2024, 3, 1), date(2025, 5, 1))) if draft.chance(0.5) else None
            stage = Stage(measure, decided, ends=ends)
        take(draft, stage)

    return life


def _old_support(draft: Draft) -> None:
    _old(draft.rng.choice(measures.OLD_SUPPORT))(draft)


def _new(measure: Measure, *, first: bool = True) -> Callable[[Draft], None]:
    def life(draft: Draft) -> None:
        if draft.chance(0.15):
            lately = draft.day(draft.as_of - timedelta(days=55), draft.as_of - timedelta(days=14))
            stage = Stage(measure, lately, fresh=True)
        else:
            decided = draft.day(_FIRST_NEW_DECISION, draft.as_of - timedelta(days=180))
            stage = Stage(measure, decided, ends=_new_end(draft, decided))
        take(draft, replace(stage, first=first))

    return life


def _new_end(draft: Draft, decided: date) -> date | None:
    ends = decided + draft.days(240, 600)
    return _before_new_year(ends) if ends < draft.as_of and draft.chance(0.5) else None


def _before_new_year(day: date) -> date:
    """Keep an end away from the turn of the year, where a day decides whether a calendar year is full."""
    if (day.month, day.day) >= (12, 27):
        return date(day.year, 12, 27)
    return date(day.year - 1, 12, 27) if (day.month, day.day) <= (1, 5) else day


def _support_then_placement(draft: Draft) -> None:
    """Support under serviceloven that ended, and a placement under barnets lov later."""
    decided = draft.day(_FIRST_DECISION, date(2022, 3, 1))
    take(draft, Stage(draft.rng.choice(measures.OLD_SUPPORT), decided, ends=draft.day(date(2023, 7, 1), _LAST_OLD_END)))
    _new(draft.rng.choice((measures.PLACEMENT, measures.PLACEMENT_WITHOUT_CONSENT)), first=False)(draft)


LIVES: tuple[tuple[int, Callable[[Draft], None]], ...] = (
    (14, _notified),
    (1, _notified_today),
    (9, _investigated),
    (15, _old_support),
    (5, _old(measures.OLD_YOUTH)),
    (13, _old(measures.OLD_PLACEMENT)),
    (6, _old(measures.OLD_PLACEMENT_WITHOUT_CONSENT)),
    (16, _new(measures.SUPPORT)),
    (11, _new(measures.PLACEMENT)),
    (6, _new(measures.PLACEMENT_WITHOUT_CONSENT)),
    (4, _support_then_placement),
)
"""The lives a case may have, and how common each is."""
