"""Twelve impossible CPR numbers and twelve names stand in every slot of an export: none comes out anywhere.

Names stand where people write about people: cells, comments, properties. A name in the name of a file, a sheet or a header
cannot be told from any other word, so only numbers stand there.
"""

from __future__ import annotations

import io
import sys
import tempfile

import openpyxl
import pytest

from caseaudit.cli.entry import run
from planted_canaries import NAMES, ROOT, found_in_file, found_in_text, number, planted, sentence

AS_OF = ("--as-of", "2026-10-15")


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A folder of its own for the run, another for what is temporary, and a command line that says what it answered."""
    for name in ("work", "temporary", "key"):
        (tmp_path / name).mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("CASEAUDIT_KEY", str(tmp_path / "key/pseudonym.key"))
    monkeypatch.delenv("CASEAUDIT_LANG", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))

    def call(*argv):
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as m:
            m.setattr(sys, "stdout", out)
            m.setattr(sys, "stderr", err)
            code = int(run(["--log-file", "caseaudit.log", *map(str, argv)]))
        text = out.buffer.getvalue().decode() + err.buffer.getvalue().decode()
        assert "Traceback" not in text, text
        assert code in (0, 1, 2, 3), (argv, text)
        assert not found_in_text(text), (argv[:2], sorted(found_in_text(text)))
        return code, text

    return tmp_path, call


def nothing_in(folder, *but):
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if not any(b in path.parts for b in but):
            assert not found_in_file(path), (path.relative_to(folder), sorted(found_in_file(path)))


def ran(answer, *codes):
    assert answer[0] in codes, answer[1]
    return answer[1]


def test_the_canaries_are_really_in_the_export(tmp_path):
    """A test that looks for what was never planted would prove nothing."""
    found = found_in_file(planted(tmp_path))
    assert set(NAMES) <= found
    assert len(found) >= 24


def test_ac_090_no_canary_comes_out_of_check_in_any_format(work):
    folder, call = work
    export = planted(folder / "input")
    for fmt in ("table", "json", "jsonl", "csv", "markdown", "junit", "gitlab", "github", "sarif"):
        cases = ("--cases",) if fmt in ("junit", "sarif") else ()
        ran(call("check", export, *AS_OF, "--format", fmt, *cases), 0, 1)
    ran(call("check", export.parent, *AS_OF, "--no-save", "-o", "resultat.json", "--format", "json"), 0, 1)
    nothing_in(folder / "work")
    nothing_in(folder / "temporary")


def test_ac_090_no_canary_comes_out_of_the_commands_about_a_run_and_its_reports(work):
    folder, call = work
    export = planted(folder / "input")
    ran(call("check", export, *AS_OF), 0, 1)
    rows = ran(call("check", export, *AS_OF, "--format", "csv", "--no-save"), 0, 1)
    case = next(x for x in rows.split(";") if x.startswith("27.24"))
    ran(call("explain", case), 0)
    ran(call("report", "case", case), 0)
    for audience in ("team", "management"):
        made = call("report", "build", "--audience", audience, "--format", "html,pdf,docx,xlsx,md", "-o", audience)
        ran(made, 0)
    ran(call("report", "draft", "--audience", "committee", "-o", "udvalg.toml"), 0)
    texts = (folder / "work/udvalg.toml").read_text(encoding="utf-8")
    assert 'status = "udkast"' in texts
    approved = texts.replace('status = "udkast"', 'status = "godkendt"')
    approved = approved.replace('godkendt_af = ""', 'godkendt_af = "chefen"', 1)
    approved = approved.replace('godkendt_den = ""', 'godkendt_den = "16-10-2026"', 1)
    (folder / "work/udvalg.toml").write_text(approved, encoding="utf-8")
    build = (
        "--audience",
        "committee",
        "--texts",
        "udvalg.toml",
        "--format",
        "html,pdf,docx,xlsx,md",
        "-o",
        "committee",
    )
    ran(call("report", "build", *build), 0)
    for command in (
        ("history", "list"), ("history", "show"), ("history", "export"), ("history", "verify", "--data", export),
        ("trend",), ("mapping", "suggest", export), ("schema", "coverage", export), ("doctor", export),
        ("privacy", "scan", export), ("privacy", "scan", export, "--format", "json"), ("sample", "plan"),
    ):  # fmt: skip
        call(*command)
    ran(call("privacy", "scan", "team", "management", "committee"), 0)
    nothing_in(folder / "work")
    nothing_in(folder / "temporary")


def test_ac_090_no_canary_comes_out_of_a_sample_and_its_review(work):
    """What a reviewer typed stays in the form as it came back, which is kept unread; nothing is taken from it unmasked."""
    folder, call = work
    export = planted(folder / "input")
    ran(call("check", export, *AS_OF), 0, 1)
    ran(call("sample", "draw", "--n", "6", "--seed", f"frø {number(1)}"), 2)
    ran(call("sample", "draw", "--n", "6", "--seed", "2026K4", "-o", "liste.xlsx"), 0, 1)
    ran(call("review", "create", "--reviewers", "AB,CD", "--overlap", "50%", "-o", "ud"), 0)
    for k, form in enumerate(sorted((folder / "work/ud").glob("*.xlsx"))):
        book = openpyxl.load_workbook(form)
        filled = 0
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in ("Svar", "Bemærkning"):
                        below = sheet.cell(cell.row + 1, cell.column)
                        if below.value is None and type(below).__name__ == "Cell":
                            below.value = "Ja" if cell.value == "Svar" else f"Se {number(filled + k)}."
                            filled += 1
        assert filled
        book.properties.creator = sentence(k)
        target = folder / "input" / f"udfyldt {number(k)} {form.name}"
        book.save(target)
        call("review", "import", target)
    for command in (
        ("review", "status"), ("review", "compare"), ("review", "result"), ("review", "result", "--format", "json"),
        ("review", "export", "-o", "svar.csv"), ("review", "export", "-o", "svar.xlsx"),
    ):  # fmt: skip
        call(*command)
    nothing_in(folder / "work", "originals")
    nothing_in(folder / "temporary")


def test_ac_090_no_canary_comes_out_of_an_export_that_cannot_be_used(work):
    """Errors are where values slip out: a table without a known header, a broken workbook, bad dates, odd letters."""
    folder, call = work
    where = folder / "input"
    where.mkdir()
    unknown = where / f"ukendt {number(1)}.csv"
    unknown.write_text(f"{number(2)};{NAMES[1]}\n{sentence(3)};{number(4)}\n", encoding="utf-8")
    broken = where / f"{number(5)}.xlsx"
    broken.write_bytes(b"PK\x03\x04" + sentence(6).encode() * 40)
    twice = where / "to.csv"
    twice.write_text(f"Sagsnummer;{number(7)};{number(7)}\n1;2;3\n", encoding="utf-8")
    profile = where / "profil.yaml"
    profile.write_text(f"name: {number(8)}\ncolumns: {{case_id: '{number(9)}'}}\n", encoding="utf-8")
    for path in (unknown, broken, twice, where, where / f"{number(0)}.xlsx"):
        ran(call("check", path, *AS_OF), 2, 3)
    ran(call("check", ROOT / "examples/small/wide.csv", *AS_OF, "--profile", profile), 2, 3)
    for argv in (
        ("explain", number(1)), ("check", unknown, "--as-of", number(2)), ("check", unknown, "--unit", number(3)),
        ("check", unknown, f"--{number(4)}"), (number(5),), ("report", "build", "--run", number(6)),
        ("history", "show", number(7)), ("rules", "show", number(8)), ("sample", "draw", "--only", number(9)),
    ):  # fmt: skip
        ran(call(*argv), 2, 3)
    nothing_in(folder / "work")
    nothing_in(folder / "temporary")
