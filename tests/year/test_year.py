"""A whole year of scheduled control, whose every number is counted once more from what the runs keep."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))
import scripted
from recount import Kept, Remembered, followed, next_list, share, tallies
from scripted import MERGED, MISSED, QUARTERS, RENAMED, RULE, RULE_CHANGE, SYSTEM_CHANGE, WEEKS, monday

from caseaudit.coverage import coverage
from caseaudit.engine import Settings
from caseaudit.model.dataset import Schema
from caseaudit.resources import data_dir
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.runs.key import load_key
from oracle.evaluate import evaluate
from plain_figures import Plain
from worklists_read import lines

BYS = ("", "rule", "theme", "unit", "team")
READ = {1, 2, 14, 16, 18, 24, 29, 30, 31, 37, 38, 39, 44, 45, 51, 52}
"""Weeks whose workbooks are read cell by cell; what is remembered is compared in every week."""
YES_NO = {
    "consent", "alternative", "urgent", "goals", "contact_frame", "with_child", "plan_needed", "reasoned", "appeal_guidance",
    "heard",
}  # fmt: skip
SHEETS = {"overdue": "Over fristen", "soon": "Frist inden for 14 dage", "data": "Fejl i data", "learning": "Til læring"}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        made = scripted.play(tmp_path_factory.mktemp("aar") / "kommune", patch)
        made.today = date(2026, 10, 11)
        yield made


@pytest.fixture(scope="module")
def kept(year):
    """Every run as it lies on disk, by its name in the script."""
    return {m.name: Kept(year.runs / m.run) for m in year.made}


def weekly(year, kept):
    return [kept[m.name] for m in year.weekly]


def test_the_year_went_as_it_was_written(year, kept):
    """51 of 52 weeks and 4 quarters ran; the rule, the system, the shape of the export and the teams changed when they should."""
    assert [m.on for m in year.weekly] == [monday(w) for w in range(1, WEEKS + 1) if w != MISSED]
    assert [m.period for m in year.quarterly] == list(QUARTERS)
    for m in year.made:
        manifest = kept[m.name].manifest
        assert [s["profile"] for s in manifest["sources"]][:1] == (
            ["wide-danish"] if m.on >= monday(SYSTEM_CHANGE) else ["canonical"]
        )
        assert manifest["as_of"] == m.on.isoformat()
    digests = [kept[m.name].manifest["rule_files"][RULE] for m in year.weekly]
    assert digests.index(digests[-1]) == RULE_CHANGE - 2
    teams = [{r.team for r in k.rows} for k in weekly(year, kept)]
    assert "Modtagelse" in teams[RENAMED - 2]
    assert "Visitation" in teams[RENAMED - 1]
    assert "Undersøgelse" in teams[MERGED - 3]
    assert not {"Undersøgelse", "Børn", "Modtagelse"} & teams[MERGED - 2]


@pytest.mark.parametrize("week", [1, 16, 29, 30, 38, 52])
def test_the_outcomes_of_a_week_are_those_of_the_slow_evaluator(year, kept, week):
    """For every unit of every rule: read from the kept tables and judged row by row in plain Python."""
    run = kept[f"uge {week}"]
    m = run.manifest
    s = m["schema"]
    schema = Schema(
        frozenset(s["columns"]), frozenset(s["case_columns"]), frozenset(s["types"]), s["linked"],
        {t: frozenset(c) for t, c in s["by_type"].items()},
    )  # fmt: skip
    book = load_rulebook((year.folder / "egne",) if week >= RULE_CHANGE else ())
    ids = {e["event_id"]: (e["type"], e["at"].date().isoformat()) for e in run.events}
    cases, events = ([_plain(x) for x in t] for t in (run.cases, run.events))
    told = evaluate(book.rules, cases, events, schema, Settings(**m["readings"]), run.on)
    of_case = {r.id for r in book.rules if r.of_case}
    whose = {e["event_id"]: str(e["case_id"]) for e in run.events}
    wanted = {
        (rule, unit, "case", "") if rule in of_case else (rule, whose[unit], *ids[unit]): (r.outcome, r.reason)
        for (rule, unit), r in told.items()
    }
    assert {i: (r.outcome, r.reason) for i, r in run.by_id.items()} == wanted
    assert len(wanted) > 1000


def _plain(record):
    """A kept record as the evaluator reads it: blanks left out, days, moments where the clock is told, yes and no."""
    out = {}
    for name, value in record.items():
        if name in ("source", "row", "timed"):
            continue
        if name == "reason":
            kept = "documented" if value else None
        elif name in YES_NO:
            kept = {1: "yes", 0: "no"}.get(int(value))
        elif isinstance(value, datetime):
            clock = name == "at" and record["timed"]
            kept = value.to_pydatetime() if clock else value.date() if name == "at" else value.date().isoformat()
        else:
            kept = value
        if kept not in (None, ""):
            out[name] = kept
    return out


# ----------------------------------------------------------------------------------------------------------------- trend


def trend_of(year, *argv):
    return json.loads(year.call("trend", *argv, "--format", "json"))


def like(year, name):
    return ("--like", next(m.run for m in year.made if m.name == name))


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("rhythm", ["weekly", "quarterly"])
def test_every_point_of_the_trend_is_counted_again(year, kept, by, rhythm):
    """51 weeks and 4 quarters, as a whole and by rule, theme, unit and team: each number, and that no series is left out."""
    made = getattr(year, rhythm)
    told = trend_of(year, *(("--by", by) if by else ()), *like(year, made[-1].name))
    ends = {"2025Q4": "2025-12-31", "2026Q1": "2026-03-31", "2026Q2": "2026-06-30", "2026Q3": "2026-09-30"}
    assert [p["run"] for p in told["points"]] == [m.run for m in made]
    assert [p["on"] for p in told["points"]] == [ends.get(m.period, m.on.isoformat()) for m in made]
    wanted = [tallies(kept[m.name].rows, by) for m in made]
    names = {name for w in wanted for name in w}
    more = [s for s in told["series"] if s["id"] not in names]
    assert len(told["series"]) == len(names) + len(more)
    assert by == "rule" or not more
    assert not any(p and (p["judged"] or p["pending"] or p["unknown"]) for s in more for p in s["points"]), (
        "advice alone"
    )
    compared = 0
    for s in told["series"]:
        for point, week in zip(s["points"], wanted, strict=True):
            if (mine := week.get(s["id"])) is None:
                assert point is None or not any(point[k] for k in ("judged", "pending", "unknown"))
                continue
            good, judged = share(mine)
            percent = round(100 * good / judged, 4) if judged >= 5 else None
            assert point == {"good": good, "judged": judged, "percent": percent, **mine}, (s["id"], week)
            compared += 1
    assert compared >= len(made)


def test_the_series_is_broken_where_the_rule_and_the_system_changed_and_nowhere_else(year):
    """Weekly: the rule at week 30, the system (known from the runs and told in caseaudit.toml) at week 38."""
    told = trend_of(year, "--by", "rule", *like(year, "uge 52"))
    at = {p["on"]: n for n, p in enumerate(told["points"])}
    rule, system = (monday(w).isoformat() for w in (RULE_CHANGE, SYSTEM_CHANGE))
    assert [(b["kind"], b["at"], b["on"], b["rules"]) for b in told["breaks"]] == [
        ("rules", at[rule], rule, [RULE]),
        ("system", at[system], system, []),
        ("told", at[system], system, []),
    ]
    rows = year.call("trend", "--by", "rule", *like(year, "uge 52"), "--format", "csv").lstrip("\ufeff").splitlines()
    broken = [r for r in rows if "rules: 1 regel" in r]
    assert len(broken) == 1, "only the series of the rule itself is broken by it"
    assert RULE in broken[0]
    assert rule in broken[0]


def test_the_quarters_are_broken_by_what_came_between_them(year):
    told = trend_of(year, *like(year, "2026Q3"))
    assert [(b["kind"], b["at"]) for b in told["breaks"]] == [("rules", 2), ("system", 2), ("told", 2)]


def test_a_team_is_in_the_trend_for_the_weeks_that_it_existed(year):
    """The renamed and the merged teams end, and the new ones begin, in the week of the reorganisation."""
    told = trend_of(year, "--by", "team", *like(year, "uge 52"))
    days = [p["on"] for p in told["points"]]
    there = {s["id"]: [d for d, p in zip(days, s["points"], strict=True) if p] for s in told["series"]}
    renamed, merged = monday(RENAMED).isoformat(), monday(MERGED).isoformat()
    assert max(there["Modtagelse"]) < renamed == min(there["Visitation"])
    assert max(there["Undersøgelse"] + there["Børn"]) < merged == min(there["Børn og familie"])
    assert len(there["Anbringelse"]) == len(days)


def test_exactly_the_missed_week_is_missed_on_every_later_day(year):
    """Also on the Monday after it, also at the end of the year, with the usual days of grace."""
    week = (monday(MISSED).isoformat(), (monday(MISSED) + timedelta(days=6)).isoformat())
    for on in (monday(MISSED + 1), monday(MISSED + 9), monday(WEEKS), date(2026, 10, 11)):
        told = json.loads(year.call("history", "missed", "--as-of", on, "--format", "json"))
        assert [(r["name"], r["first"], r["last"]) for r in told["rounds"] if r["state"] == "missed"] == [
            ("Ugekontrol", *week)
        ]
        assert not [r for r in told["rounds"] if r["state"] in ("late", "short")]
    told = json.loads(year.call("history", "missed", "--as-of", monday(MISSED), "--format", "json", "--all"))
    assert not [r for r in told["rounds"] if r["state"] == "missed"]
    assert [(r["name"], r["first"]) for r in trend_of(year)["missed"]] == [("Ugekontrol", week[0])]
    assert year.call("history", "missed", "--as-of", "2026-10-11", "--fail", code=1).count("IKKE HOLDT") == 1


# --------------------------------------------------------------------------------------------------------------- compare

PAIRS = [(1, 2), (1, 29), (16, 18), (29, 30), (28, 45), (37, 38), (38, 52), (1, 52)]
QUARTERLY = [("2025Q4", "2026Q1"), ("2025Q4", "2026Q3")]


@pytest.mark.parametrize(("a", "b"), [*((f"uge {a}", f"uge {b}") for a, b in PAIRS), *QUARTERLY])
def test_what_is_new_closed_reopened_and_still_open_is_counted_again(year, kept, a, b):
    """From the outcomes alone, by case, rule and event: the sets, case for case, and what became of those that are closed."""
    before, now = kept[a], kept[b]
    told = json.loads(
        year.call("history", "compare", before.folder.name, now.folder.name, "--cases", "--format", "json")
    )
    changed = {RULE} if before.manifest["rule_files"][RULE] != now.manifest["rule_files"][RULE] else set()
    assert set(told["rules_changed"]) == changed
    assert not told["rules_only_before"] + told["rules_only_now"]
    same = {r for r in now.manifest["rules_run"] if r not in changed}
    made = year.weekly if a.startswith("uge") else year.quarterly
    row = [kept[m.name] for m in made if m.on < now.on]
    mine = followed(row, before, now, same)
    if RULE in same and now.on < monday(RULE_CHANGE):  # judged again by another rule than it was found under
        ended = [i for i in mine["closed"] if i[0] == RULE]
        for i in ended:
            mine["how"][now.by_id[i].outcome if i in now.by_id else "gone"] -= 1
        mine["how"]["rule_changed"] += len(ended)
    kinds = Counter(mine["kinds"].values())
    said = told["breaches"]
    assert {k: said[k] for k in ("new", "reopened", "still", "closed")} == {
        "new": kinds["new"], "reopened": kinds["reopened"], "still": kinds["still"], "closed": len(mine["closed"]),
    }  # fmt: skip
    assert said["closed_how"] == {k: n for k, n in mine["how"].items() if n}
    assert said["oldest_days"] == mine["oldest"]
    listed = Counter((c["kind"], c["rule"], c["case"]) for c in said["cases"])
    wanted = Counter((k, i[0], i[1]) for i, k in mine["kinds"].items())
    assert listed == wanted + Counter(("closed", i[0], i[1]) for i in mine["closed"])
    _lines_of(told, before, now, same)


def _lines_of(told, before, now, same):
    """Both denominators of every line: the total, the themes, the rules, the units and the teams that are in both."""
    for part, by in (("total", ""), ("theme", "theme"), ("rule", "rule"), ("unit", "unit"), ("team", "team")):
        then, here = (tallies((r for r in k.rows if r.id[0] in same), by) for k in (before, now))
        found = {x["id"]: x for x in told["lines"] if x["part"] == part and (by != "rule" or x["id"] in then | here)}
        if by in ("unit", "team"):
            assert found.keys() == then.keys() & here.keys()
        for name, x in found.items():
            for side, mine in (("before", then.get(name)), ("now", here.get(name))):
                if mine is None:
                    continue
                good, judged = share(mine)
                counted = {k: x[side][k] for k in ("good", "judged", "breached", "pending", "unknown")}
                assert counted == {
                    "good": good,
                    "judged": judged,
                    **{k: mine[k] for k in ("breached", "pending", "unknown")},
                }


def test_the_year_has_all_kinds_of_change(year, kept):
    """The recount above would prove nothing of reopened breaches if there were none."""
    seen = Counter()
    runs = weekly(year, kept)
    for n in range(1, len(runs)):
        mine = followed(runs[:n], runs[n - 1], runs[n], set(runs[n].manifest["rules_run"]))
        seen += Counter(mine["kinds"].values()) + Counter(closed=len(mine["closed"]))
    assert all(seen[k] for k in ("new", "reopened", "still", "closed")), seen


def test_a_new_export_of_the_same_day_is_told_apart_from_no_finding(year, kept):
    """Rows in another order and other event ids in every export, and another shape from week 38: what stood open still does."""
    a, b = kept["uge 37"], kept["uge 38"]
    both = a.breaches & b.breaches
    assert len(both) > 0.8 * len(a.breaches)


# -------------------------------------------------------------------------------------------------------------- worklist


def test_every_row_of_every_worklist_is_where_a_clerk_with_a_ledger_would_put_it(year, kept):
    """51 lists: what is overdue, due in 14 days, new since last, closed, reopened and gone; and on whose list."""
    secret = load_key(year.key, year.runs)
    ledger: dict[tuple, Remembered] = {}
    names, before, seen = {}, None, Counter()
    for m in year.weekly:
        run, week = kept[m.name], 1 + (m.on - monday(1)).days // 7
        names |= {r.key(secret): r.id for r in run.rows}
        for key in year.written.get(week - 1 if week != MISSED + 1 else week - 2, {}):
            if (mine := names.get(key[4:36])) in ledger:
                ledger[mine].wrote = True
        shown = next_list(ledger, run, blind_rules(run, year, week))
        _remembered(m, ledger, names)
        if week not in READ:
            before = run
            continue
        rows = [(path, x) for path in sorted(m.worklist.glob("*.xlsx")) for x in lines(path)]
        for part, sheet in SHEETS.items():
            mine = Counter(names[key_of(x)] for _, x in rows if x.sheet == sheet and key_of(x) in names)
            assert mine == Counter(i for i, s in shown.items() if s == part), (m.name, sheet)
            seen[part] += mine.total()
        closed = Counter((x.key[4:36], x.cells["Lukket den"][:10]) for _, x in rows if x.sheet == "Lukket")
        wanted = {i: r.closed for i, r in ledger.items() if r.closed}
        assert Counter({names[k]: 1 for k, _ in closed}) == Counter(dict.fromkeys(wanted, 1)), m.name
        gone = {names[key_of(x)] for _, x in rows if x.sheet == "Ikke længere i udtrækket"}
        assert gone == {i for i, r in ledger.items() if r.gone and not r.closed}, m.name
        fresh = Counter(x.cells["Sag"] for _, x in rows if x.sheet == "Nye siden sidst")
        if before:
            new = [i for i in shown if i in run.found and i not in before.found]
            quality = sum(1 for _, x in rows if x.sheet == "Nye siden sidst") - len(new)
            assert fresh == Counter(i[1] for i in new), (m.name, quality)
        for _, x in rows:
            told = x.cells.get("På listen", "")
            if key_of(x) in names and x.sheet in (SHEETS["overdue"], SHEETS["soon"]):
                mine = ledger[names[key_of(x)]]
                assert ("Genåbnet" in told) == bool(mine.reopened), (m.name, told)
                seen["reopened"] += bool(mine.reopened)
        for path in sorted(m.worklist.glob("*.xlsx")):
            units = {
                run.by_id[names[key_of(x)]].unit
                for p, x in rows
                if p == path and x.sheet in SHEETS.values() and key_of(x) in names
            }
            assert len(units) == 1, path.name
        seen["closed"] += len(wanted)
        seen["gone"] += len(gone)
        before = run
    assert all(seen[k] for k in (*SHEETS, "reopened", "closed", "gone")), seen


def _remembered(made, ledger, names):
    """What the tool remembers of every row, also of those that stand on no sheet this week."""
    state = json.loads(
        (made.worklist.parent.parent / "worklists" / f"{made.run}-unit" / "liste.json").read_text(encoding="utf-8")
    )
    told = {
        names[e["key"]]: (e["section"], *(e.get(d) for d in ("since", "closed_on", "gone_on", "reopened_on")))
        for e in state["entries"] if e["key"] in names
    }  # fmt: skip
    iso = {i: [d and d.isoformat() for d in (r.since, r.closed, r.gone, r.reopened)] for i, r in ledger.items()}
    assert told == {i: (r.section, *iso[i]) for i, r in ledger.items()}, made.name


def key_of(line):
    return line.key[4:36]


def blind_rules(run, year, week):
    """Rules that the whole export cannot feed: every unit asked is unknown, and the columns or types are not there."""
    s, asked = run.manifest["schema"], {}
    for r in run.rows:
        if r.outcome != "not_applicable":
            asked.setdefault(r.id[0], set()).add(r.outcome)
    silent = {rule for rule, found in asked.items() if found == {"unknown"}}
    schema = Schema(
        frozenset(s["columns"]), frozenset(s["case_columns"]), frozenset(s["types"]), s["linked"],
        {t: frozenset(c) for t, c in s["by_type"].items()},
    )  # fmt: skip
    rules = [f.rule for name, f in load_rulebook(()).files.items() if name in silent]
    return {c.rule.id for c in coverage(rules, schema, {}) if not c.can_run}


def test_what_people_wrote_is_there_to_the_end_of_the_year(year):
    """The last remark on each row is remembered word for word, and stands on some sheet of the last list."""
    said = {}
    for week in sorted(year.written):
        said |= year.written[week]
    last = [x for path in sorted(year.week(WEEKS).worklist.glob("*.xlsx")) for x in lines(path)]
    there = {x.key: x for x in last if x.key and "Bemærkning" in x.cells}
    for key, (status, responsible, remark) in said.items():
        assert key in there
        assert there[key].written[1:] == (responsible, remark)
        assert there[key].written[0] == status or (status == "Afsluttet" and there[key].written[0] == "Ny")
    assert len(said) > 30


# --------------------------------------------------------------------------------------------------- reports and figures


def test_the_report_lays_the_year_beside_its_beginning_with_the_recounted_numbers(year, kept):
    """Theme by theme and in all: the law before and now, both denominators, and what became of the breaches."""
    a, b = kept["uge 31"], kept["uge 52"]
    year.call("report", "build", "--run", b.folder.name, "--previous", a.folder.name, "--format", "md", "-o", "rapport")
    text = next((year.folder / "rapport").glob("*.md")).read_text(encoding="utf-8")
    chapter = text[text.index("## Før og nu") :]
    tables = [t for t in _tables(chapter[: chapter.index("\n## ", 5)]) if t[0][0] == "Tema"]
    titles = {t["id"]: t["title"]["da"] for t in yaml.safe_load((data_dir("rules") / "themes.yaml").read_text("utf-8"))}
    mine = followed([kept[m.name] for m in year.weekly if m.on < b.on], a, b, set(b.manifest["rules_run"]))
    theme = {r.id: r.theme for k in (a, b) for r in k.rows}
    kinds = Counter((part, kind) for i, kind in mine["kinds"].items() for part in (titles[theme[i]], "Alle temaer"))
    kinds += Counter((part, "closed") for i in mine["closed"] for part in (titles[theme[i]], "Alle temaer"))
    levels, cases = ({row[0]: row[1:] for row in t[1:]} for t in tables[:2])
    for row in cases:
        assert [_number(c) for c in cases[row]] == [kinds[row, k] for k in ("new", "reopened", "still", "closed")], row
    assert cases.keys() == {part for part, _ in kinds}
    shares = [
        {"Alle temaer": tallies(k.rows, "")[""], **{titles[t]: n for t, n in tallies(k.rows, "theme").items()}}
        for k in (a, b)
    ]
    for row, cells in levels.items():
        for side, cell in zip(shares, (cells[0], cells[2]), strict=True):
            good, judged = share(side[row])
            assert cell.replace(".", "") == (f"{good} af {judged}" if judged else "-"), row
    assert kinds["Alle temaer", "reopened"]
    assert "Skift til DUBU 3" in chapter
    assert "fra DUBU, nu fra DUBU 3" in chapter


def _tables(text):
    """The tables of a Markdown text: rows of plain cells, the heading first."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [[c.strip(" *") for c in line.strip().strip("|").split("|")] for line in block.splitlines()]
        yield [r for r in rows if set("".join(r)) - set("-: ")]


