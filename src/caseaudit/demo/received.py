"""What a notification led to: the answer to its sender, a fresh look, the child's own words (rows N5, N7, N8 and N11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.draft import NEW_LAW, add_months
from caseaudit.demo.model import end_of

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_LISTED_MEASURES_ONLY = date(2025, 1, 1)
"""From here on a notification calls for a fresh look only while one of the listed measures runs."""
_MONTHS = 4
_WEEK = timedelta(days=7)


def receive(draft: Draft) -> None:
    """Plan what followed the notifications of a case."""
    for notification in draft.case.of("notification"):
        _cause(draft, notification)
        _inform(draft, notification)
        _reassess(draft, notification)


def _cause(draft: Draft, notification: Event) -> None:
    """Row N11: suspicion of abuse calls for an investigation; whether there is one decides who may be the abused."""
    case, day = draft.case, notification.day
    begun = case.of("investigation")
    limit = add_months(day, _MONTHS)
    met = any(day <= i.day <= limit or i.day <= day <= (end_of(i) or draft.as_of) for i in begun)
    abuse, broken = draft.chance(0.3), draft.broken("N11")
    if not abuse or broken == met:
        notification.fields["kind"] = "concern"
        return
    notification.fields["kind"] = "abuse"
    late = any(i.day > limit for i in begun)
    if met or limit < draft.as_of:
        case.expect("N11", notification, *(("met", "") if met else ("breached", "late" if late else "missing")))
    else:
        case.expect("N11", notification, "pending")
    _talk(draft, notification, limit)


def _talk(draft: Draft, notification: Event, limit: date) -> None:
    """Row N8: a conversation with the child about the suspicion, or a reason for none."""
    case, day = draft.case, notification.day
    broken, late = draft.broken("N8"), limit + draft.days(5, 40)
    if broken and limit >= draft.as_of:
        case.expect("N8", notification, "pending")
    elif broken and (late > draft.last or draft.chance(0.7)):
        case.expect("N8", notification, "breached", "missing")
    elif not broken and day < NEW_LAW and draft.chance(0.2):
        case.add("child_conversation", day, concerns=notification, shift=1, result="omitted", reason="Barnets alder")
        case.expect("N8", notification, "excused")
    else:
        on = late if broken else min(day + draft.days(0, 4), draft.last)
        case.add("child_conversation", on, concerns=notification, shift=1, result="held")
        case.expect("N8", notification, *(("breached", "late") if broken else ("met", "")))


def _inform(draft: Draft, notification: Event) -> None:
    """Row N5: a professional is told what came of it, once something has."""
    case, day = draft.case, notification.day
    types = ("screening", "limited_investigation", "investigation") if day >= NEW_LAW else ("investigation",)
    outcomes = [e.day for type_ in types for e in case.of(type_) if e.day >= day]
    if notification.fields["notifier"] != "professional" or not outcomes:
        return
    told = case.linked("notifier_informed", notification)
    if draft.broken("N5"):
        case.drop(told)
        case.expect("N5", notification, "breached", "missing")
    elif draft.chance(0.08):
        case.drop(told)
        notification.fields["reason"] = "Det ville skade barnet"
        case.expect("N5", notification, "excused")
    else:
        if not told:
            on = min(max(outcomes[0], day) + draft.days(1, 12), draft.last)
            case.add("notifier_informed", on, concerns=notification, shift=1 if on < draft.last else -1)
        case.expect("N5", notification, "met")


def _reassess(draft: Draft, notification: Event) -> None:
    """Row N7: a notification while a measure runs is looked at anew by somebody who has not handled the case."""
    case, day = draft.case, notification.day
    if not _running(draft, "placement", day):
        if not _running(draft, "intervention", day):
            return
        if day >= _LISTED_MEASURES_ONLY:  # which section the support rests on stands on its decision only
            case.expect("N7", notification, "unknown", "data_missing")
            return
    again = case.linked("reassessment", notification)
    if draft.broken("N7"):
        case.drop(again)
        case.expect("N7", notification, "breached", "missing")
        return
    if not again:
        on = min(day + draft.days(1, 9), draft.last)
        draft.case.add("reassessment", on, concerns=notification, shift=1 if on < draft.last else -1)
    case.expect("N7", notification, "met")


def _running(draft: Draft, type_: str, day: date) -> bool:
    return any(m.day <= day <= (end_of(m) or date.max) for m in draft.case.of(type_))


def meet(draft: Draft) -> None:
    """Discuss some notifications at a meeting within the week; no law row asks for it."""
    for notification in draft.case.of("notification"):
        day = notification.day + draft.days(1, 7)
        if draft.chance(0.3) and day + _WEEK <= draft.last:
            draft.office("notification_meeting", day, concerns=notification, shift=1)
