"""A run that was acknowledged is never lost, one that was not leaves nothing half-done, and the next run works untouched.

CASEAUDIT_KILLS sets how many processes are killed (200 by hand, fewer in an ordinary run of the tests).
"""

import json
import os
import random
import signal
import sqlite3
import time
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from caseaudit.audit import run_audit
from caseaudit.history.store import Store
from caseaudit.reading import read
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.runs import latest, named
from caseaudit.runs.keeping import save

KEY = b"k" * 32
KILLS = int(os.environ.get("CASEAUDIT_KILLS", "25"))
PROCESSES, RUNS_EACH = 8, int(os.environ.get("CASEAUDIT_RUNS_EACH", "8"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs an operating system that can fork")


@pytest.fixture(scope="module")
def audit(request):
    root = Path(request.config.rootpath)
    dataset = read([root / "examples/small/canonical"], key=KEY)
    return run_audit(dataset, load_rulebook(), date(2026, 10, 15))


def keep(audit, runs):
    return save(audit, runs, [], {}, KEY).id


def child(work):
    """Run `work` in a forked process; returns its number. It leaves without tidying up, as a killed one does."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return pid


def check_whole(audit, runs, acknowledged):
    """Every acknowledged run is in the history and on disk, whole; nothing else is."""
    expected = sum(r.counts["breached"] + r.counts["unknown"] for r in audit.results)
    with Store(runs) as history:
        assert history.sound()
        kept = {r.id: r for r in history.runs()}
        assert acknowledged <= kept.keys()
        for run_id, row in kept.items():
            assert len(history.findings(run_id)) == expected
            assert row.cases == audit.n_cases
            manifest = named(runs, run_id).manifest
            assert manifest["population"]["cases"] == audit.n_cases
            assert len(pd.read_parquet(runs / run_id / "outcomes.parquet")) > expected
    on_disk = {p.parent.name for p in runs.glob("*/manifest.json") if not p.parent.name.startswith(".")}
    assert on_disk == kept.keys()


def test_processes_killed_at_random_moments_lose_no_acknowledged_run_and_leave_nothing_partial(audit, tmp_path):
    runs, log = tmp_path / "runs", tmp_path / "acknowledged"
    chance = random.Random(20261122)

    def work():
        with log.open("a") as file:
            while True:
                run_id = keep(audit, runs)
                file.write(json.dumps(run_id) + "\n")
                file.flush()

    started = time.perf_counter()
    keep(audit, runs)
    one = time.perf_counter() - started
    for _ in range(KILLS):
        pid = child(work)
        time.sleep(chance.uniform(0, 3 * one))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    last = keep(audit, runs)
    acknowledged = {json.loads(x) for x in log.read_text().splitlines()} if log.exists() else set()
    check_whole(audit, runs, acknowledged | {last})
    assert latest(runs).id == last
    assert not list(runs.glob(".tmp-*"))
    with sqlite3.connect(runs / "history.sqlite") as db:
        assert db.execute("SELECT count(*) FROM run WHERE state = 'pending'").fetchone() == (0,)


def test_eight_processes_that_write_at_once_all_get_their_runs_kept(audit, tmp_path):
    runs, log = tmp_path / "runs", tmp_path / "acknowledged"

    def work():
        for _ in range(RUNS_EACH):
            run_id = keep(audit, runs)
            with log.open("a") as file:
                file.write(run_id + "\n")

    pids = [child(work) for _ in range(PROCESSES)]
    assert [os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in pids] == [0] * PROCESSES
    acknowledged = set(log.read_text().split())
    assert len(acknowledged) == PROCESSES * RUNS_EACH
    check_whole(audit, runs, acknowledged)
