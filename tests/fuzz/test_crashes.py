"""What the fuzzers once broke, each with its name: a message and the right exit code, never a crash."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from caseaudit.privacy import contains_cpr, mask

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "examples" / "small"
AS_OF = ("--as-of", "2026-10-15", "--no-save")


def refused(answer, code, exit_code=2):
    """The command ended as told, and said what to do."""
    assert (answer.code, f"[{code}]" in answer.err) == (exit_code, True), answer.text
    assert "Ret op:" in answer.err


@pytest.fixture
def own_rules(cli):
    folder = Path("egne") / "plan"
    folder.mkdir(parents=True)
    return folder


def test_a_profile_in_another_encoding_is_told(cli):
    """A profile saved by an old editor in cp1252 is named; it was a crash."""
    text = (ROOT / "profiles" / "wide-danish.yaml").read_text(encoding="utf-8")
    Path("p.yaml").write_bytes(text.encode("cp1252", errors="replace"))
    refused(cli("check", SMALL / "wide.csv", "--profile", "p.yaml", *AS_OF), "yaml_not_utf8")
    refused(cli("mapping", "check", "p.yaml"), "yaml_not_utf8")


def test_a_rule_in_another_encoding_is_told(cli, own_rules):
    (own_rules / "min.yaml").write_bytes("title: {da: Før}".encode("cp1252"))
    refused(cli("check", SMALL / "wide.csv", "--rules", "egne", *AS_OF), "yaml_not_utf8")


def test_a_list_where_a_word_belongs_is_not_repeated(cli, own_rules):
    """The message says that it is a list; it printed the whole of it, braces and all."""
    text = (ROOT / "rules" / "undersoegelse" / "screening-before-support.yaml").read_text(encoding="utf-8")
    at = text.index("    unit: ")
    (own_rules / "screening-before-support.yaml").write_text(
        text[:at] + "    unit: [d2, {da: 'Af {unit_on}', en: 'Of {unit_on}'}]\n" + text[text.index("\n", at) + 1 :],
        encoding="utf-8",
    )
    answer = cli("rules", "lint", "egne")
    assert "skal være tekst, ikke en liste." in answer.text
    assert "{unit_on}" not in answer.text


@pytest.mark.parametrize("depth", [500, 20_000])
def test_a_configuration_that_is_nested_too_deeply_is_told(cli, depth):
    """It is read before the command is, and there nothing caught it."""
    Path("caseaudit.toml").write_text("rules = " + "[" * depth, encoding="utf-8")
    refused(cli("check", SMALL / "wide.csv", *AS_OF), "config_syntax")


def test_a_baseline_that_is_nested_too_deeply_is_told(cli):
    Path("kendt.json").write_text('{"schema":' + "[" * 50_000, encoding="utf-8")
    refused(cli("check", SMALL / "wide.csv", "--baseline", "kendt.json", *AS_OF), "baseline_unreadable")


def test_a_file_name_that_is_too_long_is_told(cli):
    """A text pasted where a file name belongs."""
    refused(cli("schedule", "cron", "--", "A" * 5000), "path_unusable")
    assert cli("check", "A" * 5000).code == 2


def test_a_word_that_is_no_text_is_told(cli):
    """Bytes on the command line that are no letters: a file name from another system. The log of seeds broke on it."""
    refused(cli("sample", "x\udcff", "--n", "4"), "argument_not_text")
    refused(cli("check", "x\udcff.csv"), "argument_not_text")


def test_a_register_that_claims_an_unknown_zip_version_is_told(cli):
    """A byte changed in the directory of the zip asks for a version of unpacking that nobody has."""
    assert cli("actions", "create", "--empty").code == 0
    path = Path("handlinger.xlsx")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 6 : at + 8] = b"\xff\xff"  # version needed to extract
    path.write_bytes(bytes(data))
    for command in ("check", "status"):
        refused(cli("actions", command), "actions_unreadable")


@pytest.mark.parametrize("pair", ["[BL-104-2]", "[]", "[SEL-71, BL-104, BL-105]"])
def test_a_section_before_and_after_2024_is_two_sections(cli, pair):
    """A profile that names one section where two are needed, before 2024 and from 2024, is refused at its line."""
    text = (ROOT / "profiles" / "wide-danish.yaml").read_text(encoding="utf-8")
    Path("p.yaml").write_text(text.replace("otherwise: [SEL-71, BL-104]", f"otherwise: {pair}"), encoding="utf-8")
    refused(cli("check", SMALL / "wide.csv", "--profile", "p.yaml", *AS_OF), "profile_invalid")


def test_a_file_of_quotas_with_an_anchor_bomb_is_refused(cli, small_run):
    """It was read by the library's own reader, which follows anchors."""
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    Path("kvoter.yaml").write_text(bomb + "quotas: [{kind: *i, n: 2}]\n", encoding="utf-8")
    refused(cli("sample", "--quotas", "kvoter.yaml", "--runs", small_run), "yaml_forbidden")


