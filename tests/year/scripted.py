"""A year of weekly and quarterly control, played through the command line on demo cases cut at each day.

52 weeks of which one has no run, 4 quarters, a changed limit from week 30, another case system and another shape of export
from week 38, and two reorganisations of teams. Rows and event ids are new in every export, as they are in a real one.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from caseaudit.cli import common
from caseaudit.cli.entry import run as command_line
from caseaudit.demo import canonical, wide
from caseaudit.demo.generate import generate
from caseaudit.demo.model import Case, Event, Synthetic
from caseaudit.demo.wide_rows import HEADERS, rows_of
from caseaudit.resources import data_dir
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.runs import keeping
from worklists_read import fill, lines

FIRST = date(2025, 10, 6)
"""A Monday; the week of day 0 is number 1."""
WEEKS, MISSED, RULE_CHANGE, SYSTEM_CHANGE = 52, 17, 30, 38
RENAMED, MERGED = 14, 44
QUARTERS = {
    "2025Q4": date(2026, 1, 9),
    "2026Q1": date(2026, 4, 10),
    "2026Q2": date(2026, 7, 10),
    "2026Q3": date(2026, 10, 9),
}
RULE, WAS, NOW = "receipt-within-6-working-days", "by: at + 6 working days", "by: at + 2 working days"
PERSON, TEXT, REMARK = "Kanariefugl", "moderen fortalte om en kanariefugl", "aftalt med Kanariefugl"
SLOW = (
    "plan",
    "follow_up",
    "child_conversation",
    "supervision_visit",
    "receipt_sent",
    "investigation",
    "decision_sent",
)
CI = ("junit", "gitlab", "github", "sarif")
TELL = "import sys; open('beskeder', 'ab').write(sys.stdin.buffer.read() + bytes([10]))"


def monday(week: int) -> date:
    return FIRST + timedelta(weeks=week - 1)


def team_of(name: str, week: int) -> str:
    """Week 14: Modtagelse is renamed. Week 44: two teams become one."""
    if week >= RENAMED and name == "Modtagelse":
        name = "Visitation"
    return "Børn og familie" if week >= MERGED and name in ("Børn", "Undersøgelse") else name


@dataclass
class Made:
    """One run of the year."""

    name: str
    on: date
    run: str
    answer: str
    period: str = ""
    worklist: Path | None = None
    calendars: list[Path] = field(default_factory=list)


@dataclass
class Year:
    """What the year left behind. `written`: for each week what people wrote on which row, by the row's hidden key."""

    folder: Path
    made: list[Made] = field(default_factory=list)
    written: dict[int, dict[str, tuple[str, str, str]]] = field(default_factory=dict)
    cases: Synthetic | None = None
    today: date = FIRST

    @property
    def runs(self) -> Path:
        return self.folder / "runs"

    @property
    def key(self) -> Path:
        return self.folder.parent / "noegle" / "pseudonym.key"

    @property
    def weekly(self) -> list[Made]:
        return [m for m in self.made if not m.period]

    @property
    def quarterly(self) -> list[Made]:
        return [m for m in self.made if m.period]

    def week(self, number: int) -> Made:
        return next(m for m in self.weekly if m.on == monday(number))

    def call(self, *argv: object, code: int | None = 0) -> str:
        """A command line; what it says on both streams, and data alone where it gave some."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            got = int(command_line([str(a) for a in argv]))
        assert code is None or got == code, (argv, got, out.getvalue()[-2000:], err.getvalue()[-2000:])
        assert "Traceback" not in err.getvalue()
        self.said = err.getvalue()
        return out.getvalue()


def cut(whole: Synthetic, on: date, week: int) -> Synthetic:
    """The cases as the case system knew them that day: nothing later, and no end that had not come."""
    out = []
    for case in whole.cases:
        if case.attributes["opened_on"] > on:
            continue
        if away(case.case_id, on, 0.08):
            continue
        there = [e for e in case.events if registered(e, on)]
        new = {e: Event(e.type, e.at, None, _known(e, on), e.event_id) for e in there}
        for old, event in new.items():
            event.concerns = new.get(old.concerns) if old.concerns else None
        attributes = dict(case.attributes)
        if attributes.get("closed_on", on) > on:
            del attributes["closed_on"]
        attributes["team"] = team_of(str(attributes["team"]), week)
        attributes["caseworker"] = f"{PERSON} {attributes['caseworker']}"
        out.append(Case(case.case_id, attributes, list(new.values())))
    return Synthetic(tuple(out), on)


def registered(event: Event, on: date) -> bool:
    """Some of what is to be done is registered weeks after its day, and some events are struck out for three weeks.

    What belongs to an event that has happened and is not registered is not registered either.
    """
    if event.concerns and event.concerns.day <= on and not registered(event.concerns, on):
        return False
    name = event.event_id
    late = Random(f"{name}/sent")
    behind = timedelta(days=late.randint(5, 70)) if event.type in SLOW and late.random() < 0.4 else timedelta()
    return event.day + behind <= on and not away(name, on, 0.05)


def away(name: str, on: date, chance: float) -> bool:
    """Whether a case or an event is one of those that are out of the export for three weeks of the year, and these are they."""
    dice = Random(f"{name}/ude")
    left = monday(dice.randint(2, WEEKS - 4))
    return dice.random() < chance and left <= on < left + timedelta(weeks=3)


def _known(event: Event, on: date) -> dict[str, object]:
    """The fields of an event; how long a decision holds is known beforehand, when a measure ends is not."""
    fields = dict(event.fields)
    if event.type != "decision" and fields.get("ends_on", on) > on:
        del fields["ends_on"]
    return fields | ({"reason": TEXT} if "reason" in fields else {})


def export(cases: Synthetic, folder: Path, chance: Random, *, new_system: bool) -> None:
    """Write the export: two tables in any order with event ids of the day, or the wide table of the new system."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if new_system:
        rows = [row for case in cases.cases for row in rows_of(case)]
        headers = [*HEADERS, *wide.numbered(rows)]
        with (folder / "dubu3.csv").open("w", encoding="cp1252", newline="") as file:
            out = csv.writer(file, delimiter=";")
            out.writerows([headers, *([wide._typed(row.get(h)) for h in headers] for row in rows)])
        return
    events = [e for c in cases.cases for e in c.events]
    for event, number in zip(events, chance.sample(range(10**6), len(events)), strict=True):
        event.event_id = f"H{number}"
    for name, (head, *rows) in (("cases", canonical.case_rows(cases)), ("events", canonical.event_rows(cases))):
        chance.shuffle(rows)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *([canonical.iso(c) for c in row] for row in rows)])


