"""Search files for CPR numbers before they are shared. A number is named by its place, never by its value.

Each kind of file is taken apart into `Piece`s of text with a place; the search itself is the same for all.
"""

from __future__ import annotations

from caseaudit.privacy.scan.files import scan
from caseaudit.privacy.scan.model import Hit

__all__ = ["Hit", "scan"]
