"""A run that is removed takes with it what was made of it; what people wrote or decided is named and left unless asked for."""

import json
from datetime import date
from pathlib import Path

import pytest

from caseaudit.cli.entry import run
from caseaudit.history.store import Store
from left_behind import EXPORT, called, copied, files, here, shared

CASE = b"27.24.00-G01-"


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return shared(tmp_path_factory) / "work"


@pytest.fixture
def work(tree, tmp_path, monkeypatch):
    folder = copied(tree, tmp_path / "work")
    monkeypatch.setenv("CASEAUDIT_KEY", str(tree.parent / "key"))
    monkeypatch.chdir(folder)
    return folder


def purged(capsys, *flags, code=0):
    capsys.readouterr()
    assert int(run(["privacy", "purge", "--all", *flags])) == code
    return capsys.readouterr().out


def records(folder):
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / "runs/purged").glob("*.json"))]


def test_a_purge_removes_samples_reviews_worklists_and_reports_in_our_own_folders(work, capsys):
    purged(capsys, "--yes")
    assert not list(work.glob("samples/*/")) + list(work.glob("reviews/*/")) + list(work.glob("worklists/*/"))
    ours = {f for f in files(work) if f.startswith(("samples/", "reviews/", "worklists/"))}
    assert ours <= {"samples/latest.txt", "samples/seeds.jsonl", "reviews/latest.txt", "worklists/.lock"}
    for path in (p for p in work.rglob("*") if p.is_file() and not p.is_relative_to(work / "ud")):
        assert CASE not in path.read_bytes() or path.name == "kendte.json", path


def test_files_elsewhere_are_named_and_go_only_when_asked_for_and_unchanged(work, capsys):
    report = work / "ud/rapport/rapport-team.md"
    report.write_text("Min egen tekst.", encoding="utf-8")
    shown = purged(capsys, "--dry-run")
    assert "ud/udvikling.csv: ligger et andet sted" in shown
    assert "rapport-team.md: ikke som den blev skrevet" in shown
    purged(capsys, "--outputs", "--yes")
    assert {f for f in files(work) if f.startswith("ud/")} == {"ud/rapport/rapport-team.md", "ud/tekster.toml"}
    (record,) = records(work)
    assert record["state"] == "done"
    assert {x["path"].rpartition("/")[2]: x["why"] for x in record["left"]} == {
        "rapport-team.md": "written_in",
        "tekster.toml": "decided",
        "kendte.json": "decided",
    }
    assert record["removed"]["outputs"]["history"] == 4


def test_what_people_may_have_written_in_goes_only_with_changed_too(work, capsys):
    form = next(work.glob("reviews/*/forms/*.xlsx"))
    form.write_bytes(form.read_bytes() + b"x")
    (work / "worklists/dagsorden-noter.txt").write_text("x", encoding="utf-8")
    purged(capsys, "--yes")
    assert form.is_file()
    assert len(records(work)[0]["left"]) >= 1
    assert "udfyldt" not in purged(capsys, "--dry-run")
    purged(capsys, "--changed-too", "--yes")
    assert not form.exists()


def test_a_form_that_was_read_back_is_no_reason_to_keep_the_round(work, capsys):
    from hashlib import sha256

    form = next(work.glob("reviews/*/forms/*.xlsx"))
    form.write_bytes(form.read_bytes() + b"x")
    back = form.parents[1] / "originals" / f"{sha256(form.read_bytes()).hexdigest()}.xlsx"
    back.write_bytes(form.read_bytes())
    back.chmod(0o400)
    purged(capsys, "--yes")
    assert not list(work.glob("reviews/*/"))


def test_texts_actions_and_known_findings_are_never_taken_along(work, capsys):
    purged(capsys, "--outputs", "--changed-too", "--yes")
    assert {"handlinger.xlsx", "kendte.json", "ud/tekster.toml"} <= files(work)


