"""Two sets of rules, or the law of two days, compared rule by rule. Looks at rules only, never at a case.

A side with a day holds the rules in force on that day, each with the one version that covers it; the same comparison
then tells which rule is judged by another version, and which is in force on one of the days only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from caseaudit import law
from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, cite
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.rules.differences import differences
from caseaudit.rules.language import Rule, Version
from caseaudit.rules.prose import describe, where_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from caseaudit.law import Act

CONDITIONS = ("when", "require", "unless", "incomplete_if")
IN_USE, SHIPPED = "in_use", "shipped"
"""Names of two sides that are no folder: the rules in use on this command line, and those that come with caseaudit."""
TEXTS = ("why", "finding", "fix", "limits", "cases", "notes")
LONG = 5
"""The words of a condition cut a list that is longer than about this."""
Status = Literal["added", "removed", "changed", "texts", "same"]


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what the user called it, its rules in order, and the day whose law it stands for."""

    name: str
    rules: tuple[Rule, ...]
    on: date | None = None
    acts: Mapping[str, Act] = field(default_factory=dict)

    @property
    def in_force(self) -> dict[str, Rule]:
        """The rules by id; with a day those in force, each with the version of that day only."""
        found = ((r.id, r if self.on is None else on_day(r, self.on, self.acts)) for r in self.rules)
        return {name: rule for name, rule in found if rule is not None}

    @property
    def judging(self) -> dict[str, Rule]:
        """The rules to judge by; with a day every unit is judged by the version of that day, whatever its own date."""
        return {n: r if self.on is None else for_all_days(r) for n, r in self.in_force.items()}


def on_day(rule: Rule, day: date, acts: Mapping[str, Act]) -> Rule | None:
    """The rule with only the version that covers the day, cited by the numbers of that day; None where no version does."""
    covering = tuple(_cited_on(v, day, acts) for v in rule.versions if v.covers(day))
    return rule.model_copy(update={"versions": covering}) if covering else None


def _cited_on(version: Version, day: date, acts: Mapping[str, Act]) -> Version:
    numbers = ((c, law.on_day(c.cite, day, acts)) for c in version.law)
    cited = tuple(c.model_copy(update={"cite": number}) for c, number in numbers if number is not None)
    return version.model_copy(update={"law": cited})


def for_all_days(rule: Rule) -> Rule:
    """The rule with its one version in force on every day."""
    (version,) = rule.versions
    return rule.model_copy(update={"versions": (version.model_copy(update={"from_": None, "until": None}),)})


