"""Dates, sections and CPR numbers, cell by cell."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.privacy import MASK, contains_cpr, mask, no_identity, normal_cpr, pseudonym
from caseaudit.reading import moments
from caseaudit.reading.sections import read_section

KEY = b"0" * 32

STYLES = ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d/%m-%Y", "%Y%m%d", "%d%m%Y"]
CLOCKS = ["", " %H:%M", " %H:%M:%S", " kl. %H.%M"]


def one(text):
    read = moments.parse(pa.array([text]))
    return None if read.seconds[0] == moments.NAT else np.datetime64(int(read.seconds[0]), "s").astype(dt.datetime)


@given(
    day=st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2099, 12, 31)),
    style=st.sampled_from(STYLES),
    clock=st.sampled_from(CLOCKS),
)
def test_a_date_survives_being_written_down(day, style, clock):
    """Whatever day and style: what is read is what was written."""
    style += clock if "%Y%m" not in style and "%m%Y" not in style else ""
    text = day.strftime(style.replace("%Y", f"{day.year:04d}"))
    assert one(text) == dt.datetime.strptime(text, style)


@given(st.text(max_size=25))
def test_no_text_breaks_the_reading_of_dates(text):
    """Anything may stand in a date column; it is a date, a blank, or noted as impossible."""
    assert len(moments.parse(pa.array([text])).seconds) == 1


@pytest.mark.parametrize(
    "text",
    [
        "31-09-2016",
        "29-02-2023",
        "00-01-2024",
        "12/25/2026",
        "60",
        "0",
        "-1",
        "2958466",
        "2016",
        "01-01-2024 24:00",
        "99-99-9999",
        "hej",
        "31-12-1899",
    ],
)
def test_what_is_no_day_is_never_rolled_over(text):
    """An impossible date, a clock time that does not exist and a bare year are no dates, and are noted."""
    assert one(text) is None
    assert moments.parse(pa.array([text])).bad[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/2-2026", "2026-02-01"),
        ("01.02.26", "2026-02-01"),
        ("5/11-69", "1969-11-05"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("46054", "2026-02-01"),
        ("1. februar 2026", "2026-02-01"),
        ("1 feb 2026", "2026-02-01"),
        ("29-02-2024", "2024-02-29"),
        ("2026-02-01T23:30:00Z", "2026-02-02"),
        ("31-12-9999", "9999-12-31"),
        ("2026-02-01 23:59:59.900", "2026-02-01"),
    ],
)
def test_a_day_is_read_in_every_usual_spelling(text, day):
    """Danish spellings, serial numbers, month names and times in UTC give the day that was meant."""
    assert str(one(text).date()) == day


@pytest.mark.parametrize("text", ["", "-", "nej", "Ikke relevant", "ukendt"])
def test_a_word_for_nothing_is_blank(text):
    """A dash or `ikke relevant` in a date column is a blank cell, not a mistake."""
    read = moments.parse(pa.array([text]))
    assert not read.bad[0]
    assert not read.done[0]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Serviceloven § 52 stk. 3 nr. 5", ("SEL", "52-3-5")),
        ("§ 58 SEL", ("SEL", "58")),
        ("BL § 47, stk. 2", ("BL", "47-2")),
        ("Barnets lov § 46, stk. 1", ("BL", "46-1")),
        ("SEL-52-3.7", ("SEL", "52-3-7")),
        ("§ 68 b", (None, "68b")),
        ("SEL-76-a", ("SEL", "76a")),
        ("SEL-58-jf 52-3.7", ("SEL", "58")),
        ("BL-105-1-1", ("BL", "105-1-1")),
        ("58", (None, "58")),
        ("§47, stk. 2 i barnets lov", ("BL", "47-2")),
        ("§ 52, stk. 3, nr. 3 og 7", (None, "52-3")),
        ("BL § 105, stk. 1, nr. 1, 1. pkt.", ("BL", "105-1-1")),
        ("Lov om social service § 71, stk. 3", ("SEL", "71-3")),
    ],
)
def test_a_section_is_read_as_casework_writes_it(text, section):
    """The law, section, subsection and number are found in any usual order and punctuation."""
    assert read_section(text) == section


@pytest.mark.parametrize("text", ["hej", "SEL § 52 og § 58", "SEL eller BL § 47", "BL", "1050"])
def test_what_is_not_one_section_is_not_guessed(text):
    """Two sections, two laws or no number are unreadable."""
    assert read_section(text)[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "3102154000",
        "310215-4000",
        "310215–4000",
        "310215‑4000",
        "310215 4000",
        "31 02 15 4000",
        "31.02.15-4000",
        "31 02 15 40 00",
        "３１０２１５４０００",
        "610215-4000",
        "3101057JC9",
        "Barn 310215-4000, skole",
        "310215\u200b-4000",
        "310215\u00ad4000",
    ],
)
def test_a_cpr_number_is_known_in_every_spelling(text):
    """Hyphens, spaces, invisible characters, wide digits and replacement numbers do not hide a CPR number."""
    assert contains_cpr(text)
    assert MASK in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "27.24.00-G01-1-19",
        "2024-0117",
        "01-02-2026 12:30",
        "2010-12-15 10:30",
        "BL § 105, stk. 1",
        "12345678",
        "421302-1234",
        "udtraek_2024.xlsx",
    ],
)
def test_near_misses_are_left_alone(text):
    """Case numbers, dates and telephone numbers are no CPR numbers."""
    assert mask(text) == text


def test_one_child_has_one_pseudonym():
    """Hyphen or not, and with the first zero lost to Excel, the pseudonym is the same; another key gives another."""
    spellings = ["010215-4000", "0102154000", "010215 4000", "102154000", "102154000.0"]
    assert len({pseudonym(KEY, "child", s) for s in spellings}) == 1
    assert pseudonym(KEY, "child", "0102154000") != pseudonym(b"1" * 32, "child", "0102154000")
    assert pseudonym(KEY, "child", "0102154000") != pseudonym(KEY, "case", "0102154000")
    assert len(pseudonym(KEY, "case", "x")) == 12


def test_a_placeholder_is_no_child():
    """0000000000, a dash and `ukendt` are an unknown child, never one child with many cases."""
    assert all(no_identity(v) for v in ("0000000000", "000000-0000", "-", "Ukendt"))
    assert normal_cpr("0000000000") is None
