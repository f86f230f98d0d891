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


def written(folder):
    """Write configuration, a rule of one's own and a profile, with numbers wherever there is text."""
    config = CONFIG.format(*(number(n) for n in range(8)))
    (folder / "caseaudit.toml").write_text(config, encoding="utf-8")
    (folder / "egne").mkdir()
    rule = RULE.replace("Der er samtykke senest", f"Der er {number(8)} samtykke senest")
    rule = rule.replace("Uden samtykke gælder", f"Uden {number(9)} samtykke gælder")
    rule = rule.replace("Intet samtykke.", f"Intet {number(10)} samtykke.")
    rule = rule.replace("Indhent samtykket.", f"Indhent {number(11)} samtykket.")
    rule = rule.replace("Indholdet ses ikke.", f"Indholdet {number(0, 1)} ses ikke.")
    (folder / "egne" / "consent-noted.yaml").write_text(rule, encoding="utf-8")
    (folder / "profiler").mkdir()
    profile = (ROOT / "profiles/wide-danish.yaml").read_text(encoding="utf-8")
    profile = profile.replace("name: wide-danish", "name: egen").replace("da: Bredt udtræk", f"da: Bredt {number(1, 1)}")
    profile = profile.replace("headers: [Enhed,", f"headers: [Enhed, '{number(2, 2)}',")
    (folder / "profiler" / "egen.yaml").write_text(profile, encoding="utf-8")


def filled_worklist(folder: Path, *, text: str):
    """Write in the first rows of each list as a caseworker does; returns how many rows were filled."""
    done = 0
    for path in sorted(folder.glob("*.xlsx")):
        keys = [x.key for x in of_folder(folder) if x.key][:40]
        done += fill(path, {k: ("I gang", NAMES[1], text) for k in keys})
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
