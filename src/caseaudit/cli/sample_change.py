"""`caseaudit sample extend`, `replace` and `show`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.cli.sample_options import check_output
from caseaudit.errors import Exit
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.sample.model import Sample
    from caseaudit.sample.store import Kept


def _found(name: str, samples: Path | None) -> Kept:
    from caseaudit.sample import store

    return store.find(samples if samples is not None else common.config().samples, name)


def _kept(kept: Kept, sample: Sample, command: str) -> Sample:
    from caseaudit.sample.manifest import write_beside

    sample = kept.keep(sample)
    write_beside(kept, sample, command)
    return sample


def run_extend(name: str, add: int, stratum: str | None, samples: Path | None) -> int:
    """Draw more, next in line."""
    from caseaudit.sample.change import extended
    from caseaudit.sample.screen import grown
    from caseaudit.sample.store import now

    kept = _found(name, samples)
    before = kept.sample()
    part = f" --stratum {shlex.quote(stratum)}" if stratum else ""
    command = mask(f"caseaudit sample extend {kept.id} --add {add}{part}")
    sample = _kept(kept, extended(before, add, now(), stratum), command)
    sys.stdout.write(mask(grown(sample, len(before.items), kept.folder.as_posix(), add)))
    return Exit.OK


def run_replace(name: str, item: int, reason: str, samples: Path | None) -> int:
    """Withdraw an item and take the next in line."""
    from caseaudit.sample.change import replaced
    from caseaudit.sample.screen import exchanged
    from caseaudit.sample.store import now

    kept = _found(name, samples)
    changed, new = replaced(kept.sample(), item, reason, now())
    sample = _kept(kept, changed, f"caseaudit sample replace {kept.id} {item} --reason {reason}")
    sys.stdout.write(mask(exchanged(sample, item, new, kept.folder.as_posix())))
    return Exit.OK


def run_show(name: str, fmt: str, output: Path | None, samples: Path | None, *, everything: bool) -> int:
    """Show one sample, or name them all."""
    from caseaudit.sample import store
    from caseaudit.sample.listing import as_json
    from caseaudit.sample.screen import overview, shown

    common.choice(fmt, "--format", ("table", "json"))
    check_output(output)
    if everything:
        folder = samples if samples is not None else common.config().samples
        sys.stdout.write(mask(overview([k.sample() for k in store.samples_in(folder)])))
        return Exit.OK
    kept = _found(name, samples)
    sample = kept.sample()
    if output is not None:
        write_copy(sample, output)
    sys.stdout.write(as_json(sample) if fmt == "json" else mask(shown(sample, kept.folder.as_posix())))
    return Exit.OK


def write_copy(sample: Sample, path: Path) -> None:
    """Write the list to a file of the user's choice: .xlsx, .csv or .json."""
    from caseaudit import console
    from caseaudit.output.files import whole_bytes
    from caseaudit.sample.listing import as_csv, as_json
    from caseaudit.sample.workbook import render

    ending = path.suffix.lower()
    if ending == ".xlsx":
        data = render(sample)
    elif ending == ".csv":
        data = as_csv(sample).encode("utf-8-sig")
    else:
        data = as_json(sample).encode()
    whole_bytes(path, data)
    console.say(f"{Text('Listen er skrevet til', 'The list is written to')} {path.as_posix()}")
