"""Why a value was refused is told in Danish, and never by the value itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ENGLISH = re.compile(r"\b(should|must|field|input|valid|required|string|integer|than)\b", re.IGNORECASE)
WIDE = Path(__file__).resolve().parents[1] / "profiles" / "wide-danish.yaml"


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[report]\nmin_cell = 1", "mindst 2"),
        ("[report]\nmin_cell = 101", "højst være 100"),
        ("[report]\nmin_cell = 'fem'", "helt tal"),
        ("[report]\ntarget = 'højt'", "et tal"),
        ("[report]\ncolour = 'rød'", "form"),
        ("[report]\ntitle = 4", "tekst"),
        ("rules = 'egne'", "liste"),
        ("report = 1", "nøgler med værdier"),
        ("lang = 'se'", "form"),
        ("[review]\ndue_days = 400", "højst være 365"),
        ("[notify]\non = 'altid'", "'always', 'findings'"),
        ("[[schedule]]\nname = 'uge'\nevery = 'week'", "mangler"),
        ("[[schedule]]\nname = ''\nevery = 'week'\nfrom = 2026-01-01", "tom"),
        ("[[schedule]]\nname = 'uge'\nevery = 'week'\nmonths = [1]\nfrom = 2026-01-01", "every OR months"),
        ("[[schedule]]\nname = 'uge'\nevery = 'week'\nfrom = 'snart'", "dato"),
    ],
)
def test_a_setting_is_refused_in_danish(cli, examples, toml, told):
    """The reason is a Danish one, with the limit where there is one."""
    Path("caseaudit.toml").write_text(toml + "\n", encoding="utf-8")
    answer = cli("check", examples / "small" / "wide.csv", "--no-save")
    assert answer.code == 2
    assert told in answer.err
    assert not ENGLISH.search(answer.err.replace("caseaudit.toml", ""))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("shape: wide", "shape: broad", "skal være 'canonical', 'wide', 'log'"),
        ("shape: wide", "", "mangler"),
        ("name: wide-danish", "name: [a]", "tekst"),
    ],
)
def test_a_profile_is_refused_in_danish(cli, was, now, told):
    Path("p.yaml").write_text(WIDE.read_text(encoding="utf-8").replace(was, now, 1), encoding="utf-8")
    answer = cli("mapping", "check", "p.yaml")
    assert answer.code == 2
    assert told in answer.text
    assert not ENGLISH.search(answer.text)
