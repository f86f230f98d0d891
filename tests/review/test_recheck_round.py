"""What has changed since the forms went out is found by what stands in the data; a spoilt archive is found by its digest."""

from __future__ import annotations

from datetime import date

import pytest

from caseaudit.model.dataset import Dataset
from caseaudit.model.frames import frames
from caseaudit.review.recheck import outdated
from caseaudit.review.recheck_archive import archive_problems
from filled_forms import begin, case_id, filled, round_of

LOOKS_AT = {"child-heard": frozenset({"child_conversation", "decision"}), "follow-up-in-time": frozenset({"follow_up"})}


def data(change=None, without=()):
    """The cases of the round, each with its decision and a plan."""
    records = [
        {
            "event_id": f"{n}/decision/1",
            "case_id": case_id(n),
            "type": "decision",
            "at": date(2026, 3, n),
            "section": "BL-46",
        }
        for n in range(1, 9)
        if n not in without
    ]
    records += [
        {"event_id": f"{n}/plan", "case_id": case_id(n), "type": "plan", "at": "2026-02-01"} for n in range(1, 9)
    ]
    records = [r for r in records if r["case_id"] not in {case_id(n) for n in without}]
    cases, events, schema = frames((change or list)(records))
    return Dataset(cases, events, schema, (), (), ())


def look(now):
    found = outdated(round_of(), data(), now, LOOKS_AT)
    return {(o.entry.item, o.entry.point): [(c.kind, c.event_type) for c in o.changes] for o in found}


def test_the_same_data_in_another_order_is_no_change():
    """Rows and event ids may be others; what happened is the same."""
    assert look(data(lambda rs: list(reversed(rs)))) == {}


def test_only_points_that_look_at_the_new_event_are_named():
    """A conversation that has been recorded since bears on whether the child was heard, not on the follow-up."""
    new = {"event_id": "x", "case_id": case_id(3), "type": "child_conversation", "at": "2026-03-02", "result": "held"}
    found = look(data(lambda rs: [*rs, new]))
    assert found[3, "child-heard"] == [("event_new", "child_conversation")]
    assert (3, "follow-up-in-time") not in found
    assert {item for item, _ in found} == {3}


def test_a_case_that_is_gone_is_named_at_every_point():
    """All five points of the case, and no other case."""
    found = look(data(without=(4,)))
    assert {k[0] for k in found} == {4}
    assert set(map(tuple, found.values())) == {(("case_gone", ""),)}
    assert len(found) == 5


def test_a_unit_that_is_gone_is_named():
    """The decision was deleted: every point about it is to be looked at again."""
    found = look(data(lambda rs: [r for r in rs if r["event_id"] != "5/decision/1"]))
    assert all(("unit_gone", "decision") in c for c in found.values())
    assert {k[0] for k in found} == {5}


def test_an_event_that_was_corrected_is_changed_and_not_new():
    """The section of a decision was corrected."""
    found = look(data(lambda rs: [r | {"section": "BL-47"} if r["event_id"] == "2/decision/1" else r for r in rs]))
    assert ("event_changed", "decision") in found[2, "child-heard"]


@pytest.fixture
def taken(cli, tmp_path):
    started = begin(tmp_path / "work" / "reviews")
    assert cli("review", "import", filled().save(tmp_path / "skema-AB.xlsx")).code == 0
    return started


def codes(kept):
    return [p.code for p in archive_problems(kept, kept.round(), kept.answers())]


def test_a_sound_archive_has_nothing_wrong(taken):
    """Every answer stands in the original that it names."""
    assert codes(taken) == []


def test_a_changed_or_missing_original_is_found(taken):
    """One byte more, and then no file at all."""
    (original,) = taken.originals.iterdir()
    original.chmod(0o600)
    original.write_bytes(original.read_bytes() + b" ")
    assert codes(taken) == ["review_original_changed"]
    original.unlink()
    assert codes(taken) == ["review_original_missing"]


def test_an_answer_that_was_edited_by_hand_is_found(taken):
    """A value in answers.json that does not stand in the original."""
    path = taken.folder / "answers.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"value": "no"', '"value": "yes"', 1), encoding="utf-8")
    assert codes(taken) == ["review_answers_differ"]
