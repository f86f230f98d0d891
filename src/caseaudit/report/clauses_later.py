"""The wording of the rules on follow-up, supervision, the way to adulthood, the return home and the record."""

from __future__ import annotations

from caseaudit.report.clauses import Clauses, told

_RETURN = ("hjemgivelse", "hjemgivelser", "return home", "returns home")
_RETURN_DECISION = (
    "afgørelse om hjemgivelse", "afgørelser om hjemgivelse", "decision on a return home", "decisions on a return home",
)  # fmt: skip
_RUNNING = ("indsats eller anbringelse", "indsatser og anbringelser", "measure or placement", "measures and placements")
_NO_YOUTH_PLAN = ("mangler ungeplanen", "there is no youth plan")
_YOUTH_PLAN_LATE = ("er ungeplanen lavet efter fristen", "the youth plan was made after the deadline")


CLAUSES: dict[str, Clauses] = {
    "first-follow-up": told(
        _RUNNING,
        missing=("mangler den første opfølgning", "the first follow-up is missing"),
        late=("er den første opfølgning holdt efter fristen", "the first follow-up was held after the deadline"),
    ),
    "follow-up-every-6-months": told(
        _RUNNING,
        missing=("mangler en opfølgning", "a follow-up is missing"),
        late=(
            "er der gået mere end seks måneder mellem to opfølgninger",
            "more than six months passed between two follow-ups",
        ),
    ),
    "follow-up-by-own-date": told(
        _RUNNING,
        missing=("mangler opfølgningen på den fastsatte dag", "there is no follow-up by the day that was set"),
        late=("er opfølgningen holdt efter den fastsatte dag", "the follow-up was held after the day that was set"),
    ),
    "follow-up-rhythm-decided": told(
        _RUNNING,
        missing=(
            "er der ikke registreret en dag for den næste opfølgning",
            "no day for the next follow-up is recorded",
        ),
    ),
    "child-conversation-at-each-supervision-visit": told(
        missing=("er der ikke talt med barnet", "the child was not spoken with"),
        incomplete=(
            "er det ikke registreret, om der er talt med barnet",
            "it is not recorded whether the child was spoken with",
        ),
    ),
    "supervision-visits-with-child": told(
        missing=(
            "er der et kalenderår med færre end to tilsynsbesøg med samtale",
            "there is a calendar year with fewer than two visits with a conversation",
        ),
    ),
    "aftercare-decided-by-17-and-a-half": told(
        ("anbringelse af unge", "anbringelser af unge", "placement of a young person", "placements of young people"),
        missing=("mangler en afgørelse om ungestøtte", "there is no decision on aftercare"),
        late=("er afgørelsen om ungestøtte truffet efter fristen", "aftercare was decided after the deadline"),
    ),
    "plan-revised-before-aftercare-decision": told(
        (
            "sag med afgørelse om ungestøtte",
            "sager med afgørelse om ungestøtte",
            "case with an aftercare decision",
            "cases with an aftercare decision",
        ),
        missing=("mangler planen", "there is no plan"),
        late=("er planen lavet efter afgørelsen", "the plan was made after the decision"),
        incomplete=("er planen ikke revideret før afgørelsen", "the plan was not revised before the decision"),
    ),
    "youth-plan-position-at-16": told(
        (
            "indsats for unge ved 16-årsdagen",
            "indsatser for unge ved 16-årsdagen",
            "measure for a young person turning 16",
            "measures for young people turning 16",
        ),
        missing=(
            "er der hverken en ungeplan eller en stillingtagen til den",
            "there is neither a youth plan nor a decision on whether one is needed",
        ),
        late=_YOUTH_PLAN_LATE,
    ),
    "youth-plan-for-placed-at-16": told(
        (
            "anbringelse af unge ved 16-årsdagen",
            "anbringelser af unge ved 16-årsdagen",
            "placement of a young person turning 16",
            "placements of young people turning 16",
        ),
        missing=_NO_YOUTH_PLAN,
        late=_YOUTH_PLAN_LATE,
    ),
    "return-home-decided-before-return": told(
        _RETURN,
        missing=("mangler en afgørelse om hjemgivelsen", "there is no decision on the return"),
        late=("er afgørelsen truffet, efter at barnet kom hjem", "the decision was made after the child went home"),
    ),
    "return-period-at-most-6-months": told(
        _RETURN_DECISION,
        missing=("mangler en slutdato for perioden", "there is no end date for the period"),
        late=("er perioden længere end seks måneder", "the period is longer than six months"),
        incomplete=(
            "mangler både en slutdato og en grund til, at der ikke er en",
            "there is neither an end date nor a reason for having none",
        ),
    ),
    "placement-statement-before-return": told(
        _RETURN_DECISION,
        missing=("mangler en udtalelse fra anbringelsesstedet", "there is no statement by the placement"),
        late=("er udtalelsen afgivet efter afgørelsen", "the statement was given after the decision"),
    ),
    "plan-revised-before-return": told(
        _RETURN,
        missing=("mangler planen", "there is no plan"),
        late=("er planen lavet, efter at barnet kom hjem", "the plan was made after the child went home"),
        incomplete=(
            "er planen ikke revideret i de seks måneder før hjemgivelsen",
            "the plan was not revised in the six months before the return",
        ),
    ),
    "measure-after-birth": told(
        ("hændelse", "hændelser", "event", "events"),
        incomplete=("ligger datoen før barnets fødsel", "the date lies before the child's birth"),
    ),
    "measure-ends-after-start": told(
        ("forløb med slutdato", "forløb med slutdato", "course with an end date", "courses with an end date"),
        incomplete=("ligger slutdatoen før startdatoen", "the end date lies before the start date"),
    ),
    "measure-has-earlier-decision": told(
        _RUNNING,
        missing=("mangler en registreret afgørelse", "no decision is recorded"),
        late=("er afgørelsen dateret efter begyndelsen", "the decision is dated after the start"),
    ),
    "plan-kind-matches-age": told(
        incomplete=("passer planens art ikke til barnets alder", "the kind of plan does not fit the child's age"),
    ),
    "section-in-force": told(
        incomplete=(
            "er afgørelsen registreret efter en lov, der ikke gjaldt på dagen",
            "the decision is recorded under an act that was not in force on its day",
        ),
    ),
}