def test_the_record_tells_how_much_was_removed_and_no_case(work, capsys):
    purged(capsys, "--yes", "--outputs")
    (record,) = records(work)
    assert [(s["as_of"], s["cases"]) for s in record["removed"]["samples"]] == [("2026-10-15", 4)]
    assert [r["cases"] for r in record["removed"]["reviews"]] == [4]
    assert record["removed"]["worklists"] == 3
    assert CASE not in next((work / "runs/purged").glob("*.json")).read_bytes()
    seeds = [json.loads(x) for x in (work / "samples/seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [s["event"] for s in seeds] == ["seed", "drawn"]
    assert not any("command" in s for s in seeds)


def test_a_planned_sample_still_counts_as_drawn_when_it_has_been_removed(work, capsys):
    held = ("history", "missed", "--as-of", "2026-12-15", "--fail", "--format", "json")
    assert int(run([*held])) == 0
    purged(capsys, "--yes")
    assert int(run([*held])) == 0
    for path in (work / "runs/purged").glob("*.json"):
        path.unlink()
    assert int(run([*held])) == 1


def test_the_totals_and_key_figures_of_a_removed_run_stay_and_its_indicator_is_still_told(work, capsys):
    with Store(work / "runs") as store:
        (row,) = store.runs()
        before = store.figures(row.id)
    assert len(before) > 20
    purged(capsys, "--yes")
    with Store(work / "runs") as store:
        assert store.figures(row.id) == before
        assert store.outputs() == ()
        assert store.tallies(row.id, "")
    from caseaudit.cli.actions_measure import Measuring
    from caseaudit.rules.rulebook import load_rulebook
    from caseaudit.settings import Config

    with Store(work / "runs") as store:
        measuring = Measuring(store, work / "runs", Config(), load_rulebook())
        told = measuring.measure(row.id, "notifications-under-8")
    kept = next(f for f in before if (f.figure, f.part) == ("notifications-under-8", ""))
    assert (told.value, told.n) == (kept.value, kept.denominator)


def test_a_newer_round_and_its_sample_stay_when_an_old_run_is_pruned(work, capsys):
    from caseaudit.runs.belonging import Places, belonging

    (run_id,) = (p.parent.name for p in work.glob("runs/*/manifest.json"))
    places = Places(work / "runs", work / "samples", work / "reviews", work / "worklists")
    made_on = date.fromisoformat(json.loads(next(work.glob("reviews/*/round.json")).read_text())["created"][:10])
    found = {b.kind: b.why for b in belonging([run_id], places, made_on) if b.kind in ("sample", "review")}
    assert found == {"sample": "newer", "review": "newer"}


def test_a_file_that_a_later_run_wrote_belongs_to_the_later_run(work, capsys):
    first = next(p.parent.name for p in work.glob("runs/*/manifest.json"))
    called("check", EXPORT, "--as-of", "2026-11-15", "--exit-zero", "--format", "json", "-o", "ud/resultat.json")
    assert int(run(["privacy", "purge", "--run", first, "--outputs", "--yes"])) == 0
    assert (work / "ud/resultat.json").is_file()
    assert not (work / "ud/svar.csv").exists()
    assert int(run(["history", "verify"])) == 0


RETENTION = '[retention]\nfindings = "13m"\ntotals = "5y"\n'


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Runs of three years."""
    folder = tmp_path_factory.mktemp("three")
    (folder / "work").mkdir()
    with here(folder / "work", folder / "key"):
        Path("caseaudit.toml").write_text(RETENTION, encoding="utf-8")
        for day in ("2020-01-15", "2025-01-15", "2026-10-15"):
            called("check", EXPORT, "--as-of", day, "--exit-zero", "-q")
    return folder / "work"


def due(folder, key, *flags):
    with here(folder, key):
        return int(run(["history", "prune", "--due", *flags]))


def test_prune_due_carries_out_the_limits_of_the_configuration(three, tmp_path):
    folder, key = copied(three, tmp_path / "work"), three.parent / "key"
    assert due(folder, key, "--as-of", "2026-10-20", "--dry-run") == 0
    assert len(list(folder.glob("runs/*/manifest.json"))) == 3
    assert due(folder, key, "--as-of", "2026-10-20") == 2
    assert due(folder, key, "--as-of", "2026-10-20", "--yes") == 0
    with Store(folder / "runs") as store:
        assert [(r.as_of, bool(r.pruned_on)) for r in store.runs()] == [("2025-01-15", True), ("2026-10-15", False)]
        assert store.sound()


def test_a_clock_that_runs_ahead_does_not_empty_the_folder(three, tmp_path):
    folder, key = copied(three, tmp_path / "work"), three.parent / "key"
    assert due(folder, key, "--as-of", "2099-01-01", "--yes") == 2
    assert len(list(folder.glob("runs/*/manifest.json"))) == 3


def test_check_says_that_something_is_too_old_and_removes_nothing(three, tmp_path, capsys):
    folder = copied(three, tmp_path / "work")
    with here(folder, three.parent / "key"):
        capsys.readouterr()
        called("check", EXPORT, "--as-of", "2026-10-16", "--exit-zero", "-o", "ud.txt")
    assert "2 kørsler er ældre end fristen" in capsys.readouterr().err
    assert len(list(folder.glob("runs/*/manifest.json"))) == 4


def test_without_limits_prune_due_is_refused(tree, tmp_path):
    folder = copied(tree, tmp_path / "work")
    assert due(folder, tree.parent / "key", "--yes") == 2
    with here(folder, tree.parent / "key"):
        assert int(run(["history", "prune", "--yes"])) == 2
        assert int(run(["history", "prune", "--due", "--keep", "2y", "--yes"])) == 2


def test_the_trend_of_a_key_figure_goes_through_runs_whose_cases_are_removed(three, tmp_path, capsys):
    folder, key = copied(three, tmp_path / "work"), three.parent / "key"
    asked = ["trend", "--figure", "notifications-under-8", "--figure", "cases-open", "--format"]
    with here(folder, key):
        capsys.readouterr()
        assert int(run([*asked, "json"])) == 0
        before = capsys.readouterr().out
        assert int(run(["history", "prune", "--keep", "13m", "--as-of", "2026-10-20", "--yes"])) == 0
        capsys.readouterr()
        assert int(run([*asked, "json"])) == 0
        assert capsys.readouterr().out == before
        figures = json.loads(before)["figures"]
        assert [p["on"] for p in figures["cases-open"]] == ["2020-01-15", "2025-01-15", "2026-10-15"]
        assert int(run(["figures", "--format", "json"])) == 0
        now = {f["id"]: f["value"] for f in json.loads(capsys.readouterr().out)["figures"]}
        assert figures["cases-open"][-1]["value"] == now["cases-open"]
        for form in ("table", "csv"):
            assert int(run([*asked, form])) == 0
        assert "15-10-2026" in capsys.readouterr().out
        assert int(run(["trend", "--figure", "cases-open", "--by", "team"])) == 2
        assert int(run(["trend", "--figure", "findes-ikke"])) == 2
