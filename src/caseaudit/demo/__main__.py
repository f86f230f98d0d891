"""Write the shipped examples anew: `python -m caseaudit.demo examples`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from caseaudit.demo import generate, koebenhavn, write

SMALL_CASES, SMALL_SEED, SMALL_AS_OF = 40, 7, date(2026, 10, 15)


def write_examples(folder: Path) -> list[Path]:
    """Write `small` and `koebenhavn-78` into the folder; their README files are written by hand."""
    small = write(generate(SMALL_CASES, SMALL_SEED, SMALL_AS_OF), folder / "small")
    return [*small, *koebenhavn.write(folder / "koebenhavn-78")]


if __name__ == "__main__":
    write_examples(Path(sys.argv[1]))
