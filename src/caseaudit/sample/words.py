"""Sentences about a sample as a whole: what was drawn from what, what was left out, and what the numbers may be used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.law import cite
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.sample.why import REASONS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.sample.model import Item, Sample

PLURALS: dict[str, Text] = {
    "case": Text("sager", "cases"),
    "mixed": Text("sager og hændelser", "cases and events"),
    "decision": Text("afgørelser", "decisions"),
    "notification": Text("underretninger", "notifications"),
    "placement": Text("anbringelser", "placements"),
    "intervention": Text("indsatser", "interventions"),
    "investigation": Text("undersøgelser", "investigations"),
    "plan": Text("planer", "plans"),
    "follow_up": Text("opfølgninger", "follow-ups"),
    "supervision_visit": Text("tilsynsbesøg", "supervision visits"),
    "child_conversation": Text("børnesamtaler", "child conversations"),
}
SINGULARS: dict[str, Text] = {"case": Text("sag", "case"), "mixed": Text("sag eller hændelse", "case or event")}

DESIGNS: dict[str, Text] = {
    "simple": Text("simpel tilfældig udtrækning", "simple random draw"),
    "stratified": Text("tilfældig udtrækning i hver del", "random draw in every part"),
    "quota": Text("tilfældig udtrækning efter kvoter", "random draw by quotas"),
    "risk": Text("udtrækning efter risiko", "draw by risk"),
    "picked": Text("udpegede", "picked by hand"),
}

EXCLUDED: dict[str, Text] = {
    "after_as_of": Text("ligger efter opgørelsesdagen", "lie after the as-of day"),
    "section": Text("har ikke den valgte paragraf", "do not have the chosen provision"),
    "window": Text("ligger uden for perioden", "lie outside the period"),
    "unit": Text("hører til andre enheder", "belong to other units"),
    "team": Text("hører til andre team", "belong to other teams"),
    "target_group": Text("hører til andre målgrupper", "belong to other target groups"),
    "closed": Text("er lukket", "are closed"),
    "reviewed": Text("er gennemgået for nylig", "were reviewed lately"),
}

FIELDS: dict[str, Text] = {
    "unit": Text("enhed", "unit"),
    "team": Text("team", "team"),
    "target_group": Text("målgruppe", "target group"),
    "section": Text("paragraf", "provision"),
}


FILTERS: dict[str, Text] = {
    "sections": Text("paragraf", "provision"),
    "first": Text("fra", "from"),
    "last": Text("til", "to"),
    "units": Text("enhed", "unit"),
    "teams": Text("team", "team"),
    "target_groups": Text("målgruppe", "target group"),
    "open_only": Text("kun åbne sager", "open cases only"),
    "not_reviewed_within": Text("ikke gennemgået inden for", "not reviewed within"),
    "period": Text("periode", "period"),
}


def things(kind: str, n: int = 2) -> str:
    """The word for what is drawn, in singular or plural."""
    if n == 1:
        return str(SINGULARS.get(kind) or EVENT_TYPES[kind].label)
    if kind in PLURALS:
        return str(PLURALS[kind])
    return str(Text(f"hændelser ({EVENT_TYPES[kind].label.da})", f"events ({EVENT_TYPES[kind].label.en})"))


def headline(s: Sample) -> str:
    """`Stikprøve 2026-10-15-1: 20 af 40 sager, simpel tilfældig udtrækning`."""
    drawn = [i for i in s.items if i.chosen not in ("must", "replacement")]
    what = things(s.unit_kind, s.population)
    if s.design == "picked":
        n = len(s.items)
        return (
            str(Text(f"Stikprøve {s.id}: {n} udpegede", f"Sample {s.id}: {n} picked by hand"))
            + f" {things(s.unit_kind, n)}"
        )
    of = Text("af", "of")
    named = Text("Stikprøve", "Sample")
    if everything(s):
        return f"{named} {s.id}: " + str(Text(f"alle {s.population} {what}", f"all {s.population} {what}"))
    return f"{named} {s.id}: {len(drawn)} {of} {s.population} {what}, {DESIGNS[s.design]}"


def everything(s: Sample) -> bool:
    """Whether nothing was left undrawn."""
    drawn = sum(i.chosen in ("random", "certain") for i in s.items)
    return s.design != "picked" and drawn >= s.population


def background(s: Sample) -> list[str]:
    """Where it comes from, and the seed."""
    run = Text(f"Fra kørslen {s.run}, opgjort pr. {show(s.as_of)}.", f"From run {s.run}, as of {show(s.as_of)}.")
    seed = Text(f'Frø: "{s.seed}".', f'Seed: "{s.seed}".')
    if s.secret:
        seed = Text(f"Hemmeligt frø: {s.seed}.", f"Secret seed: {s.seed}.")
    lines = [f"{run} {seed}"]
    if s.excluded:
        told = ", ".join(f"{n} {EXCLUDED[reason]}" for reason, n in s.excluded.items() if reason in EXCLUDED)
        lines.append(str(Text(f"Ikke med i puljen: {told}.", f"Not in the pool: {told}.")))
    return lines


NOTES: dict[str, tuple[Text, Text]] = {
    "lifted": (
        Text(
            "1 af delene er så lille, at den ikke ville have fået nogen; den har fået 1.",
            "1 of the parts is so small that it would have got none; it has got 1.",
        ),
        Text(
            "{n} af delene er så små, at de ikke ville have fået nogen; de har fået 1 hver.",
            "{n} of the parts are so small that they would have got none; they have got 1 each.",
        ),
    ),
    "too_small": (
        Text(
            "1 af delene har færre end ønsket; dér er alle med.",
            "1 of the parts holds fewer than wanted; all of it is in.",
        ),
        Text(
            "{n} af delene har færre end ønsket; dér er alle med.",
            "{n} of the parts hold fewer than wanted; all of them are in.",
        ),
    ),
    "must_more": (
        Text(
            "1 er udpeget og kommer oven i. Den tæller ikke med i skønnet for alle.",
            "1 is picked by hand and comes on top. It is outside the estimate for all.",
        ),
        Text(
            "{n} er udpeget og kommer oven i. De tæller ikke med i skønnet for alle.",
            "{n} are picked by hand and come on top. They are outside the estimate for all.",
        ),
    ),
    "must_drawn": (
        Text(
            "1 af de udpegede blev også udtrukket og tæller med som de andre.",
            "1 of those picked by hand was drawn too and counts like the others.",
        ),
        Text(
            "{n} af de udpegede blev også udtrukket og tæller med som de andre.",
            "{n} of those picked by hand were drawn too and count like the others.",
        ),
    ),
    "must_outside": (
        Text("1 af de udpegede ligger uden for puljen.", "1 of those picked by hand lies outside the pool."),
        Text("{n} af de udpegede ligger uden for puljen.", "{n} of those picked by hand lie outside the pool."),
    ),
}
"""What may be told of a draw: for one, and for several."""


def remarks(s: Sample) -> list[str]:
    """What must be said about the draw: asked for more than there is, small parts, picked cases, drawn before."""
    first = next((e.detail for e in s.trail if e.action == "drawn"), {})
    out = [text] if (text := _use(s)) else []
    for code, (one, several) in NOTES.items():
        if n := first.get(code):
            out.append(str(one) if n == 1 else str(several).format(n=n))
    if s.draw > 1:
        again = Text(
            f"Dette er udtræk nr. {s.draw} af de samme data på samme måde. Alle udtræk står i seeds.jsonl.",
            f"This is draw no. {s.draw} from the same data in the same way. All draws are in seeds.jsonl.",
        )
        out.append(str(again))
    return out


def _use(s: Sample) -> str:
    """What the numbers may be used for, where that is not everything."""
    if s.design == "picked":
        text = Text(
            "Sagerne er udpeget. Tallene gælder kun dem og kan ikke omregnes til alle sager.",
            "The cases are picked by hand. The numbers hold for them only and say nothing about all cases.",
        )
    elif everything(s) and len(s.strata) == 1 and s.strata[0].wanted > s.population:
        wanted = s.strata[0].wanted
        text = Text(
            f"Der er kun {s.population}, og der blev bedt om {wanted}. Alle er med, så der er ingen stikprøveusikkerhed.",
            f"There are only {s.population}, and {wanted} were asked for. All are in, so there is no sampling uncertainty.",
        )
    elif everything(s):
        text = Text(
            f"Alle {s.population} er med, så der er ingen stikprøveusikkerhed.",
            f"All {s.population} are in, so there is no sampling uncertainty.",
        )
    elif s.design == "risk":
        text = Text(
            "Sager med høj risiko er udtrukket oftere. Andele skal vægtes, før de gælder alle.",
            "Cases with high risk are drawn more often. Shares must be weighted before they hold for all.",
        )
    else:
        return ""
    return str(text)


def about(item: Item) -> str:
    """`Afgørelse 14-07-2024 (BL § 32)`."""
    if item.unit_kind == "case":
        return ""
    label = str(EVENT_TYPES[item.unit_kind].label) if item.unit_kind in EVENT_TYPES else item.unit_kind
    day = f" {show(item.unit_on)}" if item.unit_on else ""
    law = f" ({cite(item.section)})" if item.section else ""
    return label[:1].upper() + label[1:] + day + law


def withdrawn(item: Item) -> str:
    reason = REASONS.get(item.withdrawn, REASONS["other"])
    return str(Text(f"Læses ikke: {reason.da}.", f"Not read: {reason.en}."))


def stratum_name(label: str) -> str:
    return label or str(Text("alle", "all"))
