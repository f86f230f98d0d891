"""Rounds of review on disk: `reviews/<id>/` with round.json, answers.json, the forms that went out and the ones that came back.

Every file takes its name when it is whole; nothing that came back is ever overwritten or removed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output import shelf
from caseaudit.output.files import private_folder
from caseaudit.review.model import Answers, Round, SelfRatings
from caseaudit.sample.store import read_record, write_record

__all__ = ["Kept", "find", "read_record", "rounds", "start", "write_record"]
ROUND, ANSWERS, RATINGS = "round.json", "answers.json", "selfratings.json"
_RUN = re.compile(r'^ "run": "([^"\\]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Kept:
    """One round's folder."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def forms(self) -> Path:
        """The forms that went out."""
        return self.folder / "forms"

    @property
    def originals(self) -> Path:
        """The forms as they came back, named by their digest, read-only."""
        return self.folder / "originals"

    def round(self) -> Round:
        """Raises `UsageError` when the file is gone or damaged."""
        return read_record(self.folder / ROUND, Round)

    def answers(self) -> Answers:
        """What has come back so far. Raises `UsageError` when the file is damaged."""
        path = self.folder / ANSWERS
        return read_record(path, Answers) if path.is_file() else Answers(round=self.id)

    def ratings(self) -> SelfRatings:
        """The municipality's self-ratings, if any. Raises `UsageError` when the file is damaged."""
        path = self.folder / RATINGS
        return read_record(path, SelfRatings) if path.is_file() else SelfRatings()

    def keep(self, answers: Answers) -> None:
        write_record(self.folder / ANSWERS, answers)


def start(reviews: Path, round_: Round) -> Kept:
    """Make the folder of a new round. Raises `UsageError` when it cannot be written."""
    kept = Kept(private_folder(reviews) / round_.id)
    for folder in (kept.folder, kept.forms, kept.originals):
        private_folder(folder)
    write_record(kept.folder / ROUND, round_)
    shelf.point_at(kept.folder)
    return kept


def run_of(kept: Kept) -> str:
    """The run that a round is about, without reading all of it; "" when the file is damaged."""
    try:
        found = _RUN.search((kept.folder / ROUND).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def rounds(reviews: Path) -> list[Kept]:
    """All rounds, oldest first."""
    return [Kept(folder) for folder in shelf.folders(reviews, ROUND)]


def find(reviews: Path, name: str = "") -> Kept:
    """Return the named round, else the newest. Raises `UsageError` when it is not there."""
    if folder := shelf.find(reviews, ROUND, name):
        return Kept(folder)
    place = Place(file=reviews.name)
    raise UsageError(Problem("round_unknown", place, {"round": name}) if name else Problem("no_rounds", place))
