"""Whole and small inputs of every kind, made from the examples: what the fuzzer damages."""

from __future__ import annotations

import io
import shutil
from functools import cache
from pathlib import Path

from . import nasty

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "examples" / "small"
CORPUS = Path(__file__).parent / "corpus"
ROWS = 9


def _planted(lines, column):
    """A canary in the column of CPR numbers, and one more in a column that nothing maps."""
    out, people = [lines[0] + ";Note"], {}
    for n, line in enumerate(lines[1:]):
        cells = line.split(";")
        people.setdefault(cells[0], nasty.CPR[len(people) % 12])
        if column is not None:
            cells[column] = people[cells[0]]
        out.append(";".join(cells) + f";Barnet {nasty.CPR[(n + 5) % 12]} bor hos mor")
    return out


def _text(name, encoding, rows=ROWS):
    lines = (SMALL / name).read_bytes().decode(encoding).splitlines()
    head = lines[0].split(";")
    kept = _planted(lines[: rows + 1], head.index("CPR-nr.") if "CPR-nr." in head else None)
    return "\n".join(kept) + "\n"


@cache
def wide() -> bytes:
    return _text("wide.csv", "cp1252").encode("cp1252")


@cache
def wides() -> tuple[dict[str, bytes], ...]:
    text = _text("wide.csv", "cp1252", 30)
    return (
        {"udtraek.csv": wide()},
        {"udtraek.csv": wide().decode("cp1252").encode("utf-8-sig")},
        {"udtraek.csv": text.encode("utf-16")},
    )


@cache
def log() -> dict[str, bytes]:
    return {"log.csv": _text("activity-log.csv", "utf-8-sig", 60).encode()}


@cache
def canonical() -> dict[str, bytes]:
    """The folder of two tables: the first six cases and all their events."""
    cases, events = (
        (SMALL / "canonical" / f"{n}.csv").read_text(encoding="utf-8-sig").splitlines() for n in ("cases", "events")
    )
    mark = ";" if ";" in cases[0] else ","
    kept = cases[:7]
    at = events[0].split(mark).index("case_id")
    ids = {c.split(mark)[cases[0].split(mark).index("case_id")] for c in kept[1:]}
    found = [events[0], *(e for e in events[1:] if e.split(mark)[at : at + 1] and e.split(mark)[at] in ids)]
    return {
        f"sager/{n}.csv": ("\n".join(rows).replace(mark, ";") + "\n").encode()
        for n, rows in (("cases", kept), ("events", found))
    }


@cache
def book() -> bytes:
    """The wide pull as a workbook: title, blank row, header, ten rows, a second sheet and a hidden one."""
    import openpyxl

    whole = openpyxl.load_workbook(SMALL / "wide.xlsx")
    sheet = whole.worksheets[0]
    head = next(r for r in range(1, 10) if "CPR-nr." in [c.value for c in sheet[r]])
    sheet.delete_rows(head + ROWS + 1, sheet.max_row)
    column = next(c.column for c in sheet[head] if c.value == "CPR-nr.")
    for n in range(head + 1, sheet.max_row + 1):
        sheet.cell(n, column).value = nasty.CPR[n % 12]
    sheet.cell(head, sheet.max_column + 1).value = f"Note {nasty.CPR[0]}"
    whole.create_sheet("Gemt").append([nasty.CPR[1]])
    whole["Gemt"].sheet_state = "hidden"
    return _saved(whole)


def _saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@cache
def tables() -> bytes:
    """The canonical tables as one workbook."""
    import openpyxl

    out = openpyxl.Workbook()
    for n, (name, data) in enumerate(canonical().items()):
        sheet = out.worksheets[0] if n == 0 else out.create_sheet()
        sheet.title = Path(name).stem
        for line in data.decode().splitlines():
            sheet.append(line.split(";"))
    return _saved(out)


@cache
def parquet() -> dict[str, bytes]:
    import pandas as pd

    out = {}
    for name, data in canonical().items():
        frame = pd.read_csv(io.BytesIO(data), sep=";", dtype="string")
        kept = io.BytesIO()
        frame.to_parquet(kept)
        out[name.replace(".csv", ".parquet")] = kept.getvalue()
    return out


def kept(folder: str) -> tuple[bytes, ...]:
    """What lies in a folder of the corpus: seeds of formats that nothing here writes, and inputs that once broke something."""
    return tuple(p.read_bytes() for p in sorted((CORPUS / folder).glob("*")))


def rules() -> tuple[tuple[str, bytes], ...]:
    """A few rule files of each kind of condition, with the folder and the name that they must have."""
    found = sorted((ROOT / "rules").glob("*/*.yaml"))
    found = [p for p in found if p.parent.name != "questions"]
    return tuple((f"{p.parent.name}/{p.name}", p.read_bytes()) for p in found[:: max(1, len(found) // 14)])


def profiles() -> tuple[bytes, ...]:
    """The shipped profiles; that of the wide export, which they are tried on, comes first."""
    return tuple(p.read_bytes() for p in sorted((ROOT / "profiles").glob("*.yaml"), reverse=True))


CONFIG = """lang = "da"
runs = "runs"
rules = ["egne"]
profiles = ["profiler"]
municipality = "Prøveby"

[readings]
saturday_is_working_day = "unsettled"
month_limits_extend = true
unlinked_window_months = 6

[report]
title = "Kontrol af børnesager"
colour = "#123456"
target = 90
act_below = 75
min_cell = 5

[review]
set = "core"
due_days = 30
case_url = "https://sag.example/{case_id}"

[sample.risk]
base = 1
critical = 4
placed = 3

[notify]
on = "findings"

[[schedule]]
name = "uge"
every = "week"
from = 2026-01-01
grace = 2

[history]
system = "DUBU"
breaks = [{on = 2026-03-01, what = "Nyt system"}]

[figures]
in_report = true

[[figures.target]]
figure = "notifications"
at_most = 40
source = "Byrådet 2026"
"""


def setting(folder: Path) -> None:
    """A folder in which work has been done: a run, a round of review with its forms, an action register, a baseline, texts."""
    from caseaudit.cli.entry import run
    from filled_forms import begin, filled

    (folder / "udtraek.csv").write_bytes(wide())
    shutil.copytree(ROOT / "examples" / "local-standards", folder / "egne", ignore=shutil.ignore_patterns("*.md"))
    (folder / "profiler").mkdir()
    begin(folder / "reviews")
    (folder / "fyldt.xlsx").write_bytes(filled().bytes())
    for line in (
        "check udtraek.csv --as-of 2026-10-15 --exit-zero -q",
        "baseline create --reason Kendt --expires 2027-01-01 --owner AB",
        "actions create --empty",
        "report draft",
        "report build --format html,docx -o rapport",
        "worklist --format xlsx -o lister",
        "figures import --template reference.csv",
        "review import fyldt.xlsx",
        "sample --n 4 --seed 2026K4",
    ):
        code = run(line.split())
        if code not in (0, 1):
            raise RuntimeError(f"{line}: {code}")
    reference = folder / "reference.csv"
    rows = [line.split(";") for line in reference.read_text(encoding="utf-8-sig").splitlines()]
    filled_in = [rows[0], *([figure, area, "2025", "12", unit, "DST"] for figure, area, _, _, unit, _ in rows[1:8])]
    reference.write_text("\n".join(";".join(r) for r in filled_in) + "\n", encoding="utf-8")
    run(["actions", "add", "Journalfør vurderingen", "--goal", "Alle vurderes", "--responsible", "AB", "--deadline", "2026-12-01",
         "--indicator", "notification-assessed-within-24-hours >= 90"])  # fmt: skip
