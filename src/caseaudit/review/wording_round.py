"""Sentences about a round as a whole: cases with a breach, reader against machine, self-rating, agreement, and the design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.review.estimate_model import FEWEST
from caseaudit.review.wording import WITHHELD, decimal, ends, joined, most_text, noun, number, percent, reach
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.agreement import Compared
    from caseaudit.review.estimate_model import Share
    from caseaudit.review.machine import Beside
    from caseaudit.review.results_model import Method, ReviewResult, Verdicts
    from caseaudit.review.selfrating import Rated

SMALL = 60
"""Up to this many drawn, the reader is told that the sample is small."""


def verdict_text(v: Verdicts, kind: str) -> Text:
    """Cases with at least one no, and then without: the opposite of the rate per point."""
    share = v.share
    if not share.n:
        return Text("Ingen sag er læst til ende.", "No case was read to the end.")
    bad = share.n - share.x
    value = share.percent if share.weighted else None
    weight = Text("", "")
    if value is not None:
        weight = Text(f" (vægtet {percent(100 - value)} pct.)", f" (weighted {percent(100 - value)} %)")
    first = Text(
        f"I {bad} af {share.n} {noun(kind, share.n).da}, der er læst til ende, er der mindst ét nej til et lovkrav{weight.da}.",
        f"In {bad} of {share.n} {noun(kind, share.n).en} read to the end there is at least one no to a demand of the law"
        f"{weight.en}.",
    )
    told = reach(share, kind) if share.withheld or share.basis == "census" else _bad_reach(share, kind)
    unsure = None
    if v.unsure:
        unsure = Text(
            f"Af dem uden nej har {v.unsure} et lovkrav, der ikke kunne vurderes.",
            f"Of those without a no, {v.unsure} have a demand that could not be judged.",
        )
    left = None
    if v.unfinished:
        low, high, n = bad + v.unfinished_with_no, bad + v.unfinished, share.n + v.unfinished
        left = Text(
            f"{v.unfinished} er ikke læst til ende og er ikke med. Med dem har mellem {low} og {high} af {n} et nej.",
            f"{v.unfinished} are not read to the end and left out. With them, between {low} and {high} of {n} have a no.",
        )
    return joined(first, told, unsure, left)


def _bad_reach(share: Share, kind: str) -> Text | None:
    if share.interval is None or share.n < FEWEST:
        return None
    if share.most_without_share is not None:
        most = most_text(share, kind)
        return Text(
            f"Det betyder ikke, at der ingen er: {most.da} kan have et (95 pct. sikkerhed).",
            f"That does not mean that there are none: {most.en} may have one (95 % confidence).",
        )
    first, last = ends(share.interval)
    low, high = 100 - last, 100 - first
    return Text(
        f"Med 95 pct. sikkerhed ligger andelen af alle mellem {low} og {high} pct.",
        f"With 95 % confidence the share of all lies between {low} and {high} %.",
    )


def rating_text(r: Rated, title: Text, own: Text) -> tuple[Text, ...]:
    """The municipality's own rating beside what was found, and a plain sentence where they part. `own` is its word for it."""
    found = [
        Text(
            f"{title.da}: kommunen vurderer selv, at kravene er opfyldt {own.da}.",
            f"{title.en}: the municipality's own rating is that the demands are met {own.en}.",
        )
    ]
    if r.machine:
        good, judged = r.machine
        found.append(
            Text(f"Registreringen viser {good} af {judged} opfyldt.", f"The records show {good} of {judged} fulfilled.")
        )
    if r.reviewed:
        yes, judged = r.reviewed
        found.append(Text(f"Gennemgangen fandt {yes} af {judged} ja.", f"The review found {yes} of {judged} yes."))
    if not (r.parts_machine or r.parts_reviewed):
        return tuple(found)
    better = "better" in (r.parts_machine, r.parts_reviewed)
    weak = r.weakest
    point = (
        Text("", "")
        if not better or weak is None
        else Text(
            f" Lavest ligger {weak[0]}: {weak[1]} af {weak[2]}.", f" Lowest is {weak[0]}: {weak[1]} of {weak[2]}."
        )
    )
    if better:
        found.append(
            Text(
                f"Temaet er vurderet højt, men meget er ikke opfyldt.{point.da}",
                f"The theme is rated high, but much is not fulfilled.{point.en}",
            )
        )
    else:
        found.append(
            Text(
                "Temaet er vurderet lavt, men næsten alt er opfyldt.",
                "The theme is rated low, but nearly everything is fulfilled.",
            )
        )
    return tuple(found)


