"""`caseaudit rules diff`: two rule sets or two days, with and without an export."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

RULE = """
id: {id}
title: {{da: {title}, en: The plan in time}}
law_rows: [P3]
theme: plan
step: plan
severity: {severity}
about: decision
why: {{da: Barnet skal have en plan., en: The child needs a plan.}}
versions:
  - from: 2024-01-01
    law_rows: [P3]
    law: [{{cite: BL-91-2, confidence: read}}]
    when: {{section: BL-46}}
    require: {{event: plan, by: at + {months} months}}
finding:
  missing: {{da: Planen mangler., en: There is no plan.}}
  late: {{da: Planen er for sen., en: The plan is late.}}
fix: {{da: Lav planen., en: Make the plan.}}
limits: {{da: {limits}, en: None.}}
cases:
  - name: {{da: i tide, en: in time}}
    given: [{{decision: 2024-03-01, section: BL-46}}, {{plan: 2024-03-10}}]
    expect: met
  - name: {{da: ingen plan, en: no plan}}
    given: [{{decision: 2024-03-01, section: BL-46}}]
    expect: breached/missing
  - name: {{da: ukendt paragraf, en: unknown section}}
    given: [{{decision: 2024-03-01}}]
    expect: unknown/data_missing
  - name: {{da: før loven, en: before the act}}
    given: [{{decision: 2023-12-31, section: BL-46}}]
    expect: not_applicable
"""
CASES = "case_id\n1\n2\n3\n"
EVENTS = """event_id;case_id;type;at;section;concerns
a;1;decision;2024-03-01;BL-46;
b;1;plan;2024-05-10;;a
c;2;decision;2024-03-01;BL-46;
d;2;plan;2024-03-10;;c
e;3;decision;2024-03-01;SEL-52;
"""


def rule_set(name: str, *rules: dict[str, object]) -> Path:
    """A whole rule set of its own: a folder with its own themes."""
    folder = Path(name)
    (folder / "plan").mkdir(parents=True)
    (folder / "themes.yaml").write_text("- {id: plan, title: {da: Plan, en: Plan}}\n", encoding="utf-8")
    for rule in rules:
        told = {"id": "plan-ok", "title": "Planen i tide", "severity": "high", "months": 3, "limits": "Ingen."} | rule
        (folder / "plan" / f"{told['id']}.yaml").write_text(RULE.format(**told), encoding="utf-8")
    return folder


@pytest.fixture
def export(cli) -> Path:
    folder = Path("udtraek")
    folder.mkdir()
    (folder / "cases.csv").write_text(CASES, encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    return folder


@pytest.fixture
def sets(cli) -> tuple[Path, Path]:
    """The later set asks for the plan within two months."""
    return rule_set("gammel", {}), rule_set("ny", {"months": 2})


def test_two_rule_sets_tell_what_was_changed(cli, sets):
    """A shorter deadline stands before and after, with the rule and its version; without an export the code is 0."""
    answer = cli("rules", "diff", *sets)
    assert answer.code == 0
    assert "Ændrede regler (1)" in answer.out
    assert "plan-ok" in answer.out
    assert answer.out.index("3 måneder") < answer.out.index("2 måneder")


def test_added_removed_and_text_only_changes(cli):
    """Rules that came and went are named, and a change of text alone is one folded line at the end."""
    a = rule_set("a", {}, {"id": "gone"})
    b = rule_set("b", {"limits": "Noget andet."}, {"id": "came"})
    out = cli("rules", "diff", a, b).out
    new, gone = out.index("Nye regler (1)"), out.index("Fjernede regler (1)")
    assert out.index("(came)") > new
    assert out.index("(gone)") > gone
    assert "Ændrede regler" not in out
    assert "Kun tekster er ændret (1): plan-ok (begrænsninger)" in out


def test_a_folder_without_themes_lies_over_the_shipped_rules(cli):
    """A municipality's own rule is new beside the shipped ones, and takes none of them away."""
    own = rule_set("egne", {"id": "plan-ok"})
    (own / "themes.yaml").unlink()
    out = cli("rules", "diff", "vores", own).out
    assert "Nye regler (1)" in out
    assert "Fjernede regler" not in out
    assert out == cli("rules", "diff", "shipped", own).out.replace("shipped", "vores")


def test_two_days_of_the_law(cli):
    """The change of law on 1 January 2024 is told rule by rule, in either way of writing a date."""
    answer = cli("rules", "diff", "2023-12-31", "01-01-2024")
    assert answer.code == 0
    assert answer.out.startswith("Loven pr. 31-12-2023 mod pr. 01-01-2024")
    assert "Dømmes efter en anden version" in answer.out
    assert "SEL § 48, stk. 1" in answer.out


def test_one_folder_on_two_days(cli, sets, export):
    """FOLDER@DATE names the law of a day in a rule set: before 2024 the rule is not in force."""
    old, _ = sets
    answer = cli("rules", "diff", f"{old}@2023-12-31", f"{old}@2024-01-01", "--data", export, "--as-of", "2026-01-01")
    assert "Gælder kun pr. 01-01-2024 (1)" in answer.out
    assert "ikke relevant -> overholdt: 2" in answer.out
    assert answer.code == 1


