"""Conditions in plain words, in the reader's language: for `explain` and `rules show`."""

from __future__ import annotations

from caseaudit.law import cite
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.language import (
    Age,
    All,
    AnyCondition,
    AnyOf,
    Earliest,
    EventIs,
    FieldIs,
    Not,
    ParallelEnd,
    Recurring,
    SectionIs,
    Span,
    When,
    Where,
    Yearly,
)  # fmt: skip
from caseaudit.texts import Text

MANY = 6
_UNIT_WORDS = {
    "hours": Text("timer", "hours"),
    "days": Text("dage", "days"),
    "working_days": Text("hverdage", "working days"),
    "months": Text("måneder", "months"),
    "years": Text("år", "years"),
}
_CODES = {
    "held": Text("afholdt", "held"), "declined": Text("barnet ønskede den ikke", "declined by the child"),
    "omitted": Text("undladt", "omitted"), "administration": Text("forvaltningen", "the administration"),
    "committee": Text("børne- og ungeudvalget", "the committee"), "chair": Text("formanden", "the chair"),
    "anonymous": Text("anonym", "anonymous"), "professional": Text("fagperson", "professional"), "other": Text("anden", "other"),
    "supported": Text("støttet", "supported"), "supervised": Text("overvåget", "supervised"), "free": Text("frit", "free"),
    "action": Text("handleplan", "action plan"), "child": Text("barnets plan", "child's plan"),
    "youth": Text("ungeplan", "youth plan"), "support": Text("støtte", "support"), "concern": Text("bekymring", "concern"),
    "placement": Text("anbringelse", "placement"), "contact": Text("samvær", "contact"), "return": Text("hjemgivelse", "return"),
    "change_of_placement": Text("ændret anbringelsessted", "change of placement"),
    "interrupted": Text("afbrudt", "interrupted"), "abuse": Text("vold eller overgreb", "abuse"),
    "yes": Text("ja", "yes"), "no": Text("nej", "no"), "documented": Text("angivet", "recorded"),
}  # fmt: skip


def code_text(code: str) -> str:
    """A code in words; an unknown code as it stands."""
    return str(_CODES.get(code, code))


def span_text(span: Span) -> str:
    return f"{span.n} {_UNIT_WORDS[span.unit]}"


def moment_text(when: When | ParallelEnd) -> str:
    """`3 måneder efter datoen`."""
    if isinstance(when, ParallelEnd):
        names = "/".join(str(EVENT_TYPES[t].label) for t in when.parallel_end)
        return str(Text(f"slutdatoen for {names}, der løb på dagen", f"the end of {names} that ran on the day"))
    if isinstance(when, Earliest):
        joined = str(Text(" eller ", " or ")).join(moment_text(p) for p in when.earliest)
        return str(Text("den tidligste af: ", "the earlier of: ")) + joined
    base = {
        "at": Text("samme dag", "the same day") if not when.n else Text("dagen", "the day"),
        "ends_on": Text("slutdatoen", "the end date"),
        "aware_on": Text("den dag, behovet blev kendt", "the day the need became known"),
        "birthday": Text(f"{when.age}-årsdagen", f"the birthday at {when.age}"),
    }[when.base]
    if not when.n:
        return str(base)
    side = Text("efter", "after") if when.sign > 0 else Text("før", "before")
    return f"{when.n} {_UNIT_WORDS[when.unit]} {side} {base}"


def sections_text(sections: tuple[str, ...]) -> str:
    """The sections as lawyers write them; of a long list the first few and how many more."""
    shown = ", ".join(cite(s) for s in sections[:MANY])
    more = len(sections) - MANY
    return shown + (str(Text(f" og {more} til", f" and {more} more")) if more > 0 else "")


def where_text(where: Where) -> str:
    """The filter in words, with a leading blank; nothing where there is none."""
    parts = []
    for name, values in where.tests.items():
        if name == "section":
            parts.append(sections_text(values))
        else:
            joined = str(Text(" eller ", " or ")).join(code_text(v) for v in values)
            parts.append(f"{EVENT_FIELDS[name].label}: {joined}")
    return f" ({'; '.join(parts)})" if parts else ""


def describe(c: AnyCondition | None) -> str:
    """One condition in words."""
    if isinstance(c, All | AnyOf):
        word = Text(" og ", " and ") if isinstance(c, All) else Text(" eller ", " or ")
        return str(word).join(f"[{describe(p)}]" for p in (c.all if isinstance(c, All) else c.any))
    if isinstance(c, Not):
        return str(Text("ikke: ", "not: ")) + describe(c.not_)
    if isinstance(c, SectionIs):
        return str(Text("paragraf", "section")) + f": {sections_text(c.section)}"
    if isinstance(c, FieldIs):
        return _field(c)
    if isinstance(c, EventIs):
        return _event(c)
    if isinstance(c, Recurring):
        name = str(EVENT_TYPES[c.recurring].label)
        return str(Text(f"{name} med højst {span_text(c.every)} imellem", f"{name} at most {span_text(c.every)} apart"))
    if isinstance(c, Yearly):
        name = f"{EVENT_TYPES[c.yearly].label}{where_text(c.where)}"
        return str(
            Text(
                f"mindst {c.at_least} {name} i hvert helt kalenderår",
                f"at least {c.at_least} {name} in each full calendar year",
            )
        )
    if isinstance(c, Age):
        return _age(c)
    return ""


def _field(c: FieldIs) -> str:
    label = EVENT_FIELDS[c.field].label
    if c.by is not None:
        return f"{label} " + str(Text("senest ", "by ")) + moment_text(c.by)
    word = Text(" eller ", " or ")
    if c.is_ is not None:
        return f"{label}: " + str(word).join(code_text(v) for v in c.is_)
    return f"{label}: " + str(Text("ikke ", "not ")) + str(word).join(code_text(v) for v in c.is_not or ())


def _event(c: EventIs) -> str:
    out = f"{EVENT_TYPES[c.event].label}{where_text(c.where)}"
    if c.at_least > 1:
        out = str(Text("mindst ", "at least ")) + f"{c.at_least} {out}"
    if c.on == "ends_on":
        out += str(Text(", afsluttet", ", finished"))
    if c.by is not None:
        out += str(Text(" senest ", " by ")) + moment_text(c.by)
    return out


def _age(c: Age) -> str:
    parts = []
    if c.at_least is not None:
        parts.append(str(Text(f"fyldt {c.at_least} år", f"aged {c.at_least} or more")))
    if c.below is not None:
        parts.append(str(Text(f"under {c.below} år", f"under {c.below}")))
    return ", ".join(parts)
