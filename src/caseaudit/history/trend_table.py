"""A trend as text for the terminal, 80 columns wide: the lines, the numbers behind them, and what stands in the way."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.history import breaks
from caseaudit.history.series import signal
from caseaudit.history.sparkline import sparkline
from caseaudit.history.words import moved, percent_text, points, scope_text
from caseaudit.output.numbers import number, of
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.history.series import Series, Trend

WIDTH = 80
LINE_WIDTH = 20
SHOWN_DAYS = 26
_HEADS = {
    "rule": Text("Regel", "Rule"),
    "theme": Text("Tema", "Theme"),
    "unit": Text("Enhed", "Unit"),
    "team": Text("Team", "Team"),
}


def table(t: Trend, *, blocks: bool) -> str:
    """The whole trend as text."""
    out = [*_head(t), ""]
    if t.by:
        out += _rows(t, blocks=blocks)
    elif t.series:
        out += _one(t, t.series[0], blocks=blocks)
    out += _notes(t)
    return "".join(x.rstrip() + "\n" for x in out)


def _head(t: Trend) -> Iterator[str]:
    about = Text("Overholdelse af lovens krav", "Compliance with the law")
    if t.rules:
        about = Text(f"Overholdelse: {', '.join(t.rules)}", f"Compliance: {', '.join(t.rules)}")
    elif t.themes:
        about = Text(f"Overholdelse, tema: {', '.join(t.themes)}", f"Compliance, theme: {', '.join(t.themes)}")
    yield str(about)
    n = len(t.laid)
    days = f"{show(t.days[0])} {Text('til', 'to')} {show(t.days[-1])}" if n > 1 else show(t.days[0])
    one = Text("måling", "measurement") if n == 1 else Text("målinger", "measurements")
    yield from _wrap(f"{number(n)} {one}, {days}. {Text('Omfang', 'Scope')}: {scope_text(t.scope)}.")
    if t.left_out:
        out, single = number(t.left_out), t.left_out == 1
        yield from _wrap(
            str(
                Text(
                    f"{out} {'kørsel' if single else 'kørsler'} om andet er holdt ude (--like KØRSEL vælger et andet omfang).",
                    f"{out} {'run' if single else 'runs'} about something else left out (--like RUN chooses another scope).",
                )
            )
        )


def _one(t: Trend, s: Series, *, blocks: bool) -> Iterator[str]:
    yield f"{_line(t, s, WIDTH - 10, blocks=blocks)}  0-100 %"
    yield ""
    heads = (Text("Dag", "Day"), Text("Overholdt", "Met"), Text("Ændring", "Change"), Text("Brud", "Breached"))
    unknown = Text("Uafklaret", "Unknown")
    yield f"{heads[0]!s:<12}{heads[1]!s:>19}{'%':>8}{heads[2]!s:>10}{heads[3]!s:>11}{unknown!s:>13}"
    first = max(0, len(s.points) - SHOWN_DAYS)
    for n in range(first, len(s.points)):
        yield from (_marked(b) for b in t.breaks_of(s) if b.at == n)
        c = s.points[n]
        if c is None:
            yield f"{show(t.days[n]):<12}{'-':>19}"
            continue
        here, there = s.percent(n), s.percent(n - 1) if n else None
        step = points(here - there) if here is not None and there is not None else ""
        yield (
            f"{show(t.days[n]):<12}{of(c.good, c.judged):>19}{percent_text(c.good, c.judged):>8}{step:>10}"
            f"{number(c.breached):>11}{number(c.unknown):>13}"
        )
    if first:
        yield str(
            Text(
                f"De seneste {SHOWN_DAYS} af {len(s.points)}; resten står i --format csv.",
                f"The latest {SHOWN_DAYS} of {len(s.points)}; the rest stands in --format csv.",
            )
        )
    yield ""
    yield from _wrap(said(t, s))


def _marked(b: breaks.Break) -> str:
    return "\n".join(_wrap(f"-- {breaks.line(b)}"))


def said(t: Trend, s: Series) -> str:
    """What may be said of the whole series."""
    told = s.told
    if len(told) < 2:
        return str(
            Text(
                "Der er ikke to målinger med mindst fem vurderinger; der er ingen ændring at vise.",
                "There are not two measurements with at least five assessments; there is no change to show.",
            )
        )
    first, last = (s.points[told[0]], s.points[told[-1]])
    change = s.change
    if first is None or last is None or change is None:
        return ""
    a, b = show(t.days[told[0]]), show(t.days[told[-1]])
    text = Text(
        f"Fra {a} ({of(first.good, first.judged)}) til {b} ({of(last.good, last.judged)}): {moved(change)}.",
        f"From {a} ({of(first.good, first.judged)}) to {b} ({of(last.good, last.judged)}): {moved(change)}.",
    )
    parted = [x for x in t.breaks_of(s) if x.parts_series and told[0] < x.at <= told[-1]]
    caution = Text(
        " Serien er brudt undervejs, og en del af ændringen kan skyldes det.",
        " The series is broken on the way, and part of the change may come from that.",
    )
    shown = signal(t, s)
    return f"{text}{caution if parted else ''}{' ' + shown if shown else ''}"


def _rows(t: Trend, *, blocks: bool) -> Iterator[str]:
    room = WIDTH - LINE_WIDTH - 33
    first, last, change = Text("Første", "First"), Text("Seneste", "Latest"), Text("Ændring", "Change")
    course = Text("Forløb 0-100 %", "Course 0-100 %")
    yield f"{_HEADS[t.by]!s:<{room}} {course!s:<{LINE_WIDTH}} {first!s:>7}{last!s:>8}{change!s:>9}{'n':>7}"
    for s in t.series:
        title = s.title if len(s.title) <= room else s.title[: room - 2] + ".."
        told = s.told
        ends = ["-", "-"]
        if told:
            ends = [percent_text(c.good, c.judged) for n in (told[0], told[-1]) if (c := s.points[n])]
        at_last = next((c for c in reversed(s.points) if c), None)
        move = points(s.change) if s.change is not None else "-"
        line = _line(t, s, LINE_WIDTH, blocks=blocks)
        note = _lifetime(t, s)
        yield (
            f"{title:<{room}} {line:<{LINE_WIDTH}} {ends[0]:>7}{ends[1]:>8}{move:>9}"
            f"{number(at_last.judged) if at_last else '-':>7}{note}"
        )


def _lifetime(t: Trend, s: Series) -> str:
    """A unit or team that came or went: its first and last are not those of the others."""
    if t.by not in ("unit", "team"):
        return ""
    here = [n for n, c in enumerate(s.points) if c and c.asked]
    told = []
    if here and here[0]:
        told.append(str(Text(f"fra {show(t.days[here[0]])}", f"from {show(t.days[here[0]])}")))
    if here and here[-1] < len(s.points) - 1:
        told.append(str(Text(f"til {show(t.days[here[-1]])}", f"until {show(t.days[here[-1]])}")))
    return f"\n  {Text('kun', 'only')} {', '.join(told)}" if told else ""


def _line(t: Trend, s: Series, width: int, *, blocks: bool) -> str:
    broken = {b.at for b in t.breaks_of(s)}
    return sparkline([s.percent(n) for n in range(len(s.points))], broken, blocks=blocks, width=width)


def _notes(t: Trend) -> Iterator[str]:
    if t.by and t.breaks:
        yield ""
        yield str(Text("Brud i serien (|):", "Breaks in the series (|):"))
        for b in t.breaks:
            yield from _wrap(breaks.line(b), 2)
    if t.by:
        yield ""
        yield from _wrap(
            str(
                Text(
                    "Alle sager er talt, så en ændring er nøjagtig. n: vurderinger i den seneste måling; under fem vises "
                    "ingen procent.",
                    "Every case is counted, so a change is exact. n: assessments in the latest measurement; below five no "
                    "percent is shown.",
                )
            )
        )
    emptied = sum(x.run.pruned_on is not None for x in t.laid)
    if t.by == "team" and emptied:
        yield from _wrap(
            str(
                Text(
                    f"Teamenes tal er slettet i {emptied} kørsler.",
                    f"The counts of teams are pruned in {emptied} runs.",
                )
            )
        )


def _wrap(text: str, indent: int = 0) -> list[str]:
    blank = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=blank, subsequent_indent=blank + "  ", break_on_hyphens=False)
