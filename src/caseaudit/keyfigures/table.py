"""Key figures for the terminal, 80 columns: by group, with parts, targets and reference figures below each."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.keyfigures import wording
from caseaudit.keyfigures.definitions import GROUPS, definitions
from caseaudit.keyfigures.model import period_text
from caseaudit.keyfigures.reference import years_missing
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseaudit.keyfigures.laid import Laid
    from caseaudit.keyfigures.model import Value

WIDTH = 80
NAME = 42
LEAD = Text(
    "Nøgletal viser omfang. De siger ikke, om loven er fulgt. Lokale mål er kommunens egne.",
    "Key figures show how much there is. They do not say whether the law was kept. Local targets are the municipality's own.",
)


def heading(laid: Laid) -> str:
    day, period = show(laid.as_of), period_text(laid.period)
    return str(Text(f"Nøgletal pr. {day}, perioden {period}", f"Key figures as of {day}, period {period}"))


def table(laid: Laid) -> str:
    """The whole, then each unit where units were asked for."""
    out = [heading(laid), *textwrap.wrap(str(LEAD), WIDTH)]
    for name, values in laid.parts:
        if name:
            out += ["", f"{Text('Enhed', 'Unit')}: {name}"]
        out += _groups(laid, values, detailed=not name)
    return "".join(x.rstrip() + "\n" for x in out)


def _groups(laid: Laid, values: Iterable[Value], *, detailed: bool) -> Iterator[str]:
    known, group = definitions(), ""
    for v in values:
        d = known[v.figure]
        if d.group != group:
            group = d.group
            yield ""
            yield str(GROUPS[group])
        yield f"  {str(d.title)[:NAME]:<{NAME}}{wording.value_text(v):>19}{wording.basis_text(v):>15}"
        for told in below(laid, v, detailed=detailed):
            yield from _wrap(told)


def below(laid: Laid, v: Value, *, detailed: bool = True) -> Iterator[str]:
    """What stands under a figure, each on a line of its own."""
    d = definitions()[v.figure]
    if told := "; ".join(wording.notes(v)):
        yield told
    if v.parts:
        yield ", ".join(wording.part_text(p).replace(" ", "\u00a0") for p in v.parts)
    if v.figure in laid.targets and not v.hidden:
        yield wording.target_sentence(laid.targets[v.figure], v, d.unit)
    if detailed:
        yield from (f"{Text('Til sammenligning', 'For comparison')}: {x}" for x in references(laid, v))


def references(laid: Laid, v: Value) -> Iterator[str]:
    """The newest reference of each area, how the figure stands beside it, and the years that are missing."""
    unit = definitions()[v.figure].unit
    held = [r for r in laid.references if r.figure == v.figure]
    gone = years_missing(held)
    for area in dict.fromkeys(r.area for r in held):
        mine = [r for r in held if r.area == area]
        told = "; ".join(wording.reference_text(r, unit) for r in mine)
        beside = wording.beside(v, mine[-1])
        missing = ", ".join(str(y) for y in gone[area])
        lacks = f". {Text('Mangler', 'Missing')}: {missing}" if missing else ""
        yield f"{told}{lacks}." + (f" {beside[:1].upper()}{beside[1:]}." if beside else "")


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False, break_long_words=False
    )


def definitions_table() -> str:
    """What each figure is, in words."""
    out: list[str] = []
    group = ""
    for d in definitions().values():
        if d.group != group:
            group = d.group
            out += ["", str(GROUPS[group])] if out else [str(GROUPS[group])]
        out.append(f"  {d.title} ({d.id})")
        out += _wrap(str(d.definition))
        if d.national:
            out += _wrap(f"{Text('Landstal', 'National figures')}: {d.national}")
    return "".join(x.rstrip() + "\n" for x in out)
