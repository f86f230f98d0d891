"""The totals of the JSON are those that `check` prints and that its rules add up to; what only advises is outside them."""

from collections import Counter
from datetime import date

import pytest

from caseaudit.audit import run_audit
from caseaudit.output.records import summary
from caseaudit.reading import read
from caseaudit.rules.rulebook import load_rulebook


@pytest.fixture(scope="module")
def told(request):
    dataset = read([request.config.rootpath / "examples/small/canonical"], key=b"k" * 32)
    audit = run_audit(dataset, load_rulebook(), date(2026, 10, 15))
    return audit, summary(audit)


def test_the_themes_add_up_to_the_total(told):
    _, record = told
    added = Counter()
    for theme in record["themes"]:
        added.update(theme["outcomes"])
    assert dict(added) == record["total"]["outcomes"]
    assert record["total"]["outcomes"]["breached"] > 100


def test_a_theme_is_what_its_rules_of_law_add_up_to_without_what_only_advises(told):
    audit, record = told
    for theme in record["themes"]:
        rules = [r for r in audit.results if r.rule.theme == theme["id"] and r.rule.legal]
        whole = sum((Counter(r.counts) for r in rules), Counter())
        advisory = sum(
            (
                Counter(r.outcomes.counts(r.mask & (r.outcomes.version == n)))
                for r in rules
                for n, v in enumerate(r.rule.versions)
                if (v.severity or r.rule.severity) == "advisory"
            ),
            Counter(),
        )
        whole.subtract(advisory)
        assert {k: whole[k] for k in theme["outcomes"]} == theme["outcomes"]


def test_a_rate_is_what_was_met_of_what_was_judged(told):
    _, record = told
    for part in (*record["themes"], record["total"]):
        o = part["outcomes"]
        good, judged = o["met"] + o["excused"], o["met"] + o["excused"] + o["breached"]
        assert part["rate"] == (round(good / judged, 4) if judged else None)
