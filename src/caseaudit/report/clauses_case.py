"""The wording of the rules on notifications, investigations, the child's and parents' rights, and plans."""

from __future__ import annotations

from caseaudit.report.clauses import Clauses, told

_NOTIFICATION = ("underretning", "underretninger", "notification", "notifications")
_ABUSE = (
    "underretning om vold eller overgreb",
    "underretninger om vold eller overgreb",
    "notification about abuse",
    "notifications about abuse",
)
_PLACEMENT = (
    "afgørelse om anbringelse", "afgørelser om anbringelse", "decision on placement", "decisions on placement",
)  # fmt: skip
_WITH_CONSENT = (
    "afgørelse om anbringelse med samtykke",
    "afgørelser om anbringelse med samtykke",
    "decision on placement with consent",
    "decisions on placement with consent",
)
_WITHOUT_CONSENT = (
    "afgørelse om anbringelse uden samtykke",
    "afgørelser om anbringelse uden samtykke",
    "decision on placement without consent",
    "decisions on placement without consent",
)
_SUPPORT = ("afgørelse om støtte", "afgørelser om støtte", "decision on support", "decisions on support")
_ADVERSE = (
    "afgørelse uden fuldt medhold",
    "afgørelser uden fuldt medhold",
    "decision that was not fully in the party's favour",
    "decisions that were not fully in the party's favour",
)
_NOT_FINISHED = ("mangler en afsluttet børnefaglig undersøgelse", "there is no finished investigation")
_FINISHED_LATE = (
    "er undersøgelsen først afsluttet efter afgørelsen",
    "the investigation was finished only after the decision",
)
_NO_PLAN = ("mangler planen", "there is no plan")
_NO_YOUTH_PLAN = ("mangler ungeplanen", "there is no youth plan")
_OMITTED = (
    "er samtalen undladt, uden at det er dokumenteret, som loven kræver",
    "the conversation was omitted without the documentation that the law demands",
)

