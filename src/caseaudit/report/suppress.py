"""What of a run's numbers a committee report may print: facts in which every number that must not be known is withheld.

`for_committee(facts, min_cell)` gives facts of the same shape, to be composed like any others; `seal(report)` (see `hidden`)
then sets the mark. What a committee is never shown (units, teams, single overruns, cases by grouping) is taken out here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from caseaudit.model.tally import Tally
from caseaudit.report.hidden import UNTOLD, withheld
from caseaudit.report.protection import AtMost, Numbers, Sum, protect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from caseaudit.report.facts import Facts, RuleFacts, ThemeFacts
    from caseaudit.report.protection import Key

PRINTED = ("good", "excused", "breached", "judged", "pending", "unknown")
BY_PERIOD = ("good", "breached", "judged")
ALL_BY_PERIOD = (*BY_PERIOD, "unknown")
"""Of a quarter; what could not be assessed is told for the whole only."""
UNITS_PER_CASE = 1000


@dataclass(frozen=True)
class SeenTally(Tally):
    """A tally that may be printed. `good` and `judged` stand by themselves: they may be told where their parts are not."""

    seen_good: int = 0
    seen_judged: int = 0

    @property
    def good(self) -> int:
        return self.seen_good

    @property
    def judged(self) -> int:
        return self.seen_judged

    @property
    def rate(self) -> float | None:
        if withheld(self.good) or withheld(self.judged) or not self.judged:
            return None
        return self.good / self.judged

    def __add__(self, other: Tally) -> Tally:
        added = super().__add__(other)
        own = {f.name: getattr(added, f.name) for f in fields(Tally)}
        return SeenTally(**own, seen_good=self.good + other.good, seen_judged=self.judged + other.judged)


def for_committee(facts: Facts, min_cell: int = 5) -> Facts:
    """The facts with all small numbers withheld, and with them what would give one away."""
    numbers = numbers_of(facts)
    hidden = protect(numbers, min_cell)
    return _shown(facts, lambda key: UNTOLD if key in hidden else numbers.values[key])


def numbers_of(facts: Facts) -> Numbers:
    """Every number that a committee report may print, and how they are bound together."""
    return _Gathering(facts).numbers()


class _Gathering:
    """Keys: `(scope, measure)` and `(scope, period, measure)`; a scope is `total`, `("theme", id)` or `("rule", id)`."""

    def __init__(self, facts: Facts) -> None:
        self.values: dict[Key, int] = {}
        self.sums: list[Sum] = []
        self.at_most: list[AtMost] = []
        self.unprinted: set[Key] = set()
        self._run(facts)

    def numbers(self) -> Numbers:
        return Numbers(self.values, tuple(self.sums), tuple(self.at_most), frozenset(self.unprinted), _weight)

    def _run(self, facts: Facts) -> None:
        themes = [t for t in facts.themes if t.rules]
        for rule in facts.all_rules:
            self._rule(rule)
        blind = [("bound", r.rule.id) for r in (*facts.blind, *facts.idle) if r.rule.legal]
        for theme in themes:
            scope = ("theme", theme.id)
            self._tally(scope, theme.tally)
            bound = [("bound", r.rule.id) for r in theme.rules]
            self._add_up(scope, bound, PRINTED)
            self._periods(scope, theme.by_period, facts.periods)
            self._add_up_periods(scope, bound, facts.periods)
        self._tally("total", facts.total)
        scopes = [("theme", t.id) for t in themes]
        self._add_up("total", [*scopes, *blind], PRINTED)
        self._periods("total", facts.by_period, facts.periods)
        self._add_up_periods("total", scopes, facts.periods)
        self._cases(facts, themes)

    def _tally(self, scope: Key, tally: Tally, *, printed: bool = True) -> None:
        for m in (*PRINTED, "met"):
            self.values[scope, m] = getattr(tally, m)
            if m == "met" or not printed:
                self.unprinted.add((scope, m))
        self.sums.append(Sum((scope, "good"), ((scope, "met"), (scope, "excused"))))
        self.sums.append(Sum((scope, "judged"), ((scope, "good"), (scope, "breached"))))

    def _rule(self, r: RuleFacts) -> None:
        """The rule's own row, and beside it what of it binds: the two differ by what is only advisory."""
        scope, bound = ("rule", r.rule.id), ("bound", r.rule.id)
        self._tally(scope, r.tally)
        self._tally(bound, r.binding, printed=False)
        for m in PRINTED:
            self._sum((scope, m), [(bound, m)])
        self._periods(bound, r.by_period, tuple(r.by_period))
        for outcome in ("breached", "unknown"):
            parts = [(scope, outcome, reason) for o, reason in r.reasons if o == outcome]
            self.values.update({(scope, *k): n for k, n in r.reasons.items() if k[0] == outcome})
            if parts:
                self._sum((scope, outcome), parts)

    def _periods(self, scope: Key, by_period: Mapping[str, Tally], periods: Sequence[str]) -> None:
        told = [p for p in periods if p in by_period]
        measures = ALL_BY_PERIOD if scope == "total" else BY_PERIOD
        for p in told:
            for m in measures:
                self.values[scope, p, m] = getattr(by_period[p], m)
            self.sums.append(Sum((scope, p, "judged"), ((scope, p, "good"), (scope, p, "breached"))))
        if told:
            for m in measures:
                self._sum((scope, m), [(scope, p, m) for p in told])

    def _add_up(self, whole: Key, parts: Sequence[Key], measures: Iterable[str]) -> None:
        for m in measures:
            self._sum((whole, m), [(p, m) for p in parts if (p, m) in self.values])

    def _add_up_periods(self, whole: Key, parts: Sequence[Key], periods: Sequence[str]) -> None:
        for period in periods:
            for m in BY_PERIOD:
                found = [(p, period, m) for p in parts if (p, period, m) in self.values]
                if (whole, period, m) in self.values and found:
                    self._sum((whole, period, m), found)

    def _sum(self, total: Key, parts: Sequence[Key]) -> tuple[Key, ...]:
        """A sum; what the parts lack of the total is a cell that is never printed but could be worked out. Returns it."""
        rest = self.values[total] - sum(self.values[p] for p in parts)
        if rest < 0:
            raise ValueError(f"{total} is less than its parts")
        left = ((("rest", total, len(self.sums)),)) if rest else ()
        for key in left:
            self.values[key] = rest
            self.unprinted.add(key)
        self.sums.append(Sum(total, (*parts, *left)))
        return left

    def _cases(self, facts: Facts, themes: Sequence[ThemeFacts]) -> None:
        """Cases with a breach, beside the cases without: no more than the breaches, no fewer than in any part."""
        v = self.values
        v["cases"], v["events"], v["hit"] = facts.cases, facts.events, facts.cases_with_breach
        self._sum("cases", ["hit"])
        for t in themes:
            theme = ("hit", "theme", t.id)
            v[theme] = t.cases_breached
            self._hits(theme, "hit", (("theme", t.id), "breached"))
            for r in t.rules:
                self._rule_cases(r, theme, ("bound", r.rule.id))
            self.at_most.append(AtMost(theme, tuple(("hit", "rule", r.rule.id) for r in t.rules)))
        for r in (*facts.local, *facts.data, *facts.idle, *facts.blind):
            self._rule_cases(r, None, ("rule", r.rule.id))
        if themes:
            self._hits("hit", None, ("total", "breached"))
            self.at_most.append(AtMost("hit", tuple(("hit", "theme", t.id) for t in themes)))

    def _rule_cases(self, r: RuleFacts, theme: Key | None, units: Key) -> None:
        """Cases that a rule judged, and those where it was broken; the others have a unit that was good, or advisory."""
        own, seen, scope = ("hit", "rule", r.rule.id), ("seen", "rule", r.rule.id), ("rule", r.rule.id)
        self.values[own], self.values[seen] = r.cases_breached, r.cases_judged
        self._hits(own, theme, (units, "breached"))
        self._hits(seen, "cases", (scope, "judged"))
        for clean in self._sum(seen, [own]):
            weak = tuple(k for k in self.values if k[:2] == ("rest", (scope, "breached")))
            self.at_most.append(AtMost(clean, ((scope, "good"), *weak)))
        if r.rule.of_case:
            self._same(own, (units, "breached"))
            self._same(seen, (scope, "judged"))

    def _hits(self, hit: Key, above: Key | None, units: Key) -> None:
        if above is not None:
            self.at_most.append(AtMost(hit, (above,)))
        self.at_most.append(AtMost(hit, (units,)))
        self.at_most.append(AtMost(units, (hit,), UNITS_PER_CASE))

    def _same(self, one: Key, other: Key) -> None:
        if self.values[one] == self.values[other]:
            self.sums.append(Sum(one, (other,)))


