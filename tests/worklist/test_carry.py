"""What closes a row and what does not, and that no text is ever dropped."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseaudit.worklist.carry import Now, Run, carry, story
from caseaudit.worklist.keys import printed, read_key
from caseaudit.worklist.model import STATUSES, Row, Written

DAY = date(2026, 10, 1)
HUSK = Written("doing", "AB", "husk")
KEYS = ("a" * 32, "b" * 32, "c" * 32)


def row(key=KEYS[0], section="overdue", **more):
    blank = Row(
        key,
        section,
        "S-1",
        "Nord",
        "A",
        "SB1",
        "r",
        "plan",
        "t",
        "high",
        "w",
        "d",
        "l",
        None,
        None,
        "",
        "breached",
        "missing",
    )
    return replace(blank, **more)


def run(on, cases=("S-1",), rules=("r",)):
    return Run(on, cases, rules)


def step(before, rows=(), now=None, days=7, **more):
    return carry(rows, before, now or {}, run(DAY + timedelta(days=days), **more))


def begun(written=HUSK):
    made = carry([row()], {}, {}, run(DAY)).entries
    return {k: replace(e, written=written) for k, e in made.items()}


def test_only_what_is_met_excused_or_not_relevant_closes():
    for outcome in ("met", "excused", "not_applicable"):
        assert step(begun(), now={KEYS[0]: Now(outcome, "", DAY)}).closed
    for outcome in ("unknown", "pending"):
        made = step(begun(), now={KEYS[0]: Now(outcome, "data_missing", None)})
        assert not made.closed
        assert made.gone[0].written.comment == "husk"


def test_what_is_done_late_is_closed_once_and_does_not_come_back_as_reopened():
    late = row(section="learning", actual_on=DAY, days=3, reason="late")
    made = step(begun(), [late])
    assert made.closed[0].closed_how.startswith("Gjort 01-10-2026, 3 dage efter fristen")
    again = step(made.entries, [late], days=14)
    assert again.items[0].entry.reopened_on is None
    assert again.closed[0].closed_on == DAY + timedelta(days=7)


def test_what_comes_back_says_when_it_was_closed_and_is_not_done():
    closed = step(begun(Written("done", "AB", "husk")), now={KEYS[0]: Now("met", "", DAY)})
    (item,) = step(closed.entries, [row()], days=14).items
    assert story(item.entry, DAY + timedelta(days=14)) == "Genåbnet (lukket den 08-10-2026). Status var Afsluttet"
    assert item.entry.written == Written("new", "AB", "husk")


def test_a_rule_that_was_not_run_and_a_case_that_is_gone_close_nothing():
    assert "Reglen" in step(begun(), rules=()).gone[0].gone_why
    assert "Sagen" in step(begun(), cases=()).gone[0].gone_why
    (back,) = step(step(begun(), cases=()).entries, [row()], days=14).items
    assert back.entry.reopened_on is None
    assert back.entry.written.comment == "husk"


WEEK = st.dictionaries(
    st.sampled_from(KEYS),
    st.sampled_from(["overdue", "soon", "data", "learning", "met", "unknown", "pending"]),
    max_size=3,
)


@given(st.lists(WEEK, min_size=2, max_size=8), st.sampled_from(list(STATUSES)))
def test_text_is_on_exactly_one_sheet_to_write_on_or_among_the_closed(weeks, status):
    memory = carry([row(k) for k in KEYS], {}, {}, run(DAY)).entries
    memory = {k: replace(e, written=Written(status, "AB", f"note {k[0]}")) for k, e in memory.items()}
    for n, week in enumerate(weeks, 1):
        rows = [row(k, s) for k, s in week.items() if s in ("overdue", "soon", "data", "learning")]
        now = {k: Now(s, "", None) for k, s in week.items() if s in ("met", "unknown", "pending")}
        made = carry(rows, memory, now, run(DAY + timedelta(days=7 * n)))
        places = dict.fromkeys(KEYS, 0)
        for e in (
            *(i.entry for i in made.items),
            *made.gone,
            *(
                c
                for c in made.closed
                if c.key not in week or week[c.key] == "met" or c.key not in {r.key for r in rows}
            ),
        ):
            assert e.written.comment == f"note {e.key[0]}"
            places[e.key] += 1
        assert set(places.values()) == {1}
        memory = made.entries


@given(
    st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(0, 40), st.sampled_from("0123456789abcdef|- ")
)
def test_a_key_that_was_altered_is_no_key(key, at, letter):
    whole = printed(key)
    spoilt = whole[:at] + letter + whole[at + 1 :]
    assert read_key(f" {whole} ") == key
    assert spoilt == whole or read_key(spoilt) != key
