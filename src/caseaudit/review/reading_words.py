"""The words that a form may come back with, and what each means.

Tolerated: capital letters or none, blanks of any kind around and between words, one full stop after, invisible marks, and
either language. Also the three degrees without the word `grad`. Nothing else is guessed at: `JA!`, `j` and `x` are refused.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from caseaudit.review.model import DEGREE, UNSURE, YES_NO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.review.model import Scale, Value

_INVISIBLE = dict.fromkeys((0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))

ANSWERS: Mapping[str, Value] = {
    "ja": "yes",
    "yes": "yes",
    "nej": "no",
    "no": "no",
    "lav grad": "low",
    "lav": "low",
    "low degree": "low",
    "low": "low",
    "nogen grad": "some",
    "nogen": "some",
    "some degree": "some",
    "some": "some",
    "høj grad": "high",
    "høj": "high",
    "high degree": "high",
    "high": "high",
    "ikke relevant": "not_relevant",
    "not relevant": "not_relevant",
    "kan ikke vurderes": "cannot_judge",
    "cannot be judged": "cannot_judge",
}
REASONS: Mapping[str, str] = {
    "mangler adgang": UNSURE[0],
    "no access": UNSURE[0],
    "uklar journal": UNSURE[1],
    "unclear file": UNSURE[1],
    "uklart krav": UNSURE[2],
    "unclear requirement": UNSURE[2],
    "unclear question": UNSURE[2],
    "unclear demand": UNSURE[2],
}
_ECHOED = frozenset(ANSWERS) | frozenset(REASONS) | {"j", "n", "y", "x", "ok", "ved ikke", "måske", "delvist", "?", "-"}
_MARKS = "!?.,;:*()[]'\"+ "


def plain(text: str) -> str:
    """The text as it is compared: no invisible marks, single blanks, small letters, no full stop after."""
    seen = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    words = " ".join(seen.split()).casefold()
    return words[:-1].rstrip() if words.endswith(".") and not words.endswith("..") else words


def answer_of(text: str) -> Value | None:
    """What the answer means on any scale; None for a word that is no answer."""
    return ANSWERS.get(plain(text))


def reason_of(text: str) -> str | None:
    """One of UNSURE; None for a word that is no reason."""
    return REASONS.get(plain(text))


def on_scale(value: Value, scale: Scale) -> bool:
    return value in (YES_NO if scale == "yes_no" else DEGREE)


def shown(text: str) -> str:
    """The text as a message may repeat it: only words that are nearly an answer, for a cell may hold anything."""
    words = plain(text)
    near = words if words in _ECHOED else words.strip(_MARKS)
    return f' "{" ".join(text.split())}"' if near in _ECHOED and len(text.split()) <= 3 and len(text) <= 24 else ""


def comment_of(text: str) -> str:
    """A comment as it is kept: line breaks of one kind, no invisible marks, no blanks around."""
    seen = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    kept = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) != "Cc")
    return kept.replace("\u00a0", " ").strip()
