"""Which rule judges each duty that is planted, and which duties are too soft to be broken."""

from __future__ import annotations

RULES: dict[str, str] = {
    "N1": "notification-assessed-within-24-hours",
    "N4": "receipt-within-6-working-days",
    "N5": "professional-notifier-informed",
    "N7": "notification-on-running-measure-reassessed",
    "N8": "child-conversation-on-abuse-notification",
    "N11": "investigation-after-abuse-notification",
    "I3": "investigation-decided",
    "I4": "investigation-within-4-months",
    "I5": "investigation-within-4-months",
    "I6": "investigation-before-placement-with-consent",
    "I7": "investigation-before-placement-without-consent",
    "I8": "investigation-before-support",
    "C1": "child-conversation-before-decision",
    "C3": "child-conversation-during-investigation",
    "C4": "child-conversation-at-each-supervision-visit",
    "C5": "companion-informed",
    "C6": "child-of-10-notified-of-decision",
    "C7": "childs-request-to-be-placed-answered",
    "P1": "plan-before-decision",
    "P2": "plan-position-on-support",
    "P3": "plan-after-placement-with-consent",
    "P4": "plan-before-decision",
    "P5": "youth-plan-position-at-16",
    "P7": "youth-plan-before-placement-without-consent",
    "P8": "plan-has-goals",
    "F1": "first-follow-up",
    "F2": "follow-up-every-6-months",
    "F5": "supervision-visits-with-child",
    "S1": "contact-decision-or-frame",
    "S2": "interrupted-contact-decided-by-committee",
    "S3": "supported-contact-has-consent",
    "S4": "supervised-contact-decided-by-committee",
    "S7": "childs-contact-request-answered",
    "S8": "lawyer-and-file-access-in-contact-cases",
    "A1": "consent-before-support",
    "A4": "guidance-on-consent",
    "A7": "placement-without-consent-decided-by-committee",
    "A9": "lawyer-offered",
    "A10": "file-access-informed",
    "A11": "choice-of-placement-decided",
    "A16": "retreatment-by-recorded-date",
    "A17": "support-person-offered",
    "A18": "continued-placement-after-3-years",
    "G1": "party-heard-before-decision",
    "G2": "adverse-decision-reasoned",
    "G5": "adverse-decision-with-appeal-guidance",
    "E1": "return-home-decided-before-return",
    "E2": "return-period-at-most-6-months",
    "E3": "placement-statement-before-return",
    "E4": "plan-revised-before-return",
    "E5": "aftercare-decided-by-17-and-a-half",
    "E6": "plan-revised-before-aftercare-decision",
}
"""The rule of each law row that has one rule only."""

SCREENED, SCREENED_FOR_SUPPORT = "screening-before-investigation", "screening-before-support"
PARENTS_CONSENT, YOUTH_CONSENT = "custody-holder-consents-to-placement", "youth-of-15-consents-to-placement"
APPROVED, NOTIFIED = "chair-decision-approved-within-7-days", "parties-notified-of-chair-decision-within-24-hours"
MOVED, STATED = "change-of-placement-with-consent-or-committee", "placement-statement-before-change"
RHYTHM, BY_OWN_DATE = "follow-up-rhythm-decided", "follow-up-by-own-date"
YOUTH_PLAN_AT_16, YOUTH_PLAN_FROM_16 = "youth-plan-for-placed-at-16", "youth-plan-after-placement-from-16"
PAUSED, REQUEST_ANSWERED = "pause-of-contact-at-most-8-weeks", "childs-contact-request-answered"
"""The rules of the rows I1, A2, A8, A15, F3, P6 and S6, which have two each."""

SOFT = frozenset({"I3", "C7", "G1", "S7"})
"""Rows whose rule never finds a breach: what is not documented is for a person to look at (unknown)."""
