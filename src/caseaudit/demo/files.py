"""Write synthetic cases as files: the canonical form, a wide pull, an activity log, and the truth about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseaudit.demo import activity_log, canonical, wide
from caseaudit.demo.truth import truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from caseaudit.demo.model import Synthetic

WRITERS: dict[str, Callable[[Synthetic, Path], list[Path]]] = {
    "canonical": canonical.write,
    "wide": wide.write,
    "log": activity_log.write,
}
"""The shapes: every one holds the same cases and events."""


def write(synthetic: Synthetic, folder: Path, shapes: Iterable[str] = tuple(WRITERS)) -> list[Path]:
    """Write the cases in each of the shapes, and `truth.json`; the same cases always give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [path for shape in shapes for path in WRITERS[shape](synthetic, folder)]
    return [*paths, write_truth(truth(synthetic), folder)]


def write_truth(content: dict[str, object], folder: Path) -> Path:
    """Write `truth.json`, with one line per unit."""
    path = folder / "truth.json"
    units = content["units"]
    assert isinstance(units, list)
    lines = ",\n  ".join(json.dumps(unit, ensure_ascii=False) for unit in units)
    head = json.dumps({**content, "units": []}, ensure_ascii=False, indent=1).removesuffix("[]\n}")
    path.write_text(f"{head}[\n  {lines}\n ]\n}}\n", encoding="utf-8", newline="\n")
    return path
