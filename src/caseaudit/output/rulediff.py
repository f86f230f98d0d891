"""A comparison of rules, and of what they say of an export, as text. Only characters that cp1252 and cp850 share."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.output.explained import period
from caseaudit.output.summary import number
from caseaudit.output.wording import day_text, outcome_text
from caseaudit.privacy import mask
from caseaudit.rulediff import CONDITIONS, Change, RuleChange, condition_words, law_words
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from caseaudit.rulediff import Comparison, VersionChange
    from caseaudit.rules.language import Version
    from caseaudit.unitdiff import ChangedUnit, UnitChanges

WIDTH = 110
SHOWN_UNITS = 10
_PARTS = {
    "title": Text("titel", "title"),
    "severity": Text("alvor", "severity"),
    "judges": Text("måles mod", "measured against"),
    "about": Text("enhed", "unit"),
    "theme": Text("tema", "theme"),
    "step": Text("sagsskridt", "step"),
    "law_rows": Text("række i retsgrundlaget", "row of the law catalogue"),
    "answers": Text("besvarer", "answers"),
    "automation": Text("automatik", "automation"),
    "period": Text("periode", "period"),
    "law": Text("lov", "law"),
    "soft": Text("det udokumenterede", "what is not documented"),
    "when": Text("gælder for", "applies to"),
    "require": Text("krav", "required"),
    "unless": Text("undtagelse", "exception"),
    "incomplete_if": Text("ufuldstændig, når", "incomplete where"),
    "why": Text("hvorfor", "why"),
    "finding": Text("fundets tekst", "finding texts"),
    "fix": Text("ret op", "put right"),
    "limits": Text("begrænsninger", "limits"),
    "cases": Text("eksempelsager", "example cases"),
    "notes": Text("noter til lovhenvisninger", "notes on citations"),
}


def text(
    c: Comparison, units: Sequence[UnitChanges] | None, as_of: date, *, every_unit: bool, strong: Callable[[str], str]
) -> str:
    """The whole comparison; `units` None where no export was given."""
    out = list(_rules(c, strong))
    if units is not None:
        out += ["", *_units(c, units, as_of, every_unit=every_unit, strong=strong)]
    return "".join(mask(line.rstrip()) + "\n" for line in out)


def _rules(c: Comparison, strong: Callable[[str], str]) -> Iterator[str]:
    yield strong(title(c))
    both = c.of_days
    if both:
        only = [Text(f"Gælder kun {x}", f"In force only {x}") for x in (side_text(c, 1), side_text(c, 0))]
        heads = (*only, Text("Dømmes efter en anden version", "Judged by another version"))
    else:
        heads = (
            Text("Nye regler", "New rules"),
            Text("Fjernede regler", "Removed rules"),
            Text("Ændrede regler", "Changed rules"),
        )
    sections = zip(heads, (c.of("added"), c.of("removed"), c.of("changed")), strict=True)
    for head, rules in sections:
        if rules:
            yield ""
            yield strong(f"{head} ({len(rules)})")
        for r in rules:
            yield from _rule(r, dated=both)
    yield ""
    yield from _folded(c)


def title(c: Comparison) -> str:
    """`Loven pr. 31-12-2023 mod loven pr. 01-01-2024`."""
    word = Text(" mod ", " against ")
    if c.of_days and c.before.name == c.after.name:
        return str(Text("Reglerne", "The rules")) + f" {side_text(c, 0)}{word}{side_text(c, 1)}"
    return f"{side_text(c, 0)}{word}{side_text(c, 1)}"


def side_text(c: Comparison, n: int) -> str:
    """One side as the reader may say it: a day, a rule set, or both."""
    side = (c.before, c.after)[n]
    day = str(Text("pr. ", "as of ")) + show(side.on) if side.on else ""
    return day if day and c.before.name == c.after.name else f"{side.name} {day}".rstrip()


def _rule(r: RuleChange, *, dated: bool) -> Iterator[str]:
    yield from _wrap(f"{r.rule.title} ({r.rule.id})", 2)
    if r.before is None or r.after is None:
        for version in r.rule.versions:
            yield from _whole(version, dated=dated)
        return
    for change in r.changes:
        yield from _change(change, 4)
    for v in r.versions:
        if v.before is None or v.after is None:
            yield from _lone(v)
        elif dated:
            yield from _other_version(v.before, v.after, v)
        elif v.changes:
            yield f"    {Text('Version', 'Version')} {period(v.after)}"
            for change in v.changes:
                yield from _change(_periods(change, v), 6)


def _lone(v: VersionChange) -> Iterator[str]:
    found = v.after or v.before
    if found is not None:
        yield f"    {Text('Ny version', 'New version') if v.before is None else Text('Fjernet version', 'Removed version')} {period(found)}"
        yield from _whole(found, indent=6, dated=True)


def _periods(change: Change, v: VersionChange) -> Change:
    if change.part != "period" or v.before is None or v.after is None:
        return change
    return Change("period", period(v.before), period(v.after))


def _whole(v: Version, *, indent: int = 4, dated: bool) -> Iterator[str]:
    """A version that stands on one side only. `dated`: its period has been said already."""
    if not dated:
        yield f"{' ' * indent}{period(v).capitalize()}"
        indent += 2
    if v.law:
        yield from _said("law", law_words(v), indent)
    for name in CONDITIONS[:3]:
        if words := condition_words(v, name):
            yield from _said(name, words, indent)


def _other_version(a: Version, b: Version, v: VersionChange) -> Iterator[str]:
    """Both laws, and each condition: once where it is the same, else before and after."""
    changed = {c.part: c for c in v.changes}
    yield from _change(changed.pop("law", Change("law", law_words(a), law_words(b))), 4)
    for name in CONDITIONS:
        if name in changed:
            yield from _change(changed.pop(name), 4)
        elif name in CONDITIONS[:3] and (words := condition_words(b, name)):
            yield from _said(name, f"{words} {Text('(uændret)', '(the same)')}", 4)
    for change in changed.values():
        yield from _change(change, 4)


def _change(c: Change, indent: int) -> Iterator[str]:
    """On one line where it is short; else before and after on lines of their own. Then what the words leave out."""
    before, after = (x or str(Text("ingen", "none")) for x in (c.before, c.after))
    short = f"{before} -> {after}"
    if before == after:
        yield from _said(c.part, after if c.details else short, indent)
    elif len(short) + indent + len(str(_PARTS[c.part])) + 2 <= WIDTH:
        yield from _said(c.part, short, indent)
    else:
        yield f"{' ' * indent}{str(_PARTS[c.part]).capitalize()}:"
        yield from _wrap(f"{Text('før', 'before')}: {before}", indent + 2)
        yield from _wrap(f"{Text('efter', 'after')}: {after}", indent + 2)
    for detail in c.details:
        yield from _wrap(f"{Text('heri', 'in it')}: {detail}", indent + 2)


def _said(part: str, words: str, indent: int) -> Iterator[str]:
    yield from _wrap(f"{str(_PARTS[part]).capitalize()}: {words}", indent)


def _wrap(words: str, indent: int) -> Iterator[str]:
    blank = " " * indent
    yield from textwrap.wrap(
        words,
        WIDTH,
        initial_indent=blank,
        subsequent_indent=blank + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _folded(c: Comparison) -> Iterator[str]:
    """What needs no lines of its own: rules whose texts alone differ, and those that are the same."""
    if texts := c.of("texts"):
        told = "; ".join(f"{r.rule.id} ({', '.join(str(_PARTS[t]) for t in r.texts)})" for r in texts)
        yield from _wrap(f"{Text('Kun tekster er ændret', 'Only texts changed')} ({len(texts)}): {told}", 0)
    same = c.of("same") + (c.of("texts") if c.of_days else [])
    if c.of_days and same:
        told = ", ".join(r.rule.id for r in same)
        yield from _wrap(
            f"{Text('Samme version på begge dage', 'The same version on both days')} ({len(same)}): {told}", 0
        )
    elif not c.of_days:
        yield f"{Text('Ens', 'The same')}: {len(same)} {Text('regler', 'rules')}"
    if c.idle:
        told = ", ".join(c.idle)
        yield from _wrap(f"{Text('Gælder på ingen af dagene', 'In force on neither day')} ({len(c.idle)}): {told}", 0)


def _units(
    c: Comparison, found: Sequence[UnitChanges], as_of: date, *, every_unit: bool, strong: Callable[[str], str]
) -> Iterator[str]:
    yield strong(
        str(Text("Enheder, der får et andet udfald", "Units with another outcome"))
        + f", {Text('pr.', 'as of')} {show(as_of)}"
    )
    if c.of_days:
        yield from _wrap(
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
    yield from (strong(x) for x in _wrap(totals(found), 0))


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
    yield from _wrap(f"{u.rule.title} ({u.rule.id}): {n}", 2)
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
