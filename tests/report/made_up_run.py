"""Facts of runs that never were: real rules, random numbers that fit together as those of a run do."""

from __future__ import annotations

from datetime import date

from caseaudit.model.outcomes import BREACH_REASONS
from caseaudit.model.tally import Tally
from caseaudit.report.facts import Facts, RuleFacts, ThemeFacts

PERIODS = ("2026Q1", "2026Q2", "2026Q3")
UNKNOWN = ("data_missing", "no_time", "needs_review")


def made_up(book, random, *, advisory=True) -> Facts:
    """A few checks of a few themes, with small and large numbers among each other."""
    law = [r for r in book.rules if r.legal]
    names = sorted({r.theme for r in law})
    picked = random.choice(len(names), int(random.integers(1, 5)), replace=False)
    scale = float(random.choice([1.5, 5, 15, 60]))
    themes = []
    for name in sorted(names[i] for i in picked):
        own = [r for r in law if r.theme == name]
        chosen = random.choice(len(own), min(len(own), int(random.integers(1, 6))), replace=False)
        rules = tuple(_rule(own[i], random, scale, advisory=advisory) for i in sorted(chosen))
        hits = [r.cases_breached for r in rules]
        total = sum((r.binding for r in rules), Tally())
        hit = int(random.integers(max(hits), sum(hits) + 1))
        title = str(book.themes[name].title)
        themes.append(ThemeFacts(name, title, rules, total, hit, _add(r.by_period for r in rules), {}))
    hits = [t.cases_breached for t in themes]
    hit = int(random.integers(max(hits), sum(hits) + 1))
    other = [r for r in book.rules if not r.legal]
    apart = tuple(_rule(r, random, scale, advisory=False) for r in other[:1])
    unfed = [r for r in law if r.theme not in {t.id for t in themes}][:2]
    blind = tuple(_blind(r, int(random.poisson(scale))) for r in unfed)
    blind = tuple(r for r in blind if r.tally.unknown)
    seen = [r.cases_judged for t in themes for r in t.rules] + [r.cases_judged for r in apart]
    return Facts(
        as_of=date(2026, 10, 15),
        first_day=date(2026, 1, 1),
        last_day=date(2026, 9, 30),
        cases=max([hit, *seen]) + int(random.poisson(scale)),
        events=int(random.poisson(40 * scale)),
        cases_with_breach=hit,
        total=sum((x.tally for x in themes), sum((r.binding for r in blind), Tally())),
        themes=tuple(themes),
        local=tuple(r for r in apart if r.rule.local),
        data=tuple(r for r in apart if not r.rule.local),
        idle=(),
        blind=blind,
        periods=PERIODS,
        units=(),
        unit_cases={},
        teams=(),
        team_cases={},
        by_unit={},
        by_period=_add(t.by_period for t in themes),
        certainty={"read": 3, "memory": 2},
        severities={"high": 3},
        rules_run=tuple(r.rule for t in themes for r in t.rules),
    )


def _rule(rule, random, scale, *, advisory) -> RuleFacts:
    size = random.gamma(0.8, scale)
    share = random.beta(4, 1.2)

    def quarter():
        return Tally(*(int(random.poisson(size * x)) for x in (share * 0.9, share * 0.1, 1 - share, 0.05, 0.1)))

    by_period = {p: quarter() for p in PERIODS}
    outside = quarter() if random.random() < 0.5 else Tally()
    binding = sum(by_period.values(), outside)
    only_advisory = rule.legal and all((v.severity or rule.severity) == "advisory" for v in rule.versions)
    tally = binding
    if only_advisory:
        binding, by_period = Tally(), {}
    elif advisory and not rule.of_case and rule.legal and random.random() < 0.2:
        tally = binding + quarter()
    each = rule.of_case
    hit = binding.breached if each else _between(random, -(-binding.breached // 3), binding.breached)
    # every case that was judged has a unit that was good, or one that was broken
    most = tally.judged - binding.breached
    seen = tally.judged if each else hit + _between(random, int(most > 0 and not hit), most)
    reasons = {("breached", k): n for k, n in _split(random, tally.breached, BREACH_REASONS).items()}
    reasons |= {("unknown", k): n for k, n in _split(random, tally.unknown, UNKNOWN).items()}
    told = {p: t for p, t in by_period.items() if t.asked}
    return RuleFacts(
        rule,
        tally,
        binding,
        reasons,
        seen,
        hit,
        told,
        {},
        {},
        (3, 40) if tally.breached else None,
        tuple(rule.versions),
    )


def _blind(rule, n) -> RuleFacts:
    """A check that the export cannot feed: nothing of it could be assessed."""
    tally = Tally(unknown=n)
    return RuleFacts(
        rule, tally, tally, {("unknown", "data_missing"): n}, 0, 0, {}, {}, {}, None, tuple(rule.versions), ("plan",)
    )


def _between(random, low, high):
    return int(random.integers(low, max(low, high) + 1))


def _split(random, n, names):
    parts = random.multinomial(n, random.dirichlet([0.5] * len(names)))
    return {k: int(x) for k, x in zip(names, parts, strict=True) if x}


def _add(parts):
    out = {}
    for part in parts:
        for name, tally in part.items():
            out[name] = out.get(name, Tally()) + tally
    return {p: out[p] for p in PERIODS if p in out}
