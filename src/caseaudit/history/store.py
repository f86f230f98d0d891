"""The history store: one SQLite file beside the runs, written in one transaction per run.

Rollback journal and full synchronisation: what was acknowledged survives a killed process. `secure_delete` overwrites what
is pruned. A run is `pending` until its folder has its name; `settle` finishes or forgets the runs of a process that died.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.history.rows import CaseloadRow, Entry, FigureRow, FindingRow, OutputRow, RuleRow, RunRow, TallyRow
from caseaudit.history.schema import TABLES, UPGRADES, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "history.sqlite"
BUSY_SECONDS = 30
R = TypeVar("R")
_TABLE: dict[type[Any], str] = {
    RuleRow: "rule", TallyRow: "tally", CaseloadRow: "caseload", FindingRow: "finding", FigureRow: "figure",
}  # fmt: skip


class Store:
    """An open history store. Use it as a context manager."""

    def __init__(self, runs: Path) -> None:
        """Open or make the store of a runs folder. Raises `UsageError` when it is damaged, newer than us or locked."""
        self.path = runs / NAME
        with self._told():
            new = not self.path.exists()
            self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            for pragma in ("journal_mode=DELETE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            if new:
                self.path.chmod(0o600)
            self._prepare()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _prepare(self) -> None:
        version = self._version()
        if version == VERSION:
            return
        if version > VERSION:
            self._db.close()
            raise UsageError(Problem("history_newer", Place(file=self.path.name)))
        if version:
            self._copy(f"history.v{version}.sqlite")
        with self._transaction():
            version = self._version()  # another process may have been first
            if version == 0:
                self._run_script(TABLES)
            for step in range(max(version, 1), VERSION):
                self._run_script(UPGRADES[step])
            self._db.execute(f"PRAGMA user_version={VERSION}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _run_script(self, script: str) -> None:
        for statement in filter(str.strip, script.split(";")):
            self._db.execute(statement)

    def _copy(self, name: str) -> None:
        with sqlite3.connect(self.path.with_name(name)) as copy:
            self._db.backup(copy)
        self.path.with_name(name).chmod(0o600)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a controller's words what SQLite could not do."""
        try:
            yield
        except sqlite3.OperationalError as e:
            busy = "locked" in str(e) or "busy" in str(e)
            raise UsageError(Problem("history_busy" if busy else "output_unwritable", Place(file=NAME))) from None
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # sqlite names damaged text in an error that is not text
            raise UsageError(Problem("history_damaged", Place(file=NAME))) from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def record(self, kept: Entry) -> None:
        """Keep a run as pending, whole."""
        with self._transaction():
            self._insert("run", [kept.run])
            for rows in (kept.rules, kept.tallies, kept.caseload, kept.findings, kept.figures):
                if rows:
                    self._insert(_TABLE[type(rows[0])], rows, kept.run.id)

    def _insert(self, table: str, rows: Iterable[Any], run: str = "") -> None:
        rows = list(rows)
        names = [f.name for f in fields(rows[0])]
        first = ("run",) if run else ()
        columns = ", ".join((*first, *names))
        marks = ", ".join("?" * (len(names) + len(first)))
        values = ((run, *_plain(r)) if run else _plain(r) for r in rows)
        self._db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own names

    def done(self, run: str) -> None:
        """The run's folder has its name: it counts from now on."""
        with self._transaction():
            self._db.execute("UPDATE run SET state = 'done' WHERE id = ?", (run,))

    def forget(self, run: str) -> None:
        """Remove all that is kept of a run."""
        with self._transaction():
            self._db.execute("DELETE FROM output WHERE run = ?", (run,))
            self._db.execute("DELETE FROM run WHERE id = ?", (run,))

    def note(self, rows: Iterable[OutputRow]) -> None:
        """Add to the ledger of what was written from a run; nothing in it is ever changed."""
        with self._transaction():
            self._insert("output", rows)

    def settle(self, runs: Path) -> None:
        """Finish the pending runs whose folder is whole, and forget the others. Call it under the lock of the runs."""
        with self._told():
            waiting = [r[0] for r in self._db.execute("SELECT id FROM run WHERE state = 'pending'")]
        for run in waiting:
            if (runs / run / "manifest.json").is_file():
                self.done(run)
            else:
                self.forget(run)

    def runs(self) -> tuple[RunRow, ...]:
        """Finished runs, by their as-of day and then by when they were made."""
        return tuple(self._read(RunRow, "SELECT * FROM run WHERE state = 'done' ORDER BY as_of, started, id"))

    def rules(self, run: str) -> tuple[RuleRow, ...]:
        return tuple(self._read(RuleRow, "SELECT * FROM rule WHERE run = ? ORDER BY number", run))

    def tallies(self, run: str, part: str | None = None) -> tuple[TallyRow, ...]:
        """Counts of a run; of one part only if asked."""
        if part is None:
            return tuple(self._read(TallyRow, "SELECT * FROM tally WHERE run = ?", run))
        return tuple(self._read(TallyRow, "SELECT * FROM tally WHERE run = ? AND part = ?", run, part))

    def caseload(self, run: str) -> tuple[CaseloadRow, ...]:
        return tuple(self._read(CaseloadRow, "SELECT * FROM caseload WHERE run = ?", run))

    def findings(self, run: str) -> tuple[FindingRow, ...]:
        return tuple(self._read(FindingRow, "SELECT * FROM finding WHERE run = ? ORDER BY rule, key", run))

    def figures(self, run: str) -> tuple[FigureRow, ...]:
        return tuple(self._read(FigureRow, "SELECT * FROM figure WHERE run = ?", run))

    def outputs(self, run: str = "") -> tuple[OutputRow, ...]:
        """What was written from a run, or from all of them, oldest first."""
        if run:
            return tuple(self._read(OutputRow, "SELECT * FROM output WHERE run = ? ORDER BY number", run))
        return tuple(self._read(OutputRow, "SELECT * FROM output ORDER BY number"))

    def _read(self, kind: type[R], query: str, *values: str) -> Iterator[R]:
        names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
        with self._told():
            cursor = self._db.execute(query, values)
            place = {c[0]: n for n, c in enumerate(cursor.description)}
            for row in cursor:
                yield kind(**{n: row[place[n]] for n in names})

    def query(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Rows of a question of our own; see `queries`."""
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def empty(self, run: str, on: str) -> None:
        """Remove the findings of a run, its ledger and all that names a team, and remember the day; the other counts stay."""
        with self._transaction():
            self._db.execute("DELETE FROM output WHERE run = ?", (run,))
            self._db.execute("DELETE FROM finding WHERE run = ?", (run,))
            self._db.execute("DELETE FROM tally WHERE run = ? AND part = 'team'", (run,))
            self._db.execute("DELETE FROM caseload WHERE run = ? AND part = 'team'", (run,))
            scope = str(self._db.execute("SELECT scope FROM run WHERE id = ?", (run,)).fetchone()[0])
            bare = "; ".join("teams=*" if p.startswith("teams=") else p for p in scope.split("; "))
            self._db.execute("UPDATE run SET pruned_on = ?, scope = ? WHERE id = ?", (on, bare, run))

    def shrink(self) -> None:
        """Give the freed pages back, so that nothing removed is left in the file."""
        with self._told():
            self._db.execute("VACUUM")

    def sound(self) -> bool:
        """Whether SQLite finds the file whole."""
        with self._told():
            return bool(self._db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def _plain(row: Any) -> tuple[Any, ...]:
    return astuple(row) if not isinstance(row, FindingRow) else tuple(vars(row).values())
