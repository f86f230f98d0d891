"""The eight duties in pandas: one small frame per event type, sorted once by a packed key of case and day, then `merge_asof`.

One key of whole numbers needs no `by`, which makes `merge_asof` several times faster than with one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peers import common as c

CODES = ("type", "section", "result", "notifier")
YES_NO = ("alternative", "urgent", "contact_frame")
DATES = ("ends_on", "aware_on")
NEW_LAW, AS_OF = (int(np.datetime64(d, "D").astype(np.int64)) for d in (c.NEW_LAW, c.AS_OF))
NONE = -(1 << 40)
"""No day."""


@dataclass(frozen=True)
class Data:
    """Events with the number of their case in place of its id, and the ids."""

    cases: pd.Series
    events: pd.DataFrame


@dataclass(frozen=True)
class Result:
    units: pd.DataFrame
    findings: pd.DataFrame
    counts: dict[str, dict[str, int]]


def load(folder: Path, form: str) -> Data:
    """Read the canonical files through Arrow, texts as dictionaries, so that pandas sees categories and never 5M strings."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv
    import pyarrow.parquet

    words = ["case_id", *CODES, *YES_NO, "reason"]
    if form == "parquet":
        table = pa.parquet.read_table(folder / "parquet" / "events.parquet", read_dictionary=words)
        ids = pa.parquet.read_table(folder / "parquet" / "cases.parquet")["case_id"]
        at = table["at"].cast(pa.timestamp("s"))
        timed = at.to_numpy().astype(np.int64) % 86_400 != 0
    else:
        types = (
            dict.fromkeys(words, pa.dictionary(pa.int32(), pa.string()))
            | dict.fromkeys(DATES, pa.date32())
            | {"at": pa.string()}
        )
        options = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
        table = pa.csv.read_csv(folder / "csv" / "events.csv", convert_options=options)
        ids = pa.csv.read_csv(folder / "csv" / "cases.csv")["case_id"]
        timed = pc.greater(pc.binary_length(table["at"]), 10).to_numpy()
        at = table["at"].cast(pa.timestamp("s"))  # reads a day, and a day with a clock time
    cases = ids.to_pandas()
    ev = table.drop(["at", *DATES]).unify_dictionaries().to_pandas()
    ev["at"] = at.to_numpy()
    for name in DATES:
        ev[name] = table[name].cast(pa.timestamp("s")).to_numpy()
    case = ev.pop("case_id").cat
    ev.insert(0, "case", pd.Index(cases).get_indexer(case.categories).astype(np.int32)[case.codes])
    ev["timed"], ev["row"] = timed, np.arange(len(ev), dtype=np.int32)
    for name in YES_NO:
        ev[name] = (ev[name] == "yes").to_numpy(dtype=bool, na_value=False)
    ev["reason"] = ev["reason"].notna()
    return Data(cases, ev)


def _days(values: pd.Series) -> np.ndarray:
    """Dates as days from 1970."""
    raw = values.to_numpy()
    return np.where(np.isnat(raw), NONE, raw.astype("datetime64[D]").astype(np.int64))


def _months(days: np.ndarray, n: int) -> np.ndarray:
    """Whole months later, on the last day of a shorter month."""
    known = days != NONE
    d = np.where(known, days, 0).astype("datetime64[D]")
    month = d.astype("datetime64[M]")
    last = (month + n + 1).astype("datetime64[D]") - 1
    return np.where(
        known,
        np.minimum((month + n).astype("datetime64[D]") + (d - month.astype("datetime64[D]")), last).astype(np.int64),
        NONE,
    )


def _sorted(frame: pd.DataFrame, time: np.ndarray, bits: int = 16, name: str = "key") -> pd.DataFrame:
    """The frame with a packed key of case and time, sorted by it."""
    key = (frame["case"].to_numpy().astype(np.int64) << bits) | time
    order = np.argsort(key)
    out = frame.iloc[order].reset_index(drop=True)
    out[name] = key[order]
    return out


