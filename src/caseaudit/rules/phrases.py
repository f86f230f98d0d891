"""The parts of a sentence about a rule: its unit, moments, lengths of time, sections and filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.law import cite
from caseaudit.model.tables import EVENT_FIELDS
from caseaudit.rules.language import Earliest, Latest, ParallelEnd, Span, When, Where
from caseaudit.rules.nouns import CODES, FLAGS, NOUNS, PARTIES, WITH
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseaudit.rules.language import Rule

MANY = 6
_LENGTHS = {
    "hours": (Text("time", "hour"), Text("timer", "hours")),
    "days": (Text("dag", "day"), Text("dage", "days")),
    "working_days": (Text("hverdag", "working day"), Text("hverdage", "working days")),
    "months": (Text("måned", "month"), Text("måneder", "months")),
    "years": (Text("år", "year"), Text("år", "years")),
}


@dataclass(frozen=True)
class Unit:
    """What a condition is about, so that a sentence can name it. `full`: lists of sections are not cut short."""

    types: tuple[str, ...] = ()
    first: bool = False
    full: bool = False

    @classmethod
    def of(cls, rule: Rule, *, full: bool = False) -> Unit:
        return cls((rule.first.event,), first=True, full=full) if rule.first else cls(rule.about, full=full)

    @property
    def the(self) -> str:
        """`afgørelsen`, `indsatsen eller anbringelsen`, `den første afgørelse`."""
        if self.first:
            one = NOUNS[self.types[0]].one
            article = "det første" if one.da.startswith("et ") else "den første"
            return str(Text(f"{article} {one.da.split(' ', 1)[1]}", f"the first {one.en.split(' ', 1)[1]}"))
        return joined((str(NOUNS[t].the) for t in self.types), either=True) or str(Text("enheden", "the unit"))

    @property
    def day(self) -> str:
        """`den dag, afgørelsen er truffet`."""
        if not self.types:
            return str(Text("samme dag", "the same day"))
        return str(Text("den dag, ", "the day ")) + f"{self.the} {NOUNS[self.types[0]].done}"

    @property
    def after(self) -> str:
        """What a length of time is counted from: `afgørelsen`, `iværksættelsen`."""
        if not self.types:
            return str(Text("dagen", "the day"))
        return self.the if self.first else joined(dict.fromkeys(str(NOUNS[t].after) for t in self.types), either=True)

    @property
    def on(self) -> str:
        """`ved iværksættelsen`."""
        return str(
            Text(f"ved {self.after}", f"at {self.after}") if self.types else Text("samme dag", "on the same day")
        )

    @property
    def ended(self) -> str:
        """`undersøgelsen er afsluttet`."""
        return (
            f"{self.the} {NOUNS[self.types[0]].ended}" if self.types else str(Text("enheden er slut", "the unit ended"))
        )


ANY = Unit()
"""Where the unit is not known to the caller."""


def code_text(code: str) -> str:
    """A code in words; an unknown code as it stands."""
    return str(CODES.get(code, code))


def span_text(span: Span) -> str:
    return length_text(span.n, span.unit)


def length_text(n: int, unit: str) -> str:
    """`1 måned`, `6 hverdage`."""
    one, many = _LENGTHS[unit]
    return f"{n} {one if n == 1 else many}"


def moment_text(when: When | ParallelEnd, unit: Unit = ANY) -> str:
    """`3 måneder efter afgørelsen`."""
    if isinstance(when, ParallelEnd):
        names = joined((str(NOUNS[t].one) for t in when.parallel_end), either=True)
        return str(Text(f"slutdatoen for {names}, der var i gang {unit.on}", f"the end of {names} that ran {unit.on}"))
    if isinstance(when, Earliest):
        each = joined((moment_text(p, unit) for p in when.earliest), either=False)
        return str(Text(f"det tidligste af disse tidspunkter: {each}", f"the earlier of these: {each}"))
    if isinstance(when, Latest):
        each = joined((moment_text(p, unit) for p in when.latest), either=False)
        return str(Text(f"det seneste af disse tidspunkter: {each}", f"the later of these: {each}"))
    base = {
        "at": unit.after if when.n else unit.day,
        "ends_on": str(Text("den dag, ", "the day ")) + unit.ended,
        "aware_on": str(Text("den dag, behovet blev kendt", "the day the need became known")),
        "birthday": str(Text(f"barnets {when.age}-årsdag", f"the child's birthday at {when.age}")),
    }[when.base]
    if not when.n:
        return base
    side = Text("efter", "after") if when.sign > 0 else Text("før", "before")
    return f"{length_text(when.n, when.unit)} {side} {base}"


def sections_text(sections: Sequence[str], many: int | None = MANY, *, either: bool = False) -> str:
    """Sections as lawyers write them, those of one act under one `§§`; of a long list the first `many` and how many more."""
    shown = sections if many is None else sections[:many]
    plain: dict[str, list[str]] = {}  # whole sections by act, in the order that acts first appear
    single: list[str] = []
    for code in shown:
        if code.count("-") == 1:
            plain.setdefault(code.split("-")[0], []).append(cite(code).split("§ ", 1)[1])
        else:
            single.append(cite(code))
    more = len(sections) - len(shown)
    parts = [
        f"{act} § {numbers[0]}" if len(numbers) == 1 else f"{act} §§ " + (", ".join(numbers) if more else joined(numbers, either=either))
        for act, numbers in plain.items()
    ] + single  # fmt: skip
    if more > 0:
        return ", ".join(parts) + str(Text(f" og {more} til", f" and {more} more"))
    return (
        ("; " if any(" §§ " in p for p in parts) else ", ").join(parts)
        if len(parts) > 2
        else joined(parts, either=either)
    )


def joined(parts: Iterable[str], *, either: bool) -> str:
    """`a, b og c`; with `either` `a, b eller c`."""
    *head, last = list(parts) or [""]
    word = Text(" eller ", " or ") if either else Text(" og ", " and ")
    return ", ".join(head) + str(word) + last if head else last


def where_text(where: Where, unit: Unit = ANY) -> str:
    """The filter in words, with a leading blank; nothing where there is none."""
    codes, rest = [], []
    out = ""
    for name, values in where.tests.items():
        if name == "section":
            sections = sections_text(values, None if unit.full else MANY, either=True)
            out = str(Text(f" efter {sections}", f" under {sections}"))
        elif name in FLAGS:
            rest.append(str(FLAGS[name].with_ if values == ("yes",) else FLAGS[name].without))
        elif name in WITH:
            rest.append(str(WITH[name]))
        else:
            named = joined((field_code(name, v) for v in values), either=True)
            codes.append(named if name in ("kind", "result") else f"{EVENT_FIELDS[name].label}: {named}")
    return out + (f" ({'; '.join(codes)})" if codes else "") + (f" {joined(rest, either=False)}" if rest else "")


def field_code(field: str, value: str) -> str:
    return str(PARTIES[value]) if field == "party" and value in PARTIES else code_text(value)
