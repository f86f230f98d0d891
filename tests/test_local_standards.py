"""A municipality's own standards are told apart from the law, and move no figure that is about the law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from caseaudit.rules.rulebook import load_rulebook
from caseaudit.selfcheck import check_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Answer

    Cli = Callable[..., Answer]

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "examples" / "local-standards"
NAMES = sorted(p.stem for p in PACK.rglob("*.yaml"))
AS_OF = "2026-10-15"


def _check(cli: Cli, *more: object) -> Answer:
    small = ROOT / "examples" / "small" / "canonical.xlsx"
    answer = cli("check", small, "--as-of", AS_OF, "--exit-zero", *more)
    assert answer.code == 0, answer.err
    return answer


def _json(cli: Cli, *more: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_check(cli, "--format", "json", *more).out)
    return found


def _percent(text: str) -> list[str]:
    """The lines that speak of the law as a whole: every theme's own line, and the sums below the table."""
    kept = ("I alt", "Sager med mindst ét brud")
    themes = tuple(str(t.title) for t in load_rulebook().themes.values())
    return [line for line in text.splitlines() if line.startswith((*kept, *themes))]


def test_the_pack_is_accepted_as_strictly_as_the_shipped_rules() -> None:
    """Every rule of the worked pack loads, and its example cases give what they promise."""
    book = load_rulebook([PACK], strict=True)
    assert len(NAMES) == 5
    for file, ran, problems in check_rules([book.files[n] for n in NAMES]):
        assert problems == [], file.rule.id
        assert ran >= 8


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_of_the_pack_judges_a_local_standard_and_no_row_of_the_law(name: str) -> None:
    """What a municipality decided itself is never counted as law, and stands in the folder of its theme."""
    file = load_rulebook([PACK]).files[name]
    assert file.rule.local
    assert file.rule.law_rows == ()
    assert file.path.parent.name == file.rule.theme
    assert not file.overrides


def test_the_figures_of_the_law_are_the_same_with_and_without_the_pack(cli: Cli) -> None:
    """Row by row and rule by rule the law is judged alike; so is the count of cases with a breach."""
    without, with_pack = _json(cli), _json(cli, "--rules", PACK)
    assert with_pack["law_rows"] == without["law_rows"]
    assert with_pack["cases_with_breach"] == without["cases_with_breach"]
    legal = [r for r in with_pack["rules"] if r["id"] not in NAMES]
    assert legal == without["rules"]
    added = {r["id"]: r for r in with_pack["rules"] if r["id"] in NAMES}
    assert sorted(added) == NAMES
    assert all(r["judges"] == "local_standard" and r["law_rows"] == [] for r in added.values())
    assert added["follow-up-every-quarter"]["outcomes"]["breached"] > 0, "the standard is stricter than the cases"


def test_the_percentages_that_are_printed_do_not_move(cli: Cli) -> None:
    """Each theme's own line, the share of the law and the cases with a breach read the same with the pack."""
    lines = _percent(_check(cli).out)
    assert any(line.startswith("I alt") and "%" in line for line in lines)
    assert _percent(_check(cli, "--rules", PACK).out) == lines


def test_a_local_standard_is_marked_where_it_stands(cli: Cli) -> None:
    """Each that has something to judge carries the mark, one line sums them apart from the law; without the pack none does."""
    judged = [r for r in _json(cli, "--rules", PACK)["rules"] if r["id"] in NAMES and _units(r)]
    out = " ".join(_check(cli, "--rules", PACK).out.split())
    assert len(judged) == 4, "early support is not in the example"
    assert out.count("[lokal standard]") == len(judged)
    assert "Lokale standarder (ikke lov, ikke medregnet)" in out
    assert "[lokal standard]" not in " ".join(_check(cli).out.split())


def _units(rule: dict[str, Any]) -> int:
    return sum(n for outcome, n in rule["outcomes"].items() if outcome != "not_applicable")


def test_the_pack_can_be_named_in_the_configuration(cli: Cli) -> None:
    """`rules` in caseaudit.toml does what `--rules` does."""
    Path("caseaudit.toml").write_text(f'rules = ["{PACK.as_posix()}"]\n', encoding="utf-8")
    assert _json(cli)["rules"] == _json(cli, "--config", "caseaudit.toml", "--rules", PACK)["rules"]


def test_lint_and_test_accept_the_folder(cli: Cli) -> None:
    """The commands that the README of the pack names find nothing wrong."""
    assert cli("rules", "lint", PACK).code == 0
    assert cli("rules", "test", "follow-up-every-quarter", "--rules", PACK).code == 0
