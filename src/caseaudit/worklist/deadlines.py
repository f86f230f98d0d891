"""Coming limits as a calendar file (RFC 5545): all-day events whose titles say what and how many, and never whose."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from caseaudit import __version__
from caseaudit.texts import Text
from caseaudit.worklist.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseaudit.worklist.model import Item, Pile, Worklist

_CONTEXT = b"caseaudit/calendar/v1\0"
_SHORT: dict[str, Text] = {
    "underretning": Text("underretning", "notification"),
    "undersoegelse": Text("undersøgelse", "investigation"),
    "inddragelse": Text("inddragelse af barnet", "involving the child"),
    "foraeldre": Text("forældrenes rettigheder", "rights of the parents"),
    "plan": Text("barnets plan", "the child's plan"),
    "afgoerelse": Text("afgørelse", "decision"),
    "anbringelse": Text("anbringelse", "placement"),
    "samvaer": Text("samvær", "contact"),
    "opfoelgning": Text("opfølgning", "follow-up"),
    "tilsyn": Text("personrettet tilsyn", "supervision"),
    "overgang": Text("overgang til voksenlivet", "transition to adult life"),
    "afslutning": Text("afslutning", "closing"),
}


def calendar(worklist: Worklist, pile: Pile, key: bytes, *, cases: bool = False) -> bytes:
    """The calendar of one list; b"" where no limit is coming. `cases`: put the case ids in the descriptions.

    An event keeps its UID from week to week as long as its list, theme and day are the same, so that a calendar that reads
    the file again mends its event and does not make another. The UID is keyed: it says nothing of a list or a case.
    """
    from icalendar import Calendar

    soon = [i for i in pile.of("soon") if i.row.due_on and i.row.due_on >= worklist.as_of]
    if not soon:
        return b""
    made = Calendar()
    made.add("prodid", f"-//caseaudit//{__version__}//DA")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")

    def when(item: Item) -> tuple[date, str]:
        assert item.row.due_on is not None
        return item.row.due_on, item.row.theme

    for (day, theme), group in groupby(sorted(soon, key=when), key=when):
        made.add_component(_event(worklist, pile, key, (day, theme), list(group), cases=cases))
    return bytes(made.to_ical())


def _event(
    worklist: Worklist, pile: Pile, key: bytes, at: tuple[date, str], items: Sequence[Item], *, cases: bool
) -> Any:
    from icalendar import Event

    day, theme = at
    n = len({i.row.case_id for i in items})
    count = Text(f"{n} sag" if n == 1 else f"{n} sager", f"{n} case" if n == 1 else f"{n} cases")
    event = Event()
    event.add("uid", _uid(key, worklist.by, pile.name, theme, day.isoformat()))
    event.add("dtstamp", datetime.combine(worklist.as_of, time.min, UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{WORDS['due']}: {_SHORT.get(theme, Text(theme, theme))} ({count})")
    event.add("description", _description(items, cases=cases))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _description(items: Sequence[Item], *, cases: bool) -> str:
    lines = []
    for title, group in groupby(sorted(items, key=lambda i: i.row.title), key=lambda i: i.row.title):
        mine = list(group)
        lines.append(f"{title} ({len(mine)})" if len(mine) > 1 else title)
        if cases:
            lines += [f"  {c}" for c in sorted({i.row.case_id for i in mine})]
    lines.append(str(Text("Se arbejdslisten for sagerne.", "See the work list for the cases.")))
    return "\n".join(lines)


def _uid(key: bytes, *parts: str) -> str:
    digest = hmac.digest(key, _CONTEXT + "\0".join(parts).encode(), "sha256").hex()
    return f"{digest[:32]}@caseaudit"
