"""`caseaudit privacy key init | fingerprint | rotate | path`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.runs import key as keys
from caseaudit.runs.kept import key_fingerprint
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path


def run_init(runs: Path | None) -> int:
    settings = common.config()
    path = common.key_path(settings)
    if path.exists():
        raise UsageError(Problem("key_exists", Place(file=path.name)))
    key = keys.make_key(path, common.runs_folder(runs, settings))
    print(key_fingerprint(key))
    console.say(
        str(
            Text(
                f"Nøglen er lavet: {path}. Tag backup af den et sted, hvor rapporternes læsere ikke kommer.",
                f"The key is made: {path}. Back it up where the readers of the reports have no access.",
            )
        )
    )
    return Exit.OK


def run_fingerprint() -> int:
    print(key_fingerprint(keys.read_key(common.key_path(common.config()))))
    return Exit.OK


def run_path() -> int:
    path = common.key_path(common.config())
    print(path)
    if not path.is_file():
        console.say(str(Text("Der er ingen fil endnu.", "There is no file yet.")))
    return Exit.OK


def run_rotate(keep_old: Path | None, runs: Path | None, *, yes: bool) -> int:
    settings = common.config()
    path = common.key_path(settings)
    keys.read_key(path)
    made = keys.runs_made(common.runs_folder(runs, settings))
    if not yes:
        raise UsageError(Problem("key_rotate_needs_yes", Place(file=path.name), {"runs": made}))
    old, new = keys.new_key(path, keep_old)
    print(f"{key_fingerprint(old)} -> {key_fingerprint(new)}")
    console.say(
        str(
            Text(
                f"Nøglen er skiftet. Sammenhængen med {made} tidligere kørsler er brudt: deres fund kendes ikke igen.",
                f"The key is replaced. The link to {made} earlier runs is broken: their findings are not known again.",
            )
        )
    )
    if keep_old is None:
        console.say(str(Text("Den gamle nøgle er væk.", "The old key is gone.")))
    return Exit.OK
