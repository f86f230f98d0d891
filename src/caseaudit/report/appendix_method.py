"""Appendix B: definitions and method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.numbers import MIN_FOR_PERCENT, counted, number
from caseaudit.report.comparison import DESIGN_EFFECT
from caseaudit.report.numbers import CASE, CASES
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.report.words import JUDGEMENTS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Background, Options
    from caseaudit.report.facts import Facts

_TERMS = (
    (
        Text("Kontrolpunkt", "Check"),
        Text(
            "Ét krav, efterprøvet på hver begivenhed, det gælder for.",
            "One duty, audited on each event that it holds for.",
        ),
    ),
    (
        Text("Vurdering", "Assessment"),
        Text(
            "Ét kontrolpunkt på én begivenhed, for eksempel én afgørelse. En sag kan have mange vurderinger.",
            "One check on one event, a decision for example. One case can have many assessments.",
        ),
    ),
    (
        Text("Overholdt", "Met"),
        Text(
            "Det, loven kræver, er dokumenteret i udtrækket og i tide. Lovligt fraveget tæller med her og vises for sig.",
            "What the law demands is documented in the export and in time. Lawfully excused is counted here and shown apart.",
        ),
    ),
    (
        Text("Brud", "Breach"),
        Text(
            "Kravet gælder, fristen er udløbet, og opfyldelsen er ikke dokumenteret, kom for sent, er ufuldstændig eller er "
            "besluttet af den forkerte myndighed.",
            "The duty holds, its time is up, and fulfilment is not documented, came late, is incomplete or was decided by the "
            "wrong body.",
        ),
    ),
    (
        Text("Afventer", "Pending"),
        Text("Fristen er ikke udløbet på opgørelsesdagen.", "The deadline lies after the as-of date."),
    ),
    (
        Text("Kan ikke vurderes", "Could not be assessed"),
        Text(
            "Oplysningerne rækker ikke, eller loven er ikke klar. Det tæller aldrig som overholdt (bilag C).",
            "The data do not suffice, or the law is not clear. It never counts as met (appendix C).",
        ),
    ),
    (
        Text("Ikke relevant", "Not applicable"),
        Text("Kravet gælder ikke for begivenheden.", "The duty does not hold for the event."),
    ),
    (
        Text("Sager med brud", "Cases with a breach"),
        Text(
            "Sager med mindst ét brud på et bindende lovkrav. Lokale standarder, datakvalitet og vejledende krav tæller ikke.",
            "Cases with at least one breach of binding law. Local standards, data quality and advisory duties do not count.",
        ),
    ),
)


def definitions(facts: Facts, options: Options, background: Background) -> Section:
    """Population, terms, how the law is chosen, how events are paired, unsettled readings, percent, judgements."""
    tables = [_terms()]
    if background.readings:
        tables.append(_readings(background))
    title = Text("Definitioner og metode", "Definitions and method")
    return Section("B", str(title), tuple(_paragraphs(facts, options, background)), tables=tuple(tables))


def _paragraphs(facts: Facts, options: Options, background: Background) -> Iterator[str]:
    n = counted(facts.cases, CASE, CASES)
    span = ""
    if facts.first_day and facts.last_day:
        first, last = show(facts.first_day), show(facts.last_day)
        span = str(Text(f" Begivenhederne ligger fra {first} til {last}.", f" The events lie from {first} to {last}."))
    yield str(
        Text(
            f"Grundlag: {n} og {number(facts.events)} hændelser, opgjort pr. {show(facts.as_of)}.{span}",
            f"Basis: {n} and {number(facts.events)} events, as of {show(facts.as_of)}.{span}",
        )
    )
    yield str(
        Text(
            "Valg af lov: hver begivenhed er målt efter den lov, der gjaldt på dens egen dag. Til og med 31. december 2023 er det "
            "serviceloven, derefter barnets lov. Henvisninger har det nummer, bestemmelsen havde den dag.",
            "Choice of law: each event is measured by the law in force on its own day; until 31 December 2023 the Act on Social "
            "Services, after that the Child's Act. Citations carry the number that the provision had on that day.",
        )
    )
    yield str(
        Text(
            "Nævner: procenten er overholdt og lovligt fraveget, delt med overholdt, lovligt fraveget og brud. Afventer, kan "
            f"ikke vurderes og ikke relevant står uden for. Procent vises fra {MIN_FOR_PERCENT} vurderinger og rundes til hele "
            "tal; ændringer regnes af de uafrundede procenter.",
            "Denominator: the percent is met and lawfully excused, divided by met, lawfully excused and breached. Pending, could "
            f"not be assessed and not applicable stand outside. Percent is shown from {MIN_FOR_PERCENT} assessments and rounded "
            "to whole numbers; changes are worked out from the unrounded percents.",
        )
    )
    yield str(
        Text(
            "Lov, lokal standard og datakvalitet måles for sig. Krav, der alene er vejledende, vises, men tæller ikke med. Hvor "
            "loven siger »så vidt muligt« eller lignende, er det, der ikke er dokumenteret, sat til gennemgang og aldrig til brud.",
            "Law, local standard and data quality are measured apart. Duties that are only advisory are shown but not counted. "
            "Where the law says \u201cas far as possible\u201d or the like, what is not documented is set for review, never as a breach.",
        )
    )
    for text, times in background.pairing:
        told = Text(f" Det gælder {number(times)} vurderinger.", f" That holds for {number(times)} assessments.")
        yield text if times == 0 else f"{text}{told}"
    missing = ", ".join(str(JUDGEMENTS[k]) for k in ("professional", "self_reported"))
    yield str(
        Text(
            f"Ikke med: {missing}. De kræver, at gennemgange eller egne opgørelser er indlæst.",
            f"Not part: {missing}. They need reviews or the municipality's own counts to be read in.",
        )
    )
    if options.target is not None or options.act_below is not None:
        yield str(
            Text(
                "Mål og grænser er kommunens egne; der findes ingen officielle grænser.",
                "Targets and limits are the municipality's own; there are no official ones.",
            )
        )
    if options.sample:
        effect = str(DESIGN_EFFECT)
        if str(Text("da", "en")) == "da":
            effect = effect.replace(".", ",")
        yield str(
            Text(
                "Stikprøve: intervaller er Wilsons på 95 %, med antallet af vurderinger delt med "
                f"{effect}, fordi flere kommer fra samme sag. Det er en antagelse.",
                f"Sample: intervals are Wilson's at 95 %, with the number of assessments divided by {effect}, as several come "
                "from one case. That is an assumption.",
            )
        )


def _terms() -> Table:
    columns = (Column(str(Text("Ord", "Term"))), Column(str(Text("Betydning", "Meaning"))))
    rows = tuple(Row((Cell(str(t), str(t)), Cell(str(m), str(m)))) for t, m in _TERMS)
    return Table("terms", str(Text("Ord i rapporten", "Terms of the report")), columns, rows)


def _readings(background: Background) -> Table:
    columns = (
        Column(str(Text("Spørgsmål, som loven lader stå åbent", "Question that the law leaves open"))),
        Column(str(Text("Læsning i denne opgørelse", "Reading in this run"))),
    )
    rows = tuple(Row((Cell(q, q), Cell(a, a))) for q, a in background.readings)
    return Table("readings", str(Text("Uafklaret ret", "Unsettled law")), columns, rows)
