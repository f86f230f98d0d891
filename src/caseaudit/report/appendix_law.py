"""Appendix D: every check with its law, period, how sure the citation is, and what the machine may get wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.report.laws import citation, confidence, period, source
from caseaudit.report.numbers import NONE, number, of
from caseaudit.report.sentences import listed
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.report.words import JUDGEMENTS
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Background
    from caseaudit.report.facts import Facts, RuleFacts

_AUTOMATION = {
    "full": Text("sikker", "certain"),
    "may_over_report": Text("kan vise for mange brud", "may show too many breaches"),
    "may_under_report": Text("kan overse brud", "may miss breaches"),
}
_RESTS = {
    "section_only": Text(", hvor kun paragraffen er bekræftet", " where only the section is confirmed"),
    "secondary": Text(", hvor kun en sekundær kilde er læst", " where only a secondary source was read"),
    "memory": Text(", hvor henvisningen ikke er efterprøvet", " where the citation is not verified"),
}


def rule_list(facts: Facts, background: Background) -> Section:
    """One row per rule and version that was in force for its units; rules that met no unit are told in appendix C."""
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(Text("Måler mod", "Measures")), "badge"),
        Column(str(Text("Lovgrundlag", "Law"))),
        Column(str(Text("Gælder", "In force"))),
        Column(str(Text("Læst i", "Read in"))),
        Column(str(Text("Henvisning", "Citation"))),
        Column(str(Text("Automatik", "Automation"))),
    )
    told = [*(r for t in facts.themes for r in t.rules), *facts.local, *facts.data]
    rows = tuple(row for r in told for row in _rows(r, facts, background))
    note = Text(
        "»Kan vise for mange brud«: pligten kan være opfyldt på en måde, som udtrækket ikke viser. »Kan overse brud«: udtrækket "
        "viser ikke alt det, loven kræver. Forbeholdene for hver regel står i regelkataloget.",
        "\u201cMay show too many breaches\u201d: the duty may be met in a way that the export does not show. \u201cMay miss "
        "breaches\u201d: the export does not show all that the law demands. The limits of each rule are in the rule catalogue.",
    )
    table = Table("rules", str(Text("Kontrolpunkter og lovgrundlag", "Checks and law")), columns, rows, str(note))
    return Section("D", str(Text("Regler og lovgrundlag", "Rules and law")), tuple(_rests(facts)), tables=(table,))


def _rows(r: RuleFacts, facts: Facts, background: Background) -> Iterator[Row]:
    for v in r.versions:
        texts = (
            str(r.rule.title),
            str(JUDGEMENTS[r.rule.judges]),
            citation(v, background.acts, facts.as_of) or NONE,
            period(v),
            source(v, background.acts) or NONE,
            confidence(v) if v.law else NONE,
            str(_AUTOMATION[r.rule.automation]),
        )
        yield Row(tuple(Cell(t, t) for t in texts), anchor=r.rule.id)


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
