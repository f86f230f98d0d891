"""`caseaudit rules diff A B [--data EXPORT]`: what differs between two rule sets, or between the law of two days."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console, dates, rulediff
from caseaudit.cli import common
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.rulediff import IN_USE, SHIPPED
from caseaudit.rules.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.settings import Config
    from caseaudit.unitdiff import UnitChanges

FORMATS = ("table", "json", "csv")
OURS = ("vores", "shipped")
WHOLE_SET = "themes.yaml"


@dataclass(frozen=True)
class Options:
    """The command line of `rules diff`, as given."""

    before: str
    after: str
    data: tuple[Path, ...] = ()
    as_of: str = ""
    only: tuple[str, ...] = ()
    rule_dirs: tuple[Path, ...] = ()
    profile: Path | None = None
    format: str = "table"
    output: str = "-"
    every_unit: bool = False


def run_diff(options: Options) -> int:
    """Compare the two sides, and with an export judge it by both; 1 when a unit has another outcome."""
    common.choice(options.format, "--format", FORMATS)
    as_of = common.day(options.as_of)
    settings = common.config()
    named = [_named(text) for text in (options.before, options.after)]
    if (named[0][1] is None) != (named[1][1] is None):
        raise UsageError(Problem("diff_one_day"))
    if options.rule_dirs and IN_USE not in (name for name, _ in named):
        raise UsageError(Problem("diff_rules_unused"))
    books = [_book(name, options.rule_dirs, settings) for name, _ in named]
    before, after = (
        rulediff.Side(name, book.rules, day, book.acts) for (name, day), book in zip(named, books, strict=True)
    )
    found = rulediff.compare(before, after, _only(options.only, books))
    units = _judged(found, options, as_of, settings) if options.data else None
    _write(found, units, as_of, options)
    return Exit.FINDINGS if units and any(u.units for u in units) else Exit.OK


def _named(text: str) -> tuple[str, date | None]:
    """Split a side into rule set and day; a day alone is that of the rules in use. Raises `UsageError`."""
    if (day := _day(text)) is not None:
        return IN_USE, day
    name, at, last = text.rpartition("@")
    day = _day(last) if at else None
    name = name if day is not None else text
    if name.casefold() in OURS:
        return SHIPPED, day
    if not Path(name).is_dir():
        raise UsageError(Problem("diff_side", values={"value": text}))
    return name, day


def _day(text: str) -> date | None:
    try:
        return dates.parse_day(text)
    except ValueError:
        return None


def _book(name: str, rule_dirs: Sequence[Path], settings: Config) -> Rulebook:
    """The rules of one side. A folder with its own themes is a whole set; any other is laid over the shipped rules."""
    if name == IN_USE:
        return common.rulebook(rule_dirs, settings)
    if name == SHIPPED:
        return load_rulebook()
    folder = Path(name)
    book = load_rulebook((folder,))
    if not (folder / WHOLE_SET).is_file():
        return book
    own = {i: f for i, f in book.files.items() if f.path.is_relative_to(folder)}
    return dataclasses.replace(book, files=own)


def _only(wanted: Sequence[str], books: Sequence[Rulebook]) -> tuple[str, ...]:
    """Ids of the chosen rules, as either side knows them. Raises `UsageError` when none does."""
    found = []
    for name in wanted:
        try:
            found.append(books[1].get(name).rule.id)
        except UsageError:
            found.append(books[0].get(name).rule.id)
    return tuple(found)


def _judged(c: rulediff.Comparison, options: Options, as_of: date, settings: Config) -> list[UnitChanges]:
    dataset = common.read_data(options.data, options.profile, settings, common.key(settings, settings.runs))
    from caseaudit.texts import Text
    from caseaudit.unitdiff import compare_units

    chosen = {r.rule.id for r in c.rules}
    sides = [{i: r for i, r in side.judging.items() if i in chosen} for side in (c.before, c.after)]
    with console.progress(str(Text("Efterprøver sagerne efter begge", "Checking the cases by both"))):
        return compare_units(dataset, sides[0], sides[1], as_of, settings.readings)


def _write(c: rulediff.Comparison, units: list[UnitChanges] | None, as_of: date, options: Options) -> None:
    from caseaudit.cli.check import open_output
    from caseaudit.output import rulediff as words
    from caseaudit.output import rulediff_records as records
    from caseaudit.output.unitdiff import totals

    with open_output(options.output, options.format) as out:
        if options.format == "json":
            records.write_json(c, units, as_of, out)
        elif options.format == "csv":
            records.write_csv(c, units, out)
        else:
            strong = console.bold if options.output == "-" else str
            out.write(words.text(c, units, as_of, every_unit=options.every_unit, strong=strong))
    if units is not None and (options.format != "table" or options.output != "-"):
        console.say(totals(units))
