"""`caseaudit history list`, `show` and `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.dates import parse_day
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.history.store import NAME, Store
from caseaudit.output import about

if TYPE_CHECKING:
    from caseaudit.history.rows import RunRow


def opened(runs: Path) -> Store:
    """The history of a runs folder. Raises `UsageError` when there is none: reading must not make one."""
    if not (runs / NAME).is_file():
        raise UsageError(Problem("history_none", Place(file=runs.name)))
    return Store(runs)


def named_run(store: Store, name: str) -> RunRow:
    """One run of the history by its id, the beginning of it, or its as-of day (the last of that day). Raises `UsageError`."""
    runs = store.runs()
    found = [r for r in runs if r.id == name] or [r for r in runs if name and r.id.startswith(name)]
    if not found and (day := _as_of(name)):
        found = sorted((r for r in runs if r.as_of == day), key=lambda r: (r.started, r.id))[-1:]
    if len(found) != 1:
        raise UsageError(Problem("run_unknown", Place(file=store.path.parent.name), {"run": name}))
    return found[0]


def _as_of(name: str) -> str:
    try:
        return parse_day(name).isoformat()
    except ValueError:
        return ""


def put(text: str, target: str, fmt: str = "") -> None:
    """Put a text on the screen, or in a file that takes its name when it is whole; CSV files are marked for Excel."""
    if target != "-":
        from caseaudit.output.files import whole_file

        with whole_file(Path(target), encoding="utf-8-sig" if fmt == "csv" else "utf-8") as file:
            file.write(text)
        return
    if fmt in ("json", "svg") and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)
    sys.stdout.flush()


def _about_newest(store: Store, folder: Path) -> None:
    """Totals of all runs are entered under the newest of them: they hold no case of the others."""
    for run in store.runs()[-1:]:
        about.run(run.id, folder)


def run_list(fmt: str, output: str, last: int, runs: Path | None) -> int:
    from caseaudit.history import listing

    common.choice(fmt, "--format", ("table", "json", "csv"))
    folder = common.runs_folder(runs, common.config())
    with opened(folder) as store:
        lines = listing.lines(store, last)
        _about_newest(store, folder)
    render = {"table": listing.table, "json": listing.as_json, "csv": listing.as_csv}[fmt]
    put(render(lines), output, fmt)
    return Exit.OK


def run_show(name: str, fmt: str, output: str, runs: Path | None) -> int:
    from caseaudit.history import one

    common.choice(fmt, "--format", ("table", "json"))
    folder = common.runs_folder(runs, common.config())
    with opened(folder) as store:
        chosen = named_run(store, name).id if name else one.newest_id(store)
        about.run(chosen, folder)
        shown = one.shown(store, chosen)
    from caseaudit.cli.trend import theme_titles

    put(one.table(shown, theme_titles()) if fmt == "table" else one.as_json(shown), output, fmt)
    return Exit.OK


def run_export(output: Path, runs: Path | None, *, findings: bool) -> int:
    from caseaudit.history import export
    from caseaudit.output.files import whole_bytes

    ending = common.choice(output.suffix.lower().lstrip("."), "--output", ("csv", "parquet", "json"))
    folder = common.runs_folder(runs, common.config())
    with opened(folder) as store:
        rows = export.findings(store) if findings else export.counts(store)
        if findings:
            about.every((r.id for r in store.runs()), folder)
        else:
            _about_newest(store, folder)
    columns = export.FINDING_COLUMNS if findings else export.COUNT_COLUMNS
    whole_bytes(output, export.written(columns, rows, ending))
    print(output.as_posix())
    return Exit.OK
