"""What is remembered from list to list: one private file beside each list that was made, `worklists/<run>-<by>/liste.json`.

It holds case ids and what people wrote; it is written whole, and an older one is never changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
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
_TEXTS = ("case_id", "rule", "title", "what", "unit", "team", "caseworker")
_DATES = ("since", "closed_on", "reopened_on", "was_closed_on", "gone_on")


@dataclass(frozen=True)
class State:
    """A list that was made. `number`: the order in which they were; `files`: the workbooks, in the folder `out`.

    `sha256`: of each workbook as it was written, so that one that nobody touched need not be read.
    """

    name: str
    number: int
    run: str
    as_of: date
    by: By
    key_fingerprint: str
    out: Path
    files: tuple[str, ...]
    entries: Mapping[str, Entry]
    sha256: Mapping[str, str] = field(default_factory=dict)


def last(folder: Path, by: By | None = None) -> State | None:
    """The list that was made last for the same `by`, else the last of all; None where there is none."""
    made = [(_head(p), p) for p in sorted(folder.glob(f"*/{NAME}"))]
    own = [(h["number"], p) for h, p in made if h["by"] == by] or [(h["number"], p) for h, p in made]
    return read(max(own)[1]) if own else None


def next_number(folder: Path) -> int:
    """The number of the list that is made now."""
    return 1 + max((_head(p)["number"] for p in folder.glob(f"*/{NAME}")), default=0)


def _head(path: Path) -> dict[str, Any]:
    """What the first line tells of a list, without its rows. Raises `UsageError` when it is damaged."""
    try:
        with path.open(encoding="utf-8") as file:
            data = json.loads(file.readline() + "]}")
        return {"number": int(data["number"]), "by": str(data["by"])}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(Problem("worklist_state", Place(file=f"{path.parent.name}/{path.name}"))) from None


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
            {str(f): str(h) for f, h in data.get("sha256", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(Problem("worklist_state", Place(file=f"{path.parent.name}/{path.name}"))) from None


def _known_schema(data: dict[str, Any]) -> None:
    if data["schema"] != SCHEMA or data["by"] not in BYS:
        raise ValueError(data["schema"])


def _entry(data: dict[str, Any]) -> Entry:
    written = Written(**data.pop("written", {}))
    for name in _DATES:
        if name in data:
            data[name] = date.fromisoformat(data[name])
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
        "sha256": dict(state.sha256),
    }
    with whole_file(own / NAME) as file:
        file.write(json.dumps(data, ensure_ascii=False, default=date.isoformat)[:-1] + ', "entries": [\n')
        file.write(",\n".join(_line(e) for e in state.entries.values()))
        file.write("\n]}\n")


def _line(entry: Entry) -> str:
    """One row; what is blank is left out."""
    told: dict[str, Any] = {k: v for k, v in vars(entry).items() if v and k != "written"}
    blank = dict.fromkeys(_TEXTS, "")
    if entry.written.anything:
        told["written"] = asdict(entry.written)
    return json.dumps({**blank, **told}, ensure_ascii=False, default=date.isoformat)


def archive(folder: Path, name: str, files: Iterable[tuple[str, str, bytes]]) -> None:
    """Keep the files as they came back: (name, sha256, bytes)."""
    own = private_folder(folder / name / RETURNED)
    for file, digest, data in files:
        whole_bytes(own / f"{digest[:8]}-{file}", data)
