"""The eight duties in DuckDB: one table of events in, one statement, one table of outcomes out.

The two duties about notifications, by far the most units, find the next event with an ASOF join; the others join by case and
reduce per unit with one GROUP BY.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from peers import common as c

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "case_id", "type", "at", "section", "result", "ends_on", "aware_on", "notifier", "reason", "alternative", "urgent",
    "contact_frame",
)  # fmt: skip


@dataclass(frozen=True)
class Data:
    """A connection that holds `cases` (number, id) and `ev`, the events with the number of their case in place of its id."""

    con: duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Result:
    con: duckdb.DuckDBPyConnection
    findings: pa.Table
    counts: dict[str, dict[str, int]]


def load(folder: Path, form: str) -> Data:
    """Read the canonical files into two tables."""
    con = duckdb.connect()
    if form == "parquet":
        source = f"(SELECT *, file_row_number::INT AS row, \"at\"::TIMESTAMP_S AS t, \"at\"::TIME <> TIME '00:00' AS timed FROM read_parquet('{folder}/parquet/events.parquet', file_row_number=true))"
        ids = f"read_parquet('{folder}/parquet/cases.parquet')"
    else:
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
        source = f'(SELECT *, (row_number() OVER ())::INT - 1 AS row, "at"::TIMESTAMP_S AS t, length("at") > 10 AS timed FROM read_csv(\'{folder}/csv/events.csv\', header=true, columns={{{types}}}))'
        ids = f"read_csv('{folder}/csv/cases.csv', header=true, columns={{'case_id': 'VARCHAR', 'team': 'VARCHAR'}})"
    con.execute(f"CREATE TABLE cases AS SELECT (row_number() OVER ())::INT - 1 AS c, case_id FROM {ids}")
    con.execute(
        f"""CREATE TABLE ev AS
        SELECT cases.c, row, type::ENUM {_TYPES} AS type, t, timed, section::ENUM {_SECTIONS} AS section,
            result::ENUM ('held', 'declined', 'omitted') AS result, notifier::ENUM ('professional', 'other', 'anonymous') AS notifier,
            reason IS NOT NULL AS reason, alternative = 'yes' AS alternative, urgent = 'yes' AS urgent,
            contact_frame = 'yes' AS frame, ends_on::DATE AS ends_on, aware_on::DATE AS aware_on
        FROM {source} e JOIN cases USING (case_id)"""
    )
    return Data(con)


_TYPES = (
    "notification", "notification_assessed", "receipt_sent", "limited_investigation", "investigation", "provisional_assessment",
    "child_conversation", "companion_informed", "decision", "plan", "intervention", "placement", "follow_up",
)  # fmt: skip
_SECTIONS = (*c.ABOUT_THE_CHILD, "SEL-11-3", "SEL-54", "BL-30", "BL-20")

_JUDGE = f"""
CREATE OR REPLACE TABLE res AS
WITH
n AS MATERIALIZED (SELECT c, row, t, t::DATE AS d, timed, notifier FROM ev WHERE type = 'notification'),
d AS MATERIALIZED (SELECT c, row, t::DATE AS d, section, urgent, reason FROM ev WHERE type = 'decision'),
p AS MATERIALIZED (SELECT c, row, t::DATE AS d, frame FROM ev WHERE type = 'plan'),
n1 AS (
    SELECT n.c, n.row, n.d + 1 AS due, a.d AS actual, a.row AS evidence,
        CASE WHEN a.row IS NULL THEN {c.MISSING}
             WHEN n.timed AND a.timed THEN CASE WHEN a.t <= n.t + INTERVAL 24 HOUR THEN 0 ELSE {c.LATE} END
             WHEN a.d <= n.d THEN 0 WHEN a.d = n.d + 1 THEN {c.NO_TIME} ELSE {c.LATE} END AS reason
    FROM n ASOF LEFT JOIN (
        SELECT c, row, t, t::DATE AS d, timed, CASE WHEN timed THEN t ELSE (t + INTERVAL 86399 SECOND)::TIMESTAMP_S END AS k
        FROM ev WHERE type = 'notification_assessed') a ON n.c = a.c AND a.k >= n.t),