def _number(cell):
    return 0 if cell == "-" else int(cell.replace(".", ""))


def test_the_key_figures_of_the_last_week_are_those_of_a_plain_recount(year, kept):
    """As the figures' own test does it, here on the run that was kept from the new system's export."""
    run = kept["uge 37"]
    told = json.loads(year.call("figures", "--run", run.folder.name, "--format", "json"))
    first, last = (date.fromisoformat(d) for d in told["period"])
    plain = Plain(run.cases, run.events, run.on, first, last)
    compared = 0
    for f in told["figures"]:
        if f["id"] in ("notifications-per-month", "caseworker-changes") or (
            f["value"] is None and f["denominator"] is None
        ):
            continue
        value, numerator, denominator, missing = getattr(plain, f["id"].replace("-", "_"))()
        assert (f["numerator"], f["denominator"], f["missing"]) == (numerator, denominator, missing), f["id"]
        if f["value"] is not None:  # no share or median of a handful
            assert f["value"] == pytest.approx(value, abs=0.05), f["id"]
        compared += 1
    assert compared >= 15


# ------------------------------------------------------------------------------------------------ canaries and sameness


def secrets(year):
    """Every case id, CPR number, caseworker and free text of the year."""
    cases = year.cases.cases
    names = {c.case_id for c in cases} | {str(c.attributes["child_id"]) for c in cases}
    names |= {n.replace("-", "") for n in names if re.fullmatch(r"\d{6}-\d{4}", n)}
    return (
        names
        | {scripted.PERSON, scripted.TEXT, scripted.REMARK, "moderen"}
        | {str(c.attributes["caseworker"]) for c in cases}
    )


