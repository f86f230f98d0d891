"""`caseaudit history verify`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.cli.history import named_run, opened, put
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.history.store import NAME
from caseaudit.history.words import day
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.runs import Run
    from caseaudit.runs.verifying import Checked

_PARTS = {
    "manifest": Text("Manifest", "Manifest"),
    "chain": Text("Kæden af kørsler", "Chain of runs"),
    "table": Text("Gemt tabel", "Kept table"),
    "rule": Text("Regel", "Rule"),
    "input": Text("Udtræk", "Export"),
    "config": Text("Konfiguration", "Configuration"),
    "template": Text("Skabelon", "Template"),
    "output": Text("Skrevet fil", "Written file"),
    "counts": Text("Tallene, dømt igen", "The counts, judged again"),
}
_STATES = {
    "same": Text("uændret", "unchanged"),
    "differs": Text("AFVIGER", "DIFFERS"),
    "gone": Text("MANGLER", "MISSING"),
    "new": Text("KOMMET TIL", "ADDED"),
    "not_given": Text("ikke opgivet, ikke efterset", "not given, not checked"),
    "away": Text("ikke længere, hvor den blev skrevet", "no longer where it was written"),
    "written_in": Text("udfyldt eller rettet af nogen", "filled in or edited by someone"),
    "replaced": Text("afløst af en fil fra en anden kørsel", "replaced by a file from another run"),
    "masked": Text("navnet er skjult, kan ikke efterses", "the name is hidden, cannot be checked"),
    "unknown": Text("kan ikke efterses: kørslen er fra før summer blev gemt", "cannot be checked: the run has no sums"),
}
_LATER = Text("ændret siden (kørslen er den samme)", "changed since (the run is the same)")


def run_verify(name: str, data: Sequence[Path], fmt: str, output: str, rules: Sequence[Path], runs: Path | None) -> int:
    from caseaudit.runs.verifying import verify

    common.choice(fmt, "--format", ("table", "json"))
    settings = common.config()
    run = kept_run(name, common.runs_folder(runs, settings))
    missing = [Problem("file_missing", Place(file=mask(p.name))) for p in data if not p.exists()]
    if missing:
        raise UsageError(missing)
    found = verify(run, common.rulebook(rules, settings), data, common.config_path(), settings.templates)
    put(_json(run, found) if fmt == "json" else "".join(mask(x) + "\n" for x in _lines(run, found)), output, fmt)
    return Exit.USAGE if any(c.bad for c in found) else Exit.OK


def kept_run(name: str, folder: Path) -> Run:
    """A run whose folder is there, by its id or its beginning. Raises `UsageError`, also when it was pruned."""
    from caseaudit import runs as store

    if not name:
        return store.latest(folder)
    if (folder / NAME).is_file() and not (folder / name / "manifest.json").is_file():
        with opened(folder) as history:
            row = named_run(history, name)
        if row.pruned_on and not (folder / row.id).is_dir():
            raise UsageError(Problem("run_pruned", Place(file=row.id), {"day": day(row.pruned_on)}))
        name = row.id
    return store.named(folder, name)


def _lines(run: Run, found: Sequence[Checked]) -> Iterator[str]:
    bad = [c for c in found if c.bad]
    yield f"{Text('Kørsel', 'Run')} {run.id}"
    for part, title in _PARTS.items():
        mine = [c for c in found if c.part == part]
        states = list(dict.fromkeys(c.state for c in mine))
        for state in states:
            such = [c for c in mine if c.state == state]
            told = _LATER if such[0].note and state != "same" else _STATES[state]
            if state == "same" and len(such) > 1:
                yield f"  {title!s:<26}{len(such)} {told}"
                continue
            for c in such:
                yield f"  {title!s:<26}{f'{c.name}: ' if c.name else ''}{told}"
                if c.detail:
                    yield f"    {c.detail}"
    yield str(
        Text(
            f"{len(bad)} ting afviger fra kørslen." if bad else "Intet afviger fra kørslen.",
            f"{len(bad)} {'things differ' if len(bad) > 1 else 'thing differs'} from the run."
            if bad
            else "Nothing differs from the run.",
        )
    )


def _json(run: Run, found: Sequence[Checked]) -> str:
    told = [{**vars(c), "bad": c.bad} for c in found]
    data = {"schema_version": 1, "run": run.id, "differs": sum(c.bad for c in found), "checked": told}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
