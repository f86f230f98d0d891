"""`caseaudit history missed`: the year's plan in caseaudit.toml against runs, samples and rounds of review."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from caseaudit.cli import common
from caseaudit.cli.history import put
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from caseaudit.history.missed import Done, Plan, Round
    from caseaudit.history.missed_text import Disorder
    from caseaudit.history.store import Store
    from caseaudit.settings import Config, ScheduleTable

FORMATS = ("table", "json", "csv")


def run_missed(as_of: str, fmt: str, output: str, runs: Path | None, *, every: bool, fail: bool) -> int:
    from caseaudit.history import missed_text

    common.choice(fmt, "--format", FORMATS)
    settings = common.config()
    if not settings.schedule:
        raise UsageError(Problem("schedule_none"))
    rounds, disorders = planned(settings, common.runs_folder(runs, settings), common.day(as_of))
    if fmt == "table":
        text = missed_text.table(rounds, disorders, every=every)
    else:
        text = (missed_text.as_json if fmt == "json" else missed_text.as_csv)(rounds, disorders)
    put(text, output, fmt)
    bad = bool(disorders) or any(r.failed for r in rounds)
    return Exit.FINDINGS if fail and bad else Exit.OK


def section(settings: Config, runs: Path, today: date) -> list[str]:
    """Lines for the end of another command's output; [] without a plan, or when all is as planned."""
    from caseaudit.history import missed_text

    return missed_text.section(*planned(settings, runs, today)) if settings.schedule else []


def sentences(settings: Config, runs: Path, today: date, *, counts: bool) -> list[str]:
    """The same, a sentence each. `counts`: also what must be in order and is not, which tells small numbers."""
    from caseaudit.history.missed_text import disorder_sentence, sentence

    if not settings.schedule:
        return []
    rounds, disorders = planned(settings, runs, today)
    told = [sentence(r) for r in rounds if r.failed]
    return told + ([disorder_sentence(d) for d in disorders] if counts else [])


class PlanTotals(TypedDict):
    """One line of the plan by counts, and the days of the rounds that were not held."""

    name: str
    due: int
    held: int
    not_held: list[dict[str, str]]
    not_in_order: int


def totals(settings: Config, runs: Path, today: date) -> list[PlanTotals]:
    """For each plan: rounds due, held and missed, the days of those not held, and breaches of what must be in order.

    Counts and days only: it goes to build servers.
    """
    if not settings.schedule:
        return []
    rounds, disorders = planned(settings, runs, today)
    names = list(dict.fromkeys(s.name for s in settings.schedule))
    out: list[PlanTotals] = []
    for name in names:
        mine = [r for r in rounds if r.plan.name == name and r.state != "open"]
        out.append(
            {
                "name": mask(name),
                "due": len(mine),
                "held": sum(not r.failed for r in mine),
                "not_held": [{"first": r.first.isoformat(), "last": r.last.isoformat()} for r in mine if r.failed],
                "not_in_order": sum(d.round.plan.name == name for d in disorders),
            }
        )
    return out


def planned(settings: Config, runs: Path, today: date) -> tuple[list[Round], list[Disorder]]:
    """Every round up to today, by plan and day, and what the plan says must be in order and is not."""
    from caseaudit.history.missed import rounds
    from caseaudit.history.store import NAME, Store

    plans = [_plan(s) for s in settings.schedule]
    drawn = [d for d in _drawn(settings, runs) if d.on <= today]
    if not (runs / NAME).is_file():
        return [r for p in plans for r in rounds(p, drawn, today)], []
    with Store(runs) as store:
        done = [*(d for d in _runs(store) if d.on <= today), *drawn]
        found = [r for p in plans for r in rounds(p, done, today)]
        return found, list(_disorders(store, plans, found, done))


def _plan(s: ScheduleTable) -> Plan:
    from caseaudit.history.missed import Plan

    return Plan(
        s.name, s.since, s.every, tuple(s.months), tuple(s.themes), s.sample, s.days_of_grace, tuple(s.must_be_in_order)
    )


def _runs(store: Store) -> Iterator[Done]:
    """The runs of whole units; one about certain rules, units or teams answers for no round."""
    from datetime import date

    from caseaudit.history.laid import stands_for
    from caseaudit.history.missed import Done

    for run in store.runs():
        parts = dict(p.split("=", 1) for p in run.scope.split("; ") if "=" in p)
        if parts.keys() & {"units", "teams", "rules"}:
            continue
        themes = frozenset(parts["themes"].split(",")) if "themes" in parts else None
        yield Done(stands_for(run), date.fromisoformat(run.as_of), run.id, themes)


def _drawn(settings: Config, runs: Path) -> Iterator[Done]:
    """Samples by their as-of day, also removed ones, and the rounds of review whose sample is not here any more."""
    if not any(s.sample for s in settings.schedule):
        return
    from caseaudit.errors import CaseauditError
    from caseaudit.history.missed import Done
    from caseaudit.review.store import rounds
    from caseaudit.sample.store import samples_in

    known = set()
    for kept in samples_in(settings.samples):
        try:
            sample = kept.sample()
        except CaseauditError:
            continue  # a damaged file is told by the commands about samples
        known.add(sample.id)
        yield Done(sample.as_of, sample.as_of, sample.id, cases=len({i.case_id for i in sample.to_read}))
    for review in rounds(settings.reviews):
        try:
            held = review.round()
        except CaseauditError:
            continue
        if held.sample not in known:
            on = held.created.date()
            yield Done(on, on, held.id, cases=len({e.case_id for e in held.entries}))
            known.add(held.sample)
    yield from _removed(runs, known)


def _removed(runs: Path, known: set[str]) -> Iterator[Done]:
    """What was drawn and is removed: to keep to the time limits must not look as if nothing had been read."""
    from datetime import date

    from caseaudit.history.missed import Done
    from caseaudit.runs.purging import drawn_before

    gone = list(drawn_before(runs))
    for kind, told in [g for g in gone if g[0] == "samples"] + [g for g in gone if g[0] == "reviews"]:
        sample = told["id"] if kind == "samples" else told["sample"]
        if sample not in known:
            known.add(sample)
            on = date.fromisoformat(told["as_of"] if kind == "samples" else told["created"])
            yield Done(on, on, told["id"], cases=int(told["cases"]))


def _disorders(store: Store, plans: list[Plan], rounds: list[Round], done: list[Done]) -> Iterator[Disorder]:
    """For each plan the newest run of its newest round: of what must be in order, what has breaches or was not checked."""
    from caseaudit.history.missed import newest_of
    from caseaudit.history.missed_text import Disorder
    from caseaudit.history.queries import counts
    from caseaudit.model.tally import Tally

    for plan in plans:
        held = [r for r in rounds if r.plan is plan and r.by]
        if not plan.must or not held:
            continue
        last = held[-1]
        run = newest_of(last, done)
        by_theme = counts(store, [run], "theme")
        by_rule = counts(store, [run], "rule", rules=plan.must)
        for what in plan.must:
            c = by_theme.get((run, what)) or by_rule.get((run, what)) or Tally()
            if c.breached or not c.judged:
                yield Disorder(last, what, c.breached, c.judged)
