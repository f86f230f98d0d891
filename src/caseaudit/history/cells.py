"""CSV for Danish Excel: semicolons, and no text that a spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from caseaudit.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a text for a formula by."""


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> object:
    """Numbers as they are; text masked, and marked as text where a spreadsheet would run it."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = mask(str(value))
    return "'" + text if text.startswith(RISKY) else text