def configured(week: int) -> str:
    """The caseaudit.toml of the week."""
    command = json.dumps([sys.executable, "-c", TELL])
    own = 'rules = ["egne"]\n' if week >= RULE_CHANGE else ""
    system = "DUBU 3" if week >= SYSTEM_CHANGE else "DUBU"
    return f"""municipality = "Prøveby"
{own}[history]
system = "{system}"
[[history.breaks]]
on = {monday(SYSTEM_CHANGE)}
what = "Skift til DUBU 3"
[[schedule]]
name = "Ugekontrol"
every = "week"
from = {FIRST}
[[schedule]]
name = "Kvartalskontrol"
every = "quarter"
from = {FIRST}
grace = 14
[notify]
on = "{"always" if week % 13 == 1 else "error"}"
format = "{"json" if week % 2 else "text"}"
command = {command}
"""


def play(folder: Path, patch, *, cases: int = 60, weeks: int = WEEKS, seed: int = 1) -> Year:
    """Play the first `weeks` of the year in `folder`. `seed`: of the order of rows, the event ids and what people write."""
    folder.mkdir()
    year, chance = Year(folder), Random(seed)
    enter(year, patch)
    year.cases = generate(cases, 42, date(2026, 10, 15))
    own_rule(folder / "egne")
    for week in range(1, weeks + 1):
        if week != MISSED:
            weekly(year, week, chance)
        for quarter, on in QUARTERS.items():
            if monday(week) <= on and (on < monday(week + 1) or week == WEEKS):
                quarterly(year, week, quarter, on, chance)
    return year