def test_the_changed_units_are_listed(cli, sets, export):
    """The one plan that is late by the shorter limit is listed with case, unit, date and both outcomes, and the code is 1."""
    answer = cli("rules", "diff", *sets, "--data", export, "--as-of", "2026-01-01")
    assert answer.code == 1
    assert "overholdt -> ikke overholdt: 1" in answer.out
    row = next(x for x in answer.out.splitlines() if x.strip().startswith("1 "))
    assert row.split() == ["1", "afgørelse", "01-03-2024", "overholdt", "ikke", "overholdt", "(for", "sent)"]
    assert "1 enhed i 1 sag får et andet udfald efter 1 regel" in answer.out


def test_no_changed_unit_gives_0(cli, export):
    """Rules that differ in texts alone change no unit."""
    answer = cli("rules", "diff", rule_set("a", {}), rule_set("b", {"limits": "Andet."}), "--data", export)
    assert answer.code == 0
    assert "Ingen enheder får et andet udfald." in answer.out


def test_ten_units_are_shown_and_the_rest_counted(cli, sets):
    """Of thirteen changed units ten are listed and three counted; --all lists them all."""
    folder = Path("mange")
    folder.mkdir()
    n = range(13)
    rows = [f"d{i};s{i};decision;2024-03-01;BL-46;\np{i};s{i};plan;2024-05-10;;d{i}\n" for i in n]
    (folder / "cases.csv").write_text("case_id\n" + "".join(f"s{i}\n" for i in n), encoding="utf-8")
    (folder / "events.csv").write_text(EVENTS.splitlines()[0] + "\n" + "".join(rows), encoding="utf-8")
    line = ("rules", "diff", *sets, "--data", folder, "--as-of", "2026-01-01")
    short, whole = cli(*line).out, cli(*line, "--all").out
    assert "og 3 til" in short
    assert short.count("(for sent)") == 10
    assert whole.count("(for sent)") == 13


def test_json_and_csv_hold_every_changed_unit(cli, sets, export):
    """The same unit in JSON and CSV, with keys in English and codes instead of words."""
    line = ("rules", "diff", *sets, "--data", export, "--as-of", "2026-01-01")
    found = json.loads(cli(*line, "--format", "json").out)
    (unit,) = found["units"]
    assert (unit["rule"], unit["case_id"], unit["before"], unit["after"], unit["after_reason"]) == (
        "plan-ok", "1", "met", "breached", "late",
    )  # fmt: skip
    assert found["outcomes"][0]["transitions"] == [{"before": "met", "after": "breached", "n": 1}]
    assert [r["status"] for r in found["rules"]] == ["changed"]
    (row,) = csv.DictReader(io.StringIO(cli(*line, "--format", "csv").out), delimiter=";")
    assert row == {k: str(v) for k, v in unit.items()}


def test_without_an_export_json_and_csv_hold_the_changed_rules(cli, sets):
    """JSON and CSV tell the change of the rule, and no units."""
    found = json.loads(cli("rules", "diff", *sets, "--format", "json").out)
    assert "units" not in found
    (row,) = csv.DictReader(io.StringIO(cli("rules", "diff", *sets, "--format", "csv").out), delimiter=";")
    assert (row["rule"], row["part"], row["from"]) == ("plan-ok", "require", "2024-01-01")


def test_the_comparison_goes_to_a_file(cli, sets, export):
    """-o writes the file, and says the total on the other stream."""
    answer = cli("rules", "diff", *sets, "--data", export, "--as-of", "2026-01-01", "-o", "ud.txt")
    assert answer.out == ""
    assert "1 enhed" in answer.err
    assert "plan-ok" in Path("ud.txt").read_text(encoding="utf-8")


def test_english(cli, sets, export):
    """With --lang en every word is English."""
    out = cli("--lang", "en", "rules", "diff", *sets, "--data", export, "--as-of", "2026-01-01").out
    assert "Rule sets: gammel against ny" in out
    assert "met -> breached: 1" in out
    assert not set("æøåÆØÅ") & set(out)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("2023-13-31", "2024-01-01"), "diff_side"),
        (("ingen-mappe", "vores"), "diff_side"),
        (("2024-01-01", "vores"), "diff_one_day"),
        (("vores", "vores", "--rules", "."), "diff_rules_unused"),
        (("vores", "vores", "--format", "xml"), "bad_choice"),
        (("vores", "vores", "--rule", "findes-ikke"), "rule_unknown"),
        (("vores", "vores", "--data", "findes-ikke.xlsx"), "file_missing"),
    ],
)
def test_what_the_user_can_mend_gives_2(cli, line, code):
    """A side, an option or a file that cannot be used is told with its cure."""
    answer = cli("rules", "diff", *line)
    assert answer.code == 2
    assert code in answer.err


def test_a_wide_pull_by_the_law_of_two_days(cli, udtraek):
    """The municipal pull, with names and CPR numbers in it, is compared without showing any of them."""
    answer = cli(
        "rules",
        "diff",
        "2023-12-31",
        "2024-01-01",
        "--data",
        udtraek / "udtraek.xlsx",
        "--as-of",
        "2026-10-15",
        "--all",
    )
    assert answer.code == 1
    assert "lovligt fraveget -> ikke overholdt" in answer.out


def test_a_provision_is_named_by_the_number_it_had_on_each_day(cli):
    """The pause of contact stood in section 104(4) in 2024 and in (5) from 2025."""
    out = cli("rules", "diff", "2024-12-31", "2025-01-01", "--rule", "pause-of-contact-at-most-8-weeks").out
    assert "BL § 104, stk. 4" in out
    assert "BL § 104, stk. 5" in out
