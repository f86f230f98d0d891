"""The other commands: explain, rules, mapping, schema, demo, help."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest


@pytest.fixture
def checked(cli, udtraek):
    cli("check", udtraek / "udtraek.xlsx", "--as-of", "2026-10-15")
    return cli


def test_explain_shows_dates_arithmetic_law_source_and_cure(checked):
    """One rule of one case: timeline, deadline with its arithmetic, provision with confidence, source row, doubt and cure."""
    text = checked("explain", "27.24.00-G01-160-25", "P1").out
    for part in (
        "31-12-2023", "IKKE OVERHOLDT (for sent, 136 dage over fristen)", "udtraek.xlsx, ark Udtræk, række 166",
        "SEL § 140, stk. 1", "lovteksten er læst", "Usikkert?", "Ret op", "fra 01-01-2024: BL § 91, stk. 2",
    ):  # fmt: skip
        assert part in text


def test_explain_spells_out_month_arithmetic(checked, udtraek):
    """A deadline of months shows its sum: date + 3 months = date."""
    found = json.loads(checked("check", udtraek / "udtraek.csv", "--as-of", "2026-10-15", "--format", "json").out)
    late = next(f for f in found["findings"] if f["law_row"] == "P3" and f["reason"] == "late")
    text = checked("explain", late["case_id"], "P3").out
    assert re.search(r"\d\d-\d\d-\d{4} \+ 3 måneder = \d\d-\d\d-\d{4}", text)


def test_explain_without_a_rule_tells_the_whole_case(checked):
    """Without a rule every breach is explained and the rest is named in one line each."""
    text = checked("explain", "27.24.00-G01-160-25").out
    assert "Forløb" in text
    assert "Uden anmærkning" in text
    assert "Ikke relevant i sagen" in text
    assert "Case 27.24.00-G01-160-25" in checked("explain", "27.24.00-G01-160-25", "--lang", "en").out


def test_explain_of_an_unknown_case_does_not_echo_it(checked):
    """A case that is not there ends with 2; the number typed is not repeated, it may be a CPR number."""
    answer = checked("explain", "310210-4999")
    assert answer.code == 2


def test_explain_reads_an_export_directly(cli, udtraek):
    """--data explains from a file without a kept run."""
    answer = cli("explain", "27.24.00-G01-160-25", "P1", "--data", udtraek / "udtraek.csv", "--as-of", "2026-10-15")
    assert answer.code == 0
    assert "SEL § 140" in answer.out


def test_rules_list_show_test_and_lint(cli):
    """The catalogue can be listed, each rule shown with law, versions, confidence, limits and cases, tested and linted."""
    listed = json.loads(cli("rules", "list", "--format", "json").out)
    assert len(listed) >= 19
    shown = cli("rules", "show", "plan-before-decision").out
    for part in ("Til og med 31-12-2023", "Fra 01-01-2024", "lovteksten er læst", "Begrænsninger", "Eksempelsager"):
        assert part in shown
    tested = cli("rules", "test")
    assert tested.code == 0
    assert ", 0 fejl" in tested.out
    assert cli("rules", "lint").code == 0
    for rule in listed:
        assert cli("rules", "show", rule["id"], "--lang", "en").code == 0


def test_a_rule_whose_case_is_wrong_fails_its_test(cli, tmp_path):
    """A rule that does not do what its example says ends `rules test` with 1 and names file, line and outcome."""
    from checkout import ROOT

    folder = tmp_path / "egne" / "plan"
    folder.mkdir(parents=True)
    text = (ROOT / "rules" / "plan" / "plan-before-decision.yaml").read_text(encoding="utf-8")
    (folder / "plan-before-decision.yaml").write_text(
        text.replace("by: at + 4 months", "by: at + 5 months"), encoding="utf-8"
    )
    answer = cli("rules", "test", "--rules", tmp_path / "egne")
    assert answer.code == 1
    assert "plan-before-decision.yaml" in answer.err
    assert "excused" in answer.err


def test_mapping_suggest_shows_no_value_and_its_profile_works(cli, udtraek, tmp_path):
    """An export with strange headers gets a proposal, masked; the profile written from it reads the export."""
    text = (udtraek / "udtraek.csv").read_bytes().decode("cp1252")
    head, rest = text.split("\n", 1)
    strange = tmp_path / "andet.csv"
    strange.write_bytes(
        (head.replace("Sagsnummer", "Sagsnumer (id)").replace("Paragraf", "Paragraffen") + "\n" + rest).encode("cp1252")
    )
    profile = tmp_path / "profil.yaml"
    answer = cli("mapping", "suggest", strange, "-o", profile)
    assert answer.code == 0
    assert "27.24.00" not in answer.text
    assert "Nord" not in answer.text
    assert cli("mapping", "check", profile, strange).code == 0
    found = cli("check", strange, "--profile", profile, "--as-of", "2026-10-15", "--format", "json")
    assert json.loads(found.out)["population"]["cases"] == 160


def test_schema_show_template_and_coverage(cli, udtraek, tmp_path):
    """The tables are shown, the empty template is refused as empty, and coverage names what is missing."""
    shown = cli("schema", "show").out
    assert "aware_on" in shown
    assert "børnefaglig undersøgelse" in shown
    target = tmp_path / "skabelon.xlsx"
    assert cli("schema", "template", "-o", target).code == 0
    assert cli("check", target).code == 3
    covered = json.loads(cli("schema", "coverage", udtraek / "udtraek.xlsx", "--format", "json").out)
    by_rule = {c["rule"]: c for c in covered}
    assert by_rule["plan-before-decision"]["can_run"]
    assert by_rule["lawyer-offered"]["missing_types"] == ["lawyer_offered"]
    assert not by_rule["supervision-visits-with-child"]["can_run"]


def test_a_rule_that_cannot_be_fed_is_unknown_for_every_unit(cli, udtraek):
    """What coverage says cannot run gives unknown/data_missing for every unit to which it applies, never met."""
    found = json.loads(cli("check", udtraek / "udtraek.xlsx", "--as-of", "2026-10-15", "--format", "json").out)
    covered = json.loads(cli("schema", "coverage", udtraek / "udtraek.xlsx", "--format", "json").out)
    cannot = {c["rule"] for c in covered if not c["can_run"]}
    assert cannot
    for rule in found["rules"]:
        if rule["id"] in cannot:
            o = rule["outcomes"]
            assert o["met"] + o["excused"] + o["breached"] + o["pending"] == 0, rule["id"]


def test_demo_writes_three_shapes_and_finds_what_it_planted(cli, tmp_path):
    """The demo's own truth holds for its check; the same seed gives the same bytes; rates can be set."""
    assert cli("demo", "a", "--cases", "30", "--no-check").code == 0
    assert cli("demo", "b", "--cases", "30").code == 0
    work = tmp_path / "work"
    assert (work / "a" / "canonical" / "events.csv").read_bytes() == (
        work / "b" / "canonical" / "events.csv"
    ).read_bytes()
    truth = json.loads((work / "a" / "truth.json").read_text(encoding="utf-8"))
    found = json.loads(cli("check", "a/wide.xlsx", "--as-of", truth["as_of"], "--format", "json").out)
    for row, expected in truth["law_rows"].items():
        got = {k: v for k, v in found["law_rows"][row].items() if v and k != "not_applicable"}
        assert got == {k: v for k, v in expected.items() if v}, row
    assert cli("demo", "c", "--cases", "5", "--rate", "C1=2").code == 2
    assert cli("demo", "c", "--cases", "5", "--as-of", "2010-01-01").code == 2