def leaked(text, names):
    """Which of them stand in a text; case ids and numbers as whole words."""
    flat = re.sub(r"\r?\n[ \t]", "", text.casefold())  # a calendar breaks its lines
    return sorted(
        n for n in names if (at := n.casefold()) in flat and re.search(rf"(?<!\w){re.escape(at)}(?!\w)", flat)
    )


def test_nothing_of_a_case_leaves_in_a_whole_year(year):
    """CI files, stderr, log, messages and calendars of all 55 runs, and trend, compare and missed as they are by default."""
    names = secrets(year)
    sheets = [x.cells["Sag"] for path in year.week(1).worklist.glob("*.xlsx") for x in lines(path)]
    assert leaked("\n".join(sheets), names), "the canaries are there to be found"
    told = {m.name: m.answer for m in year.made}
    told |= {str(p): p.read_text(encoding="utf-8") for m in year.weekly for p in m.calendars}
    told |= {n: Path(n).read_text(encoding="utf-8") for n in ("log.txt", "beskeder")}
    assert sum(len(m.calendars) for m in year.weekly) > 30
    a, b = year.week(1).run, year.week(WEEKS).run
    for by in BYS:
        for form in ("table", "csv", "json", "svg"):
            argv = ("trend", *(("--by", by) if by else ()), "--format", form)
            told[" ".join(argv)] = year.call(*argv) + year.said
    for form in ("table", "json", "csv", "markdown"):
        told[f"compare {form}"] = year.call("history", "compare", a, b, "--all", "--format", form) + year.said
    told["missed"] = year.call("history", "missed", "--all") + year.said
    told["list"] = year.call("history", "list") + year.said
    assert all(told.values())
    assert {k: leaked(v, names) for k, v in told.items() if leaked(v, names)} == {}


