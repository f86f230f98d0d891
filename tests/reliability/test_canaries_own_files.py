"""Numbers and names in what people write to caseaudit: refused where it can be, hidden wherever it is printed.

A name cannot be told from any other word. It stands where a person put it and where that text belongs: on the worklist, in
the register, in the list of known findings, in the review. It stands in nothing that leaves the circle of those: not with
build servers, in logs, messages, calendars, trends, exports of the history, key figures, or reports to management and committee.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pytest

from a_rule import RULE
from caseaudit.cli.entry import run
from planted_canaries import NAMES, found_in_file, found_in_text, number, planted
from planted_own_files import (
    PROFILE_TEXTS,
    RULE_TEXTS,
    SLOTS,
    add_to_register,
    config,
    filled_worklist,
    profile,
    written,
)

DAY = "2026-10-15"
AS_OF = ("--as-of", DAY)
PEOPLE = ("worklists", "team", "folk", "kendte.json", "handlinger.xlsx", "reviews", "samples")
"""Where people's own words belong, and so may hold names."""


class Work:
    """A folder, and a command line that hides what it must."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.patch = folder, monkeypatch

    def __call__(self, *argv, codes=(0, 1), names=False):
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with self.patch.context() as m:
            m.setattr(sys, "stdout", out)
            m.setattr(sys, "stderr", err)
            code = int(run(["--log-file", "caseaudit.log", *map(str, argv)]))
        text = out.buffer.getvalue().decode() + err.buffer.getvalue().decode()
        assert code in codes, (argv, code, text[-600:])
        assert "Traceback" not in text
        found = found_in_text(text) - (set(NAMES) if names else set())
        assert not found, (argv, sorted(found))
        return text


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """All that people write has been written, and everything that writes has written once."""
    root = tmp_path_factory.mktemp("canaries")
    for name in ("work", "temporary"):
        (root / name).mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as m:
        m.chdir(root / "work")
        m.setenv("CASEAUDIT_KEY", str(root / "key"))
        m.delenv("CASEAUDIT_LANG", raising=False)
        m.setattr(tempfile, "tempdir", str(root / "temporary"))
        here = Work(root / "work", m)
        written(here.folder)
        export = planted(root / "input")
        here("check", export, "--as-of", "2026-09-15")
        lists = here("worklist", "--by", "team")
        assert lists
        (made,) = here.folder.glob("worklists/*-team")
        assert filled_worklist(made, text=f"Ring til {NAMES[2]} i morgen.")
        here("check", export, *AS_OF)
        yield here, export


def clean(folder, *but, names_too=True):
    """No canary in any file but those named; without `names_too` no number."""
    looked = 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found = found_in_file(path)
        if not names_too or any(b in path.relative_to(folder).parts for b in but):
            found -= set(NAMES)
        assert not found, (path.relative_to(folder), sorted(found))
        looked += 1
    assert looked


@pytest.mark.parametrize("slot", range(len(SLOTS)), ids=SLOTS)
def test_ac_090_a_number_in_the_configuration_is_refused_by_the_name_of_its_key(cli, slot):
    Path("caseaudit.toml").write_text(config(**{f"slot{slot}": number(slot, slot)}), encoding="utf-8")
    answer = cli("history", "list")
    assert answer.code == 2
    assert "config_cpr" in answer.err
    assert SLOTS[slot] in answer.err
    assert not found_in_text(answer.text)


@pytest.mark.parametrize("said", RULE_TEXTS)
def test_ac_090_a_number_in_a_rule_is_refused_at_its_line(cli, said):
    Path("egne").mkdir()
    text = RULE.replace(said, f"{said} {number(3)}", 1)
    Path("egne/consent-noted.yaml").write_text(text, encoding="utf-8")
    line = next(n for n, x in enumerate(text.splitlines(), 1) if number(3) in x)
    answer = cli("rules", "list", "--rules", "egne")
    assert answer.code == 2
    assert "rule_cpr" in answer.err
    assert f"række {line}" in answer.err or f"linje {line}" in answer.err, answer.err
    assert not found_in_text(answer.text)


@pytest.mark.parametrize("said", PROFILE_TEXTS)
def test_ac_090_a_number_in_a_mapping_profile_is_refused(cli, tmp_path, said):
    Path("egen.yaml").write_text(profile(said), encoding="utf-8")
    answer = cli("check", planted(tmp_path / "ind"), *AS_OF, "--profile", "egen.yaml", "--no-save")
    assert answer.code == 2
    assert "rule_cpr" in answer.err
    assert not found_in_text(answer.text)


def test_ac_090_build_servers_logs_and_messages_hold_nothing_of_what_people_wrote(work):
    here, export = work
    out = here.folder / "byg"
    out.mkdir()
    here.patch.setenv("GITHUB_STEP_SUMMARY", str(out / "trin.md"))
    for fmt in ("junit", "gitlab", "github", "sarif", "json"):
        here("check", export, *AS_OF, "--no-save", "--format", fmt, "-o", out / f"resultat.{fmt}", "--summary-line")
    assert (out / "trin.md").is_file()
    clean(out)
    assert (here.folder / "besked.txt").stat().st_size > 500
    for name in ("besked.txt", "caseaudit.log"):
        assert not found_in_file(here.folder / name)


def test_ac_090_worklists_agendas_notes_and_calendars_hold_no_number_and_only_the_names_that_were_written_there(work):
    here, _ = work
    out = here.folder / "worklists"
    here("worklist", "--by", "team", "--format", "xlsx,html,ics", "--due-within", "366d", names=True)
    here("worklist", "--by", "caseworker", "--format", "html,ics", "--due-within", "366d", "--cases", names=True)
    here("worklist", "agenda", "--format", "xlsx,html", names=True)
    here("worklist", "notes", "--all", "--one", names=True)
    here("worklist", "notes", "--all", "--one", "--format", "docx", names=True)
    data = set(NAMES) - {NAMES[1], NAMES[2]}
    kinds = set()
    for path in (p for p in out.rglob("*") if p.is_file()):
        found = found_in_file(path)
        kinds.add(path.suffix)
        assert not found - {NAMES[1], NAMES[2]}, (path.name, found & data)
        if path.suffix == ".ics":
            assert not found, path.name
    assert {".xlsx", ".html", ".ics", ".docx", ".txt", ".json"} <= kinds
    everything = b"".join(p.read_bytes() for p in out.rglob("*.html"))
    assert NAMES[2].encode() in everything  # what people wrote is carried on, or this test would prove nothing


def test_ac_090_a_number_is_refused_in_a_worklist_a_register_a_baseline_and_reference_figures(work):
    here, _ = work
    named = dict(codes=(2,), names=True)
    told = here("baseline", "create", "--reason", f"Se {number(1)}", "--expires", "2027-10-01", **named)
    assert "baseline_cpr" in told
    told = here("baseline", "create", "--reason", "Aftalt", "--owner", number(2), "--expires", "2027-10-01", **named)
    assert "baseline_cpr" in told
    csv = here.folder / "reference.csv"
    csv.write_text(
        f"noegletal;omraade;aar;vaerdi;enhed;kilde\nnotifications-under-8;Landet;2025;45;%;Fra {number(3)}\n",
        encoding="utf-8",
    )
    assert "reference_cpr" in here("figures", "import", csv, codes=(2,))
    csv.unlink()


def test_ac_090_known_findings_registers_and_status_hold_no_number_and_only_the_names_put_there(work):
    here, export = work
    here("baseline", "create", "--reason", f"Aftalt med {NAMES[3]}", "--owner", NAMES[4], "--expires", "2027-10-01")
    (here.folder / "baseline.json").rename(here.folder / "kendte.json")
    here("baseline", "show", "kendte.json", names=True)
    here("baseline", "diff", "kendte.json", names=True)
    out = here.folder / "kendt"
    out.mkdir()
    for fmt in ("json", "junit"):
        known = ("--baseline", "kendte.json", "--fail-on-new")
        here("check", export, *AS_OF, "--no-save", *known, "--format", fmt, "-o", out / f"kendt.{fmt}")
    clean(out)
    here("actions", "add", "Ring til dem", "--indicator", "notifications-under-8 >= 50")
    register = here.folder / "handlinger.xlsx"
    add_to_register(register, "Ansvarlig", NAMES[5])
    folk = here.folder / "folk"
    folk.mkdir(exist_ok=True)
    for fmt in ("table", "markdown", "json", "html", "xlsx", "docx"):
        here("actions", "status", "--format", fmt, "-o", folk / f"status.{fmt}", names=True)
    assert NAMES[5].encode() in (folk / "status.json").read_bytes()
    clean(folk, names_too=False)
    add_to_register(register, "Ansvarlig", f"Bor ved {number(6)}")
    assert "action_cpr" in here("actions", "check", codes=(1, 2), names=True)
    add_to_register(register, "Ansvarlig", NAMES[5])


def test_ac_090_trend_history_and_key_figures_hold_nothing(work):
    here, export = work
    out = here.folder / "tal"
    out.mkdir()
    for fmt in ("table", "csv", "json", "svg"):
        here("trend", "--by", "team", "--format", fmt, "-o", out / f"trend.{fmt}")
    for fmt in ("csv", "parquet"):
        here("history", "export", "-o", out / f"historik.{fmt}")
        here("history", "export", "--findings", "-o", out / f"fund.{fmt}")
    here("history", "list", "--format", "csv", "-o", out / "liste.csv")
    here("history", "missed", "--all", "--format", "json", "-o", out / "misset.json")
    here("history", "compare", "2026-09-15", DAY, "--cases", "--all", "--format", "markdown", "-o", out / "foer.md")
    for fmt in ("json", "xlsx"):
        here("figures", "--by", "unit", "--format", fmt, "-o", out / f"figures.{fmt}")
    here("history", "show")
    here("history", "verify", "2026-09-15", export, codes=(0, 2))
    for kind in ("cron", "systemd", "windows", "gitlab"):
        here("schedule", kind, export, "--time", "06:00", codes=(0, 2))
    clean(out)


def test_ac_090_reports_hold_no_number_at_any_level_and_no_name_from_the_lists(work):
    here, _ = work
    for audience in ("management", "team"):
        made = ("--format", "html,pdf,docx,xlsx,md", "-o", f"rapport/{audience}")
        here("report", "build", "--audience", audience, "--previous", previous(here), *made)
    here("report", "build", "--audience", "committee", "--format", "html,docx,md", "-o", "rapport/udvalg", codes=(0, 2))
    for path in (p for p in (here.folder / "rapport").rglob("*") if p.is_file()):
        register = set() if "udvalg" in path.parts else {NAMES[5]}  # who is responsible: [actions] in_report
        assert not found_in_file(path) - register, (path.name, sorted(found_in_file(path)))
    for what in (
        ("rules", "list"),
        ("rules", "show", "consent-noted"),
        ("rules", "export"),
        ("mapping", "list"),
        ("doctor",),
    ):
        here(*what, codes=(0, 1, 2))


def previous(here):
    return min(p.parent.name for p in here.folder.glob("runs/*/manifest.json"))


def test_ac_090_after_all_of_it_no_number_is_left_anywhere_but_in_what_people_wrote_themselves(work):
    """And no name, but on worklists, in the register and in the list of known findings."""
    here, _ = work
    for path in sorted(p for p in here.folder.rglob("*") if p.is_file()):
        parts = path.relative_to(here.folder).parts
        if parts[0] in ("egne", "profiler", "caseaudit.toml"):
            continue
        found = found_in_file(path) - (set(NAMES) if parts[0] in PEOPLE else set())
        found -= {NAMES[5]} if parts[0] == "rapport" and parts[1] != "udvalg" else set()
        assert not found, (parts, sorted(found))
    assert not any(found_in_file(p) for p in (here.folder.parent / "temporary").rglob("*") if p.is_file())
    assert Path(here.folder / "runs/history.sqlite").is_file()
