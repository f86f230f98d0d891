"""The answers of readers beside what else is known: the records, and the municipality's own rating."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.report.numbers import NONE
from caseaudit.report.plain import label
from caseaudit.report.review_chapter_seen import ANSWERS, QUESTION, Seen, of_cell, question
from caseaudit.report.tables import count, met
from caseaudit.report.view import Cell, Column, Row, Table
from caseaudit.review.selfrating_file import RATINGS
from caseaudit.review.wording_round import rating_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.facts import Facts


def machine(seen: Seen) -> Iterator[Table]:
    """Reader beside machine for the same duty about the same unit, with the two kinds of difference."""
    found = seen.result.machine
    if found is None or not any(b.pairs for b in found.points):
        return
    columns = (
        Column(str(QUESTION)),
        Column(str(Text("Samme svar", "Same answer"))),
        Column(str(Text("Begge ja", "Both yes")), "number"),
        Column(str(Text("Begge nej", "Both no")), "number"),
        Column(str(Text("Registreret, ikke fundet", "Registered, not found")), "number"),
        Column(str(Text("Fundet, ikke registreret", "Found, not registered")), "number"),
    )
    names = {p.point.id: question(p.point) for p in seen.result.points}
    whole = str(Text("Lovkrav i alt", "All demands of the law"))
    told = [(names[b.name], b, b.name) for b in found.points if b.pairs] + [(whole, found.total, "")]
    rows = [
        Row(
            (
                Cell(name, name),
                of_cell(b.same, b.pairs),
                *(count(n) for n in (b.both_yes, b.both_no, b.registered_not_found, b.found_not_registered)),
            ),
            "row" if anchor else "total",
            anchor,
        )
        for name, b, anchor in told
    ]
    note = Text(
        "Kun hvor både læseren og registreringen giver et svar. Krav, loven kun stiller så vidt muligt, og lokale standarder er "
        "ikke med i summen.",
        "Only where both the reader and the records give an answer. What the law demands as far as possible, and local "
        "standards, are not in the sum.",
    )
    caption = Text("Læserens svar over for registreringen", "The reader's answer against the records")
    yield Table("review-machine", str(caption), columns, tuple(rows), str(note))


def differences(seen: Seen) -> Iterator[Table]:
    """Each unit where reader and machine differ. For a team only: it names cases. No comment of a reader is ever shown."""
    found = seen.result.machine
    if found is None or not found.differences:
        return
    columns = (
        Column(str(Text("Sag", "Case"))),
        Column(str(QUESTION)),
        Column(str(Text("Det gælder", "It concerns"))),
        Column(str(Text("Registreringen", "The records"))),
        Column(str(Text("Læseren", "The reader"))),
    )
    names = {p.point.id: question(p.point) for p in seen.result.points}
    rows = []
    for d in found.differences:
        e = d.final.entry
        about = str(Text(e.about_da, e.about_en)) or NONE
        said = str(ANSWERS[d.final.value or "no"])
        rows.append(Row(tuple(Cell(t, t) for t in (e.case_id, names[e.point], about, label(d.outcome), said))))
    caption = Text("Sager, hvor læser og registrering siger hver sit", "Cases where reader and records differ")
    yield Table("review-differences", str(caption), columns, tuple(rows))


def ratings(seen: Seen, facts: Facts) -> Iterator[Table]:
    """The municipality's own rating beside what was found. A committee sees of the records what its report tells anyway."""
    if not seen.result.ratings:
        return
    own = {t.id: t.tally for t in facts.themes if t.rules}
    columns = [
        Column(str(Text("Tema", "Theme"))),
        Column(str(Text("Kommunens egen vurdering", "The municipality's own rating"))),
        Column(str(Text("Registreringen: opfyldt", "The records: fulfilled"))),
    ]
    if seen.only is None:
        columns += [
            Column(str(Text("Gennemgangen: ja", "The review: yes"))),
            Column(str(Text("Bemærk", "Note"))),
        ]
    rows = []
    for r in seen.result.ratings:
        title = seen.titles.get(r.theme, r.theme)
        word = str(RATINGS[r.value])
        cells = [Cell(title, title), Cell(word, word)]
        if seen.only is not None:
            cells.append(met(own[r.theme]) if r.theme in own else Cell(NONE, None))
        else:
            cells += [of_cell(*r.machine) if r.machine else Cell(NONE, None)]
            cells += [of_cell(*r.reviewed) if r.reviewed else Cell(NONE, None), _parting(seen, r.theme)]
        rows.append(Row(tuple(cells), anchor=r.theme))
    caption = Text("Selvevaluering, registrering og gennemgang", "Self-rating, records and review")
    note = Text(
        "Vurderingen er kommunens egen. Der er ikke regnet en karakter ud; kun lovkrav er talt.",
        "The rating is the municipality's own. No score is made of it; only demands of the law are counted.",
    )
    yield Table("review-ratings", str(caption), tuple(columns), tuple(rows), str(note))


def _parting(seen: Seen, theme: str) -> Cell:
    r = next(x for x in seen.result.ratings if x.theme == theme)
    if not (r.parts_machine or r.parts_reviewed):
        return Cell(NONE, None)
    names = {p.point.id: f"»{question(p.point)}«" for p in seen.result.points}
    named = replace(r, weakest=r.weakest and (names.get(r.weakest[0], r.weakest[0]), *r.weakest[1:]))
    told = str(rating_text(named, Text("", ""), RATINGS[r.value])[-1])
    return Cell(told, told)