@pytest.mark.parametrize("argv", [(), ("rules",), ("check",), ("explain",), ("schema", "coverage")])
def test_help_is_danish_unless_asked(cli, argv):
    """Help speaks Danish, without English words of the parser."""
    text = cli(*argv, "--help").out
    assert "Brug:" in text
    assert "Usage:" not in text
    assert "Show this message" not in text


def test_english_help_is_english():
    """With --lang en the help is in English from the first word."""
    done = subprocess.run(
        [sys.executable, "-m", "caseaudit", "--lang", "en", "--help"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "Usage:" in done.stdout
    assert "Check an export against the law." in done.stdout


def test_heavy_libraries_stay_off_the_start_up_path():
    """Showing help imports neither pandas, numpy, pydantic, pyarrow nor rich."""
    code = "import sys; from caseaudit.cli.entry import run; run(['--help']); print([m for m in ('pandas','numpy','pydantic','pyarrow','rich','yaml','holidays') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip().endswith("[]")


def test_a_console_that_is_not_utf8_survives(udtraek, tmp_path):
    """A scheduled run whose output goes to a cp850 log file does not crash."""
    env = {
        "PYTHONIOENCODING": "cp850",
        "CASEAUDIT_KEY": str(tmp_path / "key"),
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "caseaudit", "check", str(udtraek / "udtraek.csv"), "--as-of", "2026-10-15", "--no-save"],
        capture_output=True, check=False, env=env, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode("cp850")
    assert "Børne" in done.stdout.decode("cp850") or "Barnet" in done.stdout.decode("cp850")


def test_version(cli):
    """The version is told."""
    assert re.fullmatch(r"caseaudit \d+\.\d+\.\d+\n", cli("version").out)


@pytest.mark.parametrize(
    ("column", "row", "never"),
    [
        ("BFU afsluttet", "I4", ("met", "breached", "excused", "pending")),
        ("Behov kendt", "I4", ("met", "breached", "excused", "pending")),
        ("24-timers vurdering", "N1", ("met", "breached", "excused", "pending")),
        ("Bisidder tilbudt", "C5", ("met", "breached", "excused", "pending")),
        ("Plan nødvendig", "P2", ("met", "breached", "excused", "pending")),
        ("Plan dato", "P3", ("met", "breached", "excused", "pending")),
        ("Begrundelse for undladt samtale", "C1", ("excused",)),
        ("Foreløbig vurdering", "I4", ("excused",)),
    ],
)
def test_a_column_that_is_missing_for_its_own_events_is_unknown(cli, udtraek, tmp_path, column, row, never):
    """Without a column the questions it answers are unknown, also when another column of the export feeds the same field."""
    import csv

    text = (udtraek / "udtraek.csv").read_bytes().decode("cp1252")
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";"))
    at = rows[0].index(column)
    path = tmp_path / "uden.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([[c for i, c in enumerate(r) if i != at] for r in rows])
    whole = json.loads(cli("check", udtraek / "udtraek.csv", "--as-of", "2026-10-15", "--format", "json").out)[
        "law_rows"
    ][row]
    found = json.loads(cli("check", path, "--as-of", "2026-10-15", "--format", "json").out)["law_rows"][row]
    assert all(not found[o] for o in never), found
    assert found["unknown"] > whole["unknown"]


