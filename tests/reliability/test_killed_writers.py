"""Each command that writes is killed at random moments: nothing is half-written, and the next command works untouched.

CASEAUDIT_KILLS_EACH sets how often each writer is killed: 20 by hand (200 and more in all), fewer in an ordinary run.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from caseaudit.cli.entry import run
from left_behind import EXPORT, called, copied, here, shared

EACH = int(os.environ.get("CASEAUDIT_KILLS_EACH", "1"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs an operating system that can fork")
WRITERS = {
    "check": ("check", EXPORT, "--as-of", "2026-11-15", "--exit-zero", "--format", "json", "-o", "ud/resultat.json"),
    "report": ("report", "build", "--format", "html,md,xlsx,docx", "-o", "ud/rapport"),
    "worklist": ("worklist", "--format", "xlsx,html,ics", "--due-within", "90d"),
    "agenda": ("worklist", "agenda", "--format", "xlsx,html", "-o", "ud/dagsorden"),
    "sample": ("sample", "draw", "--n", "4", "--seed", "2026K4-2"),
    "review create": ("review", "create", "--reviewers", "AB,CD", "--overlap", "50%"),
    "review import": ("review", "import", "ind/skema-AB.xlsx"),
    "baseline": ("baseline", "create", "--reason", "Nyt", "--expires", "2027-06-01", "-o", "kendte.json"),
    "actions": ("actions", "add", "Ring til dem", "--indicator", "notifications-under-8 >= 50"),
    "prune": ("history", "prune", "--keep", "1m", "--as-of", "2027-06-01", "--yes", "--outputs"),
    "purge": ("privacy", "purge", "--all", "--yes", "--outputs", "--changed-too"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Everything is written once, and a form is filled in."""
    from openpyxl import load_workbook

    folder = tmp_path_factory.mktemp("killed")
    shutil.copytree(shared(tmp_path_factory), folder, dirs_exist_ok=True)
    (folder / "work/ind").mkdir()
    code = json.loads(next((folder / "work").glob("reviews/*/round.json")).read_text(encoding="utf-8"))["form_code"]
    form = next((folder / "work").glob("reviews/*/forms/*.xlsx"))
    book, filled = load_workbook(form), 0
    for sheet in book.worksheets:
        column = next((c.column for row in sheet.iter_rows() for c in row if c.value == "Svar"), None)
        for row in sheet.iter_rows() if column else ():
            if any(str(c.value).startswith(code) for c in row):
                row[column - 1].value, filled = "Ikke relevant", filled + 1
    assert filled
    book.save(folder / "work/ind/skema-AB.xlsx")
    return folder


def quiet(argv):
    """Run a command line with nothing on the screen; returns its exit code."""
    keep = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    try:
        return int(run([str(a) for a in argv]))
    finally:
        sys.stdout, sys.stderr = keep


def killed(argv, after):
    """Run a command in a forked process and kill it; returns whether it was still running."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(quiet(argv))
        finally:
            os._exit(9)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def whole(folder):
    """Every file that has its name can be read to its end."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        if any(part.startswith(".tmp-") for part in path.parts) or path.name.endswith("-journal"):
            continue
        data = path.read_bytes()
        if path.suffix in (".xlsx", ".docx"):
            assert zipfile.ZipFile(path).testzip() is None, path
        elif path.suffix == ".json":
            json.loads(data)
        elif path.suffix == ".jsonl":
            [json.loads(x) for x in data.decode().splitlines()]
        elif path.suffix == ".parquet":
            pd.read_parquet(path)
        elif path.suffix == ".html":
            assert data.rstrip().endswith(b"</html>"), path
        elif path.suffix == ".ics":
            assert data.rstrip().endswith(b"END:VCALENDAR"), path
        elif path.suffix == ".sqlite":
            with sqlite3.connect(path) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            db.close()
        else:
            assert data, path


def unfinished(folder):
    return [p for p in folder.rglob("*") if p.name.startswith((".tmp-", ".caseaudit-"))]


@pytest.mark.parametrize("writer", WRITERS)
def test_ac_079_a_writer_that_is_killed_leaves_nothing_half_written_and_the_next_command_works(tree, tmp_path, writer):
    argv, chance = WRITERS[writer], random.Random(f"2026-11-23 {writer}")
    with here(copied(tree / "work", tmp_path / "trial"), tree / "key"):
        started = time.perf_counter()
        assert quiet(argv) in (0, 1)
        one = time.perf_counter() - started
    hit = 0
    for n in range(EACH):
        folder = copied(tree / "work", tmp_path / f"w{n}")
        with here(folder, tree / "key"):
            hit += killed(argv, chance.uniform(0.02, 1.1) * one)
            whole(folder)
            assert quiet(argv) in ((0, 1, 2) if writer in ("prune", "purge") else (0, 1)), writer
            whole(folder)
            assert not [p for p in unfinished(folder) if writer not in ("agenda", "report")], unfinished(folder)
            if writer in ("prune", "purge"):
                assert (
                    not list(folder.glob("runs/2*")) + list(folder.glob("samples/*/")) + list(folder.glob("reviews/*/"))
                )
            else:
                called("history", "verify")
        shutil.rmtree(folder)
    if EACH >= 10:
        assert hit >= EACH // 3  # most were really under way
        with Path(os.environ.get("CASEAUDIT_KILLS_LOG", os.devnull)).open("a", encoding="utf-8") as log:
            log.write(f"{writer}\t{EACH}\t{hit}\t{one:.2f}\n")
