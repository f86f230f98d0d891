"""Synthetic cases for the benchmarks: seeded, about five events a case, in the canonical form.

`python generate.py 100000 data/` writes `data/100000/{cases,events}.{csv,parquet}`; `frames(n)` gives the engine's own
frames. Rows stand in the order of registration, so the events of a case are not contiguous. Nothing says what it
`concerns`: events are paired by case and date, as in most exports.

Kept out of the data, because exact agreement there would cost a hand-written peer speed or clarity:
two events of one type on the same day in a case; a blank `result`; a notification with a clock time on a weekend when
summer time begins or ends (24 elapsed hours are then 23 or 25 on the clock); anything dated after `AS_OF`.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from caseaudit.model.dataset import Schema

SEED = 20260101
AS_OF = date(2025, 12, 31)
FIRST_DAY, LAST_DAY = np.datetime64("2022-01-03", "D"), np.datetime64(AS_OF, "D")
NEW_LAW = np.datetime64("2024-01-01", "D")
DAY, NO_DATE = 1440, -1
"""Times are minutes from FIRST_DAY; `NO_DATE` is a blank date."""

TYPES = (
    "notification", "notification_assessed", "receipt_sent", "limited_investigation", "investigation",
    "provisional_assessment", "child_conversation", "companion_informed", "decision", "plan", "intervention", "placement",
    "follow_up",
)  # fmt: skip
NOTIFIERS = ("professional", "other", "anonymous")
RESULTS = ("held", "declined", "omitted")
OLD_SECTIONS = ("SEL-52-3-3", "SEL-52-3-7", "SEL-58", "SEL-76-2", "SEL-11-3", "SEL-54")
NEW_SECTIONS = ("BL-32-1", "BL-46-1", "BL-47", "BL-30", "BL-20", "BL-114-1")
OLD_CONTACT, NEW_CONTACT = "SEL-71-2", ("BL-104-2", "BL-105-1-1")
SECTIONS = (*OLD_SECTIONS, *NEW_SECTIONS, OLD_CONTACT, *NEW_CONTACT)
SHARES = (0.40, 0.20, 0.12, 0.12, 0.10, 0.06)
"""Shares of the sections of a first decision, old and new act alike."""
TEAMS = ("Nord", "Syd", "Midt")
DST_WEEKENDS = (
    "2022-03-27",
    "2022-10-30",
    "2023-03-26",
    "2023-10-29",
    "2024-03-31",
    "2024-10-27",
    "2025-03-30",
    "2025-10-26",
)

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass
class Events:
    """Columns as codes: -1 is blank, in yes/no columns 1 is yes. `row` is the position in the file, from 0."""

    n_cases: int
    case: Ints
    type: Ints
    at: Ints
    timed: Mask
    section: Ints
    result: Ints
    notifier: Ints
    reason: Ints
    urgent: Ints
    alternative: Ints
    contact_frame: Ints
    ends_on: Ints
    aware_on: Ints

    def __len__(self) -> int:
        return len(self.case)


class _Maker:
    """Collects events of many cases at once."""

    def __init__(self, n: int, seed: int) -> None:
        self.n, self.random = n, np.random.default_rng([seed, n])
        self.parts: list[dict[str, Any]] = []

    def chance(self, p: float) -> Mask:
        return self.random.random(self.n) < p

    def days(self, low: int, high: int) -> Ints:
        return self.random.integers(low, high, self.n) * DAY

    def pick(self, *shares: float) -> Ints:
        """A code per case; what is left over is blank (-1)."""
        code = np.searchsorted(np.cumsum(shares), self.random.random(self.n), side="right")
        return np.where(code < len(shares), code, -1)

    def add(self, kind: str, mask: Mask, at: Ints, **fields: Any) -> None:
        index = np.flatnonzero(mask)
        part = {k: np.broadcast_to(v, (self.n,))[index] for k, v in fields.items()}
        self.parts.append({"case": index, "type": TYPES.index(kind), "at": at[index], **part})


def events(n: int, seed: int = SEED) -> Events:
    """Return the events of `n` cases; the same seed gives the same events."""
    make = _Maker(n, seed)
    first = _notifications(make)
    kind = make.pick(0.63, 0.23, 0.14)  # notification only, with an investigation, with a decision
    started, ended = _investigations(make, kind, first)
    _decisions(make, kind == 2, started, ended)
    return _ordered(make)


def _notifications(make: _Maker) -> Ints:
    """One notification per case, every tenth a second; most are assessed in time and acknowledged."""
    span = int((LAST_DAY - FIRST_DAY).astype(int))
    first = make.days(0, span - 10)
    for mask, planned in ((np.ones(make.n, dtype=bool), first), (make.chance(0.10), first + make.days(25, 120))):
        day = _off_dst_weekends(planned)
        clock, timed = make.random.integers(7 * 60, 22 * 60, make.n), make.chance(0.97)
        at = day + np.where(timed, clock, 0)
        make.add("notification", mask, at, timed=timed, notifier=make.pick(0.70, 0.20, 0.08))
        gap = np.where(
            make.chance(0.08), make.random.integers(DAY + 1, 6 * DAY, make.n), make.random.integers(5, DAY + 1, make.n)
        )
        assessed, clocked = at + gap, timed & make.chance(0.985)
        assessed = np.where(clocked, assessed + (assessed % DAY == 0), assessed // DAY * DAY)
        make.add("notification_assessed", mask & make.chance(0.98), assessed, timed=clocked)
        answer = np.where(make.chance(0.10), make.days(8, 21), make.days(0, 9))
        make.add("receipt_sent", mask & make.chance(0.95), day + answer)
    return first


def _off_dst_weekends(day: Ints) -> Ints:
    sundays = (np.array(DST_WEEKENDS, dtype="datetime64[D]") - FIRST_DAY).astype(np.int64) * DAY
    return np.where(np.isin(day, sundays) | np.isin(day, sundays - DAY), day + 2 * DAY, day)


def _investigations(make: _Maker, kind: Ints, aware: Ints) -> tuple[Ints, Ints]:
    """Investigations, a fifth of them over four months; some with a provisional assessment. Start and end per case."""
    limited = (kind == 0) & make.chance(0.05)
    at = aware + make.days(0, 15)
    make.add("limited_investigation", limited, at, ends_on=at + make.days(20, 100), aware_on=aware)
    has = kind >= 1
    started = aware + make.days(0, 20)
    over = make.chance(0.20)
    ended = np.maximum(aware + np.where(over, make.days(115, 220), make.days(30, 122)), started + DAY)
    ends_on = np.where(make.chance(0.97), ended, NO_DATE)
    make.add("investigation", has, started, ends_on=ends_on, aware_on=np.where(make.chance(0.97), aware, NO_DATE))
    make.add("provisional_assessment", has & over & make.chance(0.5), aware + make.days(90, 140))
    talk = started + make.days(1, 60)
    make.add(
        "child_conversation",
        (kind == 1) & make.chance(0.6),
        talk,
        result=make.pick(0.86, 0.06, 0.08),
        **_omission(make),
    )
    make.add("companion_informed", (kind == 1) & make.chance(0.7), talk - make.days(-3, 20))
    return started, ended


def _omission(make: _Maker) -> dict[str, Ints]:
    """A reason for three in four; whether the view was obtained another way. Read only where the talk was omitted."""
    return {"reason": make.chance(0.75).astype(np.int64), "alternative": 1 - make.pick(0.6, 0.2, 0.2) % 3}


def _decisions(make: _Maker, has: Mask, started: Ints, ended: Ints) -> None:
    """A decision with talk, companion, plan, measure and follow-ups; every seventh case has a second decision."""
    early = make.chance(0.15)  # decided while the investigation still runs
    at = np.where(early, started + make.days(2, 30), ended + make.days(0, 14))
    choice = make.pick(*SHARES[:-1], SHARES[-1] - 0.005)  # a blank section is rare
    _decide(make, has, at, choice)
    second, later = has & make.chance(0.15), at + make.days(21, 300)
    _decide(make, second, later, np.where(make.chance(0.6), choice, make.pick(*SHARES)))
    frame = 1 - make.pick(0.5, 0.4, 0.1) % 3
    make.add("plan", has & make.chance(0.88), at - make.days(-12, 45), contact_frame=frame)
    make.add("plan", second & make.chance(0.6), later - make.days(-12, 20), contact_frame=frame)
    start, placed = at + make.days(0, 30), make.chance(0.4)
    ends_on = np.where(make.chance(0.35), start + make.days(10, 700), NO_DATE)
    make.add("placement", has & placed, start, ends_on=ends_on)
    make.add("placement", has & placed & make.chance(0.08), start + make.days(100, 500))
    make.add("intervention", has & ~placed & make.chance(0.9), start, ends_on=ends_on)
    contact = at + make.days(0, 90)
    make.add("decision", has & placed & make.chance(0.5), contact, section=_by_law(contact, make.pick(0.7, 0.3) + 100))
    follow = start + np.where(make.chance(0.15), make.days(93, 200), make.days(20, 90))
    make.add("follow_up", has & make.chance(0.93), follow)
    make.add("follow_up", has & make.chance(0.6), follow + make.days(60, 200))


def _decide(make: _Maker, mask: Mask, at: Ints, choice: Ints) -> None:
    urgent = make.chance(0.06)
    make.add(
        "decision", mask, at, section=_by_law(at, choice), urgent=np.where(urgent, 1, np.where(make.chance(0.5), 0, -1)),
        reason=(urgent & make.chance(0.7)).astype(np.int64),
    )  # fmt: skip
    talk = at - np.where(make.chance(0.04), make.days(190, 400), make.days(-4, 60))
    make.add(
        "child_conversation", mask & make.chance(0.92), talk, result=make.pick(0.82, 0.05, 0.13), **_omission(make)
    )
    make.add("companion_informed", mask & make.chance(0.6), talk - make.days(-3, 20))


def _by_law(at: Ints, choice: Ints) -> Ints:
    """Section code by the act in force on the day. A choice from 100 on is a contact decision."""
    new = at >= int((NEW_LAW - FIRST_DAY).astype(int)) * DAY
    plain = np.where(choice >= 0, choice + np.where(new, len(OLD_SECTIONS), 0), -1)
    contact = np.where(new, len(OLD_SECTIONS) + len(NEW_SECTIONS) + 1 + (choice - 100), SECTIONS.index(OLD_CONTACT))
    return np.where(choice >= 100, contact, plain)


def _ordered(make: _Maker) -> Events:
    """All events in the order of registration, without a second one of the same type, case and day."""
    blanks = {
        "timed": False, "section": -1, "result": -1, "notifier": -1, "reason": 0, "urgent": -1, "alternative": -1,
        "contact_frame": -1, "ends_on": NO_DATE, "aware_on": NO_DATE,
    }  # fmt: skip
    columns = {
        name: np.concatenate([np.broadcast_to(p.get(name, blanks.get(name)), p["case"].shape) for p in make.parts])
        for name in ("case", "type", "at", *blanks)
    }
    last = int((LAST_DAY - FIRST_DAY).astype(int)) * DAY
    for name in ("ends_on", "aware_on"):
        columns[name] = np.where(columns[name] > last, NO_DATE, columns[name])
    talk = columns["type"] == TYPES.index("child_conversation")
    omitted = talk & (columns["result"] == RESULTS.index("omitted"))
    columns["reason"] = np.where(talk & ~omitted, 0, columns["reason"])
    columns["alternative"] = np.where(omitted, columns["alternative"], -1)
    day = columns["at"] // DAY
    _, unique = np.unique((columns["case"] * 16 + columns["type"]) * 8192 + day, return_index=True)
    kept = np.sort(unique[(columns["at"][unique] <= last) & (columns["at"][unique] >= 0)])
    registered = columns["at"][kept] + make.random.integers(0, 3 * DAY, len(kept))
    order = kept[np.argsort(registered, kind="stable")]
    return Events(make.n, **{name: values[order] for name, values in columns.items()})


def case_ids(n: int) -> pa.Array:
    """Case ids as text, C00000000 and on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise("C", pc.utf8_lpad(pa.array(np.arange(n)).cast(pa.string()), 8, "0"), "")