@dataclass(frozen=True)
class Change:
    """One part that differs, before and after in words. `details` say what the words leave out."""

    part: str
    before: str
    after: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionChange:
    """A version on each side, None where it stands on one only. `texts`: the text parts that differ."""

    before: Version | None
    after: Version | None
    changes: tuple[Change, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleChange:
    """A rule on each side, and what differs."""

    before: Rule | None
    after: Rule | None
    changes: tuple[Change, ...] = ()
    versions: tuple[VersionChange, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule as it stands after, else before."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def status(self) -> Status:
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        if self.changes or any(v.changes or v.before is None or v.after is None for v in self.versions):
            return "changed"
        return "texts" if self.texts else "same"


@dataclass(frozen=True)
class Comparison:
    """All rules of both sides. `idle`: rules that exist, but are in force on neither of two days."""

    before: Side
    after: Side
    rules: tuple[RuleChange, ...]
    idle: tuple[str, ...] = field(default=())

    @property
    def of_days(self) -> bool:
        return self.before.on is not None and self.after.on is not None

    @property
    def same_rules(self) -> bool:
        return self.before.name == self.after.name

    def of(self, *status: Status) -> list[RuleChange]:
        """The rules with one of these answers."""
        return [r for r in self.rules if r.status in status]


def compare(before: Side, after: Side, only: Sequence[str] = ()) -> Comparison:
    """Compare two sides, in the order of the later one; `only`: ids of the rules to compare, empty for all."""
    a, b = before.in_force, after.in_force
    every = dict.fromkeys(r.id for side in (after, before) for r in side.rules if not only or r.id in only)
    dated = before.on is not None and after.on is not None
    found = tuple(compare_rules(a.get(i), b.get(i), dated=dated) for i in every if i in a or i in b)
    return Comparison(before, after, found, tuple(i for i in every if i not in a and i not in b))


def compare_rules(a: Rule | None, b: Rule | None, *, dated: bool = False) -> RuleChange:
    """Compare one rule. `dated`: each holds the version of a day, and its period is no difference."""
    if a is None or b is None:
        return RuleChange(a, b)
    changes = []
    for part, keys, words in PARTS:
        if any(getattr(a, k) != getattr(b, k) for k in keys):
            before, after = words(a), words(b)
            details = differences(a.first, b.first) if before == after else ()
            changes.append(Change(part, before, after, details))
    versions = tuple(_versions(a, b, dated=dated))
    texts = [t for t in TEXTS if getattr(a, t, None) != getattr(b, t, None)]
    texts += [t for v in versions for t in v.texts if t not in texts]
    return RuleChange(a, b, tuple(changes), versions, tuple(texts))


def _about(rule: Rule) -> str:
    names = [str(Text("sagen", "the case")) if t == "case" else str(EVENT_TYPES[t].label) for t in rule.about]
    first = f" ({EVENT_TYPES[rule.first.event].label}{where_text(rule.first.where)})" if rule.first else ""
    return ", ".join(names) + first


_JUDGES = {
    "law": Text("loven", "the law"),
    "local_standard": Text("en lokal standard", "a local standard"),
    "data_quality": Text("datakvaliteten", "data quality"),
}
_AUTOMATION = {
    "full": Text("udtrækket kan afgøre reglen", "the export can decide the rule"),
    "may_over_report": Text("kan melde for mange brud", "may report too many breaches"),
    "may_under_report": Text("kan overse brud", "may miss breaches"),
}
PARTS: tuple[tuple[str, tuple[str, ...], Callable[[Rule], str]], ...] = (
    ("title", ("title",), lambda r: str(r.title)),
    ("severity", ("severity",), lambda r: str(SEVERITIES[r.severity])),
    ("judges", ("judges",), lambda r: str(_JUDGES[r.judges])),
    ("about", ("about", "first"), _about),
    ("theme", ("theme",), lambda r: r.theme),
    ("step", ("step",), lambda r: r.step),
    ("law_rows", ("law_rows",), lambda r: ", ".join(r.law_rows)),
    ("answers", ("answers",), lambda r: ", ".join(r.answers)),
    ("automation", ("automation",), lambda r: str(_AUTOMATION[r.automation])),
)
"""What a rule says of itself beside its versions and texts: the part, the keys behind it, and its words."""


def _versions(a: Rule, b: Rule, *, dated: bool) -> Iterator[VersionChange]:
    """Pair the versions: the same period first, then the same beginning, the same end, and any day in common."""
    left, right = list(a.versions), list(b.versions)
    pairs: list[tuple[Version, Version]] = []
    for alike in _ALIKE:
        for x in list(left):
            match = next((y for y in right if dated or alike(x, y)), None)
            if match is not None:
                pairs.append((x, match))
                left.remove(x)
                right.remove(match)
    both = [_compare_versions(a, b, x, y, dated=dated) for x, y in pairs]
    every = [*both, *(VersionChange(x, None) for x in left), *(VersionChange(None, y) for y in right)]
    yield from sorted(every, key=_start)


def _start(change: VersionChange) -> str:
    version = change.after or change.before
    return version.from_.isoformat() if version and version.from_ else ""


def _overlap(x: Version, y: Version) -> bool:
    starts = [d for d in (x.from_, y.from_) if d]
    return not starts or (x.covers(max(starts)) and y.covers(max(starts)))


_ALIKE: tuple[Callable[[Version, Version], bool], ...] = (
    lambda x, y: period(x) == period(y),
    lambda x, y: x.from_ == y.from_,
    lambda x, y: x.until == y.until,
    _overlap,
)


def _compare_versions(a: Rule, b: Rule, x: Version, y: Version, *, dated: bool) -> VersionChange:
    changes = []
    if not dated and period(x) != period(y):
        changes.append(Change("period", period(x), period(y)))
    grave = [v.severity or r.severity for r, v in ((a, x), (b, y))]
    if x.severity != y.severity and grave[0] != grave[1]:
        changes.append(Change("severity", str(SEVERITIES[grave[0]]), str(SEVERITIES[grave[1]])))
    if (change := _law(x, y)) is not None:
        changes.append(change)
    if x.law_rows != y.law_rows:
        changes.append(Change("law_rows", ", ".join(x.law_rows), ", ".join(y.law_rows)))
    if x.soft != y.soft:
        changes.append(Change("soft", soft_words(x), soft_words(y)))
    for name in CONDITIONS:
        before, after = getattr(x, name), getattr(y, name)
        if before != after:
            words = condition_words(x, name), condition_words(y, name)
            changes.append(Change(name, *words, _left_out(before, after, *words)))
    notes = [(c.cite, c.note) for c in x.law] != [(c.cite, c.note) for c in y.law]
    only_notes = notes and [c.cite for c in x.law] == [c.cite for c in y.law]
    return VersionChange(x, y, tuple(changes), ("notes",) if only_notes else ())


def period(v: Version) -> str:
    """`01-01-2024..`, open where no limit is known."""
    return "..".join(show(d) if d else "" for d in (v.from_, v.until))


def law_words(v: Version) -> str:
    """The provisions of a version."""
    return "; ".join(cite(c.cite) for c in v.law)


def condition_words(v: Version, name: str) -> str:
    """One condition of a version in words; nothing where it has none."""
    condition = getattr(v, name)
    return describe(condition) if condition is not None else ""


def soft_words(v: Version) -> str:
    """What a version makes of a step that is not documented."""
    return str(
        Text("ses efter i sagen", "to be looked up in the case")
        if v.soft
        else Text("meldes som brud", "reported as a breach")
    )


def _law(x: Version, y: Version) -> Change | None:
    sure = [{c.cite: c.confidence for c in v.law} for v in (x, y)]
    details = tuple(
        f"{cite(c)}: {CONFIDENCE[sure[0][c]]} -> {CONFIDENCE[sure[1][c]]}"
        for c in sure[0]
        if c in sure[1] and sure[0][c] != sure[1][c]
    )
    same = list(sure[0]) == list(sure[1])
    return None if same and not details else Change("law", law_words(x), law_words(y), details)


def _left_out(a: object, b: object, before: str, after: str) -> tuple[str, ...]:
    """The differences that the words do not show: where they are the same, and in lists that the words cut short."""
    if not before or not after:
        return ()
    return differences(a, b, longer_than=0 if before == after else LONG)
