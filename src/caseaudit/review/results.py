"""Put together all that a round of review tells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.review.agreement import compare
from caseaudit.review.estimate import UNKNOWN, Drawing, Judged, Sizes, among_picked, share
from caseaudit.review.estimate_model import Counts, count
from caseaudit.review.final import finals
from caseaudit.review.machine import against_machine
from caseaudit.review.results_model import Method, PointResult, ReviewResult, Sum, ThemeResult, Verdicts
from caseaudit.review.selfrating import Reviewed, rated
from caseaudit.review.wording_round import notes
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from caseaudit.audit import Audit
    from caseaudit.review.estimate_model import Part, Share
    from caseaudit.review.final import Final
    from caseaudit.review.model import Answers, Point, Round, SelfRatings, Value
    from caseaudit.review.selfrating import Rated
    from caseaudit.rules.rulebook import Theme
    from caseaudit.sample.model import Sample

_EVERYTHING = Text("I alt", "In total")
_JUDGED: tuple[Value, ...] = ("yes", "no", "low", "some", "high")


def gather(
    round_: Round,
    answers: Answers,
    sample: Sample,
    audit: Audit,
    ratings: SelfRatings | None = None,
    sizes: Mapping[str, Sizes] | None = None,
) -> ReviewResult:
    """The result of the round. `audit` is that of the round's run. `sizes` as from `estimate_sizes.sizes`."""
    drawing = Drawing(sample, {n for r in round_.reviewers for n in r.items})
    reading = drawing.random.keys() | drawing.picked.keys()
    found = tuple(f for f in finals(round_, answers) if f.entry.item in reading)
    by_point: dict[str, list[Final]] = defaultdict(list)
    for f in found:
        by_point[f.entry.point].append(f)
    points = tuple(_point(p, by_point[p.id], drawing, (sizes or {}).get(p.id, UNKNOWN)) for p in round_.points)
    shares = {p.point.id: p.fulfilled for p in points}
    themes = tuple(_themes(round_.points, by_point, drawing, audit.rulebook.themes, shares))
    total = _theme("", _EVERYTHING, round_.points, by_point, drawing, shares)
    verdicts = _verdicts(round_, found, drawing)
    result = ReviewResult(
        round=round_.id,
        points=points,
        themes=themes,
        total=total,
        verdicts=verdicts,
        agreement=compare(round_, found),
        machine=against_machine(round_, found, audit),
        ratings=_ratings(ratings, audit, themes, points),
        method=_method(round_, sample, drawing, found),
        notes=(),
    )
    return replace(result, notes=tuple(notes(result)))


def _judged(answers: Iterable[Final], marks: Collection[str]) -> list[Judged]:
    return [Judged(f.entry.item, f.value in marks) for f in answers if f.value in _JUDGED]


def _split(answers: Sequence[Final], drawing: Drawing) -> tuple[list[Final], list[Final]]:
    """Those about items drawn at random, and those about items picked by hand."""
    drawn = [f for f in answers if f.entry.item in drawing.random]
    return drawn, [f for f in answers if f.entry.item in drawing.picked]


def _point(point: Point, answers: Sequence[Final], drawing: Drawing, sizes: Sizes) -> PointResult:
    drawn, by_hand = _split(answers, drawing)
    counts, picked = count(drawn), count(by_hand)
    known = UNKNOWN if counts.not_relevant or counts.cannot_judge else sizes

    def of(*marks: Value) -> Share:
        return share(drawing, _judged(drawn, marks), known, counts.unknown)

    degree = point.scale == "degree"
    fulfilled, high, some = (None, of("high"), of("high", "some")) if degree else (of("yes"), None, None)
    shown = high or fulfilled
    return PointResult(
        point,
        counts,
        fulfilled,
        high,
        some,
        _cases(drawn, drawing) if shown and shown.withheld == "several" and not degree else None,
        _groups(shown.parts if shown else (), drawn, drawing),
        picked,
        among_picked(drawing, _judged(by_hand, ("high",) if degree else ("yes",))),
    )


def _cases(answers: Sequence[Final], drawing: Drawing) -> Share:
    """Cases with an answer and no no: one mark per case, so that an interval may be told."""
    by_item: dict[int, bool] = {}
    for f in answers:
        if f.value in ("yes", "no"):
            by_item[f.entry.item] = by_item.get(f.entry.item, True) and f.value == "yes"
    return share(drawing, [Judged(item, good) for item, good in sorted(by_item.items())])


def _groups(parts: Sequence[Part], answers: Sequence[Final], drawing: Drawing) -> tuple[Part, ...]:
    by_part: dict[str, list[Final]] = defaultdict(list)
    for f in answers:
        by_part[drawing.random[f.entry.item].stratum].append(f)
    return tuple(replace(p, counts=count(by_part[p.label])) for p in parts)


def _themes(
    points: Sequence[Point],
    by_point: Mapping[str, list[Final]],
    drawing: Drawing,
    themes: Mapping[str, Theme],
    shares: Mapping[str, Share | None],
) -> Iterable[ThemeResult]:
    for name, theme in themes.items():
        own = [p for p in points if p.theme == name]
        if own:
            yield _theme(name, theme.title.text, own, by_point, drawing, shares)


