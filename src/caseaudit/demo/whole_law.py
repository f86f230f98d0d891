"""The rest of the law: what a case needs beyond its own story, from dice of its own, so that the story stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.demo import ages, enquiry, followed, moving, received, returning, rights, wishes, youth

if TYPE_CHECKING:
    from caseaudit.demo.draft import Draft


def fill_in(draft: Draft, number: int) -> None:
    """Add to a case that is told and dated. What is already planted keeps its outcome; new decisions bring their own."""
    ages.grow(draft, number)
    moving.move(draft)
    home = returning.bring_home(draft)
    wishes.settle(draft)
    wishes.ask(draft)
    enquiry.enquire(draft)
    received.receive(draft)
    followed.follow(draft)
    youth.grow_up(draft)
    returning.revise_plan(draft, home)
    youth.judge(draft)
    enquiry.judge(draft)
    rights.respect(draft)
    received.meet(draft)
    rights.post(draft)