@pytest.mark.parametrize("text", ["310249-5006²", "Se 3102495006① her", ".310249-5006¹"])
def test_the_mark_of_a_footnote_does_not_hide_a_number(text):
    """A raised digit right after a CPR number made eleven digits of it, which is no number."""
    assert contains_cpr(text)
    assert "5006" not in mask(text)


@pytest.fixture
def kept(cli, small_run, monkeypatch):
    """A copy of a kept run, to be damaged."""
    monkeypatch.setenv("CASEAUDIT_KEY", str(small_run.parent / "pseudonym.key"))
    shutil.copytree(small_run, "runs")
    return next(Path("runs").glob("*/manifest.json")).parent


@pytest.mark.parametrize("command", ["figures", "report build --format md", "worklist", "baseline diff"])
def test_a_kept_run_with_a_damaged_table_is_refused(cli, kept, command):
    """A table that was cut off on a full disk: every command that reads it says which run."""
    table = kept / "cases.parquet"
    table.chmod(0o600)
    table.write_bytes(table.read_bytes()[:-40])
    refused(cli(*command.split()), "run_unreadable" if command != "baseline diff" else "file_missing")


@pytest.mark.parametrize(
    "damage",
    [
        lambda m: m["population"].pop("cases"),
        lambda m: m["rules"].append({"id": "x"}),
        lambda m: m.update(as_of="i går"),
        lambda m: m["command"].update(period="2026Q9"),
        lambda m: m["readings"].update(x=1),
        lambda m: m.update(inputs={}),
        lambda m: m["rules_run"].append("fremmed"),
    ],
)
def test_a_manifest_with_a_wrong_part_is_refused(cli, kept, damage):
    """Whatever part of it is missing or of another kind, the run is named as damaged."""
    path = kept / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    damage(told)
    path.chmod(0o600)
    path.write_text(json.dumps(told), encoding="utf-8")
    for command in ("figures", "history verify"):
        refused(cli(*command.split()), "run_unreadable")


@pytest.mark.parametrize("pointer", [b"\xff\xfe", b"../..", b"A" * 5000, b"\0", b""])
def test_a_damaged_pointer_to_the_latest_run_points_nowhere(cli, kept, pointer):
    """The last run by name is taken, as if there were no pointer."""
    (kept.parent / "latest.txt").write_bytes(pointer)
    assert cli("figures").code == 0


def test_a_store_whose_damage_sqlite_cannot_put_in_words_is_refused(cli, kept, monkeypatch):
    """Damaged text in the store's own layout comes back as an error in bytes that are no text."""
    from caseaudit.history import store

    def broken(*_args, **_kwargs):
        return b"\xff".decode("utf-8")

    monkeypatch.setattr(store.sqlite3, "connect", broken)
    answer = cli("history", "list")
    assert answer.code == 2
    assert "history_damaged" in answer.err
