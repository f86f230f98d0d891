"""A report beside an earlier run follows up what was recommended then, also from the register of agreed actions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

RULE = "notification-assessed-within-24-hours"


def runs():
    """The ids of the two runs, the earlier first."""
    found = [
        json.loads(p.read_text(encoding="utf-8")) | {"id": p.parent.name} for p in Path("runs").glob("*/manifest.json")
    ]
    return [m["id"] for m in sorted(found, key=lambda m: m["as_of"])]


def built(cli, *argv):
    before, now = runs()
    out = Path(f"ud-{len(argv)}")
    answer = cli("report", "build", "--run", now, "--previous", before, "--format", "md", "-o", out, *argv)
    assert answer.code == 0, answer.text
    return next(out.glob("*.md")).read_text(encoding="utf-8")


def table(text):
    """The rows of the recommendations of last time: what, responsible, deadline, progress."""
    at = text.index("Anbefalingerne fra sidst")
    rows = [line.strip("| ").split(" | ") for line in text[at:].splitlines() if line.startswith("|")]
    head = next(n for n, r in enumerate(rows) if r[0].startswith("Anbefaling"))
    return {r[0].split(":")[0]: r for r in rows[head + 2 :] if len(r) == len(rows[head])}


@pytest.fixture
def last_round(project):
    """The earlier run has a report with approved recommendations, and the register was made of them."""
    before, _ = runs()
    assert (
        project("report", "build", "--run", before, "--texts", "tekster.toml", "--format", "md", "-o", "sidst").code
        == 0
    )
    assert (Path("runs") / before / "reports" / "tekster.toml").is_file()
    assert project("actions", "create").code == 0
    answer = project("actions", "status", "--format", "json", "--as-of", "2026-10-15")
    return project, json.loads(answer.out)["actions"]


def test_the_state_of_a_recommendation_is_that_of_the_register_and_without_one_that_of_the_texts(last_round):
    from actions_made import edit

    cli, actions = last_round
    first, second = actions[0], actions[1]
    edit(5, Status="Gennemført", Ansvarlig="Leder af modtagelsen", Deadline="01-09-2026")
    edit(6, Status="I gang", Deadline="01-09-2026")
    text = built(cli)
    rows = table(text)
    assert rows[first["refs"]][1:4] == ["Leder af modtagelsen", "01-09-2026", "Gennemført"]
    assert rows[second["refs"]][2:4] == ["01-09-2026", "I gang, deadline overskredet"]
    assert "fra handlingsregistret, som det er nu" in text
    Path("handlinger.xlsx").unlink()
    text = built(cli)
    assert table(text)[first["refs"]][3] != "Gennemført"
    assert "som de stod ved den forrige rapport" in text
    assert "handlingsregistret" not in text[text.index("Anbefalingerne fra sidst") :]


def test_several_actions_of_one_recommendation_are_counted(last_round):
    from actions_made import edit

    cli, actions = last_round
    ref = actions[0]["refs"]
    assert (
        cli("actions", "add", "Endnu en", "--ref", f"{ref}; andet", "--responsible", "AB", "--indicator", RULE).code
        == 0
    )
    edit(5, Status="Gennemført", Ansvarlig="CD")
    found = table(built(cli))[ref]
    assert found[1] == "CD, AB"
    assert found[3] == "Ikke startet (1), Gennemført (1)"


def test_what_was_agreed_at_that_run_beside_the_recommendations_is_followed_up_too_but_never_for_a_committee(
    last_round,
):
    from actions_made import edit

    cli, actions = last_round
    before, _ = runs()
    assert (
        cli("actions", "add", "Morgenmøde om frister", "--indicator", f"{RULE} >= 90", "--responsible", "Bodil").code
        == 0
    )
    assert cli("actions", "add", "Senere aftale", "--responsible", "AB").code == 0
    last = len(actions) + 5
    edit(last, **{"Kørsel ved start": before})
    rows = table(built(cli))
    own = f"H-{len(actions) + 1:03d}"
    assert rows[own][1] == "Bodil"
    assert re.fullmatch(r"\d+ af \d+ .*|\d+ af \d+", rows[own][5])
    assert f"H-{len(actions) + 2:03d}" not in rows  # agreed at another run
    assert cli("report", "draft", "--audience", "committee", "-o", "udvalg.toml").code == 0
    texts = Path("udvalg.toml").read_text(encoding="utf-8").replace('status = "udkast"', 'status = "godkendt"')
    for key, value in (("godkendt_af", "Chefen"), ("godkendt_den", "20-10-2026")):
        texts = texts.replace(f'{key} = ""', f'{key} = "{value}"')
    Path("udvalg.toml").write_text(texts, encoding="utf-8")
    edit(5, Ansvarlig="Et navn fra registret")
    text = built(cli, "--audience", "committee", "--texts", "udvalg.toml")
    assert "Anbefalingerne fra sidst" in text
    for secret in ("Morgenmøde", "Bodil", "Et navn fra registret", own):
        assert secret not in text


def test_a_register_with_faults_stops_the_report_with_the_cell(last_round):
    from actions_made import edit

    cli, _ = last_round
    edit(5, Status="måske")
    before, now = runs()
    answer = cli("report", "build", "--run", now, "--previous", before, "--format", "md", "-o", "ud")
    assert answer.code == 2
    assert "action_status" in answer.err
