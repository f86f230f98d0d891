"""The eight duties in Polars: lazy frames, one `collect_all`, so that shared filters and joins are computed once.

Related events are joined by case and reduced per unit in one `group_by`; the time and row of the deciding event travel as one
packed integer, which is faster here than `join_asof`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from peers import common as c

SPAN = 1 << 32
TYPES = pl.Enum(
    [
        "notification", "notification_assessed", "receipt_sent", "limited_investigation", "investigation", "provisional_assessment",
        "child_conversation", "companion_informed", "decision", "plan", "intervention", "placement", "follow_up",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Data:
    """Events with the number of their case, which replaces its id."""

    cases: pl.DataFrame
    events: pl.DataFrame


@dataclass(frozen=True)
class Result:
    units: pl.DataFrame
    findings: pl.DataFrame
    counts: dict[str, dict[str, int]]


def load(folder: Path, form: str) -> Data:
    """Read the canonical files."""
    if form == "parquet":
        raw = pl.scan_parquet(folder / "parquet" / "events.parquet", row_index_name="row")
        raw = raw.with_columns(timed=pl.col("at").dt.time() != pl.time(0, 0), at=pl.col("at").dt.cast_time_unit("us"))
        cases = pl.read_parquet(folder / "parquet" / "cases.parquet")
    else:
        raw = pl.scan_csv(folder / "csv" / "events.csv", infer_schema=False, row_index_name="row")
        clock = pl.col("at").str.to_datetime("%Y-%m-%dT%H:%M", strict=False)
        day = pl.col("at").str.slice(0, 10).str.to_date("%Y-%m-%d")
        raw = raw.with_columns(
            pl.col("ends_on", "aware_on").str.to_date("%Y-%m-%d"),
            timed=clock.is_not_null(),
            at=clock.fill_null(day.cast(pl.Datetime("us"))),
        )
        cases = pl.read_csv(folder / "csv" / "cases.csv", infer_schema=False)
    cases = cases.select("case_id").with_row_index("case").with_columns(pl.col("case").cast(pl.Int32))
    events = raw.join(cases.lazy(), on="case_id", how="left", maintain_order="left").select(
        "case", pl.col("row").cast(pl.Int64), pl.col("type").cast(TYPES), "at", "timed", pl.col("section").cast(pl.Categorical),
        pl.col("result").cast(pl.Categorical), pl.col("notifier").cast(pl.Categorical), pl.col("reason").is_not_null(),
        pl.col("alternative", "urgent", "contact_frame") == "yes", "ends_on", "aware_on",
    )  # fmt: skip
    return Data(cases, events.collect())


def _pack(day: str, row: str) -> pl.Expr:
    return pl.col(day).to_physical().cast(pl.Int64) * SPAN + pl.col(row)


def _row(packed: str) -> pl.Expr:
    return pl.col(packed) % SPAN


def _day(packed: str) -> pl.Expr:
    return (pl.col(packed) // SPAN).cast(pl.Int32).cast(pl.Date)


def _result(
    q: pl.LazyFrame, rule: int, outcome: pl.Expr, reason: pl.Expr, due: pl.Expr, actual: pl.Expr, evidence: pl.Expr
) -> pl.LazyFrame:
    """One row per unit, reasons only where the outcome tells one."""
    told = pl.col("outcome").is_in([c.BREACHED, c.UNKNOWN])
    return q.select(
        pl.lit(rule, pl.Int8).alias("rule"), "case", pl.col("row").alias("unit"), outcome.cast(pl.Int8).alias("outcome"),
        reason.cast(pl.Int8).alias("reason"), due.alias("due"), actual.alias("actual"), evidence.alias("evidence"),
    ).with_columns(reason=pl.when(told).then("reason").otherwise(0).cast(pl.Int8))  # fmt: skip


def _open(due: pl.Expr) -> pl.Expr:
    return pl.when(due >= c.AS_OF).then(c.PENDING).otherwise(c.BREACHED)


def judge(data: Data) -> Result:
    """Judge all units by all duties."""
    ev = data.events.lazy()

    def of(*types: str) -> pl.LazyFrame:
        return ev.filter(
            pl.col("type").is_in(list(types)) if len(types) > 1 else pl.col("type") == types[0]
        ).with_columns(day=pl.col("at").dt.date())

    notifications = of("notification").select("case", "row", "at", "timed", "day", "notifier")
    decisions = of("decision").select("case", "row", "day", "section", "urgent", "reason")
    plans = of("plan").select("case", pday="day", prow="row", frame="contact_frame")
    parts = [
        _n1(notifications, of("notification_assessed")),
        _n4(notifications, of("receipt_sent")),
        _i4(of("investigation"), of("provisional_assessment")),
        _c1(decisions, of("child_conversation")),
        _c5(decisions, of("companion_informed")),
        _p1(decisions, plans),
        _s1(of("placement").select("case", "row", "day"), decisions, plans),
        _f1(of("intervention", "placement"), of("investigation", "limited_investigation"), of("follow_up")),
    ]
    everything = pl.concat(parts)
    units = everything.select("rule", "unit", "outcome", "reason")
    findings = everything.filter(pl.col("outcome").is_in([c.BREACHED, c.UNKNOWN]))
    counts = everything.group_by("rule", "outcome").len()
    done, told, number = pl.collect_all([units, findings.join(data.cases.lazy(), on="case", how="left"), counts])
    return Result(done, told, _counts(data, number))


def _counts(data: Data, number: pl.DataFrame) -> dict[str, dict[str, int]]:
    found = {(r, o): n for r, o, n in number.rows()}
    of_type = dict(data.events["type"].value_counts().rows())
    about = (
        of_type["notification"], of_type["notification"], of_type["investigation"], of_type["decision"], len(data.cases),
        of_type["decision"], of_type["placement"], of_type["placement"] + of_type["intervention"],
    )  # fmt: skip
    out = {}
    for i, rule in enumerate(c.RULES):
        out[rule] = {o: found.get((i, j), 0) for j, o in enumerate(c.OUTCOMES)}
        out[rule]["not_applicable"] = about[i] - sum(out[rule].values())
    return out


def _n1(units: pl.LazyFrame, assessed: pl.LazyFrame) -> pl.LazyFrame:
    """Assessed within 24 hours; without both clock times the next day is unknown. One dated only counts as the end of its day."""
    last = pl.when("timed").then(pl.col("at")).otherwise(pl.col("at") + pl.duration(seconds=86_399))
    second = last.dt.epoch("s") * SPAN + pl.col("row") * 2 + pl.col("timed").cast(pl.Int64)
    events = assessed.select("case", packed=second)
    joined = units.select("case", "row", "at", "timed", "day").join(events, on="case", how="left")
    after = (pl.col("packed") // SPAN) >= pl.col("at").dt.epoch("s")
    q = joined.group_by("row").agg(
        pl.when(after).then("packed").min().alias("hit"),
        pl.col("case", "at", "timed", "day").first(),
    )
    seconds, both = pl.col("hit") // SPAN, pl.col("timed") & (pl.col("hit") % 2 == 1)
    hit_day = (seconds // 86_400).cast(pl.Int32).cast(pl.Date)
    gap = (hit_day - pl.col("day")).dt.total_days()
    due = pl.col("day") + pl.duration(days=1)
    outcome = (
        pl.when(pl.col("hit").is_null()).then(_open(due))
        .when(both).then(pl.when(seconds - pl.col("at").dt.epoch("s") <= 86_400).then(c.MET).otherwise(_open(due)))
        .when(gap <= 0).then(c.MET).when(gap >= 2).then(_open(due)).otherwise(c.UNKNOWN)
    )  # fmt: skip
    reason = pl.when(pl.col("hit").is_null()).then(c.MISSING).when(~both & (gap == 1)).then(c.NO_TIME).otherwise(c.LATE)
    return _result(q, c.N1, outcome, reason, due, hit_day, _row("hit") // 2)


def _n4(units: pl.LazyFrame, receipts: pl.LazyFrame) -> pl.LazyFrame:
    """Receipt within six working days, unless the notifier is anonymous; unknown where Saturdays decide."""
    _, five, six = c.working_days(6)
    q = (
        units.filter(pl.col("notifier").ne_missing("anonymous"))
        .select("case", "row", "day", "notifier")
        .join(receipts.select("case", packed=_pack("day", "row")), on="case", how="left")
        .group_by("row")
        .agg(
            pl.when((pl.col("packed") // SPAN) >= pl.col("day").to_physical()).then("packed").min().alias("hit"),
            pl.col("case", "day", "notifier").first(),
        )
        .with_columns(at=pl.col("day").to_physical() - (c.FIRST_DAY - c.date(1970, 1, 1)).days)
    )
    due, strict = (pl.lit(pl.Series(d)).gather(pl.col("at")) for d in (five, six))
    hit = _day("hit")
    outcome = (
        pl.when(pl.col("notifier").is_null()).then(c.UNKNOWN).when(hit <= strict).then(c.MET)
        .when(hit <= due).then(c.UNKNOWN).otherwise(_open(due))
    )  # fmt: skip
    reason = (
        pl.when(pl.col("notifier").is_null()).then(c.DATA_MISSING).when(hit.is_null()).then(c.MISSING)
        .when(hit <= due).then(c.UNSETTLED).otherwise(c.LATE)
    )  # fmt: skip
    return _result(q, c.N4, outcome, reason, due, hit, _row("hit"))


def _i4(units: pl.LazyFrame, provisional: pl.LazyFrame) -> pl.LazyFrame:
    """Finished within four months of the day the need was known, or a provisional assessment by then."""
    first = provisional.group_by("case").agg(pl.col("day").min().alias("pday"))
    due = pl.col("aware_on").dt.offset_by("4mo")
    q = units.select("case", "row", "ends_on", "aware_on").join(first, on="case", how="left").with_columns(due=due)
    outcome = (
        pl.when(pl.col("due").is_null()).then(c.UNKNOWN).when(pl.col("ends_on") <= pl.col("due")).then(c.MET)
        .when(pl.col("due") >= c.AS_OF).then(c.PENDING).when(pl.col("pday") <= pl.col("due")).then(c.EXCUSED).otherwise(c.BREACHED)
    )  # fmt: skip
    reason = (
        pl.when(pl.col("due").is_null())
        .then(c.DATA_MISSING)
        .when(pl.col("ends_on").is_null())
        .then(c.MISSING)
        .otherwise(c.LATE)
    )
    return _result(q, c.I4, outcome, reason, pl.col("due"), pl.col("ends_on"), pl.col("row"))


def _c1(decisions: pl.LazyFrame, talks: pl.LazyFrame) -> pl.LazyFrame:
    """A talk held or declined in the six months up to the decision, or omitted with what the law of the day asks."""
    talks = talks.select(
        "case", tday="day", packed=_pack("day", "row"), omitted=pl.col("result") == "omitted", lawful_old="reason",
        lawful_new=pl.col("reason") & pl.col("alternative"),
    )  # fmt: skip
    units = decisions.filter(pl.col("section").is_in(list(c.ABOUT_THE_CHILD)) | pl.col("section").is_null())
    units = units.select("case", "row", "day", "section", low=pl.col("day").dt.offset_by("-6mo"))
    inside = (pl.col("tday") >= pl.col("low")) & (pl.col("tday") <= pl.col("day"))
    omitted = pl.col("omitted")
    lawful = pl.when(pl.col("day") < c.NEW_LAW).then("lawful_old").otherwise("lawful_new")
    q = units.join(talks, on="case", how="left").group_by("row").agg(
        pl.col("case", "day", "section").first(),
        pl.when(inside & ~omitted).then("packed").max().alias("hit"),
        pl.when((pl.col("tday") > pl.col("day")) & ~omitted).then("packed").min().alias("late"),
        (inside & omitted & lawful).any().alias("excused"),
        pl.when(inside & omitted).then("packed").min().alias("begun"),
    )  # fmt: skip
    blank, incomplete = pl.col("section").is_null(), pl.col("late").is_null() & pl.col("begun").is_not_null()
    outcome = (
        pl.when(blank).then(c.UNKNOWN).when(pl.col("hit").is_not_null()).then(c.MET)
        .when(pl.col("day") >= c.AS_OF).then(c.PENDING).when("excused").then(c.EXCUSED).otherwise(c.BREACHED)
    )  # fmt: skip
    reason = (
        pl.when(blank).then(c.DATA_MISSING).when(incomplete).then(c.INCOMPLETE).when(pl.col("late").is_null()).then(c.MISSING)
        .otherwise(c.LATE)
    )  # fmt: skip
    q = q.with_columns(found=pl.coalesce("hit", "late"))
    evidence = pl.when(~blank & pl.col("hit").is_null() & incomplete).then(_row("begun")).otherwise(_row("found"))
    return _result(q, c.C1, outcome, reason, pl.col("day"), _day("found"), evidence)


def _c5(decisions: pl.LazyFrame, informed: pl.LazyFrame) -> pl.LazyFrame:
    """Told of the companion by the first decision about the child; unknown where an earlier decision without section matters."""
    first = (
        decisions.filter(pl.col("section").is_in(list(c.ABOUT_THE_CHILD)) | pl.col("section").is_null())
        .group_by("case")
        .agg(
            pl.when(pl.col("section").is_not_null()).then("day").min().alias("day"),
            pl.col("day").min().alias("perhaps"),
        )
    )
    q = (
        first.join(informed.select("case", iday="day", packed=_pack("day", "row")), on="case", how="left")
        .group_by("case")
        .agg(
            pl.col("day", "perhaps").first(),
            pl.col("iday").min(),
            pl.when(pl.col("iday") <= pl.col("day")).then("packed").max().alias("hit"),
            pl.when(pl.col("iday") > pl.col("day")).then("packed").min().alias("late"),
        )
        .with_columns(row=pl.col("case").cast(pl.Int64), found=pl.coalesce("hit", "late"))
    )
    day, met = pl.col("day"), pl.col("hit").is_not_null()
    earlier = (pl.col("perhaps") < day) & ~(pl.col("iday") <= pl.col("perhaps")).fill_null(False)
    doubtful = day.is_null() | (earlier & (met | (day >= c.AS_OF)))
    outcome = pl.when(doubtful).then(c.UNKNOWN).when(met).then(c.MET).otherwise(_open(day))
    reason = pl.when(doubtful).then(c.DATA_MISSING).when(pl.col("late").is_null()).then(c.MISSING).otherwise(c.LATE)
    return _result(q, c.C5, outcome, reason, day, _day("found"), _row("found"))


def _p1(decisions: pl.LazyFrame, plans: pl.LazyFrame) -> pl.LazyFrame:
    """A plan by the decision, not older than the previous decision under the same section; old act: or urgent and within 4 months."""
    section, day = pl.col("section"), pl.col("day")
    old, new = section.is_in(list(c.PLAN_OLD)) & (day < c.NEW_LAW), section.is_in(list(c.PLAN_NEW)) & (day >= c.NEW_LAW)
    root = (
        pl.when(section.is_in(["SEL-52-3-3", "SEL-52-3-7"]))
        .then(pl.lit(-1, pl.Int64))
        .otherwise(section.to_physical().cast(pl.Int64))
    )
    units = (
        decisions.filter(section.is_in([*c.PLAN_OLD, *c.PLAN_NEW]) | section.is_null())
        .sort("day")
        .with_columns(previous=day.shift(1).over("case", root))
        .filter(section.is_null() | old | new)
    )
    pday, in_time = pl.col("pday"), pl.col("pday") >= pl.col("previous").fill_null(c.date(1, 1, 1))
    q = units.join(plans.select("case", "pday", packed=_pack("pday", "prow")), on="case", how="left").group_by("row").agg(
        pl.col("case", "day", "section", "urgent", "reason").first(),
        pl.when((pday <= day) & in_time).then("packed").max().alias("hit"),
        pl.when(pday > day).then("packed").min().alias("late"),
        (in_time & (pday <= day.dt.offset_by("4mo"))).any().alias("soon"),
    )  # fmt: skip
    may_wait = (day < c.NEW_LAW) & pl.col("urgent").fill_null(False) & pl.col("reason")
    blank, limit = section.is_null(), pl.when(may_wait).then(day.dt.offset_by("4mo")).otherwise(day)
    q = q.with_columns(found=pl.coalesce("hit", "late"), limit=limit, may_wait=may_wait)
    outcome = (
        pl.when(blank).then(c.UNKNOWN).when(pl.col("hit").is_not_null()).then(c.MET)
        .when(day >= c.AS_OF).then(c.PENDING).when(pl.col("may_wait") & pl.col("soon")).then(c.EXCUSED)
        .otherwise(_open(pl.col("limit")))
    )  # fmt: skip
    reason = pl.when(blank).then(c.DATA_MISSING).when(pl.col("late").is_null()).then(c.MISSING).otherwise(c.LATE)
    return _result(q, c.P1, outcome, reason, pl.col("day"), _day("found"), _row("found"))


def _s1(units: pl.LazyFrame, decisions: pl.LazyFrame, plans: pl.LazyFrame) -> pl.LazyFrame:
    """A contact decision on the case, or a plan with a frame for contact, from the previous placement to before the next.

    A decision without section might be one.
    """
    section = pl.col("section")
    contact = decisions.filter(section.is_in(list(c.CONTACT)) | section.is_null()).select(
        "case", set_on="day", sure=section.is_not_null()
    )
    framed = plans.filter(pl.col("frame")).select("case", set_on="pday", sure=pl.lit(True))
    inside = (pl.col("set_on") >= pl.col("previous")) & (pl.col("set_on") < pl.col("next"))
    q = (
        units.sort("day")
        .with_columns(
            previous=pl.col("day").shift(1).over("case").fill_null(c.date(1, 1, 1)),
            next=pl.col("day").shift(-1).over("case").fill_null(c.date(9999, 1, 1)),
        )
        .join(pl.concat([contact, framed]), on="case", how="left")
        .group_by("row")
        .agg(pl.col("case", "day").first(), (inside & pl.col("sure")).any().alias("good"), inside.any().alias("maybe"))
    )
    outcome = pl.when("good").then(c.MET).when("maybe").then(c.UNKNOWN).otherwise(_open(pl.col("day")))
    reason = pl.when("maybe").then(c.DATA_MISSING).otherwise(c.MISSING)
    return _result(q, c.S1, outcome, reason, pl.col("day"), pl.lit(None, pl.Date), pl.lit(None, pl.Int64))


def _f1(units: pl.LazyFrame, investigations: pl.LazyFrame, follow_ups: pl.LazyFrame) -> pl.LazyFrame:
    """Follow-up within three months; from 2024 by the end of an investigation that ran at the start, if earlier."""
    day = pl.col("day")
    units = units.select("case", "row", "day", "ends_on")
    ran = investigations.select("case", began="day", ended="ends_on")
    ended = (
        units.filter(day >= c.NEW_LAW)
        .join(ran, on="case")
        .filter((pl.col("began") <= day) & (pl.col("ended") > day))
        .group_by("row")
        .agg(pl.col("ended").min())
    )
    q = (
        units.join(ended, on="row", how="left")
        .with_columns(due=pl.min_horizontal(day.dt.offset_by("3mo"), pl.col("ended")))
        .join(follow_ups.select("case", fday="day", packed=_pack("day", "row")), on="case", how="left")
        .group_by("row")
        .agg(
            pl.col("case", "day", "ends_on", "due").first(),
            pl.when(pl.col("fday") >= day).then("packed").min().alias("hit"),
        )
    )
    due, hit = pl.col("due"), _day("hit")
    outcome = (
        pl.when(hit <= due)
        .then(c.MET)
        .when(due >= c.AS_OF)
        .then(c.PENDING)
        .when(pl.col("ends_on") <= due)
        .then(c.EXCUSED)
        .otherwise(c.BREACHED)
    )
    reason = pl.when(pl.col("hit").is_null()).then(c.MISSING).otherwise(c.LATE)
    return _result(q, c.F1, outcome, reason, due, hit, _row("hit"))


def write(result: Result, path: Path) -> None:
    """Write the findings as CSV, in words."""
    words = {"rule": c.RULES, "outcome": c.OUTCOMES, "reason": c.REASONS}
    out = result.findings.with_columns(
        pl.col(k).replace_strict(dict(enumerate(v)), return_dtype=pl.Enum(v)) for k, v in words.items()
    )
    out.drop("case").write_csv(path)


def plain(result: Result) -> c.Plain:
    """The result in the common shape."""
    u, f = result.units, result.findings
    units = c.rows_of([u[name].to_numpy() for name in c.UNIT_COLUMNS])
    days = {k: c.day_numbers(f[k].to_numpy()) for k in ("due", "actual")}
    columns = [days[k] if k in days else f[k].fill_null(-1).to_numpy() for k in c.FINDING_COLUMNS]
    return c.Plain(result.counts, units, c.rows_of(columns))
