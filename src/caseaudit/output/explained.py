"""An explanation as text for the terminal: no colour, no characters beyond cp850, so that it can be pasted anywhere."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from caseaudit.dates import show
from caseaudit.explain import to_date
from caseaudit.law import CONFIDENCE, base_on, cite, on_day, text_on, text_read
from caseaudit.model.outcomes import NOTES, OUTCOMES, REASONS, SEVERITIES
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.output.provisions import at_end
from caseaudit.output.unread import unread_text
from caseaudit.output.wording import days_text, outcome_text
from caseaudit.rules.language import EventIs, FieldIs, Recurring, SectionIs, Yearly, is_moment, walk
from caseaudit.rules.prose import Unit, code_text, describe, moment_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caseaudit.engine.trace import Step
    from caseaudit.explain import CaseExplanation, Explanation, Seen
    from caseaudit.law import Act, Acts
    from caseaudit.rules.language import Version

_STATES = {
    "yes": Text("ja", "yes"),
    "no": Text("nej", "no"),
    "open": Text("endnu ikke", "not yet"),
    "unknown": Text("uvist", "not known"),
    "void": Text("ikke relevant", "not applicable"),
}
_ROLES = {
    "when": Text("gælder for", "applies to"),
    "require": Text("krav", "required"),
    "unless": Text("undtagelse", "exception"),
}
WIDTH, INDENT = 110, 14
_TOLD = ("breached", "unknown", "pending")


def lines(found: CaseExplanation, acts: dict[str, Act], *, full: bool) -> Iterator[str]:
    """The timeline, then each answer; those that need no action in one line each unless `full`. Long lines are wrapped."""
    for text in _lines(found, acts, full=full):
        yield from textwrap.wrap(text, WIDTH, subsequent_indent=" " * INDENT, break_long_words=False) or [""]


def _lines(found: CaseExplanation, acts: dict[str, Act], *, full: bool) -> Iterator[str]:
    yield f"{Text('Sag', 'Case')} {found.case_id}    {Text('opgjort pr.', 'as of')} {show(found.as_of)}"
    yield ""
    yield str(Text("Forløb", "Timeline"))
    for event in found.events:
        yield f"  {_event_line(event)}"
    yield ""
    quiet = [a for a in found.answers if not full and a.outcome not in _TOLD]
    for answer in found.answers:
        if full or answer.outcome in _TOLD:
            yield from _answer(answer, found, acts)
            yield ""
    relevant = [a for a in quiet if a.outcome != "not_applicable"]
    if relevant:
        yield str(Text("Uden anmærkning", "Nothing to remark"))
        for a in relevant:
            yield f"  {outcome_text(a.outcome):<18} {a.rule.id} ({_unit_name(a)})"
    absent = sorted({a.rule.id for a in quiet} - {a.rule.id for a in found.answers if a.outcome != "not_applicable"})
    if absent:
        yield str(Text("Ikke relevant i sagen: ", "Not applicable in the case: ")) + ", ".join(absent)


def _row(label: object, text: str) -> str:
    """A label and its text, in columns."""
    return f"  {label!s:<{INDENT - 2}}{text}"


def _event_line(e: Seen) -> str:
    what = [str(EVENT_TYPES[e.type].label)]
    if e.section:
        what.append(cite(e.section))
    what += [f"{EVENT_FIELDS[k].label}: {code_text(v)}" for k, v in e.details.items()]
    if e.ends_on:
        what.append(f"{Text('slut', 'ends')} {show(e.ends_on)}")
    clock = f" {e.clock}" if e.clock else ""
    return f"{show(e.day)}{clock:<6}  {', '.join(what)}    [{source(e)}]"


def source(e: Seen) -> str:
    """`udtraek.xlsx, ark Udtræk, række 14`."""
    sheet = f", {Text('ark', 'sheet')} {e.sheet}" if e.sheet else ""
    return f"{e.file}{sheet}, {Text('række', 'row')} {e.row}" if e.file else f"{Text('række', 'row')} {e.row}"


def _unit_name(a: Explanation) -> str:
    if a.unit is None:
        return str(Text("sagen", "the case"))
    label = Text("sagen", "the case") if a.rule.of_case else EVENT_TYPES[a.unit.type].label
    section = f", {cite(a.unit.section)}" if a.unit.section else ""
    return f"{label} {show(a.unit.day)}{section}"


def _answer(a: Explanation, found: CaseExplanation, acts: dict[str, Act]) -> Iterator[str]:
    rule = a.rule
    severity = SEVERITIES[(a.version.severity if a.version else None) or rule.severity]
    yield f"{rule.id}  {rule.title}"
    yield _row(Text("Enhed", "Unit"), _unit_name(a))
    late = f", {_days_late(a)}" if a.reason == "late" else ""
    reason = f" ({REASONS[a.reason]}{late})" if a.reason else ""
    told = f"{str(OUTCOMES[a.outcome]).upper()}{reason}    {Text('Alvor', 'Severity')}: {severity}"
    yield _row(Text("Resultat", "Result"), told)
    for cell in a.unread:
        yield _row(Text("Årsag", "Because"), unread_text(cell))
    yield from _dates(a, found)
    yield from (_step(s, Unit.of(rule)) for s in a.steps)
    yield from _law(a, acts)
    for note in a.notes:
        yield _row(Text("Note", "Note"), str(NOTES[note]))
    if a.outcome in _TOLD:
        yield _row(Text("Usikkert?", "Unsure?"), str(rule.limits))
        yield _row(Text("Ret op", "Put right"), str(rule.fix))


def _days_late(a: Explanation) -> str:
    if a.due_on and a.actual_on:
        return days_text((a.actual_on - a.due_on).days) + str(Text(" over fristen", " over the deadline"))
    return ""


def _dates(a: Explanation, found: CaseExplanation) -> Iterator[str]:
    rows: list[tuple[Any, str, str]] = []
    if a.unit is not None:
        rows.append((a.unit.day, str(EVENT_TYPES[a.unit.type].label), source(a.unit)))
    if a.evidence is not None:
        rows.append((a.evidence.day, str(EVENT_TYPES[a.evidence.type].label), source(a.evidence)))
    if a.due_on is not None and a.outcome != "not_applicable" and _has_limit(a):
        rows.append((a.due_on, str(Text("Frist", "Deadline")), _arithmetic(a)))
    rows.append((found.as_of, str(Text("Opgjort pr.", "As of")), ""))
    for day, label, where in sorted(rows, key=lambda r: r[0]):
        yield f"    {show(day)}  {label:<28} {where}".rstrip()


def _has_limit(a: Explanation) -> bool:
    """Whether the law sets a day; a duty without one is only due from the unit's own day on."""
    required = [*walk(a.version.require), *walk(a.version.unless)] if a.version else []
    return a.due_on != a.unit_on or any(
        getattr(c, "by", None) is not None or isinstance(c, Recurring | Yearly | FieldIs | SectionIs) for c in required
    )


