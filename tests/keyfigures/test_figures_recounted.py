"""Every key figure is what a plain recount of the same records gives."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caseaudit.keyfigures import context, definitions, figures
from caseaudit.model.dataset import Dataset
from caseaudit.model.frames import frames
from caseaudit.reading import read
from plain_figures import Plain

AS_OF = date(2026, 10, 15)
TOLD_ELSEWHERE = {"notifications-per-month", "caseworker-changes"}


def recount(dataset, c):
    """Compare every figure that the export carries with the plain count."""
    cases = dataset.cases.astype(object).where(dataset.cases.notna(), None).to_dict("records")
    frame = dataset.events.assign(at=dataset.events["at"])
    events = frame.astype(object).where(frame.notna(), None).to_dict("records")
    plain = Plain(cases, events, c.as_of, c.period.first, c.period.last)
    compared = 0
    for v in figures(c):
        if v.figure in TOLD_ELSEWHERE or (v.value is None and v.denominator is None and v.missing == 0 and v.why):
            continue
        wanted = getattr(plain, v.figure.replace("-", "_"))()
        found = (v.value, v.numerator, v.denominator, v.missing)
        assert found == pytest.approx(wanted), v.figure
        compared += 1
    return compared


@pytest.mark.parametrize("name", ["canonical.xlsx", "wide.xlsx"])
@pytest.mark.parametrize("as_of", [AS_OF, date(2025, 2, 28), date(2024, 2, 29)])
def test_the_small_example_gives_the_figures_of_a_plain_recount(examples, name, as_of):
    """All figures of the small example, on three days, in two shapes of export."""
    data = read([examples / "small" / name], profile=None, profile_dirs=(), key=b"k" * 32)
    assert recount(data, context(data, as_of)) >= 18


days = st.dates(date(2025, 6, 1), date(2026, 12, 1))
maybe = st.one_of(st.none(), days)
CASES = st.lists(
    st.fixed_dictionaries(
        {
            "child_id": st.sampled_from(["", "A", "B"]),
            "birth_date": st.one_of(st.none(), st.dates(date(2016, 2, 27), date(2018, 12, 31)), days),
            "opened_on": maybe,
            "closed_on": maybe,
            "caseworker": st.sampled_from(["", "SB1", "SB2"]),
        }
    ),
    min_size=1,
    max_size=6,
)
TYPES = ["notification", "notification_assessed", "investigation", "placement", "intervention", "decision", "follow_up"]
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "case": st.integers(0, 5),
            "type": st.sampled_from(TYPES),
            "at": days,
            "ends_on": maybe,
            "aware_on": st.one_of(st.none(), days),
            "tie": st.integers(-3, 30),
            "notifier": st.sampled_from([None, "professional", "other", "anonymous"]),
            "section": st.sampled_from([None, "BL-46-1", "BL-47-2", "SEL-58", "SEL-52-3-7", "SEL-52-3-3"]),
            "consent": st.sampled_from([None, "yes", "no"]),
        }
    ),
    max_size=30,
)


def made(case_rows, event_rows):
    cases = [c | {"case_id": f"s{n}"} for n, c in enumerate(case_rows)]
    events = []
    for n, e in enumerate(event_rows):
        target = e["tie"]
        row = {k: v for k, v in e.items() if k not in ("case", "tie")}
        tie = f"e{target}" if 0 <= target < len(event_rows) else ""
        events.append(row | {"case_id": f"s{e['case'] % len(cases)}", "event_id": f"e{n}", "concerns": tie})
    if not events:
        events = [{"case_id": "s0", "event_id": "e0", "type": "plan", "at": "2026-01-01"}]
    case_frame, event_frame, schema = frames(events, cases)
    return Dataset(case_frame, event_frame, schema, (), (), ())


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CASES, EVENTS, st.sampled_from([AS_OF, date(2026, 2, 28), date(2026, 9, 30), date(2026, 5, 31)]))
def test_made_up_tables_give_the_figures_of_a_plain_recount(case_rows, event_rows, as_of):
    """Whatever the records are, no figure differs from the plain count."""
    data = made(case_rows, event_rows)
    assert recount(data, context(data, as_of)) >= 3


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CASES, EVENTS)
def test_parts_add_up_to_their_figure(case_rows, event_rows):
    """Months, notifiers, sections and ages add up to what they divide."""
    data = made(case_rows, event_rows)
    found = {v.figure: v for v in figures(context(data, AS_OF))}
    whole = found["notifications"].value
    sums = {f: sum(p.count for p in v.parts) for f, v in found.items() if v.value is not None}
    if whole is not None:
        assert sums["notifications-per-month"] == whole
        assert len(found["notifications-per-month"].parts) == 12
        assert sum(p.count for p in found["notifications-professional"].parts) == whole
    for name in ("placements-running", "cases-open"):
        if found[name].value is not None:
            assert sums[name] == found[name].value


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CASES, EVENTS)
def test_units_add_up_to_the_whole(case_rows, event_rows):
    """Counts of the units add up to the count of all, and a type that another unit has is not missing in this one."""
    rows = [c | {"unit": f"U{n % 2}"} for n, c in enumerate(case_rows)]
    data = made(rows, event_rows)
    whole = {v.figure: v for v in figures(context(data, AS_OF))}
    parts = [{v.figure: v for v in figures(context(data, AS_OF, unit=u))} for u in ("U0", "U1")]
    for d in definitions().values():
        if d.unit == "count" and d.id != "notifications-per-month" and whole[d.id].value is not None:
            assert sum(p[d.id].value for p in parts) == whole[d.id].value, d.id


def test_every_figure_is_defined_and_counted():
    """Definitions and figures are the same set, each with a Danish and an English text."""
    from caseaudit.keyfigures.compute import FIGURES

    assert set(FIGURES) == set(definitions())
    for d in definitions().values():
        assert d.title.da != d.title.en
        assert d.definition.da != d.definition.en


def test_copenhagen_has_half_its_placements_without_consent(examples):
    """The 78 cases of the Copenhagen example: 78 placements run, 39 of them without consent, and no notifications are known."""
    data = read([examples / "koebenhavn-78" / "koebenhavn-78.xlsx"], profile=None, profile_dirs=(), key=b"k" * 32)
    found = {v.figure: v for v in figures(context(data, date(2016, 6, 30)))}
    assert found["placements-running"].value == 78
    assert (found["placements-without-consent"].numerator, found["placements-without-consent"].denominator) == (39, 78)
    assert found["notifications"].value is None
    assert "underretning" in found["notifications"].why.da
    assert found["cases-open"].value is None


def test_a_column_that_is_not_in_the_export_is_told_and_not_counted_as_none():
    """Without birth dates nothing is said of children under eight; without end dates nothing of what is running."""
    cases, events, schema = frames(
        [{"case_id": "s", "type": t, "at": "2026-03-01"} for t in ("notification", "investigation", "placement")],
        [{"case_id": "s", "opened_on": "2026-01-01"}],
        without=["birth_date", "ends_on", "caseworker"],
    )
    found = {v.figure: v for v in figures(context(Dataset(cases, events, schema, (), (), ()), AS_OF))}
    for name in ("notifications-under-8", "investigations-running", "placements-running", "cases-per-caseworker"):
        assert found[name].value is None
        assert found[name].why.da.startswith("udtrækket")
    assert found["notifications"].value == 1
    assert found["caseworker-changes"].value is None


def test_the_eighth_birthday_is_not_under_eight():
    """A child is under 8 until the day before its birthday; born on 29 February it turns 8 on that day in a leap year."""
    for born, on, hit in (
        ("2018-03-02", "2026-03-01", 1),
        ("2018-03-01", "2026-03-01", 0),
        ("2016-02-29", "2024-02-28", 1),
        ("2016-02-29", "2024-02-29", 0),
        ("2026-12-01", "2026-03-01", 1),
    ):
        cases, events, schema = frames(
            [{"case_id": "s", "type": "notification", "at": on}], [{"case_id": "s", "birth_date": born}]
        )
        c = context(Dataset(cases, events, schema, (), (), ()), date.fromisoformat(on) + timedelta(days=40))
        found = {v.figure: v for v in figures(c)}["notifications-under-8"]
        assert (found.numerator, found.denominator) == (hit, 1), (born, on)
