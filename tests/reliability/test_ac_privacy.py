"""Keys, file modes, removal, the search before sharing, the chain of runs, and no network at all."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import stat
import subprocess
import sys
import threading
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from caseaudit.history.store import Store
from caseaudit.privacy import MASK, contains_cpr, mask
from caseaudit.privacy.edge import mask_output, mask_talk, masked
from planted_canaries import NAMES, found_in_bytes, number, planted

ROOT = Path(__file__).resolve().parents[2]
EXPORT = ROOT / "examples/small/wide.csv"
AS_OF = ("--as-of", "2026-10-15")
NUMBER = "310249-5077"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; docs/privacy.md tells what to do there")


def checked(cli, *more):
    answer = cli("check", EXPORT, *AS_OF, "--exit-zero", *more)
    assert answer.code == 0, answer.text


# --- the key ---------------------------------------------------------------------------------------------------------


def test_ac_093_a_key_that_is_missing_stops_the_run_and_no_new_one_is_made(cli, tmp_path):
    key = tmp_path / "key/pseudonym.key"
    checked(cli)
    key.unlink()
    for argv in (("check", EXPORT, *AS_OF), ("privacy", "key", "init")):
        answer = cli(*argv)
        assert answer.code == 2
        assert "key_missing" in answer.err
        assert not key.exists()
    assert cli("privacy", "key", "fingerprint").code == 2


def test_a_key_is_made_once_and_its_fingerprint_does_not_reveal_it(cli, tmp_path):
    key = tmp_path / "key/pseudonym.key"
    made = cli("privacy", "key", "init")
    assert made.code == 0
    secret = key.read_text().strip()
    assert len(bytes.fromhex(secret)) == 32
    assert made.out.strip() == cli("privacy", "key", "fingerprint").out.strip()
    assert made.out.strip() not in secret
    assert cli("privacy", "key", "path").out.strip() == str(key)
    again = cli("privacy", "key", "init")
    assert again.code == 2
    assert "key_exists" in again.err
    assert key.read_text().strip() == secret


def test_a_key_is_replaced_only_on_purpose_and_it_is_said_that_links_break(cli, tmp_path):
    key = tmp_path / "key/pseudonym.key"
    checked(cli)
    old = key.read_text()
    refused = cli("privacy", "key", "rotate")
    assert refused.code == 2
    assert "key_rotate_needs_yes" in refused.err
    assert "1 tidligere kørsler" in refused.err
    assert key.read_text() == old
    done = cli("privacy", "key", "rotate", "--yes", "--keep-old", tmp_path / "gammel.key")
    assert done.code == 0
    assert "brudt" in done.err
    assert key.read_text() != old
    assert (tmp_path / "gammel.key").read_text() == old
    assert cli("privacy", "key", "rotate", "--yes", "--keep-old", tmp_path / "gammel.key").code == 2


# --- masking at the edge ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [NUMBER, "3102495077", "310249 5077", "310249\u20135077", "310249\u00a05077", "3102497JC9"]
)
def test_a_number_that_nobody_masked_is_hidden_on_both_streams(text, capsys):
    with masked():
        print(f"sag {text} her")
        print(f"sag {text} her", file=sys.stderr)
    out, err = capsys.readouterr()
    assert out == err == f"sag {MASK} her\n"


def test_what_is_no_number_is_left_alone_on_stdout():
    """Sums of files, dates, moments, case ids, and counts that stand in columns."""
    plain = (
        "sum a8f8e916214236d6508327391d5c51bf899b3aa0310249507700000000000000\n"
        "27.24.00-G01-8-21 06-11-2021 07-11-2021\n2026-11-22T23:34:46 20261122T234837Z-17d940\n"
        "  12   11   90   1234\n0.1203456789\n121190  1234\n"
    )
    assert mask_output(plain) == plain
    assert mask_talk("27.24.00-G01-8-21 06-11-2021\n") == "27.24.00-G01-8-21 06-11-2021\n"
    assert contains_cpr("21 06-11-20 1234")
    assert mask(f"06-11-2021 {NUMBER} 07-11-2021") == f"06-11-2021 {MASK} 07-11-2021"


def test_logs_warnings_and_errors_that_nobody_caught_are_masked(capsys):
    stream = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(message)s")
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "sag %s", (NUMBER,), None)
    with masked():
        try:
            int(NUMBER)
        except ValueError:
            record.exc_info = sys.exc_info()
        told = formatter.format(record)
        warnings.showwarning(UserWarning(f"cell {NUMBER}"), UserWarning, "a/b.py", 7)
        sys.excepthook(ValueError, ValueError(NUMBER), None)
        thread = threading.Thread(target=int, args=(NUMBER,))
        thread.start()
        thread.join()
    assert stream
    err = capsys.readouterr().err
    for text in (told, err):
        assert NUMBER not in text
    assert MASK in told
    assert "UserWarning (b.py:7)" in err
    assert err.count("ValueError") == 2


def test_a_process_leaves_no_memory_on_disk_and_files_for_its_owner_only(tmp_path):
    code = (
        "from caseaudit.privacy.edge import close_process; close_process(); import os, resource;"
        "print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split(") ") == ["(0, 0", "0o77\n"]


# --- modes -----------------------------------------------------------------------------------------------------------


@POSIX
def test_ac_084_under_an_open_umask_files_are_0600_and_folders_0700(tmp_path):
    env = os.environ | {"CASEAUDIT_KEY": str(tmp_path / "key/pseudonym.key")}
    script = (
        'umask 022; c="$1 -m caseaudit"; $c check "$2" --as-of 2026-10-15 --exit-zero --log-file log.txt >/dev/null &&'
        " $c report build --format html,xlsx,docx,pdf,md -o ud && $c sample draw --n 5 -o liste.xlsx &&"
        " $c review create --reviewers AB -o skemaer && $c report draft"
    )
    done = subprocess.run(
        ["bash", "-c", script, "x", sys.executable, str(EXPORT)], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = list(tmp_path.rglob("*"))
    assert len(made) > 20
    for path in made:
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = (0o700,) if path.is_dir() else (0o600, 0o400)
        assert mode in wanted, (path.relative_to(tmp_path), oct(mode))


@POSIX
def test_ac_084_doctor_points_at_an_export_that_everybody_can_read(cli, tmp_path):
    export = tmp_path / "work/udtraek.csv"
    export.write_bytes(EXPORT.read_bytes())
    export.chmod(0o644)
    told = cli("doctor", export)
    assert told.code == 0
    assert re.search(r"ADV +Udtræk +.*udtraek.csv kan læses af alle", told.out)
    export.chmod(0o600)
    assert "kan læses af alle" not in cli("doctor", export).out


# --- removal ---------------------------------------------------------------------------------------------------------


def test_ac_092_what_is_purged_is_gone_from_every_byte_and_a_record_of_it_is_left(cli, tmp_path):
    checked(cli, "--team", "Børn")
    checked(cli)
    runs = tmp_path / "work/runs"
    assert cli("report", "build", "--audience", "team", "--format", "html,xlsx").code == 0
    cli("sample", "draw", "--n", "4", "-q")
    case = b"27.24.00-G01-"
    last = (runs / "latest.txt").read_text(encoding="utf-8").strip()
    (first,) = {p.parent.name for p in runs.glob("*/manifest.json")} - {last}
    with Store(runs) as history:
        keys = {f.key for run in (first, last) for f in history.findings(run)}
    needles = {k.encode() if isinstance(k, str) else bytes(k) for k in keys}
    assert len(needles) > 50
    assert all(n in (runs / "history.sqlite").read_bytes() for n in needles)
    dry = cli("privacy", "purge", "--all", "--dry-run")
    assert dry.code == 0
    assert "samples/" in dry.out
    assert (runs / first).is_dir()
    assert cli("privacy", "purge", "--all").code == 2
    assert cli("privacy", "purge").code == 2
    assert cli("privacy", "purge", "--run", "findes-ikke", "--yes").code == 2
    assert cli("privacy", "purge", "--run", first, "--yes").code == 0
    assert not (runs / first).exists()
    assert (runs / last).is_dir()
    assert cli("history", "verify").code == 0
    assert cli("privacy", "purge", "--all", "--yes").code == 0
    left = [p for p in runs.rglob("*") if p.is_file()]
    for path in left:
        assert case not in path.read_bytes(), path
    store = (runs / "history.sqlite").read_bytes()
    assert not any(n in store for n in needles)
    assert not list(runs.glob("*.sqlite-*"))
    records = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((runs / "purged").glob("*.json"))]
    assert [len(r["runs"]) for r in records] == [1, 1]
    assert all(r["state"] == "done" and r["runs"][0]["manifest_sha256"] for r in records)
    (of_last,) = (r["runs"][0] for r in records if r["runs"][0]["run"] == last)
    assert "html" in of_last["reports"]


# --- the chain of runs -----------------------------------------------------------------------------------------------


def test_ac_094_a_rule_file_changed_after_a_run_is_named_by_verify(cli, tmp_path):
    book = next(
        p
        for p in sorted((ROOT / "rules").rglob("*.yaml"))
        if re.search(r"^id:", p.read_text(encoding="utf-8"), re.MULTILINE)
    )
    own = tmp_path / "work/egne"
    own.mkdir()
    rule = own / book.name
    rule.write_text(book.read_text(encoding="utf-8"), encoding="utf-8")
    checked(cli, "--rules", own)
    same = cli("history", "verify", "--rules", own)
    assert same.code == 0, same.text
    rule.write_text(rule.read_text(encoding="utf-8") + "# ændret\n", encoding="utf-8")
    changed = cli("history", "verify", "--rules", own)
    assert changed.code == 2
    assert rule.stem in changed.out
    assert "AFVIGER" in changed.out


def test_each_run_holds_the_sum_of_the_one_before_and_what_it_was_made_with(cli, tmp_path):
    runs = tmp_path / "work/runs"
    checked(cli)
    first = (runs / "latest.txt").read_text().strip()
    checked(cli)
    second = (runs / "latest.txt").read_text().strip()
    manifest = json.loads((runs / second / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["previous"]["run"] == first
    assert manifest["environment"]["python"].startswith("3.")
    assert manifest["environment"]["libraries"]["pandas"]
    assert json.loads((runs / first / "manifest.json").read_text(encoding="utf-8"))["previous"] is None
    assert cli("history", "verify", second).code == 0
    earlier = runs / first / "manifest.json"
    told = earlier.read_text(encoding="utf-8")
    earlier.write_text(told.replace('"units": ', '"units":  ') if '"units": ' in told else told + " ", encoding="utf-8")
    answer = cli("history", "verify", second)
    assert answer.code == 2
    assert "Kæden" in answer.out
    assert first in answer.out


# --- the search before sharing ---------------------------------------------------------------------------------------


def workbook_with_canaries(path):
    book = openpyxl.Workbook()
    book.active["B7"] = f"Se {NUMBER}"
    book.active["C9"] = 3102495077
    book.active["D2"] = 45000.1203456789
    book.active["A1"].comment = Comment(f"ring om {NUMBER}", "AB")
    hidden = book.create_sheet("Gemt")
    hidden["A3"] = "310249\u20135077"
    hidden.sheet_state = "veryHidden"
    book.properties.title = f"Sag {NUMBER}"
    book.save(path)


def test_scan_names_cells_hidden_sheets_comments_and_properties_and_never_the_number(cli, tmp_path):
    workbook_with_canaries(tmp_path / "rapport.xlsx")
    answer = cli("privacy", "scan", tmp_path / "rapport.xlsx")
    assert answer.code == 1
    for place in (
        "ark Sheet, celle B7",
        "ark Sheet, celle C9",
        "ark Gemt (skjult), celle A3",
        "docProps/core.xml",
        "comment",
    ):
        assert place in answer.out
    assert "celle D2" not in answer.out
    assert "5077" not in answer.text


def test_scan_reads_word_pdf_html_text_and_archives(cli, tmp_path):
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph("Barnet 310249")
    paragraph.add_run("-50")
    paragraph.add_run("77 bor her")
    document.core_properties.author = "AB"
    document.save(tmp_path / "brev.docx")
    (tmp_path / "side.html").write_text(f"<p title='x'>310249&#45;5077</p><!-- {NUMBER} -->", encoding="utf-8")
    (tmp_path / "liste.csv").write_bytes(f"navn;nr\nå;{NUMBER}\n".encode("cp1252"))
    (tmp_path / "note.txt").write_text(NUMBER, encoding="utf-16")
    (tmp_path / f"{NUMBER}.txt").write_text("intet", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "samlet.zip", "w") as archive:
        for name in ("brev.docx", "liste.csv"):
            archive.write(tmp_path / name, name)
    answer = cli("privacy", "scan", tmp_path, "--format", "json")
    assert answer.code == 1
    hits = {(h["file"], h["where"].split(",")[0]) for h in json.loads(answer.out)["hits"]}
    assert {("liste.csv", "linje 2"), ("note.txt", "linje 1"), ("side.html", "linje 1")} <= hits
    assert ("brev.docx", "word/document.xml") in hits
    assert {w for f, w in hits if f == "samlet.zip"} == {"brev.docx", "liste.csv"}
    assert any(f == f"{MASK}.txt" for f, _ in hits)
    assert "5077" not in answer.text


def test_scan_of_our_own_reports_finds_nothing_and_a_file_it_cannot_read_is_not_called_clean(cli, tmp_path):
    checked(cli)
    for audience in ("team", "management"):
        made = cli("report", "build", "--audience", audience, "--format", "html,pdf,docx,xlsx,md", "-o", audience)
        assert made.code == 0
    answer = cli("privacy", "scan", "team", "management")
    assert answer.code == 0, answer.out
    assert "10 filer" in answer.out
    (tmp_path / "laast.zip").write_bytes(b"PK\x03\x04" + b"\0" * 60)
    broken = cli("privacy", "scan", tmp_path / "laast.zip")
    assert broken.code == 2
    assert "scan_unreadable" in broken.err


def test_scan_finds_every_slot_of_the_planted_export(cli, tmp_path):
    path = planted(tmp_path / "input")
    answer = cli("privacy", "scan", path, "--format", "json")
    assert answer.code == 1
    for place in ("filens navn", "(skjult)", "docProps/core.xml", "uden for cellerne", "navn eller egenskab"):
        assert place in answer.out, place
    assert not any(n in answer.text for n in (*NAMES, number(0), number(1, 1)))


# --- no network ------------------------------------------------------------------------------------------------------

FLOW = (
    ("check", str(EXPORT), *AS_OF, "--exit-zero"),
    ("report", "build", "--format", "html,pdf,docx,xlsx,md"),
    ("sample", "draw", "--n", "5"),
    ("review", "create", "--reviewers", "AB"),
    ("history", "list"),
    ("doctor", str(EXPORT)),
)


def test_ac_089_no_command_opens_a_socket(cli, monkeypatch):
    def refused(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    for argv in FLOW:
        answer = cli(*argv)
        assert answer.code == 0, answer.text


def test_ac_089_a_whole_run_passes_on_a_machine_without_network(tmp_path):
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to take the network away here; the test with forbidden sockets runs without")
    env = os.environ | {"CASEAUDIT_KEY": str(tmp_path / "key/pseudonym.key")}
    for argv in FLOW[:3]:
        done = subprocess.run(
            ["unshare", "-rn", sys.executable, "-m", "caseaudit", *argv], cwd=tmp_path, env=env, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_ac_089_no_library_that_fetches_from_the_net_is_loaded(tmp_path):
    code = (
        "import sys; from caseaudit.cli.entry import run;"
        f"run(['check', {str(EXPORT)!r}, '--as-of', '2026-10-15', '--exit-zero', '-q']);"
        "run(['report', 'build', '--format', 'html,xlsx', '-q']);"
        "print([m for m in ('requests', 'httpx', 'aiohttp', 'urllib3', 'smtplib', 'ftplib') if m in sys.modules])"
    )
    env = os.environ | {"CASEAUDIT_KEY": str(tmp_path / "key/pseudonym.key")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_bytes_of_the_history_hold_no_canary(cli, tmp_path):
    path = planted(tmp_path / "input")
    assert cli("check", path, *AS_OF, "--exit-zero", "-q").code == 0
    assert not found_in_bytes((tmp_path / "work/runs/history.sqlite").read_bytes())