def _arithmetic(a: Explanation) -> str:
    """`04-06-2026 + 3 måneder = 04-09-2026`, from the condition that set the deadline."""
    due = [s for s in a.steps if s.role != "when" and to_date(s.due) == a.due_on]
    for s in due:
        by = s.condition.by if isinstance(s.condition, EventIs | FieldIs) else None
        if by is None:
            continue
        if is_moment(by) and by.n and a.unit is not None and by.base == "at":
            clock = f" {a.unit.clock}" if a.unit.clock and by.unit == "hours" else ""
            sign = "+" if by.sign > 0 else "-"
            span = moment_text(by).split(str(Text(" efter", " after")))[0].split(str(Text(" før", " before")))[0]
            return f"{show(a.unit.day)}{clock} {sign} {span} = {show(a.due_on) if a.due_on else ''}"
        return moment_text(by)
    return ""


def _step(s: Step, unit: Unit) -> str:
    day = to_date(s.actual)
    shown = f" ({show(day)})" if day else ""
    return _row(str(_ROLES[s.role]).capitalize(), f"{describe(s.condition, unit)}: {_STATES[s.state]}{shown}")


def _law(a: Explanation, acts: dict[str, Act]) -> Iterator[str]:
    on = show(a.unit_on) if a.unit_on else "?"
    if a.version is None:
        yield _row(
            Text("Lov", "Law"),
            str(Text(f"ingen version af reglen gælder {on}", f"no version of the rule holds on {on}")),
        )
    else:
        yield from _provisions(a.version, a.unit_on, acts)
        why = Text(
            f"valgt, fordi enheden er dateret {on}; reglen gælder {period(a.version)}",
            f"chosen because the unit is dated {on}; the version holds {period(a.version)}",
        )
        yield _row("", str(why))
    for v in a.rule.versions:
        if v is not a.version:
            yield _row("", f"{period(v)}: {at_end(v, acts)}")


def _provisions(version: Version, day: date | None, acts: Acts) -> Iterator[str]:
    """Each provision by its number on the unit's own day, and the text that held then where it is not the one read."""
    held: dict[str, str] = {}
    for c in version.law:
        act, section = acts[c.cite.split("-", 1)[0]], on_day(c.cite, day, acts)
        if section is None:
            continue
        read = text_read(c.cite, acts)
        yield _row(Text("Lov", "Law"), f"{cite(section)} ({act.title}; {read}; {CONFIDENCE[c.confidence]})")
        if section != c.cite:
            yield _row("", str(Text(f"i dag {cite(c.cite)}", f"today {cite(c.cite)}")))
        if c.note:
            yield _row("", str(c.note))
        base = base_on(day, act) if day else None
        if day and base and not read.startswith(base.name):
            held[act.code] = f"{act.title}: {Text('den dag gjaldt', 'in force that day')} {text_on(day, act)}"
    for text in held.values():
        yield _row("", text)


def period(v: Version) -> str:
    """`til og med 31-12-2023`."""
    if v.from_ and v.until:
        return f"{show(v.from_)} {Text('til', 'to')} {show(v.until)}"
    if v.from_:
        return str(Text("fra ", "from ")) + show(v.from_)
    if v.until:
        return str(Text("til og med ", "up to and including ")) + show(v.until)
    return str(Text("altid", "always"))
