"""The parts of a sentence about a rule: its unit, moments, lengths of time, sections and filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.law import cite
from caseaudit.model.tables import EVENT_FIELDS
from caseaudit.rules.language import Earliest, Latest, ParallelEnd, Span, When, Where
from caseaudit.rules.nouns import CODES, FLAGS, FROM_PARTY, NOUNS, PARTIES, TO_PARTY, WITH
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
        done = {NOUNS[t].done for t in self.types}
        word = done.pop() if len(done) == 1 else Text("er dateret", "is dated")
        return str(Text("den dag, ", "the day ")) + f"{self.the} {word}"

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
        return _chosen(
            [moment_text(p, unit) for p in when.earliest], Text("tidligste", "earlier"), Text("tidligere", "earlier")
        )
    if isinstance(when, Latest):
        return _chosen([moment_text(p, unit) for p in when.latest], Text("seneste", "later"), Text("senere", "later"))
    base = {
        "at": unit.after if when.n else unit.day,
        "ends_on": str(Text("den dag, ", "the day ")) + unit.ended,
        "aware_on": str(Text("den dag, kommunen blev opmærksom på behovet", "the day the need became known")),
        "birthday": str(Text(f"barnets {when.age}-årsdag", f"the child's birthday at {when.age}")),
    }[when.base]
    if not when.n:
        return base
    side = Text("efter", "after") if when.sign > 0 else Text("før", "before")
    return f"{length_text(when.n, when.unit)} {side} {base}"


def _chosen(moments: list[str], most: Text, more: Text) -> str:
    """`3 måneder efter afgørelsen eller, hvis det er tidligere, slutdatoen for …`."""
    if len(moments) == 2:
        first, second = moments
        return str(Text(f"{first} eller, hvis det er {more.da}, {second}", f"{first} or, if {more.en}, {second}"))
    each = joined(moments, either=False)
    return str(Text(f"det {most.da} af disse tidspunkter: {each}", f"the {most.en} of these: {each}"))


def sections_text(sections: Sequence[str], many: int | None = MANY, *, either: bool = False) -> str:
    """Sections as lawyers write them, act by act, whole sections under one `§§`; of a long list the first `many`."""
    shown = sections if many is None else sections[:many]
    more = len(sections) - len(shown)
    parts: list[str] = []
    for act in dict.fromkeys(code.split("-")[0] for code in shown):
        mine = [code for code in shown if code.split("-")[0] == act]
        whole = [cite(code).split("§ ", 1)[1] for code in mine if code.count("-") == 1]
        if len(whole) == 1:
            parts.append(f"{act} § {whole[0]}")
        elif whole:
            cut = more and act == shown[-1].split("-")[0]
            alone = either and len(whole) == len(shown)
            parts.append(f"{act} §§ " + (", ".join(whole) if cut else joined(whole, either=alone)))
        parts += [cite(code) for code in mine if code.count("-") > 1]
    between = "; " if any(", " in p for p in parts[:-1]) and len(parts) > 2 else ", "
    text = between.join(parts) if more else joined(parts, either=either, between=between)
    return text + (str(Text(f" samt {more} andre bestemmelser", f" and {more} other provisions")) if more else "")


def joined(parts: Iterable[str], *, either: bool, between: str = ", ") -> str:
    """`a, b og c`; with `either` `a, b eller c`."""
    *head, last = list(parts) or [""]
    word = Text(" eller ", " or ") if either else Text(" og ", " and ")
    return between.join(head) + str(word) + last if head else last


def where_text(where: Where, unit: Unit = ANY, *, event: str = "", but: str = "") -> str:
    """The filter in words, with a leading blank; nothing where there is none.

    `event`: the type that is filtered, where its party is told. `but` is left out, as it is told elsewhere.
    """
    codes: list[str] = []
    rest: list[str] = []
    out = ""
    for name, values in where.tests.items():
        if name == but:
            continue
        if name == "section":
            sections = sections_text(values, None if unit.full else MANY, either=True)
            out = str(Text(f" efter {sections}", f" under {sections}"))
        elif name == "party" and event in FROM_PARTY | TO_PARTY:
            party = joined((field_code(name, v) for v in values), either=True)
            rest.insert(0, str(Text("fra ", "by ") if event in FROM_PARTY else Text("til ", "to ")) + party)
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
