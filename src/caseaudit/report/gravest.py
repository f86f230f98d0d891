"""The findings that a document shows: the gravest breaches. The workbook holds them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.numbers import number
from caseaudit.report.plain import gravity
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.view import Finding, Report

SHOWN = 200


def gravest(report: Report) -> tuple[list[Finding], str]:
    """The breaches to show, and a sentence on how many there are in all."""
    breaches = [f for f in report.findings if f.outcome == "breached"]
    shown = sorted(breaches, key=lambda f: gravity(f.severity))[:SHOWN]
    lead = Text(
        f"Her står {number(len(shown))} af {number(len(breaches))} brud, de alvorligste først. Regnearket har dem alle, "
        "med hvad der skal gøres, og det, der ikke kan vurderes.",
        f"These are {number(len(shown))} of {number(len(breaches))} breaches, the gravest first. The workbook holds them "
        "all, with what to do, and what could not be assessed.",
    )
    return shown, str(lead)
