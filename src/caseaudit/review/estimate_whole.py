"""The whole population of a sample of cases, and which points apply to each of its cases: all at once, for many cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from caseaudit.engine import compile_plan, judge
from caseaudit.model.outcomes import OUTCOME_CODES
from caseaudit.review.applies import as_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from caseaudit.audit import Audit
    from caseaudit.engine import RuleOutcomes
    from caseaudit.review.model import Point
    from caseaudit.review.points import Library
    from caseaudit.sample.model import Item, Sample


_FIELDS = ("unit", "team", "target_group")


def everybody(sample: Sample, audit: Audit) -> list[Item]:
    """All cases that could be drawn, from the run, when nothing narrowed them; none when the file's numbers are others.

    A sample keeps a short line of reserves only; a large population is found in the run it was drawn from.
    """
    from caseaudit.sample.candidates import texts
    from caseaudit.sample.drawing import as_item, grouped, label_of
    from caseaudit.sample.frame import Candidate

    by, cases = sample.stratified_by, audit.dataset.cases
    narrowed = sample.filters or sample.excluded or sample.unit_filter
    if (
        narrowed
        or sample.unit_kind != "case"
        or sample.design not in ("simple", "stratified")
        or not set(by) <= set(_FIELDS)
    ):
        return []
    known = {i.case_id: i for i in (*sample.items, *sample.reserve)}
    parts = {s.label: s.size for s in sample.strata}
    columns = [texts(cases, c) for c in ("case_id", *_FIELDS)]
    everything = [Candidate(case_id=c, unit=u, team=t, target_group=g) for c, u, t, g in zip(*columns, strict=True)]
    groups = grouped(everything, by).values() if by else [everything]
    labels = [label_of(g, by, "") if by else "" for g in groups]
    blank = set(parts) - set(labels)  # what is not recorded has a name in the language of the draw
    if len(blank) == 1:
        labels = [label if label in parts else next(iter(blank)) for label in labels]
    if {label: len(g) for label, g in zip(labels, groups, strict=True)} != parts or len(
        everything
    ) != sample.population:
        return []
    return [
        known.get(c.case_id) or as_item(c, 0.5).model_copy(update={"stratum": label})
        for label, group in zip(labels, groups, strict=True)
        for c in group
    ]


def cases_asked(points: Sequence[Point], members: Sequence[Item], audit: Audit, library: Library) -> list[set[str]]:
    """The points that each of these cases would be asked about; as `applies.chosen` finds them case by case."""
    number = {str(c): n for n, c in enumerate(audit.dataset.cases["case_id"])}
    place = np.array([number.get(m.case_id, -1) for m in members], dtype=np.int64)
    out: list[set[str]] = [set() for _ in members]
    for point, applies in _applies(points, audit, library):
        for n in np.flatnonzero(applies[place] & (place >= 0)).tolist():
            out[n].add(point.id)
    return out


def _applies(points: Sequence[Point], audit: Audit, library: Library) -> Iterator[tuple[Point, npt.NDArray[np.bool_]]]:
    """For each point whether it applies to each case of the run. Rules are judged already; questions are made into rules."""
    judged = {r.rule.id: r.outcomes for r in audit.results}
    made = []
    for point in points:
        rule, question = library.rule(point.id), library.question(point.id)
        if question is not None and question.of_case and question.first is None:
            yield point, np.ones(len(audit.dataset.cases), dtype=bool)
        elif rule is not None and point.id in judged:
            yield point, _cases(judged[point.id], audit)
        elif rule is not None or question is not None:
            made.append((point, rule if rule is not None or question is None else as_rule(question)))
    plan = compile_plan([r for _, r in made if r is not None], audit.dataset.schema, audit.readings)
    found = judge(audit.dataset.cases, audit.dataset.events, plan, audit.as_of) if made else []
    for (point, _), outcomes in zip(made, found, strict=True):
        yield point, _cases(outcomes, audit)


def _cases(o: RuleOutcomes, audit: Audit) -> npt.NDArray[np.bool_]:
    """Cases with a unit that is not past the as-of day and to which the rule is not known not to apply."""
    day: Any = np.asarray(o.day).astype("datetime64[D]")
    there = (o.outcome != OUTCOME_CODES["not_applicable"]) & (np.isnat(day) | (day <= np.datetime64(audit.as_of)))
    out = np.zeros(len(audit.dataset.cases), dtype=bool)
    out[o.case[there]] = True
    return out
