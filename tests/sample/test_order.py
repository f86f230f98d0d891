"""The numbers that decide a draw are those of the reference, and rest on seed and identity alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.sample.drawing import in_line
from caseaudit.sample.frame import Candidate
from caseaudit.sample.order import digest, identity, uniform
from caseaudit.sample.risk import risk_parts

CASES = [f"SAG-{n:04d}" for n in range(1, 401)]
FIRST = [
    "0042",
    "0252",
    "0126",
    "0359",
    "0299",
    "0048",
    "0381",
    "0155",
    "0350",
    "0137",
    "0303",
    "0154",
    "0186",
    "0242",
    "0140",
    "0384",
    "0284",
    "0227",
    "0058",
    "0136",
    "0339",
    "0367",
    "0118",
    "0353",
    "0080",
]


def line(cases, seed):
    return [c.case_id for _, c in in_line(seed, [Candidate(case_id=c) for c in cases])]


def test_st_42_the_first_twenty_five_of_four_hundred():
    """With the seed 2026-04 the cases SAG-0001 to SAG-0400 come in the order of the reference."""
    assert [c[4:] for c in line(CASES, "2026-04")[:25]] == FIRST


@pytest.mark.parametrize(
    ("case", "start", "number"),
    [("SAG-0001", "de0e1b2e13efe89b", 0.8674027431006264), ("Å-17", "f00554707adea798", 0.937581326924255)],
)
def test_st_43_digest_and_number(case, start, number):
    """Digest and number of two cases are those of the reference, to the last digit."""
    assert digest("2026-04", case).hex().startswith(start)
    assert uniform("2026-04", case) == number


def test_st_44_the_order_by_risk():
    """Forty cases with risk 1 to 5 in turn, ten drawn: the order of the reference, and each chance is its risk / 12."""
    weights = {"base": 1.0, "low": 1.0}
    people = [Candidate(case_id=f"SAG-{i:04d}", breaches={"low": i % 5}) for i in range(1, 41)]
    (part,) = risk_parts(people, 10, "2026-04", weights)
    order = ["0039", "0009", "0029", "0003", "0021", "0010", "0008", "0018", "0031", "0007"]
    assert [c.case_id[4:] for _, c in part.line[:10]] == order
    for c in people:
        assert part.chances[c.identity] == pytest.approx((1 + c.breaches["low"]) / 12)


def test_spelling_of_a_letter_and_blanks_around_an_id_do_not_matter():
    """Å as one sign or as A with a ring, and blanks at the ends, give the same number."""
    assert uniform("x", unicodedata.normalize("NFD", "Å-17")) == uniform("x", " Å-17 ") == uniform("x", "Å-17")


@given(st.text(), st.text(min_size=1))
def test_a_number_lies_between_0_and_1(seed, case):
    """Whatever seed and id, the number is over 0 and under 1, and the same twice."""
    assert 0 < uniform(seed, case) < 1
    assert uniform(seed, case) == uniform(seed, case)


def test_an_event_has_another_number_than_its_case():
    """The identity of an event holds its case and its own key; two events of a case differ."""
    names = {identity("A"), identity("A", "decision/2024-01-01/BL-32/1"), identity("A", "decision/2024-01-01/BL-32/2")}
    assert len({uniform("s", n) for n in names}) == 3


@given(st.permutations(CASES[:30]))
def test_row_order_does_not_matter(cases):
    """Whatever order the cases stand in, the line is the same."""
    assert line(cases, "s") == line(CASES[:30], "s")


def test_late_additions_hardly_matter():
    """Thirty cases added to four hundred change one of the twenty that are drawn (reliability 4.5)."""
    late = [f"SAG-{n:04d}" for n in range(401, 431)]
    before, after = set(line(CASES, "2026-04")[:20]), set(line(CASES + late, "2026-04")[:20])
    assert len(before & after) == 19
    assert after - before <= set(late)


def test_a_drawn_case_that_is_gone_pulls_in_the_next():
    """Without the third of those drawn, the twenty-first comes in and the others stay."""
    whole = line(CASES, "2026-04")
    less = line([c for c in CASES if c != whole[2]], "2026-04")
    assert less[:20] == [*whole[:2], *whole[3:21]]


def test_numbers_are_spread_evenly():
    """Over 5,000 seeds one case's number falls in each twentieth about 250 times: within 60, and by the chi-square test."""
    counts = [0] * 20
    for seed in range(5000):
        counts[int(uniform(f"seed-{seed}", "SAG-0001") * 20)] += 1
    assert all(190 <= c <= 310 for c in counts)
    chi = sum((c - 250) ** 2 / 250 for c in counts)
    assert chi < 43.8  # 0.1 per cent at 19 degrees of freedom


def test_no_library_draws():
    """Nothing in the package draws with random, numpy or pandas."""
    from pathlib import Path

    import caseaudit.sample as package

    for path in Path(package.__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        for banned in ("import random", "np.random", ".sample(frac", "default_rng", "from random"):
            assert banned not in source, path.name