n4 AS (
    SELECT n.c, n.row, w.five AS due, r.d AS actual, r.row AS evidence,
        CASE WHEN n.notifier IS NULL THEN {c.DATA_MISSING} WHEN r.d <= w.six THEN 0 WHEN r.d <= w.five THEN {c.UNSETTLED}
             WHEN r.row IS NULL THEN {c.MISSING} ELSE {c.LATE} END AS reason
    FROM (SELECT * FROM n WHERE notifier IS NULL OR notifier <> 'anonymous') n
    ASOF LEFT JOIN (SELECT c, row, t::DATE AS d FROM ev WHERE type = 'receipt_sent') r ON n.c = r.c AND r.d >= n.d
    JOIN wd w ON w.d = n.d),
i4 AS (
    SELECT i.c, i.row, (i.aware_on + INTERVAL 4 MONTH)::DATE AS due, i.ends_on AS actual, i.row AS evidence, x.d <= due AS excused,
        CASE WHEN i.aware_on IS NULL THEN {c.DATA_MISSING} WHEN i.ends_on <= due THEN 0
             WHEN i.ends_on IS NULL THEN {c.MISSING} ELSE {c.LATE} END AS reason
    FROM (SELECT * FROM ev WHERE type = 'investigation') i
    LEFT JOIN (SELECT c, min(t)::DATE AS d FROM ev WHERE type = 'provisional_assessment' GROUP BY c) x USING (c)),
talk AS (
    SELECT d.c, d.row, any_value(d.d) AS due, any_value(d.section) AS section,
        max((x.d, x.row)) FILTER (x.d BETWEEN d.low AND d.d AND NOT x.omitted) AS hit,
        min((x.d, x.row)) FILTER (x.d > d.d AND NOT x.omitted) AS late,
        coalesce(bool_or(x.d BETWEEN d.low AND d.d AND x.omitted AND x.reason AND (d.d < DATE '2024-01-01' OR coalesce(x.alternative, false))), false) AS excused,
        min((x.d, x.row)) FILTER (x.d BETWEEN d.low AND d.d AND x.omitted) AS begun
    FROM (SELECT *, (d - INTERVAL 6 MONTH)::DATE AS low FROM d WHERE section IS NULL OR section IN {c.ABOUT_THE_CHILD}) d
    LEFT JOIN (SELECT c, row, t::DATE AS d, result = 'omitted' AS omitted, reason, alternative FROM ev WHERE type = 'child_conversation') x
        ON d.c = x.c
    GROUP BY d.c, d.row),
c1 AS (
    SELECT c, row, due, coalesce(hit, late)[1] AS actual, excused,
        CASE WHEN hit IS NULL AND late IS NULL AND section IS NOT NULL THEN begun[2] ELSE coalesce(hit, late)[2] END AS evidence,
        CASE WHEN section IS NULL THEN {c.DATA_MISSING} WHEN hit IS NOT NULL THEN 0 WHEN late IS NOT NULL THEN {c.LATE}
             WHEN begun IS NOT NULL THEN {c.INCOMPLETE} ELSE {c.MISSING} END AS reason
    FROM talk),
c5 AS (
    SELECT c, c AS row, sure AS due, coalesce(hit, late)[1] AS actual, coalesce(hit, late)[2] AS evidence,
        CASE WHEN sure IS NULL OR (perhaps < sure AND NOT told AND (hit IS NOT NULL OR sure >= DATE '{c.AS_OF}')) THEN {c.DATA_MISSING}
             WHEN hit IS NOT NULL THEN 0 WHEN late IS NOT NULL THEN {c.LATE} ELSE {c.MISSING} END AS reason
    FROM (
        SELECT f.c, any_value(sure) AS sure, any_value(perhaps) AS perhaps, coalesce(bool_or(x.d <= perhaps), false) AS told,
            max((x.d, x.row)) FILTER (x.d <= sure) AS hit, min((x.d, x.row)) FILTER (x.d > sure) AS late
        FROM (
            SELECT c, min(d) FILTER (section IS NOT NULL) AS sure, min(d) AS perhaps
            FROM d WHERE section IS NULL OR section IN {c.ABOUT_THE_CHILD} GROUP BY c) f
        LEFT JOIN (SELECT c, row, t::DATE AS d FROM ev WHERE type = 'companion_informed') x ON f.c = x.c
        GROUP BY f.c)),
