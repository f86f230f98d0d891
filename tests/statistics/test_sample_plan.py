"""`caseaudit sample plan`: what is told before a draw, on a screen of 80 columns, as JSON and as Markdown."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from caseaudit.sample.planning import CERTAIN_FROM, CHANGE, Wish, plan
from caseaudit.statistics.planning import power

ASKED = ("--population", 400)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_400_cases_in_plain_words(cli):
    """Population, needed sizes, what 20 cases show, the custom of 20 to 26 with its reservation, and advice."""
    answer = cli("sample", "plan", *ASKED)
    assert answer.code == 0
    text = plain(answer.out)
    for part in (
        "Plan for en stikprøve blandt 400 sager", "95 pct. sikkerhed",
        "på 10 procentpoint nær, når 70 pct. ventes at opfylde kravet 81 sager",
        "højst 10 pct. har fejl, hvis der ikke findes nogen 28 sager", "hvis der findes 1 44 sager",
        "0 fejl giver højst så mange sager med fejl 54 sager (13,5 pct.)", "når 80 pct. opfylder kravet 23 procentpoint",
        "ved 1 pct. fejl (4 sager) 19 pct. chance", "ved 5 pct. fejl (20 sager) 65 pct. chance",
        "ved 10 pct. fejl (40 sager) 88 pct. chance", "fra 70 pct. til 90 pct. ses, med 20 sager hver gang 24 pct. chance",
        "20-26 sager pr. kommune", "for få til generelle udsagn", "udtræk 81 sager",
    ):  # fmt: skip
        assert part in text


def test_the_same_in_english(cli):
    """Every number of the Danish plan stands in the English one."""
    danish = cli("sample", "plan", *ASKED).out
    english = cli("sample", "plan", *ASKED, "--lang", "en").out
    assert "What can 20 cases show?" in english
    assert "sager" not in english
    assert re.findall(r"\d+", danish) == re.findall(r"\d+", english)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("asked", [(400, 20), (1_000_000, 20), (1_000_000, 100_000), (12, 20), (1, 1), (37, 36)])
def test_no_line_is_wider_than_80_signs(cli, asked, lang):
    """Also with a population of a million; every sign exists in the consoles of Windows."""
    out = cli("sample", "plan", "--population", asked[0], "--n", asked[1], "--lang", lang).out
    assert max(map(len, out.splitlines())) <= 80
    assert out.encode("cp850").decode("cp850") == out.encode("cp1252").decode("cp1252")
    assert "\u00a0" not in out


def test_json_has_the_numbers_of_the_table(cli):
    """Shares between 0 and 1, counts whole, the same keys in both languages."""
    found = json.loads(cli("sample", "plan", *ASKED, "--format", "json").out)
    assert found == json.loads(cli("sample", "plan", *ASKED, "--format", "json", "--lang", "en").out)
    assert found["population"] == 400
    assert found["run"] is None
    assert found["needed"] == {
        "for_margin": 81,
        "for_tolerable": [{"errors_allowed": 0, "n": 28}, {"errors_allowed": 1, "n": 44}],
    }
    assert found["shown"]["errors_at_most_if_none_found"] == 54
    assert found["shown"]["margin_at_80"] == 0.23
    assert [round(d["chance"], 4) for d in found["shown"]["detection"]] == [0.1861, 0.6507, 0.8849]
    assert found["recommended"] == 81


def test_markdown_has_a_table_per_question(cli):
    out = cli("sample", "plan", *ASKED, "--format", "markdown").out
    assert out.startswith("# Plan for en stikprøve blandt 400 sager")
    assert out.count("|---|---|") == 2
    assert "| 0 fejl giver højst så mange sager med fejl | 54 sager (13,5 pct.) |" in out


def test_the_population_is_that_of_the_latest_run(cli, examples):
    """Without --population the cases of the latest run are counted, and the run is named."""
    cli("check", examples / "small" / "wide.xlsx", "--as-of", "2026-10-15")
    found = json.loads(cli("sample", "plan", "--format", "json").out)
    kept = json.loads(next(p for p in _runs()).read_text(encoding="utf-8"))
    assert found["population"] == kept["population"]["cases"]
    assert found["run"] in cli("sample", "plan").out


def _runs():
    from pathlib import Path

    return Path("runs").glob("*/manifest.json")


def test_without_population_or_run_the_user_is_told_what_to_do(cli):
    answer = cli("sample", "plan")
    assert answer.code == 2
    assert "no_runs" in answer.err


def test_numbers_that_make_no_sense_are_all_named(cli):
    """Each wrong option is named with its range; nothing is printed on stdout."""
    answer = cli(
        "sample", "plan", "--population", 0, "--n", 0, "--confidence", 100, "--margin", 0, "--expected", 101,
        "--tolerable", "nan",
    )  # fmt: skip
    assert answer.code == 2
    assert answer.out == ""
    for option in ("--population", "--n", "--confidence", "--margin", "--expected", "--tolerable"):
        assert f"{option} kan ikke være" in answer.err


def test_an_unknown_format_is_refused(cli):
    assert cli("sample", "plan", *ASKED, "--format", "xml").code == 2


def test_when_all_cases_are_read_nothing_is_estimated(cli):
    """12 cases and a sample of 20: all are read, and no limit, margin or chance is shown."""
    out = cli("sample", "plan", "--population", 12).out
    assert "Hvad kan 12 sager vise?" in out
    assert "ingen stikprøveusikkerhed" in plain(out)
    assert "chance" not in out
    assert "Gennemgå alle 12 sager." in out


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(400, 20), "er for få både til at måle niveauet og til at vise"),
        (Wish(400, 90), "er nok til at måle med den ønskede præcision"),
        (Wish(400, 40), "kan vise, at højst 10 pct. har fejl, hvis ingen findes, men er for få til at måle"),
        (Wish(400, 40, margin=0.3, tolerable=0.02), "er nok til at måle niveauet, men for få til at vise"),
        (Wish(30, 20, margin=0.05), "så gennemgå alle 30 sager"),
    ],
)
def test_the_advice_follows_from_what_is_needed(wish, says):
    """Too few for both, enough for both, for one of them; and all cases where a sample saves next to nothing."""
    from caseaudit.cli.sample_plan_words import table

    assert says in plain("\n".join(table(plan(wish), "")))


def test_no_chance_is_called_certain_or_impossible_unless_it_is():
    """3,000 of 100,000 as good as surely meet one of 10,000 bad cases: "over 99"; 100 only when it must happen."""
    from caseaudit.cli.sample_plan_words import table

    assert "100 pct." not in "\n".join(table(plan(Wish(100_000, 3000)), ""))
    sure = "\n".join(table(plan(Wish(40, 38)), ""))
    assert "ved 10 pct. fejl (4 sager)" in sure
    assert "100 pct. chance" in sure
    assert "under 1 pct. chance" in "\n".join(table(plan(Wish(1000, 4, expected=0.75)), ""))


def test_a_rate_of_less_than_half_a_case_is_told_as_one_case():
    """1 % of 30 is no case at all; the plan then speaks of one case, and never twice of the same number."""
    from caseaudit.cli.sample_plan_words import table

    text = "\n".join(table(plan(Wish(30, 12)), ""))
    assert "ved fejl i 1 sag" in text
    assert "ved 1 pct. fejl" not in text
    tiny = "\n".join(table(plan(Wish(6, 2)), ""))
    assert tiny.count("Mindst én fejl findes") == 1


def test_a_change_has_room():
    """From 70 % a rise of 20 points is looked for; from 90 % a fall."""
    assert (plan(Wish(400)).power.before, plan(Wish(400)).power.after) == (0.7, 0.9)
    assert plan(Wish(400, expected=0.9)).power.after == 0.7
    assert plan(Wish(400, expected=0.8)).power.after == 1.0


def test_beyond_the_largest_computed_size_a_change_is_found_for_certain():
    """2,000 cases each time find 20 points with certainty at 99.999 % confidence, so more need not be computed."""
    for before in (0.0, 0.4, 0.8):
        assert power(before, before + CHANGE, CERTAIN_FROM, 0.99999) > 0.999999


def test_help_does_not_load_the_statistics():
    """The help of the group imports neither scipy, numpy nor pandas."""
    code = (
        "import sys; from caseaudit.cli.entry import run; run(['sample', '--help']);"
        "print([m for m in ('scipy', 'numpy', 'pandas', 'statsmodels') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_plan_needs_neither_pandas_nor_statsmodels():
    """The plan of a given population loads scipy alone, so it is on the screen in about a second."""
    code = (
        "import sys; from caseaudit.cli.entry import run; run(['sample', 'plan', '--population', '400']);"
        "print([m for m in ('pandas', 'statsmodels', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip().endswith("[]")
