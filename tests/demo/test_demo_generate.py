"""Synthetic cases: repeatable, truthful about themselves, and broken as often as asked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseaudit.demo import DEFAULT_RATES, generate, write
from caseaudit.demo.duties import SOFT
from caseaudit.demo.truth import count, truth
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.demo import Event, Synthetic

AS_OF = date(2026, 10, 15)


@pytest.fixture(scope="module")
def many() -> Synthetic:
    return generate(1500, 11, AS_OF)


def _bytes(paths: list[Path]) -> list[bytes]:
    return [path.read_bytes() for path in paths]


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """Two runs with the same number of cases, seed and day write the same bytes in every shape."""
    first = write(generate(30, 7, AS_OF), tmp_path / "a")
    second = write(generate(30, 7, AS_OF), tmp_path / "b")
    assert [p.name for p in first] == [p.name for p in second]
    assert _bytes(first) == _bytes(second)


def test_another_seed_gives_other_cases() -> None:
    """The seed decides what happens in the cases."""
    assert truth(generate(30, 7, AS_OF)) != truth(generate(30, 8, AS_OF))


def test_more_cases_leave_the_first_ones_as_they_were() -> None:
    """The first twenty cases are the same whether twenty or forty are made."""
    few, more = truth(generate(20, 7, AS_OF)), truth(generate(40, 7, AS_OF))
    own = {unit["case_id"] for unit in few["units"]}  # type: ignore[attr-defined]
    assert few["units"] == [u for u in more["units"] if u["case_id"] in own]  # type: ignore[attr-defined]


def test_the_counts_are_the_sums_of_the_units(many: Synthetic) -> None:
    """The counts per law row in the truth file are exactly its units, each of them listed once."""
    content = truth(many)
    units: list[dict[str, str]] = content["units"]  # type: ignore[assignment]
    counted = Counter((u["law_row"], u["outcome"]) for u in units)
    assert counted == {(row, o): n for row, by in count(many).items() for o, n in by.items()}
    assert len({(u["law_row"], u["rule"], u["unit_id"]) for u in units}) == len(units)


def test_every_breach_and_every_unknown_has_a_reason(many: Synthetic) -> None:
    """A breach and an outcome that cannot be assessed say why; the others need no reason."""
    for unit in (u for case in many.cases for u in case.units):
        assert unit.outcome in OUTCOMES
        assert unit.reason in REASONS
        assert bool(unit.reason) == (unit.outcome in {"breached", "unknown"})


def test_every_law_row_is_kept_and_broken_somewhere(many: Synthetic) -> None:
    """Each duty that the generator knows is kept in some cases and broken in others; a soft one is left to be looked at."""
    counts = count(many)
    assert set(counts) == set(DEFAULT_RATES)
    assert all(by.get("met") and by.get(_fault(row)) for row, by in counts.items())


def _fault(row: str) -> str:
    return "unknown" if row in SOFT else "breached"


def test_nothing_is_broken_when_every_rate_is_nought() -> None:
    """With all rates at nought no duty is broken, but for two faults of the story itself.

    An urgent placement under § 58 has no finished investigation (I7), and a youth who is placed at seventeen has the
    decision on what follows before the first plan (E6).
    """
    clean = count(generate(400, 3, AS_OF, dict.fromkeys(DEFAULT_RATES, 0.0)))
    assert {row for row, by in clean.items() if _fault(row) in by} <= {"I7", "E6"}


def test_nothing_is_met_when_every_rate_is_one() -> None:
    """With all rates at one no duty is met, but where it cannot be broken: urgent cases, no room for a gap.

    A conversation, a plan or a visit that another duty asks for may also fulfil C3, C4, E4 and E6, and an investigation is
    only put off (I7, I8) where no other duty is touched.
    """
    dirty = count(generate(400, 3, AS_OF, dict.fromkeys(DEFAULT_RATES, 1.0)))
    may_be_met = {"A11", "C3", "C4", "E4", "E6", "F2", "I6", "I7", "I8", "P2", "P3"}
    assert not [row for row, by in dirty.items() if "met" in by and row not in may_be_met]


@pytest.mark.parametrize("row", sorted(set(DEFAULT_RATES) - {"E4", "E6", "F2", "I4", "I5"}))
def test_a_rate_is_the_share_of_breaches(many: Synthetic, row: str) -> None:
    """Among the units that can be judged, the share of breaches is near the rate that was asked for."""
    by = count(many)[row]
    fault = by[_fault(row)]
    judged = by.get("met", 0) + by.get("excused", 0) + fault
    spread = (DEFAULT_RATES[row] * (1 - DEFAULT_RATES[row]) / judged) ** 0.5
    assert fault / judged == pytest.approx(DEFAULT_RATES[row], abs=0.04 + 3 * spread)


def test_an_investigation_is_in_breach_when_it_is_long_and_has_no_provisional_assessment(many: Synthetic) -> None:
    """The share of investigations in breach is the share of long ones times the share without an assessment in time."""
    by = count(many)["I4"]
    judged = by["met"] + by["excused"] + by["breached"]
    expected = DEFAULT_RATES["I4"] * DEFAULT_RATES["I5"]
    assert by["breached"] / judged == pytest.approx(expected, abs=0.06)


def test_events_are_canonical(many: Synthetic) -> None:
    """Types, fields and codes are those of the canonical tables; an event concerns only what its type may concern."""
    for case in many.cases:
        assert set(case.attributes) < set(CASE_FIELDS)
        for event in case.events:
            assert set(event.fields) < set(EVENT_FIELDS)
            assert event.concerns is None or event.concerns.type in EVENT_TYPES[event.type].concerns
            assert _code_is_known(event)


def _code_is_known(event: Event) -> bool:
    kind, result = event.fields.get("kind"), event.fields.get("result")
    return (kind is None or kind in KIND_CODES[event.type]) and (result is None or result in RESULT_CODES[event.type])


def test_event_ids_are_running_numbers_by_date(many: Synthetic) -> None:
    """In a case no two events of a type share a day, so their running numbers by date are certain."""
    for case in many.cases:
        days = [(e.type, e.day) for e in case.events]
        assert len(set(days)) == len(days)
        for type_ in {e.type for e in case.events}:
            numbers = [int(e.event_id.rsplit("/", 1)[1]) for e in case.of(type_)]
            assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_happens_after_the_day_of_the_audit(many: Synthetic) -> None:
    """No event, no end of a measure and no closing of a case lies after the as-of date."""
    for case in many.cases:
        assert all(e.day <= AS_OF for e in case.events)
        assert all(e.fields["ends_on"] <= AS_OF for e in case.events if "ends_on" in e.fields and e.type != "decision")  # type: ignore[operator]
        assert case.attributes.get("closed_on", AS_OF) <= AS_OF  # type: ignore[operator]


def test_decisions_rest_on_the_act_in_force(many: Synthetic) -> None:
    """Decisions to the end of 2023 rest on serviceloven, later ones on barnets lov."""
    for decision in (e for case in many.cases for e in case.of("decision")):
        law = "SEL-" if decision.day < date(2024, 1, 1) else "BL-"
        assert str(decision.fields["section"]).startswith(law)


def test_nobody_has_the_cpr_numbers(many: Synthetic) -> None:
    """Every number shaped as a CPR number names the 31st of February, and every case has its own."""
    numbers = [str(case.attributes["child_id"]) for case in many.cases]
    assert all(number.startswith("3102") for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_no_placement_runs_beyond_eighteen(many: Synthetic) -> None:
    """A placed youth is not yet eighteen when the placement ends, or on the day of the audit."""
    for case in many.cases:
        born = case.attributes["birth_date"]
        assert isinstance(born, date)
        for placement in case.of("placement"):
            end = placement.fields.get("ends_on", AS_OF)
            assert isinstance(end, date)
            assert (end.year - born.year, end.month, end.day) < (18, born.month, born.day)


def test_events_lie_within_the_life_of_the_case(many: Synthetic) -> None:
    """Nothing happens before the case was opened, after it was closed or before the child was born."""
    for case in many.cases:
        opened, born = case.attributes["opened_on"], case.attributes["birth_date"]
        closed = case.attributes.get("closed_on", AS_OF)
        assert isinstance(opened, date)
        assert isinstance(born, date)
        assert isinstance(closed, date)
        assert all(max(opened, born) <= e.day <= closed for e in case.events)


def test_the_office_decides_on_moves_and_returns_on_working_days(many: Synthetic) -> None:
    """What the office does about a move, a return or the time after eighteen is dated from Monday to Friday."""
    moved = {"change_of_placement", "return"}
    for case in many.cases:
        done = case.of("aftercare_decision") + case.of("notification_meeting")
        done += [d for d in case.of("decision") if d.fields.get("kind") in moved]
        assert all(e.day.weekday() < 5 for e in done)


def test_a_day_before_the_new_act_had_settled_is_refused() -> None:
    """Cases are not made for a day on which barnets lov had hardly been applied."""
    with pytest.raises(ValueError, match="2024-03-01"):
        generate(1, 1, date(2024, 3, 1))


@pytest.mark.parametrize("rates", [{"N2": 0.5}, {"N1": 1.5}, {"N1": -0.1}])
def test_an_impossible_rate_is_refused(rates: dict[str, float]) -> None:
    """A rate for a duty that is not planted, or one that is no share, is refused."""
    with pytest.raises(ValueError, match="N"):
        generate(1, 1, AS_OF, rates)
