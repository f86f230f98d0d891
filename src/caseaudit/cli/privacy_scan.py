"""`caseaudit privacy scan`: is there a CPR number in what is to be shared."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy.scan import Hit, scan
from caseaudit.privacy.scan.model import MAX_BYTES, UnreadableError, shown
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_KINDS = {
    "cpr": Text("ligner et CPR-nummer", "looks like a CPR number"),
    "possible": Text(
        "ni cifre, måske et CPR-nummer uden sit første nul",
        "nine digits, perhaps a CPR number without its first zero",
    ),
}
SHOWN = 50


def run_scan(paths: Sequence[Path], fmt: str) -> int:
    """1 when anything is found, 2 when a file could not be searched, 0 when all of it was and nothing is there."""
    common.choice(fmt, "--format", ("text", "json"))
    missing = [Problem("file_missing", Place(file=shown(p.name))) for p in paths if not p.exists()]
    if missing:
        raise UsageError(missing)
    files = list(_files(paths))
    hits: list[Hit] = []
    failed: list[Problem] = []
    for path in files:
        for found in scan(path):
            if isinstance(found, Hit):
                hits.append(found)
            else:
                failed.append(_problem(path, found))
    failed = list({(p.code, p.place.file): p for p in failed}.values())
    print(_json(len(files), hits, failed) if fmt == "json" else "\n".join(_lines(len(files), hits)))
    console.show_problems(failed)
    if hits:
        return Exit.FINDINGS
    return Exit.USAGE if any(p.severity == "error" for p in failed) else Exit.OK


def _problem(path: Path, found: UnreadableError) -> Problem:
    """A picture inside a file is no fault of it: it is told once per file, and looked at by eye."""
    picture = found.code == "scan_no_text" and found.where
    values = {"limit": MAX_BYTES // 1_000_000}
    return Problem(found.code, Place(file=shown(path.name)), values, "warning" if picture else "error")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _lines(files: int, hits: Sequence[Hit]) -> Iterator[str]:
    for name in dict.fromkeys(h.file for h in hits):
        mine = [h for h in hits if h.file == name]
        yield f"{name}: {len(mine)} {Text('steder', 'places')}"
        for hit in mine[:SHOWN]:
            yield f"  {hit.where}: {_KINDS[hit.kind]}"
        if len(mine) > SHOWN:
            yield f"  ... {Text('og', 'and')} {len(mine) - SHOWN} {Text('til', 'more')}"
    told = Text(
        f"{files} filer eftersøgt, {len(hits)} steder fundet.", f"{files} files searched, {len(hits)} places found."
    )
    yield str(told)
    if hits:
        yield str(Text("Del dem ikke, før tallene er væk.", "Do not share them until the numbers are gone."))


def _json(files: int, hits: Sequence[Hit], failed: Sequence[Problem]) -> str:
    record = {
        "files": files,
        "hits": [asdict(h) for h in hits],
        "not_searched": [{"file": p.place.file, "code": p.code} for p in failed],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)