def test_the_language_of_the_configuration_is_used(cli, tmp_path):
    """`lang = "en"` in caseaudit.toml speaks English; --lang beats it."""
    (tmp_path / "caseaudit.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert "rules" in cli("rules", "list").out.splitlines()[-1]
    assert "regler" in cli("rules", "list", "--lang", "da").out.splitlines()[-1]


def test_a_run_id_is_never_taken_for_a_cpr_number(cli, examples):
    """The name of a kept run survives the masking of CPR numbers, whatever the clock says."""
    from caseaudit.privacy import mask

    for clock in ("171225", "310210", "010100"):
        name = f"20261122T{clock}Z-9999"
        assert mask(f"runs/{name}") == f"runs/{name}"
    assert "runs/2" in cli("check", examples / "small" / "canonical").out


def test_the_rules_are_listed_by_theme_and_by_step_of_a_case(cli):
    """The same rules in two orders: as auditors report, and as the work is done."""
    by_theme, by_step = (cli("rules", "list", *args).out.splitlines() for args in ((), ("--by", "step")))
    assert sorted(line for line in by_theme if line.startswith("  ")) == sorted(
        line for line in by_step if line.startswith("  ")
    )
    heads = [line for line in by_step if line and not line.startswith(" ")]
    assert heads.index("Før afgørelsen") < heads.index("Afgørelsen") < heads.index("Opfølgning og tilsyn")
    assert cli("rules", "list", "--by", "color").code == 2
