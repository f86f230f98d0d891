"""A cell that could not be read, told to the one who must mend it: where it stands and what is wrong, never what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.explain import Unread

WHY = {
    "impossible_date": Text("datoen findes ikke eller kan ikke læses", "there is no such date, or it cannot be read"),
    "placeholder_date": Text("datoen er en pladsholder", "the date is a placeholder"),
    "mixed_dates": Text("datoen kan læses på to måder", "the date can be read in two ways"),
    "undated": Text("cellen siger, at det er sket, men ikke hvornår", "the cell says that it happened, but not when"),
    "undated_event": Text("det er sket, men datoen mangler", "it happened, but the date is missing"),
    "unknown_code": Text("cellens ord kendes ikke", "the word in the cell is not known"),
    "unknown_section": Text("paragraffen kan ikke læses", "the legal section cannot be read"),
    "cell_without_value": Text(
        "cellen viser en fejl, har ingen værdi eller er dækket af en flettet celle",
        "the cell shows an error, has no value or is covered by a merged cell",
    ),
    "before_birth": Text(
        "noget med barnet er dateret før dets fødsel, så fødselsdatoen kan være forkert",
        "something with the child is dated before it was born, so the birth date may be wrong",
    ),
    "ends_before_start": Text("slutdatoen ligger før startdatoen", "the end date lies before the start"),
}


def unread_text(cell: Unread) -> str:
    """`udtraek.xlsx, ark Udtræk, række 14, kolonne Plan dato: datoen findes ikke eller kan ikke læses`."""
    parts = [cell.file] if cell.file else []
    parts += [f"{Text('ark', 'sheet')} {cell.sheet}"] if cell.sheet else []
    parts.append(f"{Text('række', 'row')} {cell.row}")
    parts += [f"{Text('kolonne', 'column')} {cell.column}"] if cell.column else []
    return f"{', '.join(parts)}: {WHY[cell.why]}"
