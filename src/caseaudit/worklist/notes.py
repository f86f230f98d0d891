"""A short note per case for the case system: what was found, by which law, and what was agreed. Neutral, and without names."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.wording import days_text
from caseaudit.texts import Text
from caseaudit.worklist.model import STATUSES
from caseaudit.worklist.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.worklist.model import Entry, Item, Worklist

_SECTIONS = {
    "overdue": Text("Mangler", "Missing"),
    "soon": Text("Har frist", "Has a limit"),
    "data": Text("Registreringen skal ses efter", "The record is to be looked at"),
    "learning": Text("Gjort efter fristen", "Done after the limit"),
}
_END = Text(
    "Notatet bygger på det, der er registreret, og er ikke en afgørelse i sagen.",
    "The note rests on what is recorded and is no decision in the case.",
)


@dataclass(frozen=True)
class Point:
    """One thing in a note: a heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """The note of one case."""

    case_id: str
    title: str
    ground: str
    points: tuple[Point, ...]

    @property
    def end(self) -> str:
        return str(_END)

    def text(self) -> str:
        out = [f"{WORDS['case']} {self.case_id}", self.title, "", self.ground]
        for n, p in enumerate(self.points, 1):
            out += ["", f"{n}. {p.title}", *(f"   {x}" for x in p.lines)]
        return "\n".join([*out, "", self.end, ""])


def notes(worklist: Worklist, *, cases: tuple[str, ...] = (), every: bool = False) -> tuple[Note, ...]:
    """Notes of the cases that something was written about or that were closed now; of all on request."""
    points: dict[str, list[tuple[bool, Point]]] = {}
    for pile in worklist.piles:
        for item in pile.items:
            if item.row.case_id:
                point = Point(f"{_SECTIONS[item.row.section]}: {item.row.title}", tuple(_lines(item)))
                points.setdefault(item.row.case_id, []).append((item.entry.written.anything, point))
        shown = {i.row.key for i in pile.items}
        for entry in (*pile.closed, *pile.gone):
            now = entry.closed_on == worklist.as_of
            if entry.key not in shown and entry.case_id and (now or entry.written.anything):
                points.setdefault(entry.case_id, []).append((True, _ended(entry)))
    day = show(worklist.as_of)
    title = str(Text(f"Opfølgning på ledelsestilsyn, {day}", f"Follow-up on management review, {day}"))
    ground = str(
        Text(
            f"Grundlag: udtræk fra fagsystemet, opgjort pr. {day} og efterprøvet maskinelt (kørsel {worklist.run}).",
            f"Ground: an export of the case system as of {day}, checked by machine (run {worklist.run}).",
        )
    )
    wanted = {c.strip() for c in cases}
    return tuple(
        Note(case_id, title, ground, tuple(p for own, p in mine if own or every or wanted))
        for case_id, mine in sorted(points.items())
        if (case_id in wanted if wanted else every or any(own for own, _ in mine))
    )


def _lines(item: Item) -> Iterator[str]:
    row = item.row
    yield row.what
    told = [f"{WORDS['law']}: {row.law}"] if row.law else []
    if row.due_on:
        over = f" ({days_text(row.days)} {Text('over', 'over')})" if row.days and row.days > 0 else ""
        told.append(f"{WORDS['due']}: {show(row.due_on)}{over}")
    if told:
        yield ". ".join(told) + "."
    if row.section != "learning":
        yield f"{WORDS['todo']}: {row.todo}"
    yield from _agreed(item.entry)


def _ended(entry: Entry) -> Point:
    title = Text("Bragt i orden", "In order now") if entry.closed_on else Text("Ikke i udtrækket", "Not in the export")
    how = entry.closed_how or entry.gone_why
    when = f"{WORDS['closed_on']} {show(entry.closed_on)}. " if entry.closed_on else ""
    return Point(f"{title}: {entry.title or entry.what}", (f"{when}{how}", *_agreed(entry)))


def _agreed(entry: Entry) -> Iterator[str]:
    w = entry.written
    if not w.anything:
        return
    told = [f"{WORDS['status']}: {STATUSES[w.status]}"]
    if w.responsible:
        told.append(f"{WORDS['responsible']}: {w.responsible}")
    yield ". ".join(told) + "."
    if w.comment:
        yield f"{Text('Aftalt', 'Agreed')}: {w.comment}"


def document(given: tuple[Note, ...]) -> bytes:
    """The notes as a Word document, one page each."""
    from docx import Document

    made = Document()
    for n, note in enumerate(given):
        if n:
            made.add_page_break()  # type: ignore[no-untyped-call]
        made.add_heading(f"{WORDS['case']} {note.case_id}", level=1)
        made.add_paragraph(note.title)
        made.add_paragraph(note.ground)
        for number, point in enumerate(note.points, 1):
            made.add_heading(f"{number}. {point.title}", level=2)
            for line in point.lines:
                made.add_paragraph(line)
        made.add_paragraph(note.end)
    out = BytesIO()
    made.save(out)
    return out.getvalue()
