"""The file of self-ratings (selvevaluering): a theme and a rating per row. An empty one is written here, a filled one read.

Tolerated as in a form: capitals, blanks, one full stop, either language, the id or the title of a theme. Nothing is guessed.
Nothing is taken from a file with a fault in it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.privacy import contains_cpr, mask
from caseaudit.review.model import SelfRating
from caseaudit.review.reading_words import plain
from caseaudit.rules.faults import did_you_mean
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from caseaudit.reading.grid import Grid
    from caseaudit.rules.rulebook import Theme

Rating = Literal["high", "some", "less", "none"]
RATINGS: dict[Rating, Text] = {
    "high": Text("i høj grad", "to a high degree"),
    "some": Text("i nogen grad", "to some degree"),
    "less": Text("i mindre grad", "to a lesser degree"),
    "none": Text("slet ikke", "not at all"),
}
_THEME, _RATING, _SOURCE = Text("Tema", "Theme"), Text("Vurdering", "Rating"), Text("Hvem har vurderet", "Rated by")
SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml")
LONGEST_SOURCE = 120
_HEADER_ROWS = 20


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file, with the place of each cell."""

    theme: str
    rating: str
    source: str
    places: Mapping[str, Place] = field(default_factory=dict)


def read_ratings(path: Path, themes: Mapping[str, Theme]) -> tuple[SelfRating, ...]:
    """The ratings in a file, in the order of the themes; themes without a rating are left out.

    Raises `UsageError` with every problem, `DataError` when the file cannot be read at all.
    """
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UsageError(Problem("self_rating_kind", Place(file=mask(path.name)), {"known": known}))
    if not path.is_file():
        raise UsageError(Problem("file_missing", Place(file=mask(path.name))))
    rows = _from_yaml(path) if path.suffix.lower() in (".yaml", ".yml") else _from_table(path)
    return _checked(rows, themes, mask(path.name))


def _from_table(path: Path) -> list[Row]:
    grid, header, columns = _found(path)
    rows = []
    for cells, number in zip(grid.head(len(grid.rows))[header + 1 :], grid.rows.tolist()[header + 1 :], strict=True):
        row = {name: cells[c].strip() for name, c in columns.items()}
        if any(row.values()):
            places = {n: Place(grid.file, grid.sheet, int(number), cells_name(c)) for n, c in columns.items()}
            rows.append(Row(row["theme"], row["rating"], row.get("source", ""), places))
    return rows


