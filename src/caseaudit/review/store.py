"""Rounds of review on disk: `reviews/<id>/` with round.json, answers.json, the forms that went out and the ones that came back.

Every file takes its name when it is whole; nothing that came back is ever overwritten or removed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import private_folder, whole_file
from caseaudit.review.model import Answers, Round, SelfRatings
from caseaudit.sample.store import read_record, write_record

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kept", "find", "read_record", "rounds", "start", "write_record"]
LATEST = "latest.txt"
ROUND, ANSWERS, RATINGS = "round.json", "answers.json", "selfratings.json"


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
    with whole_file(reviews / LATEST) as file:
        file.write(round_.id + "\n")
    return kept


def rounds(reviews: Path) -> Iterator[Kept]:
    """All rounds, oldest first."""
    for path in sorted(reviews.glob(f"*/{ROUND}")):
        yield Kept(path.parent)


def find(reviews: Path, name: str = "") -> Kept:
    """Return the named round, else the newest. Raises `UsageError` when it is not there."""
    if name:
        if Path(name).name != name or not (reviews / name / ROUND).is_file():
            raise UsageError(Problem("round_unknown", Place(file=reviews.name), {"round": name}))
        return Kept(reviews / name)
    pointer = reviews / LATEST
    latest = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    if latest and (reviews / latest / ROUND).is_file():
        return Kept(reviews / latest)
    done = list(rounds(reviews))
    if not done:
        raise UsageError(Problem("no_rounds", Place(file=reviews.name)))
    return done[-1]
