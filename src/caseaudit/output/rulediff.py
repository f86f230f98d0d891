"""A comparison of rules, and of what they say of an export, as text. Only characters that cp1252 and cp850 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.explained import period
from caseaudit.output.unitdiff import WIDTH, unit_lines, wrap
from caseaudit.privacy import mask
from caseaudit.rulediff import CONDITIONS, IN_USE, SHIPPED, Change, RuleChange, condition_words, law_words
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from caseaudit.rulediff import Comparison, VersionChange
    from caseaudit.rules.language import Version
    from caseaudit.unitdiff import UnitChanges

_SIDES = {IN_USE: Text("reglerne i brug", "the rules in use"), SHIPPED: Text("vores", "the shipped rules")}
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
        out += ["", *unit_lines(units, as_of, of_days=c.of_days, every_unit=every_unit, strong=strong)]
    return "".join(mask(line.rstrip()) + "\n" for line in out)


def _rules(c: Comparison, strong: Callable[[str], str]) -> Iterator[str]:
    yield strong(title(c))
    both = c.of_days
    if both:
        only = [Text(f"Gælder kun {x}", f"In force only {x}") for x in (side_text(c, 1), side_text(c, 0))]
        heads = (
            *only,
            Text("Dømmes efter en anden version", "Judged by another version")
            if c.same_rules
            else Text("Ændret", "Changed"),
        )
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
    if folded := list(_folded(c)):
        yield from ("", *folded)


def title(c: Comparison) -> str:
    """The two sides: `Loven pr. 31-12-2023 mod pr. 01-01-2024`, `Regelsæt: vores mod egne`."""
    head = Text("Loven", "The law") if c.of_days and c.same_rules else Text("Regelsæt:", "Rule sets:")
    return f"{head} {side_text(c, 0)} {Text('mod', 'against')} {side_text(c, 1)}"


def side_text(c: Comparison, n: int) -> str:
    """One side as the reader may say it: a day, a rule set, or both."""
    side = (c.before, c.after)[n]
    day = str(Text("pr. ", "as of ")) + show(side.on) if side.on else ""
    return day if day and c.same_rules else f"{_SIDES.get(side.name, side.name)} {day}".rstrip()


def _rule(r: RuleChange, *, dated: bool) -> Iterator[str]:
    yield from wrap(f"{r.rule.title} ({r.rule.id})", 2)
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
            yield from _other_version(v.after, v)
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


def _other_version(b: Version, v: VersionChange) -> Iterator[str]:
    """Both laws, and each condition: once where it is the same, else before and after."""
    changed = {c.part: c for c in v.changes}
    if "law" in changed:
        yield from _change(changed.pop("law"), 4)
    else:
        yield from _said("law", f"{law_words(b)} {_same()}", 4)
    for name in CONDITIONS:
        if name in changed:
            yield from _change(changed.pop(name), 4)
        elif name in CONDITIONS[:3] and (words := condition_words(b, name)):
            yield from _said(name, f"{words} {_same()}", 4)
    for change in changed.values():
        yield from _change(change, 4)


def _same() -> str:
    return str(Text("(uændret)", "(the same)"))


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
        yield from wrap(f"{Text('før', 'before')}: {before}", indent + 2)
        yield from wrap(f"{Text('efter', 'after')}: {after}", indent + 2)
    for detail in c.details:
        yield from wrap(f"{Text('heri', 'in it')}: {detail}", indent + 2)


def _said(part: str, words: str, indent: int) -> Iterator[str]:
    yield from wrap(f"{str(_PARTS[part]).capitalize()}: {words}", indent)


def _folded(c: Comparison) -> Iterator[str]:
    """What needs no lines of its own: rules whose texts alone differ, and those that are the same."""
    same, texts = c.of("same"), c.of("texts")
    if c.same_rules and c.of_days:
        same, texts = c.of("same", "texts"), []
    if texts:
        told = "; ".join(f"{r.rule.id} ({', '.join(str(_PARTS[t]) for t in r.texts)})" for r in texts)
        yield from wrap(f"{Text('Kun tekster er ændret', 'Only texts changed')} ({len(texts)}): {told}", 0)
    if c.of_days and same:
        told = ", ".join(r.rule.id for r in same)
        yield from wrap(f"{Text('Ens på begge sider', 'The same on both sides')} ({len(same)}): {told}", 0)
    elif not c.of_days:
        yield f"{Text('Ens', 'The same')}: {len(same)} {Text('regler', 'rules')}"
    if c.idle:
        told = ", ".join(c.idle)
        yield from wrap(f"{Text('Gælder på ingen af dagene', 'In force on neither day')} ({len(c.idle)}): {told}", 0)
