"""The tables of the chapter about a review: question and answer, and the parts of the sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.output.numbers import MIN_FOR_PERCENT, of
from caseaudit.report.numbers import NBSP, NONE
from caseaudit.report.review_chapter_seen import ANSWERS, QUESTION, Seen, of_cell, question
from caseaudit.report.tables import count
from caseaudit.report.view import Cell, Column, Row, Table
from caseaudit.review.wording import ends, percent
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.review.estimate_model import Counts, Part, Share
    from caseaudit.review.results_model import PointResult, ReviewResult, Sum

PARTS_BESIDE = 6
"""So many parts of a sample stand beside each other in one table."""
_CAPTIONS = {
    "law": Text("Lovkrav: læsernes svar", "Demands of the law: the answers of the readers"),
    "local": Text("Lokale standarder: læsernes svar", "Local standards: the answers of the readers"),
    "practice": Text(
        "Faglig vurdering og krav, loven kun stiller så vidt muligt: læsernes svar",
        "Professional judgement, and what the law demands as far as possible only: the answers of the readers",
    ),
    "degrees": Text("Faglig vurdering i grader: læsernes svar", "Professional judgement in degrees: the answers"),
}
_NOTE = Text(
    "Bedømte er dem, hvor punktet gælder og kunne bedømmes. Ikke relevant og kan ikke vurderes er uden for tallet. Procent vises "
    "fra fem bedømte. Med 95 pct. sikkerhed ligger andelen af alle i spændet.",
    "Judged are those where the point holds and could be judged. Not relevant and cannot be judged are outside. Percent is shown "
    "from five judged. With 95 % confidence the share of all lies in the interval.",
)
_MISSING = Text(
    "Mindst-mest: hvis alle de manglende svar var nej, og hvis de alle var ja.",
    "Least-most: if all missing answers were no, and if all were yes.",
)
_WEIGHTED = Text(
    "Procenten er vægtet, så den svarer til alle; den er derfor ikke det samme som ja af bedømte.",
    "The percent is weighted so that it stands for all; it is therefore not the same as yes of judged.",
)


def answers(seen: Seen) -> Iterator[Table]:
    """Question and answer: law, local standards, professional judgement and degrees, each in a table of its own."""
    for kind, what in _CAPTIONS.items():
        points = list(seen.points(kind))
        drawn = [p for p in points if p.counts.asked]
        if drawn:
            yield _answers(f"review-{kind}", str(what), seen, kind, drawn)
        picked = [p for p in points if p.picked.asked]
        if picked and (seen.only is None or not seen.result.method.drawn):
            caption = f"{what} ({Text('udpegede sager', 'picked cases')})"
            yield _answers(f"review-{kind}-picked", caption, seen, kind, [_as_picked(p) for p in picked])


def _as_picked(p: PointResult) -> PointResult:
    """The picked cases as a point of their own: counts only, for they stand for nothing but themselves."""
    share = replace(p.picked_share, value=None, interval=None)
    degree = p.high is not None
    return replace(
        p, counts=p.picked, fulfilled=None if degree else share, high=share if degree else None, some_or_high=None, cases=None
    )  # fmt: skip


def _answers(name: str, caption: str, seen: Seen, kind: str, points: Sequence[PointResult]) -> Table:
    make = _Rows(seen, points, kind)
    rows: list[Row] = []
    for theme, title in seen.titles.items():
        own = [p for p in points if p.point.theme == theme]
        if not own:
            continue
        rows.append(Row((Cell(title, title), *(Cell("", None) for _ in make.columns[1:])), "group"))
        for p in own:
            rows += make.point(p)
        if seen.only is None and not name.endswith("picked") and len(own) > 1 and kind in ("law", "practice"):
            rows += make.total(f"{title}, {Text('i alt', 'total')}", _sum(seen.result, theme, kind), seen)
    if seen.only is None and not name.endswith("picked") and kind in ("law", "practice"):
        rows += make.total(str(Text("Alle temaer", "All themes")), _sum(seen.result, "", kind), seen)
    notes = [_NOTE, _MISSING if make.missing else None]
    notes.append(_WEIGHTED if _weighted(points) and not seen.only else None)
    note = " ".join(str(n) for n in notes if n)
    return Table(name, caption, make.columns, tuple(rows), note)


def _weighted(points: Sequence[PointResult]) -> bool:
    return any(share.weighted for p in points if (share := p.high or p.fulfilled))


def _sum(result: ReviewResult, theme: str, kind: str) -> Sum | None:
    found = result.total if not theme else next((t for t in result.themes if t.theme == theme), None)
    return getattr(found, kind) if found else None


class _Rows:
    """The columns of a table of answers, and its rows."""

    def __init__(self, seen: Seen, points: Sequence[PointResult], kind: str) -> None:
        self.seen, self.kind = seen, kind
        self.degrees = degrees = kind == "degrees"
        self.told = seen.only is None
        counts = [p.counts for p in points]
        self.unanswered = self.told and any(c.unanswered or c.open for c in counts)
        self.missing = self.told and not degrees and any(p.fulfilled and p.fulfilled.bounds for p in points)
        self.columns = tuple(self._columns())

    def _columns(self) -> Iterator[Column]:
        yield Column(str(QUESTION))
        if self.degrees:
            yield Column(str(ANSWERS["low"]), "number")
            yield Column(str(ANSWERS["some"]), "number")
            yield Column(str(Text("Høj grad af bedømte", "High degree of judged")))
        else:
            yield Column(str(Text("Ja af bedømte", "Yes of judged")))
            yield Column(str(ANSWERS["no"]), "number")
        yield Column(str(Text("Procent", "Percent")), "percent")
        yield Column(str(Text("Spænd (95 pct.)", "Interval (95 %)")))
        if self.told:
            yield Column(str(ANSWERS["not_relevant"]), "number")
            yield Column(str(ANSWERS["cannot_judge"]), "number")
        if self.unanswered:
            yield Column(str(Text("Ikke besvaret eller afklaret", "Not answered or settled")), "number")
        if self.missing:
            yield Column(str(Text("Mindst-mest", "Least-most")))

    def point(self, p: PointResult) -> Iterator[Row]:
        text = question(p.point)
        share = p.high if self.degrees else p.fulfilled
        if share is None:
            return
        yield self._row(text, p.counts, self.seen.share(share), p.point.id)
        if p.some_or_high and self.told:
            yield self._extra(str(Text("– nogen eller høj grad", "– some or high degree")), p.some_or_high)
        if p.cases and self.told:
            yield self._extra(str(Text("– sager uden noget nej", "– cases without any no")), p.cases)

    def total(self, name: str, total: Sum | None, seen: Seen) -> Iterator[Row]:
        """What a theme adds up to; nothing where local standards would be in it, for kinds are never mixed."""
        if total and total.counts.asked and not (self.kind == "practice" and any(seen.points("local"))):
            yield replace(self._row(name, total.counts, total.share, ""), role="total")

    def _row(self, text: str, c: Counts, share: Share, anchor: str) -> Row:
        cells = [Cell(text, text)]
        if self.degrees:
            cells += [count(c.low), count(c.some)]
        cells.append(of_cell(share.x, share.n))
        if not self.degrees:
            cells.append(count(c.no))
        cells += [_percent(share), _interval(share)]
        if self.told:
            cells += [count(c.not_relevant), count(c.cannot_judge)]
        if self.unanswered:
            cells.append(count(c.unanswered + c.open))
        if self.missing:
            cells.append(_bounds(share))
        return Row(tuple(cells), anchor=anchor)

    def _extra(self, text: str, share: Share) -> Row:
        """A second look at the same answers."""
        cells = [Cell(text, text)]
        if self.degrees:
            cells += [Cell("", None), Cell("", None), of_cell(share.x, share.n)]
        else:
            cells += [of_cell(share.x, share.n), count(share.n - share.x)]
        cells += [_percent(share), _interval(share)]
        return Row((*cells, *(Cell("", None) for _ in range(len(self.columns) - len(cells)))))


def _percent(share: Share) -> Cell:
    value = share.percent
    return Cell(NONE, None) if value is None else Cell(f"{percent(value)}{NBSP}%", value)


def _interval(share: Share) -> Cell:
    if share.basis == "census" and share.n:
        told = str(Text("alle er set", "all were read"))
        return Cell(told, told)
    if share.interval is None or share.n < MIN_FOR_PERCENT:
        return Cell(NONE, None)
    low, high = ends(share.interval)
    return Cell(f"{low}-{high}{NBSP}%", low)


def _bounds(share: Share) -> Cell:
    if share.bounds is None or not share.unknown:
        return Cell(NONE, None)
    told = f"{share.x}-{of(share.x + share.unknown, share.n + share.unknown)}"
    return Cell(told, share.x)


def groups(seen: Seen) -> Iterator[Table]:
    """Every part of a divided sample, whole: `3 af 3` of the notifications, however few."""
    points = [p for p in seen.result.points if any(g.n for g in p.groups)]
    labels = list(dict.fromkeys(g.label for p in points for g in p.groups))
    for n in range(0, len(labels), PARTS_BESIDE):
        shown = labels[n : n + PARTS_BESIDE]
        rows = []
        for p in points:
            held = {g.label: g for g in p.groups}
            text = question(p.point)
            rows.append(Row((Cell(text, text), *(_part(held.get(one)) for one in shown)), anchor=p.point.id))
        columns = (Column(str(QUESTION)), *(Column(one or str(Text("Øvrige", "Other"))) for one in shown))
        name = "review-groups" if n == 0 else f"review-groups-{n // PARTS_BESIDE + 1}"
        caption = Text("Delene af stikprøven: ja af bedømte", "The parts of the sample: yes of judged")
        note = Text("For grader: høj grad af bedømte.", "For degrees: high degree of judged.")
        yield Table(name, str(caption), columns, tuple(rows), str(note))


def _part(part: Part | None) -> Cell:
    return of_cell(part.x, part.n) if part else Cell(NONE, None)
