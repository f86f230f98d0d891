"""The cell account as one line: filled cells in the columns that are read = used + set aside by reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.numbers import number
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.model.dataset import RowAccount

_REASONS = {
    "duplicate_row": Text("i gentagne rækker", "in repeated rows"),
    "hidden_row": Text("i skjulte rækker", "in hidden rows"),
    "total_row": Text("i sumrækker", "in totals rows"),
    "unknown_event_type": Text("i rækker med ukendt hændelsestype", "in rows of an unknown event type"),
    "missing_case_id": Text("i rækker uden sagsnummer", "in rows without case id"),
    "missing_date": Text("i rækker uden dato", "in rows without date"),
    "missing_type": Text("i rækker uden hændelsestype", "in rows without event type"),
    "not_an_event": Text("i rækker, der ikke er hændelser", "in rows that are no events"),
    "impossible_date": Text("umulig dato", "impossible date"),
    "placeholder_date": Text("pladsholder for en dato", "placeholder date"),
    "mixed_dates": Text("dato, der kan læses på to måder", "date that can be read in two ways"),
    "undated": Text("ja, men ingen dato", "yes, but no date"),
    "unknown_code": Text("ukendt ord", "unknown word"),
    "unknown_section": Text("ulæselig paragraf", "unreadable section"),
    "says_nothing": Text("et ord for ingenting", "a word for nothing"),
    "number_destroyed": Text("ødelagt nummer", "destroyed number"),
    "impossible_number": Text("nummer, der ikke kan være et CPR-nummer", "number that can be no CPR number"),
    "unused": Text("kolonnen bruges ikke", "column not used"),
    "without_event": Text("ingen hændelse i rækken", "no event in the row"),
    "conflicting_case": Text("modsiger en anden række om sagen", "contradicts another row on the case"),
}


def cells_line(account: RowAccount) -> str:
    """`3.391 udfyldte celler i 35 kolonner = 3.356 brugt + 35 sat til side (30 i gentagne rækker, ...)`."""
    aside: dict[str, int] = {}
    for c in account.cells:
        for reason, n in c.set_aside.items():
            aside[reason] = aside.get(reason, 0) + n
    filled, used = (number(sum(getattr(c, name) for c in account.cells)) for name in ("cells_in", "used"))
    columns, left = number(len(account.cells)), number(sum(aside.values()))
    found = sorted(aside.items(), key=lambda x: (-x[1], x[0]))
    why = ", ".join(f"{number(n)} {_REASONS.get(reason, reason)}" for reason, n in found)
    text = Text(
        f"{filled} udfyldte celler i {columns} kolonner = {used} brugt + {left} sat til side",
        f"{filled} filled cells in {columns} columns = {used} used + {left} set aside",
    )
    return str(text) + (f" ({why})" if why else "")