def moments(minutes: Ints) -> npt.NDArray[np.datetime64]:
    """Minutes as datetime64[s], NaT where blank."""
    out = FIRST_DAY.astype("datetime64[s]") + (minutes * 60).astype("timedelta64[s]")
    out[minutes == NO_DATE] = np.datetime64("NaT")
    return out


def frames(n: int, seed: int = SEED) -> tuple[pd.DataFrame, pd.DataFrame, Schema]:
    """Return cases, events and schema, typed as `caseaudit.model.dataset` says."""
    import pandas as pd

    e = events(n, seed)
    ids = case_ids(n).to_pandas().astype("str")
    case_frame = pd.DataFrame({"case_id": ids, "source": np.int16(0), "row": np.arange(2, n + 2, dtype=np.int32)})
    event_frame = pd.DataFrame(
        {
            "case_id": pd.Categorical.from_codes(e.case, categories=pd.Index(ids)),
            "type": pd.Categorical.from_codes(e.type, categories=TYPES),
            "at": moments(e.at),
            "section": pd.Categorical.from_codes(e.section, categories=SECTIONS),
            "result": pd.Categorical.from_codes(e.result, categories=RESULTS),
            "ends_on": moments(e.ends_on),
            "aware_on": moments(e.aware_on),
            "notifier": pd.Categorical.from_codes(e.notifier, categories=NOTIFIERS),
            "reason": e.reason == 1,
            "alternative": e.alternative.astype(np.int8),
            "urgent": e.urgent.astype(np.int8),
            "contact_frame": e.contact_frame.astype(np.int8),
            "timed": e.timed,
            "source": np.int16(0),
            "row": np.arange(2, len(e) + 2, dtype=np.int32),
        }
    )
    return case_frame, event_frame, schema(event_frame)


