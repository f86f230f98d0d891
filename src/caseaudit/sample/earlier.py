"""What earlier samples say: which cases were read not long ago, and how often these data were drawn from in this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.sample.store import samples_in, seed_log

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def months_before(day: date, months: int) -> date:
    """The same day of the month, that many months earlier; the last day of the month where there is none."""
    from calendar import monthrange

    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    if year < 1:
        return day.min
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def reviewed_since(samples: Path, as_of: date, months: int, data_digest: str) -> set[str]:
    """Cases that a sample with an as-of day in the months up to this one let somebody read.

    Samples of the very same data are passed over: else the same command would not give the same sample again. Raises
    `UsageError` for a sample that cannot be read, for its cases would come in unseen.
    """
    start = months_before(as_of, months)
    return {
        i.case_id
        for s in (kept.sample() for kept in samples_in(samples))
        if start < s.as_of <= as_of and s.data_digest != data_digest
        for i in s.to_read
    }


def earlier_draws(samples: Path, data_digest: str, design_digest: str) -> int:
    """How many draws the log holds from the same data in the same design."""
    return sum(
        e.get("event") == "drawn" and e.get("data") == data_digest and e.get("design") == design_digest
        for e in seed_log(samples)
    )
