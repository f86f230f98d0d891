"""Units for the schedulers that municipalities have: printed for people to install, never installed by us."""

from caseaudit.schedule.plan import Job, Rhythm

__all__ = ["Job", "Rhythm"]
