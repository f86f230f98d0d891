"""Text as files can hold it: no character that XML or a workbook refuses; and dates that stand in texts."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.dates import parse_day, show
from caseaudit.model.outcomes import OUTCOMES, SEVERITIES

if TYPE_CHECKING:
    from caseaudit.report.view import Report

_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4}")


def clean(text: str) -> str:
    """The text without what XML 1.0 cannot hold (control characters, half emojis)."""
    return _REFUSED.sub("", text)


def as_day(text: str) -> date | None:
    """The date that the text is, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return parse_day(text)
    except ValueError:
        return None


def made_on(report: Report) -> date:
    """The as-of day, for the properties of a file: a file that named the clock would differ from run to run."""
    days = [d for _, value in report.facts if (d := as_day(value))]
    return max(days, default=date(2024, 1, 1))


def day(text: str) -> str:
    """A date as a reader writes it; what is no date stays as it is."""
    found = as_day(text)
    return show(found) if found else text


def label(code: str) -> str:
    """An outcome or a severity in words; what is none of them stays as it is."""
    found = OUTCOMES.get(code) or SEVERITIES.get(code)
    return str(found) if found else code


def gravity(severity: str) -> int:
    """For sorting: the gravest first, what is unknown last."""
    return list(SEVERITIES).index(severity) if severity in SEVERITIES else len(SEVERITIES)
