"""Appendix G: how the cases of a review were drawn and read, and what the numbers can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.numbers import MIN_FOR_PERCENT, number, of
from caseaudit.report.numbers import NBSP, NONE
from caseaudit.report.review_chapter_committee import shown
from caseaudit.report.review_chapter_seen import question
from caseaudit.report.tables import count
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.review.wording import decimal, noun
from caseaudit.review.wording_round import DESIGNS
from caseaudit.sample.words import EXCLUDED, stratum_name
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Options
    from caseaudit.review.agreement import Agreement
    from caseaudit.review.results_model import Method, ReviewResult
    from caseaudit.statistics.proportion import Interval

TITLE = Text("Gennemgangens metode", "Method of the review")
RESERVATION = Text(
    "Ankestyrelsens forbehold gælder også her: Antallet af sager i den enkelte enhed er for lille til generelle udsagn om enheden. "
    "Tallene bruges til at finde mønstre og aftale opfølgning, ikke til at rangordne enheder eller medarbejdere.",
    "The reservation of the National Board of Appeal holds here too: the number of cases in a single unit is too small for "
    "general statements about the unit. The numbers are for finding patterns and agreeing on follow-up, not for ranking.",
)
_DRAWING = Text(
    "Hver, der kunne udtrækkes, får et tal, der regnes af frøet og sagsnummeret, og de mindste tal er udtrukket. Samme frø og samme "
    "sager giver altid samme stikprøve, og ingen kan vælge en bestemt sag til.",
    "Each that could be drawn gets a number worked out from the seed and the case id, and the smallest are drawn. The same seed "
    "and the same cases always give the same sample, and nobody can choose a certain case.",
)
_ANSWERS = Text(
    "Svarene er ja, nej, ikke relevant og kan ikke vurderes, og for grader lav, nogen og høj. Kun ja og nej, eller de tre grader, "
    "er bedømt. Læseren ser, hvad udtrækket oplyser, men ikke hvad efterprøvningen nåede frem til. Læsernes bemærkninger bringes "
    "aldrig i en rapport.",
    "The answers are yes, no, not relevant and cannot be judged, and for degrees low, some and high. Only yes and no, or the three "
    "degrees, are judged. The reader sees what the export tells, but not what the audit came to. The readers' comments are never "
    "printed in a report.",
)
_WEIGHTS = {
    "simple": Text(
        "Alle havde samme chance, så tallene er ikke vægtet.",
        "All had the same chance, so the numbers are not weighted.",
    ),
    "stratified": Text(
        "Hver læst sag står for så mange, som gruppens størrelse delt med antal læste.",
        "Each case read stands for as many as the size of its group divided by the number read.",
    ),
    "quota": Text(
        "Grupperne lægges kun sammen, hvor de er af samme slags og ikke overlapper; så står hver læst for gruppens størrelse delt "
        "med antal læste.",
        "The groups are only added where they are of one kind and do not overlap; then each one read stands for the size of the "
        "group divided by the number read.",
    ),
    "risk": Text(
        "Hver læst sag vægtes med én delt med dens chance for at blive udtrukket.",
        "Each case read is weighted by one divided by its chance of being drawn.",
    ),
    "picked": Text("Udpegede sager står kun for sig selv.", "Picked cases stand for themselves only."),
}
_INTERVALS = Text(
    "Spændet er regnet med 95 pct. sikkerhed efter den måde, der er udtrukket på. Er flere svar givet om samme sag, hænger de "
    "sammen, og der er intet spænd for svarene.",
    "Intervals hold with 95 % confidence and follow the way of drawing. Where several answers concern the same case they hang "
    "together, and there is no interval for the answers.",
)
_AC1 = Text(
    "Enighed måles med AC1, som ikke falder, fordi næsten alle svar er ens. Under 0,60 bør spørgsmålet og vejledningen ses efter, før "
    "tallet bruges.",
    "Agreement is measured by AC1, which does not fall because nearly all answers are alike. Under 0.60 the question and its "
    "guidance should be looked at before the number is used.",
)


def review_method(result: ReviewResult | None, options: Options) -> tuple[Section, ...]:
    """The appendix, () without a review. A committee gets no small counts and no table of agreement."""
    if result is None:
        return ()
    committee = options.audience == "committee"
    least = options.min_cell if committee else 0
    texts = (
        _DRAWING if result.method.design != "picked" else None,
        _WEIGHTS[result.method.design],
        _ANSWERS,
        _INTERVALS,
    )
    paragraphs = [str(t) for t in texts if t] + [str(RESERVATION)]
    made = [_facts(result, least)]
    if not committee:
        made += [*_strata(result.method), *_agreement(result)]
        if result.agreement.pairs:
            paragraphs.append(str(_AC1))
    elif shown(result, options.min_cell).agreement:
        paragraphs.append(str(_AC1))
    return (Section("G", str(TITLE), tuple(paragraphs), tables=tuple(made)),)


def _facts(r: ReviewResult, least: int) -> Table:
    columns = (Column(str(Text("Hvad", "What"))), Column(str(Text("Svar", "Answer"))))
    rows = tuple(Row((Cell(str(a), str(a)), Cell(b, b))) for a, b in _told(r, least) if b)
    caption = Text("Sådan er sagerne udtrukket og læst", "How the cases were drawn and read")
    return Table("review-method", str(caption), columns, rows)


def _told(r: ReviewResult, least: int) -> Iterator[tuple[Text, str]]:
    """Name and value. `least`: counts below it, zero apart, are not told, nor what they could be worked out from."""
    m = r.method

    def some(*counts: int) -> bool:
        return not any(0 < n < least for n in counts)

    read = m.drawn or m.picked
    yield Text("Gennemgang", "Review"), r.round
    yield Text("Stikprøve", "Sample"), m.sample
    yield Text("Kørsel", "Run"), m.run
    yield Text("Opgjort pr.", "As of"), show(m.as_of)
    yield Text("Udtrækning", "Drawing"), _capital(str(DESIGNS[m.design]))
    yield Text("Kunne udtrækkes (N)", "Could be drawn (N)"), _things(m, m.population)
    if some(read):
        name = Text("Læst (n)", "Read (n)") if m.drawn else Text("Læst, udpeget", "Read, picked")
        yield name, _things(m, read)
    if m.drawn and m.picked and some(m.picked):
        yield Text("Udpeget ved siden af", "Picked beside these"), number(m.picked)
    yield Text("Afgrænsning", "Limited to"), m.unit_filter
    if m.design != "picked":
        yield Text("Frø", "Seed"), m.seed
    if not least:
        told = "; ".join(f"{number(n)} {EXCLUDED.get(reason, reason)}" for reason, n in m.excluded.items() if n)
        yield Text("Valgt fra før udtrækningen", "Left out before drawing"), told
    if some(m.withdrawn, m.replaced, m.lost):
        yield Text("Udtrukket, men ikke læst", "Drawn but not read"), number(m.withdrawn)
        yield Text("Heraf erstattet af den næste i rækken", "Of these replaced by the next in line"), number(m.replaced)
        yield Text("Frafald", "Non-response"), number(m.lost)
    yield Text("Læsere", "Readers"), number(m.reviewers)
    yield Text("Kontrolpunkter", "Checks"), number(m.points)
    yield Text("Sæt af kontrolpunkter", "Sets of checks"), ", ".join(m.sets)
    if not least:
        yield Text("Besvaret af adspurgt", "Answered of asked"), of(m.answered, m.asked)
        yield Text("Uenige svar, ikke afklaret", "Differing answers, not settled"), number(m.open)
    if some(m.double_items):
        yield Text("Læst af to uden at kende hinandens svar", "Read blind by two"), number(m.double_items)
    if some(m.calibration_items):
        yield Text("Læst af alle som fælles øvelse", "Read by all as an exercise"), number(m.calibration_items)
    yield Text("Regelsæt", "Rule set"), m.rules_digest[:12]
    yield Text("Spørgsmål", "Questions"), m.questions_digest[:12]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _things(m: Method, n: int) -> str:
    return f"{number(n)} {noun(m.unit_kind, n)}"


def _strata(m: Method) -> Iterator[Table]:
    if len(m.strata) < 2:
        return
    columns = (
        Column(str(Text("Del af stikprøven", "Part of the sample"))),
        Column(str(Text("Kunne udtrækkes", "Could be drawn")), "number"),
        Column(str(Text("Læst", "Read")), "number"),
        Column(str(Text("Hver læst står for", "Each one read stands for"))),
    )
    rows = []
    for name, size, read in m.strata:
        weight = str(decimal(size / read)) if read and m.design != "risk" else NONE
        title = stratum_name(name)
        rows.append(Row((Cell(title, title), count(size), count(read), Cell(weight, weight))))
    caption = Text("Stikprøvens dele og vægte", "The parts of the sample and their weights")
    yield Table("review-strata", str(caption), columns, tuple(rows))


def _agreement(r: ReviewResult) -> Iterator[Table]:
    if not r.agreement.pairs:
        return
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(Text("Samme svar", "Same answer"))),
        Column("Kappa"),
        Column("AC1"),
        Column(str(Text("AC1, spænd (95 pct.)", "AC1, interval (95 %)"))),
        Column(str(Text("Læsning", "Reading"))),
    )
    scales = {"yes_no": Text("I alt, ja og nej", "All, yes and no"), "degree": Text("I alt, grader", "All, degrees")}
    rows = [_agreed(a, question(a.point)) for a in r.agreement.points if a.point and a.pairs]
    totals = [_agreed(a, str(scales[a.scale])) for a in r.agreement.totals if a.pairs]
    caption = Text("Enighed mellem to læsere", "Agreement of two readers")
    body = (*rows, *(Row(t.cells, "total") for t in totals))
    yield Table("review-agreement", str(caption), columns, body)


def _agreed(a: Agreement, name: str) -> Row:
    same = of(a.same, a.pairs)
    few = a.pairs < MIN_FOR_PERCENT
    told = (*(NONE if few else _two(v) for v in (a.kappa, a.ac1)), _between(a.ac1_interval), str(a.reading))
    return Row((Cell(name, name), Cell(same, a.same), *(Cell(t, t) for t in told)))


def _two(value: float | None) -> str:
    return NONE if value is None else str(decimal(value))


def _between(interval: Interval | None) -> str:
    return NONE if interval is None else f"{decimal(interval.low)}{NBSP}-{NBSP}{decimal(interval.high)}"
