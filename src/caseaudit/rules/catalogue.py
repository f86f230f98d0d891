"""What an audit is to answer: the duties of the law, the questions that auditors ask, and what stands out of scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError

from caseaudit import yamlfile
from caseaudit.errors import Problem, UsageError
from caseaudit.law import Confidence
from caseaudit.resources import data_dir
from caseaudit.rules.faults import faults
from caseaudit.rules.terms import Both, Model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from caseaudit.rules.language import Rule
    from caseaudit.yamlfile import KeyPath, YamlDoc

CATALOGUE = "catalogue.yaml"
OUTSIDE = "out-of-scope.yaml"

Id = Annotated[str, Field(pattern=r"^[A-Z][0-9]+$")]
Kind = Literal["law_row", "question"]
"""The two id spaces: a duty of the law, and a question that auditors ask."""


class Heading(Model):
    """A chapter of duties or a group of questions."""

    id: str
    title: Both


class Row(Model):
    """One duty of the law, and how sure we are of its basis in each act.

    `soft`: the law says "så vidt muligt" or the like. `permission`: may, never a breach. `none`: no duty of the authority.
    """

    id: Id
    chapter: str
    title: Both
    theme: str
    confidence: dict[str, Confidence] = Field(min_length=1)
    force: Literal["duty", "soft", "permission", "none"] = "duty"
    note: Both | None = None


class Asked(Model):
    """One question that published audits ask. A: dates and fields decide, B: recorded by hand, C: a person must judge."""

    id: Id
    group: str
    question: Both
    tags: tuple[Literal["A", "B", "C"], ...] = Field(min_length=1)
    result: Both | None = None


class Outside(Model):
    """A duty or question that neither a rule nor a review question answers, and why.

    `example`: a folder of local standards that shows how a municipality answers it with a rule of its own.
    """

    id: Id
    kind: Kind
    reason: Both
    example: str | None = None


class Content(Model):
    """The file `catalogue.yaml`."""

    chapters: tuple[Heading, ...]
    rows: tuple[Row, ...]
    groups: tuple[Heading, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Catalogue:
    """Duties and questions by id, in order, under their headings; what is out of scope by kind and id."""

    chapters: dict[str, Heading]
    rows: dict[str, Row]
    groups: dict[str, Heading]
    questions: dict[str, Asked]
    outside: dict[tuple[Kind, str], Outside]


ModelT = TypeVar("ModelT", bound=Model)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read the catalogue and the list of what is out of scope. Raises `UsageError` with every problem."""
    folder = folder or data_dir("rules")
    doc = yamlfile.load(folder / CATALOGUE)
    content = parse(Content, doc.data, doc)
    aside = yamlfile.load(folder / OUTSIDE)
    if not isinstance(aside.data, list):
        raise UsageError(Problem("rule_not_list", aside.place(), {"key": OUTSIDE}))
    outside = [parse(Outside, item, aside, (i,)) for i, item in enumerate(aside.data)]
    problems = [
        *_twice(doc, "rows", content.rows),
        *_twice(doc, "questions", content.questions),
        *_misplaced(doc, content),
        *_outside(aside, content, outside),
    ]
    if problems:
        raise UsageError(problems)
    return Catalogue(
        {h.id: h for h in content.chapters},
        {r.id: r for r in content.rows},
        {h.id: h for h in content.groups},
        {q.id: q for q in content.questions},
        {(o.kind, o.id): o for o in outside},
    )


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    return load_catalogue()


def unknown_ids(rule: Rule, doc: YamlDoc) -> list[Problem]:
    """Rows and audit questions that a rule names and the catalogue does not hold."""
    catalogue = _shipped()
    out = []
    for i, row in enumerate(rule.law_rows):
        if row not in catalogue.rows:
            out.append(Problem("rule_law_row_unknown", doc.place(("law_rows", i)), {"id": row}))
    for i, answer in enumerate(rule.answers):
        if answer not in catalogue.questions:
            out.append(Problem("rule_answer_unknown", doc.place(("answers", i)), {"id": answer}))
    return out


def parse(model: type[ModelT], data: Any, doc: YamlDoc, at: KeyPath = ()) -> ModelT:
    """Build the model from a part of a file. Raises `UsageError` with every problem, each with its line."""
    if not isinstance(data, dict):
        raise UsageError(Problem("rule_not_mapping", doc.place(at), {"key": doc.name}))
    try:
        return model.model_validate(data)
    except ValidationError as e:
        raise UsageError(faults(_part(doc, data, at), e, model=model)) from None


def _part(doc: YamlDoc, data: Any, at: KeyPath) -> YamlDoc:
    """The document as seen from `at`, so that a path inside that part finds its line."""
    lines = {path[len(at) :]: line for path, line in doc.lines.items() if path[: len(at)] == at}
    return yamlfile.YamlDoc(doc.name, data, lines)


def _twice(doc: YamlDoc, key: str, items: Iterable[Row | Asked]) -> list[Problem]:
    seen: set[str] = set()
    out = []
    for i, item in enumerate(items):
        if item.id in seen:
            out.append(Problem("catalogue_twice", doc.place((key, i)), {"id": item.id}))
        seen.add(item.id)
    return out


def _misplaced(doc: YamlDoc, content: Content) -> list[Problem]:
    chapters, groups = {h.id for h in content.chapters}, {h.id for h in content.groups}
    wrong = [("rows", i, r.chapter) for i, r in enumerate(content.rows) if r.chapter not in chapters]
    wrong += [("questions", i, q.group) for i, q in enumerate(content.questions) if q.group not in groups]
    return [Problem("catalogue_heading_unknown", doc.place((key, i)), {"id": name}) for key, i, name in wrong]


def _outside(doc: YamlDoc, content: Content, outside: list[Outside]) -> list[Problem]:
    known = {("law_row", r.id) for r in content.rows} | {("question", q.id) for q in content.questions}
    seen: set[tuple[str, str]] = set()
    out = []
    for i, item in enumerate(outside):
        key = (item.kind, item.id)
        if key not in known:
            code = "rule_law_row_unknown" if item.kind == "law_row" else "rule_answer_unknown"
            out.append(Problem(code, doc.place((i, "id")), {"id": item.id}))
        if key in seen:
            out.append(Problem("catalogue_twice", doc.place((i, "id")), {"id": item.id}))
        seen.add(key)
    return out
