"""Conditions in plain words, as a jurist would write them: for `explain`, `rules show` and the catalogue of rules."""

from __future__ import annotations

from dataclasses import dataclass

from caseaudit.model.tables import EVENT_FIELDS
from caseaudit.rules.language import (
    Age,
    All,
    AnyCondition,
    AnyOf,
    EventIs,
    FieldIs,
    Moment,
    Not,
    Recurring,
    Running,
    SectionIs,
    Span,
    Yearly,
)
from caseaudit.rules.nouns import FIELDS, FLAGS, NOUNS, RECORDED, RESULTS
from caseaudit.rules.phrases import (
    ANY,
    MANY,
    Unit,
    code_text,
    field_code,
    joined,
    moment_text,
    sections_text,
    span_text,
    where_text,
)
from caseaudit.texts import Text

__all__ = [
    "ANY",
    "Clause",
    "Unit",
    "code_text",
    "describe",
    "moment_text",
    "outline",
    "sections_text",
    "span_text",
    "where_text",
]


def describe(c: AnyCondition | None, unit: Unit = ANY, *, sub: bool = False) -> str:
    """One condition as a clause; `sub` in the word order that Danish has after `når` and `at`."""
    if isinstance(c, All | AnyOf):
        return _several(c, unit, sub=sub)
    if isinstance(c, Not):
        return _not(c, unit, sub=sub)
    if isinstance(c, SectionIs):
        return _section(c, unit)
    if isinstance(c, FieldIs):
        return _field(c, unit)
    if isinstance(c, EventIs):
        return _event(c, unit)
    if isinstance(c, Recurring):
        return _recurring(c, unit)
    if isinstance(c, Yearly):
        name = f"{NOUNS[c.yearly].many}{where_text(c.where, unit)}"
        years = Text(
            f"der er mindst {c.at_least} {name} i hvert helt kalenderår, til {unit.ended}",
            f"there are at least {c.at_least} {name} in each full calendar year until {unit.ended}",
        )
        return str(years)
    if isinstance(c, Age):
        return _age(c)
    if isinstance(c, Running):
        on = moment_text(c.running, unit)
        at = "på " if c.running.base == "birthday" and not c.running.n else ""
        return str(Text(f"{unit.the} var i gang {at}{on}", f"{unit.the} ran on {on}"))
    return ""


def _several(c: All | AnyOf, unit: Unit, *, sub: bool) -> str:
    parts = c.all if isinstance(c, All) else c.any
    each = [describe(p, unit, sub=sub) for p in parts]
    each = [f"({t})" if isinstance(p, All | AnyOf) else t for p, t in zip(parts, each, strict=True)]
    if len(each) == 1:
        return describe(parts[0], unit, sub=sub)
    word = Text(", og ", ", and ") if isinstance(c, All) else Text(", eller ", ", or ")
    return ", ".join(each[:-1]) + str(word) + each[-1]


def _not(c: Not, unit: Unit, *, sub: bool) -> str:
    inner = c.not_
    if isinstance(inner, SectionIs):
        sections = sections_text(inner.section, None if unit.full else MANY, either=True)
        if unit.types[:1] == ("decision",):
            text = Text(
                f"{unit.the} er truffet efter andet end {sections}", f"{unit.the} rests on other than {sections}"
            )
            return str(text)
        return str(Text(f"paragraffen er en anden end {sections}", f"the section is other than {sections}"))
    if isinstance(inner, FieldIs) and inner.is_ in (("yes",), ("no",)) and inner.field in FLAGS:
        flag = FLAGS[inner.field]
        return str(flag.no if inner.is_ == ("yes",) else flag.yes)
    if isinstance(inner, FieldIs) and inner.is_ == ("documented",):
        label = EVENT_FIELDS[inner.field].label
        return str(Text(f"der mangler oplysning om {label.da}", f'"{label.en}" is not recorded'))
    lead = Text("det ikke er tilfældet, at " if sub else "det er ikke tilfældet, at ", "it is not so that ")
    return str(lead) + describe(inner, unit, sub=True)


def _section(c: SectionIs, unit: Unit) -> str:
    sections = sections_text(c.section, None if unit.full else MANY, either=True)
    if unit.types[:1] == ("decision",):
        return str(Text(f"{unit.the} er truffet efter {sections}", f"{unit.the} is made under {sections}"))
    return str(Text(f"paragraffen er {sections}", f"the section is {sections}"))


