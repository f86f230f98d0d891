"""Synthetic cases: repeatable, truthful about themselves, and broken as often as asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseaudit.demo import DEFAULT_RATES, generate, write
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
    assert len({(u["law_row"], u["unit_id"]) for u in units}) == len(units)


def test_every_breach_and_every_unknown_has_a_reason(many: Synthetic) -> None:
    """A breach and an outcome that cannot be assessed say why; the others need no reason."""
    for unit in (u for case in many.cases for u in case.units):
        assert unit.outcome in OUTCOMES
        assert unit.reason in REASONS
        assert bool(unit.reason) == (unit.outcome in {"breached", "unknown"})


def test_every_law_row_is_kept_and_broken_somewhere(many: Synthetic) -> None:
    """Each duty that the generator knows is kept in some cases and broken in others."""
    counts = count(many)
    assert set(counts) == set(DEFAULT_RATES)
    assert all(by.get("met") and by.get("breached") for by in counts.values())


def test_nothing_is_broken_when_every_rate_is_nought() -> None:
    """With all rates at nought no duty is broken in any case."""
    clean = count(generate(400, 3, AS_OF, dict.fromkeys(DEFAULT_RATES, 0.0)))
    assert not any("breached" in by for by in clean.values())


def test_nothing_is_met_when_every_rate_is_one() -> None:
    """With all rates at one no duty is met, but where it cannot be broken: urgent cases, no room for a gap."""
    dirty = count(generate(400, 3, AS_OF, dict.fromkeys(DEFAULT_RATES, 1.0)))
    may_be_met = {"A11", "F2", "I6", "P2", "P3"}
    assert not [row for row, by in dirty.items() if "met" in by and row not in may_be_met]


@pytest.mark.parametrize("row", sorted(set(DEFAULT_RATES) - {"F2", "I4", "I5"}))
def test_a_rate_is_the_share_of_breaches(many: Synthetic, row: str) -> None:
    """Among the units that can be judged, the share of breaches is near the rate that was asked for."""
    by = count(many)[row]
    judged = by.get("met", 0) + by.get("excused", 0) + by["breached"]
    spread = (DEFAULT_RATES[row] * (1 - DEFAULT_RATES[row]) / judged) ** 0.5
    assert by["breached"] / judged == pytest.approx(DEFAULT_RATES[row], abs=0.04 + 3 * spread)


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


def test_children_under_the_new_act_are_under_sixteen(many: Synthetic) -> None:
    """Where a child's plan is asked for, the child is under 16 all along: from then on it would be a youth's plan."""
    for case in many.cases:
        if any(str(e.fields["section"]).startswith("BL-") for e in case.of("decision")):
            born = case.attributes["birth_date"]
            assert isinstance(born, date)
            assert born + timedelta(days=16 * 366) > AS_OF


def test_a_day_before_the_new_act_had_settled_is_refused() -> None:
    """Cases are not made for a day on which barnets lov had hardly been applied."""
    with pytest.raises(ValueError, match="2024-03-01"):
        generate(1, 1, date(2024, 3, 1))


@pytest.mark.parametrize("rates", [{"N2": 0.5}, {"N1": 1.5}, {"N1": -0.1}])
def test_an_impossible_rate_is_refused(rates: dict[str, float]) -> None:
    """A rate for a duty that is not planted, or one that is no share, is refused."""
    with pytest.raises(ValueError, match="N"):
        generate(1, 1, AS_OF, rates)
