"""One rule as an entry of the catalogue: its duty in words, its law, its computation and its examples."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, cite, link, numbers
from caseaudit.law import text_read as read_in
from caseaudit.model.outcomes import REASONS, SEVERITIES
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.output.catalogue.method import method
from caseaudit.output.catalogue.parts import Block, Entry, Example, Law, Period, Ref
from caseaudit.output.explained import period
from caseaudit.output.wording import outcome_text
from caseaudit.rules.language import All, SectionIs
from caseaudit.rules.nouns import NOUNS, PARTIES
from caseaudit.rules.phrases import Unit, code_text, joined, sections_text, where_text
from caseaudit.rules.prose import Clause, describe, outline
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caseaudit.law import Act
    from caseaudit.rules.language import AnyCondition, Case, Citation, Rule, Version
    from caseaudit.rules.rulebook import Rulebook, RuleFile

JUDGES = {
    "law": Text("lov", "law"),
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
}
AUTOMATION = {
    "full": Text("Udtrækket kan afgøre reglen, når felterne er udfyldt.", "The export decides the rule where the fields are filled in."),
    "may_over_report": Text("Kan melde for mange brud; se begrænsningerne.", "May report too many breaches; see the limits."),
    "may_under_report": Text("Kan overse brud; se begrænsningerne.", "May miss breaches; see the limits."),
}  # fmt: skip
LONG = 260
"""Longer than this, conditions are read point by point and not in a sentence."""
AS_OF = date(2030, 1, 1)
"""The as-of date of an inline case that names none: long after its events."""


def entry(
    number: int, file: RuleFile, book: Rulebook, *, shipped: bool, titles: Mapping[tuple[str, str], str]
) -> Entry:
    """The whole entry. `titles`: what law rows and audit questions say, by kind and id."""
    rule = file.rule
    periods = tuple(_period(rule, v, book) for v in rule.versions)
    shared = tuple(m for m in periods[-1].method if all(m in p.method for p in periods))
    return Entry(
        number=number,
        id=rule.id,
        title=str(rule.title),
        file=f"{rule.theme}/{file.path.name}" if shipped else file.path.name,
        own=_own(file, shipped=shipped),
        theme_id=rule.theme,
        theme=str(book.themes[rule.theme].title),
        step_id=rule.step,
        step=str(book.steps[rule.step].title),
        severity=str(SEVERITIES[rule.severity]),
        judges=str(JUDGES[rule.judges]),
        soft=any(v.soft for v in rule.versions),
        automation=str(AUTOMATION[rule.automation]),
        why=str(rule.why),
        rows=tuple(Ref(r, titles.get(("law_row", r), "")) for r in rule.law_rows),
        answers=tuple(Ref(a, titles.get(("question", a), "")) for a in rule.answers),
        periods=periods,
        blocks=_blocks(periods, shared),
        shared=shared,
        limits=str(rule.limits),
        findings=_findings(rule),
        fix=str(rule.fix),
        examples=tuple(example(c) for c in rule.cases),
    )


def _blocks(periods: tuple[Period, ...], shared: tuple[str, ...]) -> tuple[Block, ...]:
    out = []
    for _, same in groupby(periods, key=lambda p: p.content):
        group = tuple(same)
        names = [group[0].name, *(p.name[:1].lower() + p.name[1:] for p in group[1:])]
        special = tuple(m for m in group[-1].method if m not in shared)
        out.append(Block(joined(names, either=False), group, special))
    return tuple(out)


def _own(file: RuleFile, *, shipped: bool) -> str:
    if file.overrides:
        return str(Text("Kommunens egen udgave; den afløser vores.", "The municipality's own; it replaces ours."))
    return "" if shipped else str(Text("Kommunens egen regel.", "The municipality's own rule."))


def _findings(rule: Rule) -> tuple[tuple[str, str], ...]:
    return tuple((str(REASONS[name]), _told(str(text))) for name, text in rule.finding if text is not None)


def _told(template: str) -> str:
    """The text with its placeholders in words: `{due_on}` becomes `[fristen]`."""
    for name, word in {
        "due_on": Text("fristen", "the deadline"),
        "actual_on": Text("datoen for det, der skete", "the day it happened"),
        "unit_on": Text("enhedens dato", "the unit's date"),
        "days_late": Text("antal dage", "number of days"),
        "citation": Text("bestemmelsen", "the provision"),
    }.items():
        template = template.replace("{" + name + "}", f"[{word}]")
    return template


def _period(rule: Rule, v: Version, book: Rulebook) -> Period:
    unit = Unit.of(rule, full=True)
    name = period(v)
    return Period(
        name=name[:1].upper() + name[1:],
        first=show(v.from_) if v.from_ else "",
        last=show(v.until) if v.until else "",
        rows=v.law_rows,
        severity=str(SEVERITIES[v.severity or rule.severity]),
        soft=v.soft,
        laws=laws(v.law, book.acts),
        duty=_duty(rule, v),
        applies=_applies(rule, v.when, unit),
        require=outline(v.require, unit),
        unless=outline(v.unless, unit) if v.unless is not None else None,
        incomplete=outline(v.incomplete_if, unit) if v.incomplete_if is not None else None,
        method=method(rule, v),
    )


def _each(rule: Rule, *, full: bool) -> str:
    """`Hver afgørelse`, `Hver sag med en afgørelse efter …`."""
    if rule.first:
        noun = NOUNS[rule.first.event]
        where = where_text(rule.first.where, Unit((rule.first.event,), full=full), event=rule.first.event)
        return str(Text(f"Hver sag med {noun.one.da}{where}", f"Each case with {noun.one.en}{where}"))
    names = []
    for t in rule.about:
        article, noun_ = NOUNS[t].one.da.split(" ", 1)
        da = f"hvert {noun_}" if article == "et" else f"hver {noun_}"
        names.append(str(Text(da, f"each {NOUNS[t].one.en.split(' ', 1)[1]}")))
    text = joined(names, either=False)
    return text[:1].upper() + text[1:]


def _applies(rule: Rule, when: AnyCondition | None, unit: Unit) -> Clause:
    head = _each(rule, full=unit.full)
    if when is None:
        return Clause(head + ".")
    if isinstance(when, SectionIs) and rule.about == ("decision",):
        return Clause(head + _under(when, unit) + ".")
    inner = outline(when, unit)
    if inner.parts:
        return Clause(head + str(Text(" – ", " – ")) + inner.text[:1].lower() + inner.text[1:], inner.parts)
    return Clause(head + str(Text(", når ", ", where ")) + describe(when, unit, sub=True) + ".")


def _under(c: SectionIs, unit: Unit) -> str:
    sections = sections_text(c.section, None if unit.full else 6, either=True)
    return str(Text(f" efter {sections}", f" under {sections}"))


def _duty(rule: Rule, v: Version) -> str:
    """The duty in one or two sentences."""
    unit = Unit.of(rule)
    head, when = _each(rule, full=False), v.when
    head = str(Text("For ", "For ")) + head[:1].lower() + head[1:]
    if rule.about == ("decision",) and isinstance(when, SectionIs):
        head, when = head + _under(when, unit), None
    elif rule.about == ("decision",) and isinstance(when, All) and isinstance(when.all[0], SectionIs):
        head += _under(when.all[0], unit)
        when = All.model_construct(all=when.all[1:])
    if when is not None:
        head += str(Text(", når ", ", where ")) + describe(when, unit, sub=True)
        head += ","
    require = describe(v.require, unit)
    if len(require) > LONG:
        title = str(rule.title)[:1].lower() + str(rule.title)[1:]
        require = str(Text(f"{title} (punkt for punkt nedenfor)", f"{title} (point by point below)"))
    told = str(Text(f"{head} gælder: {require}.", f"{head} the duty is: {require}."))
    if v.unless is not None:
        unless = describe(v.unless, unit, sub=True)
        if len(unless) > LONG:
            unless = str(Text("betingelserne nedenfor er opfyldt", "the conditions below hold"))
        told += str(Text(f" Det kan lovligt fraviges, når {unless}.", f" It is lawfully excused where {unless}."))
    return told


def laws(citations: Iterable[Citation], acts: dict[str, Act]) -> tuple[Law, ...]:
    """The citations with their texts, links, confidence and older numbers."""
    out = []
    for c in citations:
        act = acts[c.cite.split("-")[0]]
        had = numbers(c.cite, acts)
        before = [
            str(Text(f"før {show(day)}: {cite(old)}", f"before {show(day)}: {cite(old)}"))
            for (day, _), (_, old) in pairwise(had)
        ]
        if had[-1][0] > act.first:
            before.append(str(Text(f"indsat {show(had[-1][0])}", f"added {show(had[-1][0])}")))
        out.append(
            Law(
                cite=cite(c.cite),
                act=str(act.title),
                text_read=read_in(c.cite, acts),
                confidence=str(CONFIDENCE[c.confidence]),
                sure=c.confidence == "read",
                link=link(c.cite, acts),
                note=str(c.note) if c.note else "",
                before="; ".join(before),
            )
        )
    return tuple(out)


def example(case: Case) -> Example:
    """What happened, line by line, and what the rule answers."""
    named = {str(e["id"]): e for e in case.given if "id" in e}
    given = [_event(e, named) for e in case.given]
    if case.birth_date:
        given.insert(
            0, str(Text(f"Barnet er født {show(case.birth_date)}", f"The child was born on {show(case.birth_date)}"))
        )
    if case.without:
        lacks = ", ".join(_column(name) for name in case.without)
        given.append(str(Text(f"Udtrækket har intet om: {lacks}", f"The export holds nothing on: {lacks}")))
    if case.as_of != AS_OF:
        given.append(str(Text(f"Opgjort {show(case.as_of)}", f"As of {show(case.as_of)}")))
    if case.unit:
        given.append(str(Text("Udfaldet gælder ", "The outcome is of ")) + _name(named[case.unit]))
    outcome, _, reason = case.expect.partition("/")
    due = show(case.due_on) if case.due_on else ""
    return Example(str(case.name), tuple(given), outcome_text(outcome, reason), outcome, due)


def _column(name: str) -> str:
    return str(
        EVENT_TYPES[name].label if name in EVENT_TYPES else EVENT_FIELDS[name].label if name in EVENT_FIELDS else name
    )


def _type(event: Mapping[str, Any]) -> str:
    return next(k for k in event if k in EVENT_TYPES)


def _moment(value: object) -> str:
    day, _, clock = str(value).replace(" ", "T").partition("T")
    return show(date.fromisoformat(day)) + (str(Text(f" kl. {clock}", f" at {clock}")) if clock else "")


def _name(event: Mapping[str, Any]) -> str:
    name = _type(event)
    return str(Text(f"{NOUNS[name].the.da} {_moment(event[name])}", f"{NOUNS[name].the.en} of {_moment(event[name])}"))


def _event(event: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> str:
    name = _type(event)
    parts = [f"{_moment(event[name])}: {EVENT_TYPES[name].label}"]
    for field, value in event.items():
        if field in (name, "id"):
            continue
        parts.append(_detail(field, value, named))
    return ", ".join(parts)


def _detail(field: str, value: object, named: Mapping[str, Mapping[str, Any]]) -> str:
    text = str(value)
    if field == "section":
        return cite(text)
    if field == "concerns":
        if text not in named:
            return str(Text("knyttet til noget, der ikke er i udtrækket", "linked to something outside the export"))
        return str(Text("knyttet til ", "linked to ")) + _name(named[text])
    label = EVENT_FIELDS[field].label
    kind = EVENT_FIELDS[field].kind
    if kind in ("date", "moment"):
        return f"{label} {_moment(text)}"
    if field == "party" and text in PARTIES:
        return f"{label}: {PARTIES[text]}"
    return f"{label}: {code_text(text)}" if kind in ("code", "yes_no") else f"{label}: {text}"
