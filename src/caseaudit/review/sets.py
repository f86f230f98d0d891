"""Review sets: named lists of control points in `reviews.yaml`, ours and those of a municipality's own rule folders.

The same file words the duties of rules as questions to a reader, where a rule's own title does not turn into one by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, model_validator

from caseaudit import yamlfile
from caseaudit.errors import Problem, UsageError
from caseaudit.resources import data_dir
from caseaudit.rules.catalogue import parse
from caseaudit.rules.faults import did_you_mean
from caseaudit.rules.language import RULE_ID
from caseaudit.rules.refused import Refused
from caseaudit.rules.terms import Both, Flag, Model, as_tuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from caseaudit.yamlfile import KeyPath, YamlDoc

FILE = "reviews.yaml"
DEFAULT = "core"
Names = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


class ReviewSet(Model):
    """A named set of points: `points` in the order of the form, then those of `themes`; `everything`: every point."""

    id: Annotated[str, Field(pattern=RULE_ID.pattern.replace(r"\Z", "$"))]
    title: Both
    purpose: Both
    points: Names = ()
    themes: Names = ()
    everything: Flag = False

    @model_validator(mode="after")
    def _holds_points(self) -> ReviewSet:
        if not (self.points or self.themes or self.everything):
            raise Refused("review_set_empty", "id", value=self.id)
        return self


class Worded(Model):
    """How the duty of one rule is put to a reader: the question, and what counts. What is left out is made from the rule."""

    rule: str
    question: Both | None = None
    guidance: Both | None = None


class _File(Model):
    sets: tuple[ReviewSet, ...] = ()
    wording: tuple[Worded, ...] = ()


@dataclass(frozen=True)
class ReviewSets:
    """All sets by id, ours first, and the wording of rules by rule id."""

    sets: dict[str, ReviewSet]
    wording: dict[str, Worded]

    def get(self, name: str) -> ReviewSet:
        """Return a set. Raises `UsageError` with the nearest name."""
        if name not in self.sets:
            values = {"set": name, "known": ", ".join(self.sets), "hint": did_you_mean(name, self.sets)}
            raise UsageError(Problem("review_set_unknown", values=values))
        return self.sets[name]


def load_sets(
    rules: Collection[str], questions: Collection[str], themes: Collection[str], extra: Sequence[Path] = ()
) -> ReviewSets:
    """Read our sets, then those of each folder in `extra`; one with the same id replaces ours.

    `rules`, `questions` and `themes` are the ids that a set may name. Raises `UsageError` with every problem.
    """
    problems: list[Problem] = []
    sets: dict[str, ReviewSet] = {}
    wording: dict[str, Worded] = {}
    for folder in (data_dir("rules"), *extra):
        path = folder / FILE
        if not path.is_file():
            continue
        try:
            doc = yamlfile.load(path)
            content = parse(_File, doc.data if doc.data is not None else {}, doc)
        except UsageError as e:
            problems += e.problems
            continue
        problems += _check(content, doc, rules, questions, themes)
        sets |= {s.id: s for s in content.sets}
        wording |= {w.rule: w for w in content.wording}
    if problems:
        raise UsageError(problems)
    return ReviewSets(sets, wording)


def _check(
    content: _File, doc: YamlDoc, rules: Collection[str], questions: Collection[str], themes: Collection[str]
) -> Iterator[Problem]:
    known = [*rules, *questions]
    yield from _twice([s.id for s in content.sets], "sets", "id", doc)
    yield from _twice([w.rule for w in content.wording], "wording", "rule", doc)
    for i, found in enumerate(content.sets):
        yield from _twice(found.points, "sets", i, doc)
        for j, name in enumerate(found.points):
            if name not in known:
                yield _unknown("review_point_unknown", name, known, doc, ("sets", i, "points", j))
        for j, name in enumerate(found.themes):
            if name not in themes:
                values = {"theme": name, "hint": did_you_mean(name, themes)}
                yield Problem("rule_theme_unknown", doc.place(("sets", i, "themes", j)), values)
    for i, worded in enumerate(content.wording):
        if worded.rule not in rules:
            yield _unknown("review_point_unknown", worded.rule, rules, doc, ("wording", i, "rule"))


def _unknown(code: str, name: str, known: Collection[str], doc: YamlDoc, at: KeyPath) -> Problem:
    return Problem(code, doc.place(at), {"point": name, "hint": did_you_mean(name, known)})


def _twice(names: Sequence[str], key: str, at: str | int, doc: YamlDoc) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            path: KeyPath = (key, i, at) if isinstance(at, str) else (key, at, "points", i)
            yield Problem("review_twice", doc.place(path), {"id": name})
        seen.add(name)
