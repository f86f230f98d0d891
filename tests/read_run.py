"""What a run says of itself: the JSON of `check`, the manifest and the kept outcomes. Nothing of `caseaudit.report` is used.

The JSON holds the outcomes of every rule and every finding. What it does not hold (assessments under versions that are only
advisory, cases judged, units, teams, quarters) is counted from the outcomes that the run keeps, row by row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd
import yaml

RULES = Path(__file__).resolve().parents[1] / "rules"
OUTCOMES = ("met", "excused", "breached", "pending", "unknown", "not_applicable")
SHARED_KEYS = ("as_of", "population", "law_rows", "rules", "cases_with_breach", "severities", "citations", "rows")
QUARTERS_SHOWN = 8
FEWEST_FOR_PERCENT = 5  # README and appendix B: percent from five assessments


def percent(good, judged):
    """Whole percent, halves upwards, from five; else None. As appendix B says; worked out without floats."""
    if judged < FEWEST_FOR_PERCENT:
        return None
    return int((Decimal(100 * good) / Decimal(judged)).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Counts:
    met: int = 0
    excused: int = 0
    breached: int = 0
    pending: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def good(self):
        return self.met + self.excused

    @property
    def judged(self):
        return self.good + self.breached

    @property
    def asked(self):
        return self.judged + self.pending + self.unknown


def load_yaml(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


class Rule:
    """A rule as the JSON names it, with its titles and which of its versions bind, from the rule file."""

    def __init__(self, record):
        self.record, self.id, self.theme, self.judges = record, record["id"], record["theme"], record["judges"]
        file = load_yaml(next(RULES.glob(f"*/{self.id}.yaml")))
        self.title = file["title"]
        grades = [v.get("severity", file.get("severity", record["severity"])) for v in file["versions"]]
        self.advisory = {n for n, s in enumerate(grades) if s == "advisory"}
        self.all_advisory = len(self.advisory) == len(grades)
        self.soft = all(v.get("soft", False) for v in file["versions"])
        self.counts = Counts(**record["outcomes"])

    @property
    def legal(self):
        return self.judges == "law"


class Run:
    """`answer`: what `check --format json` wrote. `folder`: the run that it kept."""

    def __init__(self, answer, folder):
        self.answer, self.manifest = answer, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for key in SHARED_KEYS:
            assert answer[key] == self.manifest[key], key
        self.rules = [Rule(r) for r in answer["rules"]]
        self.themes = {t["id"]: t["title"] for t in load_yaml(RULES / "themes.yaml")}
        self.sizes = {}
        self.kept = self._outcomes(folder)
        self._same_as_json()

    def _outcomes(self, folder):
        kept = pd.read_parquet(folder / "outcomes.parquet")
        cases = pd.read_parquet(folder / "cases.parquet")
        case = kept["case"].to_numpy()
        day = kept["day"]
        by_id = dict(enumerate(self.rules))
        binding = [v not in by_id[r].advisory for r, v in zip(kept["rule"], kept["version"], strict=True)]
        return pd.DataFrame(
            {
                "rule": [by_id[r].id for r in kept["rule"]],
                "theme": [by_id[r].theme for r in kept["rule"]],
                "legal": [by_id[r].legal for r in kept["rule"]],
                "outcome": [OUTCOMES[o] for o in kept["outcome"]],
                "case": case,
                "binding": binding,
                "quarter": day.dt.year.astype("Int64") * 4 + (day.dt.month.astype("Int64") - 1) // 3,
                "unit": self._group(cases, "unit")[case],
                "team": self._group(cases, "team")[case],
                "day": day,
                "notes": kept["notes"],
            }
        )

    def _group(self, cases, column):
        found = cases[column].fillna("").astype(str).str.strip() if column in cases else pd.Series([""] * len(cases))
        names = sorted({n for n in found if n}, key=str.casefold)
        self.sizes[column] = {n: int((found == n).sum()) for n in names}
        return found.to_numpy()

    def cases_by(self, column):
        """Cases of each unit or team, by name."""
        return self.sizes[column]

    def _same_as_json(self):
        """The kept outcomes are those of the JSON: rule by rule, and in every breach and unknown that it lists."""
        for r in self.rules:
            assert self.count(self.of_rule(r)) == r.counts, r.id
        listed = pd.Series([f"{f['rule']} {f['outcome']}" for f in self.answer["findings"]]).value_counts().to_dict()
        told = self.kept[self.kept["outcome"].isin(["breached", "unknown"])]
        assert (told["rule"] + " " + told["outcome"]).value_counts().to_dict() == listed
        weak = sum(f["severity"] == "advisory" for f in self.breaches)
        assert weak == self.answer["severities"]["advisory"]
        hit = {f["case_id"] for f in self.breaches if f["severity"] != "advisory" and self.rule(f["rule"]).legal}
        assert len(hit) == self.answer["cases_with_breach"]
        for severity, n in self.answer["severities"].items():
            assert sum(f["severity"] == severity for f in self.breaches) == n

    # rows of the kept outcomes

    def of_rule(self, rule, *, binding=False):
        rows = self._by_rule.get(rule.id, self.kept[:0])
        return rows[rows["binding"]] if binding else rows

    @cached_property
    def _by_rule(self):
        return dict(tuple(self.kept.groupby("rule", sort=False)))

    def of_theme(self, theme, blind=()):
        k = self.kept
        return k[k["legal"] & k["binding"] & (k["theme"] == theme) & ~k["rule"].isin(blind)]

    def of_law(self, blind=()):
        k = self.kept
        return k[k["legal"] & k["binding"] & ~k["rule"].isin(blind)]

    @staticmethod
    def count(rows):
        found = rows["outcome"].value_counts().to_dict()
        return Counts(**{o: int(found.get(o, 0)) for o in OUTCOMES})

    @staticmethod
    def cases_of(rows, *outcomes):
        return int(rows.loc[rows["outcome"].isin(outcomes), "case"].nunique())

    def cases_breached(self, rows):
        return self.cases_of(rows, "breached")

    def cases_judged(self, rows):
        return self.cases_of(rows, "met", "excused", "breached")

    # what the JSON says

    def rule(self, rule_id):
        return self._rules[rule_id]

    @cached_property
    def _rules(self):
        return {r.id: r for r in self.rules}

    @cached_property
    def breaches(self):
        return [f for f in self.answer["findings"] if f["outcome"] == "breached"]

    def reasons(self, rule, outcome):
        found = [f["reason"] for f in self.answer["findings"] if f["rule"] == rule.id and f["outcome"] == outcome]
        return {reason: found.count(reason) for reason in sorted(set(found))}

    def days_late(self, rule):
        """Days over the limit of each late breach, from the dates of the JSON."""
        late = [f for f in self.breaches if f["rule"] == rule.id and f["reason"] == "late" and f["actual_on"]]
        return sorted((pd.Timestamp(f["actual_on"]) - pd.Timestamp(f["due_on"])).days for f in late if f["due_on"])

    @property
    def cases(self):
        return self.answer["population"]["cases"]

    @property
    def events(self):
        return self.answer["population"]["events"]

    @cached_property
    def quarters(self):
        """The last eight quarters up to the day of the audit, as year * 4 + quarter (0 to 3)."""
        year, month = int(self.answer["as_of"][:4]), int(self.answer["as_of"][5:7])
        last = 4 * year + (month - 1) // 3
        return tuple(range(last - QUARTERS_SHOWN + 1, last + 1))
