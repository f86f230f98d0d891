"""Readers beside the machine on the same units of a real run: what is in the export and not in the case, and the other way."""

from __future__ import annotations

import pytest

from caseaudit.audit import run_audit
from caseaudit.dates import parse_day
from caseaudit.review.model import Answer, Answers, Entry, Point, Reviewer, Round
from caseaudit.review.results import gather
from caseaudit.review.wording_round import machine_text
from caseaudit.rules.rulebook import load_rulebook
from review_made import WHEN, items, sample


@pytest.fixture(scope="module")
def audit():
    from pathlib import Path

    from caseaudit.reading import read

    folder = Path(__file__).resolve().parents[2] / "examples" / "small" / "canonical"
    return run_audit(read([folder], key=b"k" * 32), load_rulebook(), parse_day("2026-10-15"))


def units(audit, outcome):
    """Units of any rule about events with this outcome: rule, case, unit."""
    from caseaudit.model.outcomes import OUTCOME_CODES

    cases, events = (
        audit.dataset.cases["case_id"].astype(str).tolist(),
        audit.dataset.events["event_id"].astype(str).tolist(),
    )
    out = []
    for r in audit.results:
        if r.rule.legal and not r.rule.of_case:
            o = r.outcomes
            out += [
                (r.rule, cases[o.case[k]], events[o.unit[k]])
                for k in (r.mask & (o.outcome == OUTCOME_CODES[outcome])).nonzero()[0]
            ]
    return out


def reviewed(audit, given):
    """A round about these units with these values; `given` is ((rule, case, unit), value)."""
    rules = {r.id: r for (r, _, _), _ in given}
    points = tuple(
        Point(id=r.id, source="rule", theme=r.theme, step=r.step, da="?", en="?", law_rows=r.law_rows)
        for r in rules.values()
    )
    entries = tuple(
        Entry(key=str(n), item=n, case_id=case, point=r.id, unit_kind="event", unit_id=unit)
        for n, ((r, case, unit), _) in enumerate(given, 1)
    )
    drawn = items(len(given))
    round_ = Round(
        id="g-1", form_code="F0000001", sample="st-1", run="r", created=WHEN, points=points, entries=entries,
        reviewers=(Reviewer(code="A", items=tuple(i.number for i in drawn)),),
    )  # fmt: skip
    answers = Answers(
        round="g-1", answers=tuple(Answer(key=str(n), reviewer="A", value=v) for n, (_, v) in enumerate(given, 1))
    )
    return gather(round_, answers, sample(drawn, 100), audit).machine


def test_the_four_cells_and_the_two_kinds_of_difference(audit):
    """Six met (five found, one not), four breached (three truly, one found in the case): 8 of 10 the same."""
    met, breached = units(audit, "met")[:6], units(audit, "breached")[:4]
    given = [*((u, "yes") for u in met[:5]), (met[5], "no"), *((u, "no") for u in breached[:3]), (breached[3], "yes")]
    total = reviewed(audit, given).total
    assert (total.both_yes, total.both_no, total.registered_not_found, total.found_not_registered) == (5, 3, 1, 1)
    assert (total.same, total.pairs, total.missing) == (8, 10, 0)
    text = " ".join(str(t) for t in machine_text(total))
    assert "8 af 10" in text
    assert "Registreret, men ikke fundet i sagen: 1 af de 6" in text
    assert "Fundet i sagen, men ikke registreret: 1 af de 4" in text


def test_agreement_with_the_machine_is_ac1_of_the_same_table(audit):
    """Five and three alike, one of each difference: AC1 of 5 1 / 1 3."""
    met, breached = units(audit, "met")[:6], units(audit, "breached")[:4]
    given = [*((u, "yes") for u in met[:5]), (met[5], "no"), *((u, "no") for u in breached[:3]), (breached[3], "yes")]
    chance = 2 * 0.6 * 0.4
    assert reviewed(audit, given).total.ac1 == pytest.approx((0.8 - chance) / (1 - chance))


def test_a_lawful_excuse_counts_as_fulfilled_and_is_told(audit):
    excused = units(audit, "excused")[:2]
    found = reviewed(audit, [(excused[0], "yes"), (excused[1], "not_relevant")]).total
    assert (found.both_yes, found.excused) == (1, 1)
    assert found.apart == {("excused", "not_relevant"): 1}


def test_what_either_did_not_judge_is_in_no_cell(audit):
    """Pending and unknown of the machine, and 'cannot be judged' of the reader, stand apart."""
    pending, unknown, met = units(audit, "pending")[0], units(audit, "unknown")[0], units(audit, "met")[0]
    found = reviewed(audit, [(pending, "no"), (unknown, "yes"), (met, "cannot_judge")]).total
    assert found.pairs == 0
    assert found.ac1 is None
    assert found.apart == {("met", "cannot_judge"): 1, ("pending", "no"): 1, ("unknown", "yes"): 1}
    assert machine_text(found) == ()


def test_a_unit_that_is_no_longer_in_the_run_is_told_as_missing(audit):
    rule, case, _ = units(audit, "met")[0]
    found = reviewed(audit, [((rule, case, "gone"), "yes")]).total
    assert (found.pairs, found.missing) == (0, 1)


def test_the_tables_by_point_and_theme_add_up_to_the_total(audit):
    given = [
        (u, "yes" if n % 3 else "no")
        for n, u in enumerate((*units(audit, "met")[::5][:30], *units(audit, "breached")[:20]))
    ]
    found = reviewed(audit, given)
    for tables in (found.points, found.themes):
        assert sum(b.pairs for b in tables) == found.total.pairs == 50
        assert sum(b.same for b in tables) == found.total.same
    assert len(found.differences) == found.total.pairs - found.total.same


def test_a_question_is_never_compared_but_the_rule_of_its_duty_is_shown(audit):
    """A question that shares a row of the law catalogue with a rule has that rule's numbers as an indication."""
    rule = next(r for r in audit.results if r.rule.legal and r.rule.law_rows and r.counts["met"])
    q = Point(
        id="q", source="question", theme=rule.rule.theme, step="x", da="?", en="?", law_rows=rule.rule.law_rows[:1]
    )
    other = q.model_copy(update={"id": "other", "law_rows": ("none-such",)})
    drawn = items(1)
    round_ = Round(
        id="g-1", form_code="F0000001", sample="st-1", run="r", created=WHEN, points=(q, other),
        entries=(Entry(key="1", item=1, case_id="S-0001", point="q", unit_kind="case"),), reviewers=(Reviewer(code="A", items=(1,)),),
    )  # fmt: skip
    given = Answers(round="g-1", answers=(Answer(key="1", reviewer="A", value="no"),))
    found = gather(round_, given, sample(drawn, 10), audit).machine
    assert found.total.pairs == 0
    mine = {i.rule: i for i in found.indications if i.point == "q"}
    good = rule.counts["met"] + rule.counts["excused"]
    assert (mine[rule.rule.id].fulfilled, mine[rule.rule.id].judged) == (good, good + rule.counts["breached"])
    assert not [i for i in found.indications if i.point == "other"]
