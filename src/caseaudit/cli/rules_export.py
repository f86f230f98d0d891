"""`caseaudit rules export`: the catalogue of rules that a jurist reviews and signs."""

from __future__ import annotations

import sys
from pathlib import Path

from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

FORMATS = (".html", ".xlsx")


def export(output: Path, theme: str, rule_dirs: tuple[Path, ...], dated: str) -> int:
    """Write the catalogue; the ending of the file name chooses its form."""
    suffix = output.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(Problem("export_format", Place(file=output.name), {"suffix": suffix or output.name}))
    settings = common.config()
    folders = (*settings.rules, *rule_dirs)
    book = common.rulebook(rule_dirs, settings)
    if theme and theme not in book.themes:
        raise UsageError(Problem("theme_unknown", values={"theme": theme, "known": ", ".join(book.themes)}))
    from caseaudit.output.catalogue.model import build
    from caseaudit.output.files import whole_bytes

    catalogue = build(book, folders, theme=theme, dated=common.day(dated) if dated else None)
    if suffix == ".html":
        from caseaudit.output.catalogue.html import render

        data = render(catalogue).encode()
    else:
        from caseaudit.output.catalogue.workbook import render_workbook

        data = render_workbook(catalogue)
    whole_bytes(output, data)
    n = len(catalogue.entries)
    print(Text(f"{n} regler er skrevet til {output}.", f"{n} rules are written to {output}."), file=sys.stderr)
    return Exit.OK