def _field(c: FieldIs, unit: Unit) -> str:
    label = str(EVENT_FIELDS[c.field].label)
    if c.by is not None:
        by = moment_text(c.by, unit)
        if c.field == "ends_on" and unit.types:
            return f"{unit.ended} " + str(Text(f"senest {by}", f"by {by}"))
        return str(Text(f"{label} ligger senest {by}", f"{label} is by {by}"))
    values = c.is_ or c.is_not or ()
    if values == ("documented",):
        return _recorded(c, label)
    if c.field in FLAGS:
        yes = (values == ("yes",)) == (c.is_ is not None)
        return str(FLAGS[c.field].yes if yes else FLAGS[c.field].no)
    named = joined((field_code(c.field, v) for v in values), either=True)
    lead = FIELDS.get(c.field, Text(f"{label} er", f"{label} is"))
    if c.field == "body" and unit.types[:1] == ("decision",):
        lead = Text(f"{unit.the} er truffet af", f"{unit.the} was made by")
    if c.is_ is not None:
        return f"{lead} {named}"
    if c.field in ("body", "party"):
        return str(Text(f"{lead.da} en anden end {named}", f"{lead.en} other than {named}"))
    return str(Text(f"{lead.da} registreret som andet end {named}", f"{lead.en} recorded as other than {named}"))


def _recorded(c: FieldIs, label: str) -> str:
    if c.is_ is None:
        return str(Text(f"der mangler oplysning om {label}", f"{label} is not recorded"))
    return str(RECORDED.get(c.field, Text(f"der er registreret en oplysning om {label}", f"{label} is recorded")))


def _event(c: EventIs, unit: Unit) -> str:
    noun, where = NOUNS[c.event], where_text(c.where, unit, event=c.event)
    if c.on == "running":
        return str(Text(f"{noun.one}{where} var i gang {unit.on}", f"{noun.one}{where} ran {unit.on}"))
    if c.at_least > 1:
        out = str(
            Text(
                f"der er mindst {c.at_least} {noun.many}{where}", f"there are at least {c.at_least} {noun.many}{where}"
            )
        )
    elif c.on == "ends_on":
        out = str(Text(f"{noun.one}{where} er afsluttet", f"{noun.one}{where} is finished"))
    else:
        told = RESULTS.get((c.event, c.where.result or ()))
        out = f"{told}{where_text(c.where, unit, event=c.event, but='result')}" if told else f"{noun.exists}{where}"
    if c.at_least > 1 and c.on == "ends_on":
        out += str(Text(", som er afsluttet", " that are finished"))
    return out + _timing(c, unit)


def _timing(c: EventIs, unit: Unit) -> str:
    by = moment_text(c.by, unit) if c.by is not None else ""
    if c.from_ is None:
        return str(Text(f" senest {by}", f" by {by}")) if by else ""
    if isinstance(c.by, Moment) and c.by.n and c.by.sign > 0 and c.from_.base == c.by.base and not c.from_.n:
        return str(
            Text(f" inden for {by}", f" within {by}")
        )  # not before the day it is counted from, not after the limit
    until = str(Text(f" og senest {by}", f" and by {by}")) if by else ""
    if c.from_.base == "at" and not c.from_.n:
        return str(Text(f" ved eller efter {unit.after}", f" at or after {unit.after}")) + until
    start = moment_text(c.from_, unit)
    return str(Text(f" tidligst {start}", f" not before {start}")) + until


def _recurring(c: Recurring, unit: Unit) -> str:
    noun, where = NOUNS[c.recurring], where_text(c.where, unit)
    if isinstance(c.every, Span):
        span = span_text(c.every)
        text = Text(
            f"der er højst {span} mellem to {noun.many}{where}, fra den første til {unit.ended}",
            f"there is at most {span} between two {noun.many}{where}, from the first until {unit.ended}",
        )
    else:
        text = Text(
            f"der er nye {noun.many}{where} senest den dag, som den forrige fastsatte, til {unit.ended}",
            f"there are new {noun.many}{where} by the day that the one before set, until {unit.ended}",
        )
    return str(text)


def _age(c: Age) -> str:
    parts = []
    if c.at_least == 0 and c.below is None:
        return str(Text("barnet er født", "the child is born"))
    if c.at_least is not None:
        parts.append(str(Text(f"fyldt {c.at_least} år", f"aged {c.at_least} or more")))
    if c.below is not None:
        parts.append(str(Text(f"under {c.below} år", f"under {c.below}")))
    return str(Text("barnet er ", "the child is ")) + joined(parts, either=False)


@dataclass(frozen=True)
class Clause:
    """A condition as an outline: a sentence, or a heading over several."""

    text: str
    parts: tuple[Clause, ...] = ()


def outline(c: AnyCondition, unit: Unit = ANY) -> Clause:
    """The condition as nested sentences, so that alternatives stand below one another."""
    if isinstance(c, All) and len(c.all) > 1:
        head = Text("Alle disse betingelser er opfyldt:", "All of these hold:")
        return Clause(str(head), tuple(outline(p, unit) for p in c.all))
    if isinstance(c, AnyOf) and len(c.any) > 1:
        head = Text("Mindst én af disse betingelser er opfyldt:", "At least one of these holds:")
        return Clause(str(head), tuple(outline(p, unit) for p in c.any))
    text = describe(c, unit)
    return Clause(text[:1].upper() + text[1:] + ".")