CLAUSES: dict[str, Clauses] = {
    "notification-assessed-within-24-hours": told(
        _NOTIFICATION,
        missing=("mangler en 24-timers vurdering", "there is no 24-hour assessment"),
        late=("er vurderingen foretaget efter de 24 timer", "the assessment was made after the 24 hours"),
    ),
    "receipt-within-6-working-days": told(
        _NOTIFICATION,
        missing=("mangler en kvittering til underretteren", "there is no receipt to the notifier"),
        late=("er kvitteringen sendt efter de seks hverdage", "the receipt was sent after the six working days"),
    ),
    "professional-notifier-informed": told(
        (
            "underretning fra fagfolk",
            "underretninger fra fagfolk",
            "notification by a professional",
            "notifications by professionals",
        ),
        missing=(
            "er det ikke dokumenteret, at fagpersonen har fået at vide, om der er sat noget i gang",
            "it is not documented that the professional was told whether anything was started",
        ),
    ),
    "notification-on-running-measure-reassessed": told(
        (
            "underretning om et barn med en indsats",
            "underretninger om børn med en indsats",
            "notification on a child with a measure",
            "notifications on children with a measure",
        ),
        missing=("mangler en genvurdering af sagen", "there is no reassessment of the case"),
    ),
    "child-conversation-on-abuse-notification": told(
        _ABUSE,
        missing=(
            "mangler både en samtale med barnet og en begrundelse for at undlade den",
            "there is neither a conversation with the child nor a reason for omitting it",
        ),
        late=("er samtalen med barnet holdt for sent", "the conversation with the child was held late"),
        incomplete=(
            "er samtalen undladt uden en begrundelse",
            "the conversation was omitted without a reason",
        ),
    ),
    "investigation-after-abuse-notification": told(
        _ABUSE,
        missing=("mangler en børnefaglig undersøgelse", "there is no investigation"),
        late=("er undersøgelsen begyndt for sent", "the investigation began late"),
    ),
    "notification-registered-with-notifier": told(
        _NOTIFICATION,
        incomplete=("er underretter eller art ikke registreret", "the notifier or the kind is not recorded"),
    ),
    "screening-before-investigation": told(
        (
            "afdækning eller undersøgelse",
            "afdækninger og undersøgelser",
            "limited investigation or investigation",
            "limited investigations and investigations",
        ),
        missing=("mangler en screening forud", "there is no screening before it"),
        late=("er screeningen foretaget efter begyndelsen", "the screening was made after the start"),
    ),
    "screening-before-support": told(
        _SUPPORT,
        missing=("mangler en screening forud", "there is no screening before it"),
        late=("er screeningen foretaget efter afgørelsen", "the screening was made after the decision"),
    ),
    "investigation-decided": told(
        missing=(
            "er der ikke registreret en afgørelse om undersøgelsen",
            "no decision on the investigation is recorded",
        ),
        late=(
            "er afgørelsen truffet, efter at undersøgelsen begyndte",
            "the decision came after the investigation began",
        ),
    ),
    "investigation-within-4-months": told(
        missing=(
            "mangler både en afslutning og en foreløbig vurdering inden fire måneder",
            "there is neither an end nor a provisional assessment within four months",
        ),
        late=(
            "er undersøgelsen afsluttet efter fire måneder uden en foreløbig vurdering inden fristen",
            "the investigation was finished after four months with no provisional assessment by the deadline",
        ),
    ),
    "investigation-before-placement-with-consent": told(_WITH_CONSENT, missing=_NOT_FINISHED, late=_FINISHED_LATE),
    "investigation-before-placement-without-consent": told(
        _WITHOUT_CONSENT, missing=_NOT_FINISHED, late=_FINISHED_LATE
    ),
    "investigation-before-support": told(_SUPPORT, missing=_NOT_FINISHED, late=_FINISHED_LATE),
    "child-conversation-before-decision": told(
        missing=(
            "mangler både en samtale med barnet og en begrundelse for at undlade den",
            "there is neither a conversation with the child nor a reason for omitting it",
        ),
        late=("er samtalen holdt efter afgørelsen", "the conversation was held after the decision"),
        incomplete=_OMITTED,
    ),
    "child-conversation-during-investigation": told(
        missing=(
            "mangler både en samtale med barnet og en begrundelse for at undlade den",
            "there is neither a conversation with the child nor a reason for omitting it",
        ),
        late=("er samtalen holdt, efter at undersøgelsen var afsluttet", "the conversation was held after the end"),
        incomplete=_OMITTED,
    ),
    "childs-request-to-be-placed-answered": told(
        (
            "ønske fra barnet om at blive anbragt",
            "ønsker fra børn om at blive anbragt",
            "request by a child to be placed",
            "requests by children to be placed",
        ),
        missing=("er der ikke registreret en afgørelse efter ønsket", "no decision after the request is recorded"),
    ),
    "companion-informed": told(
        missing=(
            "er det ikke dokumenteret, at barnet er vejledt om bisidder",
            "it is not documented that the child was told of the right to a companion",
        ),
        late=(
            "er vejledningen om bisidder givet efter den første afgørelse",
            "the guidance came after the first decision",
        ),
    ),
    "child-of-10-notified-of-decision": told(
        (
            "afgørelse med barnet som part",
            "afgørelser med barnet som part",
            "decision with the child as a party",
            "decisions with the child as a party",
        ),
        missing=(
            "er det ikke dokumenteret, at barnet selv har fået afgørelsen",
            "it is not documented that the child was told of the decision in its own right",
        ),
    ),
    "consent-before-support": told(
        _SUPPORT,
        missing=("er samtykke til støtten ikke dokumenteret", "consent to the support is not documented"),
        late=("er samtykket givet efter afgørelsen", "consent was given after the decision"),
    ),
    "custody-holder-consents-to-placement": told(
        _WITH_CONSENT,
        missing=(
            "er forældremyndighedsindehaverens samtykke ikke dokumenteret",
            "the consent of the holder of parental authority is not documented",
        ),
        late=("er samtykket givet efter afgørelsen", "consent was given after the decision"),
    ),
    "youth-of-15-consents-to-placement": told(
        (
            "anbringelse med samtykke af unge på 15 år eller mere",
            "anbringelser med samtykke af unge på 15 år eller mere",
            "placement with consent of a young person of 15 or more",
            "placements with consent of young people of 15 or more",
        ),
        missing=("er den unges eget samtykke ikke dokumenteret", "the young person's own consent is not documented"),
        late=("er den unges samtykke givet efter afgørelsen", "the young person consented after the decision"),
    ),
    "guidance-on-consent": told(
        _PLACEMENT,
        missing=(
            "er det ikke dokumenteret, at der er vejledt om samtykke",
            "it is not documented that guidance on consent was given",
        ),
        late=("er vejledningen om samtykke givet efter afgørelsen", "the guidance on consent came after the decision"),
    ),
    "lawyer-offered": told(
        _WITHOUT_CONSENT,
        missing=(
            "er det ikke dokumenteret, at der er tilbudt gratis advokat",
            "it is not documented that a free lawyer was offered",
        ),
        late=("er advokat tilbudt efter afgørelsen", "a lawyer was offered after the decision"),
    ),
    "file-access-informed": told(
        _WITHOUT_CONSENT,
        missing=(
            "er det ikke dokumenteret, at parterne er oplyst om aktindsigt og retten til at udtale sig",
            "it is not documented that the parties were told of file access and the right to speak",
        ),
        late=(
            "er parterne oplyst om aktindsigt efter afgørelsen",
            "the parties were told of file access after the decision",
        ),
    ),
    "support-person-offered": told(
        missing=(
            "er det ikke dokumenteret, at forældrene er tilbudt en støtteperson",
            "it is not documented that the parents were offered a support person",
        ),
    ),
    "plan-before-decision": told(
        _PLACEMENT,
        missing=_NO_PLAN,
        late=("er planen først lavet efter afgørelsen", "the plan was made only after the decision"),
    ),
    "plan-position-on-support": told(
        _SUPPORT,
        missing=("mangler den plan, der er besluttet", "the plan that was decided on does not exist"),
        late=("er planen lavet efter tre måneder", "the plan was made after three months"),
        incomplete=("er det ikke registreret, om der kræves en plan", "it is not recorded whether a plan is needed"),
    ),
    "plan-after-placement-with-consent": told(
        _WITH_CONSENT,
        missing=_NO_PLAN,
        late=("er planen lavet efter fristen", "the plan was made after the deadline"),
    ),
    "youth-plan-after-placement-from-16": told(
        (
            "anbringelse med samtykke efter 16-årsdagen",
            "anbringelser med samtykke efter 16-årsdagen",
            "placement with consent after the sixteenth birthday",
            "placements with consent after the sixteenth birthday",
        ),
        missing=_NO_YOUTH_PLAN,
        late=("er ungeplanen lavet efter tre måneder", "the youth plan was made after three months"),
    ),
    "youth-plan-before-placement-without-consent": told(
        (
            "anbringelse uden samtykke af unge",
            "anbringelser uden samtykke af unge",
            "placement without consent of a young person",
            "placements without consent of young people",
        ),
        missing=_NO_YOUTH_PLAN,
        late=("er ungeplanen først lavet efter afgørelsen", "the youth plan was made only after the decision"),
    ),
    "plan-has-goals": told(
        incomplete=("er der ikke registreret konkrete mål", "no concrete goals are recorded"),
    ),
    "party-heard-before-decision": told(
        missing=("er partshøring ikke registreret", "no hearing of the parties is recorded"),
        late=("er parterne hørt efter afgørelsen", "the parties were heard after the decision"),
    ),
    "adverse-decision-reasoned": told(
        _ADVERSE,
        incomplete=(
            "er det ikke dokumenteret, at afgørelsen er begrundet",
            "it is not documented that reasons were given",
        ),
    ),
    "adverse-decision-with-appeal-guidance": told(
        _ADVERSE,
        incomplete=("er klagevejledning ikke dokumenteret", "guidance on appeal is not documented"),
    ),
    "decision-sent-to-parties": told(
        missing=(
            "er det ikke registreret, hvornår afgørelsen er sendt",
            "it is not recorded when the decision was sent",
        ),
    ),
}
