"""Measure: `python benchmarks/run.py [--quick] [--data FOLDER] [--repeats N] [--tables FILE] [--only engine,whole,rules,sheet,help]`.

Every figure comes from a process of its own; engines take turns within a repeat, so that a busy machine hits all alike. CPU seconds
are user and system time of all threads. Writes `results/DATE.jsonl` and the tables in README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ENGINES = ("ours", "pandas_frames", "polars_lazy", "duckdb_sql")
SHEETS = ("caseaudit", "fastexcel", "python-calamine", "polars", "openpyxl")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
EIGHT = (
    "notification-assessed-within-24-hours", "receipt-within-6-working-days", "investigation-within-4-months",
    "child-conversation-before-decision", "companion-informed", "plan-before-decision", "contact-decision-or-frame",
    "first-follow-up",
)  # fmt: skip
MARKS = ("<!-- results: begin -->", "<!-- results: end -->")
Key = tuple[str, ...]


def process(command: list[str]) -> dict[str, Any]:
    """Run a command to its end; CPU seconds, wall seconds and peak memory as the kernel counts them, and its last line of JSON."""
    path = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    env = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env=env)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text = out.read().decode(errors="replace")
        if child.returncode:
            raise SystemExit(
                f"{command} ended with {child.returncode}:\n{text[-1000:]}\n{err.read().decode(errors='replace')[-3000:]}"
            )
    lines = [line for line in text.splitlines() if line.startswith("{")]
    inner = json.loads(lines[-1]) if lines else {}
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "rss_mb": used.ru_maxrss // 1024} | inner


def worker(*args: object) -> dict[str, Any]:
    return process([sys.executable, str(HERE / "worker.py"), *map(str, args)])


def check(data: Path, form: str, *options: str) -> dict[str, Any]:
    """The product's own command. The exit code is 0 whatever it finds."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"out.{form}"
        command = [sys.executable, "-m", "caseaudit", "check", str(data), "--as-of", "2025-12-31", "--exit-zero"]
        out = process([*command, "--format", form, "-o", str(target), "--runs", f"{folder}/runs", *options])
        return out | {"written_mb": round(target.stat().st_size / 1e6, 1)}


class Measured:
    """Collects runs by key and keeps each as a line of JSON."""

    def __init__(self, path: Path) -> None:
        self.runs: dict[Key, list[dict[str, Any]]] = defaultdict(list)
        self.file = path.open("w", encoding="utf-8")

    def add(self, key: Key, run: dict[str, Any]) -> None:
        self.runs[key].append(run)
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in run.items()}
        self.file.write(json.dumps({"what": key[0], "which": key[1:], **rounded}) + "\n")
        self.file.flush()
        print(*key, f"cpu {run['cpu']:.2f}", f"wall {run['wall']:.2f}", flush=True)


def measure(args: argparse.Namespace, out: Measured) -> None:
    """All measurements; each repeat goes through all engines before the next begins."""
    only, sizes = set(args.only.split(",")), SIZES[:2] if args.quick else SIZES
    eight = [part for rule in EIGHT for part in ("--rule", rule)]
    book = args.data / "wide.xlsx"
    for repeat in range(args.repeats):
        for n in sizes:
            if n == SIZES[-1] and repeat:  # whole processes of a million cases take minutes: once is enough
                only = only - {"whole"}
            folder = args.data / str(n)
            for name in ENGINES:
                if "engine" in only:
                    out.add(("engine", str(n), name), worker("engine", name, folder))
            for form in ("csv", "parquet"):
                for name in ENGINES[1:]:
                    if "whole" in only:
                        out.add(
                            ("whole", str(n), f"{name}, {form}"),
                            worker("whole", name, folder, form, args.data / "out.csv"),
                        )
                if "whole" in only:
                    out.add(("whole", str(n), f"ours, {form}"), check(folder / form, "csv", "--no-save", *eight))
            if "whole" in only and n < SIZES[-1]:
                out.add(("whole", str(n), "ours, csv, JSON out"), check(folder / "csv", "json", "--no-save", *eight))
                out.add(("whole", str(n), "ours, csv, all rules, JSON out"), check(folder / "csv", "json", "--no-save"))
        only = set(args.only.split(","))
        if "whole" in only:
            out.add(
                ("whole", "10000", "ours, csv, all rules, JSON out, run kept"),
                check(args.data / "10000" / "csv", "json"),
            )
        if "rules" in only:
            for count in (1, 5):
                out.add(
                    ("rules", str(count * 8)), worker("rules", count, args.data / ("10000" if args.quick else "100000"))
                )
        if "sheet" in only and not args.quick:
            for name in SHEETS:
                out.add(("sheet", name), worker("sheet", name, book))
                out.add(("formulas", name), worker("sheet", name, args.data / "formulas.xlsx"))
        if "help" in only:
            for _again in range(5):
                out.add(("help", "caseaudit --help"), process([sys.executable, "-m", "caseaudit", "--help"]))
                out.add(("help", "python -c pass"), process([sys.executable, "-c", "pass"]))


