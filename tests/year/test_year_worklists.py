"""The worklists of a year: every row where a clerk with a ledger would put it, and nothing that people wrote is lost."""

from __future__ import annotations

import json
from collections import Counter

from recount import Remembered, next_list
from scripted import MISSED, WEEKS, monday

from caseaudit.coverage import coverage
from caseaudit.model.dataset import Schema
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.runs.key import load_key
from worklists_read import lines

READ = {1, 2, 14, 16, 18, 24, 29, 30, 31, 37, 38, 39, 44, 45, 51, 52}

SHEETS = {"overdue": "Over fristen", "soon": "Frist inden for 14 dage", "data": "Fejl i data", "learning": "Til læring"}


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
