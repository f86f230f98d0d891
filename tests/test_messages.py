"""Every message exists in both languages, and its placeholders agree."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from caseaudit.messages import MESSAGES

SOURCE = Path(__file__).resolve().parent.parent / "src" / "caseaudit"


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_says_the_same_in_both_languages(code):
    """Danish and English texts are both there, differ, and use the same placeholders."""
    message = MESSAGES[code]
    for text in message:
        assert text.da
        assert text.en
        assert fields(text.da) == fields(text.en)
    assert code == "usage" or message.what.da != message.what.en


def test_every_code_that_is_used_exists():
    """A problem named anywhere in the code has its text."""
    used = set()
    for path in SOURCE.rglob("*.py"):
        used |= set(re.findall(r'Problem\(\s*"([a-z0-9_]+)"', path.read_text(encoding="utf-8")))
    assert len(used) > 30
    assert used <= set(MESSAGES)
