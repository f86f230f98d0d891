"""Appendix C: what could not be assessed and why, and what was not audited at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.model.outcomes import REASONS
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.output.numbers import counted
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import RULE, RULES
from caseaudit.report.sentences import BECAUSE
from caseaudit.report.tables import count, rule_title
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseaudit.report.facts import Facts, RuleFacts

_MEANS = {
    "data_missing": Text(
        "Data mangler: udtrækket viser ikke den oplysning, som afgør, om kravet gælder eller er opfyldt.",
        "Data missing: the export does not show what decides whether the duty holds or is met.",
    ),
    "no_time": Text(
        "Klokkeslæt mangler: en frist i timer kan ikke efterprøves på datoer alene.",
        "No clock time: a limit in hours cannot be audited by dates alone.",
    ),
    "unsettled_law": Text(
        "Uafklaret ret: loven kan læses på to måder, og de giver hver sit udfald.",
        "Unsettled law: the law can be read in two ways with different outcomes.",
    ),
    "transitional": Text(
        "Overgang mellem love: perioden løber hen over 1. januar 2024.",
        "Between two laws: the period runs across 1 January 2024.",
    ),
    "needs_review": Text(
        "Kræver gennemgang: om pligten gælder eller er opfyldt, kan kun ses ved at læse sagen.",
        "Needs review: whether the duty holds or is met can only be seen by reading the case.",
    ),
}


def not_assessed(facts: Facts) -> Section:
    """Per check by reason; then checks that the export cannot feed, and those without relevant cases."""
    told = [*(r for t in facts.themes for r in t.rules), *facts.local, *facts.data]
    seen = {x for r in told for (o, x), n in r.reasons.items() if o == "unknown" and n != 0}
    outside = [r for r in told if any(n != 0 for n in (r.tally.unknown, r.tally.pending))]
    tables = [_by_reason(outside, [x for x in BECAUSE if x in seen])] if outside else []
    if facts.blind:
        tables.append(_blind(facts.blind))
    if facts.idle:
        tables.append(_idle(facts))
    lead = Text(
        "Det, der ikke kan vurderes, tæller hverken som overholdt eller som brud. Det samme gælder det, der afventer en frist, "
        "og det, hvor kravet ikke er relevant.",
        "What could not be assessed counts neither as met nor as breached. The same holds for what waits for a deadline, and "
        "where the duty does not arise.",
    )
    title = Text("Det, der ikke kan vurderes, og hvorfor", "What could not be assessed, and why")
    bullets = tuple(str(_MEANS[x]) for x in BECAUSE if x in seen)
    return Section("C", str(title), (str(lead), *_counts(facts)), bullets, tables=tuple(tables))


def _counts(facts: Facts) -> Iterator[str]:
    if facts.blind:
        n = counted(len(facts.blind), RULE, RULES)
        yield str(
            Text(
                f"{n} kan udtrækket ikke belyse, fordi det mangler felter eller hændelser.",
                f"{n} cannot be audited, as the export lacks fields or events.",
            )
        )
    if facts.idle:
        n = counted(len(facts.idle), RULE, RULES)
        yield str(Text(f"{n} har ingen relevante sager i udtrækket.", f"{n} met no relevant case in the export."))


def _by_reason(rules: Iterable[RuleFacts], reasons: Sequence[str]) -> Table:
    """Checks with something outside the percent, and only the reasons that were met."""
    rules = tuple(rules)
    all_told = not any(withheld(r.tally.not_applicable) for r in rules)
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        *(Column(str(REASONS[x]).capitalize(), "number") for x in reasons),
        Column(str(Text("Afventer frist", "Deadline ahead")), "number"),
        *((Column(str(Text("Ikke relevant", "Not applicable")), "number"),) if all_told else ()),
    )
    rows = tuple(
        Row(
            (
                Cell(rule_title(r), rule_title(r)),
                *(count(r.reasons.get(("unknown", x), 0)) for x in reasons),
                count(r.tally.pending),
                *((count(r.tally.not_applicable),) if all_told else ()),
            ),
            anchor=r.rule.id,
        )
        for r in rules
    )
    note = Text(
        "Kontrolpunkter, hvor alt er vurderet, eller hvor resten ikke er relevant, er ikke med i tabellen.",
        "Checks where all was assessed, or where the rest is not applicable, are not in the table.",
    )
    caption = Text("Uden for procenten, efter grund", "Outside the percent, by reason")
    return Table("unknown", str(caption), columns, rows, str(note))


def _blind(rules: Iterable[RuleFacts]) -> Table:
    """Each check with what it lacks; those that lack the same stand together."""
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        Column(str(Text("Det mangler udtrækket", "What the export lacks"))),
        Column(str(Text("Kan ikke vurderes", "Could not be assessed")), "number"),
    )
    piles: dict[str, list[RuleFacts]] = {}
    for r in rules:
        piles.setdefault(", ".join(lacking_text(x) for x in r.lacking), []).append(r)
    rows = tuple(_named(r, lacking, count(r.tally.unknown)) for lacking, pile in piles.items() for r in pile)
    return Table(
        "blind",
        str(Text("Kontrolpunkter, som udtrækket ikke kan belyse", "Checks the export cannot feed")),
        columns,
        rows,
    )


def lacking_text(code: str) -> str:
    """An event type or field in words."""
    known = EVENT_TYPES.get(code) or EVENT_FIELDS.get(code) or CASE_FIELDS.get(code)
    return str(known.label) if known else code


def _idle(facts: Facts) -> Table:
    names = {t.id: t.title for t in facts.themes}
    columns = (Column(str(Text("Kontrolpunkt", "Check"))), Column(str(Text("Tema", "Theme"))))
    rows = tuple(_named(r, names.get(r.rule.theme, r.rule.theme)) for r in facts.idle)
    return Table(
        "idle", str(Text("Kontrolpunkter uden relevante sager", "Checks without relevant cases")), columns, rows
    )


def _named(r: RuleFacts, text: str, *more: Cell) -> Row:
    title = str(r.rule.title)
    return Row((Cell(title, title), Cell(text, text), *more), anchor=r.rule.id)