def schema(event_frame: pd.DataFrame) -> Schema:
    """What such an export can carry."""
    from caseaudit.model.dataset import Schema
    from caseaudit.model.tables import EVENT_TYPES

    columns = frozenset(event_frame.columns) - {"timed", "source", "row"}
    return Schema(columns, frozenset({"case_id"}), frozenset(EVENT_TYPES), linked=False)


def table(e: Events) -> pa.Table:
    """The events as a canonical table; `at` is a timestamp, and midnight means that no clock time is known."""
    import pyarrow as pa

    def words(codes: Ints, names: tuple[str, ...]) -> pa.Array:
        coded = pa.array(codes.astype(np.int32), mask=codes < 0)
        return pa.DictionaryArray.from_arrays(coded, list(names)).cast(pa.string())

    def flags(codes: Ints) -> pa.Array:
        return words(codes, ("no", "yes"))

    def dates(minutes: Ints) -> pa.Array:
        return pa.array(moments(minutes).astype("datetime64[D]"))

    return pa.table(
        {
            "case_id": case_ids(e.n_cases).take(pa.array(e.case)),
            "type": words(e.type, TYPES),
            "at": pa.array(moments(e.at)),
            "section": words(e.section, SECTIONS),
            "result": words(e.result, RESULTS),
            "ends_on": dates(e.ends_on),
            "aware_on": dates(e.aware_on),
            "notifier": words(e.notifier, NOTIFIERS),
            "reason": words(np.where(e.reason == 1, 0, -1), ("se journalnotat",)),
            "alternative": flags(e.alternative),
            "urgent": flags(e.urgent),
            "contact_frame": flags(e.contact_frame),
        }
    )