def _asof(key: np.ndarray, events: pd.DataFrame, direction: str, bits: int = 16) -> pd.DataFrame:
    """Per unit the next event at or after the key, or the last at or before it, of the same case; row -1 where none.

    The keys are sorted on both sides.
    """
    left = pd.DataFrame({"key": key}, copy=False)
    right = events[["key", "row"]].assign(found=events["key"])
    out = pd.merge_asof(left, right, on="key", direction=direction)
    found = out["found"].to_numpy(dtype=np.float64, na_value=-1.0).astype(np.int64)
    mine = (found >> bits) == (key >> bits)
    row = np.where(mine, out["row"].to_numpy(dtype=np.float64, na_value=-1.0), -1).astype(np.int64)
    return pd.DataFrame({"time": np.where(mine, found & ((1 << bits) - 1), NONE), "row": row}, copy=False)


def _either(first: pd.DataFrame, second: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Time and row of the first where there is one, else of the second."""
    has = first["row"].to_numpy() >= 0
    return tuple(np.where(has, first[name].to_numpy(), second[name].to_numpy()) for name in ("time", "row"))  # type: ignore[return-value]


class _Found:
    """Collects what each duty says, as columns."""

    def __init__(self) -> None:
        self.units: list[pd.DataFrame] = []
        self.findings: list[pd.DataFrame] = []
        self.counts: list[np.ndarray] = []

    def add(
        self, rule: int, case: Any, unit: Any, reason: np.ndarray, due: np.ndarray, actual: np.ndarray, evidence: np.ndarray,
        excused: Any = False, until: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        """`reason` 0 is met; from DATA_MISSING on it is unknown; else pending until the day has passed, excused, or breached."""
        late = np.where(
            excused, c.EXCUSED, c.BREACHED if until is None else np.where(until >= AS_OF, c.PENDING, c.BREACHED)
        )
        late = np.where(due >= AS_OF, c.PENDING, late)
        outcome = np.where(reason == 0, c.MET, np.where(reason >= c.DATA_MISSING, c.UNKNOWN, late)).astype(np.int8)
        told = np.isin(outcome, (c.BREACHED, c.UNKNOWN))
        reason = np.where(told, reason, 0).astype(np.int8)
        unit = np.asarray(unit)
        self.units.append(
            pd.DataFrame({"rule": np.int8(rule), "unit": unit, "outcome": outcome, "reason": reason}, copy=False)
        )
        at = np.flatnonzero(told)
        self.findings.append(
            pd.DataFrame(
                {
                    "rule": np.int8(rule), "case": np.asarray(case)[at], "unit": unit[at], "outcome": outcome[at], "reason": reason[at],
                    "due": _dates(due[at]), "actual": _dates(actual[at]), "evidence": evidence[at],
                }, copy=False,
            )
        )  # fmt: skip
        self.counts.append(np.bincount(outcome, minlength=len(c.OUTCOMES)))


def _dates(days: np.ndarray) -> np.ndarray:
    out = days.astype("datetime64[D]")
    out[days == NONE] = np.datetime64("NaT")
    return out.astype("datetime64[s]")


def judge(data: Data) -> Result:
    """Judge all units by all duties."""
    ev, out = data.events, _Found()

    def of(name: str, *columns: str) -> pd.DataFrame:
        frame = ev.loc[ev["type"] == name, ["case", "row", "at", *columns]]
        return frame.assign(day=_days(frame["at"]))

    def by_day(frame: pd.DataFrame) -> pd.DataFrame:
        return _sorted(frame, frame["day"].to_numpy())

    _notifications(
        out, of("notification", "timed", "notifier"), of("notification_assessed", "timed"), by_day(of("receipt_sent"))
    )
    investigations = of("investigation", "ends_on", "aware_on")
    _i4(out, investigations, of("provisional_assessment"))
    decisions = by_day(of("decision", "section", "urgent", "reason"))
    plans = by_day(of("plan", "contact_frame"))
    about = decisions[decisions["section"].isna() | decisions["section"].isin(c.ABOUT_THE_CHILD)]
    _c1(out, about, by_day(of("child_conversation", "result", "reason", "alternative")))
    _c5(out, about, by_day(of("companion_informed")))
    _p1(out, decisions, plans)
    placements = of("placement", "ends_on")
    _s1(out, by_day(placements), decisions, plans)
    ran = pd.concat([investigations, of("limited_investigation", "ends_on")])
    measures = pd.concat([placements, of("intervention", "ends_on")])
    _f1(out, by_day(measures), ran, by_day(of("follow_up")))
    findings = pd.concat(out.findings, ignore_index=True)
    findings["case_id"] = data.cases.take(findings["case"]).array
    return Result(pd.concat(out.units, ignore_index=True), findings, _counts(data, out.counts))


def _counts(data: Data, found: list[np.ndarray]) -> dict[str, dict[str, int]]:
    of_type = data.events["type"].value_counts()
    about = (
        of_type["notification"], of_type["notification"], of_type["investigation"], of_type["decision"], len(data.cases),
        of_type["decision"], of_type["placement"], of_type["placement"] + of_type["intervention"],
    )  # fmt: skip
    out = {}
    for i, rule in enumerate(c.RULES):
        out[rule] = {o: int(n) for o, n in zip(c.OUTCOMES, found[i], strict=True)}
        out[rule]["not_applicable"] = int(about[i]) - sum(out[rule].values())
    return out


def _notifications(out: _Found, units: pd.DataFrame, assessed: pd.DataFrame, receipts: pd.DataFrame) -> None:
    """Assessed within 24 hours, and receipt within six working days."""
    units = _sorted(units, units["at"].to_numpy().astype(np.int64), bits=32)
    seconds = assessed["at"].to_numpy().astype(np.int64)
    seconds = np.where(assessed["timed"], seconds, seconds + 86_399)
    packed = (assessed["case"].to_numpy().astype(np.int64) << 32) | seconds
    order = np.argsort(packed)
    events = pd.DataFrame(
        {"key": packed[order], "row": assessed["row"].to_numpy()[order] * 2 + assessed["timed"].to_numpy()[order]},
        copy=False,
    )
    hit = _asof(units["key"].to_numpy(), events, "forward", bits=32)
    row, when, day = hit["row"].to_numpy(), hit["time"].to_numpy(), units["day"].to_numpy()
    missing = row < 0
    actual = np.where(missing, NONE, when // 86_400)
    both = units["timed"].to_numpy() & (row % 2 == 1) & ~missing
    gap = actual - day
    in_time = np.where(both, when - (units["key"].to_numpy() & 0xFFFFFFFF) <= 86_400, gap <= 0)
    reason = np.where(missing, c.MISSING, np.where(in_time, 0, np.where(~both & (gap == 1), c.NO_TIME, c.LATE)))
    out.add(c.N1, units["case"], units["row"], reason, day + 1, actual, np.where(missing, -1, row // 2))
    _, five, six = c.working_days(6)
    first = (c.FIRST_DAY - c.date(1970, 1, 1)).days
    units = units[(units["notifier"] != "anonymous").to_numpy()]
    day = units["day"].to_numpy()
    due, strict = (w.astype(np.int64)[day - first] for w in (five, six))
    hit = _asof((units["case"].to_numpy().astype(np.int64) << 16) | day, receipts, "forward")
    row, actual = hit["row"].to_numpy(), hit["time"].to_numpy()
    reason = np.where(actual <= strict, 0, np.where(actual <= due, c.UNSETTLED, c.LATE))
    reason = np.where(units["notifier"].isna(), c.DATA_MISSING, np.where(row < 0, c.MISSING, reason))
    out.add(c.N4, units["case"], units["row"], reason, due, actual, row)


def _i4(out: _Found, units: pd.DataFrame, provisional: pd.DataFrame) -> None:
    """Finished within four months of the day the need was known, or a provisional assessment by then."""
    due, end = _months(_days(units["aware_on"]), 4), _days(units["ends_on"])
    first = units["case"].map(provisional.groupby("case")["day"].min()).to_numpy(dtype=np.float64, na_value=np.inf)
    reason = np.where(due == NONE, c.DATA_MISSING, np.where(end == NONE, c.MISSING, np.where(end <= due, 0, c.LATE)))
    out.add(c.I4, units["case"], units["row"], reason, due, end, units["row"].to_numpy(), excused=first <= due)


def _before_or_after(units: pd.DataFrame, events: pd.DataFrame, low: Any = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Per unit the last event on or before its day, not before `low`, and the first after it."""
    key = units["key"].to_numpy()
    hit = _asof(key, events, "backward")
    gone = hit["time"].to_numpy() < low
    hit.loc[gone, "time"], hit.loc[gone, "row"] = NONE, -1
    return hit, _asof(key + 1, events, "forward")


def _why(units: pd.DataFrame, hit: pd.DataFrame, late: pd.DataFrame) -> np.ndarray:
    reason = np.where(hit["row"] >= 0, 0, np.where(late["row"] >= 0, c.LATE, c.MISSING))
    return np.where(units["section"].isna(), c.DATA_MISSING, reason)


def _c1(out: _Found, units: pd.DataFrame, talks: pd.DataFrame) -> None:
    """A talk held or declined in the six months up to the decision, or omitted with what the law of the day asks."""
    day = units["day"].to_numpy()
    low = _months(day, -6)
    omitted = talks["result"] == "omitted"
    hit, late = _before_or_after(units, talks[~omitted], low)
    near = units[["case", "row", "day"]].assign(low=low).merge(talks[omitted], on="case", suffixes=("", "_talk"))
    near = near[(near["day_talk"] >= near["low"]) & (near["day_talk"] <= near["day"])]
    lawful = near["reason"] & ((near["day"] < NEW_LAW) | near["alternative"])
    excused = units["row"].isin(near.loc[lawful, "row"])
    begun = near.sort_values("day_talk").drop_duplicates("row").set_index("row")["row_talk"]
    started = units["row"].map(begun).to_numpy(dtype=np.float64, na_value=-1).astype(np.int64)
    actual, evidence = _either(hit, late)
    reason = _why(units, hit, late)
    unfinished = (reason == c.MISSING) & (started >= 0)
    evidence = np.where(unfinished, started, evidence)
    out.add(
        c.C1,
        units["case"],
        units["row"],
        np.where(unfinished, c.INCOMPLETE, reason),
        day,
        actual,
        evidence,
        excused=excused,
    )


def _c5(out: _Found, about: pd.DataFrame, informed: pd.DataFrame) -> None:
    """Told of the companion by the first decision about the child; unknown where an earlier decision without section matters."""
    first = about[about["section"].notna()].drop_duplicates("case")
    hit, late = _before_or_after(first, informed)
    actual, evidence = _either(hit, late)
    reason, day, case = _why(first, hit, late), first["day"].to_numpy(), first["case"].to_numpy()
    unsure = about[about["section"].isna()].drop_duplicates("case")
    perhaps = first["case"].map(unsure.set_index("case")["day"])
    told = _case_min(informed, first["case"])
    earlier = (perhaps < day) & ~(told <= perhaps)
    reason = np.where(earlier & ((reason == 0) | (day >= AS_OF)), c.DATA_MISSING, reason)
    only = unsure.loc[~unsure["case"].isin(case), "case"].to_numpy()
    none = np.full(len(only), NONE)
    case = np.concatenate([case, only])
    reason = np.concatenate([reason, np.full(len(only), c.DATA_MISSING)])
    out.add(
        c.C5,
        case,
        case,
        reason,
        np.concatenate([day, none]),
        np.concatenate([actual, none]),
        np.concatenate([evidence, np.full(len(only), -1)]),
    )


def _case_min(events: pd.DataFrame, cases: pd.Series) -> pd.Series:
    """The first day of an event on each of the cases; the events are sorted."""
    return cases.map(events.drop_duplicates("case").set_index("case")["day"])


def _p1(out: _Found, decisions: pd.DataFrame, plans: pd.DataFrame) -> None:
    """A plan by the decision, not older than the previous decision under the same section; old act: or urgent and within 4 months."""
    section, day = decisions["section"], decisions["day"]
    names = [name[:6] for name in section.cat.categories]  # SEL-52-3-3 and SEL-52-3-7 are the same section
    root = np.append(pd.factorize(np.array(names))[0], -1)[section.cat.codes]
    previous = day.groupby([decisions["case"], root]).shift(1).fillna(0)
    old = section.isin(c.PLAN_OLD) & (day < NEW_LAW)
    mine = section.isna() | old | (section.isin(c.PLAN_NEW) & (day >= NEW_LAW))
    units, low = decisions[mine], previous[mine].to_numpy()
    hit, late = _before_or_after(units, plans, low)
    day = units["day"].to_numpy()
    limit = _months(day, 4)
    may_wait = (day < NEW_LAW) & units["urgent"].to_numpy() & units["reason"].to_numpy()
    last = _asof((units["case"].to_numpy().astype(np.int64) << 16) | limit, plans, "backward")
    actual, evidence = _either(hit, late)
    excused = may_wait & (last["time"].to_numpy() >= low) & (last["row"].to_numpy() >= 0)
    until = np.where(may_wait, limit, day)
    out.add(
        c.P1, units["case"], units["row"], _why(units, hit, late), day, actual, evidence, excused=excused, until=until
    )


def _s1(out: _Found, units: pd.DataFrame, decisions: pd.DataFrame, plans: pd.DataFrame) -> None:
    """A contact decision on the case, or a plan with a frame for contact, from the previous placement to before the next.

    A decision without section might be one.
    """
    case = units.groupby("case")["day"]
    units = units.assign(previous=case.shift(1).fillna(0), next=case.shift(-1).fillna(np.inf))
    contact = decisions.loc[
        decisions["section"].isin(c.CONTACT) | decisions["section"].isna(), ["case", "day", "section"]
    ]
    framed = plans.loc[plans["contact_frame"], ["case", "day"]]
    known = pd.concat([contact[["case", "day"]].assign(sure=contact["section"].notna()), framed.assign(sure=True)])
    both = units[["case", "row", "previous", "next"]].merge(known, on="case")
    both = both[(both["day"] >= both["previous"]) & (both["day"] < both["next"])]
    good = units["row"].isin(both.loc[both["sure"], "row"])
    reason = np.where(good, 0, np.where(units["row"].isin(both["row"]), c.DATA_MISSING, c.MISSING))
    none, nobody = np.full(len(units), NONE), np.full(len(units), -1)
    out.add(c.S1, units["case"], units["row"], reason, units["day"].to_numpy(), none, nobody)


def _f1(out: _Found, units: pd.DataFrame, ran: pd.DataFrame, follow_ups: pd.DataFrame) -> None:
    """Follow-up within three months; from 2024 by the end of an investigation that ran at the start, if earlier."""
    day = units["day"].to_numpy()
    new = units.loc[day >= NEW_LAW, ["case", "row", "day"]]
    ran = ran[ran["case"].isin(new["case"])]
    both = new.merge(ran[["case", "day"]].assign(end=_days(ran["ends_on"])), on="case", suffixes=("", "_ran"))
    both = both[(both["day_ran"] <= both["day"]) & (both["end"] > both["day"])]
    earlier = units["row"].map(both.groupby("row")["end"].min()).to_numpy(dtype=np.float64, na_value=np.inf)
    due = np.minimum(_months(day, 3), earlier).astype(np.int64)
    hit = _asof(units["key"].to_numpy(), follow_ups, "forward")
    row, actual, end = hit["row"].to_numpy(), hit["time"].to_numpy(), _days(units["ends_on"])
    reason = np.where(row < 0, c.MISSING, np.where(actual <= due, 0, c.LATE))
    out.add(c.F1, units["case"], units["row"], reason, due, actual, row, excused=(end != NONE) & (end <= due))


def write(result: Result, path: Path) -> None:
    """Write the findings as CSV, in words."""
    f = result.findings
    words = {"rule": c.RULES, "outcome": c.OUTCOMES, "reason": c.REASONS}
    named = {k: pd.Categorical.from_codes(f[k].to_numpy().astype(np.int16), list(v)) for k, v in words.items()}
    f.assign(**named).drop(columns="case").to_csv(path, index=False)


def plain(result: Result) -> c.Plain:
    """The result in the common shape."""
    f = result.findings
    days = {k: c.day_numbers(f[k].to_numpy()) for k in ("due", "actual")}
    units = c.rows_of([result.units[name].to_numpy() for name in c.UNIT_COLUMNS])
    return c.Plain(result.counts, units, c.rows_of([days.get(k, f[k].to_numpy()) for k in c.FINDING_COLUMNS]))
