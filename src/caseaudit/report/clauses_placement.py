"""The wording of the rules on placement and contact."""

from __future__ import annotations

import dataclasses

from caseaudit.report.clauses import Clauses, told
from caseaudit.texts import Text

_WITHOUT_CONSENT = (
    "afgørelse om anbringelse uden samtykke",
    "afgørelser om anbringelse uden samtykke",
    "decision on placement without consent",
    "decisions on placement without consent",
)
_CHAIR = (
    "anbringelse efter en formandsafgørelse",
    "anbringelser efter en formandsafgørelse",
    "placement by a decision of the chair",
    "placements by a decision of the chair",
)
_CHANGE = (
    "afgørelse om ændret anbringelsessted",
    "afgørelser om ændret anbringelsessted",
    "decision on a change of placement",
    "decisions on a change of placement",
)
_WHO = ("er det ikke registreret, hvem der har truffet afgørelsen", "it is not recorded who made the decision")
_NOT_COMMITTEE = (
    "er afgørelsen ikke truffet af børne- og ungeudvalget",
    "the decision was not made by the committee for children and young people",
)

CLAUSES: dict[str, Clauses] = {
    "placement-without-consent-decided-by-committee": told(
        _WITHOUT_CONSENT, incomplete=_WHO, wrong_body=_NOT_COMMITTEE
    ),
    "chair-decision-approved-within-7-days": told(
        _CHAIR,
        missing=("er udvalgets godkendelse ikke dokumenteret", "the committee's approval is not documented"),
        late=("er udvalgets godkendelse givet efter fristen", "the committee approved after the deadline"),
    ),
    "parties-notified-of-chair-decision-within-24-hours": told(
        _CHAIR,
        missing=(
            "er det ikke dokumenteret, at parterne har fået afgørelsen skriftligt",
            "it is not documented that the parties got the decision in writing",
        ),
        late=(
            "er afgørelsen sendt til parterne efter de 24 timer",
            "the decision was sent to the parties after the 24 hours",
        ),
    ),
    "choice-of-placement-decided": told(
        missing=("mangler en afgørelse om valg af anbringelsessted", "there is no decision on the choice of placement"),
        late=(
            "er der først truffet afgørelse om valg af anbringelsessted efter indflytningen",
            "the choice of placement was decided only after the child moved in",
        ),
    ),
    "change-of-placement-with-consent-or-committee": told(
        _CHANGE,
        missing=(
            "er der hverken dokumenteret samtykke eller en afgørelse fra udvalget",
            "neither consent nor a decision by the committee is documented",
        ),
        late=("er samtykket givet efter afgørelsen", "consent was given after the decision"),
    ),
    "placement-statement-before-change": told(
        _CHANGE,
        missing=("mangler en udtalelse fra anbringelsesstedet", "there is no statement by the placement"),
        late=("er udtalelsen afgivet efter afgørelsen", "the statement was given after the decision"),
    ),
    "retreatment-by-recorded-date": told(
        _WITHOUT_CONSENT,
        missing=(
            "mangler en ny afgørelse inden fristen for genbehandling",
            "there is no new decision by the date for renewal",
        ),
        late=(
            "er der truffet ny afgørelse efter fristen for genbehandling",
            "the new decision came after the date for renewal",
        ),
    ),
    "continued-placement-after-3-years": told(
        (
            "sag med videreført eller permanent anbringelse",
            "sager med videreført eller permanent anbringelse",
            "case with a continued or permanent placement",
            "cases with a continued or permanent placement",
        ),
        missing=(
            "ses ingen anbringelse, der var begyndt tre år før",
            "no placement is seen that had begun three years before",
        ),
        late=("var der ikke gået tre år ved afgørelsen", "three years had not passed at the decision"),
    ),
    "retreatment-date-recorded": told(
        _WITHOUT_CONSENT,
        incomplete=("er fristen for genbehandling ikke registreret", "the date for renewal is not recorded"),
    ),
    "contact-decision-or-frame": dataclasses.replace(
        told(
            missing=(
                "er der hverken truffet afgørelse om samvær eller sat en ramme for samværet i planen",
                "contact is set neither by a decision nor by a frame in the plan",
            ),
        ),
        met_by={
            "decision": Text("en afgørelse om samvær", "a contact decision"),
            "plan": Text("en ramme i planen", "a frame in the plan"),
        },
    ),
    "interrupted-contact-decided-by-committee": told(
        (
            "afgørelse om afbrudt samvær",
            "afgørelser om afbrudt samvær",
            "decision on interrupted contact",
            "decisions on interrupted contact",
        ),
        incomplete=_WHO,
        wrong_body=_NOT_COMMITTEE,
    ),
    "supported-contact-has-consent": told(
        (
            "afgørelse om støttet samvær",
            "afgørelser om støttet samvær",
            "decision on supported contact",
            "decisions on supported contact",
        ),
        incomplete=(
            "er samtykke ikke dokumenteret, så samværet reelt er overvåget",
            "consent is not documented, so that the contact is in fact supervised",
        ),
    ),
    "supervised-contact-decided-by-committee": told(
        (
            "afgørelse om overvåget samvær",
            "afgørelser om overvåget samvær",
            "decision on supervised contact",
            "decisions on supervised contact",
        ),
        incomplete=(
            "er det ikke dokumenteret både, at udvalget har truffet afgørelsen, og hvornår den ophører",
            "it is not documented both that the committee made the decision and when it ends",
        ),
        wrong_body=_NOT_COMMITTEE,
    ),
    "pause-of-contact-at-most-8-weeks": told(
        ("pause i samværet", "pauser i samværet", "pause of contact", "pauses of contact"),
        missing=("mangler en slutdato", "there is no end date"),
        late=("varer pausen mere end otte uger", "the pause lasts more than eight weeks"),
        incomplete=("er det ikke registreret, hvornår pausen slutter", "it is not recorded when the pause ends"),
    ),
    "childs-contact-request-answered": told(
        (
            "ønske fra barnet om samvær",
            "ønsker fra børn om samvær",
            "request by a child about contact",
            "requests by children about contact",
        ),
        missing=("er der ikke truffet en senere afgørelse om samvær", "there is no later contact decision"),
    ),
    "lawyer-and-file-access-in-contact-cases": told(
        (
            "afgørelse fra udvalget om samvær",
            "afgørelser fra udvalget om samvær",
            "contact decision by the committee",
            "contact decisions by the committee",
        ),
        missing=(
            "er det ikke dokumenteret både, at der er tilbudt advokat, og at der er oplyst om aktindsigt",
            "it is not documented both that a lawyer was offered and that file access was told of",
        ),
        late=(
            "er advokat tilbudt eller aktindsigt oplyst efter afgørelsen",
            "the offer of a lawyer, or word of file access, came after the decision",
        ),
    ),
}
