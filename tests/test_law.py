"""Section codes: matching at a hyphen, and writing them as lawyers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.law import SECTION, cite, covers, root
from caseaudit.texts import use_language

parts = st.lists(st.integers(1, 200).map(str), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("code", "danish", "english"),
    [
        ("BL-91-2", "BL § 91, stk. 2", "BL § 91, subs. 2"),
        ("SEL-52-3-7", "SEL § 52, stk. 3, nr. 7", "SEL § 52, subs. 3, no. 7"),
        ("SEL-68b-1", "SEL § 68 b, stk. 1", "SEL § 68 b, subs. 1"),
        ("BL-5", "BL § 5", "BL § 5"),
    ],
)
def test_a_section_is_written_as_lawyers_write_it(code, danish, english):
    """Law, section, subsection and number, in the reader's language."""
    with use_language("da"):
        assert cite(code) == danish
    with use_language("en"):
        assert cite(code) == english


@given(parts, parts)
def test_a_prefix_covers_at_a_hyphen_only(a, b):
    """BL-105 covers BL-105-1-1 and itself, never BL-1050."""
    code = "BL-" + "-".join(a)
    assert covers(code, code)
    assert covers(code, code + "-" + b[0])
    assert not covers(code, code + "0")
    assert not covers(code + "-1", code)


@given(parts)
def test_the_root_is_law_and_section(a):
    """The root of a code covers it and is a code itself."""
    code = "SEL-" + "-".join(a)
    assert covers(root(code), code)
    assert SECTION.match(root(code))
