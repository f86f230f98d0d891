"""From a run to what can be drawn: facts about every case, findings counted, and for events a key that survives re-export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.model.identity import event_names
from caseaudit.model.outcomes import OUTCOME_CODES, SEVERITIES
from caseaudit.sample.frame import Candidate

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from caseaudit.audit import Audit

COUNTED = (*SEVERITIES, "unknown", "pending")
_UNKNOWN, _PENDING = len(SEVERITIES), len(SEVERITIES) + 1


def candidates(audit: Audit, kind: str) -> list[Candidate]:
    """Every case of the run, or every event of the kind."""
    cases = _case_facts(audit)
    counts = _findings(audit, of_events=kind != "case")
    if kind == "case":
        days, sections = _events_by_case(audit)
        return [
            Candidate(
                **facts, **_counted(counts[i]), days=days.get(facts["case_id"], ()),
                sections=sections.get(facts["case_id"], ()),
            )
            for i, facts in enumerate(cases)
        ]  # fmt: skip
    events = audit.dataset.events
    at = np.flatnonzero((events["type"].astype("object") == kind).to_numpy())
    chosen = events.iloc[at]
    keys = event_names(events, at)
    by_case = {f["case_id"]: f for f in cases}
    ids = texts(chosen, "event_id")
    provisions, on = texts(chosen, "section"), dates(chosen, "at")
    return [
        Candidate(
            **by_case[case], **_counted(counts[at[i]]), kind=kind, event_id=ids[i] or str(at[i]), key=keys[i],
            on=on[i], section=provisions[i],
        )
        for i, case in enumerate(texts(chosen, "case_id"))
    ]  # fmt: skip


def texts(frame: pd.DataFrame, column: str) -> list[str]:
    """A column as texts, "" where it is blank or absent."""
    if column not in frame:
        return [""] * len(frame)
    values = frame[column].astype("object")
    return [str(v) for v in values.where(values.notna(), "").tolist()]


def dates(frame: pd.DataFrame, column: str) -> list[date | None]:
    """A column of days, None where it is blank or absent."""
    if column not in frame:
        return [None] * len(frame)
    days: list[date | None] = frame[column].to_numpy().astype("datetime64[D]").tolist()
    return days


def _case_facts(audit: Audit) -> list[dict[str, Any]]:
    cases, as_of = audit.dataset.cases, audit.as_of
    placed = _placed(audit)
    columns = {c: texts(cases, c) for c in ("case_id", "unit", "team", "target_group")}
    births, closed = dates(cases, "birth_date"), dates(cases, "closed_on")
    return [
        {
            **{c: values[i] for c, values in columns.items()},
            "age": age(births[i], as_of),
            "closed": (day := closed[i]) is not None and day <= as_of,
            "placed": columns["case_id"][i] in placed,
        }
        for i in range(len(cases))
    ]


def age(birth: date | None, as_of: date) -> int | None:
    """Whole years; None where the birth date is not known, or lies after the day."""
    if birth is None or birth > as_of:
        return None
    return as_of.year - birth.year - ((as_of.month, as_of.day) < (birth.month, birth.day))


def _placed(audit: Audit) -> set[str]:
    """Cases with a placement that has begun and not ended on the as-of day."""
    events = audit.dataset.events
    placements = events[(events["type"].astype("object") == "placement").to_numpy()]
    out = set()
    for case, start, end in zip(
        texts(placements, "case_id"), dates(placements, "at"), dates(placements, "ends_on"), strict=True
    ):
        if start is not None and start <= audit.as_of and (end is None or end > audit.as_of):
            out.add(case)
    return out


def _events_by_case(audit: Audit) -> tuple[dict[str, tuple[date, ...]], dict[str, tuple[str, ...]]]:
    """Days and provisions of what has happened on each case up to the as-of day."""
    events = audit.dataset.events
    days: dict[str, set[date]] = {}
    sections: dict[str, set[str]] = {}
    for case, day, section in zip(texts(events, "case_id"), dates(events, "at"), texts(events, "section"), strict=True):
        if day is not None and day <= audit.as_of:
            days.setdefault(case, set()).add(day)
            if section:
                sections.setdefault(case, set()).add(section)
    return {c: tuple(sorted(d)) for c, d in days.items()}, {c: tuple(sorted(s)) for c, s in sections.items()}


def _findings(audit: Audit, *, of_events: bool) -> Any:
    """Breaches of law by severity, unknowns and pending, per case or per event position."""
    out = np.zeros((audit.n_events if of_events else audit.n_cases, len(COUNTED)), np.int32)
    order = list(SEVERITIES)
    for result in audit.results:
        rule, o = result.rule, result.outcomes
        if not rule.legal or (of_events and rule.of_case):
            continue
        where = o.unit if of_events else o.case
        for column, outcome in ((_UNKNOWN, "unknown"), (_PENDING, "pending")):
            np.add.at(out, (where[result.mask & (o.outcome == OUTCOME_CODES[outcome])], column), 1)
        breached = result.mask & (o.outcome == OUTCOME_CODES["breached"])
        for number, version in enumerate(rule.versions):
            column = order.index(version.severity or rule.severity)
            np.add.at(out, (where[breached & (o.version == number)], column), 1)
    return out


def _counted(row: Any) -> dict[str, Any]:
    breaches = {name: int(row[i]) for i, name in enumerate(SEVERITIES) if row[i]}
    return {"breaches": breaches, "unknown": int(row[_UNKNOWN]), "pending": int(row[_PENDING])}
