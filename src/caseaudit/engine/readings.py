"""Readings that the law leaves open, as settings of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Readings that the law leaves open, with the default that is used.

    `saturday_is_working_day`: None judges by both readings and says unknown where they differ.
    `unlinked_window_months`: how far before the unit an unlinked event may lie, where a rule limits it (None: as the rule says).
    """

    saturday_is_working_day: bool | None = None
    special_days_are_working_days: bool = True
    unlinked_window_months: int | None = None
