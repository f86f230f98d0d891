"""Two rounds of review side by side: samples, so that a small difference shows nothing; and a round beside a run."""

import json
from pathlib import Path

import pytest

POINT = "child-conversation-before-decision"


def held(cli, seed, fulfilled):
    """A round of 12 cases with one answer each: the first `fulfilled` are yes. Returns its id and how many were answered."""
    assert cli("sample", "--n", "12", "--seed", seed).code == 0
    assert cli("review", "create", "--reviewers", "AB", "--points", POINT).code == 0
    name = Path("reviews/latest.txt").read_text(encoding="utf-8").strip()
    entries = json.loads(Path("reviews", name, "round.json").read_text(encoding="utf-8"))["entries"]
    answers = [
        {"key": e["key"], "reviewer": "AB", "value": "yes" if n < fulfilled else "no", "comment": "x"}
        for n, e in enumerate(entries)
    ]
    told = {"schema_version": 1, "round": name, "answers": answers, "resolved": [], "imported": []}
    Path("reviews", name, "answers.json").write_text(json.dumps(told), encoding="utf-8")
    return name, len(entries)


@pytest.fixture
def rounds(cli, examples):
    assert cli("check", examples / "small/canonical", "--as-of", "2026-10-15", "--exit-zero").code == 0
    return held(cli, "a", 4), held(cli, "b", 6)


def test_two_rounds_are_compared_by_the_points_that_are_the_same_with_an_interval(cli, rounds):
    (a, asked_a), (b, asked_b) = rounds
    answer = cli("history", "compare", a, b, "--format", "json", "--all")
    assert answer.code == 0, answer.err
    data = json.loads(answer.out)
    assert data["sample"] is True
    assert [data[s]["kind"] for s in ("before", "now")] == ["review", "review"]
    line = next(x for x in data["lines"] if x["part"] == "rule" and x["id"] == POINT)
    assert (line["before"]["good"], line["before"]["judged"]) == (4, asked_a)
    assert (line["now"]["good"], line["now"]["judged"]) == (6, asked_b)
    assert line["low"] < 0 < line["high"]
    assert line["shown"] is False
    assert "kan ikke vise, om niveauet har ændret sig" in " ".join(cli("history", "compare", a, b).out.split())
    assert "not_compared" in data["breaches"]


def test_a_round_beside_a_run_is_a_sample_too(cli, rounds):
    (a, _), _ = rounds
    data = json.loads(cli("history", "compare", a, "2026-10-15", "--format", "json", "--all").out)
    assert data["sample"] is True
    assert {x["id"] for x in data["lines"] if x["part"] == "rule"} == {POINT}


def test_a_sample_of_the_round_answers_for_the_plan(cli, rounds):
    Path("caseaudit.toml").write_text(
        '[[schedule]]\nname = "Ledelsestilsyn"\nevery = "month"\nfrom = 2026-10-01\nsample = 24\n', encoding="utf-8"
    )
    answer = cli("history", "missed", "--as-of", "2026-11-20", "--all")
    assert "01-10-2026 til 31-10-2026: holdt" in " ".join(answer.out.split())
    assert "24 af 24 sager udtrukket" in " ".join(answer.out.split())
