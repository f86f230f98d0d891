"""Sentences from numbers: counts first, percent second, no blame and no story of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.model.outcomes import REASONS
from caseaudit.report.numbers import CASE, CASES, DAY, DAYS, counted, number, of, percent_of, percent_text, points
from caseaudit.report.view import KeyFigure
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.facts import Facts, RuleFacts, Tally, ThemeFacts


def classification(audience: str) -> str:
    """The label of the report: who may read it."""
    labels = {
        "team": Text("Fortroligt: indeholder sagsnumre", "Confidential: holds case numbers"),
        "management": Text("Til ledelsen: uden sagsnumre", "For management: no case numbers"),
        "committee": Text("Uden personoplysninger", "No personal data"),
    }
    return str(labels[audience])


def population(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The facts of the front page."""
    span = f"{show(facts.first_day)} {Text('til', 'to')} {show(facts.last_day)}" if facts.first_day and facts.last_day else "-"
    return (
        (str(Text("Periode", "Period")), span),
        (str(Text("Sager", "Cases")), number(facts.cases)),
        (str(Text("Hændelser", "Events")), number(facts.events)),
        (str(Text("Udvælgelse", "Selection")), str(Text("alle sager i udtrækket", "all cases of the export"))),
        (str(Text("Opgjort pr.", "As of")), show(facts.as_of)),
    )


def with_percent(tally: Tally) -> str:
    """` (43 %)`; nothing where too few were judged."""
    value = percent_of(tally)
    return f" ({percent_text(value)})" if value is not None else ""


def resume(facts: Facts, previous: Facts | None, target: float | None) -> tuple[str, ...]:
    """The whole in a few sentences."""
    return tuple(_resume(facts, previous, target))


def _resume(facts: Facts, previous: Facts | None, target: float | None) -> Iterator[str]:
    t = facts.total
    if not t.judged:
        yield str(Text("Ingen af lovens krav kunne vurderes.", "None of the law's demands could be assessed."))
        return
    yield str(
        Text(
            f"Lovens krav er overholdt i {of(t.good, t.judged)} vurderinger{with_percent(t)}.",
            f"The law's demands are met in {of(t.good, t.judged)} assessments{with_percent(t)}.",
        )
    )
    yield str(
        Text(
            f"I {of(facts.cases_with_breach, facts.cases)} sager er der mindst ét brud.",
            f"In {of(facts.cases_with_breach, facts.cases)} cases there is at least one breach.",
        )
    )
    here, there = percent_of(t), percent_of(previous.total) if previous else None
    if here is not None and there is not None and previous:
        yield str(
            Text(
                f"Ændringen siden {show(previous.as_of)} er {points(here - there)} procentpoint.",
                f"The change since {show(previous.as_of)} is {points(here - there)} percentage points.",
            )
        )


def key_figures(facts: Facts, target: float | None) -> tuple[KeyFigure, ...]:
    """The three figures of the summary."""
    t = facts.total
    value = percent_of(t)
    return (
        KeyFigure(
            percent_text(value) if value is not None else of(t.good, t.judged),
            str(Text("samlet lovoverholdelse", "compliance in all")),
            str(Text(f"{of(t.good, t.judged)} vurderinger er overholdt", f"{of(t.good, t.judged)} assessments are met")),
        ),
        KeyFigure(
            of(facts.cases_with_breach, facts.cases),
            str(Text("sager med mindst ét brud", "cases with at least one breach")),
            "",
        ),
        KeyFigure(
            number(t.unknown),
            str(Text("vurderinger kan ikke afgøres", "assessments cannot be decided")),
            str(Text("de tæller aldrig som overholdt", "they never count as met")),
        ),
    )


def headline(theme: ThemeFacts) -> str:
    """The theme in one sentence."""
    t = theme.tally
    if not t.judged:
        return str(Text("Ingen krav i temaet kunne vurderes.", "No demand of the theme could be assessed."))
    return str(
        Text(
            f"{of(t.good, t.judged)} vurderinger er overholdt{with_percent(t)}. "
            f"{counted(theme.cases_breached, CASE, CASES)} har mindst ét brud.",
            f"{of(t.good, t.judged)} assessments are met{with_percent(t)}. "
            f"{counted(theme.cases_breached, CASE, CASES)} with at least one breach.",
        )
    )


def focus(theme: ThemeFacts) -> str:
    """What the theme looks at."""
    titles = "; ".join(str(r.rule.title) for r in theme.rules)
    return str(Text(f"Temaet belyser: {titles}.", f"The theme looks at: {titles}."))


def analysis(theme: ThemeFacts) -> tuple[str, ...]:
    """One sentence or two per check."""
    return tuple(" ".join(_rule(r)) for r in theme.rules if r.tally.judged)


def _rule(r: RuleFacts) -> Iterator[str]:
    t = r.tally
    yield str(
        Text(
            f"{r.rule.title}: overholdt i {of(t.good, t.judged)}{with_percent(t)}.",
            f"{r.rule.title}: met in {of(t.good, t.judged)}{with_percent(t)}.",
        )
    )
    if r.late:
        yield overrun(r.late)


def overrun(late: tuple[int, int]) -> str:
    """`Overskridelsen er typisk 14 dage, højst 93.`"""
    median, most = late
    if median == most:
        return str(Text(f"Overskridelsen er {counted(most, DAY, DAYS)}.", f"The overrun is {counted(most, DAY, DAYS)}."))
    return str(
        Text(
            f"Overskridelsen er typisk {counted(median, DAY, DAYS)}, højst {number(most)}.",
            f"The overrun is typically {counted(median, DAY, DAYS)}, at most {number(most)}.",
        )
    )


def unknowns(theme: ThemeFacts) -> tuple[str, ...]:
    """What could not be assessed, per check, by reason."""
    out = []
    for r in theme.rules:
        why = [f"{number(n)} {REASONS[reason]}" for (o, reason), n in r.reasons.items() if o == "unknown"]
        if why:
            out.append(f"{r.rule.title}: {', '.join(why)}.")
    return tuple(out)


def method(facts: Facts) -> tuple[str, ...]:
    """How to read the report."""
    return (
        str(
            Text(
                f"Opgjort pr. {show(facts.as_of)} på alle sager i udtrækket.",
                f"As of {show(facts.as_of)}, over all cases of the export.",
            )
        ),
    )