def make_data(folder: Path, *, quick: bool) -> None:
    """Write what is missing, each size in a process of its own."""
    for n in SIZES[:2] if quick else SIZES:
        if not (folder / str(n) / "frames.pickle").is_file():
            process([sys.executable, str(HERE / "generate.py"), str(n), str(folder)])
    if not quick and not (folder / "wide.xlsx").is_file():
        code = f"import generate, pathlib; generate.workbook(pathlib.Path({str(folder / 'wide.xlsx')!r}))"
        process([sys.executable, "-c", code])
    if not quick and not (folder / "formulas.xlsx").is_file():
        code = f"import generate, pathlib; generate.formulas(pathlib.Path({str(folder / 'formulas.xlsx')!r}))"
        process([sys.executable, "-c", code])


def mid(runs: list[dict[str, Any]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def spread(runs: list[dict[str, Any]], name: str) -> str:
    values = [run[name] for run in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def tables(runs: dict[Key, list[dict[str, Any]]]) -> str:
    """The results as Markdown."""
    parts = [_engine(runs), _whole(runs), _rules(runs), _sheet(runs), _help(runs), _targets(runs)]
    return "\n\n".join(part for part in parts if part)


def _pick(runs: dict[Key, list[dict[str, Any]]], what: str) -> dict[Key, list[dict[str, Any]]]:
    return {key[1:]: found for key, found in runs.items() if key[0] == what}


def _engine(runs: dict[Key, list[dict[str, Any]]]) -> str:
    found = _pick(runs, "engine")
    if not found:
        return ""
    out = [
        "### Judging alone", "",
        "Data loaded, eight duties, findings as a table. Median (min-max) of the repeats; ratio is CPU s to ours (under 1: faster).", "",
        "| cases | engine | CPU s | wall s | ratio | first call, CPU s | peak MB | findings |", "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for (n, name), some in sorted(found.items(), key=lambda item: (int(item[0][0]), ENGINES.index(item[0][1]))):
        ratio = mid(some, "cpu") / mid(found[n, "ours"], "cpu")
        out.append(
            f"| {int(n):,} | {name} | {spread(some, 'cpu')} | {spread(some, 'wall')} | {ratio:.2f} | {mid(some, 'cold_cpu'):.2f} "
            f"| {mid(some, 'rss_mb'):,.0f} | {some[0]['findings']:,} |"
        )
    return "\n".join(out)


def _whole(runs: dict[Key, list[dict[str, Any]]]) -> str:
    found = _pick(runs, "whole")
    if not found:
        return ""
    out = [
        "### Whole process", "",
        ("Start, read the files, judge, write the findings. Eight duties and CSV out unless said; ours also checks and accounts for every "
        "row, looks for CPR numbers, and says what is wrong with the data. Ratio to ours with the same input."), "",
        "| cases | engine, input | CPU s | wall s | ratio | peak MB |", "|--:|---|--:|--:|--:|--:|",
    ]  # fmt: skip
    for (n, name), some in sorted(
        found.items(), key=lambda item: (int(item[0][0]), item[0][1].split(", ")[1], item[0][1])
    ):
        form = name.split(", ")[1]
        ratio = mid(some, "cpu") / mid(found[n, f"ours, {form}"], "cpu")
        out.append(
            f"| {int(n):,} | {name} | {spread(some, 'cpu')} | {spread(some, 'wall')} | {ratio:.2f} | {mid(some, 'rss_mb'):,.0f} |"
        )
    return "\n".join(out)


def _rules(runs: dict[Key, list[dict[str, Any]]]) -> str:
    found = _pick(runs, "rules")
    if not found:
        return ""
    few, many = found["8",], found["40",]
    return (
        "### More rules\n\nJudging alone; 40 rules are five of each of the eight, with other limits, windows and filters.\n\n"
        f"| rules | CPU s |\n|--:|--:|\n| 8 | {spread(few, 'cpu')} |\n| 40 | {spread(many, 'cpu')} |\n"
        f"| ratio | {mid(many, 'cpu') / mid(few, 'cpu'):.2f} |"
    )


def _sheet(runs: dict[Key, list[dict[str, Any]]]) -> str:
    """Two workbooks. Ours also looks for merged cells, errors, formulas without a result and hidden rows."""
    out: list[str] = []
    for what, title in (
        ("sheet", "of 100,000 rows and 30 columns"),
        ("formulas", "of 50,000 rows with two formulas each"),
    ):
        found = _pick(runs, what)
        if found:
            out += [
                f"### A workbook {title}", "", "| reader | CPU s | wall s | ratio to ours | peak MB |", "|---|--:|--:|--:|--:|",
            ]  # fmt: skip
        for (name,), some in sorted(found.items(), key=lambda item: mid(item[1], "cpu")):
            ratio = mid(some, "cpu") / mid(found["caseaudit",], "cpu")
            out.append(
                f"| {name} | {spread(some, 'cpu')} | {spread(some, 'wall')} | {ratio:.2f} | {mid(some, 'rss_mb'):,.0f} |"
            )
        out += [""] if found else []
    return "\n".join(out).rstrip()


def _help(runs: dict[Key, list[dict[str, Any]]]) -> str:
    found = _pick(runs, "help")
    if not found:
        return ""
    rows = [f"| `{name}` | {spread(some, 'cpu')} | {spread(some, 'wall')} |" for (name,), some in found.items()]
    return "\n".join(["### Start", "", "| command | CPU s | wall s |", "|---|--:|--:|", *rows])


def _targets(runs: dict[Key, list[dict[str, Any]]]) -> str:
    """The limits that we set ourselves, and where we stand."""
    rows: list[tuple[str, float, float]] = []
    engine, whole = _pick(runs, "engine"), _pick(runs, "whole")
    top = str(SIZES[-1])
    if (top, "ours") in engine:
        best = min(mid(engine[top, name], "cpu") for name in ENGINES[1:])
        rows.append(("judging 1M cases, CPU s to the best peer's", mid(engine[top, "ours"], "cpu") / best, 2.0))
        cold = min(mid(engine[top, name], "cold_cpu") for name in ENGINES[1:])
        ratio = mid(engine[top, "ours"], "cold_cpu") / cold
        rows.append(("the same, first call in the process", ratio, 2.0))
        rows.append(("peak memory of judging 1M cases, MB", mid(engine[top, "ours"], "rss_mb"), 3000))
    if (top, "ours, csv") in whole:
        rows.append(("peak memory of a whole check of 1M cases, MB", mid(whole[top, "ours, csv"], "rss_mb"), 3000))
    rules = _pick(runs, "rules")
    if rules:
        rows.append(("40 rules to 8, CPU s", mid(rules["40",], "cpu") / mid(rules["8",], "cpu"), 4.0))
    kept = "ours, csv, all rules, JSON out, run kept"
    if ("10000", kept) in whole:
        rows.append(
            ("whole check of 10k cases from CSV, all rules, run kept, CPU s", mid(whole["10000", kept], "cpu"), 3.0)
        )
    for what, title in (("sheet", "workbook"), ("formulas", "workbook with formulas")):
        if sheet := _pick(runs, what):
            fastest = min(mid(some, "cpu") for (name,), some in sheet.items() if name != "caseaudit")
            rows.append((f"{title}, CPU s to the fastest reader's", mid(sheet["caseaudit",], "cpu") / fastest, 1.3))
    started = _pick(runs, "help")
    if started:
        rows.append(("--help, CPU s", mid(started["caseaudit --help",], "cpu"), 0.25))
    out = ["### Our limits", "", "| | measured | limit | |", "|---|--:|--:|---|"]
    out += [
        f"| {name} | {value:,.2f} | {limit:,.2f} | {'kept' if value <= limit else '**not kept**'} |"
        for name, value, limit in rows
    ]
    return "\n".join(out)


def machine() -> str:
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "?",
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ("duckdb", "polars", "pandas", "numpy", "pyarrow", "fastexcel", "python-calamine", "openpyxl")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    commit = subprocess.run(
        ["git", "-C", str(HERE), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}; {os.cpu_count()} shared cores, {cpu}, {memory:.0f} GiB, {platform.system()}; "
        f"Python {platform.python_version()}, {versions}."
    )


def write_readme(text: str) -> None:
    path = HERE / "README.md"
    before, rest = path.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    path.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8")


def again(path: Path) -> None:
    """Write the tables from a results file."""
    about, *lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    runs: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        runs[line["what"], *line["which"]].append(line)
    write_readme(f"{about['text']}\n\n{tables(runs)}")


def main() -> None:
    """Make data, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1k and 10k cases, once; README stays as it is")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "caseaudit-bench")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", default="engine,whole,rules,sheet,help")
    parser.add_argument(
        "--tables", type=Path, help="measure nothing; write the tables of README.md from this results file"
    )
    args = parser.parse_args()
    if args.tables:
        again(args.tables)
        return
    args.repeats = 1 if args.quick else args.repeats
    make_data(args.data, quick=args.quick)
    name = f"{datetime.now(UTC):%Y-%m-%d}{'-quick' if args.quick else ''}.jsonl"
    (HERE / "results").mkdir(exist_ok=True)
    out = Measured(HERE / "results" / name)
    about = f"{machine()} {args.repeats} repeats."
    out.file.write(json.dumps({"what": "machine", "text": about, "loadavg": os.getloadavg()}) + "\n")
    measure(args, out)
    text = f"{about}\n\n{tables(out.runs)}"
    print(text)
    if not args.quick:
        write_readme(text)


if __name__ == "__main__":
    main()
