"""The report and the key figures at the end of a year, recounted."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date

import pytest
import yaml
from recount import followed, share, tallies

from caseaudit.resources import data_dir
from plain_figures import Plain


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