p1 AS (
    SELECT c, row, due, coalesce(hit, late)[1] AS actual, coalesce(hit, late)[2] AS evidence, may_wait AND soon AS excused,
        CASE WHEN may_wait THEN limit_on ELSE due END AS until_on,
        CASE WHEN section IS NULL THEN {c.DATA_MISSING} WHEN hit IS NOT NULL THEN 0 WHEN late IS NOT NULL THEN {c.LATE} ELSE {c.MISSING} END AS reason
    FROM (
        SELECT d.c, d.row, any_value(d.d) AS due, any_value(d.section) AS section, any_value(d.limit_on) AS limit_on,
            any_value(d.may_wait) AS may_wait,
            max((p.d, p.row)) FILTER (p.d BETWEEN d.previous AND d.d) AS hit, min((p.d, p.row)) FILTER (p.d > d.d) AS late,
            coalesce(bool_or(p.d BETWEEN d.previous AND d.limit_on), false) AS soon
        FROM (
            SELECT c, row, d, section, (d + INTERVAL 4 MONTH)::DATE AS limit_on,
                d < DATE '2024-01-01' AND coalesce(urgent, false) AND reason AS may_wait,
                lag(d, 1, DATE '0001-01-01') OVER (
                    PARTITION BY c, CASE WHEN section = 'SEL-52-3-7' THEN 'SEL-52-3-3' ELSE section END ORDER BY d) AS previous
            FROM d WHERE section IS NULL OR section IN {(*c.PLAN_OLD, *c.PLAN_NEW)}
            QUALIFY section IS NULL OR (section IN {c.PLAN_OLD} AND d < DATE '2024-01-01') OR (section = 'BL-47' AND d >= DATE '2024-01-01')) d
        LEFT JOIN p ON d.c = p.c
        GROUP BY d.c, d.row)),
s1 AS (
    SELECT u.c, u.row, any_value(u.d) AS due,
        CASE WHEN bool_or(g.sure) THEN 0 WHEN bool_or(NOT g.sure) THEN {c.DATA_MISSING} ELSE {c.MISSING} END AS reason
    FROM (
        SELECT c, row, t::DATE AS d, lag(t::DATE, 1, DATE '0001-01-01') OVER w AS previous, lead(t::DATE, 1, DATE '9999-01-01') OVER w AS following
        FROM ev WHERE type = 'placement' WINDOW w AS (PARTITION BY c ORDER BY t)) u
    LEFT JOIN (
        SELECT c, d, section IS NOT NULL AS sure FROM d WHERE section IS NULL OR section IN {c.CONTACT}
        UNION ALL SELECT c, d, true FROM p WHERE frame) g ON u.c = g.c AND g.d >= u.previous AND g.d < u.following
    GROUP BY u.c, u.row),
u AS MATERIALIZED (SELECT c, row, t::DATE AS d, ends_on FROM ev WHERE type IN ('intervention', 'placement')),
f1 AS (
    SELECT c, row, due, hit[1] AS actual, hit[2] AS evidence, ends_on <= due AS excused,
        CASE WHEN hit IS NULL THEN {c.MISSING} WHEN hit[1] <= due THEN 0 ELSE {c.LATE} END AS reason
    FROM (
        SELECT u.c, u.row, least((any_value(u.d) + INTERVAL 3 MONTH)::DATE, any_value(e.ended)) AS due, any_value(u.ends_on) AS ends_on,
            min((f.d, f.row)) FILTER (f.d >= u.d) AS hit
        FROM u
        LEFT JOIN (
            SELECT u.row, min(i.ends_on) AS ended
            FROM u JOIN ev i ON u.c = i.c AND i.type IN ('investigation', 'limited_investigation') AND i.t::DATE <= u.d AND i.ends_on > u.d
            WHERE u.d >= DATE '2024-01-01' GROUP BY u.row) e ON u.row = e.row
        LEFT JOIN (SELECT c, row, t::DATE AS d FROM ev WHERE type = 'follow_up') f ON u.c = f.c
        GROUP BY u.c, u.row)),