def enter(year: Year, patch) -> None:
    """Stand in the year's folder, with its key and on its day."""
    patch.chdir(year.folder)
    patch.setenv("CASEAUDIT_KEY", str(year.key))
    patch.delenv("CASEAUDIT_LANG", raising=False)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):  # noqa: ARG003
            return datetime(year.today.year, year.today.month, year.today.day, 5, 30, tzinfo=UTC)

    class Today(date):
        @classmethod
        def today(cls):
            return year.today

    patch.setattr(keeping, "datetime", Clock)
    patch.setattr(common, "date", Today)
    read = cache(load_rulebook)  # the rules change once in the year; to read them 200 times is not what is tested
    patch.setattr(common, "rulebook", lambda dirs, settings: read((*settings.rules, *dirs)))


def own_rule(folder: Path) -> None:
    """The municipality's own limit for one rule of the pack, in a folder of its own."""
    folder.mkdir()
    path = next(data_dir("rules").rglob(f"{RULE}.yaml"))
    text = path.read_text(encoding="utf-8")
    assert WAS in text
    (folder / path.name).write_text(text.replace(WAS, NOW), encoding="utf-8")


def weekly(year: Year, week: int, chance: Random) -> None:
    on = year.today = monday(week)
    export(cut(year.cases, on, week), Path("udtraek"), chance, new_system=week >= SYSTEM_CHANGE)
    Path("caseaudit.toml").write_text(configured(week), encoding="utf-8")
    answer = year.call(
        "check", "udtraek", "--as-of", on, "--exit-zero", "--format", CI[week % 4], "--log-file", "log.txt",
        "--summary-line",
    )  # fmt: skip
    made = Made(f"uge {week}", on, (year.runs / "latest.txt").read_text(encoding="utf-8").strip(), answer + year.said)
    year.made.append(made)
    before = [m for m in year.weekly[:-1] if m.worklist]
    carry = ["--carry", before[-1].worklist] if before else []
    made.worklist = Path("lister") / f"uge-{week:02}"
    told = year.call("worklist", "--by", "unit", "--format", "xlsx,ics", *carry, "-o", made.worklist)
    made.answer += told + year.said
    made.worklist = year.folder / made.worklist
    made.calendars = sorted(made.worklist.glob("*.ics"))
    if week % 3 == 0:
        year.written[week] = write(made.worklist, week, chance)


def write(folder: Path, week: int, chance: Random) -> dict[str, tuple[str, str, str]]:
    """One of the lists comes back with something written on three of its rows."""
    path = chance.choice(sorted(folder.glob("*.xlsx")))
    mine = sorted(
        {
            x.key
            for x in lines(path)
            if x.key and "Ansvarlig" in x.cells and x.sheet not in ("Lukket", "Ikke længere i udtrækket")
        }
    )
    told = {
        key: (
            chance.choice(("I gang", "Aftalt", "Afklaret i journalen", "Afsluttet")),
            "AB",
            f"{REMARK} uge {week} nr. {n}",
        )
        for n, key in enumerate(chance.sample(mine, min(3, len(mine))))
    }
    assert fill(path, told) >= len(told)
    return told


def quarterly(year: Year, week: int, quarter: str, on: date, chance: Random) -> None:
    year.today = on
    export(cut(year.cases, on, week), Path("udtraek"), chance, new_system=week >= SYSTEM_CHANGE)
    answer = year.call(
        "check", "udtraek", "--as-of", on, "--period", quarter, "--exit-zero", "--format", "junit", "--log-file", "log.txt"
    )  # fmt: skip
    run = (year.runs / "latest.txt").read_text(encoding="utf-8").strip()
    year.made.append(Made(quarter, on, run, answer + year.said, quarter))
