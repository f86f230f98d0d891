"""The work list in the programs that people use: a spreadsheet saves it in its own format and back, a browser shows the page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from worklists_read import fill, lines, of_folder


@pytest.fixture
def made(cli, examples):
    """The list of two runs, with new findings between them, in every format."""
    for day in ("2026-03-01", "2026-10-15"):
        assert cli("check", examples / "small" / "wide.xlsx", "--as-of", day, "--exit-zero", "-q").code == 0
    answer = cli("worklist", "--format", "xlsx,html", "-o", "liste")
    assert answer.code == 0, answer.text
    return Path("liste")


@pytest.fixture
def convert(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")

    def to(path, kind, folder):
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, path]
        subprocess.run([str(x) for x in command], check=True, capture_output=True, timeout=120)
        return Path(folder) / f"{Path(path).stem}.{kind}"

    return to


def test_status_and_comments_survive_a_save_as_ods_and_back(cli, made, convert, tmp_path):
    """xlsx to ods to xlsx: both files are read, and hold what was written, to the letter."""
    path = max(made.glob("*.xlsx"), key=lambda p: len(lines(p)))
    rows = [x for x in lines(path) if x.key and x.sheet == "Over fristen"][:3]
    said = {
        rows[0].key: ("I gang", "AB", "Ringet til skolen & aftalt møde <20/10>\nlinje to"),
        rows[1].key: ("Aftalt", "Ærlig Ø", "=ikke en formel"[1:]),
        rows[2].key: ("Afklaret i journalen", "", "  blanke foran og bagved  "),
    }
    assert fill(path, said) == 3
    ods = convert(path, "ods", tmp_path / "en")
    again = convert(ods, "xlsx", tmp_path / "to")
    wanted = {k: tuple(t.strip() for t in v) for k, v in said.items()}
    for name, file in (("ods", ods), ("xlsx", again)):
        path.unlink(missing_ok=True)
        answer = cli("worklist", "--carry", file, "--format", "xlsx", "-o", f"fra-{name}")
        assert answer.code == 0, answer.text
        found = {x.key: x.written for x in of_folder(Path(f"fra-{name}")) if x.key in said}
        assert found == wanted
        for state in Path("worklists").glob("*/liste.json"):
            state.unlink()  # so that the next file alone can tell


def test_a_status_that_the_list_does_not_know_is_named_by_its_cell_also_in_ods(cli, made, convert, tmp_path):
    path = next(made.glob("*.xlsx"))
    row = next(x for x in lines(path) if x.key and x.sheet == "Over fristen")
    fill(path, {row.key: ("Næsten", "", "")})
    ods = convert(path, "ods", tmp_path / "en")
    path.unlink()
    answer = cli("worklist", "--carry", ods)
    assert answer.code == 2
    assert "worklist_status" in answer.err
    assert str(row.row) in answer.err


def test_the_four_groups_each_say_what_to_do_and_the_law(made):
    """Over the limit, due within 14 days, new since last, faults in the data: on each row what to do, and the provision."""
    found = {}
    for row in of_folder(made):
        if row.key or row.sheet == "Nye siden sidst":
            found.setdefault(row.sheet, []).append(row.cells)
    assert {"Over fristen", "Nye siden sidst", "Fejl i data"} <= found.keys()
    for sheet in ("Over fristen", "Frist inden for 14 dage", "Nye siden sidst"):
        for cells in found.get(sheet, []):
            assert cells["Hvad skal der ske"]
            assert "§" in cells["Lov"]
    assert all(c["Hvad skal der ske"] for c in found["Fejl i data"])


def test_axe_finds_no_fault_on_a_screen_or_a_phone_and_the_browser_asks_for_nothing(made, tmp_path):
    modules, node, chromium = os.environ.get("AXE_MODULES", ""), shutil.which("node"), shutil.which("chromium")
    if not (modules and node and chromium and Path(modules, "node_modules", "axe-core").is_dir()):
        pytest.skip("axe-core was not run: see tests/report/axe.md (AXE_MODULES, node and chromium)")
    page = tmp_path / "liste.html"
    text = (made / "arbejdsliste.html").read_text(encoding="utf-8")
    page.write_text(text.replace("<details>", "<details open>"), encoding="utf-8")  # what is folded is not looked at
    script = Path(__file__).resolve().parents[1] / "report" / "axe.mjs"
    ran = subprocess.run(
        [node, script, modules, chromium, page], capture_output=True, text=True, check=True, timeout=120
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [t["width"] for t in told] == [1280, 390]
    assert [t["violations"] for t in told] == [[], []]
    assert [t["requests"] for t in told] == [0, 0]
    assert all(t["wide"] <= t["width"] for t in told)
    assert all(t["passes"] > 15 for t in told)
