"""Is everything as it should be before a check is run: one line per thing, and what to do about it."""

from __future__ import annotations

from caseaudit.doctor.model import Finding, Level

__all__ = ["Finding", "Level"]
