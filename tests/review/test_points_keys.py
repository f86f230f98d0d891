"""Keys survive what happens to workbooks, and show damage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseaudit.review.keys import KEY, make_key, split_key, unit_key


@given(st.integers(1, 99999), st.text(max_size=60), st.integers(0, 3))
def test_a_key_is_read_back_whatever_the_unit_is_called(item, unit_id, nth):
    """No character of an event id gets into a key."""
    unit = unit_key("decision", unit_id, nth)
    key = make_key("ABCD1234", item, "plan-has-goals", unit)
    assert split_key(f"  {key} ") == ("ABCD1234", item, "plan-has-goals", unit)
    assert KEY.fullmatch(key)
    assert key.isascii()


def test_a_changed_key_is_seen_as_damaged():
    """Any one character changed breaks the key."""
    key = make_key("ABCD1234", 5, "plan-has-goals", "case")
    for n, c in enumerate(key):
        other = "1" if c != "1" else "2"
        assert split_key(key[:n] + other + key[n + 1 :]) is None
    assert split_key("") is None
    assert split_key(key[:-1]) is None


def test_units_that_share_an_id_have_their_own_keys():
    """An export that used one number twice still gives two rows."""
    assert len({unit_key("plan", "7", n) for n in range(3)}) == 3