def machine_text(b: Beside) -> tuple[Text, ...]:
    """Agreement of reader and machine, and what each kind of difference means for the numbers from the export."""
    if not b.pairs:
        return ()
    out = [
        Text(
            f"Gennemgang og registrering siger det samme i {b.same} af {b.pairs} tilfælde.",
            f"Review and records say the same in {b.same} of {b.pairs} instances.",
        )
    ]
    if b.registered_not_found:
        out.append(
            Text(
                f"Registreret, men ikke fundet i sagen: {b.registered_not_found} af de {b.machine_yes}, som registreringen "
                "viser opfyldt. Så langt er udtrækkets tal for gode.",
                f"Registered, but not found in the case: {b.registered_not_found} of the {b.machine_yes} that the records "
                "show fulfilled. To that extent the numbers of the export are too good.",
            )
        )
    if b.found_not_registered:
        breached = b.both_no + b.found_not_registered
        out.append(
            Text(
                f"Fundet i sagen, men ikke registreret: {b.found_not_registered} af de {breached}, som registreringen viser "
                "ikke opfyldt. Så langt er udtrækkets tal for hårde, og registreringen skal rettes.",
                f"Found in the case, but not registered: {b.found_not_registered} of the {breached} that the records show "
                "not fulfilled. To that extent the numbers of the export are too hard, and the records must be put right.",
            )
        )
    return tuple(out)


def agreement_text(c: Compared) -> Text:
    if not c.pairs:
        return Text("Ingen sager er læst af to uden at kende hinandens svar.", "No cases were read blind by two.")
    ac1 = next((t.ac1 for t in c.totals if t.scale == "yes_no"), None)
    told = Text("", "") if ac1 is None else Text(f" (AC1 {decimal(ac1).da})", f" (AC1 {decimal(ac1).en})")
    return Text(
        f"To gennemgange nåede samme svar i {c.same} af {c.pairs} tilfælde{told.da}.",
        f"Two readings came to the same answer in {c.same} of {c.pairs} instances{told.en}.",
    )


DESIGNS = {
    "simple": Text("tilfældigt udtrukket, alle med samme chance", "drawn at random, all with the same chance"),
    "stratified": Text(
        "tilfældigt udtrukket inden for hver gruppe; tallene er vægtet efter gruppernes størrelse",
        "drawn at random within each group; the numbers are weighted by the sizes of the groups",
    ),
    "quota": Text(
        "et fast antal tilfældigt udtrukket fra hver gruppe; hvor et samlet tal kan gives, er det vægtet efter gruppernes størrelse",
        "a fixed number drawn at random from each group; a number for all, where one can be given, is weighted by their sizes",
    ),
    "risk": Text(
        "udtrukket så sager med høj risiko oftere kommer med; andelen er vægtet, så den svarer til alle sager",
        "drawn so that cases of high risk come oftener; the share is weighted so that it stands for all cases",
    ),
    "picked": Text("udpeget, ikke udtrukket", "picked, not drawn"),
}


def design_text(m: Method) -> Text:
    n, many = m.drawn or m.picked, number(m.population)
    if m.design == "picked":
        return Text(
            f"{n} {noun(m.unit_kind, n).da}, udpeget, ikke udtrukket.",
            f"{n} {noun(m.unit_kind, n).en}, picked, not drawn.",
        )
    among = Text(f" blandt {many.da}", f" among {many.en}")
    return Text(
        f"{n} {noun(m.unit_kind, n).da}{among.da}: {DESIGNS[m.design].da}.",
        f"{n} {noun(m.unit_kind, n).en}{among.en}: {DESIGNS[m.design].en}.",
    )


def notes(r: ReviewResult) -> Iterator[Text]:
    """What a reader must know before the numbers, shortest first."""
    m = r.method
    yield design_text(m)
    if m.design == "picked" or m.picked:
        yield (
            WITHHELD["picked"]
            if m.design == "picked"
            else Text(
                f"{m.picked} {noun(m.unit_kind, m.picked).da} er udpeget og står for sig. Tallene gælder kun disse sager.",
                f"{m.picked} {noun(m.unit_kind, m.picked).en} were picked and stand apart. Their numbers hold for these cases only.",
            )
        )
    if m.withdrawn:
        yield Text(
            f"{m.withdrawn} udtrukne er ikke læst; {m.replaced} af dem er erstattet af den næste i rækken.",
            f"{m.withdrawn} of those drawn were not read; {m.replaced} of them were replaced by the next in line.",
        )
    if 0 < m.drawn <= SMALL and m.design != "picked" and m.drawn < m.population:
        yield Text(
            "Spændene er store, fordi stikprøven er lille. Brug tallene til at finde mønstre og aftale opfølgning, ikke til at "
            "måle niveauet præcist eller sammenligne teams og medarbejdere.",
            "The intervals are wide because the sample is small. Use the numbers to find patterns and agree on follow-up, not "
            "to measure the level precisely or compare teams and staff.",
        )
    if m.design != "picked" and r.verdicts.share.n and m.drawn == m.population:
        many = number(m.population)
        yield Text(
            f"Alle {many.da} {noun(m.unit_kind, m.population).da} er med. Der er ingen stikprøveusikkerhed, men fejl kan forekomme.",
            f"All {many.en} {noun(m.unit_kind, m.population).en} are in. There is no sampling uncertainty, but errors may occur.",
        )
    if len(r.points) > 1 and m.drawn:
        yield Text(
            f"Der er målt {len(r.points)} punkter. Ved så mange målinger vil enkelte afvige alene ved tilfældighed.",
            f"{len(r.points)} points were measured. With so many, some will differ by chance alone.",
        )