every AS (
    SELECT {c.N1} AS rule, c, row, due, actual, evidence, reason, false AS excused, due AS until_on FROM n1
    UNION ALL SELECT {c.N4}, c, row, due, actual, evidence, reason, false, due FROM n4
    UNION ALL SELECT {c.I4}, c, row, due, actual, evidence, reason, excused, due FROM i4
    UNION ALL SELECT {c.C1}, c, row, due, actual, evidence, reason, excused, due FROM c1
    UNION ALL SELECT {c.C5}, c, row, due, actual, evidence, reason, false, due FROM c5
    UNION ALL SELECT {c.P1}, c, row, due, actual, evidence, reason, excused, until_on FROM p1
    UNION ALL SELECT {c.S1}, c, row, due, NULL, NULL, reason, false, due FROM s1
    UNION ALL SELECT {c.F1}, c, row, due, actual, evidence, reason, excused, due FROM f1)
SELECT rule::TINYINT AS rule, c, row AS unit,
    CASE WHEN reason = 0 THEN {c.MET} WHEN reason >= {c.DATA_MISSING} THEN {c.UNKNOWN}
         WHEN due >= DATE '{c.AS_OF}' THEN {c.PENDING} WHEN excused THEN {c.EXCUSED} WHEN until_on >= DATE '{c.AS_OF}' THEN {c.PENDING} ELSE {c.BREACHED} END::TINYINT AS outcome,
    CASE WHEN outcome IN ({c.BREACHED}, {c.UNKNOWN}) THEN reason ELSE 0 END::TINYINT AS reason, due, actual, evidence
FROM every
"""


def judge(data: Data) -> Result:
    """Judge all units by all duties."""
    import pyarrow as pa

    con = data.con
    days, five, six = c.working_days(6)
    calendar = pa.table({"d": days, "five": five, "six": six})
    con.register("calendar", calendar)
    con.execute("CREATE OR REPLACE TEMP TABLE wd AS SELECT * FROM calendar")
    con.execute(_JUDGE)
    findings = con.sql(
        f"""SELECT rule, c AS "case", case_id, unit, outcome, reason, due, actual, evidence
        FROM res JOIN cases USING (c) WHERE outcome IN ({c.BREACHED}, {c.UNKNOWN})"""
    ).to_arrow_table()
    return Result(con, findings, _counts(con))


def _counts(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
    found = {(r, o): n for r, o, n in con.execute("SELECT rule, outcome, count(*) FROM res GROUP BY ALL").fetchall()}
    of_type = dict(con.execute("SELECT type, count(*) FROM ev GROUP BY type").fetchall())
    cases = con.execute("SELECT count(*) FROM cases").fetchall()[0][0]
    about = (
        of_type["notification"], of_type["notification"], of_type["investigation"], of_type["decision"], cases,
        of_type["decision"], of_type["placement"], of_type["placement"] + of_type["intervention"],
    )  # fmt: skip
    out = {}
    for i, rule in enumerate(c.RULES):
        out[rule] = {o: found.get((i, j), 0) for j, o in enumerate(c.OUTCOMES)}
        out[rule]["not_applicable"] = about[i] - sum(out[rule].values())
    return out


def write(result: Result, path: Path) -> None:
    """Write the findings as CSV, in words."""
    result.con.register("findings", result.findings)
    named = ", ".join(
        f"{list(v)}[{k} + 1] AS {k}" for k, v in (("rule", c.RULES), ("outcome", c.OUTCOMES), ("reason", c.REASONS))
    )
    result.con.execute(f"COPY (SELECT * EXCLUDE (\"case\") REPLACE ({named}) FROM findings) TO '{path}' (HEADER)")


def plain(result: Result) -> c.Plain:
    """The result in the common shape."""
    u = result.con.execute("SELECT rule, unit, outcome, reason FROM res").fetchnumpy()
    f = {name: result.findings[name] for name in c.FINDING_COLUMNS}
    columns = []
    for name in c.FINDING_COLUMNS:
        if name in ("due", "actual"):
            columns.append(c.day_numbers(f[name].to_numpy()))
        else:
            columns.append(f[name].fill_null(-1).to_numpy())
    return c.Plain(result.counts, c.rows_of([u[name] for name in c.UNIT_COLUMNS]), c.rows_of(columns))
