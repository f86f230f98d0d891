"""What `review create` tells when the forms are written: points, work, time, and what comes next."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.dates import show as show_day
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.review.model import Point, Round
    from caseaudit.review.points import Library
    from caseaudit.sample.model import Sample

WIDTH = 79
READING, ANSWERING = 30, 2
"""Minutes that a case takes to read, and an answer to give: what the estimate rests on."""

_UNASKED = 6


def show(round_: Round, sample: Sample, library: Library, points: Sequence[Point], forms: Path) -> None:
    """Print it on stdout."""
    for line in lines(round_, sample, library, points, forms):
        print(line)


def lines(round_: Round, sample: Sample, library: Library, points: Sequence[Point], forms: Path) -> Iterator[str]:
    """The lines, in the language in use."""
    items = len({e.item for e in round_.entries})
    yield console.bold(str(Text(f"Gennemgang {round_.id}", f"Round of review {round_.id}")))
    yield str(
        Text(
            f"Stikprøve {sample.id}: {items} af {len(sample.to_read)} sager har punkter, der gælder.",
            f"Sample {sample.id}: {items} of {len(sample.to_read)} cases have points that apply.",
        )
    )
    yield ""
    yield from _themes(round_, library)
    yield ""
    yield from _readers(round_, forms)
    yield ""
    yield from _shared(round_)
    yield from _unasked(round_, points)
    yield from _wrapped(
        str(
            Text(
                f"Tiden er anslået: {READING} minutter til at læse en sag og {ANSWERING} til hvert svar.",
                f"The time is an estimate: {READING} minutes to read a case and {ANSWERING} for each answer.",
            )
        )
    )
    if round_.due:
        yield str(Text(f"Afleveres senest {show_day(round_.due)}.", f"To be handed in by {show_day(round_.due)}."))
    yield ""
    yield str(Text("Når skemaerne kommer tilbage:", "When the forms come back:"))
    yield f"  caseaudit review import {(forms / '*.xlsx').as_posix()}"


def _themes(round_: Round, library: Library) -> Iterator[str]:
    asked = Counter(e.point for e in round_.entries)
    title = Text("Tema", "Theme")
    rows = [(str(title), str(Text("punkter", "points")), str(Text("svar", "answers")))]
    for theme, found in library.book.themes.items():
        mine = [p.id for p in round_.points if p.theme == theme]
        if mine:
            rows.append((str(found.title), str(len(mine)), str(sum(asked[p] for p in mine))))
    rows.append((str(Text("I alt", "In all")), str(len(round_.points)), str(len(round_.entries))))
    wide = max(len(r[0]) for r in rows)
    for name, n, answers in rows:
        yield f"  {name:<{wide}}  {n:>8}  {answers:>8}"


def _readers(round_: Round, forms: Path) -> Iterator[str]:
    wide = max(len(r.code) for r in round_.reviewers)
    for reader in round_.reviewers:
        answers = len(round_.expected(reader.code))
        n = len(reader.items)
        work = Text(
            f"{n} {'sag' if n == 1 else 'sager'}, {answers} svar, {hours(n, answers)}",
            f"{n} {'case' if n == 1 else 'cases'}, {answers} answers, {hours(n, answers)}",
        )
        unit = f" ({reader.unit})" if reader.unit else ""
        yield f"  {reader.code:<{wide}}  {work}{unit}"
    yield ""
    yield from _wrapped(str(Text(f"Skemaerne ligger i {forms.as_posix()}", f"The forms are in {forms.as_posix()}")))


def hours(items: int, answers: int) -> str:
    """`omkring 9 timer`, `under en time`: in words, for it is an estimate."""
    minutes = items * READING + answers * ANSWERING
    if minutes < 50:
        return str(Text("under en time", "less than an hour"))
    n = max(1, round(minutes / 60))
    return str(Text(f"omkring {n} {'time' if n == 1 else 'timer'}", f"about {n} {'hour' if n == 1 else 'hours'}"))


def _shared(round_: Round) -> Iterator[str]:
    if round_.calibration:
        n = len(round_.calibration)
        text = Text(
            f"{n} {'sag' if n == 1 else 'sager'} læses af alle, før de andre (kalibrering).",
            f"{n} {'case is' if n == 1 else 'cases are'} read by all, before the others (calibration).",
        )
        yield from _wrapped(str(text))
    if round_.double:
        n = len(round_.double)
        blind = Text(" Læserne ved ikke hvilke.", " The readers are not told which.") if round_.blind else Text("", "")
        text = Text(
            f"{n} {'sag' if n == 1 else 'sager'} læses af to.{blind.da}",
            f"{n} {'case is' if n == 1 else 'cases are'} read by two.{blind.en}",
        )
        yield from _wrapped(str(text))


def _unasked(round_: Round, points: Sequence[Point]) -> Iterator[str]:
    used = {p.id for p in round_.points}
    left = [p.id for p in points if p.id not in used]
    if left:
        named = ", ".join(left[:_UNASKED]) + (" ..." if len(left) > _UNASKED else "")
        text = Text(
            f"Ikke med, fordi de ikke gælder for nogen af sagerne, eller udtrækket ikke har den slags hændelser: {named}.",
            f"Left out, as they apply to none of the cases or the export has no such events: {named}.",
        )
        yield from _wrapped(str(text))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
