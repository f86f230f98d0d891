"""Whose form is it, and of which round? Asked before any answer is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem
from caseaudit.privacy import mask
from caseaudit.review.form_words import WORDS
from caseaudit.review.keys import split_key
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.review.keys import Key
    from caseaudit.review.model import Reviewer, Round
    from caseaudit.review.reading import RawForm


@dataclass(frozen=True)
class Whose:
    """The reviewer, or the problem that makes the whole form unusable."""

    reviewer: str = ""
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()
    items: tuple[int, ...] = ()
    layout: str = "case"
    lang: str = "da"

    def sheet(self, item: int) -> str:
        """The name that the sheet of an item had when the form went out."""
        return sheet_name(self.items, item, self.layout, self.lang)


def sheet_name(items: tuple[int, ...], item: int, layout: str, lang: str) -> str:
    """`Sag 05`: sheets are numbered in the order of the reviewer's items; a list has one sheet."""
    with use_language("en" if lang == "en" else "da"):
        if layout == "list":
            return str(WORDS["list"])
        number = items.index(item) + 1 if item in items else 0
        return f"{WORDS['case']} {number:02d}"


def whose(form: RawForm, asked: Round, given: str, others: Mapping[str, str]) -> Whose:
    """Tell whose form it is: by `given`, else by what the form says, else by whose cases it holds."""
    keys = [k for r in form.rows if r.key and (k := split_key(r.key))]
    if problem := _wrong_round(form, asked, keys, others):
        return Whose(problem=problem)
    code, warnings = given, []
    said = form.meta.get("reviewer", frozenset())
    if not given:
        if len(said) > 1:
            return Whose(problem=_problem("review_reviewer_two", form, given, asked))
        code = next(iter(said), "")
        if not code:
            code = _by_items(keys, asked)
            if not code:
                return Whose(problem=_problem("review_reviewer_untold", form, "", asked))
            warnings.append(Problem("review_reviewer_guessed", Place(form.file), {"reviewer": code}, "warning"))
    elif said and given not in said:
        return Whose(problem=_problem("review_reviewer_other", form, given, asked))
    mine = next((r for r in asked.reviewers if r.code == code), None)
    if mine is None:
        return Whose(problem=_problem("review_reviewer_unknown", form, code, asked))
    if other := _rather(keys, asked, mine):
        problem = Problem("review_reviewer_cases", Place(form.file), {"reviewer": code, "other": other})
        return Whose(problem=problem)
    return Whose(code, None, tuple(warnings), mine.items, asked.layout, asked.lang)


def _problem(code: str, form: RawForm, reviewer: str, asked: Round) -> Problem:
    known = ", ".join(r.code for r in asked.reviewers)
    return Problem(code, Place(form.file), {"reviewer": mask(reviewer), "known": known})


def _wrong_round(form: RawForm, asked: Round, keys: list[Key], others: Mapping[str, str]) -> Problem | None:
    codes = {k.form_code for k in keys}
    said = form.meta.get("form_code", frozenset())
    if asked.form_code in codes:
        digests = form.meta.get("rules_digest", frozenset())
        if asked.rules_digest and digests and digests != {asked.rules_digest}:
            return Problem("review_other_rules", Place(form.file))
        return None
    if not codes and not said:
        return Problem("review_no_form", Place(form.file))
    stray = sorted(codes | said - {asked.form_code})
    if not stray:
        return Problem("review_all_keys_gone", Place(form.file))
    known = next((others[c] for c in stray if c in others), "")
    if known.startswith("resolve:"):
        return Problem("review_is_resolution", Place(form.file))
    hint = str(Text(f" Den hører til {known}.", f" It belongs to {known}.")) if known else ""
    return Problem("review_other_round", Place(form.file), {"round": asked.id, "hint": hint})


def _rather(keys: list[Key], asked: Round, mine: Reviewer) -> str:
    """Another reviewer, when the form holds cases that are not this one's and that one was given all of them."""
    items = {k.item for k in keys if k.form_code == asked.form_code}
    return "" if items <= set(mine.items) else _by_items(keys, asked)


def _by_items(keys: list[Key], asked: Round) -> str:
    """The one reviewer who was given all the items in the form; "" when there is none or more than one."""
    items = {k.item for k in keys if k.form_code == asked.form_code}
    fits = [r.code for r in asked.reviewers if items <= set(r.items)]
    return fits[0] if len(fits) == 1 else ""