def _theme(
    name: str,
    title: Text,
    points: Sequence[Point],
    by_point: Mapping[str, list[Final]],
    drawing: Drawing,
    shares: Mapping[str, Share | None],
) -> ThemeResult:
    plain = [p for p in points if p.scale == "yes_no"]
    degrees = [f for p in points if p.scale == "degree" for f in by_point.get(p.id, ())]
    return ThemeResult(
        name,
        title,
        _sum([p for p in plain if binds(p)], by_point, drawing, shares),
        _sum([p for p in plain if not binds(p)], by_point, drawing, shares),
        count(_split(degrees, drawing)[0]) if degrees else None,
    )


def binds(point: Point) -> bool:
    """Whether a no to it is a breach of law."""
    return point.legal and not point.soft


def _sum(
    points: Sequence[Point],
    by_point: Mapping[str, list[Final]],
    drawing: Drawing,
    shares: Mapping[str, Share | None],
) -> Sum | None:
    """Answers to several points added up; of a single point its own share. None when nothing was asked."""
    answered = [p for p in points if by_point.get(p.id)]
    answers = [f for p in answered for f in by_point[p.id]]
    if not answers:
        return None
    drawn, by_hand = _split(answers, drawing)
    counts = count(drawn)
    alone = shares[answered[0].id] if len(answered) == 1 else None
    return Sum(
        len(answered),
        counts,
        alone or share(drawing, _judged(drawn, ("yes",)), UNKNOWN, counts.unknown, pooled=True),
        count(by_hand),
        among_picked(drawing, _judged(by_hand, ("yes",))),
    )


def _verdicts(round_: Round, answers: Sequence[Final], drawing: Drawing) -> Verdicts:
    """Each item by its answers to points of law that bind."""
    binding = {p.id for p in round_.points if binds(p) and p.scale == "yes_no"}
    by_item: dict[int, Counts] = {}
    for item, own in _by_item(f for f in answers if f.entry.point in binding).items():
        by_item[item] = count(own)
    done = {i: c for i, c in by_item.items() if not (c.unanswered or c.open)}
    if all(c.no for c in by_item.values() if c.unanswered or c.open):
        done = by_item  # what is left to answer cannot change any verdict
    judged = [Judged(i, not c.no) for i, c in done.items() if c.judged]
    drawn = [j for j in judged if j.item in drawing.random]
    left = [c for i, c in by_item.items() if i in drawing.random and i not in done]
    unsure = sum(1 for j in drawn if j.marked and done[j.item].cannot_judge)
    asked_all = len(by_item.keys() & drawing.random.keys()) == len(drawing.random)
    everything = asked_all and len(drawn) + len(left) == len(drawing.random)
    return Verdicts(
        share(drawing, drawn, _all(drawing) if everything else UNKNOWN),
        unsure,
        len(left),
        sum(c.no > 0 for c in left),
        among_picked(drawing, judged),
    )


def _by_item(answers: Iterable[Final]) -> dict[int, list[Final]]:
    out: dict[int, list[Final]] = defaultdict(list)
    for f in answers:
        out[f.entry.item].append(f)
    return out


def _all(drawing: Drawing) -> Sizes:
    """Everything that could be drawn: when the point applies to every item, it is taken to apply to all."""
    return Sizes(drawing.sample.population, drawing.size)


def _ratings(
    ratings: SelfRatings | None, audit: Audit, themes: Sequence[ThemeResult], points: Sequence[PointResult]
) -> tuple[Rated, ...]:
    if ratings is None:
        return ()
    reviewed = {t.theme: r for t in themes if t.law and (r := _reviewed(t.law))}
    by_theme: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for p in points:
        if p.fulfilled and binds(p.point):
            own = p.fulfilled if p.fulfilled.n else p.picked_share
            by_theme[p.point.theme].append((p.point.id, own.x, own.n))
    return rated(ratings.ratings, audit, reviewed, by_theme)


def _reviewed(law: Sum) -> Reviewed | None:
    """The drawn cases; where there are none, the picked ones."""
    if law.share.n:
        return Reviewed(law.share.x, law.share.n, law.share.value)
    own = law.picked_share
    return Reviewed(own.x, own.n, own.x / own.n) if own.n else None


def _method(round_: Round, sample: Sample, drawing: Drawing, answers: Sequence[Final]) -> Method:
    gone = {i.number for i in sample.items if not i.read}
    stood_in = {i.replaces for i in sample.to_read if i.replaces is not None}
    counts = count(answers)
    return Method(
        sample=sample.id,
        run=round_.run,
        as_of=sample.as_of,
        design=sample.design,
        seed=sample.seed,
        unit_kind=sample.unit_kind,
        unit_filter=sample.unit_filter,
        population=sample.population,
        excluded=sample.excluded,
        drawn=len(drawing.random),
        picked=len(drawing.picked),
        withdrawn=len(gone),
        replaced=len(gone & stood_in),
        strata=tuple((s.label, s.size, drawing.read.get(s.label, 0)) for s in sample.strata),
        reviewers=len(round_.reviewers),
        points=len(round_.points),
        asked=counts.asked,
        answered=counts.asked - counts.unanswered - counts.open,
        open=counts.open,
        double_items=len(round_.double),
        calibration_items=len(round_.calibration),
        sets=round_.sets,
        rules_digest=round_.rules_digest,
        questions_digest=round_.questions_digest,
    )
