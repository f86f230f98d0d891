"""`caseaudit review result`: what the answers of a round show, with what they say of all cases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.review_common import kept_round
from caseaudit.errors import Exit
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.review.results_model import ReviewResult
    from caseaudit.rules.rulebook import Rulebook

FORMATS = ("table", "json")


@dataclass(frozen=True)
class ResultOptions:
    """The command line of `review result`, as given."""

    round: str = ""
    format: str = "table"
    reviews: Path | None = None
    samples: Path | None = None
    runs: Path | None = None
    rule_dirs: tuple[Path, ...] = ()


def run_result(options: ResultOptions) -> int:
    """Print the result. A no is what a review is made to find: the exit code is 0."""
    from caseaudit.review.results_json import record

    common.choice(options.format, "--format", FORMATS)
    result, book = result_of(options)
    if options.format == "json":
        print(json.dumps(record(result), ensure_ascii=False, indent=1))
        return Exit.OK
    from caseaudit.cli.review_result_table import lines

    for line in lines(result, {name: theme.title.text for name, theme in book.themes.items()}):
        print(line)
    return Exit.OK


def result_of(options: ResultOptions) -> tuple[ReviewResult, Rulebook]:
    """Judge the round's run again and add its answers up. Raises `UsageError` when a part of it is gone or changed."""
    from caseaudit import runs
    from caseaudit.review.estimate_sizes import sizes
    from caseaudit.review.points import load_library
    from caseaudit.review.results import gather
    from caseaudit.sample import store as samples

    settings = common.config()
    kept = kept_round(options.round, options.reviews)
    round_ = kept.round()
    sample = samples.find(options.samples or settings.samples, round_.sample).sample()
    book = common.rulebook(options.rule_dirs, settings)
    with console.progress(str(Text("Dømmer kørslens sager igen", "Judging the cases of the run again"))):
        audit = runs.named(common.runs_folder(options.runs, settings), round_.run).audit(book)
        library = load_library(book, (*settings.rules, *options.rule_dirs))
        known = sizes(round_, sample, audit, library)
        return gather(round_, kept.answers(), sample, audit, kept.ratings(), known), book
