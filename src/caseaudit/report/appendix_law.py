"""Appendix D: every check with its law, period, how sure the citation is, and what the machine may get wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseaudit.law import CONFIDENCE
from caseaudit.output.numbers import number, of
from caseaudit.report.laws import citation, span, weakest
from caseaudit.report.numbers import NONE
from caseaudit.report.sentences import listed
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.report.words import JUDGEMENTS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Background
    from caseaudit.report.facts import Facts, RuleFacts

FIRST_OF_OLD, LAST_OF_OLD = date(2013, 10, 1), date(2023, 12, 31)
"""The usual period of the rules under serviceloven; told once, since it would stand in almost every row."""

_AUTOMATION = {
    "full": Text("sikker", "certain"),
    "may_over_report": Text("kan vise for mange brud", "may show too many breaches"),
    "may_under_report": Text("kan overse brud", "may miss breaches"),
}
WEAK = {
    "section_only": Text("kun paragraffen", "section only"),
    "secondary": CONFIDENCE["secondary"],
    "memory": CONFIDENCE["memory"],
}
"""What is told where the statutory text was not read in full."""

_RESTS = {
    "section_only": Text(", hvor kun paragraffen er bekræftet", " where only the section is confirmed"),
    "secondary": Text(", hvor kun en sekundær kilde er læst", " where only a secondary source was read"),
    "memory": Text(", hvor henvisningen ikke er efterprøvet", " where the citation is not verified"),
}


def rule_list(facts: Facts, background: Background) -> Section:
    """One row per rule with the law in force for its units, by what it measures; appendix C has rules that met no unit."""
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(Text("Lovgrundlag og periode", "Law and period"))),
        Column(str(Text("Forbehold", "Reservation"))),
        Column(str(Text("Automatik", "Automation"))),
    )
    kinds = {
        "law": [r for t in facts.themes for r in t.rules],
        "local_standard": facts.local,
        "data_quality": facts.data,
    }
    rows: list[Row] = []
    for kind, rules in kinds.items():
        if rules:
            name = f"{Text('Måler mod', 'Measures')}: {JUDGEMENTS[kind]}"
            rows.append(Row((Cell(name, name), *(Cell("", None) for _ in range(3))), "group"))
            rows += [_row(r, facts, background) for r in rules]
    periods = Text(
        "Hvor ingen periode står, er serviceloven (SEL) brugt til og med 31-12-2023 og barnets lov (BL) fra 01-01-2024. "
        "Lovteksten er læst, hvor der ikke er noget forbehold. »Kun paragraffen«: paragraffen er bekræftet, stykket ikke. ",
        "Where no period is told, serviceloven (SEL) was used until 31-12-2023 and barnets lov (BL) from 01-01-2024. "
        "The statutory text was read where no reservation is told. \u201cSection only\u201d: the section is confirmed, the "
        "subsection is not. ",
    )
    note = Text(
        "»Kan vise for mange brud«: pligten kan være opfyldt på en måde, som udtrækket ikke viser. »Kan overse brud«: udtrækket "
        "viser ikke alt det, loven kræver. Forbeholdene for hver regel står i regelkataloget.",
        "\u201cMay show too many breaches\u201d: the duty may be met in a way that the export does not show. \u201cMay miss "
        "breaches\u201d: the export does not show all that the law demands. The limits of each rule are in the rule catalogue.",
    )
    table = Table(
        "rules", str(Text("Kontrolpunkter og lovgrundlag", "Checks and law")), columns, tuple(rows), f"{periods}{note}"
    )
    return Section("D", str(Text("Regler og lovgrundlag", "Rules and law")), tuple(_rests(facts)), tables=(table,))


def _row(r: RuleFacts, facts: Facts, background: Background) -> Row:
    cited = [v for v in r.versions if v.law]
    days: dict[str, tuple[date | None, date | None]] = {}
    for v in cited:  # versions in a row that cite the same are told as one
        text = citation(v, background.acts, facts.as_of)
        days[text] = (days[text][0] if text in days else v.from_, v.until)
    law = "; ".join(text + _apart(text, *told) for text, told in days.items())
    texts = (
        str(r.rule.title),
        law or NONE,
        "; ".join(dict.fromkeys(str(WEAK[k]) for v in cited if (k := weakest(v)) in WEAK)) or NONE,
        str(_AUTOMATION[r.rule.automation]),
    )
    return Row(tuple(Cell(t, t) for t in texts), anchor=r.rule.id)


def _apart(text: str, first: date | None, last: date | None) -> str:
    """The period where it is not the one that the note under the table tells."""
    if text.startswith("SEL ") and last == LAST_OF_OLD and (first is None or first <= FIRST_OF_OLD):
        return ""
    if text.startswith("BL ") and last is None and first == LAST_OF_OLD + timedelta(days=1):
        return ""
    return f" ({span(first, last)})"


def _rests(facts: Facts) -> Iterator[str]:
    if weak := rests_on(facts):
        yield weak
        yield str(
            Text(
                "Efterprøv de henvisninger, før fundene bruges i en afgørelse eller over for en medarbejder.",
                "Verify those citations before the findings are used in a decision or towards an employee.",
            )
        )
    elif sum(facts.certainty.values()) != 0:
        all_read = Text(
            "Alle brud hviler på bestemmelser, der er læst.", "Every breach rests on provisions that were read."
        )
        yield str(all_read)


def rests_on(facts: Facts) -> str:
    """How many breaches rest on citations that were not fully read; '' where none does."""
    unsure = {k: n for k, n in facts.certainty.items() if k != "read" and n != 0}
    if not unsure:
        return ""
    kinds = listed([f"{number(n)}{_RESTS[k]}" for k, n in unsure.items()])
    part = of(sum(unsure.values()), sum(facts.certainty.values()))
    return str(
        Text(
            f"{part} brud hviler på henvisninger, der ikke er fuldt læst: {kinds}.",
            f"{part} breaches rest on citations that were not fully read: {kinds}.",
        )
    )
