"""The units that two sets of rules judge differently, as text: per rule the counts, the transitions and the units."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.numbers import number
from caseaudit.output.wording import day_text, outcome_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from caseaudit.unitdiff import ChangedUnit, UnitChanges

WIDTH = 110
SHOWN_UNITS = 10


def wrap(words: str, indent: int) -> Iterator[str]:
    blank = " " * indent
    yield from textwrap.wrap(
        words,
        WIDTH,
        initial_indent=blank,
        subsequent_indent=blank + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def unit_lines(
    found: Sequence[UnitChanges], as_of: date, *, of_days: bool, every_unit: bool, strong: Callable[[str], str]
) -> Iterator[str]:
    yield strong(
        str(Text("Enheder, der får et andet udfald", "Units with another outcome"))
        + f", {Text('pr.', 'as of')} {show(as_of)}"
    )
    if of_days:
        yield from wrap(
            str(
                Text(
                    "Alle enheder er dømt efter loven på hver af de to dage, uanset deres egen dato. En afgørelse efter "
                    "serviceloven er derfor ofte ikke relevant efter barnets lov, og omvendt.",
                    "Every unit is judged by the law of each of the two days, whatever its own date. A decision under the old "
                    "act is therefore often not applicable under the new one, and the reverse.",
                )
            ),
            0,
        )
    changed = [u for u in found if u.units]
    for u in changed:
        yield ""
        yield from _unit_rule(u, every_unit=every_unit)
    yield ""
    yield from (strong(x) for x in wrap(totals(found), 0))


def totals(found: Sequence[UnitChanges]) -> str:
    """How many units, cases and rules: `57 enheder i 41 sager får et andet udfald efter 6 regler`."""
    changed = [u for u in found if u.units]
    n, cases = sum(len(u.units) for u in changed), len({x.case_id for u in changed for x in u.units})
    if not n:
        return str(Text("Ingen enheder får et andet udfald.", "No unit has another outcome."))
    both = sum(u.judged_by_both for u in changed)
    one_rule = len(changed) == 1
    return str(
        Text(
            f"{number(n)} {'enhed' if n == 1 else 'enheder'} i {number(cases)} {'sag' if cases == 1 else 'sager'} får et andet "
            f"udfald efter {len(changed)} {'regel' if one_rule else 'regler'}: {number(both)}, som pligten gælder efter begge, "
            f"og {number(n - both)}, som den kun gælder efter det ene.",
            f"{number(n)} {'unit' if n == 1 else 'units'} in {number(cases)} {'case' if cases == 1 else 'cases'} "
            f"{'has' if n == 1 else 'have'} another outcome by {len(changed)} {'rule' if one_rule else 'rules'}: {number(both)} to "
            f"which the duty applies by both, and {number(n - both)} to which it applies by one only.",
        )
    )


def _unit_rule(u: UnitChanges, *, every_unit: bool) -> Iterator[str]:
    n = Text(
        f"{number(len(u.units))} af {number(u.n_units)} enheder", f"{number(len(u.units))} of {number(u.n_units)} units"
    )
    yield from wrap(f"{u.rule.title} ({u.rule.id}): {n}", 2)
    yield from _counts(u)
    for t in u.transitions:
        yield f"    {OUTCOMES[t.before]} -> {OUTCOMES[t.after]}: {number(t.n)}"
    if u.other_reason:
        yield f"    {Text('samme udfald af en anden grund', 'the same outcome for another reason')}: {number(u.other_reason)}"
    shown = u.units if every_unit else u.units[:SHOWN_UNITS]
    rows = [_cells(x) for x in shown]
    head = tuple(
        str(t)
        for t in (
            Text("Sag", "Case"),
            Text("Enhed", "Unit"),
            Text("Dato", "Date"),
            Text("Før", "Before"),
            Text("Efter", "After"),
        )
    )
    widths = [max(len(r[i]) for r in (head, *rows)) for i in range(len(head))]
    for cells in (head, *rows):
        yield "      " + "  ".join(x.ljust(w) for x, w in zip(cells, widths, strict=True)).rstrip()
    if more := len(u.units) - len(shown):
        yield f"      {Text(f'og {number(more)} til', f'and {number(more)} more')}"


def _counts(u: UnitChanges) -> Iterator[str]:
    """Every outcome before and after, in two rows under one head."""
    names = [n for n in OUTCOMES if u.before[n] or u.after[n]]
    rows = [
        ("", *(str(OUTCOMES[n]) for n in names)),
        (str(Text("før", "before")), *(number(u.before[n]) for n in names)),
        (str(Text("efter", "after")), *(number(u.after[n]) for n in names)),
    ]
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "    " + "  ".join(
            [row[0].ljust(widths[0]), *(x.rjust(w) for x, w in zip(row[1:], widths[1:], strict=True))]
        )


def _cells(x: ChangedUnit) -> tuple[str, ...]:
    kind = Text("sag", "case") if x.unit_kind == "case" else EVENT_TYPES[x.unit_kind].label
    return (
        x.case_id, str(kind), day_text(x.unit_on) or "-", outcome_text(x.before, x.before_reason),
        outcome_text(x.after, x.after_reason),
    )  # fmt: skip
