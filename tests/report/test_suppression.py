"""Small numbers are hidden, and cannot be worked out from what is printed beside them."""

from __future__ import annotations

import os

import numpy as np
import pytest

from attacker import Attack, Knowledge
from caseaudit.report.protection import AtMost, Numbers, Sum, close, protect

ATTACKS = int(os.environ.get("CASEAUDIT_ATTACKS", "1000"))
BATCHES = 10


def flat(random):
    """Rows by columns with totals on both sides, as theme by outcome is."""
    rows, columns = (int(n) for n in random.integers(2, 7, 2))
    return nested(random, [1] * rows, columns)


def hierarchy(random):
    """Checks in themes in the whole, by quarter, some units outside the quarters: the shape of a report."""
    return nested(random, random.integers(1, 5, int(random.integers(2, 5))).tolist(), int(random.integers(1, 5)))


def nested(random, sizes, columns):
    scale, values, sums, unprinted = float(random.choice([1, 3, 8, 40])), {}, [], set()
    cells = [*range(columns), "outside"]
    groups = {}
    for g, size in enumerate(sizes):
        groups[f"group {g}"] = [(g, i) for i in range(size)]
    leaves = [leaf for own in groups.values() for leaf in own]
    for leaf in leaves:
        for c in cells:
            values[leaf, c] = (
                int(random.poisson(random.gamma(0.7, scale))) if c != "outside" or random.random() < 0.4 else 0
            )
        unprinted.add((leaf, "outside"))
    for scope, parts in [*groups.items(), ("all", list(groups))]:
        for c in cells:
            values[scope, c] = sum(values[p, c] for p in parts)
            sums.append(Sum((scope, c), tuple((p, c) for p in parts)))
        unprinted.add((scope, "outside"))
    for scope in [*leaves, *groups, "all"]:
        values[scope, "sum"] = sum(values[scope, c] for c in cells)
        sums.append(Sum((scope, "sum"), tuple((scope, c) for c in cells)))
    at_most = []
    for scope in [*leaves, *groups]:  # cases with a breach are no more than breaches
        breaches = values[scope, "sum"]
        values[scope, "hit"] = int(random.integers((breaches + 2) // 3, breaches + 1)) if breaches else 0
        at_most += [AtMost((scope, "hit"), ((scope, "sum"),)), AtMost((scope, "sum"), ((scope, "hit"),), 1000)]
    return Numbers(values, tuple(sums), tuple(at_most), frozenset(unprinted), weight)


def weight(key):
    return {"all": 20.0}.get(key[0], 4.0 if isinstance(key[0], str) else 1.0) * (4.0 if key[1] == "sum" else 1.0)


def known(numbers, hidden):
    out = Knowledge()
    for key, value in numbers.values.items():
        if key in hidden:
            out.mark(key)
        elif key not in numbers.unprinted:
            out.learn(key, value)
    for s in numbers.sums:
        out.equal(s.total, s.parts)
    for a in numbers.at_most:
        out.at_most(a.small, a.parts, a.times)
    return out


def tables(batch):
    random = np.random.default_rng(1000 + batch)
    for n in range(max(1, ATTACKS // BATCHES)):
        yield (flat if n % 2 else hierarchy)(random)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_hidden_number_can_be_worked_out(batch):
    """Whoever knows every sum and the rule cannot say what any hidden number is, nor place it within `min_cell` values."""
    for numbers in tables(batch):
        hidden = protect(numbers)
        small = numbers.small(5)
        assert small - numbers.unprinted <= hidden
        attack = known(numbers, hidden)
        assert Attack(attack).narrow(width=5) == {}
        assert Attack(attack, told_small=small).narrow() == {}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_small_number_that_is_not_printed_cannot_be_worked_out_either(batch):
    """What the printed parts lack of a printed total is a number too: units outside the quarters that are shown."""
    for numbers in list(tables(batch))[:20]:
        hidden, small = protect(numbers), numbers.small(5) & numbers.unprinted
        assert Attack(known(numbers, hidden)).narrow(width=5, wanted=sorted(small, key=repr)) == {}


def test_the_attack_succeeds_where_only_small_numbers_are_hidden():
    """Without secondary suppression hidden numbers are recovered, exactly: the attack is one that can win."""
    won = recovered = 0
    found = list(tables(0))[:50]
    for numbers in found:
        hidden = numbers.small(5) - numbers.unprinted
        exact = Attack(known(numbers, hidden)).narrow()
        assert all(low == high == numbers.values[k] for k, (low, high) in exact.items())
        won, recovered = won + bool(exact), recovered + len(exact)
    assert won > len(found) / 2
    assert recovered > len(found)


def test_the_first_cheap_step_alone_is_not_enough():
    """Two hidden numbers in every sum can still give each other away; the exact step is needed."""
    assert any(Attack(known(n, close(n, n.small(5), 5) - n.unprinted)).narrow(width=5) for n in list(tables(1))[:100])


def test_nothing_is_hidden_where_no_number_is_small():
    numbers = Numbers({"a": 5, "b": 0, "sum": 5}, (Sum("sum", ("a", "b")),))
    assert protect(numbers) == set()


def test_one_small_number_takes_the_lightest_partner_with_it():
    """3 of 100 is hidden with the 97, not with the 100."""
    numbers = Numbers(
        {"good": 97, "breached": 3, "judged": 100},
        (Sum("judged", ("good", "breached")),),
        weight=lambda k: 9.0 if k == "judged" else 1.0,
    )
    assert protect(numbers) == {"good", "breached"}


def test_two_small_numbers_that_make_a_small_sum_take_it_with_them():
    """1 and 4 of 5: either would lie between 1 and 4, so that the sum must be hidden as well."""
    numbers = Numbers({"a": 1, "b": 4, "sum": 5}, (Sum("sum", ("a", "b")),))
    assert protect(numbers) == {"a", "b", "sum"}


def test_zero_is_never_hidden():
    for numbers in list(tables(2))[:50]:
        assert all(numbers.values[k] for k in protect(numbers))


def test_the_limit_can_be_set():
    """With 10 as the limit, 7 is small."""
    numbers = Numbers({"a": 7, "b": 60, "c": 50, "sum": 117}, (Sum("sum", ("a", "b", "c")),))
    assert protect(numbers, 5) == set()
    assert "a" in protect(numbers, 10)
    assert len(protect(numbers, 10)) == 2


def test_the_same_numbers_always_hide_the_same_cells():
    """A report can be made again, byte for byte."""
    a, b = (next(tables(3)) for _ in range(2))
    assert protect(a) == protect(b)


def test_where_no_proof_is_found_nothing_but_zeros_is_told(monkeypatch):
    """If the search for other tables fails, everything is hidden rather than printed unproved."""
    from caseaudit.report import witness

    monkeypatch.setattr(witness, "_solve", lambda *_: None)
    numbers = Numbers({"a": 3, "b": 60, "c": 0, "sum": 63}, (Sum("sum", ("a", "b", "c")),))
    assert protect(numbers) == {"a", "b", "sum"}


def test_a_report_of_seventy_checks_and_eight_quarters_is_protected():
    """As large a report as there is: every small number is hidden, and the sums of the whole stay."""
    random = np.random.default_rng(7)
    numbers = nested(random, [9] * 8, 8)
    hidden = protect(numbers)
    assert len(numbers.small(5)) > 50
    assert {key for key in numbers.small(5) if key[-1] != "outside"} <= hidden  # what lies outside is not printed
    assert ("all", "sum") not in hidden