def test_the_same_question_has_the_same_answer(year):
    for argv in (
        ("trend", "--by", "team", "--format", "svg"),
        ("history", "compare", year.week(1).run, year.week(52).run, "--all"),
    ):
        assert year.call(*argv) == year.call(*argv)


def test_the_same_weeks_exported_anew_give_the_same_numbers(year, tmp_path):
    """Rows in another order, other event ids and a key of its own: the same trend and the same changes."""
    weeks, asked = 5, ("history", "compare")
    mine = {by: points(trend_of(year, *_by(by), *like(year, "uge 1"))) for by in BYS}
    change = json.loads(year.call(*asked, year.week(1).run, year.week(weeks).run, "--format", "json"))
    with pytest.MonkeyPatch.context() as patch:
        other = scripted.play(tmp_path / "nabo", patch, weeks=weeks, seed=9)
        for by in BYS:
            assert points(trend_of(other, *_by(by))) == {k: v[:weeks] for k, v in mine[by].items() if any(v[:weeks])}
        again = json.loads(other.call(*asked, other.week(1).run, other.week(weeks).run, "--format", "json"))
        for said in (change, again):
            said["before"]["id"] = said["now"]["id"] = ""
            said["breaches"].pop("closed_how")  # tells of a rule that has changed since, which it has not there
        assert again == change


def test_a_quarter_without_a_run_is_told_between_two_measurements(tmp_path):
    """Two runs of one theme, in November and in August: the two quarters between them are named."""
    with pytest.MonkeyPatch.context() as patch:
        year = scripted.play(tmp_path / "nabo", patch, weeks=1)
        for on in ("2025-11-03", "2026-08-03"):
            year.today = date.fromisoformat(on)
            year.call("check", "udtraek", "--as-of", on, "--theme", "plan", "--exit-zero")
        told, gap = trend_of(year)["breaks"]
        assert (told["kind"], gap["kind"], gap["what"]) == ("told", "quarter", "ingen kørsel i 2026Q1, 2026Q2")


def _by(by):
    return ("--by", by) if by else ()


def points(told):
    return {s["id"]: s["points"] for s in told["series"]}
