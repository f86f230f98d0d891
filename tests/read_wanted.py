"""The tables that a report of a run must hold, cell by cell, worked out from the run's JSON and kept outcomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from read_run import Counts, percent

WORDS = {
    "da": {
        "of": "af", "hidden": "skjult", "advisory": " (vejledende)", "total": "I alt", "sum": ", i alt", "sep": ".",
        "theme": "Tema", "check": "Kontrolpunkt", "quarter": "Kvartal", "unit": "Enhed", "team": "Team", "cases": "Sager",
        "out": " (ud af)", "unfed": "Krav, som udtrækket ikke kan belyse (bilag C)", "all": "Alle temaer",
        "by_quarter": "{q}. kvartal {y}", "short": "{q}. kv. {yy}", "quarters": "Alle kvartaler", "unit_theme": "Enhed og tema",
        "tally": ["Overholdt", "Procent", "Heraf lovligt fraveget", "Brud", "Afventer", "Kan ikke vurderes"],
        "law": "Sager med brud", "data": ("I orden", "Fejl", "Sager med fejl"), "pending": "Afventer frist",
        "not_applicable": "Ikke relevant", "lacks": "Det mangler udtrækket",
        "reasons": {"data_missing": "Data mangler", "no_time": "Klokkeslæt mangler", "unsettled_law": "Uafklaret ret",
                    "transitional": "Overgang mellem love", "needs_review": "Kræver gennemgang"},
        "rows": ["Tabel", "Rækker ind", "Brugt", "Sat til side", "Grund"], "faults": ["Fund i data", "Antal"],
        "captions": {
            "themes": "Lovoverholdelse på temaer", "trend": "Tallene bag figuren", "checks": "{t}: kontrolpunkter",
            "data": "Datakvalitet i registreringerne: kontrolpunkter", "units": "Lovoverholdelse efter enhed",
            "teams": "Lovoverholdelse efter team", "unit_themes": "Temaer efter enhed",
            "matrix": "Lovoverholdelsesprocenter efter kvartal", "unknown": "Uden for procenten, efter grund",
            "blind": "Kontrolpunkter, som udtrækket ikke kan belyse", "idle": "Kontrolpunkter uden relevante sager",
            "rows": "Rækkeregnskab", "faults": "Fejl og mangler i udtrækket", "all_checks": "Regler",
        },
        "no_counts": {"Ord i rapporten", "Uafklaret ret", "Kontrolpunkter og lovgrundlag"},
        "findings": {"Fund", "Kan ikke vurderes"}, "elsewhere": "på arket »Lovoverholdelsesprocenter«",
    },
    "en": {
        "of": "of", "hidden": "hidden", "advisory": " (advisory)", "total": "Total", "sum": ", total", "sep": ",",
        "theme": "Theme", "check": "Check", "quarter": "Quarter", "unit": "Unit", "team": "Team", "cases": "Cases",
        "out": " (out of)", "unfed": "Duties the export cannot feed (appendix C)", "all": "All themes",
        "by_quarter": "{y} Q{q}", "short": "Q{q} {yy}", "quarters": "All quarters", "unit_theme": "Unit and theme",
        "tally": ["Met", "Percent", "Of which lawfully excused", "Breaches", "Pending", "Could not be assessed"],
        "law": "Cases with a breach", "data": ("In order", "Faults", "Cases with a fault"), "pending": "Deadline ahead",
        "not_applicable": "Not applicable", "lacks": "What the export lacks",
        "reasons": {"data_missing": "Data missing", "no_time": "No clock time", "unsettled_law": "Unsettled law",
                    "transitional": "Between two laws", "needs_review": "Needs review"},
        "rows": ["Table", "Rows in", "Used", "Set aside", "Reason"], "faults": ["Fault in the data", "Number"],
        "captions": {
            "themes": "Compliance by theme", "trend": "The numbers behind the figure", "checks": "{t}: checks",
            "data": "Data quality of the records: checks", "units": "Compliance by unit",
            "teams": "Compliance by team", "unit_themes": "Themes by unit",
            "matrix": "Compliance rates by quarter", "unknown": "Outside the percent, by reason",
            "blind": "Checks the export cannot feed", "idle": "Checks without relevant cases",
            "rows": "Row accounting", "faults": "Faults in the export", "all_checks": "Rules",
        },
        "no_counts": {"Terms of the report", "Unsettled law", "Checks and law"},
        "findings": {"Findings", "Could not be assessed"}, "elsewhere": "on the sheet “Compliance rates”",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """`kind`: count, pair, percent, rate or text. `texts`: how it may stand, thousands marks aside."""

    kind: str
    texts: tuple[str, ...]


@dataclass
class Line:
    labels: tuple[str, ...]
    cells: list[Cell]
    group: str = ""
    optional: bool = False
    detail: bool = False


@dataclass
class Wanted:
    """`may_lack`: a committee may be told none of it. `may_shorten`: a page may leave out detail, and must say where it is.

    `as_list`: names without counts, which may stand as a list in the text.
    """

    caption: str
    head: list[str]
    lines: list[Line] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    by_group: bool = False
    may_lack: bool = False
    may_shorten: bool = False
    as_list: bool = False


class Demands:
    """`blind`: rules that the report says the export cannot feed; each must be unknown in every unit it asks about."""

    def __init__(self, run, lang="da", audience="management", blind=()):
        self.run, self.w, self.lang, self.blind = run, WORDS[lang], lang, set(blind)
        self.derived = None  # kept here by those who read the text
        self.audience, self.committee = audience, audience == "committee"
        for rule_id in self.blind:
            counts = run.rule(rule_id).counts
            assert counts.unknown == counts.asked > 0, f"{rule_id} is told as one that cannot be fed, but was judged"
        told = [r for r in run.rules if r.counts.asked and r.id not in self.blind]
        self.law = [r for r in told if r.legal]
        self.data = [r for r in told if r.judges == "data_quality"]
        self.idle = [r for r in run.rules if not r.counts.asked]
        self.theme_ids = [t for t in run.themes if any(r.theme == t for r in self.law)]
        self.binding = {r.id: run.count(run.of_rule(r, binding=True)) for r in run.rules}
        fed = run.of_law(self.blind)
        asked = fed[fed["outcome"] != "not_applicable"]
        self.quarters = [q for q in run.quarters if (asked["quarter"] == q).any()]

    def title(self, rule):
        return rule.title[self.lang]

    def theme(self, theme_id):
        return self.run.themes[theme_id][self.lang]

    # cells

    def n(self, number):
        return str(number)

    def hidden(self, *texts):
        return (*texts, self.w["hidden"]) if self.committee else texts

    def count(self, n):
        return Cell("count", self.hidden(self.n(n) if n else "-"))

    def pair(self, part, whole):
        if not whole:
            return Cell("pair", self.hidden("-"))
        texts = self.hidden(f"{self.n(part)} {self.w['of']} {self.n(whole)}")
        return Cell("pair", (*texts, f"{self.w['hidden']} {self.w['of']} {self.n(whole)}") if self.committee else texts)

    def percent(self, counts, *, told=True):
        value = percent(counts.good, counts.judged) if told else None
        return Cell("percent", self.hidden("-" if value is None else f"{value} %"))

    def rate(self, counts):
        """A cell of appendix A: `76 % (13 af 17)`."""
        pair, value = self.pair(counts.good, counts.judged), percent(counts.good, counts.judged)
        if value is None:
            return Cell("rate", pair.texts)
        return Cell("rate", (f"{value} % ({pair.texts[0]})", *pair.texts[1:]))

    def tally(self, c, *, told=True):
        rest = [self.count(n) for n in (c.excused, c.breached, c.pending, c.unknown)]
        return [self.pair(c.good, c.judged), self.percent(c, told=told), *rest]

    def weak(self, rule):
        """Whether nothing binds of what was judged."""
        return rule.legal and (rule.all_advisory or (rule.counts.judged and not self.binding[rule.id].judged))

    def label(self, rule):
        """The title; marked where nothing that was judged binds."""
        marked = self.title(rule) + self.w["advisory"]
        return (marked,) if self.weak(rule) else (self.title(rule),)

    # tables

    @cached_property
    def tables(self):
        return list(self._tables())

    def _tables(self):
        yield self.themes()
        if (trend := self.trend()) is not None:
            yield trend
        for t in self.theme_ids:
            yield self.checks(t)
        if self.data:
            fine, broken, cases = self.w["data"]
            head = [self.w["check"], fine, *self.w["tally"][1:3], broken, *self.w["tally"][4:], cases]
            yield Wanted(self.w["captions"]["data"], head, [self.check(r) for r in self.data])
        yield self.matrix()
        yield from self.outside()
        if not self.committee:
            yield from self.groups()
            yield from self.accounts()

    def themes(self):
        run, w = self.run, self.w
        head = [w["theme"], *w["tally"], w["law"]]
        lines = []
        for t in self.theme_ids:
            rows = run.of_theme(t, self.blind)
            lines.append(Line((self.theme(t),), [*self.tally(run.count(rows)), self.count(run.cases_breached(rows))]))
        unfed = sum(self.binding[r].unknown for r in self.blind if run.rule(r).legal)
        if unfed and not self.committee:
            cells = [self.pair(0, 0), self.percent(Counts()), *(self.count(0) for _ in range(3)), self.count(unfed)]
            lines.append(Line((w["unfed"],), [*cells, self.count(0)]))
        lines.append(Line((w["all"],), [*self.tally(self.total), self.count(run.answer["cases_with_breach"])]))
        return Wanted(w["captions"]["themes"], head, lines)

    @property
    def total(self):
        return self.run.count(self.run.of_law())

    def small(self, c):
        """The columns of the table behind a figure."""
        return [self.pair(c.good, c.judged), self.percent(c), self.count(c.breached), self.count(c.unknown)]

    def small_head(self, first):
        return [first, *(self.w["tally"][n] for n in (0, 1, 3, 5))]

    def quarter_name(self, q, form):
        return self.w[form].format(q=q % 4 + 1, y=q // 4, yy=q // 4 % 100)

    def trend(self):
        fed = self.run.of_law(self.blind)
        found = {q: self.run.count(fed[fed["quarter"] == q]) for q in self.quarters}
        if sum(percent(c.good, c.judged) is not None for c in found.values()) < 2:
            return None
        lines = [Line((self.quarter_name(q, "by_quarter"),), self.small(c)) for q, c in found.items()]
        head = self.small_head(self.w["quarter"])
        return Wanted(self.w["captions"]["trend"], head, lines, may_lack=self.committee)

    def check(self, r):
        run, rows = self.run, self.run.of_rule(r)
        cases = self.pair(0, 0)
        if r.counts.judged and not self.weak(r):
            cases = self.pair(run.cases_breached(rows[rows["binding"]]), run.cases_judged(rows))
        return Line(self.label(r), [*self.tally(r.counts, told=not r.soft), cases])

    def checks(self, theme_id):
        run, rows = self.run, self.run.of_theme(theme_id, self.blind)
        lines = [self.check(r) for r in self.law if r.theme == theme_id]
        sums = [*self.tally(run.count(rows)), self.count(run.cases_breached(rows))]
        lines.append(Line((self.w["total"],), sums))
        head = [self.w["check"], *self.w["tally"], self.w["law"]]
        return Wanted(self.w["captions"]["checks"].format(t=self.theme(theme_id)), head, lines)

    def all_checks(self):
        """The sheet of the workbook that holds the checks of all themes."""
        head = [self.w["theme"], self.w["check"], *self.w["tally"], self.w["law"]]
        lines = [self.check(r) for r in self.law]
        for line, r in zip(lines, self.law, strict=True):
            line.group = self.theme(r.theme)
        return Wanted(self.w["captions"]["all_checks"], head, lines, by_group=True)

    def rates(self, rows):
        shown = [rows[rows["quarter"] == q] for q in self.quarters]
        every = rows[rows["quarter"].isin(self.quarters)]
        return [self.rate(self.run.count(x)) for x in (*shown, every)]

    def matrix(self):
        head = [self.w["check"], *(self.quarter_name(q, "short") for q in self.quarters), self.w["quarters"]]
        lines = []
        for t in self.theme_ids:
            for r in (r for r in self.law if r.theme == t):
                judged = self.binding[r.id].judged
                if judged or self.committee:
                    cells = self.rates(self.run.of_rule(r, binding=True))
                    lines.append(Line(self.label(r), cells, optional=not judged, detail=True))
            lines.append(Line((self.theme(t) + self.w["sum"],), self.rates(self.run.of_theme(t, self.blind))))
        lines.append(Line((self.w["all"],), self.rates(self.run.of_law(self.blind))))
        groups = tuple(self.theme(t) for t in self.theme_ids)
        return Wanted(self.w["captions"]["matrix"], head, lines, groups, may_shorten=True)

    def outside(self):
        w, told = self.w, [*self.law, *self.data]
        reasons = {r.id: self.run.reasons(r, "unknown") for r in told}
        seen = [x for x in w["reasons"] if any(x in reasons[r.id] for r in told)]
        head = [w["check"], *(w["reasons"][x] for x in seen), w["pending"]]
        lines = []
        for r in told:
            if r.counts.unknown or r.counts.pending:
                cells = [self.count(n) for n in (*(reasons[r.id].get(x, 0) for x in seen), r.counts.pending)]
                if not self.committee:
                    cells.append(self.count(r.counts.not_applicable))
                lines.append(Line(self.label(r), cells))
        if lines:
            tail = [] if self.committee else [w["not_applicable"]]
            yield Wanted(w["captions"]["unknown"], head + tail, lines)
        anything = Cell("text", ())
        if self.blind:
            blind = [self.run.rule(r) for r in sorted(self.blind)]
            lines = [Line((self.title(r),), [anything, self.count(r.counts.unknown)]) for r in blind]
            yield Wanted(w["captions"]["blind"], [w["check"], w["lacks"], w["tally"][5]], lines)
        if self.idle:
            lines = [Line((self.title(r),), [Cell("text", (self.theme(r.theme),))]) for r in self.idle]
            yield Wanted(w["captions"]["idle"], [w["check"], w["theme"]], lines, as_list=True)

    def groups(self):
        run, w, fed = self.run, self.w, self.run.of_law(self.blind)
        asked = fed[fed["outcome"] != "not_applicable"]
        for column, name in (("unit", "units"), ("team", "teams")):
            sizes = run.cases_by(column)
            if len(sizes) > 1:
                found = [g for g in sizes if (asked[column] == g).any()]
                lines = [
                    Line((g,), [self.count(sizes[g]), *self.tally(run.count(fed[fed[column] == g]))]) for g in found
                ]
                yield Wanted(w["captions"][name], [w[column], w["cases"], *w["tally"]], lines)
        units = [u for u in run.cases_by("unit") if (asked["unit"] == u).any()]
        if len(units) > 1:
            lines = []
            for u in units:
                for t in self.theme_ids:
                    rows = fed[(fed["unit"] == u) & (fed["theme"] == t)]
                    c = run.count(rows)
                    if c.asked and run.count(fed[fed["theme"] == t]).judged:
                        lines.append(Line((self.theme(t),), self.small(c), group=u))
            head = self.small_head(w["unit_theme"])
            yield Wanted(w["captions"]["unit_themes"], head, lines, tuple(units), by_group=True)

    def accounts(self):
        w, answer = self.w, self.run.answer
        lines = []
        for a in answer["rows"]:
            aside = sum(a["set_aside"].values())
            name = a["file"] + (f", {a['sheet']}" if a["sheet"] else "")
            cells = [*(self.count(n) for n in (a["rows_in"], a["judged"], aside)), Cell("numbers", self._why(a))]
            lines.append(Line((name,), cells))
        yield Wanted(w["captions"]["rows"], w["rows"], lines)
        kinds = {}
        for fault in answer["data_quality"]:
            where = f" [{fault['column']}]" if fault["column"] else ""
            kinds.setdefault(fault["code"], []).append(fault["message"] + where)
        if kinds:
            for texts in kinds.values():
                assert len(set(texts)) == 1, "the test reads only faults of one kind that are worded alike"
            lines = [Line((texts[0],), [self.count(len(texts))]) for texts in kinds.values()]
            yield Wanted(w["captions"]["faults"], w["faults"], lines)

    @staticmethod
    def _why(account):
        return tuple(str(n) for n in account["set_aside"].values() if n)


def plain(text):
    """Without thousands marks, so that 1.995 and 1,995 and 1995 are one."""
    return re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)
