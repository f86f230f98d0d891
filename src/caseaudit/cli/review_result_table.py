"""The result of a round for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.cli.review_common import WIDTH
from caseaudit.console import bold
from caseaudit.review.estimate_model import FEWEST
from caseaudit.review.selfrating_file import RATINGS
from caseaudit.review.wording import FLAT, bounds_text, ends, interval_short, share_short, unknown_text
from caseaudit.review.wording_round import agreement_text, machine_text, rating_text, verdict_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.review.estimate_model import Counts, Part, Share
    from caseaudit.review.results_model import PointResult, ReviewResult, Sum, ThemeResult

_TEXT, _SHARE, _BETWEEN = 38, 26, 11
_LAW = Text("Lovkrav, svar i alt", "Demands of the law, all answers")
_PRACTICE = Text("Godt sagsarbejde, svar i alt", "Good casework, all answers")
_DEGREES = Text("Grader i alt", "All degrees")


def lines(r: ReviewResult, titles: Mapping[str, Text]) -> Iterator[str]:
    """Everything, theme by theme; then cases as a whole, the machine, agreement and self-rating."""
    yield bold(f"{Text('Gennemgang', 'Review')} {r.round}")
    for note in r.notes:
        yield from _said(note)
    yield ""
    between = Text("95 pct.", "95 %")
    yield f"{'':<{_TEXT}}  {Text('Ja af bedømte', 'Yes of judged')!s:<{_SHARE}}  {between}"
    for theme in r.themes:
        yield ""
        yield bold(str(theme.title).upper())
        for p in r.points:
            if p.point.theme == theme.theme:
                yield from _point(p)
        yield from _sums(theme)
    yield ""
    yield "-" * WIDTH
    yield bold(str(r.total.title))
    yield from _sums(r.total)
    yield ""
    if r.method.drawn:
        yield from _said(verdict_text(r.verdicts, r.method.unit_kind))
    if r.verdicts.picked.n:
        yield from _picked(r.verdicts.picked, Text("Udpegede uden nej", "Picked without a no"))
    yield ""
    yield from _machine(r)
    yield from _said(agreement_text(r.agreement))
    yield from _ratings(r, titles)


def _point(p: PointResult) -> Iterator[str]:
    text = str(Text(p.point.da, p.point.en))
    if p.high and p.some_or_high:
        yield from _row(f"{text} {Text('(høj grad)', '(high degree)')}", p.high)
        yield from _row(str(Text("  nogen grad eller mere", "  some degree or more")), p.some_or_high)
        yield f"    {_degrees(p.counts)}"
    elif p.fulfilled and not p.fulfilled.n and p.picked_share.n:
        yield from _cells(text, "", "")
    elif p.fulfilled:
        yield from _row(text, p.fulfilled)
        if p.cases:
            yield from _row(str(Text("  uden noget nej, pr. sag", "  without any no, per case")), p.cases)
        yield from _said(FLAT if p.fulfilled.flat else None, 4)
    yield from _said(unknown_text(p.counts), 4)
    yield from _said(bounds_text(p.fulfilled) if p.fulfilled else None, 4)
    for g in p.groups:
        if g.n:
            yield from _group(g)
    if p.picked.asked:
        yield from _picked(p.picked_share, Text("Udpegede", "Picked"))
        yield from _said(unknown_text(p.picked), 6)


def _row(text: str, share: Share) -> Iterator[str]:
    return _cells(text, str(share_short(share)), str(interval_short(share)))


def _cells(text: str, first: str, second: str) -> Iterator[str]:
    indent = " " * (2 + len(text) - len(text.lstrip()))
    left = textwrap.wrap(text.strip(), _TEXT, initial_indent=indent, subsequent_indent=indent, break_long_words=True)
    yield f"{left[0]:<{_TEXT}}  {first:<{_SHARE}}  {second}".rstrip()
    yield from left[1:]


def _group(g: Part) -> Iterator[str]:
    low = Text("-", "-")
    if g.interval and g.n >= FEWEST:
        a, b = ends(g.interval)
        low = Text(f"{a}-{b} pct.", f"{a}-{b} %")
    return _cells(f"  {g.label}", str(Text(f"{g.x} af {g.n}", f"{g.x} of {g.n}")), str(low))


def _picked(share: Share, what: Text) -> Iterator[str]:
    told = Text(f"{share.x} af {share.n}; kun disse sager", f"{share.x} of {share.n}; these cases only")
    return _cells(f"  {what}", str(told), "") if share.n else iter(())


def _degrees(c: Counts) -> str:
    return str(Text(f"lav {c.low}, nogen {c.some}, høj {c.high}", f"low {c.low}, some {c.some}, high {c.high}"))


def _sums(t: ThemeResult) -> Iterator[str]:
    for what, total in ((_LAW, t.law), (_PRACTICE, t.practice)):
        if total and (total.points > 1 or not t.theme):  # a single point stands there already
            yield from _sum(what, total)
    if t.degrees and t.degrees.judged:
        yield from _cells(str(_DEGREES), _degrees(t.degrees), "")


def _sum(what: Text, s: Sum) -> Iterator[str]:
    if s.share.n:
        yield from _row(str(what), s.share)
    if s.picked_share.n:
        yield from _picked(s.picked_share, Text(f"{what.da}, udpegede", f"{what.en}, picked"))


def _machine(r: ReviewResult) -> Iterator[str]:
    if r.machine is None or not r.machine.total.pairs:
        return
    yield bold(str(Text("Gennemgang over for registrering", "Review against the records")))
    for text in machine_text(r.machine.total):
        yield from _said(text)
    odd = [b for b in r.machine.points if b.registered_not_found or b.found_not_registered]
    if odd:
        one = Text("kun registreret", "only registered")
        two = Text("kun fundet", "only found")
        yield f"  {'':<26}  {Text('samme', 'same')!s:>9}  {one!s:>15}  {two!s:>10}".rstrip()
    for b in odd:
        for n, part in enumerate(textwrap.wrap(b.name, 26)):
            numbers = f"{Text(f'{b.same} af {b.pairs}', f'{b.same} of {b.pairs}')!s:>9}  {b.registered_not_found:>15}  {b.found_not_registered:>10}"
            yield f"  {part:<26}  {numbers if n == 0 else ''}".rstrip()
    yield ""


def _ratings(r: ReviewResult, titles: Mapping[str, Text]) -> Iterator[str]:
    if not r.ratings:
        return
    yield ""
    yield bold(str(Text("Selvevaluering", "Self-rating")))
    for rated in r.ratings:
        told = rating_text(rated, titles[rated.theme], RATINGS[rated.value])
        yield from textwrap.wrap(" ".join(str(t) for t in told), WIDTH, subsequent_indent="  ")


def _said(text: Text | None, indent: int = 0) -> Iterator[str]:
    if text:
        pad = " " * indent
        yield from textwrap.wrap(str(text), WIDTH, initial_indent=pad, subsequent_indent=pad)
