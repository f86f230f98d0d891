"""Synthetic cases with planted violations, and what the audit of them must find. No person in them exists."""

from __future__ import annotations

from caseaudit.demo.files import write
from caseaudit.demo.generate import EARLIEST_AS_OF, generate
from caseaudit.demo.model import Case, Event, Synthetic, Unit
from caseaudit.demo.rates import DEFAULT_RATES

__all__ = ["DEFAULT_RATES", "EARLIEST_AS_OF", "Case", "Event", "Synthetic", "Unit", "generate", "write"]
