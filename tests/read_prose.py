"""Every `X af Y` in the running text of a report must follow from the run's JSON: here is each derivation, with its reason.

Sentences about a theme may only use the numbers of that theme's own checks. Beside the pairs, the numbers that stand alone in
fixed sentences are held against the run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from read_formats import flat
from read_run import percent
from read_wanted import plain

N = r"(\d+)"

OF_A_CHECK = (
    ("overholdt eller lovligt fraveget, af det, der er vurderet", lambda _, r: (r.counts.good, r.counts.judged)),
    ("brud, af det, der er vurderet", lambda _, r: (r.counts.breached, r.counts.judged)),
    ("kan ikke vurderes, af alt, hvor kravet kan gælde", lambda _, r: (r.counts.unknown, r.counts.asked)),
    ("dokumenteret, hvor kun gennemgang kan vise brud", lambda _, r: (r.counts.good, r.counts.asked - r.counts.pending)),
    ("sager med bindende brud, af de sager, kravet er vurderet i", lambda d, r: d.cases_of(r)),
)  # fmt: skip
OF_A_THEME = (
    ("temaets sum: det bindende", lambda d, t: d.pair_of(d.run.of_theme(t, d.blind))),
    ("sager med brud i temaet, af alle sager", lambda d, t: (d.run.cases_breached(d.run.of_theme(t, d.blind)), d.run.cases)),
)  # fmt: skip
OF_THE_RUN = (
    ("al lov: overholdt, af det, der er vurderet", lambda d: [(d.total.good, d.total.judged)]),
    ("sager med mindst ét brud, af alle sager", lambda d: [(d.run.answer["cases_with_breach"], d.run.cases)]),
    ("brud, hvis henvisning ikke er fuldt læst, af alle brud", lambda d: [d.not_read]),
    ("kontrolpunkter uden brud, af dem med mindst fem vurderinger", lambda d: [d.without_breach]),
    ("et kvartal", lambda d: d.by_quarter),
    ("et tema i en enhed, i figuren over enheder", lambda d: d.by_unit),
    (
        "de viste fund, af alle brud eller af brud på kontrolpunktet, i rapporten til et team",
        lambda d: d.findings_shown,
    ),
)


@dataclass
class Told:
    """`pairs`: how many pairs were derived; `alone`: how many numbers in fixed sentences; `faults`: what does not follow."""

    pairs: int = 0
    alone: int = 0
    percents: int = 0
    faults: list[str] = field(default_factory=list)


class Derived:
    """The demands of a run with the sums that the derivations need."""

    def __init__(self, demands):
        self.demands, self.run, self.blind, self.total = demands, demands.run, demands.blind, demands.total
        self.rules_of = {t: [r for r in demands.law if r.theme == t] for t in demands.theme_ids}
        cited = self.run.answer["citations"]
        self.not_read = (sum(n for k, n in cited.items() if k != "read"), sum(cited.values()))
        self.binding = demands.binding
        enough = [r for r in demands.law if self.binding[r.id].judged >= 5]
        self.without_breach = (sum(not self.binding[r.id].breached for r in enough), len(enough))
        fed = self.run.of_law(self.blind)
        self.by_quarter = [self.pair_of(fed[fed["quarter"] == q]) for q in demands.quarters]
        grouped = fed.groupby(["unit", "theme"])
        self.by_unit = [self.pair_of(rows) for _, rows in grouped] if demands.audience != "committee" else []
        self.findings_shown = self._findings() if demands.audience == "team" else []
        self.of_rule = {r.id: {f(self, r) for _, f in OF_A_CHECK} for r in self.run.rules}
        self.of_theme = {t: {f(self, t) for _, f in OF_A_THEME} for t in demands.theme_ids}
        self.of_run = {pair for _, f in OF_THE_RUN for pair in f(self)}

    def pair_of(self, rows):
        c = self.run.count(rows)
        return c.good, c.judged

    def cases_of(self, rule):
        rows = self.run.of_rule(rule)
        return self.run.cases_breached(rows[rows["binding"]]), self.run.cases_judged(rows)

    def _findings(self):
        """A list may be cut: any number that is no more than there are, of exactly those that there are."""
        every = self.run.answer["findings"]
        totals = {len(listed) for listed in (self.run.breaches, every)}
        for listed in (self.run.breaches, every):
            totals |= {sum(f["rule"] == r.id for f in listed) for r in self.run.rules}
        return [(a, n) for n in totals for a in range(n + 1)]

    def allowed(self, theme):
        """The pairs that a section may hold: those of its theme, or of anything where it is about the whole."""
        if theme is None:
            return self.of_run.union(*self.of_rule.values(), *self.of_theme.values())
        return self.of_theme[theme].union(*(self.of_rule[r.id] for r in self.rules_of[theme]))


FIXED = {
    "da": {
        "unknown": rf"{N} vurdering(?:er)? kan ikke afgøres",
        "excused": rf"I {N} af dem er kravet lovligt fraveget",
        "section_only": rf"{N}, hvor kun paragraffen er bekræftet",
        "secondary": rf"{N}, hvor kun en sekundær kilde er læst",
        "measured": rf"mod lov \({N} kontrolpunkt(?:er)?\), lokale standarder \({N}\) og datakvalitet \({N}\)",
        "checks": rf"Her er {N} kontrolpunkt(?:er)? med relevante sager(?:; {N} er vejledende)?",
        "blind": rf"{N} kontrolpunkt(?:er)? kan udtrækket ikke belyse",
        "idle": rf"{N} kontrolpunkt(?:er)? har ingen relevante sager",
        "population": rf"Grundlag: {N} sager og {N} hændelser",
        "notes": rf"Det gælder {N} vurdering",
        "cases": rf"Sager\W+{N}\b",
        "events": rf"Hændelser\W+{N}\b",
        "days": r"Periode\W+(\d\d)-(\d\d)-(\d{4}) til (\d\d)-(\d\d)-(\d{4})",
    },
    "en": {
        "unknown": rf"{N} assessments? cannot be decided",
        "excused": rf"In {N} of them the duty was lawfully excused",
        "section_only": rf"{N} where only the section is confirmed",
        "secondary": rf"{N} where only a secondary source was read",
        "population": rf"{N} cases and {N} events",
        "cases": rf"Cases\W+{N}\b",
        "events": rf"Events\W+{N}\b",
        "days": r"Period\W+(\d{4})-(\d\d)-(\d\d) to (\d{4})-(\d\d)-(\d\d)",
    },
}
OF_ONE_CHECK = {
    "da": (
        (rf"\b[iI] {N} (?!af )", "part"), (rf"\bI yderligere {N} er fristen", "pending"),
        (rf"; {N} er lovligt fraveget", "excused"), (rf"{N} af bruddene er alene vejledende", "weak"),
        (rf"\bde {N} sene", "late"), (rf"typisk {N} dage?, højst {N}", "days"), (rf"Overskridelsen er {N} dag", "days"),
        (rf"{N} overholdt, {N} brud, {N} kan ikke vurderes", "drawn"),
    ),
    "en": (
        (rf"\b[iI]n {N} (?!of |or )", "part"), (rf"\bIn {N} more the time", "pending"), (rf"; {N} lawfully excused", "excused"),
        (rf"{N} of the breaches are only advisory", "weak"), (rf"the {N} late ones", "late"),
        (rf"typically {N} days?, at most {N}", "days"), (rf"The overrun is {N} day", "days"),
        (rf"{N} met, {N} breaches, {N} could not be assessed", "drawn"),
    ),
}  # fmt: skip


def check(doc, demands):
    derived, told = demands.derived or Derived(demands), Told()
    demands.derived = derived  # the same for every format
    titles = {demands.theme(t): t for t in demands.theme_ids}
    for heading, text in doc.sections:
        theme = _theme(heading, titles)
        body = plain(flat(text.replace("-\n", "-").replace("\n", " ")))
        found = _pairs(heading, body, theme, derived, told)
        _percents(heading, body, demands, told)
        if theme is not None:
            _alone(heading, body, theme, derived, told)
            _every_check_is_told(heading, theme, found, derived, told)
    _fixed(plain(flat(doc.prose)), derived, told)
    return told


def _theme(heading, titles):
    found = re.fullmatch(r"(?:(?:Tema|Theme) )?\d+\. (?:(?:Tema|Theme): )?(.+)", heading)
    return titles.get(found[1]) if found else None


def _fault(told, heading, body, match, why):
    around = body[max(0, match.start() - 50) : match.end() + 40]
    told.faults.append(f"{heading or 'front'}: {match[0]!r} {why}, in {around!r}")


def _pairs(heading, body, theme, derived, told):
    allowed, found = derived.allowed(theme), set()
    for m in re.finditer(rf"\b{N} {derived.demands.w['of']} {N}\b(?!-\d)", body):  # not the day of an act
        pair = int(m[1]), int(m[2])
        found.add(pair)
        told.pairs += 1
        if pair not in allowed:
            _fault(told, heading, body, m, "does not follow from the run")
    wholes = {whole for _, whole in allowed}
    for m in re.finditer(rf"{derived.demands.w['hidden']} {derived.demands.w['of']} {N}\b", body):
        if not derived.demands.committee or int(m[1]) not in wholes:
            _fault(told, heading, body, m, "hides a part of a number that the run does not have")
    return found


def _percents(heading, body, demands, told):
    """`39 af 46 (85 %)`, `33 af 40 sager (83 %)`, and in figures `85 % (39 af 46)`: the percent is that of its pair."""
    of, held = demands.w["of"], set()
    for pattern, at in (
        (rf"{N} {of} {N}(?: [a-zæøå]+){{0,6}} \({N} %\)", (1, 2, 3)),
        (rf"{N} % \({N} {of} {N}\)", (2, 3, 1)),
    ):
        for m in re.finditer(pattern, body):
            part, whole, shown = (int(m[n]) for n in at)
            told.percents += 1
            held.add(m.end())
            if percent(part, whole) != shown:
                _fault(told, heading, body, m, f"is not {percent(part, whole)} %")
    for m in re.finditer(r"\(\d+ %\)", body):
        if m.end() not in held:
            _fault(told, heading, body, m, "is a percent of nothing")


def _alone(heading, body, theme, derived, told):
    rules, run = derived.rules_of[theme], derived.run
    demands = derived.demands
    reasons = {r.id: [n for o in ("breached", "unknown") for n in run.reasons(r, o).values()] for r in rules}
    late = {r.id: run.days_late(r) for r in rules}
    may = {
        "part": {n for r in rules for n in (*reasons[r.id], *r.record["met_by"].values(), r.counts.unknown)},
        "pending": {r.counts.pending for r in rules},
        "excused": {r.counts.excused for r in rules},
        "weak": {r.counts.breached - derived.binding[r.id].breached for r in rules},
        "late": {run.reasons(r, "breached").get("late") for r in rules},
        "days": {n for days in late.values() if days for n in (_median(days), days[-1])},
    }
    may["part"] |= may["pending"]
    drawn = {(r.counts.good, r.counts.breached, r.counts.unknown) for r in rules}
    for pattern, kind in OF_ONE_CHECK[demands.lang]:
        for m in re.finditer(pattern, body):
            numbers = tuple(int(x) for x in m.groups())
            told.alone += len(numbers)
            right = numbers in drawn if kind == "drawn" else set(numbers) <= may[kind]
            if not right:
                _fault(told, heading, body, m, "is not a number of a check of the theme")


def _median(days):
    middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
    return int(middle)


def _every_check_is_told(heading, theme, found, derived, told):
    """Outside a committee each check that was judged has its own sentence: so the text was read, all of it."""
    if derived.demands.committee:
        return
    for r in derived.rules_of[theme]:
        if r.counts.judged and not derived.of_rule[r.id] & found:
            told.faults.append(f"{heading}: no sentence tells the numbers of {r.id}")


def _fixed(text, derived, told):
    run, demands = derived.run, derived.demands
    judged = run.kept[run.kept["outcome"].isin(["met", "excused", "breached", "unknown"])]
    bits = {int(((judged["notes"].astype(int) & (1 << b)) > 0).sum()) for b in range(16)}
    cited, days = run.answer["citations"], run.kept["day"].dropna()
    first, last = days.min(), days.max()
    of_themes = {
        (str(len(rules)), str(sum(bool(demands.weak(r)) for r in rules) or None)) for rules in derived.rules_of.values()
    }
    span = [*_day(first), *_day(last)] if demands.lang == "da" else [*_day(first)[::-1], *_day(last)[::-1]]
    judges = [len(demands.law), 0, len(demands.data)]  # that had something to judge; no run here has local standards
    right = {
        "unknown": {(derived.total.unknown,)},
        "excused": {(derived.total.excused,)},
        "section_only": {(cited["section_only"],)},
        "secondary": {(cited["secondary"],)},
        "measured": {tuple(judges)},
        "checks": of_themes,
        "blind": {(len(demands.blind),)},
        "idle": {(len(demands.idle),)},
        "population": {(run.cases, run.events)},
        "notes": {(n,) for n in bits},
        "cases": {(run.cases,)},
        "events": {(run.events,)},
        "days": {tuple(span)},
    }
    for name, pattern in FIXED[demands.lang].items():
        matches = list(re.finditer(pattern, text))
        if name in ("cases", "events"):
            matches = matches[:1]  # of the front page
        for m in matches:
            told.alone += 1
            if tuple(str(x) for x in m.groups()) not in {tuple(str(x) for x in r) for r in right[name]}:
                _fault(told, name, text, m, f"is not {right[name]}")
        if name in ("population", "cases", "events", "days") and not matches:
            told.faults.append(f"{name}: the report does not tell it")


def _day(day):
    return f"{day.day:02}", f"{day.month:02}", f"{day.year}"
