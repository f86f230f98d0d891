"""Prove that the engine and the three hand-written peers say the same: `python agree.py data/ 10000 100000`.

Compares outcome counts per rule, outcome and reason of every unit, and every breached or unknown unit with its due day, actual
day and deciding event. Prints one line per size; the exit code is 1 where anything differs, with the first differing rows.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path

import numpy as np

from peers import common as c

PEERS = ("duckdb_sql", "polars_lazy", "pandas_frames")


def compare(name: str, ours: c.Plain, theirs: c.Plain) -> list[str]:
    """What differs, in words."""
    out = []
    for rule, counts in ours.counts.items():
        if theirs.counts[rule] != counts:
            out.append(f"{name} {rule}: ours {counts}, theirs {theirs.counts[rule]}")
    for what, columns in (("units", c.UNIT_COLUMNS), ("findings", c.FINDING_COLUMNS)):
        a, b = getattr(ours, what), getattr(theirs, what)
        if a.shape == b.shape and bool((a == b).all()):
            continue
        left, right = ({tuple(row) for row in rows.tolist()} for rows in (a, b))
        out.append(
            f"{name} {what} {columns}: ours only {sorted(left - right)[:5]}, theirs only {sorted(right - left)[:5]}"
        )
    return out


def main(folder: Path, sizes: list[str], forms: tuple[str, ...] = ("parquet", "csv")) -> int:
    """Compare at each size; return the exit code."""
    wrong: list[str] = []
    for size in sizes:
        before = len(wrong)
        ours = importlib.import_module("ours")
        mine = ours.plain(ours.judge(ours.load(folder / size, "")))
        for name in PEERS:
            peer = importlib.import_module(f"peers.{name}")
            for form in forms:
                wrong += compare(f"{size} {name} {form}", mine, peer.plain(peer.judge(peer.load(folder / size, form))))
        digest = hashlib.sha256(np.ascontiguousarray(mine.findings).tobytes()).hexdigest()[:16]
        print(
            f"{size} cases: {len(mine.units)} units, {len(mine.findings)} findings, sha256 {digest}, agree: {len(wrong) == before}"
        )
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] or ["10000", "100000"]))
