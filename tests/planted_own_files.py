"""Canaries in what a municipality writes itself: configuration, rules, profile, reference figures, registers, lists, forms."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from a_rule import RULE
from planted_canaries import NAMES, ROOT, number
from worklists_read import fill, of_folder

CONFIG = """\
municipality = "Kommunen {0}"
rules = ["egne"]
profiles = ["profiler"]
[report]
title = "Kontrol {1}"
area = "Område {2}"
contact = "Kontakt {3}"
[history]
system = "System {4}"
[[history.breaks]]
on = 2026-10-12
what = "Nyt {5}"
[[schedule]]
name = "Runde {6}"
every = "month"
from = 2026-08-01
must_be_in_order = ["afgoerelse"]
[[figures.target]]
figure = "notifications-under-8"
at_least = 50
source = "Aftalt {7}"
[notify]
on = "always"
command = ["sh", "-c", "cat >> besked.txt; env | grep -i caseaudit >> besked.txt"]
"""


SLOTS = (
    "municipality", "report.title", "report.area", "report.contact", "history.system", "history.breaks.0.what",
    "schedule.0.name", "figures.target.0.source",
)  # fmt: skip
RULE_TEXTS = ("samtykke senest", "Uden samtykke", "Intet samtykke.", "Indhent samtykket.", "Indholdet ses")
PROFILE_TEXTS = ("title: {da: Bredt", "[Sagsnummer,")


def config(**numbers):
    """The configuration, with a number in the slot of that place."""
    return CONFIG.format(*(numbers.get(f"slot{n}", "Nord") for n in range(len(SLOTS))))


def profile(said=""):
    """The wide profile under another name; `said`: the words after which a number is put."""
    text = (ROOT / "profiles/wide-danish.yaml").read_text(encoding="utf-8").replace("name: wide-danish", "name: egen")
    put = {"": "", "title: {da: Bredt": f" {number(1, 1)}", "[Sagsnummer,": f" '{number(2, 2)}',"}[said]
    return text.replace(said, said + put, 1) if said else text


def written(folder):
    """Write configuration, a rule of one's own and a profile."""
    (folder / "caseaudit.toml").write_text(config(), encoding="utf-8")
    for name in ("egne", "profiler"):
        (folder / name).mkdir()
    (folder / "egne" / "consent-noted.yaml").write_text(RULE, encoding="utf-8")
    (folder / "profiler" / "egen.yaml").write_text(profile(), encoding="utf-8")


def filled_worklist(folder: Path, *, text: str):
    """Write in the first rows of each list as a caseworker does; returns how many rows were filled."""
    done = 0
    for path in sorted(folder.glob("*.xlsx")):
        keys = [x.key for x in of_folder(folder) if x.key][:40]
        done += fill(path, dict.fromkeys(keys, ("I gang", NAMES[1], text)))
    return done


def add_to_register(path: Path, column: str, text: str):
    """Write in the second row of a column of the register."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=12):
        for cell in row:
            if cell.value == column:
                sheet.cell(cell.row + 1, cell.column).value = text
                book.save(path)
                return
    raise AssertionError(column)
