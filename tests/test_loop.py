"""The loop from draw to report runs by copy and paste from `docs/gennemgang.md`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "gennemgang.md"
_BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder in which every block of the page was run, in order, by bash; all it wrote is in `said`."""
    folder = tmp_path_factory.mktemp("loop")
    shutil.copytree(ROOT / "examples", folder / "examples")
    tools = folder / "bin"
    tools.mkdir()
    for name, words in (("caseaudit", "-m caseaudit"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (tools / name).chmod(0o755)
    env = {k: v for k, v in os.environ.items() if not k.startswith("CASEAUDIT")}
    env |= {"PATH": f"{tools}:{env['PATH']}", "CASEAUDIT_KEY": str(folder / "key"), "PYTHONPATH": str(ROOT / "src")}
    blocks = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) == 9
    said = ""
    for block in blocks:
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"
        assert "Traceback" not in ran.stderr
        said += ran.stdout
    (folder / "said.txt").write_text(said, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told(place):
    return json.loads((place / "resultat.json").read_text(encoding="utf-8"))


def test_twenty_of_two_hundred_cases_were_drawn_and_all_that_was_asked_is_answered_and_settled(told):
    assert (told["method"]["population"], told["method"]["drawn"]) == (200, 20)
    assert told["method"]["answered"] == told["method"]["asked"] > 100
    assert told["method"]["open"] == 0


def test_two_readers_differed_and_every_difference_was_settled_by_the_form(place, told):
    agreement = told["agreement"]
    assert agreement["disagreements"] == agreement["settled"] > 0
    answers = json.loads(next(place.glob("reviews/*/answers.json")).read_text(encoding="utf-8"))
    assert len(answers["resolved"]) == agreement["settled"]
    assert {f["kind"] for f in answers["imported"]} == {"form", "resolution"}


def test_the_self_rating_of_the_three_themes_stands_beside_what_was_found(told):
    assert [(r["theme"], r["rating"]) for r in told["self_ratings"]] == [
        ("plan", "high"), ("opfoelgning", "some"), ("tilsyn", "less"),
    ]  # fmt: skip
    assert all(r["machine"] for r in told["self_ratings"])


def test_the_report_has_the_chapter_in_every_format(place, told):
    made = {p.suffix for p in (place / "rapport").iterdir()}
    assert made == {".html", ".pdf", ".docx", ".xlsx", ".md"}
    share = told["total"]["law"]["share"]
    whole = f"{share['x']} af {share['n']}"
    for name in ("html", "md"):
        text = (place / "rapport" / f"rapport-ledelse.{name}").read_text(encoding="utf-8").replace("\u00a0", " ")
        assert "Gennemgang af sager" in text
        assert whole in text
    word = Document(str(place / "rapport" / "rapport-ledelse.docx"))
    cells = {c.text.replace("\u00a0", " ") for t in word.tables for r in t.rows for c in r.cells}
    assert whole in cells
    assert "Gennemgang" in load_workbook(place / "rapport" / "rapport-ledelse.xlsx", read_only=True).sheetnames


def test_no_comment_of_a_reader_is_in_the_report(place):
    answers = json.loads(next(place.glob("reviews/*/answers.json")).read_text(encoding="utf-8"))
    comments = {a["comment"] for a in (*answers["answers"], *answers["resolved"]) if a["comment"]}
    assert comments
    text = (place / "rapport" / "rapport-ledelse.md").read_text(encoding="utf-8")
    assert not [c for c in comments if c in text]
