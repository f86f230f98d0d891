"""How breaches of each rule are counted in a sentence: `I 8 af 14 afgørelser mangler en samtale med barnet ...`.

A clause follows "I 8 af 14 afgørelser" in Danish and "In 8 of 14 decisions" in English. A rule without an entry, such as
a local standard, is told with its title.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseaudit.rules.nouns import NOUNS
from caseaudit.rules.phrases import joined
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.rules.language import Rule


@dataclass(frozen=True)
class Clauses:
    """A rule's unit in one and many, its breaches by reason, and what it may be met by."""

    one: Text | None = None
    many: Text | None = None
    by: Mapping[str, Text] = field(default_factory=dict)
    met_by: Mapping[str, Text] = field(default_factory=dict)


def told(units: tuple[str, str, str, str] | None = None, **by: tuple[str, str]) -> Clauses:
    """`units`: one and many in Danish, one and many in English; then a Danish and an English clause per reason."""
    one, many = (Text(units[0], units[2]), Text(units[1], units[3])) if units else (None, None)
    return Clauses(one, many, {reason: Text(*pair) for reason, pair in by.items()})


GENERIC = {
    "missing": Text("er det krævede ikke dokumenteret", "what is required is not documented"),
    "late": Text("er kravet opfyldt for sent", "the duty was fulfilled late"),
    "incomplete": Text("er det krævede ufuldstændigt", "what is required is incomplete"),
    "wrong_body": Text("er afgørelsen truffet af forkert myndighed", "the decision was made by the wrong body"),
}


def clauses_of(rule: Rule) -> Clauses:
    """The wording of a rule; an empty one where it has none of its own."""
    from caseaudit.report.clauses_case import CLAUSES as OF_CASE
    from caseaudit.report.clauses_later import CLAUSES as OF_LATER
    from caseaudit.report.clauses_placement import CLAUSES as OF_PLACEMENT

    return OF_CASE.get(rule.id) or OF_PLACEMENT.get(rule.id) or OF_LATER.get(rule.id) or Clauses()


def clause(rule: Rule, reason: str) -> str:
    """What is wrong, as a clause after the count."""
    return str(clauses_of(rule).by.get(reason) or GENERIC[reason])


def units_of(rule: Rule, n: int) -> str:
    """`afgørelse` or `afgørelser`; for a rule about the whole case `sag` or `sager`."""
    own = clauses_of(rule)
    if own.one and own.many:
        return str(own.one if n == 1 else own.many)
    return plain_units(rule, n)


def plain_units(rule: Rule, n: int) -> str:
    """The units before it is known whether the duty holds for them: notifications, not only those about abuse."""
    return joined((_noun(t, n) for t in rule.about), either=False)


def _noun(event: str, n: int) -> str:
    if event == "case":
        return str(Text("sag", "case") if n == 1 else Text("sager", "cases"))
    noun = NOUNS[event]
    return str(noun.one).split(" ", 1)[-1] if n == 1 else str(noun.many)


def met_by(rule: Rule, event: str) -> str:
    """What a unit was met by: `en afgørelse om samvær`."""
    return str(clauses_of(rule).met_by.get(event) or NOUNS[event].one)
