"""Notifications: the assessment within 24 hours and the receipt to the notifier (rows N1 and N4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from caseaudit.demo.model import day_of

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft
    from caseaudit.demo.model import Event

_MONTHS_WITHOUT_HOLIDAYS = (2, 8, 9, 10)
_DAYS_LEFT_OUT_OF_THE_LAW = 8
"""From a Monday, the sixth working day is the Monday after if Saturday counts, else the Tuesday."""


def notify(draft: Draft, day: date) -> Event:
    """Add a notification on `day`, and what the municipality did about it."""
    timed = draft.chance(0.75)
    clock = time(draft.rng.randint(7, 20), draft.rng.choice((0, 5, 15, 30, 40, 50)))
    at = datetime.combine(day, clock) if timed else day
    notifier = draft.rng.choices(("professional", "other", "anonymous"), (70, 20, 10))[0]
    notification = draft.case.add("notification", at, shift=1, notifier=notifier)
    _assess(draft, notification)
    if notifier != "anonymous":
        _receipt(draft, notification)
    if notifier == "professional" and draft.chance(0.6) and day + timedelta(days=30) < draft.as_of:
        draft.case.add("notifier_informed", day + draft.days(8, 28), concerns=notification, shift=1)
    return notification


def notify_today(draft: Draft) -> None:
    """Add a notification that came on the day of the audit: nothing can be overdue yet."""
    at = datetime.combine(draft.as_of, time(draft.rng.randint(8, 15), 20))
    notification = draft.case.add("notification", at, notifier="professional")
    draft.case.expect("N1", notification, "pending")
    draft.case.expect("N4", notification, "pending")


def _assess(draft: Draft, notification: Event) -> None:
    at = notification.at
    timed = isinstance(at, datetime)
    broken = draft.broken("N1")
    if broken and draft.chance(0.3):
        draft.case.expect("N1", notification, "breached", "missing")
        return
    if broken:
        assessed = _awake(at + timedelta(hours=draft.rng.randint(32, 110))) if timed else at + draft.days(3, 8)
        draft.case.expect("N1", notification, "breached", "late")
    elif timed:
        assessed = _awake(at + timedelta(minutes=draft.rng.randint(30, 15 * 60)))
        draft.case.expect("N1", notification, "met")
    elif draft.chance(0.5):
        assessed = at
        draft.case.expect("N1", notification, "met")
    else:
        assessed = at + timedelta(days=1)
        draft.case.expect("N1", notification, "unknown", "no_time")
    draft.case.add("notification_assessed", assessed, concerns=notification, shift=1)


def _awake(at: date) -> date:
    """Move a moment in the night to the morning: at most six hours and a half later."""
    return at.replace(hour=7, minute=10) if isinstance(at, datetime) and at.hour < 7 else at


def _receipt(draft: Draft, notification: Event) -> None:
    day = notification.day
    if draft.broken("N4"):
        sent = day + draft.days(20, 40)
        if sent > draft.as_of or draft.chance(0.5):
            draft.case.expect("N4", notification, "breached", "missing")
            return
        draft.case.expect("N4", notification, "breached", "late")
    elif _only_saturday_decides(day) and draft.chance(0.5):
        sent = day + timedelta(days=_DAYS_LEFT_OUT_OF_THE_LAW)
        draft.case.expect("N4", notification, "unknown", "unsettled_law")
    else:
        sent = day + draft.days(0, 4)
        draft.case.expect("N4", notification, "met")
    draft.case.add("receipt_sent", day_of(sent), concerns=notification, shift=1)


def _only_saturday_decides(day: date) -> bool:
    return day.weekday() == 0 and day.month in _MONTHS_WITHOUT_HOLIDAYS
