"""The process that parses one workbook: `python -P -m caseaudit.sheets.child PATH PARSER BYTES SECONDS`.

A workbook that breaks the parser, or makes it ask for all memory, ends this process and not the run. It can write no
file, and gives the sheets back on standard output (see `handing`).
"""

from __future__ import annotations

import os
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.sheets.survey import Survey

OK, BROKEN, TOO_WIDE, NO_MEMORY, FAILED = 0, 3, 4, 5, 6


def main(argv: list[str]) -> int:
    """Write every sheet that holds anything, and say how it went."""
    path, parser, memory, seconds = Path(argv[0]), argv[1], int(argv[2]), int(argv[3])
    limit(memory, seconds)
    from caseaudit.sheets.handing import hand_over

    out = os.fdopen(os.dup(1), "wb")
    try:
        for head, table in first(path) if parser == "first" else second(path):
            hand_over(out, head, table)
        out.close()
    except MemoryError:
        return NO_MEMORY
    except OverflowError:
        return TOO_WIDE
    except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile):  # bad XML is a SyntaxError
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


def first(path: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """The fast parser; it lays every sheet out as a whole rectangle in memory."""
    import fastexcel

    surveyor, reader = Surveyor(path), fastexcel.read_excel(path)  # what is damaged is to be found by the first of them
    for index, title in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(index, header_row=None, dtypes="string")
        if sheet.height:
            head: dict[str, Any] = {"title": title, "hidden": sheet.visible != "visible"} | surveyor.of(title, index)
            if surveyor.parts is not None:
                yield head, sheet
                continue
            batch, errors = sheet.to_arrow_with_errors()
            wrong = [(head["first"] + e.position[0], e.position[1]) for e in errors.errors] if errors else []
            yield head | {"faulty": head["faulty"] + wrong}, batch


def second(path: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """The slow parser, cell by cell."""
    from caseaudit.sheets.second import sheets

    surveyor = Surveyor(path)
    return sheets(path, lambda title: surveyor.of(title, corner=True))


class Surveyor:
    """Looks through the sheets of one workbook."""

    def __init__(self, path: Path) -> None:
        from caseaudit.sheets.parts import ZIPPED, sheet_parts

        self.path = path
        self.parts: dict[str, str] | None = None
        self.known: dict[str, Survey] = {}
        if path.suffix.lower() in ZIPPED:
            with zipfile.ZipFile(path) as archive:
                self.parts = sheet_parts(archive)
        elif path.suffix.lower() == ".ods":
            from caseaudit.sheets import opendocument

            self.known = opendocument.surveys(path)
        else:
            from caseaudit.sheets import records

            self.known = records.surveys(path)

    def of(self, title: str, index: int = 0, *, corner: bool = False) -> dict[str, Any]:
        """Return what is told of a sheet; very old files spell titles in ways of their own, but keep the order.

        Raises `KeyError` for one that is not found.
        """
        from caseaudit.sheets.survey import survey

        if self.parts is not None:
            return survey(self.path, self.parts[title], corner=corner).as_head()
        known = self.known.get(title) or dict(enumerate(self.known.values()))[index]
        return known.as_head()


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))
