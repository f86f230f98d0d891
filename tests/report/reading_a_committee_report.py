"""What a reader of a committee report learns from its tables, figures, percents and sentences; nothing else is looked at."""

from __future__ import annotations

import re

from attacker import Knowledge
from caseaudit.model.tally import Tally

NUMBER = r"\d+(?:\.\d{3})*"
OF = re.compile(rf"(?:({NUMBER})|skjult) af ({NUMBER})")
PERCENT = re.compile(r"(\d+)\s%")


def whole(text):
    return int(text.replace(".", ""))


class Reader:
    """Reads a composed report in Danish. `facts` serve as the index: which checks bind, what a row is about; no numbers."""

    def __init__(self, report, facts) -> None:
        self.report, self.facts, self.known = report, facts, Knowledge()
        self.rules = {r.rule.id: r for r in facts.all_rules}
        self.titles = {str(r.rule.title): r.rule.id for r in facts.all_rules}
        self.of_theme = {t.id: [r.rule.id for r in t.rules] for t in facts.themes}
        self.themes = {t.title: t.id for t in facts.themes}
        self.told_periods = [p for p in facts.periods if p in facts.by_period]
        self._tables()
        self._figures()
        self._sums()

    # what is printed

    def count(self, key, cell):
        if cell.hidden:
            assert "skjult" in cell.text
            self.known.mark(key)
        elif cell.text == "-":
            self.known.learn(key, 0)
        else:
            self.known.learn(key, whole(cell.text))

    def pair(self, part, all_of, cell):
        found = OF.search(cell.text)
        if found:
            self.known.learn(all_of, whole(found[2]))
            if found[1]:
                self.known.learn(part, whole(found[1]))
            else:
                self.known.mark(part)
        elif cell.text == "-":
            self.known.learn(part, 0)
            self.known.learn(all_of, 0)
        else:
            assert cell.hidden, cell
            self.known.mark_either(part, all_of)

    def percent(self, scope, cell):
        found = PERCENT.search(cell.text)
        if found:
            assert not cell.hidden
            self.known.percent((*scope, "good"), (*scope, "judged"), int(found[1]))

    def row(self, scope, cells):
        """Met X of Y, percent, and the counts that stand beside them."""
        self.pair((*scope, "good"), (*scope, "judged"), cells[0])
        self.percent(scope, cells[1])
        for measure, cell in zip(("excused", "breached", "pending", "unknown"), cells[2:6], strict=True):
            self.count((*scope, measure), cell)

    def _tables(self):
        for table in self.report.tables:
            for row in table.rows:
                cells = row.cells[1:]
                if table.name == "themes":
                    scope = ("theme", row.anchor) if row.anchor else ("all",)
                    self.row(scope, cells)
                    self.count((*scope, "hit"), cells[6])
                elif table.name.startswith("rules-") or table.name in {"local", "data"}:
                    scope = ("rule", row.anchor) if row.anchor else ("theme", table.name.removeprefix("rules-"))
                    self.row(scope, cells)
                    if row.anchor:
                        if cells[6].text != "-":  # a dash: not told for this check
                            self.pair((*scope, "hit"), (*scope, "seen"), cells[6])
                    else:
                        self.count((*scope, "hit"), cells[6])
                elif table.name.startswith("figure-"):
                    scope = self._of_figure(row.cells[0].text)
                    self.pair((*scope, "good"), (*scope, "judged"), cells[0])
                    self.percent(scope, cells[1])
                    self.count((*scope, "breached"), cells[2])
                    self.count((*scope, "unknown"), cells[3])
                elif table.name == "blind":
                    self.count(("rule", row.anchor, "unknown"), row.cells[2])
                elif table.name == "unknown":
                    self._reasons(table, row)
                elif table.name == "matrix":
                    self._matrix(row)

    def _of_figure(self, label):
        bare = label.removesuffix(" (vejledende)")
        if label in self.themes:
            return ("theme", self.themes[label])
        if bare in self.titles:
            return ("rule", self.titles[bare])
        quarter, year = re.fullmatch(r"(\d)\. kvartal (\d{4})", label).groups()
        return ("period", f"{year}Q{quarter}", "all")

    def _reasons(self, table, row):
        scope = ("rule", row.anchor)
        cells = {c.title: cell for c, cell in zip(table.columns, row.cells, strict=True)}
        del cells["Kontrolpunkt"]
        self.count((*scope, "pending"), cells.pop("Afventer frist"))
        for reason, cell in cells.items():
            self.count((*scope, "unknown", reason), cell)
        self.known.equal((*scope, "unknown"), [(*scope, "unknown", reason) for reason in cells])

    def _matrix(self, row):
        if row.role == "group":
            return
        scope = ("rule", row.anchor) if row.anchor else ("all",)
        name = row.cells[0].text.removesuffix(", i alt")
        if not row.anchor and name in self.themes:
            scope = ("theme", self.themes[name])
        for period, cell in zip((*self.told_periods, "shown"), row.cells[1:], strict=True):
            at = ("period", period, *scope)
            self.pair((*at, "good"), (*at, "judged"), cell)
            self.percent(at, cell)

    def _figures(self):
        figures = [*self.report.figures, *(t.figure for t in self.report.themes if t.figure)]
        for figure in figures:
            for bar in figure.bars:
                scope = self._of_figure(bar.label)
                if bar.hidden:
                    assert (bar.good, bar.bad, bar.unknown, bar.percent, bar.previous) == (0, 0, 0, None, None)
                    continue
                self.known.learn((*scope, "good"), bar.good)
                self.known.learn((*scope, "breached"), bar.bad)
                if bar.percent is not None:
                    self.known.percent((*scope, "good"), (*scope, "judged"), round(bar.percent))
            for period, point in zip(self.told_periods, figure.points, strict=False):
                if point.hidden:
                    assert (point.percent, point.judged) == (None, 0)
                else:
                    self.known.learn(("period", period, "all", "judged"), point.judged)

    # what everyone knows about such tables

    def _sums(self):
        k = self.known
        scopes = [("all",), *(("theme", t) for t in self.of_theme), *(("rule", r) for r in self.rules)]
        for s in scopes:
            k.equal((*s, "judged"), [(*s, "good"), (*s, "breached")])
            k.at_most((*s, "excused"), [(*s, "good")])
            k.at_most((*s, "hit"), [("all", "hit")] if s[0] == "theme" else [(*s, "breached")])
            k.at_most((*s, "hit"), [(*s, "breached")])
        for m in ("good", "breached", "judged", "excused", "pending", "unknown"):
            unfed = [r.rule.id for r in self.facts.blind if r.rule.legal and m == "unknown"]
            unfed = [("rule" if self._all_binds(r) else "bound", r, m) for r in unfed]
            k.equal(("all", m), [*(("theme", t, m) for t in self.of_theme), *unfed])
            for t, rules in self.of_theme.items():
                bound = [("rule", r, m) if self._all_binds(r) else ("bound", r, m) for r in rules]
                k.equal(("theme", t, m), bound)
        for r in self.rules:
            if not self._all_binds(r):
                for m in ("good", "breached", "judged", "excused", "pending", "unknown"):
                    k.at_most(("bound", r, m), [("rule", r, m)])
                k.equal(("bound", r, "judged"), [("bound", r, "good"), ("bound", r, "breached")])
            k.at_most(("rule", r, "hit"), [("rule", r, "seen")])
            k.at_most(("rule", r, "seen"), [("rule", r, "judged")])
            k.at_most(("rule", r, "breached"), [("rule", r, "hit")], 1000) if self._all_binds(r) else None
            if self.rules[r].rule.of_case:
                k.equal(("rule", r, "judged"), [("rule", r, "seen")])
        for t, rules in self.of_theme.items():
            k.at_most(("theme", t, "hit"), [("rule", r, "hit") for r in rules])
            for r in rules:
                k.at_most(("rule", r, "hit"), [("theme", t, "hit")])
        k.at_most(("all", "hit"), [("theme", t, "hit") for t in self.of_theme])
        for period in (*self.told_periods, "shown"):
            self._quarter(period, scopes)
        for s in scopes:
            for m in ("good", "judged", "breached"):
                key = ("bound", *s[1:], m) if s[0] == "rule" and not self._all_binds(s[1]) else (*s, m)
                k.at_most(("period", "shown", *s, m), [key])
                k.equal(("period", "shown", *s, m), [("period", p, *s, m) for p in self.told_periods])

        k.at_most(("sum of quarters",), [("all", "unknown")])
        k.equal(("sum of quarters",), [("period", p, "all", "unknown") for p in self.told_periods])

    def _quarter(self, period, scopes):
        k = self.known
        for s in scopes:
            at = ("period", period, *s)
            k.equal((*at, "judged"), [(*at, "good"), (*at, "breached")])
        for m in ("good", "judged", "breached"):
            k.equal(("period", period, "all", m), [("period", period, "theme", t, m) for t in self.of_theme])
            for t, rules in self.of_theme.items():
                k.equal(("period", period, "theme", t, m), [("period", period, "rule", r, m) for r in rules])

    def _all_binds(self, rule_id):
        """Advisory checks are marked in the report; a note says where a part of one is."""
        r = self.rules[rule_id]
        return r.binding == r.tally

    def truth(self):
        """The true number behind each key that was printed or marked; for the test alone."""
        f, out = self.facts, {}
        whole_run = [(("all",), f.total, f.cases_with_breach)]
        whole_run += [(("theme", t.id), t.tally, t.cases_breached) for t in f.themes]
        whole_run += [(("rule", i), r.tally, r.cases_breached) for i, r in self.rules.items()]
        for scope, tally, hit in whole_run:
            out |= {
                (*scope, m): getattr(tally, m) for m in ("good", "judged", "excused", "breached", "pending", "unknown")
            }
            out[*scope, "hit"] = hit
        for i, r in self.rules.items():
            out["rule", i, "seen"] = r.cases_judged
        quarters = [(("all",), f.by_period), *((("theme", t.id), t.by_period) for t in f.themes)]
        quarters += [(("rule", i), r.by_period) for i, r in self.rules.items()]
        for scope, by_period in quarters:
            for p in self.told_periods:
                tally = by_period.get(p, Tally())
                for m in ("good", "judged", "breached"):
                    out["period", p, *scope, m] = getattr(tally, m)
                    out["period", p, *scope, "unknown"] = tally.unknown
                    out["period", "shown", *scope, m] = out.get(("period", "shown", *scope, m), 0) + getattr(tally, m)
        return out

    def secret(self):
        """What must not be known: every cell under a mark of its own, and what is small under a mark with another.

        The rest may follow from what is printed: 60 of 64 is hidden for the sake of the 4. The sum over the quarters is no
        secret where it is large; it is not printed, as its parts are not.
        """
        truth, known = self.truth(), self.known
        whole_cells = {k for k in known.hidden if k[:2] != ("period", "shown")}
        return sorted(whole_cells | {k for k in known.hidden | known.unsure if 0 < truth.get(k, 0) < 5}, key=repr)
