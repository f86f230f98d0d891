"""What is pruned is gone: from the folder, from the bytes of the store, and from copies of it; the totals stay."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.errors import UsageError
from caseaudit.history.store import Store
from caseaudit.runs.pruning import limit, old_runs
from made_history import finding, keep, made, tally

KEYS = [bytes([200 + n]) * 16 for n in range(3)]
TEAM = "Team Kanariehus Øst"


@pytest.fixture
def runs(tmp_path):
    """An old run with a team of its own, and a new one that shares one finding with it."""
    folder = tmp_path / "work" / "runs"
    ids = keep(
        folder,
        made(
            "2023-01-01",
            [tally(0, 8, 2), tally(0, 8, 2, "team", TEAM), tally(0, 8, 2, "unit", "Nord")],
            findings=[finding(KEYS[0], team=TEAM), finding(KEYS[1], team=TEAM)],
            scope=f"teams={TEAM}",
        ),
        made("2026-01-01", [tally(0, 9, 1)], findings=[finding(KEYS[1]), finding(KEYS[2])]),
    )
    for name, as_of in zip(ids, ("2023-01-01", "2026-01-01"), strict=True):
        (folder / name).mkdir()
        (folder / name / "manifest.json").write_text(json.dumps({"as_of": as_of}), encoding="utf-8")
        (folder / name / "cases.parquet").write_bytes(f"case {TEAM}".encode() if as_of < "2024" else b"case")
    (folder / "latest.txt").write_text(ids[0] + "\n", encoding="utf-8")
    return folder


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_nothing_of_a_pruned_run_is_left_in_any_byte_of_the_folder(cli, runs):
    (runs / "history.v0.sqlite").write_bytes((runs / "history.sqlite").read_bytes())
    before = everything(runs)
    assert KEYS[0] in before
    assert TEAM.encode() in before
    answer = cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    assert answer.code == 0
    after = everything(runs)
    assert KEYS[0] not in after
    assert TEAM.encode() not in after
    assert KEYS[1] in after  # the newer run has it too
    assert KEYS[2] in after
    assert not (runs / "history.v0.sqlite").exists()


def test_the_totals_of_a_pruned_run_stay_and_say_that_it_was_pruned(cli, runs):
    cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    with Store(runs) as store:
        old, new = store.runs()
        assert (old.pruned_on, new.pruned_on) == ("2026-02-01", None)
        assert [(t.part, t.met, t.breached) for t in store.tallies(old.id)] == [("", 8, 2), ("unit", 8, 2)]
        assert store.findings(old.id) == ()
        assert store.sound()
    assert "fund og teams slettet 01-02-2026" in cli("history", "list").out
    answer = cli("history", "verify", old.id)
    assert answer.code == 2
    assert "run_pruned" in answer.err


def test_the_pointer_to_the_latest_run_names_one_that_is_there(cli, runs):
    cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    name = (runs / "latest.txt").read_text(encoding="utf-8").strip()
    assert (runs / name / "manifest.json").is_file()


def test_a_dry_run_and_a_run_without_yes_remove_nothing(cli, runs):
    before = everything(runs)
    dry = cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--dry-run")
    assert dry.code == 0
    assert "2023" in dry.out
    refused = cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01")
    assert refused.code == 2
    assert "prune_needs_yes" in refused.err
    assert everything(runs) == before


def test_what_a_killed_prune_left_is_finished_by_the_next(cli, runs):
    old = old_runs(runs, date(2024, 1, 1))[0].id
    with Store(runs) as store:
        store.empty(old, "2026-01-31")  # killed here: the folder is still there
    assert [o.emptied for o in old_runs(runs, date(2024, 1, 1))] == [True]
    cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    assert not (runs / old).exists()
    assert old_runs(runs, date(2024, 1, 1)) == []


def test_a_run_from_before_there_was_a_history_is_removed_too(cli, runs):
    (runs / "20220101T000000Z-aaaaaa").mkdir()
    (runs / "20220101T000000Z-aaaaaa" / "manifest.json").write_text('{"as_of": "2022-01-01"}', encoding="utf-8")
    cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    assert not (runs / "20220101T000000Z-aaaaaa").exists()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_months_back_keep_the_day_of_the_month_or_the_last_day_there_is(today, months):
    first = limit(f"{months}m", today)
    assert 12 * (today.year - first.year) + today.month - first.month == months
    assert first.day == today.day or (first.day < today.day and (first + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("wrong", ["", "24", "m", "0m", "-3m", "2 år", "24mm", "99999y"])
def test_a_span_that_is_none_is_refused(wrong):
    with pytest.raises(UsageError):
        limit(wrong, date(2026, 1, 1))
