"""What a controller was promised: real exports in, the counts that an independent hand made, out."""

from __future__ import annotations

import json
from collections import Counter

import pytest

OUTCOMES = ("met", "excused", "breached", "pending", "unknown")


def check_json(cli, *argv):
    answer = cli("check", *argv, "--format", "json", "--exit-zero")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


@pytest.mark.parametrize("name", ["udtraek.xlsx", "udtraek.csv"])
def test_a_wide_pull_written_by_others_gives_exactly_its_true_counts(cli, udtraek, name):
    """Every law row of the truth file has exactly its outcomes, the named rows are set aside, its data faults are told.

    Twelve talks are dated before the child was born. One of the two dates is wrong and nobody knows which; whether the talk
    came before the decision does not rest on the birth date, so it is judged, and a rule about the data names each of them.
    """
    truth = json.loads((udtraek / "udtraek.truth.json").read_text(encoding="utf-8"))
    found = check_json(cli, udtraek / name, "--as-of", truth["as_of"])
    assert found["population"]["cases"] == truth["cases"]
    for row, expected in truth["law_rows"].items():
        got = {k: v for k, v in found["law_rows"][row].items() if v and k != "not_applicable"}
        assert got == expected, row
    assert found["set_aside"] == truth["set_aside"]
    assert Counter(q["code"] for q in found["data_quality"]) == truth["data_quality"]
    place = found["data_quality"][0]
    assert place["column"] == "Sag oprettet"
    assert place["row"] > 100


SHAPES = ("canonical", "canonical.xlsx", "wide.xlsx", "wide.csv", "activity-log.csv")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_cases_in_every_shape_give_the_planted_outcome_for_every_unit(cli, examples, shape):
    """Canonical, wide and activity log: each unit gets the outcome and reason that was planted in it."""
    truth = json.loads((examples / "small" / "truth.json").read_text(encoding="utf-8"))
    found = check_json(cli, examples / "small" / shape, "--as-of", truth["as_of"])
    for row, expected in truth["law_rows"].items():
        got = {k: v for k, v in found["law_rows"][row].items() if v and k != "not_applicable"}
        assert got == {k: v for k, v in expected.items() if v}, row
    told = {(f["law_row"], f["case_id"], f["unit_id"]): (f["outcome"], f["reason"]) for f in found["findings"]}
    planted = {
        (u["law_row"], u["case_id"], u["unit_id"]): (u["outcome"], u["reason"])
        for u in truth["units"]
        if u["outcome"] in ("breached", "unknown") and u["law_row"] != "I5"
    }
    assert {k: told.get(k) for k in planted} == planted


def test_all_shapes_agree_on_every_single_finding(cli, examples):
    """The findings of the three shapes are the same, unit by unit, with the same dates."""

    def told(shape):
        findings = check_json(cli, examples / "small" / shape, "--as-of", "2026-10-15")["findings"]
        keys = ("rule", "case_id", "unit_id", "outcome", "reason", "due_on", "actual_on")
        return sorted(tuple(f[k] for k in keys) for f in findings)

    first = told(SHAPES[0])
    assert len(first) > 50
    for shape in SHAPES[1:]:
        assert told(shape) == first


def test_the_published_copenhagen_screening_is_reproduced(cli, examples):
    """78 cases of 2016 give every published count that such data can carry."""
    folder = examples / "koebenhavn-78"
    found = check_json(cli, folder / "koebenhavn-78.xlsx", "--as-of", "2016-10-01")
    rows = found["law_rows"]
    rules = {r["id"]: r for r in found["rules"]}
    assert found["population"]["cases"] == 78
    assert rows["C1"]["breached"] == 10, "cases without a talk and without a reason"
    frame = rules["contact-decision-or-frame"]
    assert frame["met_by"] == {"decision": 16, "plan": 14}, "a contact decision; a frame in the plan only"
    assert frame["outcomes"]["breached"] == 48, "neither decision nor frame"
    assert (rows["C5"]["breached"], rows["C5"]["met"]) == (75, 3), "no documented guidance about a companion"
    assert (rows["A4"]["met"], rows["A4"]["breached"]) == (17, 61), "parents' guidance on consent"
    for row in ("A9", "A10"):
        assert (rows[row]["met"], rows[row]["breached"]) == (37, 2), "guidance in placements without consent: 37 of 39"
    assert rows["I6"]["breached"] == 11, "planned placements without an investigation"
    assert rows["P1"]["breached"] == 13, "planned placements without a prior plan"
    assert rows["S3"]["breached"] == 7, "supported contact that is really supervised"
    assert (rows["A11"]["met"], rows["A11"]["breached"]) == (6, 72), "decisions on the choice of placement"


def test_one_day_decides_which_law_judges(cli, tmp_path):
    """The same facts on 31 December 2023 and on 1 January 2024 are judged by different acts, and explain says which and why."""
    events = [
        "event_id,case_id,type,at,section,concerns,result,reason,body,ends_on,alternative,urgent,plan_needed",
        "d1,gammel,decision,2023-12-31,SEL-58,,,,committee,,,,",
        "s1,gammel,child_conversation,2023-12-01,,d1,omitted,alder,,,,,",
        "d2,ny,decision,2024-01-01,SEL-58,,,,committee,,,,",
        "s2,ny,child_conversation,2023-12-01,,d2,omitted,alder,,,,,",
    ]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(events) + "\n", encoding="utf-8")
    cli("check", path, "--as-of", "2024-06-01")
    old = cli("explain", "gammel", "C1")
    new = cli("explain", "ny", "C1")
    assert "LOVLIGT FRAVEGET" in old.out
    assert "SEL § 48" in old.out
    assert "dateret 31-12-2023; reglen gælder til og med 31-12-2023" in old.out
    assert "IKKE OVERHOLDT (ufuldstændig)" in new.out
    assert "BL § 5, stk. 3" in new.out
    assert "dateret 01-01-2024; reglen gælder fra 01-01-2024" in new.out


def test_every_finding_names_its_source_row(cli, udtraek):
    """Each finding points to file, sheet and row of the unit that it is about, and to a provision where it measures law."""
    found = check_json(cli, udtraek / "udtraek.xlsx", "--as-of", "2026-10-15")
    assert found["findings"]
    legal = {r["id"]: r["judges"] == "law" for r in found["rules"]}
    for f in found["findings"]:
        assert f["evidence"], f
        for e in f["evidence"]:
            assert e["file"] == "udtraek.xlsx"
            assert e["sheet"] == "Udtræk"
            assert e["row"] >= 5
        if legal[f["rule"]] and f["unit_on"]:
            assert f["citation"].split()[0] in ("SEL", "BL", "FVL")