def write(n: int, folder: Path, seed: int = SEED) -> Path:
    """Write the cases as CSV and Parquet into `folder/n`, in a folder of its own for each form."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv
    import pyarrow.parquet

    e = events(n, seed)
    rows = table(e)
    teams = pa.array(np.arange(n, dtype=np.int32) % len(TEAMS))
    cases = pa.table(
        {"case_id": case_ids(n), "team": pa.DictionaryArray.from_arrays(teams, list(TEAMS)).cast(pa.string())}
    )
    target = folder / str(n)
    for form in ("csv", "parquet"):
        (target / form).mkdir(parents=True, exist_ok=True)
    pa.parquet.write_table(rows, target / "parquet" / "events.parquet")
    pa.parquet.write_table(cases, target / "parquet" / "cases.parquet")
    day, clock = (pc.strftime(rows["at"], f) for f in ("%Y-%m-%d", "%Y-%m-%dT%H:%M"))
    text = rows.set_column(2, "at", pc.if_else(pa.array(e.timed), clock, day))
    options = pa.csv.WriteOptions(quoting_style="none")
    pa.csv.write_csv(text, target / "csv" / "events.csv", options)
    pa.csv.write_csv(cases, target / "csv" / "cases.csv", options)
    (target / "frames.pickle").write_bytes(pickle.dumps(frames(n, seed)[:2], protocol=5))
    return target


def workbook(path: Path, rows: int = 100_000, columns: int = 30, seed: int = SEED) -> Path:
    """Write one sheet as a wide export has it: ids, true dates, codes, yes/no, a third of the cells blank."""
    import xlsxwriter

    random = np.random.default_rng([seed, rows, columns])
    days = np.arange(FIRST_DAY, LAST_DAY).astype(object)
    words = (*NOTIFIERS, *SECTIONS, "Ja", "Nej", "Nord", "Syd")
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, as_date = book.add_worksheet("Sager"), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, ["Sagsnummer", *(f"{'Dato' if i % 2 else 'Felt'} {i}" for i in range(1, columns))])
    for row in range(1, rows + 1):
        sheet.write_string(row, 0, f"C{row:08d}")
        filled, number = random.random(columns) < 0.67, random.integers(0, 1 << 30, columns)
        for i in range(1, columns):
            if filled[i] and i % 2:
                sheet.write_datetime(row, i, days[number[i] % len(days)], as_date)
            elif filled[i] and i % 6 == 2:
                sheet.write_number(row, i, int(number[i] % 500))
            elif filled[i]:
                sheet.write_string(row, i, words[number[i] % len(words)])
    book.close()
    return path


def formulas(path: Path, rows: int = 50_000, seed: int = SEED) -> Path:
    """Write one sheet of eight columns, two of them formulas with their results, some three megabytes in all."""
    import xlsxwriter

    random = np.random.default_rng([seed, rows])
    days = np.arange(FIRST_DAY, LAST_DAY).astype(object)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, as_date = book.add_worksheet("Sager"), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(
        0, 0, ["Sagsnummer", "Afgørelse dato", "Paragraf", "Plan dato", "Team", "Dage", "Frist", "Bemærkning"]
    )
    for row in range(1, rows + 1):
        one, two = days[random.integers(len(days))], days[random.integers(len(days))]
        sheet.write_string(row, 0, f"C{row:08d}")
        sheet.write_datetime(row, 1, one, as_date)
        sheet.write_string(row, 2, SECTIONS[int(random.integers(len(SECTIONS)))])
        sheet.write_datetime(row, 3, two, as_date)
        sheet.write_string(row, 4, ("Nord", "Syd")[int(random.integers(2))])
        sheet.write_formula(row, 5, f"=B{row + 1}-D{row + 1}", None, (one - two).days)
        sheet.write_formula(row, 6, f"=B{row + 1}+14", as_date, 45_000 + row % 100)
        sheet.write_string(row, 7, f"tekst {random.integers(1_000_000)}")
    book.close()
    return path


if __name__ == "__main__":
    size, where = int(sys.argv[1]), Path(sys.argv[2])
    print(write(size, where))