def cells_name(column: int) -> str:
    """A, B ... Z, AA ...: the column as Excel shows it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _found(path: Path) -> tuple[Grid, int, dict[str, int]]:
    """The sheet with the two headers, the row they stand in, and where. Raises `UsageError`."""
    from caseaudit.reading import delimited, workbook

    grids = [delimited.load(path)] if path.suffix.lower() == ".csv" else workbook.load(path)
    headers = {"theme": _THEME, "rating": _RATING, "source": _SOURCE}
    for grid in grids:
        for number, cells in enumerate(grid.head(_HEADER_ROWS)):
            seen = [plain(c) for c in cells]
            at = {n: [seen.index(plain(w)) for w in t if plain(w) in seen] for n, t in headers.items()}
            if at["theme"] and at["rating"]:
                return grid, number, {n: places[0] for n, places in at.items() if places}
    wanted = {"theme": str(_THEME), "rating": str(_RATING)}
    raise UsageError(Problem("self_rating_headers", Place(file=mask(path.name)), wanted))


def _from_yaml(path: Path) -> list[Row]:
    from caseaudit import yamlfile

    try:
        doc = yamlfile.load(path)
    except (OSError, UnicodeDecodeError):
        raise UsageError(Problem("file_unreadable", Place(file=mask(path.name)))) from None
    if not isinstance(doc.data, dict):
        raise UsageError(Problem("self_rating_yaml", doc.place()))
    rows = []
    for theme, rating in doc.data.items():
        place = doc.place((theme,))
        rows.append(Row(theme, "" if rating is None else str(rating), "", {"theme": place, "rating": place}))
    return rows


def _checked(rows: Sequence[Row], themes: Mapping[str, Theme], file: str) -> tuple[SelfRating, ...]:
    problems: list[Problem] = []
    found: dict[str, SelfRating] = {}
    for row in rows:
        problems += _faults(row, themes)
        theme, rating = _theme(row.theme, themes), _rating(row.rating)
        if theme and rating and theme in found and found[theme].value != rating:
            values = {"theme": str(themes[theme].title.text)}
            problems.append(Problem("self_rating_twice", row.places.get("theme", Place(file)), values))
        elif theme and rating and not problems:
            found[theme] = SelfRating(theme=theme, value=rating, source=row.source)
    if not problems and not found:
        problems.append(Problem("self_rating_empty", Place(file=file)))
    if problems:
        raise UsageError(problems)
    return tuple(found[t] for t in themes if t in found)


def _faults(row: Row, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    if _theme(row.theme, themes) is None:
        hint = did_you_mean(
            plain(row.theme), [plain(w) for t, x in themes.items() for w in (t, x.title.da, x.title.en)]
        )
        yield Problem("self_rating_theme", row.places["theme"], {"hint": hint})
    if row.rating and _rating(row.rating) is None:
        known = ", ".join(str(t) for t in RATINGS.values())
        yield Problem("self_rating_value", row.places["rating"], {"known": known})
    if contains_cpr(row.source):
        yield Problem("self_rating_cpr", row.places["source"])
    elif len(row.source) > LONGEST_SOURCE:
        yield Problem("self_rating_long", row.places["source"], {"most": LONGEST_SOURCE})


def _theme(text: str, themes: Mapping[str, Theme]) -> str | None:
    words = plain(text)
    return next((t for t, x in themes.items() if words in (plain(t), plain(x.title.da), plain(x.title.en))), None)


def _rating(text: str) -> Rating | None:
    words = plain(text)
    return next((r for r, t in RATINGS.items() if words in (plain(t.da), plain(t.en))), None)


def template(themes: Mapping[str, Theme], suffix: str) -> bytes:
    """An empty file with every theme, to be filled in. Raises `UsageError` for another suffix."""
    if suffix == ".csv":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([_THEME, _RATING, _SOURCE])
        writer.writerows([[str(t.title.text), "", ""] for t in themes.values()])
        return ("\ufeff" + out.getvalue()).encode()
    if suffix in (".yaml", ".yml"):
        words = ", ".join(str(t) for t in RATINGS.values())
        lines = [f"# {Text('Skriv en af', 'Write one of')}: {words}"]
        return "\n".join([*lines, *(f"{t}: # {x.title.da} / {x.title.en}" for t, x in themes.items()), ""]).encode()
    if suffix != ".xlsx":
        raise UsageError(Problem("self_rating_kind", values={"known": ", ".join(SUFFIXES)}))
    return _workbook(themes)


def _workbook(themes: Mapping[str, Theme]) -> bytes:
    from datetime import UTC, datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(str(Text("Selvevaluering", "Self-rating")))
    head = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True})
    cell, free = book.add_format({"text_wrap": True, "border": 1}), book.add_format({"border": 1, "locked": False})
    sheet.write_row(0, 0, [str(_THEME), str(_RATING), str(_SOURCE)], head)
    for row, theme in enumerate(themes.values(), start=1):
        sheet.write_string(row, 0, str(theme.title.text), cell)
        sheet.write_blank(row, 1, None, free)
        sheet.write_blank(row, 2, None, free)
    choice = {"validate": "list", "source": [str(t) for t in RATINGS.values()], "error_type": "stop"}
    sheet.data_validation(1, 1, len(themes), 1, choice)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 2, 24)
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    book.close()
    return out.getvalue()
