"""What is to run, and how often: the same for every scheduler."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from caseaudit.errors import Problem, UsageError
from caseaudit.texts import Text

Kind = Literal["daily", "weekly", "monthly", "quarterly"]
ZONE = "Europe/Copenhagen"
QUARTER_MONTHS = (1, 4, 7, 10)

WEEKDAYS = (
    Text("mandag", "Monday"),
    Text("tirsdag", "Tuesday"),
    Text("onsdag", "Wednesday"),
    Text("torsdag", "Thursday"),
    Text("fredag", "Friday"),
    Text("lørdag", "Saturday"),
    Text("søndag", "Sunday"),
)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
LAST_SAFE_DAY = 28
LONGEST_NAME = 40


@dataclass(frozen=True)
class Rhythm:
    """How often. `weekday` counts from Monday, 0; `day` is the day of the month."""

    kind: Kind
    hour: int
    minute: int
    weekday: int = 0
    day: int = 1

    @property
    def clock(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    def __str__(self) -> str:
        """`hver mandag kl. 06:00`."""
        day = WEEKDAYS[self.weekday]
        told = {
            "daily": Text("hver dag", "every day"),
            "weekly": Text(f"hver {day.da}", f"every {day.en}"),
            "monthly": Text(f"den {self.day}. i hver måned", f"on day {self.day} of every month"),
            "quarterly": Text("den første dag i hvert kvartal", "on the first day of every quarter"),
        }[self.kind]
        return f"{told} {Text('kl.', 'at')} {self.clock}"


@dataclass(frozen=True)
class Job:
    """One scheduled check. `program` and `folder` are absolute; `key` is the file that CASEAUDIT_KEY names, or ''."""

    name: str
    program: str
    arguments: tuple[str, ...]
    folder: str
    rhythm: Rhythm
    key: str = ""

    def __post_init__(self) -> None:
        """Raises `UsageError` for what no scheduler can carry."""
        if len(self.name) > LONGEST_NAME or not _NAME.match(self.name):
            raise UsageError(Problem("schedule_name", values={"value": self.name}))
        if any(_BREAKS.search(word) for word in (self.program, *self.arguments, self.folder, self.key)):
            raise UsageError(Problem("schedule_line_break"))

    @property
    def words(self) -> tuple[str, ...]:
        return (self.program, *self.arguments)

    @property
    def title(self) -> str:
        return str(Text("caseaudit: planlagt kontrol", "caseaudit: scheduled check")) + f", {self.rhythm}"


def rhythm(at: str, *, daily: bool, weekly: str, monthly: int | None, quarterly: bool) -> Rhythm:
    """Read the options; every Monday when none is given. Raises `UsageError`."""
    found = _CLOCK.match(at)
    if not found:
        raise UsageError(Problem("schedule_time", values={"value": at}))
    hour, minute = int(found[1]), int(found[2])
    chosen = {"--daily": daily, "--weekly": weekly, "--monthly": monthly is not None, "--quarterly": quarterly}
    given = [name for name, value in chosen.items() if value]
    if len(given) > 1:
        raise UsageError(Problem("schedule_one_rhythm", values={"given": ", ".join(given)}))
    if daily:
        return Rhythm("daily", hour, minute)
    if quarterly:
        return Rhythm("quarterly", hour, minute)
    if monthly is not None:
        if not 1 <= monthly <= LAST_SAFE_DAY:
            raise UsageError(Problem("schedule_month_day", values={"value": monthly}))
        return Rhythm("monthly", hour, minute, day=monthly)
    return Rhythm("weekly", hour, minute, weekday=_weekday(weekly or "man"))


def _weekday(word: str) -> int:
    plain = word.strip().casefold()
    for number, name in enumerate(WEEKDAYS):
        for whole in (name.da, name.en.casefold()):
            if plain in (whole, whole[:3]):
                return number
    known = ", ".join(str(Text(d.da[:3], d.en[:3].lower())) for d in WEEKDAYS)
    raise UsageError(Problem("bad_choice", values={"value": word, "option": "--weekly", "known": known}))
