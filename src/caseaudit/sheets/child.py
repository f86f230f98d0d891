"""The process that parses one workbook: `python -P -m caseaudit.sheets.child PATH PARSER BYTES SECONDS`.

A workbook that breaks the parser, or makes it ask for all memory, ends this process and not the run. It can write no
file, and gives the sheets back on standard output: a line of JSON, then the cells of the sheet as an Arrow stream of the
length that the line names.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

OK, BROKEN, TOO_WIDE, NO_MEMORY, FAILED = 0, 3, 4, 5, 6


def main(argv: list[str]) -> int:
    """Write every sheet that holds anything, and say how it went."""
    path, parser, memory, seconds = Path(argv[0]), argv[1], int(argv[2]), int(argv[3])
    limit(memory, seconds)
    out = os.fdopen(os.dup(1), "wb")
    try:
        for head, batch in _first(path) if parser == "first" else _second(path):
            _hand_over(out, head, batch)
        out.close()
    except MemoryError:
        return NO_MEMORY
    except OverflowError:
        return TOO_WIDE
    except (OSError, ValueError, zipfile.BadZipFile):
        return BROKEN
    except Exception as error:  # noqa: BLE001 - whatever a parser raises, the parent gets a number and no text
        return BROKEN if type(error).__module__.startswith("fastexcel") else FAILED
    return OK


def limit(memory: int, seconds: int) -> None:
    """Bound memory and time, and forbid files and core dumps. Windows knows none of these; there the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def _first(path: Path) -> Iterator[tuple[dict[str, Any], pa.RecordBatch]]:
    """The fast parser; it lays every sheet out as a whole rectangle in memory."""
    import fastexcel

    from caseaudit.sheets.faults import faulty_cells
    from caseaudit.sheets.start import first_row

    reader = fastexcel.read_excel(path)
    for index, title in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(index, header_row=None, dtypes="string")
        if sheet.height:
            head = {"title": title, "hidden": sheet.visible != "visible", "first": first_row(path, title)}
            yield head | {"faulty": faulty_cells(path, title)}, sheet.to_arrow()


def _second(path: Path) -> Iterator[tuple[dict[str, Any], pa.RecordBatch]]:
    from caseaudit.sheets.faults import faulty_cells
    from caseaudit.sheets.second import sheets

    for head, batch in sheets(path):
        yield head | {"faulty": faulty_cells(path, head["title"])}, batch


def _hand_over(out: Any, head: dict[str, Any], batch: pa.RecordBatch) -> None:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    cells = sink.getvalue()
    out.write(json.dumps(head | {"length": cells.size}).encode() + b"\n")
    out.write(cells)


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))