def _weight(key: Key) -> float:
    """What a reader loses: most with the sums of the whole, least with a quarter of one check."""
    scope = key[0] if isinstance(key, tuple) else key
    if scope in {"total", "cases", "hit"} and (scope != "hit" or key == "hit"):
        size = 60.0
    elif scope in {"hit", "seen"}:
        size = 8.0
    else:
        size = {"theme": 12.0}.get(scope[0], 4.0)
    measure = key[-1]
    size *= {"judged": 3.0, "breached": 1.5, "good": 1.0}.get(measure, 0.7)
    return size / 3 if isinstance(key, tuple) and len(key) == 3 and key[0] not in {"hit", "seen"} else size


def _shown(facts: Facts, told: Callable[[Key], int]) -> Facts:
    themes = tuple(
        replace(
            t,
            rules=_shown_rules(t.rules, told),
            tally=_shown_tally(("theme", t.id), told) if t.rules else Tally(),
            cases_breached=told(("hit", "theme", t.id)) if t.rules else 0,
            by_period=_shown_periods(("theme", t.id), t.by_period, facts.periods, told) if t.rules else {},
            by_unit={},
        )
        for t in facts.themes
    )
    return replace(
        facts,
        cases=told("cases"),
        events=told("events"),
        cases_with_breach=told("hit"),
        total=_shown_tally("total", told),
        themes=themes,
        local=_shown_rules(facts.local, told),
        data=_shown_rules(facts.data, told),
        idle=_shown_rules(facts.idle, told),
        blind=_shown_rules(facts.blind, told),
        units=(),
        unit_cases={},
        by_team={},
        teams=(),
        team_cases={},
        by_unit={},
        by_period=_shown_periods("total", facts.by_period, facts.periods, told),
        certainty=dict.fromkeys(facts.certainty, UNTOLD),
        severities=dict.fromkeys(facts.severities, UNTOLD),
    )


