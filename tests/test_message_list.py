"""The page of messages is whole, and no message can repeat what stands in a case."""

from __future__ import annotations

import pytest

import message_list
from caseaudit.messages import MESSAGES
from message_list import AREAS, OF_CASES, OF_DATA, PLACEHOLDERS, by_area, fields

ALLOWED = {name for names in PLACEHOLDERS.values() for name in names.split()}


def used(code):
    return {name for text in MESSAGES[code] for name in fields(text.da) | fields(text.en)}


def test_the_page_is_up_to_date():
    """docs/meddelelser.md lists the messages that the tool has, word for word."""
    text = message_list.DOC.read_text(encoding="utf-8")
    assert text == message_list.page(), f"skriv siden igen: {message_list.WRITE}"


def test_every_message_stands_in_one_area():
    """No message is left out of the page, and none stands twice."""
    listed = [code for codes in by_area().values() for code in codes]
    assert sorted(listed) == sorted(MESSAGES)
    assert set(by_area()) == set(AREAS)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_says_what_happened_and_what_to_do(code):
    """Both are there in words in both languages, and what to do is not what happened once more."""
    what, fix = MESSAGES[code]
    for text in (what.da, what.en, fix.da, fix.en):
        assert len(text.split()) > 1 or code == "usage", text
    assert what.da != fix.da


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_no_message_has_a_place_for_more_than_is_allowed(code):
    """A placeholder that is not on the list could carry anything; one who adds it says what fills it."""
    assert used(code) <= ALLOWED, sorted(used(code) - ALLOWED)


@pytest.mark.parametrize("code", [c for area in OF_DATA for c in by_area()[area]])
def test_a_message_about_an_export_has_no_place_for_a_cell(code):
    """Counts, days of the law, and names of columns, fields and codes: nothing that a case could hold."""
    assert used(code) <= set(OF_CASES.split())


def test_the_list_of_placeholders_has_none_that_is_not_used():
    """A name that no message has is taken off the list."""
    assert set().union(*map(used, MESSAGES)) == ALLOWED
