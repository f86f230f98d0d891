"""Bad input: the exit code of the contract, and a message that says what, where and how to fix it, in both languages."""

from __future__ import annotations

import pytest

HEAD = "event_id,case_id,type,at,section,concerns,result,ends_on"


@pytest.fixture
def events(tmp_path):
    def write(*lines, head=HEAD, name="events.csv"):
        path = tmp_path / name
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def both(cli, code, *argv):
    """Run in Danish and in English; both end alike and differ in words."""
    danish, english = cli(*argv), cli(*argv, "--lang", "en")
    assert (danish.code, english.code) == (code, code), danish.text
    assert danish.text != english.text
    return danish, english


def test_missing_files_are_all_named_at_once(cli):
    """Two files that are not there give one run with two messages and exit 2."""
    da, en = both(cli, 2, "check", "a.xlsx", "b.csv")
    for name in ("a.xlsx", "b.csv"):
        assert name in da.err
        assert name in en.err
    assert "findes ikke" in da.err
    assert "does not exist" in en.err
    assert "Ret op" in da.err
    assert "Fix" in en.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.xlsx", b""),
        ("afbrudt.xlsx", b"PK\x03\x04 half a workbook"),
        ("tekst.xlsx", b"case_id;type\n1;x\n"),
        ("side.xls", b"<html><table></table></html>"),
    ],
)
def test_a_workbook_that_cannot_be_read_gives_no_verdict(cli, tmp_path, name, content):
    """An empty, broken or wrongly named workbook ends with 3, names the file and says what to do."""
    path = tmp_path / name
    path.write_bytes(content)
    da, _ = both(cli, 3, "check", path)
    assert name in da.err
    assert "Ret op" in da.err


def test_missing_required_columns_are_all_named(cli, events):
    """A table of events without type and date ends with 3 and names both columns and those found."""
    path = events("e1,1,SEL-52", head="event_id,case_id,section")
    da, en = both(cli, 3, "check", path)
    assert "type" in da.err
    assert "events.csv" in da.err
    assert "mapping suggest" in da.err or "kolonne" in da.err
    assert en.err


def test_an_unknown_event_type_is_set_aside_and_told(cli, events):
    """A row of an unknown type is not judged, not lost, and named with row and column; the rest is judged."""
    path = events("e1,1,decision,2024-05-01,BL-32,,,", "e2,1,desicion,2024-05-01,BL-32,,,")
    da, en = both(cli, 1, "check", path, "--as-of", "2025-01-01")
    assert "2 rækker ind = 1 med + 1 sat til side" in da.out
    assert "række 3" in da.out
    assert "decision" in da.out, "the nearest known type is offered"
    assert "2 rows in = 1 used + 1 set aside" in en.out


def test_an_impossible_date_is_told_and_never_rolled_over(cli, events):
    """31 September does not become 1 October: the row is set aside with its place."""
    path = events("e1,1,decision,2024-05-01,BL-32,,,", "e2,1,plan,31-09-2016,,e1,,")
    da, _ = both(cli, 1, "check", path, "--as-of", "2025-01-01")
    assert "række 3" in da.out
    assert 'kolonne "at"' in da.out


def test_conflicting_rows_for_one_case_are_listed(cli, tmp_path):
    """Two rows for one case that disagree: neither wins by accident, the conflict names row and column."""
    folder = tmp_path / "sager"
    folder.mkdir()
    (folder / "cases.csv").write_text("case_id,birth_date,team\n1,2010-01-01,A\n1,2011-01-01,A\n", encoding="utf-8")
    (folder / "events.csv").write_text("case_id,type,at,section\n1,decision,2024-05-01,BL-32\n", encoding="utf-8")
    da, en = both(cli, 1, "check", folder, "--as-of", "2025-01-01")
    assert "birth_date" in da.out
    assert "cases.csv" in da.out
    assert en.out


@pytest.mark.parametrize("lines", [(), (",,,,,,,",)])
def test_an_empty_population_is_not_green(cli, events, lines):
    """An export without a single case ends with 3, not with 0."""
    both(cli, 3, "check", events(*lines))


def test_a_filter_that_leaves_nobody_is_not_green(cli, examples):
    """A team that does not exist ends with 3 and says so."""
    da, _ = both(cli, 3, "check", examples / "small" / "canonical", "--team", "Findes ikke")
    assert "--team" in da.err


