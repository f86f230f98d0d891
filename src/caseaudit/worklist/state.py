"""What is remembered from list to list: one private file beside each list that was made, `worklists/<run>-<by>/liste.json`.

It holds case ids and what people wrote; it is written whole, and an older one is never changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import private_folder, whole_bytes, whole_file
from caseaudit.worklist.model import BYS, SECTIONS, STATUSES, Entry, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from caseaudit.worklist.model import By

NAME = "liste.json"
RETURNED = "indlaest"
SCHEMA = 1
_DATES = ("since", "closed_on", "reopened_on", "was_closed_on", "gone_on")


@dataclass(frozen=True)
class State:
    """A list that was made. `number`: the order in which they were; `files`: the workbooks, in the folder `out`."""

    name: str
    number: int
    run: str
    as_of: date
    by: By
    key_fingerprint: str
    out: Path
    files: tuple[str, ...]
    entries: Mapping[str, Entry]


def last(folder: Path, by: By | None = None) -> State | None:
    """The list that was made last for the same `by`, else the last of all; None where there is none."""
    made = [read(p) for p in sorted(folder.glob(f"*/{NAME}"))]
    own = [s for s in made if s.by == by] or made
    return max(own, key=lambda s: s.number, default=None)


def next_number(folder: Path) -> int:
    """The number of the list that is made now."""
    return 1 + max((read(p).number for p in folder.glob(f"*/{NAME}")), default=0)


def read(path: Path) -> State:
    """Read one. Raises `UsageError` when it is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        _known_schema(data)
        entries = {e["key"]: _entry(e) for e in data["entries"]}
        return State(
            path.parent.name,
            int(data["number"]),
            str(data["run"]),
            date.fromisoformat(data["as_of"]),
            data["by"],
            str(data["key_fingerprint"]),
            Path(data["out"]) if data["out"] else path.parent,
            tuple(str(f) for f in data["files"]),
            entries,
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(Problem("worklist_state", Place(file=f"{path.parent.name}/{path.name}"))) from None


def _known_schema(data: dict[str, Any]) -> None:
    if data["schema"] != SCHEMA or data["by"] not in BYS:
        raise ValueError(data["schema"])


def _entry(data: dict[str, Any]) -> Entry:
    written = Written(**data.pop("written"))
    for name in _DATES:
        data[name] = date.fromisoformat(data[name]) if data[name] else None
    if data["section"] not in SECTIONS or written.status not in STATUSES:
        raise ValueError
    return Entry(**data, written=written)


def new_name(folder: Path, run: str, by: By) -> str:
    """A name that no list has: making one anew never touches what people work in."""
    name, n = f"{run}-{by}", 1
    while (folder / name).exists():
        n += 1
        name = f"{run}-{by}-{n}"
    return name


def write(folder: Path, state: State) -> None:
    """Write it whole. Raises `UsageError` when it cannot."""
    own = private_folder(folder / state.name)
    data = {
        "schema": SCHEMA,
        "number": state.number,
        "run": state.run,
        "as_of": state.as_of,
        "by": state.by,
        "key_fingerprint": state.key_fingerprint,
        "out": "" if state.out == own else str(state.out.resolve()),
        "files": list(state.files),
        "entries": [asdict(e) for e in state.entries.values()],
    }
    with whole_file(own / NAME) as file:
        json.dump(data, file, ensure_ascii=False, indent=1, default=date.isoformat)


def archive(folder: Path, name: str, files: Iterable[tuple[str, str, bytes]]) -> None:
    """Keep the files as they came back: (name, sha256, bytes)."""
    own = private_folder(folder / name / RETURNED)
    for file, digest, data in files:
        whole_bytes(own / f"{digest[:8]}-{file}", data)
