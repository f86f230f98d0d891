"""What answers each duty of the law and each audit question: rules, review questions, or the reason that nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseaudit.rules.catalogue import Asked, Catalogue, Heading, Kind, Outside, Row
    from caseaudit.rules.language import Rule
    from caseaudit.rules.questions import Question

How = Literal["rule", "question", "local", "outside", "missing"]
HOW: tuple[How, ...] = ("rule", "question", "local", "outside", "missing")


@dataclass(frozen=True)
class Answer:
    """One duty or question of the catalogue, and the ids of what answers it."""

    kind: Kind
    item: Row | Asked
    heading: Heading
    rules: tuple[str, ...]
    questions: tuple[str, ...]
    outside: Outside | None

    @property
    def how(self) -> How:
        """The surest way that it is answered: by a rule before a person, by a person before not at all."""
        if self.rules:
            return "rule"
        if self.questions:
            return "question"
        if self.outside is None:
            return "missing"
        return "local" if self.outside.example else "outside"


def answered(catalogue: Catalogue, rules: Iterable[Rule], questions: Iterable[Question]) -> tuple[Answer, ...]:
    """Every duty and then every audit question, in the order of the catalogue."""
    rules, questions = tuple(rules), tuple(questions)
    rows = (
        Answer(
            "law_row",
            row,
            catalogue.chapters[row.chapter],
            tuple(r.id for r in rules if row.id in r.law_rows),
            tuple(q.id for q in questions if row.id in q.law_rows),
            catalogue.outside.get(("law_row", row.id)),
        )
        for row in catalogue.rows.values()
    )
    asked = (
        Answer(
            "question",
            item,
            catalogue.groups[item.group],
            tuple(r.id for r in rules if item.id in r.answers),
            tuple(q.id for q in questions if item.id in q.answers),
            catalogue.outside.get(("question", item.id)),
        )
        for item in catalogue.questions.values()
    )
    return (*rows, *asked)


def totals(answers: Iterable[Answer]) -> dict[How, int]:
    """How many are answered each way; the sum is all of them."""
    answers = tuple(answers)
    return {how: sum(a.how == how for a in answers) for how in HOW}
