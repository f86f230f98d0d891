"""`caseaudit demo`: a synthetic export with planted faults, and the check of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.check import Options, run_check
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path


def run_demo(folder: Path, cases: int, seed: int, as_of: str, rates: list[str], *, check_it: bool) -> int:
    """Write the export in all shapes with its truth file, then check the canonical one; findings are the point, so 0."""
    day = common.day(as_of)
    from caseaudit.demo import EARLIEST_AS_OF, generate, write

    if day < EARLIEST_AS_OF:
        raise UsageError(Problem("demo_too_early", values={"first": EARLIEST_AS_OF.isoformat()}))

    with console.progress(str(Text("Laver sagerne", "Making the cases"))):
        synthetic = generate(cases, seed, day, _rates(rates))
        try:
            paths = write(synthetic, folder)
        except OSError:
            raise UsageError(Problem("output_unwritable", Place(file=folder.name))) from None
    console.say(str(Text("Skrevet (alt er opdigtet):", "Written (all of it invented):")))
    for path in paths:
        console.say(f"  {path}")
    if not check_it:
        return Exit.OK
    console.say()
    return run_check(Options(data=(folder / "canonical",), as_of=day.isoformat(), exit_zero=True, runs=folder / "runs"))


def _rates(given: list[str]) -> dict[str, float]:
    """Read `C1=0.35`. Raises `UsageError`."""
    from caseaudit.demo import DEFAULT_RATES

    out: dict[str, float] = {}
    for text in given:
        row, _, share = text.partition("=")
        try:
            out[row.upper()] = float(share.replace(",", "."))
        except ValueError:
            out[row.upper()] = -1.0
        if row.upper() not in DEFAULT_RATES or not 0 <= out[row.upper()] <= 1:
            known = ", ".join(f"{r}=0..1" for r in DEFAULT_RATES)
            raise UsageError(Problem("bad_choice", values={"value": text, "option": "--rate", "known": known}))
    return out
