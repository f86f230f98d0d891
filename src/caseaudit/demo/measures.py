"""Decisions on support and placement: what is decided, under which section, and what the law asks before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo import running
from caseaudit.demo.contact import choose_place, settle_contact
from caseaudit.demo.extras import around, offer_support_person, worry_again
from caseaudit.demo.investigations import investigate_until, limited_investigation
from caseaudit.demo.notifications import notify
from caseaudit.demo.plans import write_plan
from caseaudit.demo.voice import talk_before

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event


@dataclass(frozen=True)
class Measure:
    """One kind of support: its section, whether the child is placed, and the row on its plan."""

    section: str
    placed: bool
    plan_row: str
    consent: bool = True

    @property
    def old_law(self) -> bool:
        return self.section.startswith("SEL")


OLD_SUPPORT = (
    Measure("SEL-52-3-2", placed=False, plan_row="P1"),
    Measure("SEL-52-3-3", placed=False, plan_row="P1"),
    Measure("SEL-52-3-5", placed=False, plan_row="P1"),
    Measure("SEL-52-3-6", placed=False, plan_row="P1"),
)
OLD_YOUTH = Measure("SEL-76-2", placed=False, plan_row="P1")
OLD_PLACEMENT = Measure("SEL-52-3-7", placed=True, plan_row="P1")
OLD_PLACEMENT_WITHOUT_CONSENT = Measure("SEL-58", placed=True, plan_row="P1", consent=False)
SUPPORT = Measure("BL-32-1", placed=False, plan_row="P2")
PLACEMENT = Measure("BL-46-1", placed=True, plan_row="P3")
PLACEMENT_WITHOUT_CONSENT = Measure("BL-47-2", placed=True, plan_row="P4", consent=False)

_INVESTIGATION_FIRST = ("SEL-52-3-7", "BL-46-1")
"""Placements with consent: row I6."""


@dataclass(frozen=True)
class Stage:
    """One measure in the life of a case. `fresh`: decided so lately that its deadlines have not passed."""

    measure: Measure
    decided: date
    fresh: bool = False
    ends: date | None = None
    first: bool = True


def take(draft: Draft, stage: Stage) -> None:
    """Add a measure with all that belongs to it: notification, investigation, decision, plan, start, follow-ups."""
    measure = stage.measure
    urgent = measure.placed and measure.plan_row in ("P1", "P3") and stage.first and draft.chance(0.12)
    decision = draft.case.add(
        "decision",
        stage.decided,
        section=measure.section,
        consent="yes" if measure.consent else "no",
        body="administration" if measure.consent else "committee",
        urgent="yes" if urgent else None,
        reason="Barnet kunne ikke blive i hjemmet" if urgent else None,
    )
    start = _after_new_year(stage.decided + (timedelta(days=6) if stage.fresh else draft.days(6, 20)))
    around(draft, decision)
    parallel = _prepare(draft, stage, decision, start, urgent=urgent)
    talk_before(draft, decision)
    plan = write_plan(draft, decision, measure.plan_row, fresh=stage.fresh)
    if measure.placed:
        _guide(draft, decision)
    measure_event = draft.case.add(
        "placement" if measure.placed else "intervention", start, concerns=decision, ends_on=stage.ends
    )
    running.follow_up(draft, measure_event, parallel, fresh=stage.fresh)
    if not stage.fresh:
        worry_again(draft, measure_event)
    if measure.placed:
        offer_support_person(draft, decision)
        choose_place(draft, decision, measure_event, certain=urgent)
        settle_contact(draft, decision, measure_event, plan)
        running.supervise(draft, measure_event)
        _return(draft, measure_event)


def _after_new_year(day: date) -> date:
    """Keep a start away from the turn of the year, where a day decides whether a calendar year is full."""
    if (day.month, day.day) >= (12, 29):
        return date(day.year + 1, 1, 6)
    return max(day, date(day.year, 1, 6))


def _prepare(draft: Draft, stage: Stage, decision: Event, start: date, *, urgent: bool) -> Event | None:
    """Add what led to the decision; return an investigation that still runs when the measure starts."""
    measure, decided = stage.measure, stage.decided
    asked = measure.section in _INVESTIGATION_FIRST
    broken = asked and stage.first and draft.broken("I6")
    if asked and not (urgent or broken):
        draft.case.expect("I6", decision, "met")
    elif asked and urgent:
        draft.case.expect("I6", decision, "excused")
    elif broken and measure.old_law and draft.chance(0.4):
        draft.case.expect("I6", decision, "breached", "late")
        _, aware = investigate_until(draft, decided + draft.days(25, 60))
        notify(draft, aware)
        return None
    elif broken:
        draft.case.expect("I6", decision, "breached", "missing")
    if urgent or broken:
        notify(draft, decided - draft.days(10, 25))
        return None
    if measure is SUPPORT and draft.chance(0.25):
        notify(draft, limited_investigation(draft, decided))
        return None
    parallel = measure is SUPPORT and not stage.fresh and draft.chance(0.2)
    ends = start + draft.days(35, 50) if parallel else decided - draft.days(8, 30)
    investigation, aware = investigate_until(draft, ends)
    if draft.chance(0.9):
        notify(draft, aware)
    return investigation if parallel else None


def _guide(draft: Draft, decision: Event) -> None:
    """Add guidance and, where the committee decides, lawyer and file access (rows A4, A9 and A10)."""
    draft.before(decision, "guidance_given", "A4")
    if decision.fields["body"] == "committee":
        draft.before(decision, "lawyer_offered", "A9")
        draft.before(decision, "file_access_informed", "A10")


def _return(draft: Draft, placement: Event) -> None:
    ends = placement.fields.get("ends_on")
    if isinstance(ends, date):
        draft.case.add("return_home", ends, concerns=placement)
