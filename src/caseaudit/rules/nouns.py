"""What the events, fields and codes of the two tables are called inside a sentence, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from caseaudit.texts import Text


class Noun(NamedTuple):
    """How one event type is spoken of.

    `one` and `many` name it, `the` and `done` make "afgørelsen" and "er truffet", `exists` is a clause of its own,
    `after` is what a length of time is counted from, `ended` tells that it is over.
    """

    one: Text
    many: Text
    the: Text
    done: Text
    exists: Text
    after: Text
    ended: Text = Text("er afsluttet", "is finished")


_STARTED = Text("er iværksat", "starts")
_START = Text("iværksættelsen", "the start")
_RECORDED = Text("er registreret", "is recorded")
_STOPPED = Text("er ophørt", "has ended")


def _step(da: tuple[str, str, str, str], en: tuple[str, str, str, str]) -> Noun:
    """A step that is only ever looked for: one, many, the, exists."""
    one, many, the, exists = (Text(*pair) for pair in zip(da, en, strict=True))
    return Noun(one, many, the, _RECORDED, exists, the)


NOUNS: dict[str, Noun] = {
    "notification": Noun(
        Text("en underretning", "a notification"), Text("underretninger", "notifications"), Text("underretningen", "the notification"),
        Text("er modtaget", "is received"), Text("der er modtaget en underretning", "a notification is received"),
        Text("underretningen", "the notification"),
    ),
    "notification_assessed": _step(
        ("en 24-timers vurdering", "24-timers vurderinger", "24-timers vurderingen", "der er foretaget en 24-timers vurdering"),
        ("a 24-hour assessment", "24-hour assessments", "the 24-hour assessment", "a 24-hour assessment is made"),
    ),
    "receipt_sent": _step(
        ("en kvittering", "kvitteringer", "kvitteringen", "der er sendt en kvittering til underretteren"),
        ("a receipt", "receipts", "the receipt", "a receipt is sent to the notifier"),
    ),
    "notifier_informed": _step(
        ("en tilbagemelding", "tilbagemeldinger", "tilbagemeldingen", "der er givet en tilbagemelding til underretteren"),
        ("an answer to the notifier", "answers to the notifier", "the answer to the notifier", "the notifier is informed"),
    ),
    "reassessment": _step(
        ("en genvurdering", "genvurderinger", "genvurderingen", "der er foretaget en genvurdering"),
        ("a reassessment", "reassessments", "the reassessment", "a reassessment is made"),
    ),
    "notification_meeting": _step(
        ("et underretningsmøde", "underretningsmøder", "underretningsmødet", "der er holdt et underretningsmøde"),
        ("a notification meeting", "notification meetings", "the notification meeting", "a notification meeting is held"),
    ),
    "screening": Noun(
        Text("en screening", "a screening"), Text("screeninger", "screenings"), Text("screeningen", "the screening"),
        Text("er begyndt", "begins"), Text("der er foretaget en screening", "a screening is made"), Text("screeningen", "the screening"),
    ),
    "limited_investigation": Noun(
        Text("en afdækning", "a limited investigation"), Text("afdækninger", "limited investigations"),
        Text("afdækningen", "the limited investigation"), Text("er begyndt", "begins"),
        Text("der er begyndt en afdækning", "a limited investigation is begun"), Text("afdækningens begyndelse", "the start"),
    ),
    "investigation": Noun(
        Text("en børnefaglig undersøgelse", "an investigation"), Text("børnefaglige undersøgelser", "investigations"),
        Text("undersøgelsen", "the investigation"), Text("er begyndt", "begins"),
        Text("der er begyndt en børnefaglig undersøgelse", "an investigation is begun"),
        Text("undersøgelsens begyndelse", "the start of the investigation"),
    ),
    "provisional_assessment": _step(
        ("en foreløbig vurdering", "foreløbige vurderinger", "den foreløbige vurdering", "der er foretaget en foreløbig vurdering"),
        ("a provisional assessment", "provisional assessments", "the provisional assessment", "a provisional assessment is made"),
    ),
    "child_conversation": Noun(
        Text("en børnesamtale", "a child conversation"), Text("børnesamtaler", "child conversations"),
        Text("samtalen", "the conversation"), Text("er holdt", "is held"),
        Text("der er registreret en børnesamtale", "a child conversation is recorded"), Text("samtalen", "the conversation"),
    ),
    "companion_informed": _step(
        ("vejledning om bisidder", "vejledninger om bisidder", "vejledningen om bisidder", "der er vejledt om bisidder"),
        ("word of the companion", "words of the companion", "word of the companion", "the child is told of the companion"),
    ),
    "request": Noun(
        Text("en ansøgning eller ønske", "a request"), Text("ansøgninger eller ønsker", "requests"),
        Text("ansøgningen eller ønsket", "the request"), Text("er modtaget", "is received"),
        Text("der er modtaget en ansøgning eller et ønske", "a request is received"), Text("modtagelsen", "its receipt"),
    ),
    "decision": Noun(
        Text("en afgørelse", "a decision"), Text("afgørelser", "decisions"), Text("afgørelsen", "the decision"),
        Text("er truffet", "is made"), Text("der er truffet en afgørelse", "a decision is made"), Text("afgørelsen", "the decision"),
        Text("udløber", "runs out"),
    ),
    "plan": Noun(
        Text("en plan", "a plan"), Text("planer", "plans"), Text("planen", "the plan"), Text("er lavet", "is made"),
        Text("der foreligger en plan", "a plan exists"), Text("planen", "the plan"),
    ),
    "intervention": Noun(
        Text("en indsats", "a measure"), Text("indsatser", "measures"), Text("indsatsen", "the measure"), _STARTED,
        Text("der er iværksat en indsats", "a measure is started"), _START, _STOPPED,
    ),
    "placement": Noun(
        Text("en anbringelse", "a placement"), Text("anbringelser", "placements"), Text("anbringelsen", "the placement"), _STARTED,
        Text("der er iværksat en anbringelse", "a placement is started"), _START, _STOPPED,
    ),
    "follow_up": _step(
        ("en opfølgning", "opfølgninger", "opfølgningen", "der er holdt en opfølgning"),
        ("a follow-up", "follow-ups", "the follow-up", "a follow-up is held"),
    ),
    "supervision_visit": Noun(
        Text("et tilsynsbesøg", "a supervision visit"), Text("tilsynsbesøg", "supervision visits"), Text("besøget", "the visit"),
        Text("er aflagt", "is made"), Text("der er aflagt et tilsynsbesøg", "a supervision visit is made"), Text("besøget", "the visit"),
    ),
    "consent_given": _step(
        ("et samtykke", "samtykker", "samtykket", "der er givet et samtykke"),
        ("a consent", "consents", "the consent", "consent is given"),
    ),
    "guidance_given": _step(
        ("vejledning om samtykke", "vejledninger om samtykke", "vejledningen om samtykke", "der er vejledt om samtykke"),
        ("guidance on consent", "instances of guidance on consent", "the guidance on consent", "guidance on consent is given"),
    ),
    "lawyer_offered": _step(
        ("et tilbud om advokat", "tilbud om advokat", "tilbuddet om advokat", "der er tilbudt advokat"),
        ("an offer of a lawyer", "offers of a lawyer", "the offer of a lawyer", "a lawyer is offered"),
    ),
    "file_access_informed": _step(
        ("vejledning om aktindsigt", "vejledninger om aktindsigt", "vejledningen om aktindsigt", "der er vejledt om aktindsigt"),
        ("word of file access", "words of file access", "word of file access", "the parties are told of file access"),
    ),
    "support_person_offered": _step(
        ("et tilbud om støtteperson", "tilbud om støtteperson", "tilbuddet om støtteperson", "der er tilbudt en støtteperson"),
        ("an offer of a support person", "offers of a support person", "the offer of a support person", "a support person is offered"),
    ),
    "party_hearing": _step(
        ("en partshøring", "partshøringer", "partshøringen", "der er foretaget en partshøring"),
        ("a party hearing", "party hearings", "the party hearing", "a party hearing is held"),
    ),
    "decision_sent": _step(
        ("en afsendelse af afgørelsen", "afsendelser af afgørelsen", "afsendelsen af afgørelsen", "afgørelsen er sendt"),
        ("a sending of the decision", "sendings of the decision", "the sending of the decision", "the decision is sent"),
    ),
    "placement_statement": _step(
        ("en udtalelse fra anbringelsesstedet", "udtalelser fra anbringelsesstedet", "udtalelsen fra anbringelsesstedet",
         "der er indhentet en udtalelse fra anbringelsesstedet"),
        ("a statement from the placement", "statements from the placement", "the statement from the placement",
         "a statement from the placement is obtained"),
    ),
    "return_home": Noun(
        Text("en hjemgivelse", "a return home"), Text("hjemgivelser", "returns home"), Text("hjemgivelsen", "the return home"),
        Text("er sket", "takes place"), Text("der er sket en hjemgivelse", "a return home takes place"),
        Text("hjemgivelsen", "the return home"),
    ),
    "aftercare_decision": Noun(
        Text("en afgørelse om ungestøtte", "an aftercare decision"), Text("afgørelser om ungestøtte", "aftercare decisions"),
        Text("afgørelsen om ungestøtte", "the aftercare decision"), Text("er truffet", "is made"),
        Text("der er truffet en afgørelse om ungestøtte", "an aftercare decision is made"),
        Text("afgørelsen om ungestøtte", "the aftercare decision"),
    ),
}  # fmt: skip

CODES: dict[str, Text] = {
    "held": Text("afholdt", "held"),
    "declined": Text("barnet ønskede den ikke", "declined by the child"),
    "omitted": Text("undladt", "omitted"),
    "administration": Text("forvaltningen", "the administration"),
    "committee": Text("børne- og ungeudvalget", "the committee"),
    "chair": Text("formanden", "the chair"),
    "anonymous": Text("anonym", "anonymous"),
    "professional": Text("fagperson", "professional"),
    "other": Text("anden", "other"),
    "supported": Text("støttet", "supported"),
    "supervised": Text("overvåget", "supervised"),
    "free": Text("frit", "free"),
    "interrupted": Text("afbrudt", "interrupted"),
    "paused": Text("sat på pause", "paused"),
    "action": Text("handleplan", "action plan"),
    "child": Text("barnets plan", "child's plan"),
    "youth": Text("ungeplan", "youth plan"),
    "support": Text("støtte", "support"),
    "concern": Text("bekymring", "concern"),
    "placement": Text("anbringelse", "placement"),
    "contact": Text("samvær", "contact"),
    "return": Text("hjemgivelse", "return"),
    "change_of_placement": Text("ændret anbringelsessted", "change of placement"),
    "abuse": Text("vold eller overgreb", "abuse"),
    "yes": Text("ja", "yes"),
    "no": Text("nej", "no"),
    "documented": Text("angivet", "recorded"),
}

PARTIES: dict[str, Text] = {
    "child": Text("barnet", "the child"),
    "custody_holder": Text("forældremyndighedsindehaveren", "the custody holder"),
    "other_parent": Text("den anden forælder", "the other parent"),
    "placement": Text("anbringelsesstedet", "the placement"),
    "other": Text("en anden", "another"),
}
"""`child` and `placement` are also kinds of plan and decision, so the parties have words of their own."""


FROM_PARTY = frozenset({"consent_given", "request", "placement_statement"})
TO_PARTY = frozenset(
    {
        "decision_sent",
        "companion_informed",
        "guidance_given",
        "lawyer_offered",
        "file_access_informed",
        "support_person_offered",
    }
)
"""Whether the party of an event gives it or gets it."""


class Flag(NamedTuple):
    """A yes/no field of the unit as a clause, and of another event as what it comes with."""

    yes: Text
    no: Text
    with_: Text
    without: Text


FLAGS: dict[str, Flag] = {
    "consent": Flag(
        Text("der er registreret samtykke", "consent is recorded"), Text("det er registreret, at samtykke mangler", "lack of consent is recorded"),
        Text("med samtykke", "with consent"), Text("uden samtykke", "without consent"),
    ),
    "alternative": Flag(
        Text("barnets holdning er søgt belyst på anden vis", "the child's view was obtained another way"),
        Text("det er registreret, at barnets holdning ikke er søgt belyst på anden vis", "it is recorded that the child's view was not obtained"),
        Text("med barnets holdning belyst på anden vis", "with the child's view obtained another way"),
        Text("uden barnets holdning belyst på anden vis", "without the child's view obtained another way"),
    ),
    "urgent": Flag(
        Text("det er registreret som en hastesag", "it is recorded as urgent"), Text("det er registreret, at det ikke er en hastesag", "it is recorded as not urgent"),
        Text("registreret som hastesag", "recorded as urgent"), Text("registreret som ikke hastesag", "recorded as not urgent"),
    ),
    "goals": Flag(
        Text("der er konkrete mål", "there are concrete goals"), Text("det er registreret, at konkrete mål mangler", "it is recorded that goals are missing"),
        Text("med konkrete mål", "with concrete goals"), Text("uden konkrete mål", "without concrete goals"),
    ),
    "contact_frame": Flag(
        Text("der er en ramme for samværet", "there is a frame for contact"), Text("det er registreret, at en ramme for samværet mangler", "it is recorded that a frame is missing"),
        Text("med en ramme for samværet", "with a frame for contact"), Text("uden en ramme for samværet", "without a frame for contact"),
    ),
    "with_child": Flag(
        Text("der er talt med barnet", "the child was spoken with"), Text("det er registreret, at der ikke er talt med barnet", "it is recorded that the child was not spoken with"),
        Text("med samtale med barnet", "with the child spoken with"), Text("uden samtale med barnet", "without the child spoken with"),
    ),
    "plan_needed": Flag(
        Text("en plan er vurderet nødvendig", "a plan is assessed as needed"), Text("en plan er vurderet unødvendig", "a plan is assessed as not needed"),
        Text("med en plan vurderet nødvendig", "with a plan assessed as needed"), Text("med en plan vurderet unødvendig", "with a plan assessed as not needed"),
    ),
    "reasoned": Flag(
        Text("der er givet en begrundelse", "reasons are given"), Text("det er registreret, at begrundelse mangler", "it is recorded that reasons are missing"),
        Text("med begrundelse", "with reasons"), Text("uden begrundelse", "without reasons"),
    ),
    "appeal_guidance": Flag(
        Text("der er givet klagevejledning", "guidance on appeal is given"), Text("det er registreret, at klagevejledning mangler", "it is recorded that guidance on appeal is missing"),
        Text("med klagevejledning", "with guidance on appeal"), Text("uden klagevejledning", "without guidance on appeal"),
    ),
    "heard": Flag(
        Text("der er partshørt", "the party was heard"), Text("det er registreret, at der ikke er partshørt", "it is recorded that the party was not heard"),
        Text("med partshøring", "with the party heard"), Text("uden partshøring", "without the party heard"),
    ),
}  # fmt: skip

FIELDS: dict[str, Text] = {
    "kind": Text("arten er", "the kind is"),
    "result": Text("resultatet er", "the result is"),
    "body": Text("det er afgjort af", "it was decided by"),
    "notifier": Text("underretteren er", "the notifier is"),
    "party": Text("parten er", "the party is"),
}
"""How a code of the unit itself is told, before the code."""

RECORDED: dict[str, Text] = {
    "section": Text("paragraffen er registreret", "the section is recorded"),
    "reason": Text("der er registreret en begrundelse", "a reason is recorded"),
    "ends_on": Text("der er registreret en slutdato", "an end date is recorded"),
    "aware_on": Text("det er registreret, hvornår behovet blev kendt", "the day the need became known is recorded"),
    "next_on": Text("det er fastsat, hvornår det senest skal ske igen", "the day for the next time is set"),
}
"""What `documented` asks of the unit's own fields; yes/no fields and codes say that they are recorded."""

WITH: dict[str, Text] = {
    "reason": Text("med begrundelse", "with a reason"),
    "ends_on": Text("med slutdato", "with an end date"),
    "next_on": Text("med dato for næste gang", "with a day for the next time"),
}
"""What `documented` asks of another event."""

RESULTS: dict[tuple[str, tuple[str, ...]], Text] = {
    ("child_conversation", ("held",)): Text("der er holdt en børnesamtale", "a child conversation is held"),
    ("child_conversation", ("held", "declined")): Text(
        "der er holdt en børnesamtale, eller barnet har afslået den,",
        "a child conversation is held, or the child declined it,",
    ),
    ("child_conversation", ("omitted",)): Text(
        "det er registreret, at børnesamtalen er undladt", "it is recorded that the child conversation was omitted"
    ),
}
"""Results that make a clause of their own, instead of a filter on the event."""
