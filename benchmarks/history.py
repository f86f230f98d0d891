"""How long a weekly run takes, and how long the history takes to read: 200 weekly runs, 71 rules, 12 teams.

    python benchmarks/history.py [--runs 200] [--cases 10000] [--data FOLDER] [--keep FOLDER]

Each command runs in a process of its own; what is printed is its processor time with start-up, the best of three, and the
ratio to its limit (under 1: within it). The weekly run is a `check` that is kept beside the 200 and held against last week's;
`--data` is an export of so many cases, else `generate.py` makes one. The work list of that week is made three times, and once by
a script of our own hand (`peers/worklist_frames.py`), which does the heart of the work only.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from caseaudit.history.rows import CaseloadRow, Entry, FindingRow, RuleRow, RunRow, TallyRow
from caseaudit.history.store import Store

LIMIT, WEEKLY_LIMIT, LIST_LIMIT = 1.0, 5.0, 4.0
RULES, TEAMS, UNITS, THEMES, CASES, FINDINGS = 71, 12, 4, 12, 1000, 400
SHIPPED = ("underretning", "undersoegelse", "inddragelse", "foraeldre", "plan", "afgoerelse", "anbringelse", "samvaer",
           "opfoelgning", "tilsyn", "overgang", "afslutning")  # fmt: skip


def entry(n, chance):
    on = date(2023, 1, 2) + timedelta(weeks=n)
    run = f"{on:%Y%m%d}T060000Z-{n:06x}"
    row = RunRow(
        run,
        on.isoformat(),
        f"{on}T06:00:00+00:00",
        "0.1.0",
        "DUBU" if n > 100 else "CSC",
        "",
        "d",
        "r",
        "k",
        CASES,
        9 * CASES,
        300,
    )
    rules = tuple(
        RuleRow(r, f"rule-{r}", SHIPPED[r % THEMES], "high", "law", "b" if n > 50 and r == 3 else "a")
        for r in range(RULES)
    )
    tallies, load = [], [CaseloadRow("", "", CASES, 300)]
    for part, names in (("", [""]), ("unit", range(UNITS)), ("team", range(TEAMS))):
        share = CASES // len(names)
        for r in range(RULES):
            for x in names:
                bad = chance.randint(0, share // 3)
                tallies.append(TallyRow(r, part, f"{part} {x}".strip(), 0, share - bad, 2, bad, 3, 4, 5))
        load += [CaseloadRow(part, f"{part} {x}", share, share // 3) for x in names if part]
    findings = tuple(
        FindingRow(
            chance.randbytes(16), chance.randrange(RULES), "C1", "breached", "late", "high", "unit 1", "team 1", None
        )
        for _ in range(FINDINGS)
    )
    return Entry(row, rules, tuple(tallies), tuple(load), findings)


def fill(folder, runs):
    chance = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder) as store:
        store._db.execute("PRAGMA synchronous=OFF")  # noqa: SLF001 - only here, to fill a store quickly
        for n in range(runs):
            made = entry(n, chance)
            store.record(made)
            store.done(made.run.id)
            (folder / made.run.id).mkdir()


def seconds(*command, times=3):
    return of_process("-m", "caseaudit", *command, times=times)


def of_process(*command, times=3):
    """The best of its processor times, start-up and children included."""
    best = 99.0
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, *map(str, command)], capture_output=True, env={**os.environ}, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode == 0, done.stderr.decode()
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def told(used, limit, *command):
    ratio = f"{used / limit:5.2f}" if limit else "    -"
    print(f"{used:6.2f} s  {ratio}  caseaudit {' '.join(map(str, command))}", flush=True)
    return bool(limit) and used > limit


def week(args, folder, temporary):
    """A weekly run with the 200 and last week's before it, and the work list made of it."""
    import generate

    data = args.data.resolve() if args.data else generate.write(args.cases, temporary / "data") / "csv"
    last, now = (generate.AS_OF - timedelta(days=n) for n in (7, 0))
    runs, home = ("--runs", str(folder)), {"CASEAUDIT_KEY": str(temporary / "key" / "pseudonym.key")}
    check = ("check", str(data), "--exit-zero", "--fail-on-new", "-q", *runs, "--as-of")
    os.environ.update(home)
    os.chdir(temporary)
    seconds(*check, str(last), times=1)
    slow = told(seconds(*check, str(now)), WEEKLY_LIMIT, "check --fail-on-new,", f"{args.cases} cases")
    return slow | lists(args, temporary, str(data), runs)


def lists(args, temporary, data, runs):
    """The work list of the week, anew and with what people wrote on the last one, beside a list written by hand in pandas.

    Every case is in one unit here, so that it is all one workbook: the hardest case.
    """
    from openpyxl import load_workbook

    cases = f"{args.cases} cases"
    slow = told(seconds("worklist", *runs, "-o", "w1", times=1), LIST_LIMIT, "worklist,", cases)
    slow |= told(seconds("worklist", *runs, "-o", "w2", times=1), LIST_LIMIT, "worklist, nothing written since,", cases)
    for path in Path("w2").glob("*.xlsx"):
        book = load_workbook(path)
        book.save(path)  # as a spreadsheet program saves it
    told(seconds("worklist", *runs, "-o", "w3", times=1), 0, "worklist, every file saved since,", cases)
    found, peer = temporary / "fund.csv", Path(__file__).parent / "peers" / "worklist_frames.py"
    seconds("check", data, "--exit-zero", "--no-save", "--format", "csv", "-o", str(found), *runs, times=1)
    told(of_process(peer, found, temporary / "p1.xlsx", times=1), 0, "peer: pandas and xlsxwriter,", cases)
    told(
        of_process(peer, found, temporary / "p2.xlsx", temporary / "p1.xlsx", times=1),
        0,
        "peer: the same, carried,",
        cases,
    )
    return slow


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (args.keep or Path(temporary) / "runs").resolve()
        if not (folder / "history.sqlite").exists():
            fill(folder, args.runs)
        print(f"{args.runs} runs, {(folder / 'history.sqlite').stat().st_size / 1e6:.0f} MB")
        slow = False
        for command in (
            ["version"],
            ["history", "list"],
            ["history", "show"],
            ["trend"],
            ["trend", "--by", "theme"],
            ["trend", "--by", "rule"],
            ["trend", "--by", "rule", "--format", "json"],
            ["trend", "--by", "unit"],
            ["trend", "--by", "team"],
            ["trend", "--by", "team", "--format", "csv"],
            ["trend", "--by", "theme", "--format", "svg"],
        ):
            where = [] if command == ["version"] else ["--runs", str(folder)]
            slow |= told(seconds(*command, *where), LIMIT, *command)
        slow |= week(args, folder, Path(temporary))
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