def _shown_rules(rules: tuple[RuleFacts, ...], told: Callable[[Key], int]) -> tuple[RuleFacts, ...]:
    return tuple(_shown_rule(r, told) for r in rules)


def _shown_tally(scope: Key, told: Callable[[Key], int]) -> SeenTally:
    of = {m: told((scope, m)) for m in PRINTED}
    met = of["good"] - of["excused"]  # no more than the two tell already
    return SeenTally(met, of["excused"], of["breached"], of["pending"], of["unknown"], UNTOLD, of["good"], of["judged"])


def _shown_periods(
    scope: Key, by_period: Mapping[str, Tally], periods: Sequence[str], told: Callable[[Key], int]
) -> dict[str, Tally]:
    out: dict[str, Tally] = {}
    for p in periods:
        if p in by_period:
            good, breached, judged = (told((scope, p, m)) for m in BY_PERIOD)
            unknown = told((scope, p, "unknown")) if scope == "total" else UNTOLD
            out[p] = SeenTally(UNTOLD, UNTOLD, breached, UNTOLD, unknown, UNTOLD, good, judged)
    return out


def _shown_rule(r: RuleFacts, told: Callable[[Key], int]) -> RuleFacts:
    scope = ("rule", r.rule.id)
    tally = _shown_tally(scope, told)
    binding = tally if r.tally == r.binding else SeenTally(*(UNTOLD,) * 8)
    return replace(
        r,
        tally=tally,
        binding=binding,
        reasons={k: told((scope, *k)) for k in r.reasons},
        cases_judged=told(("seen", "rule", r.rule.id)),
        cases_breached=told(("hit", "rule", r.rule.id)),
        by_period=_shown_periods(("bound", r.rule.id), r.by_period, tuple(r.by_period), told),
        by_unit={},
        by_team={},
        met_by={},
        late=None,
    )
