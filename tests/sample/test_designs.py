"""Each design draws everybody as often as it says: 10,000 draws of the same mapping, against the stated chances."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.errors import DataError, UsageError
from caseaudit.sample import drawing, risk
from caseaudit.sample.design import Wish, draw
from caseaudit.sample.frame import Candidate, Filters, narrow
from caseaudit.sample.order import uniform
from caseaudit.sample.quotas import Quota

DRAWS, N = 10_000, 60
DAY = date(2026, 10, 15)
UNITS = ["Syd"] * 30 + ["Nord"] * 20 + ["Vest"] * 8 + ["Øst"] * 2
PEOPLE = [Candidate(case_id=f"S-{i:02d}", unit=UNITS[i], breaches={"low": (i % 6) ** 2}) for i in range(N)]
DECISIONS = [
    Candidate(case_id=f"S-{i // 2:02d}", kind="decision", key=f"decision/2024-01-{1 + i % 2:02d}/BL-32/1")
    for i in range(40)
]
Z = 4.6
"""Normal limit for one in a thousand over some hundred comparisons (Bonferroni)."""


@pytest.fixture(scope="module")
def numbers():
    """The numbers of 10,000 seeds, worked out once."""
    names = [c.identity for c in (*PEOPLE, *DECISIONS)]
    return {f"seed {s}": {n: uniform(f"seed {s}", n) for n in names} for s in range(DRAWS)}


@pytest.fixture
def quick(numbers, monkeypatch):
    """Let the designs look the numbers up."""
    for module in (drawing, risk):
        monkeypatch.setattr(module, "uniform", lambda seed, name: numbers[seed][name])
    return list(numbers)


def compare(seeds, parts_of, slack=0.0):
    """Count how often each is drawn; compare with the sum of the chances stated whenever it could be drawn."""
    drawn, stated, spread = Counter(), Counter(), Counter()
    for seed in seeds:
        for part in parts_of(seed):
            size, n = len(part.line), part.n
            for rank, (_, c) in enumerate(part.line):
                p = n / size if part.chances is None else part.chances[c.identity]
                stated[c.identity] += p
                spread[c.identity] += p * (1 - p)
                drawn[c.identity] += rank < n
    for name, expected in stated.items():
        assert abs(drawn[name] - expected) <= Z * sqrt(spread[name]) + slack * DRAWS + 1e-6, name
    return drawn, stated


def test_simple(quick):
    """20 of 60: everybody in a third of the draws."""
    drawn, stated = compare(quick, lambda s: drawing.simple_parts(PEOPLE, 20, s))
    assert sum(drawn.values()) == 20 * DRAWS
    assert stated["S-00"] == pytest.approx(DRAWS / 3)


def test_stratified_in_proportion(quick):
    """12 of 60 by unit: 6, 4, 1 and 1; in each unit everybody as often."""
    groups = drawing.grouped(PEOPLE, ("unit",))
    sizes = drawing.proportional(groups, 12)
    assert {g[0]: k for g, k in sizes.items()} == {"syd": 6, "nord": 4, "vest": 1, "øst": 1}
    compare(quick, lambda s: drawing.stratified_parts(PEOPLE, ("unit",), sizes, s, "-"))


def test_equally_many_from_each(quick):
    """5 from each unit; of a unit with two, both, always."""
    sizes = dict.fromkeys(drawing.grouped(PEOPLE, ("unit",)), 5)
    drawn, _ = compare(quick, lambda s: drawing.stratified_parts(PEOPLE, ("unit",), sizes, s, "-"))
    assert drawn["S-58"] == drawn["S-59"] == DRAWS


def test_quotas(quick):
    """4 cases, then 6 decisions of other cases: as often as is said, given what the first quota left."""
    quotas = (Quota("cases", "case", 4), Quota("decisions", "decision", 6))
    drawn, _ = compare(quick, lambda s: drawing.quota_parts(quotas, (PEOPLE[:25], DECISIONS), s))
    assert sum(drawn.values()) == 10 * DRAWS


def test_risk(quick):
    """12 of 60 by risk 1 to 26: as often as the risk says, within the little that Pareto sampling is off."""
    weights = {"base": 1.0, "low": 1.0}
    drawn, stated = compare(quick, lambda s: risk.risk_parts(PEOPLE, 12, s, weights), slack=0.004)
    assert sum(stated.values()) == pytest.approx(12 * DRAWS)
    assert drawn["S-05"] > 10 * drawn["S-00"]


def test_risk_with_certain_ones(quick):
    """Risks 50 and 40 among eighteen of 1, six drawn: the two always, the others with chance 4/18 (ST-32)."""
    people = [Candidate(case_id=f"S-{i:02d}", breaches={"low": {0: 49, 1: 39}.get(i, 0)}) for i in range(20)]
    drawn, stated = compare(quick, lambda s: risk.risk_parts(people, 6, s, {"base": 1.0, "low": 1.0}), slack=0.004)
    assert drawn["S-00"] == drawn["S-01"] == DRAWS
    assert stated["S-02"] == pytest.approx(DRAWS * 4 / 18)


def test_risk_drawn_on(quick):
    """12 drawn by risk and then 8 more in the same line: as often as the chances at 20 say."""
    weights = {"base": 1.0, "low": 1.0}
    (part,) = risk.risk_parts(PEOPLE, 12, "seed 0", weights)
    odds = {n: p / (1 - p) for n, p in part.chances.items()}
    t = risk.scale(part.stratum.odds, 20)
    chance = {n: t * o / (1 + t * o) for n, o in odds.items()}
    assert sum(chance.values()) == pytest.approx(20)
    drawn = Counter()
    for seed in quick:
        (part,) = risk.risk_parts(PEOPLE, 12, seed, weights)
        drawn.update(c.identity for _, c in part.line[:20])
    for name, p in chance.items():
        assert abs(drawn[name] / DRAWS - p) <= Z * sqrt(p * (1 - p) / DRAWS) + 0.004


def test_the_number_first_drawn_needs_no_scaling():
    """At the number that was drawn all odds stay as they are."""
    (part,) = risk.risk_parts(PEOPLE, 12, "s", {"base": 1.0, "low": 1.0})
    assert risk.scale(part.stratum.odds, 12) == pytest.approx(1)
    assert risk.scale(part.stratum.odds, 60) is None


# --- what a draw consists of ---------------------------------------------------------------------------------------------


def frame(people=PEOPLE, **filters):
    return narrow(people, Filters(**filters), DAY)


def drawn_by(wish, people=PEOPLE, seed="s"):
    return draw(wish, {"case": frame(people)}, seed)


def test_all_are_taken_when_more_are_asked_for():
    """99 of 60: all 60, each with chance 1, and nobody in reserve."""
    out = drawn_by(Wish(n=99))
    assert len(out.drawn.items) == 60
    assert not out.drawn.reserve
    assert {i.probability for i in out.drawn.items} == {1.0}


def test_the_line_goes_on_behind_the_drawn():
    """Numbers 1 to 20 are drawn, and the reserve is 21 to 60 of the same line."""
    out = drawn_by(Wish(n=20))
    assert [i.number for i in out.drawn.items] == list(range(1, 21))
    assert [i.rank for i in (*out.drawn.items, *out.drawn.reserve)] == list(range(1, 61))
    numbers = [i.uniform for i in (*out.drawn.items, *out.drawn.reserve)]
    assert numbers == sorted(numbers)


def test_a_larger_draw_holds_the_smaller():
    """Ten more by the same seed: the first twenty are the same."""
    small, large = (drawn_by(Wish(n=n)).drawn.items for n in (20, 30))
    assert [i.case_id for i in large[:20]] == [i.case_id for i in small]


def test_named_cases_come_on_top_and_have_no_chance():
    """Two are named; the one that was drawn anyway counts as drawn, the other is added without a chance."""
    plain = drawn_by(Wish(n=10))
    inside = plain.drawn.items[3].case_id
    outside = plain.drawn.reserve[0].case_id
    out = drawn_by(Wish(n=10, must=(inside, outside)))
    assert len(out.drawn.items) == 11
    assert out.drawn.items[:10] == plain.drawn.items
    assert (out.drawn.items[10].case_id, out.drawn.items[10].chosen) == (outside, "must")
    assert out.drawn.items[10].probability is None
    assert outside not in {i.case_id for i in out.drawn.reserve}
    assert dict(out.told) == {"must_drawn": 1, "must_more": 1}


def test_a_named_case_may_lie_outside_the_pool():
    """A closed case can be named though only open ones are drawn, and that is told."""
    people = [*PEOPLE, Candidate(case_id="LUKKET", closed=True)]
    out = draw(Wish(n=5, must=("LUKKET",)), {"case": frame(people, open_only=True)}, "s")
    assert dict(out.told)["must_outside"] == 1
    assert out.population == 60


def test_picked_cases_only():
    """Only what is named, in the order named, without chances."""
    out = drawn_by(Wish(only=("S-07", "S-03", "S-07")))
    assert [(i.case_id, i.chosen, i.probability) for i in out.drawn.items] == [
        ("S-07", "must", None), ("S-03", "must", None),
    ]  # fmt: skip


def test_a_named_case_that_is_not_there_is_refused():
    """Every unknown case is named at once."""
    with pytest.raises(UsageError) as e:
        drawn_by(Wish(n=5, must=("X-1", "S-01", "X-2")))
    assert [p.values["case"] for p in e.value.problems] == ["X-1", "X-2"]


def test_an_empty_population_gives_no_sample():
    """Nothing to draw is unusable data, not a finished sample."""
    with pytest.raises(DataError):
        drawn_by(Wish(n=5), [])


def test_fewer_than_parts_is_refused():
    """Three cases cannot be shared out on four units with one each."""
    with pytest.raises(UsageError) as e:
        drawn_by(Wish(n=3, by=("unit",)))
    assert e.value.problems[0].code == "sample_fewer_than_strata"


def test_small_parts_are_told():
    """One unit would have got none by size; with 5 from each, one unit has fewer."""
    assert dict(drawn_by(Wish(n=12, by=("unit",))).told) == {"lifted": 1}
    assert dict(drawn_by(Wish(n=5, by=("unit",), per=True)).told) == {"too_small": 1}


def test_spelling_of_a_unit_does_not_split_it():
    """Capitals and blanks do not make a unit two; what most write is shown."""
    people = [
        Candidate(case_id=f"S-{i}", unit=u) for i, u in enumerate(["Distrikt Syd", "distrikt  syd", "Distrikt Syd"])
    ]
    assert [s.label for s in drawn_by(Wish(n=1, by=("unit",)), people).drawn.strata] == ["Distrikt Syd"]


def test_a_part_nobody_recorded():
    """Without units in the export there are no parts; a case without a unit among others is a part of its own."""
    with pytest.raises(UsageError):
        drawn_by(Wish(n=1, by=("unit",)), [Candidate(case_id="A"), Candidate(case_id="B")])
    some = drawn_by(Wish(n=2, by=("unit",)), [Candidate(case_id="A"), Candidate(case_id="B", unit="Syd")])
    assert [s.label for s in some.drawn.strata] == ["(ikke angivet)", "Syd"]


def test_a_case_is_in_one_quota_only():
    """Whatever the seed, no case drawn in one quota has anything in another, nor in its reserve."""
    quotas = (Quota("a", "case", 4), Quota("b", "decision", 6), Quota("c", "decision", 3))
    frames = {"case": frame(PEOPLE[:25]), "decision": frame(DECISIONS)}
    for seed in range(200):
        out = draw(Wish(quotas=quotas), frames, f"seed {seed}").drawn
        cases = [{i.case_id for i in out.items if i.stratum == q} for q in "abc"]
        assert len(set.union(*cases)) == sum(map(len, cases))
        assert not set.union(*cases) & {i.case_id for i in out.reserve}


def test_a_quota_that_nothing_fits_is_refused():
    """Every empty quota is named."""
    quota = Quota("ingen", "case", 2, (("unit", ("Andeby",)),))
    with pytest.raises(UsageError) as e:
        drawn_by(Wish(quotas=(quota,)))
    assert e.value.problems[0].values == {"quota": "ingen"}


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.data())
def test_shares_are_whole_and_fair(sizes, data):
    """The parts sum to n, none is empty or larger than it is, and without the rule of at least one, none is a whole off."""
    groups = {(str(i),): [PEOPLE[0]] * k for i, k in enumerate(sizes)}
    total = sum(sizes)
    n = data.draw(st.integers(len(sizes), max(len(sizes), total)))
    out = drawing.proportional(groups, n)
    assert sum(out.values()) == min(n, total)
    assert all(1 <= out[g] <= len(m) for g, m in groups.items())
    plain = drawing.largest_remainder(groups, min(n, total))
    assert all(abs(plain[g] - min(n, total) * len(m) / total) < 1 for g, m in groups.items())


def test_risk_points_are_told_and_sum():
    """The points say what they are for; their sum is the risk; twice the risk is twice the chance."""
    weights = {"base": 1, "critical": 4, "placed": 3, "age_under_3": 3, "age_3_to_7": 1, "caseworker_changes": 1}
    child = Candidate(case_id="A", breaches={"critical": 2}, placed=True, age=2, workers=3)
    assert risk.points(child, weights) == {
        "base": 1, "critical": 8, "placed": 3, "age_under_3": 3, "caseworker_changes": 2,
    }  # fmt: skip
    assert risk.points(Candidate(case_id="B", age=3), weights) == {"base": 1, "age_3_to_7": 1}
    assert risk.points(Candidate(case_id="C", age=8), weights) == {"base": 1}
    assert risk.points(Candidate(case_id="D"), weights) == {"base": 1}
    out = drawn_by(Wish(n=12, weights={"base": 1.0, "low": 1.0}))
    for i in (*out.drawn.items, *out.drawn.reserve):
        assert i.risk == sum(i.risk_points.values())
        assert i.probability == pytest.approx(12 * i.risk / sum(1 + c.breaches["low"] for c in PEOPLE))
