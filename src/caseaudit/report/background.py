"""What a report tells beside the counts, taken from an audit: rows, data quality, readings, pairing and a team's findings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from caseaudit.messages import MESSAGES
from caseaudit.model.outcomes import NOTE_BITS, NOTES, OUTCOME_CODES
from caseaudit.output.numbers import number
from caseaudit.output.records import finding_records
from caseaudit.output.summary import row_reason
from caseaudit.privacy import mask
from caseaudit.report.before_after import Earlier
from caseaudit.report.compose import Background, RowsOf
from caseaudit.report.view import Finding
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.audit import Audit
    from caseaudit.engine import Settings
    from caseaudit.errors import Problem
    from caseaudit.report.facts import Facts
    from caseaudit.report.view import Section
    from caseaudit.review.results_model import ReviewResult


def background_of(
    audit: Audit,
    *,
    previous: Facts | None = None,
    rule_changes: tuple[str, ...] = (),
    findings: bool = False,
    earlier: Earlier | None = None,
    plan: tuple[str, ...] = (),
    chapters: tuple[Section, ...] = (),
    review: ReviewResult | None = None,
) -> Background:
    """Gather it in the language in use. `findings`: also one record per finding, which only a team may see."""
    rows, faults_found = tuple(rows_of(audit)), tuple(faults(audit))
    return Background(
        acts=audit.rulebook.acts,
        accounts=tuple(_sentence(r) for r in rows),
        quality=tuple(f"{text} ({number(n)})" for text, n in faults_found),
        readings=tuple(readings(audit.readings)),
        previous=previous,
        rule_changes=rule_changes,
        findings=tuple(team_findings(audit)) if findings else (),
        rows=rows,
        faults=faults_found,
        pairing=tuple(pairing(audit)),
        earlier=earlier or Earlier(),
        plan=plan,
        chapters=chapters,
        review=review,
    )


def rows_of(audit: Audit) -> Iterator[RowsOf]:
    """Rows in, used and set aside, per table that was read."""
    for a in audit.dataset.accounts:
        name = mask(a.source.file + (f", {a.source.sheet}" if a.source.sheet else ""))
        why = ", ".join(f"{number(n)} {row_reason(reason)}" for reason, n in a.set_aside.items() if n)
        yield RowsOf(name, a.rows_in, a.judged, sum(a.set_aside.values()), why)


def _sentence(r: RowsOf) -> str:
    why = f" ({r.why})" if r.why else ""
    return str(
        Text(
            f"{r.name}: {number(r.rows_in)} rækker = {number(r.used)} brugt + {number(r.aside)} sat til side{why}.",
            f"{r.name}: {number(r.rows_in)} rows = {number(r.used)} used + {number(r.aside)} set aside{why}.",
        )
    )


def faults(audit: Audit) -> Iterator[tuple[str, int]]:
    """Faults in the data by kind, most first; what differs from one to the next is left out of the text."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for p in audit.dataset.quality:
        found[p.code].append(p)
    for code, same in sorted(found.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        shared = {k: v if all(p.values.get(k) == v for p in same) else "..." for k, v in same[0].values.items()}
        columns = {p.place.column for p in same}
        where = f" [{columns.pop()}]" if len(columns) == 1 and columns != {""} else ""
        yield mask(str(MESSAGES[code].what).format(**shared) + where), len(same)


def pairing(audit: Audit) -> Iterator[tuple[str, int]]:
    """How events were tied together, and what was assumed, with the number of assessments that it holds for (0: all)."""
    linked = Text(
        "Parring: udtrækket siger, hvilken afgørelse, indsats eller underretning en hændelse hører til.",
        "Pairing: the export says which decision, measure or notification an event belongs to.",
    )
    by_date = Text(
        "Parring: udtrækket knytter ikke hændelserne sammen. De er parret efter sag og dato, og et fund kan skyldes det.",
        "Pairing: the export does not link its events. They are paired by case and date, and a finding may come from that.",
    )
    yield str(linked if audit.dataset.schema.linked else by_date), 0
    judged = [OUTCOME_CODES[o] for o in ("met", "excused", "breached", "unknown")]
    alone = Text(
        "Enkelte hændelser er ikke knyttet til noget og er parret efter sag og dato.",
        "Some events are linked to nothing and are paired by case and date.",
    )
    for name, text in NOTES.items():
        n = sum(
            int((r.mask & np.isin(r.outcomes.outcome, judged) & ((r.outcomes.notes & NOTE_BITS[name]) > 0)).sum())
            for r in audit.results
        )
        if n:
            yield str(alone if name == "by_date" and audit.dataset.schema.linked else text), n


def _choice(*, value: bool | None, yes: Text, no: Text, both: Text | None = None) -> str:
    unsettled = both or Text(
        "Ikke afgjort: begge læsninger er prøvet, og hvor de er uenige, kan det ikke vurderes.",
        "Not settled: both readings were tried, and where they differ it could not be assessed.",
    )
    return str(unsettled if value is None else yes if value else no)


def readings(s: Settings) -> Iterator[tuple[str, str]]:
    """Questions that the law leaves open, each with the reading that this run used."""
    yield (
        str(
            Text("Er lørdag en hverdag i frister, der regnes i hverdage?", "Is Saturday a working day in such limits?")
        ),
        _choice(value=s.saturday_is_working_day, yes=Text("Ja.", "Yes."), no=Text("Nej.", "No.")),
    )
    yield (
        str(
            Text(
                "Er grundlovsdag, juleaften og nytårsaften hverdage?",
                "Are 5 June, 24 December and 31 December working days?",
            )
        ),
        _choice(value=s.special_days_are_working_days, yes=Text("Ja.", "Yes."), no=Text("Nej.", "No.")),
    )
    yield (
        str(
            Text(
                "Løber en frist i måneder, der ender på en weekend eller helligdag, til næste hverdag?",
                "Does a limit in months that ends on a weekend or holiday run to the next working day?",
            )
        ),
        _choice(
            value=s.month_limits_extend,
            yes=Text("Ja.", "Yes."),
            no=Text(
                "Nej; et brud, der afhænger af det, har en bemærkning.", "No; a breach that hangs on it carries a note."
            ),
        ),
    )
    yield (
        str(
            Text(
                "Hvornår fylder et barn født 29. februar år i et år uden skuddag?",
                "When does a child born on 29 February turn a year in a common year?",
            )
        ),
        _choice(
            value=s.leap_birthday_is_1_march, yes=Text("1. marts.", "1 March."), no=Text("28. februar.", "28 February.")
        ),
    )
    months = s.unlinked_window_months
    yield (
        str(
            Text(
                "Hvor langt tilbage må en hændelse ligge, når udtrækket ikke siger, hvad den hører til?",
                "How far back may an event lie where the export does not say what it belongs to?",
            )
        ),
        str(Text("Som den enkelte regel siger.", "As each rule says."))
        if months is None
        else str(Text(f"{months} måneder.", f"{months} months.")),
    )


def team_findings(audit: Audit) -> Iterator[Finding]:
    """One record per breach or unknown, with case number, dates, law and source row."""
    rules = {r.rule.id: r.rule for r in audit.results}
    for f in finding_records(audit):
        rule = rules[f["rule"]]
        first = f["evidence"][0] if f["evidence"] else None
        where = " ".join(str(x) for x in (first["file"], first["sheet"], first["row"]) if x) if first else ""
        yield Finding(
            case_id=f["case_id"],
            rule=rule.id,
            title=str(rule.title),
            unit=f["unit_id"],
            unit_on=f["unit_on"],
            outcome=f["outcome"],
            due_on=f["due_on"],
            actual_on=f["actual_on"],
            text=f["text"],
            law=f["citation"],
            fix=str(rule.fix),
            severity=f["severity"],
            where=where,
            judges=rule.judges,
        )
