"""The year's plan against what was done: every planned round is held once, late, in part, or named as missed."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.history.missed import Done, Plan, periods, rounds

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
PLANS = st.one_of(
    st.builds(
        Plan,
        name=st.just("Plan"),
        since=DAYS,
        every=st.sampled_from(["week", "month", "quarter", "year"]),
        grace=st.integers(0, 30),
    ),
    st.builds(
        Plan,
        name=st.just("Plan"),
        since=DAYS,
        months=st.sets(st.integers(1, 12), min_size=1).map(lambda m: tuple(sorted(m))),
        grace=st.integers(0, 30),
    ),
)


def run(on, made=None, themes=None, name=""):
    return Done(on, made or on, name or f"run-{on}-{made}", themes)


def sample(on, cases):
    return Done(on, on, f"sample-{on}", cases=cases)


@given(PLANS, st.integers(0, 900))
def test_the_periods_follow_each_other_without_a_gap_within_the_rhythm_and_the_first_holds_the_first_day(plan, days):
    until = plan.since + timedelta(days=days)
    found = list(periods(plan, until))
    assert all(first <= last for first, last in found)
    assert all(first <= until for first, _ in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
    if plan.every:
        assert found[0][0] <= plan.since <= found[0][1]
        assert all(a[1] + timedelta(days=1) == b[0] for a, b in itertools.pairwise(found))
        assert found[-1][0] <= until <= found[-1][1]
    else:
        assert all(first.month == last.month and first.day == 1 and first.month in plan.months for first, last in found)
        assert all((last + timedelta(days=1)).day == 1 for _, last in found)


@given(PLANS, st.integers(0, 700), st.lists(st.integers(-40, 740), max_size=40))
def test_one_run_answers_for_one_round_and_a_missed_round_has_no_run_left_that_could(plan, days, offsets):
    today = plan.since + timedelta(days=days)
    done = [run(plan.since + timedelta(days=x), name=f"r{n}") for n, x in enumerate(offsets)]
    done = [d for d in done if d.on <= today]
    found = rounds(plan, done, today)
    used = [r.by for r in found if r.by]
    assert len(used) == len(set(used))
    free = [d for d in done if d.id not in used]
    for r in found:
        if r.by:
            assert r.first <= r.on <= r.due
        else:
            assert not any(r.first <= d.on <= r.due for d in free)
            assert r.state == ("open" if today <= r.due else "missed")


@given(PLANS, st.integers(0, 700), st.lists(st.integers(0, 700), max_size=25))
def test_no_other_way_to_match_runs_to_rounds_leaves_fewer_missed(plan, days, offsets):
    today = plan.since + timedelta(days=days)
    done = [run(plan.since + timedelta(days=x), name=f"r{n}") for n, x in enumerate(offsets) if x <= days]
    found = rounds(plan, done, today)
    taken: dict[str, int] = {}

    def place(n, tried):
        for d in done:
            if found[n].first <= d.on <= found[n].due and d.id not in tried:
                tried.add(d.id)
                if d.id not in taken or place(taken[d.id], tried):
                    taken[d.id] = n
                    return True
        return False

    most = sum(place(n, set()) for n in range(len(found)))
    assert sum(bool(r.by) for r in found) == most


@given(PLANS, st.integers(0, 500))
def test_with_a_run_on_the_last_day_of_every_period_nothing_is_missed(plan, days):
    today = plan.since + timedelta(days=days)
    done = [run(last) for _, last in periods(plan, today) if last <= today]
    assert not [r for r in rounds(plan, done, today) if r.failed]


def test_a_quarter_without_a_run_is_missed_when_its_days_of_grace_have_passed():
    plan = Plan("Lovkontrol", date(2026, 1, 1), "quarter", grace=14)
    done = [run(date(2026, 2, 1)), run(date(2026, 5, 1))]
    assert [r.state for r in rounds(plan, done, date(2026, 10, 14))] == ["held", "held", "open", "open"]
    assert [r.state for r in rounds(plan, done, date(2026, 10, 15))] == ["held", "held", "missed", "open"]


def test_a_run_of_another_theme_does_not_answer_for_a_round_and_a_run_of_everything_does():
    plan = Plan("Planer", date(2026, 1, 1), "month", themes=("plan", "tilsyn"))
    january = date(2026, 1, 10)
    for themes, state in (
        (frozenset({"plan"}), "missed"),
        (frozenset({"plan", "tilsyn", "samvaer"}), "held"),
        (None, "held"),
    ):
        assert rounds(plan, [run(january, themes=themes)], date(2026, 2, 20))[0].state == state


def test_a_sample_smaller_than_planned_is_only_a_part_and_two_samples_add_up():
    plan = Plan("Ledelsestilsyn", date(2026, 1, 1), "quarter", sample=20)
    first, second = sample(date(2026, 1, 20), 12), sample(date(2026, 3, 1), 8)
    today = date(2026, 5, 1)
    assert next((r.state, r.read) for r in rounds(plan, [first], today)) == ("short", 12)
    assert next((r.state, r.read) for r in rounds(plan, [first, second], today)) == ("held", 20)


def test_a_run_for_the_period_that_was_made_after_the_grace_is_held_late_and_not_missed():
    plan = Plan("Lovkontrol", date(2026, 1, 1), "quarter", grace=7)
    late = run(date(2026, 3, 31), made=date(2026, 6, 1))
    found = rounds(plan, [late], date(2026, 6, 2))[0]
    assert found.state == "late"
    assert not found.failed


CONFIG = """
[[schedule]]
name = "Lovkontrol"
every = "quarter"
from = 2026-01-01
grace = 10
must_be_in_order = ["afgoerelse", "findes-ikke"]
"""


@pytest.fixture
def planned(cli, examples):
    from pathlib import Path

    Path("caseaudit.toml").write_text(CONFIG, encoding="utf-8")
    for day in ("2026-02-01", "2026-08-01"):
        assert cli("check", examples / "small/canonical", "--as-of", day, "--exit-zero").code == 0
    return cli


def test_history_missed_names_the_quarter_without_a_run_and_fails_only_when_asked(planned):
    answer = planned("history", "missed", "--as-of", "2026-09-01")
    assert answer.code == 0
    assert "01-04-2026 til 30-06-2026: IKKE HOLDT" in answer.out
    assert "01-01-2026 til 31-03-2026" not in answer.out
    assert planned("history", "missed", "--as-of", "2026-09-01", "--fail").code == 1


def test_what_must_be_in_order_and_was_not_checked_is_told_as_not_checked(planned):
    answer = planned("history", "missed", "--as-of", "2026-09-01")
    assert "findes-ikke skal være i orden: ikke kontrolleret" in " ".join(answer.out.split())
    assert "afgoerelse skal være i orden: 1 brud af 24" in " ".join(answer.out.split())


def test_the_missed_quarter_stands_at_the_end_of_check_and_in_the_report(planned, examples):
    answer = planned("check", examples / "small/canonical", "--as-of", "2026-09-01", "--exit-zero")
    assert "01-04-2026 til 30-06-2026: IKKE HOLDT" in answer.out
    assert planned("report", "build", "--format", "md", "-o", "rapport").code == 0
    from pathlib import Path

    text = next(Path("rapport").glob("*.md")).read_text(encoding="utf-8")
    assert "## Planlagt kontrol" in text
    assert "01-04-2026 til 30-06-2026: IKKE HOLDT" in text


def test_without_a_plan_the_command_says_how_to_write_one(cli):
    answer = cli("history", "missed")
    assert answer.code == 2
    assert "[[schedule]]" in answer.err


@pytest.mark.parametrize("wrong", ['every = "quarter"\nmonths = [1]', "", 'every = "daily"', "months = [13]"])
def test_a_plan_with_no_rhythm_or_two_is_refused(cli, wrong):
    from pathlib import Path

    Path("caseaudit.toml").write_text(f'[[schedule]]\nname = "X"\nfrom = 2026-01-01\n{wrong}\n', encoding="utf-8")
    assert cli("history", "missed").code == 2


def test_a_misspelt_key_of_the_plan_gets_a_hint(cli):
    from pathlib import Path

    Path("caseaudit.toml").write_text(
        '[[schedule]]\nname = "X"\nevery = "week"\nfrom = 2026-01-01\ngrase = 3\n', encoding="utf-8"
    )
    answer = cli("history", "missed")
    assert answer.code == 2
    assert "grace" in answer.err
