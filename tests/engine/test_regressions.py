"""Small cases in which the engine once differed from the contract. Each is told by its name; all expect the contract's answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from caseaudit.engine import Settings
from caseaudit.model.dataset import Schema
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.language import Rule
from oracle.compare import engine_results, oracle_results
from oracle.random_cases import Batch

HOURS_24 = {"from": "at", "by": "at + 24 hours"}
CHILD = {"kind": "child"}


@dataclass
class Example:
    """Events as (type, at, other fields); the answer for the unit, which is the first event unless said otherwise."""

    name: str
    expect: str
    events: list[tuple[str, str, dict[str, str]]]
    require: dict[str, Any]
    about: list[str] = field(default_factory=lambda: ["decision"])
    version: dict[str, Any] = field(default_factory=dict)
    first: dict[str, Any] | None = None
    as_of: str = "2030-01-01"
    without: tuple[str, ...] = ()
    linked: bool | None = None
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = "e0"
    due: str | None = None


def on(type_: str, at: str, **fields: str) -> tuple[str, str, dict[str, str]]:
    return type_, at, fields


EXAMPLES = [
    Example("a late linked talk whose result is not recorded may be the one that decides", "unknown/data_missing",
            [on("decision", "2024-03-30"), on("child_conversation", "2024-04-10", concerns="e0"),
             on("child_conversation", "2024-03-01", result="held")],
            {"event": "child_conversation", "where": {"result": "held"}, "by": "at"}),
    Example("a blank base of `from` is unknown, not ignored", "unknown/data_missing",
            [on("decision", "2024-03-30"), on("plan", "2024-03-30")], {"event": "plan", "from": "ends_on", "by": "at + 2 days"}),
    Example("a column of `from` that the export lacks is unknown", "unknown/data_missing",
            [on("decision", "2024-03-30"), on("plan", "2024-03-30")], {"event": "plan", "from": "ends_on - 6 months", "by": "at + 2 months"},
            without=("ends_on",)),
    Example("a blank date in `when` leaves the question open", "unknown/data_missing",
            [on("intervention", "2022-06-01")], {"event": "plan"}, ["intervention"], {"when": {"field": "ends_on", "by": "at + 1 month"}}),
    Example("that nothing is written is known, also in `when`", "not_applicable",
            [on("decision", "2022-06-01")], {"event": "plan"}, version={"when": {"field": "reason", "is": "documented"}}),
    Example("no moment of `earliest` exists", "unknown/data_missing",
            [on("decision", "2024-03-30")],
            {"event": "plan", "by": {"earliest": [{"parallel_end": "investigation"}, {"parallel_end": "limited_investigation"}]}}),
    Example("`earliest` with a type that the export lacks altogether", "unknown/data_missing",
            [on("decision", "2024-03-30"), on("plan", "2024-03-01")],
            {"event": "plan", "by": {"earliest": ["at + 3 months", {"parallel_end": "investigation"}]}}, without=("investigation",)),
    Example("a case whose dating event type is absent from the export", "unknown/data_missing",
            [on("plan", "2024-03-01")], {"event": "plan", "by": "at"}, ["case"], first={"event": "decision"}, without=("decision",), unit="c"),
    Example("all events of a case count, linked or not", "met",
            [on("decision", "2024-03-30"), on("plan", "2024-03-01"), on("plan", "2024-03-02", concerns="e0")],
            {"event": "plan", "by": "at", "at_least": 2, "unlinked": {"only_without_links": True}}, ["case"],
            first={"event": "decision"}, unit="c"),
    Example("a case has the clock time of its dating event", "met",
            [on("follow_up", "2022-10-01T00:00"), on("supervision_visit", "2022-10-03T00:00")],
            {"event": "supervision_visit", "from": "at", "by": "at + 48 hours"}, ["case"], first={"event": "follow_up"}, unit="c"),
    Example("a dated event without clock time does not hide one in time", "met",
            [on("notification", "2024-03-25T14:01"), on("notification_assessed", "2024-03-26"), on("notification_assessed", "2024-03-26T04:31")],
            {"event": "notification_assessed", **HOURS_24}, ["notification"]),
    Example("fewer than asked, and no bound: missing, not late", "breached/missing",
            [on("decision", "2023-10-31"), on("plan", "2023-05-01", concerns="e0")], {"event": "plan", "at_least": 2}),
    Example("a linked event after `from` is not reversed", "breached/missing",
            [on("decision", "2023-02-01"), on("plan", "2023-02-15", concerns="e0")],
            {"event": "plan", "from": "at", "by": "at + 2 months", "at_least": 2}),
    Example("linked events all before `from` are reversed", "unknown/data_missing",
            [on("decision", "2023-02-01"), on("plan", "2023-01-15", concerns="e0")], {"event": "plan", "from": "at", "by": "at + 2 months"}),
    Example("an event before the window is not late", "breached/missing",
            [on("decision", "2023-12-30"), on("supervision_visit", "2023-07-05")],
            {"event": "supervision_visit", "by": "at - 6 months", "unlinked": {"within": "3 months"}}),
    Example("an event before `from` is not late", "breached/missing",
            [on("decision", "2023-08-18"), on("follow_up", "2023-05-30")], {"event": "follow_up", "from": "at", "by": "at - 3 months"}),
    Example("an event of the next unit is not late", "breached/missing",
            [on("intervention", "2023-03-26"), on("intervention", "2023-05-12"), on("decision", "2023-05-13")],
            {"event": "decision", "by": "at", "unlinked": {"until_next": True}}, ["intervention"]),
    Example("a date between the two readings of working days", "unknown/unsettled_law",
            [on("decision", "2023-07-20", aware_on="2023-08-03")], {"field": "aware_on", "by": "at + 10 working days"}),
    Example("the same under `earliest`", "unknown/unsettled_law",
            [on("decision", "2023-08-29", aware_on="2023-09-06")],
            {"field": "aware_on", "by": {"earliest": ["at + 10 working days", "at + 6 working days"]}}),
    Example("one event in time by both readings is enough", "met",
            [on("decision", "2024-01-03"), on("plan", "2024-01-03"), on("plan", "2024-01-11")], {"event": "plan", "by": "at + 6 working days"}),
    Example("an unread code and an unsettled limit are no breach", "unknown/data_missing",
            [on("decision", "2024-05-10"), on("plan", "2024-05-21")], {"event": "plan", "by": "at + 6 working days", "where": CHILD}),
    Example("an unread code and no clock time are no breach", "unknown/data_missing",
            [on("decision", "2024-05-10"), on("plan", "2024-05-11")], {"event": "plan", **HOURS_24, "where": CHILD}),
    Example("nor are they fulfilment under `not`", "unknown/data_missing",
            [on("investigation", "2023-12-29"), on("plan", "2024-01-15")],
            {"not": {"event": "plan", "by": "at + 10 working days", "where": CHILD}}, ["investigation"]),
    Example("`not` keeps the reason why it could not be read", "unknown/no_time",
            [on("intervention", "2023-06-21"), on("return_home", "2023-06-22T23:59")],
            {"not": {"event": "return_home", "from": "at", "by": "at + 1 hour"}}, ["intervention"]),
    Example("yearly: an event with an unread code may be the one", "unknown/data_missing",
            [on("placement", "2022-01-01"), on("follow_up", "2022-02-01")],
            {"yearly": "follow_up", "at_least": 1, "where": CHILD}, ["placement"], as_of="2023-01-01"),
    Example("yearly: two visits of one day are two", "met",
            [on("placement", "2022-12-01"), on("supervision_visit", "2023-04-01"), on("supervision_visit", "2023-04-01")],
            {"yearly": "supervision_visit", "at_least": 2}, ["placement"], as_of="2024-06-01"),
    Example("a duty that could not be read is not excused away", "unknown/data_missing",
            [on("decision", "2024-03-30", reason="x")], {"event": "plan", "by": "at"},
            version={"unless": {"field": "reason", "is": "documented"}}, without=("plan",)),
    Example("a case lacks the columns that its dating event lacks", "unknown/data_missing",
            [on("limited_investigation", "2024-03-31")], {"field": "aware_on", "by": "at + 7 days"}, ["case"],
            first={"event": "limited_investigation"}, lacking={"limited_investigation": ("aware_on",)}, unit="c"),
    Example("recurring: late is open until its limit has passed", "pending",
            [on("placement", "2023-01-10"), on("follow_up", "2023-02-01"), on("follow_up", "2023-12-01")],
            {"recurring": "follow_up", "every": "6 months"}, ["placement"], as_of="2023-03-01", due="2023-08-01"),
    Example("recurring: two events of one day are no kept interval", "pending",
            [on("placement", "2023-06-05"), on("follow_up", "2023-06-06"), on("follow_up", "2023-06-06")],
            {"recurring": "follow_up", "every": "6 months"}, ["placement"], as_of="2023-07-01", due="2023-12-06"),
]  # fmt: skip


def batch_of(example: Example) -> Batch:
    version = {
        "law_rows": ["X1"],
        "law": [{"cite": "SEL-1", "confidence": "read"}],
        "require": example.require,
        **example.version,
    }
    text = {"da": "x", "en": "x"}
    doc: dict[str, Any] = {
        "id": "example", "title": text, "law_rows": ["X1"], "theme": "plan", "step": "plan", "severity": "low", "about": example.about,
        "why": text, "finding": {}, "fix": text, "limits": text, "versions": [version],
    }  # fmt: skip
    if example.first:
        doc["first"] = example.first
    events = [
        {"event_id": f"e{i}", "case_id": "c", "type": t, "at": at, **more}
        for i, (t, at, more) in enumerate(example.events)
    ]
    absent = frozenset(example.without)
    linked = any("concerns" in e for e in events) if example.linked is None else example.linked
    columns = frozenset(EVENT_FIELDS) - absent
    by_type = {t: columns - frozenset(lost) for t, lost in example.lacking.items()}
    schema = Schema(columns, frozenset(CASE_FIELDS) - absent, frozenset(EVENT_TYPES) - absent, linked, by_type)
    return Batch([Rule.model_validate(doc)], [], events, absent, schema, Settings(), date.fromisoformat(example.as_of))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
@pytest.mark.parametrize("judge", [engine_results, oracle_results], ids=["engine", "evaluator"])
def test_example(example: Example, judge: Any) -> None:
    result = judge(batch_of(example))["example", example.unit]
    assert f"{result.outcome}/{result.reason}".rstrip("/") == example.expect
    if example.due:
        assert result.due_on == date.fromisoformat(example.due)