def test_every_fault_in_a_rule_folder_is_told_with_file_and_line(cli, tmp_path, examples):
    """Broken YAML, an unknown key and an impossible section in three files give three messages in one run, exit 2."""
    folder = tmp_path / "egne"
    folder.mkdir()
    (folder / "a.yaml").write_text("id: a\n  title: x\n", encoding="utf-8")
    (folder / "b.yaml").write_text("id: b\nid: b\n", encoding="utf-8")
    (folder / "c.yaml").write_text("id: c\nsevertiy: high\nversions: []\n", encoding="utf-8")
    da, en = both(cli, 2, "check", examples / "small" / "canonical", "--rules", folder)
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        assert name in da.err
        assert name in en.err
    assert "række 2" in da.err
    assert "severity" in da.err, "the nearest known key is offered"


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (("chek", "x"), "check"), (("check",), "DATA"), (("check", "x", "--as-fo", "2024-01-01"), "--as-of"),
        (("check", "x", "--format", "pdf"), "pdf"), (("check", "x", "--as-of", "32-01-2024"), "32-01-2024"),
        (("check", "x", "--period", "2024Q5"), "2024Q5"), (("check", "x", "--fail-on", "katastrofal"), "katastrofal"),
        (("explain", "1"), "check"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_explained(cli, argv, word):
    """A misspelt command or option, or a value that cannot be used, ends with 2 and names it."""
    da, en = both(cli, 2, *argv)
    assert word in da.err
    assert en.err


def test_an_unknown_rule_and_theme_offer_the_nearest(cli, examples):
    """A misspelt rule or theme ends with 2 and the nearest name."""
    da, _ = both(cli, 2, "check", examples / "small" / "canonical", "--rule", "plan-before-descision")
    assert "plan-before-decision" in da.err
    da, _ = both(cli, 2, "check", examples / "small" / "canonical", "--theme", "planer")
    assert "samvaer" in da.err


def test_an_unknown_language_is_refused(cli):
    """A language that is not there ends with 2, in Danish."""
    answer = cli("rules", "list", "--lang", "fr")
    assert answer.code == 2
    assert "da, en" in answer.err


def test_a_bad_configuration_names_every_key(cli, tmp_path):
    """Two faults in caseaudit.toml are told in one run, exit 2."""
    (tmp_path / "caseaudit.toml").write_text(
        'municipalty = "x"\n[readings]\nunlinked_window_months = 0\n', encoding="utf-8"
    )
    da, _ = both(cli, 2, "rules", "list")
    assert "municipality" in da.err
    assert "unlinked_window_months" in da.err


def test_a_folder_that_cannot_be_written_is_told(cli, examples, tmp_path):
    """When runs cannot be kept the run ends with 2 and says which folder."""
    blocked = tmp_path / "optaget"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    da, _ = both(cli, 2, "check", examples / "small" / "canonical", "--runs", blocked)
    assert "optaget" in da.err


def test_an_output_that_cannot_be_written_is_told(cli, examples, tmp_path):
    """When the output folder is not there the run ends with 2 and nothing is half-written."""
    target = tmp_path / "findes" / "ikke.json"
    both(cli, 2, "check", examples / "small" / "canonical", "--format", "json", "-o", target, "--no-save")
    assert not target.exists()


def test_a_bug_is_not_a_finding_and_its_crash_file_holds_no_value(cli, examples, monkeypatch, tmp_path):
    """An unforeseen error ends with 4, without a traceback, and the crash file names places, never values."""
    import tempfile

    from caseaudit import audit
    from checkout import CANARIES

    def broken(*_args, **_kwargs):
        raise RuntimeError(f"value {CANARIES[0]} {CANARIES[2]}")

    monkeypatch.setattr(audit, "run_audit", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = cli("check", examples / "small" / "canonical")
    assert answer.code == 4
    (crash,) = tmp_path.glob("caseaudit-crash-*.txt")
    text = crash.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert not any(c in text for c in CANARIES)


def test_no_cpr_name_or_free_text_reaches_any_output(cli, tmp_path):
    """Canaries in every column of a wide pull, mapped or not, reach no output, no kept run and no explanation."""
    from checkout import CANARIES

    cpr, _, name = CANARIES
    head = "Sagsnummer;CPR-nr.;Barnets navn;Team;Sagsbehandler;Afgørelse dato;Paragraf;Begrundelse for hastesag;Bemærkninger"
    rows = [
        f"{cpr};{cpr};{name};Team {cpr};{cpr};01-05-2024;BL § 32;{name} {cpr};{name}",
        f"S-2;{cpr};{name};A;SB1;01-05-2024;{cpr};{cpr};{cpr}",
        f"S-3;{cpr};{name};A;SB1;{cpr};BL § 46;{name};{name}",
    ]
    path = tmp_path / "udtræk.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    for fmt in ("table", "json", "jsonl", "csv", "markdown"):
        cli("check", path, "--as-of", "2025-01-01", "--format", fmt)
    cli("explain", "S-2")
    cli("mapping", "suggest", path)
    kept = [p for p in (tmp_path / "work" / "runs").rglob("*") if p.is_file()]
    assert len(kept) > 5
    for file in kept:
        data = file.read_bytes()
        for canary in CANARIES:
            assert canary.encode() not in data, file.name
