"""Dates and times in any Danish spelling, read at once for a whole column. The day comes first; nothing is rolled over.

Common fixed-width spellings are cut with NumPy; the rest are matched one by one, each distinct text once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caseaudit.model.tables import FIRST_DATE, LAST_DATE
from caseaudit.reading.grid import normal

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAT = np.iinfo(np.int64).min
DAY = 86_400
BLANK_WORDS = frozenset(
    normal(w)
    for w in (
        "nej",
        "no",
        "ikke relevant",
        "ingen",
        "n/a",
        "ikke oplyst",
        "uoplyst",
        "ukendt",
        "false",
        "falsk",
        "null",
        "none",
        "nan",
        "nat",
    )
)
DONE_WORDS = frozenset(normal(w) for w in ("ja", "x", "yes", "true", "sand", "sandt"))
_FIRST = int(np.datetime64(FIRST_DATE, "s").astype(np.int64))
_LAST = int((np.datetime64(LAST_DATE, "s") + np.timedelta64(DAY - 1, "s")).astype(np.int64))
_EXCEL_ZERO = int(np.datetime64("1899-12-30", "s").astype(np.int64))
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_BLOCK = 200_000
DAY_FIRST, EITHER, MONTH_FIRST = 1, 2, 3
"""13-04 has the day first, 04-13 can only have the month first, and 03-04 may be either."""

_CLOCK = r"(?:[T\s,]+(?:kl\.?\s*)?(?P<h>\d{1,2})[:.](?P<mi>\d\d)(?:[:.](?P<s>\d\d)(?:[.,]\d+)?)?)?\s*(?P<zone>z|Z|[+-]\d\d:?\d\d)?"
_DMY = re.compile(rf"(?P<d>\d{{1,2}})\s?[-./\s]\s?(?P<m>\d{{1,2}})\s?[-./\s]\s?(?P<y>\d{{4}}|\d\d){_CLOCK}\Z")
_YMD = re.compile(rf"(?P<y>\d{{4}})[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}}){_CLOCK}\Z")
_NAMED = re.compile(rf"(?P<d>\d{{1,2}})[.\-\s]*(?P<name>[a-zæøå]{{3,9}})[.\-\s]*(?P<y>\d{{4}}|\d\d){_CLOCK}\Z")
_COMPACT = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>\d\d)|(?P<d2>\d\d)(?P<m2>0[1-9]|1[0-2])(?P<y2>(?:19|20)\d\d))\Z"
)
_SERIAL = re.compile(r"-?\d+(?:[.,]\d+)?\Z")
_SEVERAL = re.compile(r"\s*(?:;|\n|\r|,(?!\d\d\s*\Z)|\bog\b|\b&\b|\+)\s*")


@dataclass(frozen=True)
class Moments:
    """Seconds since 1970 per text (NAT where none), whether a clock time stands there, and what else was seen.

    `as_excel`: written as the parser writes true Excel dates (or a day number). `done`: the cell says that it happened (ja, x) but not when. `bad`: the text is no possible date.
    `nothing`: a word for no date at all (nej, ukendt). `order`: what the text shows of the order of day and month.
    """

    seconds: NDArray[np.int64]
    clock: NDArray[np.bool_]
    as_excel: NDArray[np.bool_]
    done: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    short_year: NDArray[np.bool_]
    nothing: NDArray[np.bool_]
    order: NDArray[np.uint8]

    @staticmethod
    def empty(size: int) -> Moments:
        clock, as_excel, done, bad, short_year, nothing = (np.zeros(size, np.bool_) for _ in range(6))
        order = np.zeros(size, np.uint8)
        return Moments(np.full(size, NAT, np.int64), clock, as_excel, done, bad, short_year, nothing, order)


def parse(texts: pa.Array, first_short_year: int = 1969) -> Moments:
    """Read every text as a date or a date with a clock time; days and moments of a typed file are taken as they are."""
    if pa.types.is_temporal(texts.type):
        return _typed(texts)
    out = Moments.empty(len(texts))
    todo = np.ones(len(texts), np.bool_)
    for start in range(0, len(texts), _BLOCK):
        _cut_block(texts.slice(start, _BLOCK), slice(start, start + _BLOCK), out, todo)
    rest = np.flatnonzero(todo)
    for i, text in zip(rest.tolist(), texts.take(pa.array(rest)).to_pylist(), strict=True):
        if text:
            _read_one(text, i, out, first_short_year)
        else:
            out.nothing[i] = True
    _refuse_outside(out)
    return out


def _typed(values: pa.Array) -> Moments:
    out = Moments.empty(len(values))
    out.seconds[:] = values.cast(pa.timestamp("s")).cast(pa.int64()).to_numpy()
    out.clock[:] = pa.types.is_timestamp(values.type)
    out.as_excel[:] = True
    _refuse_outside(out)
    return out


def split_several(text: str) -> list[str]:
    """Return the dates of a cell that holds several, parted by ; , + newline or `og`."""
    return [part for part in _SEVERAL.split(text.strip()) if part]


def _cut_block(texts: pa.Array, where: slice, out: Moments, todo: NDArray[np.bool_]) -> None:
    """Read the spellings dd-mm-yyyy and yyyy-mm-dd, alone or with HH:MM or HH:MM:SS, by their places."""
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    for length in (10, 16, 19):
        at = np.flatnonzero(lengths == length)
        if not len(at):
            continue
        letters = texts.take(pa.array(at)).buffers()[2]
        chars = np.frombuffer(letters, np.uint8, len(at) * length).reshape(len(at), length)
        digits = chars - np.uint8(48)
        seps = (chars >= 45) & (chars <= 47)
        danish = seps[:, 2] & seps[:, 5] & (digits[:, [0, 1, 3, 4, 6, 7, 8, 9]] < 10).all(axis=1)
        iso = seps[:, 4] & seps[:, 7] & (digits[:, [0, 1, 2, 3, 5, 6, 8, 9]] < 10).all(axis=1)
        good = _clock_shape(chars, digits) & (danish | iso)
        year = np.where(iso, _number(digits, 0, 4), _number(digits, 6, 4))
        month = np.where(iso, _number(digits, 5, 2), _number(digits, 3, 2))
        day = np.where(iso, _number(digits, 8, 2), _number(digits, 0, 2))
        clock = [
            _number(digits, 11 + 3 * i, 2) if length > 11 + 3 * i else np.zeros(len(at), np.int64) for i in range(3)
        ]
        seconds = _seconds(year, month, day, *clock)
        rows = at[good] + where.start
        out.seconds[rows] = seconds[good]
        out.clock[rows] = length > 10
        out.as_excel[rows] = iso[good] & (length == 19) & (chars[good, min(10, length - 1)] == 32)
        out.bad[rows] = seconds[good] == NAT
        out.order[rows] = np.where(danish, _order(day, month), 0)[good]
        todo[rows] = False


def _order(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.uint8]:
    """What two numbers before the year show of the order of day and month; the same number twice shows nothing."""
    both, none = (first <= 12) & (second <= 12), (first == second) | (first > 31) | (second > 31)
    told = np.where(both, EITHER, np.where(second <= 12, DAY_FIRST, np.where(first <= 12, MONTH_FIRST, 0)))
    return np.where(none, 0, told).astype(np.uint8)


def _clock_shape(chars: NDArray[np.uint8], digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    good = np.ones(len(chars), np.bool_)
    if chars.shape[1] > 10:
        places = [p for p in (11, 12, 14, 15, 17, 18) if p < chars.shape[1]]
        good = np.isin(chars[:, 10], (32, 84)) & (chars[:, 13] == 58) & (digits[:, places] < 10).all(axis=1)
    if chars.shape[1] == 19:
        good &= chars[:, 16] == 58
    return good


def _number(digits: NDArray[np.uint8], start: int, count: int) -> NDArray[np.int64]:
    number = np.zeros(len(digits), np.int64)
    for place in range(start, start + count):
        number = number * 10 + digits[:, place]
    return number


def _seconds(
    year: NDArray[np.int64],
    month: NDArray[np.int64],
    day: NDArray[np.int64],
    hour: NDArray[np.int64],
    minute: NDArray[np.int64],
    second: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return seconds since 1970, NAT where no such day or clock time exists."""
    possible = (month >= 1) & (month <= 12) & (day >= 1) & (hour < 24) & (minute < 60) & (second < 60)
    months = (np.where(possible, year, 1970) - 1970) * 12 + np.where(possible, month, 1) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    days_in_month = ((months + 1).astype("datetime64[M]").astype("datetime64[D]") - first).astype(np.int64)
    possible &= day <= days_in_month
    seconds = (first.astype(np.int64) + day - 1) * DAY + hour * 3600 + minute * 60 + second
    return np.where(possible, seconds, NAT)


