"""`caseaudit rules why`: one rule in short: the duty, its law on a day, what changed, and two cases with their dates."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.dates import show
from caseaudit.errors import Exit
from caseaudit.law import CONFIDENCE, cite, link, on_day, text_read
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.output.explained import period
from caseaudit.output.wording import outcome_text
from caseaudit.rules.examples import unit_days
from caseaudit.rules.phrases import Unit, code_text
from caseaudit.rules.prose import describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.law import Acts
    from caseaudit.rules.language import AnyCondition, Case, Citation, Rule, Version
    from caseaudit.rules.rulebook import Rulebook

WIDTH, LABEL = 110, 16
_BASIS = {
    "local_standard": Text("kommunens egen standard, ikke et lovkrav", "the municipality's own standard, not the law"),
    "data_quality": Text("god registrering, ikke et lovkrav", "good records, not the law"),
}


def why(rule_id: str, on: str, rule_dirs: tuple[Path, ...]) -> int:
    """The rule as it stands on a day."""
    day = common.day(on)
    book = common.rulebook(rule_dirs, common.config())
    for text in told(book.get(rule_id).rule, book, day):
        print("\n".join(textwrap.wrap(text, WIDTH, subsequent_indent=" " * LABEL, break_long_words=False)) or "")
    return Exit.OK


def _row(label: object, text: object) -> str:
    return f"{label!s:<{LABEL}}{text}"


def told(rule: Rule, book: Rulebook, day: date) -> Iterator[str]:
    """The rule on a day, line by line."""
    yield console.bold(f"{rule.id}: {rule.title}")
    version = next((v for v in rule.versions if v.covers(day)), None)
    if version is None:
        none = Text(f"ingen version af reglen gælder {show(day)}", f"no version of the rule holds on {show(day)}")
        yield _row(Text("Lov", "Law"), none)
    else:
        yield _row(Text("Pligt", "Duty"), _duty(rule, version))
        yield from _law(rule, version, book.acts, day)
        yield _row(Text("Gælder", "Holds"), _held(rule, version))
    yield from _before(rule, version, book.acts, day)
    if version is not None:
        unless = describe(version.unless, Unit.of(rule)) if version.unless is not None else Text("ingen", "none")
        yield _row(Text("Undtagelse", "Exception"), unless)
    yield _row(Text("Hvorfor", "Why"), rule.why)
    yield _row(Text("Ses ikke", "Not seen"), rule.limits)
    yield from _examples(rule, version)


def _duty(rule: Rule, version: Version) -> str:
    """The duty in one sentence."""
    unit = Unit.of(rule)
    required = describe(version.require, unit, sub=True)
    if version.when is None:
        return str(Text(f"Det kræves, at {required}.", f"It is required that {required}."))
    when = describe(version.when, unit, sub=True)
    return str(Text(f"Når {when}, kræves det, at {required}.", f"When {when}, it is required that {required}."))


def _law(rule: Rule, version: Version, acts: Acts, day: date) -> Iterator[str]:
    for i, c in enumerate(version.law):
        number = on_day(c.cite, day, acts)
        label = Text(f"Lov {show(day)}", f"Law {show(day)}") if i == 0 else ""
        if number is None:
            yield _row(label, Text(f"{cite(c.cite)}: ikke i kraft den dag", f"{cite(c.cite)}: not in force that day"))
            continue
        note = f" ({c.note})" if c.note else ""
        yield _row(label, f"{cite(number)}: {text_read(c.cite, acts)}; {CONFIDENCE[c.confidence]}{note}")
        yield _row("", link(c.cite, acts))
    if not rule.legal:
        yield _row(Text("Grundlag", "Basis"), _BASIS[rule.judges])


def _held(rule: Rule, version: Version) -> str:
    """Since when; a version without a first day does not say when the duty came."""
    severity = SEVERITIES[version.severity or rule.severity]
    soft = Text("; blød pligt", "; soft duty") if version.soft else ""
    open_ = Text(" (begyndelsen er ikke efterprøvet)", " (the beginning is not verified)") if not version.from_ else ""
    return f"{period(version)}{open_}; {Text('alvor', 'severity')}: {severity}{soft}"


def _before(rule: Rule, version: Version | None, acts: Acts, day: date) -> Iterator[str]:
    """The version before the one that holds, and in which words they differ."""
    start = version.from_ if version else day
    earlier = [v for v in rule.versions if start and v.until and v.until < start]
    if not earlier:
        yield _row(Text("Før", "Before"), Text("reglen har ingen tidligere version", "the rule has no earlier version"))
        return
    old = max(earlier, key=lambda v: v.until or date.min)
    yield _row(Text("Før", "Before"), f"{period(old)}: {_cited(old.law, old.until, acts)}")
    if version is None:
        yield _row("", _duty(rule, old))
        return
    changed = list(_changes(rule, old, version))
    for i, text in enumerate(changed or [Text("kun lovgrundlaget", "only the legal basis")]):
        yield _row(Text("Ændret", "Changed") if i == 0 else "", text)


def _cited(law: tuple[Citation, ...], day: date | None, acts: Acts) -> str:
    return "; ".join(cite(n) for n in (on_day(c.cite, day, acts) for c in law) if n) or "-"


def _changes(rule: Rule, old: Version, new: Version) -> Iterator[Text]:
    unit = Unit.of(rule)
    pairs: tuple[tuple[Text, AnyCondition | None, AnyCondition | None], ...] = (
        (Text("hvem det gælder", "whom it concerns"), old.when, new.when),
        (Text("kravet", "the requirement"), old.require, new.require),
        (Text("undtagelsen", "the exception"), old.unless, new.unless),
    )
    nothing = Text("intet", "nothing")
    for label, a, b in pairs:
        if a != b:
            before, after = (describe(c, unit) if c is not None else str(nothing) for c in (a, b))
            yield Text(f"{label.da}, før: {before}; nu: {after}", f"{label.en}, before: {before}; now: {after}")
    was, now = (SEVERITIES[v.severity or rule.severity] for v in (old, new))
    if was != now:
        yield Text(f"alvoren, før: {was}; nu: {now}", f"severity, before: {was}; now: {now}")
    if old.soft != new.soft:
        soft = (Text("hård pligt", "hard duty"), Text("blød pligt", "soft duty"))
        yield Text(f"{soft[old.soft].da} blev {soft[new.soft].da}", f"{soft[old.soft].en} became {soft[new.soft].en}")


def _examples(rule: Rule, version: Version | None) -> Iterator[str]:
    """One case that fulfils the duty and one that does not, of this version where it has them."""
    for wanted in (("met",), ("breached", "unknown/needs_review")):
        found = [c for c in rule.cases if c.expect.startswith(wanted) and not c.without]
        own = [c for c in found if version and any(version.covers(d) for d in unit_days(rule, c))]
        case = next(iter(own or found), None)
        if case is not None:
            yield _row(Text("Eksempel", "Example"), f"{case.name}. {_spelled(case)}")


def _spelled(case: Case) -> str:
    """`afgørelse 10-05-2023 (SEL § 52), plan 02-05-2023: overholdt`."""
    events = "; ".join(_event(e) for e in case.given)
    due = f"; {Text('frist', 'deadline')} {show(case.due_on)}" if case.due_on else ""
    as_of = ""
    if "as_of" in case.model_fields_set:
        as_of = str(Text(f", opgjort {show(case.as_of)}", f", as of {show(case.as_of)}"))
    born = f"{Text('barnet født', 'child born')} {show(case.birth_date)}, " if case.birth_date else ""
    return f"{born}{events}{as_of}: {outcome_text(*case.expect.split('/'))}{due}"


def _event(event: dict[str, Any]) -> str:
    name = next(k for k in event if k in EVENT_TYPES)
    parts = [_field(k, v) for k, v in event.items() if k in EVENT_FIELDS and k != "concerns" and v not in (None, "")]
    return f"{EVENT_TYPES[name].label} {_day(str(event[name]))}" + (f" ({'; '.join(parts)})" if parts else "")


def _field(field: str, value: Any) -> str:
    spec = EVENT_FIELDS[field]
    if spec.kind == "section":
        return cite(str(value))
    if spec.kind == "text":
        return str(spec.label)
    shown = _day(str(value)) if spec.kind == "date" else code_text(str(value))
    return f"{spec.label}: {shown}"


def _day(text: str) -> str:
    moment = datetime.fromisoformat(text)  # noqa: DTZ007, RUF100 - a day of the file, in Danish time
    clock = moment.strftime(" %H:%M") if len(text) > len("2024-01-01") else ""
    return show(moment.date()) + clock
