"""The HTML report as a browser shows and prints it. Skipped, and said to be, where browser or axe-core is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from caseaudit.report.html import render
from html_pages import flat, report
from made_reports import COPENHAGEN, SMALL


def _browser():
    modules, node, chromium = os.environ.get("AXE_MODULES", ""), shutil.which("node"), shutil.which("chromium")
    if not (modules and node and chromium and Path(modules, "node_modules", "axe-core").is_dir()):
        pytest.skip("axe-core blev ikke kørt: se tests/report/axe.md (AXE_MODULES, node og chromium)")
    return node, modules, chromium


@pytest.mark.parametrize("audience", ["management", "team"])
def test_axe_finds_no_fault_on_a_screen_or_a_phone_and_the_browser_asks_for_nothing(audience, tmp_path):
    node, modules, chromium = _browser()
    file = tmp_path / "rapport.html"
    file.write_text(render(report(SMALL, "da", audience)), encoding="utf-8")
    script = Path(__file__).with_name("axe.mjs")
    ran = subprocess.run(
        [node, script, modules, chromium, file], capture_output=True, text=True, check=True, timeout=120
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [t["width"] for t in told] == [1280, 390]
    assert [t["violations"] for t in told] == [[], []]
    assert [t["requests"] for t in told] == [0, 0]
    assert all(t["wide"] <= t["width"] for t in told)
    assert all(t["passes"] > 30 for t in told)


def test_each_printed_page_tells_its_number_and_how_many_there_are(tmp_path):
    chromium, reader = shutil.which("chromium"), shutil.which("pdftotext")
    if not (chromium and reader):
        pytest.skip("Udskriften blev ikke efterset: chromium eller pdftotext mangler")
    (tmp_path / "rapport.html").write_text(render(report(COPENHAGEN)), encoding="utf-8")
    printed = tmp_path / "rapport.pdf"
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={printed}", (tmp_path / "rapport.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = subprocess.run([reader, "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout.split(
        "\f"
    )[:-1]
    assert len(pages) > 5
    assert [n for n, text in enumerate(pages, 1) if f"Side {n} af {len(pages)}" not in text] == []
    first = flat(pages[0])
    assert "Efterprøvning af sager" in first
    assert "Indhold" in first
    assert all("UDKAST" in text for text in pages)
    behind = flat(" ".join(pages))
    assert all(flat(f.table.rows[0].cells[1].text) in behind for f in report(COPENHAGEN).figures if f.table)
