"""Readings that the law leaves open, as settings of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Readings that the law leaves open, with the default that is used.

    None judges by both readings and says `unknown/unsettled_law` where they differ.
    `saturday_is_working_day`: whether Saturday counts in a limit of working days (law.md 2.2 no. 1). Default None.
    `month_limits_extend`: whether a limit in months or years that ends on a day that is no working day runs to the next
    one (no. 2). Default False, as no rule says so for the authority; a breach that hangs on it carries a note.
    `leap_birthday_is_1_march`: when someone born on 29 February turns a year in a common year (section 2.4).
    `special_days_are_working_days`: 5 June, 24 and 31 December, in limits of working days.
    `unlinked_window_months`: how far before the unit an unlinked event may lie, where a rule limits it (None: as the rule says).
    """

    saturday_is_working_day: bool | None = None
    special_days_are_working_days: bool = True
    month_limits_extend: bool | None = False
    leap_birthday_is_1_march: bool | None = True
    unlinked_window_months: int | None = None
