"""What was drawn from what, and why, as text for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.sample import words
from caseaudit.sample.readme import event_told
from caseaudit.sample.why import REASONS, why
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseaudit.sample.model import Item, Sample

WIDTH = 80
PART_WIDTH = 44


def screen(sample: Sample, folder: str) -> str:
    """A sample that was just drawn, with what comes next."""
    return _text([*_lines(sample), "", *_files(folder), *_next(sample)])


def shown(sample: Sample, folder: str) -> str:
    """A kept sample, with its trail."""
    trail = [f"  {event_told(e)}" for e in sample.trail]
    return _text([*_lines(sample), "", str(Text("Forløb", "Trail")), *trail, "", *_files(folder)])


def grown(sample: Sample, before: int, folder: str, asked: int) -> str:
    """A sample that got more: the new ones."""
    new = sample.items[before:]
    lines = [
        str(
            Text(
                f"Stikprøve {sample.id}: {len(new)} flere, nu {len(sample.to_read)} i alt",
                f"Sample {sample.id}: {len(new)} more, now {len(sample.to_read)} in all",
            )
        ),
        "",
        *_items(new, sample),
    ]
    if len(new) < asked:
        lines += ["", str(Text("Der var ikke flere at tage af.", "There were no more to take."))]
    return _text([*lines, "", *_files(folder)])


def exchanged(sample: Sample, number: int, new: Item | None, folder: str) -> str:
    """A sample in which one was replaced."""
    old = next(i for i in sample.items if i.number == number)
    reason = REASONS[old.withdrawn]
    if new is None:
        told = Text(
            f"Nr. {number} læses ikke ({reason.da}). Der er ingen at sætte i stedet.",
            f"No. {number} is not read ({reason.en}). There is nobody to take its place.",
        )
        return _text([str(told), "", *_files(folder)])
    told = Text(f"Nr. {number} er erstattet med nr. {new.number}.", f"No. {number} is replaced by no. {new.number}.")
    return _text([str(told), "", *_items([new], sample), "", *_files(folder)])


def overview(samples: Sequence[Sample]) -> str:
    """All samples, a line each."""
    if not samples:
        return str(Text("Der er ingen stikprøver endnu.", "There are no samples yet.")) + "\n"
    return _text(line for s in samples for line in _wrap(f"{words.headline(s)} ({show(s.as_of)})"))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _lines(sample: Sample) -> Iterator[str]:
    yield from _wrap(words.headline(sample))
    yield ""
    for text in words.background(sample):
        yield from _wrap(text, "  ")
    for text in words.remarks(sample):
        yield from _wrap(text, "  ")
    if len(sample.strata) > 1:
        yield ""
        yield from _strata(sample)
    yield ""
    yield from _items(sample.items, sample)


def _files(folder: str) -> list[str]:
    return [f"{Text('Gemt i', 'Kept in')} {folder}/: sample.json, liste.xlsx, manifest.json"]


def _next(sample: Sample) -> list[str]:
    return [f"{Text('Næste', 'Next')}: caseaudit review create {sample.id} --reviewers AB,CD"]


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    ) or [""]


def _strata(sample: Sample) -> Iterator[str]:
    names = [words.stratum_name(s.label) for s in sample.strata]
    width = min(PART_WIDTH, max(map(len, names)) + 2)
    of, drawn = Text("I alt", "In all"), Text("Udtrukket", "Drawn")
    yield f"  {Text('Del', 'Part')!s:<{width}}{of!s:>7}{drawn!s:>11}"
    for name, s in zip(names, sample.strata, strict=True):
        short = str(Text(f"  ønsket {s.wanted}", f"  wanted {s.wanted}")) if s.drawn < s.wanted else ""
        yield f"  {_cut(name, width - 1):<{width}}{s.size:>7}{s.drawn:>11}{short}"


def _items(items: Sequence[Item], sample: Sample) -> list[str]:
    """A line each where all fit in the width, else two."""
    longest = max((len(i.case_id) for i in items), default=0)
    heads = [_head(i, longest) for i in items]
    width = max((len(h) for h in heads), default=0) + 2
    reasons = [words.withdrawn(i) if i.withdrawn else why(i, sample) for i in items]
    if all(width + len(r) <= WIDTH for r in reasons):
        return [f"{h:<{width}}{r}" for h, r in zip(heads, reasons, strict=True)]
    out = []
    for head, reason in zip(heads, reasons, strict=True):
        out += textwrap.wrap(head, WIDTH, subsequent_indent=" " * 6, break_on_hyphens=False, drop_whitespace=True)
        out += _wrap(reason, " " * 6)
    return out


def _head(i: Item, width: int) -> str:
    what = [words.about(i)] if i.unit_kind != "case" else []
    return f"{i.number:>4}  " + "  ".join(p for p in (f"{i.case_id:<{width}}", *what, i.unit) if p)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
