"""What must not matter does not: the order of rows, copies, chunks, other cases, names. And time only settles things."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.rules.language import AnyCondition, EventIs, Recurring, Rule, Running, Yearly, walk
from caseaudit.rules.rulebook import load_rulebook
from oracle.compare import compared, engine_results
from oracle.random_cases import Batch, batch
from oracle.random_rules import random_rule

seeds = st.integers(0, 10**6)
quietly = settings(deadline=None, max_examples=60, derandomize=True)


@cache
def shipped() -> tuple[Rule, ...]:
    return load_rulebook().rules


def made(seed: int, size: int = 40) -> Batch:
    """Random whole cases for all sorts of rules. Every event has an id, and no two could date a case equally well."""
    rng = Random(seed)
    rules = [*rng.sample(shipped(), 4), *(random_rule(rng, i) for i in range(4))]
    out = batch(rng, rules, size)
    dating = {r.first.event for r in rules if r.first is not None}
    seen: set[tuple[str, str, str]] = set()
    events = []
    for n, event in enumerate(out.events):
        moment = (event["case_id"], event["type"], f"{event['at']} 00:00:00"[:19])
        if event["type"] in dating and moment in seen:
            continue
        seen.add(moment)
        events.append({"event_id": f"given-{n}"} | event)
    return replace(out, events=events)


def answers(of: Batch) -> dict[Any, Any]:
    return {key: compared(result) for key, result in engine_results(of).items()}


@quietly
@given(seeds)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    first = made(seed)
    rng = Random(seed + 1)
    other = replace(
        first, events=rng.sample(first.events, len(first.events)), cases=rng.sample(first.cases, len(first.cases))
    )
    assert answers(first) == answers(other)


def counts(rule: Rule) -> bool:
    """Whether the number of events matters to the rule."""
    tops = [t for v in rule.versions for t in (v.when, v.require, v.unless, v.incomplete_if)]
    return any(isinstance(c, Yearly) or (isinstance(c, EventIs) and c.at_least > 1) for t in tops for c in walk(t))


@quietly
@given(seeds)
def test_an_exact_copy_of_a_row_does_not_matter_where_nothing_is_counted(seed: int) -> None:
    first = made(seed)
    first = replace(first, rules=[r for r in first.rules if not counts(r)])
    units = {t for r in first.rules for t in (*r.about, r.first.event if r.first else "")}
    meant = {e.get("concerns") for e in first.events}  # an id that occurs twice resolves to neither
    copies = [dict(e) for e in first.events if e["type"] not in units and e["event_id"] not in meant]
    assert answers(first) == answers(replace(first, events=[*first.events, *copies]))


@quietly
@given(seeds, st.integers(2, 5))
def test_cases_may_be_judged_in_chunks(seed: int, chunks: int) -> None:
    whole = made(seed)
    ids = sorted({c["case_id"] for c in whole.cases} | {e["case_id"] for e in whole.events})
    found: dict[Any, Any] = {}
    for n in range(chunks):
        mine = set(ids[n::chunks])
        found |= answers(replace(
            whole, cases=[c for c in whole.cases if c["case_id"] in mine],
            events=[e for e in whole.events if e["case_id"] in mine],
        ))  # fmt: skip
    assert found == answers(whole)


@quietly
@given(seeds)
def test_another_case_does_not_matter(seed: int) -> None:
    first = made(seed)
    rng = Random(seed + 2)
    ids = [e["event_id"] for e in first.events]
    strangers = [
        {**e, "event_id": f"other-{n}", "case_id": f"a{rng.randrange(3)}"}
        | ({"concerns": rng.choice(ids)} if "concerns" in e else {})
        for n, e in enumerate(rng.sample(first.events, len(first.events) // 3))
    ]
    found = answers(replace(first, events=[*strangers, *first.events]))
    assert {k: found[k] for k in answers(first)} == answers(first)


@quietly
@given(seeds)
def test_names_do_not_matter(seed: int) -> None:
    first = made(seed)
    rng = Random(seed + 3)
    keys = sorted({e["event_id"] for e in first.events} | {x["case_id"] for x in (*first.events, *first.cases)})
    name = dict(zip(keys, rng.sample([f"{n:x}{'æ' * (n % 3)}" for n in range(len(keys))], len(keys)), strict=True))

    def renamed(row: dict[str, Any]) -> dict[str, Any]:
        return {k: name.get(v, v) if k in ("event_id", "case_id", "concerns") else v for k, v in row.items()}

    other = replace(first, cases=[renamed(c) for c in first.cases], events=[renamed(e) for e in first.events])
    assert answers(other) == {(rule, name[unit]): result for (rule, unit), result in answers(first).items()}


def conditions(rule: Rule) -> list[AnyCondition]:
    """Every condition of a rule, in whatever place."""
    return [c for v in rule.versions for top in (v.when, v.require, v.unless, v.incomplete_if) for c in walk(top)]


@quietly
@given(seeds, st.integers(1, 800))
def test_time_only_settles_what_was_open(seed: int, days: int) -> None:
    """A later as-of date never turns a breach into pending; and only what was open or unread can change.

    Series grow with time, and whether something ran on a day is not so until the day comes.
    """
    first = made(seed)
    later = answers(replace(first, as_of=first.as_of + timedelta(days=days)))
    growing = {r.id for r in first.rules if any(isinstance(c, Recurring | Yearly | Running) for c in conditions(r))}
    for key, (outcome, _, _) in answers(first).items():
        if outcome == "breached":
            assert later[key][0] != "pending"
        if key[0] not in growing and outcome in ("met", "excused", "breached", "not_applicable"):
            assert later[key][0] == outcome


@quietly
@given(seeds)
def test_judging_is_repeatable_and_leaves_its_input_alone(seed: int) -> None:
    first = made(seed)
    before = [dict(e) for e in first.events]
    assert engine_results(first) == engine_results(first)
    assert first.events == before
