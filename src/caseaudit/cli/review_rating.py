"""`caseaudit review self-rating`: take in the municipality's own view of each theme, or write an empty file for it."""

from __future__ import annotations

from pathlib import Path

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.review_common import kept_round
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

DEFAULT_TEMPLATE = Path("selvevaluering.xlsx")


def run_template(output: Path | None, rule_dirs: tuple[Path, ...]) -> int:
    """Write an empty file; never over one that is there. Raises `UsageError`."""
    from caseaudit.output.files import whole_bytes
    from caseaudit.review.selfrating_file import template

    path = output or DEFAULT_TEMPLATE
    if path.exists():
        raise UsageError(Problem("self_rating_file_there", Place(file=path.name)))
    themes = common.rulebook(rule_dirs, common.config()).themes
    whole_bytes(path, template(themes, path.suffix.lower()))
    console.say(
        str(
            Text(
                f"Skrevet: {path}. Udfyld kolonnen, og indlæs: caseaudit review self-rating {path.name}",
                f"Written: {path}. Fill in the column, and import: caseaudit review self-rating {path.name}",
            )
        )
    )
    return Exit.OK


def run_rating(
    file: Path | None, round_: str, reviews: Path | None, rule_dirs: tuple[Path, ...], *, replace: bool
) -> int:
    """Keep the ratings in the round. Nothing is kept from a file with a fault. Raises `UsageError` or `DataError`."""
    from caseaudit.review.model import SelfRatings
    from caseaudit.review.selfrating_file import read_ratings
    from caseaudit.review.store import RATINGS, write_record

    if file is None:
        raise UsageError(Problem("self_rating_no_file"))
    kept = kept_round(round_, reviews)
    themes = common.rulebook(rule_dirs, common.config()).themes
    read = SelfRatings(ratings=read_ratings(file, themes))
    before = kept.ratings()
    if before.ratings and before != read and not replace:
        raise UsageError(Problem("self_rating_there", Place(file=kept.id)))
    if before != read:
        write_record(kept.folder / RATINGS, read)
    n, all_ = len(read.ratings), len(themes)
    told = Text(f"{n} af {all_} temaer er vurderet.", f"{n} of {all_} themes are rated.")
    same = Text(" Intet er ændret.", " Nothing was changed.") if before == read else Text("", "")
    print(f"{told}{same}")
    console.say(
        str(
            Text(
                "Se dem ved siden af fundene: caseaudit review result",
                "See them beside the findings: caseaudit review result",
            )
        )
    )
    return Exit.OK