def _read_one(text: str, i: int, out: Moments, first_short_year: int) -> None:
    """Read one unusual text: other spellings, month names, Excel serial numbers, and words instead of a date."""
    word = normal(text)
    if word in DONE_WORDS:
        out.done[i] = True
    elif not word or word in BLANK_WORDS:
        out.nothing[i] = True
        return
    elif _SERIAL.match(text) and not (_COMPACT.match(text)):
        out.seconds[i], out.clock[i] = _serial(float(text.replace(",", ".")))
        out.as_excel[i] = True
    else:
        match = _DMY.match(text) or _YMD.match(text) or _NAMED.match(text.casefold()) or _COMPACT.match(text)
        if match:
            parts = match.groupdict()
            out.seconds[i], out.short_year[i] = _from_parts(parts, first_short_year)
            out.clock[i] = parts.get("h") is not None
            out.as_excel[i] = match.re is _YMD and len(text) > 19 and text[10] == " "
            if match.re is _DMY:
                out.order[i] = _order(*(np.array([int(parts[k] or 0)], np.int64) for k in ("d", "m")))[0]
    out.bad[i] = out.seconds[i] == NAT and not out.done[i]


def _from_parts(parts: dict[str, str | None], first_short_year: int) -> tuple[int, bool]:
    name = parts.get("name")
    month = _MONTHS.index(name[:3]) + 1 if name and name[:3] in _MONTHS else int(parts.get("m") or parts.get("m2") or 0)
    year_text = parts.get("y") or parts.get("y2") or "0"
    year, short = int(year_text), len(year_text) == 2
    if short:
        year += first_short_year // 100 * 100
        year += 100 if year < first_short_year else 0
    numbers = (
        year,
        month,
        int(parts.get("d") or parts.get("d2") or 0),
        *(int(parts.get(k) or 0) for k in ("h", "mi", "s")),
    )
    seconds = int(_seconds(*(np.array([n], np.int64) for n in numbers))[0])
    return (_to_danish_time(seconds, parts["zone"]) if parts.get("zone") and seconds != NAT else seconds), short


def _to_danish_time(seconds: int, zone: str | None) -> int:
    """A time with Z or an offset, as other systems' interfaces write it, becomes the clock time in Copenhagen."""
    text = (zone or "z").replace(":", "")
    offset = 0 if text in "zZ" else (int(text[1:3]) * 60 + int(text[3:5])) * (-60 if text[0] == "-" else 60)
    moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds - offset)
    local = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    return seconds - offset + int((local.utcoffset() or timedelta()).total_seconds())


def _serial(number: float) -> tuple[int, bool]:
    """Excel's day number. 60 is a day that never was; a bare year such as 2016 is not taken for a day in 1905."""
    if number == 60 or 1900 <= number <= 2100 or not (1 <= number < 73_415 or number == 2_958_465):
        return NAT, False
    days, part = divmod(number, 1)
    seconds = min(int(part * DAY + 1e-3), DAY - 1)
    return _EXCEL_ZERO + (int(days) + (1 if days < 60 else 0)) * DAY + seconds // 60 * 60, seconds >= 60


def _refuse_outside(out: Moments) -> None:
    outside = (out.seconds != NAT) & ((out.seconds < _FIRST) | (out.seconds > _LAST))
    out.seconds[outside] = NAT
    out.bad[outside] = True
