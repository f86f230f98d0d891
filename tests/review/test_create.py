"""`review create`: from a sample to forms, what it tells, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from openpyxl import load_workbook

from caseaudit.cli.review_created import hours
from caseaudit.review import store
from caseaudit.sample.store import write_record
from review_forms import all_items, sample


@pytest.fixture
def drawn(cli, examples, tmp_path):
    """A run of the demo cases, and a sample of twelve of them, as the commands keep them."""
    assert cli("check", examples / "small" / "canonical", "--as-of", "2026-10-15", "--exit-zero").code == 0
    work = tmp_path / "work"
    run = (work / "runs" / "latest.txt").read_text().strip()
    items = [
        i.model_copy(update={"unit": "Nord" if n % 2 else "Syd"}) for n, i in enumerate(all_items(n=12))
    ]  # fmt: skip
    (work / "samples" / "prove").mkdir(parents=True)
    write_record(work / "samples" / "prove" / "sample.json", sample(items, run))
    (work / "samples" / "latest.txt").write_text("prove\n")
    return work


def forms(work, round_="prove-r1"):
    return sorted(p.name for p in (work / "reviews" / round_ / "forms").iterdir())


def test_forms_are_made_for_each_reader_and_the_round_is_kept(cli, drawn):
    """The round lists every expected answer; the forms hold just those."""
    answer = cli(
        "review", "create", "--reviewers", "AB,CD", "--overlap", "20%", "--calibration", "2", "--due", "2026-12-01"
    )
    assert answer.code == 0, answer.err
    assert forms(drawn) == ["skema-AB.xlsx", "skema-CD.xlsx"]
    kept = store.find(drawn / "reviews").round()
    assert (kept.id, kept.sample, kept.sets, kept.about) == ("prove-r1", "prove", ("core",), "latest")
    assert len(kept.calibration) == 2
    assert len(kept.double) == 5
    assert f"{kept.due:%Y-%m-%d}" == "2026-12-01"
    assert "Gennemgang prove-r1" in answer.out
    assert "5 sager læses af to. Læserne ved ikke hvilke." in answer.out
    assert "caseaudit review import reviews/prove-r1/forms/*.xlsx" in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines())
    total = re.search(r"I alt +(\d+) +(\d+)", answer.out)
    assert (int(total[1]), int(total[2])) == (len(kept.points), len(kept.entries))


def test_forms_and_round_are_private(cli, drawn):
    """Case ids are nobody else's business: files are for their owner only."""
    cli("review", "create", "--reviewers", "AB")
    for path in (drawn / "reviews" / "prove-r1").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_round_has_its_own_number_and_its_own_keys(cli, drawn):
    """Forms of one round can never be taken for those of another."""
    for _ in range(2):
        assert cli("review", "create", "--reviewers", "AB").code == 0
    one, two = (store.find(drawn / "reviews", f"prove-r{n}").round() for n in (1, 2))
    assert one.form_code != two.form_code
    assert not {e.key for e in one.entries} & {e.key for e in two.entries}


def test_nobody_reads_their_own_units_cases_when_asked(cli, drawn):
    """--cross-unit, with a unit for each reader."""
    answer = cli("review", "create", "--reviewers", "AB:Nord,CD:Syd", "--cross-unit")
    assert answer.code == 0, answer.err
    round_ = store.find(drawn / "reviews").round()
    units = {i.number: i.unit for i in all_items(n=12)}
    units = {n: "Nord" if (n - 1) % 2 else "Syd" for n in units}
    for reader in round_.reviewers:
        assert all(units[n] != reader.unit for n in reader.items)
    assert "(Nord)" in answer.out


def test_english_forms_and_words(cli, drawn):
    """--lang en gives English files and an English summary."""
    answer = cli("review", "create", "--reviewers", "AB", "--lang", "en", "--layout", "list", "-o", "out")
    assert answer.code == 0, answer.err
    assert "When the forms come back:" in answer.out
    assert forms(drawn) == ["form-AB.xlsx"]
    copy = drawn / "out" / "form-AB.xlsx"
    assert copy.read_bytes() == (drawn / "reviews" / "prove-r1" / "forms" / "form-AB.xlsx").read_bytes()
    assert load_workbook(copy).sheetnames[:3] == ["Overview", "Read me", "Answers"]


def test_the_configuration_gives_set_due_day_and_the_link_to_the_case(cli, drawn):
    """`[review]` in caseaudit.toml."""
    (drawn / "caseaudit.toml").write_text(
        '[review]\nset = "plan"\ndue_days = 14\ncase_url = "https://sag.example/{case_id}"\n', encoding="utf-8"
    )
    assert cli("review", "create", "--reviewers", "AB").code == 0
    kept = store.find(drawn / "reviews").round()
    assert kept.sets == ("plan",)
    assert {p.theme for p in kept.points} <= {"plan", "opfoelgning"}
    assert kept.due is not None
    book = load_workbook(drawn / "reviews" / "prove-r1" / "forms" / "skema-AB.xlsx")
    cells = [c for row in book["Sag 01"].iter_rows() for c in row]
    links = [c.hyperlink.target for c in cells if c.hyperlink and c.hyperlink.target]
    assert links == [f"https://sag.example/{book['Sag 01']['A1'].value.removeprefix('Sag ')}"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('case_url = "javascript:{case_id}"', "review.case_url"),
        ('case_url = "https://x.dk/sag"', "review.case_url"),
        ("due_days = -1", "review.due_days"),
        ('sett = "core"', "review.sett"),
    ],
)
def test_a_fault_in_the_configuration_is_told(cli, drawn, line, word):
    """An address that opens no case, or a key that does not exist."""
    (drawn / "caseaudit.toml").write_text(f"[review]\n{line}\n", encoding="utf-8")
    answer = cli("review", "create", "--reviewers", "AB")
    assert answer.code == 2
    assert word in answer.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "review_no_reviewers"),
        (("--reviewers", "A B"), "review_reviewer_code"),
        (("--reviewers", "../x"), "review_reviewer_code"),
        (("--reviewers", "AB,ab"), "assign_same_reviewer"),
        (("--reviewers", "AB", "--overlap", "20%"), "assign_one_reviewer"),
        (("--reviewers", "AB,CD", "--overlap", "120%"), "review_share"),
        (("--reviewers", "AB,CD", "--overlap", "lidt"), "review_share"),
        (("--reviewers", "AB,CD", "--calibration", "13"), "assign_share"),
        (("--reviewers", "AB,CD", "--cross-unit"), "assign_reviewer_unit"),
        (("--reviewers", "AB", "--set", "kerne"), "review_set_unknown"),
        (("--reviewers", "AB", "--points", "nope"), "review_point_unknown"),
        (("--reviewers", "AB", "--theme", "nope"), "theme_unknown"),
        (("--reviewers", "AB", "--law-row", "Z1"), "review_law_row_unknown"),
        (("--reviewers", "AB", "--about", "newest"), "bad_choice"),
        (("--reviewers", "AB", "--layout", "wide"), "bad_choice"),
        (("--reviewers", "AB", "--prefill", "verdict"), "bad_choice"),
        (("--reviewers", "AB", "--due", "i morgen"), "bad_day"),
        (("--reviewers", "AB", "nope"), "sample_unknown"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(cli, drawn, options, code):
    """Exit 2, a message with its code, and no half-made round."""
    answer = cli("review", "create", *options)
    assert answer.code == 2
    assert f"[{code}]" in answer.err
    assert not list((drawn / "reviews").glob("*/round.json"))


def test_a_share_may_be_written_in_several_ways(cli, drawn):
    """20%, 20 and 0,2 are the same."""
    for text in ("20%", "20", "0,2", "0.2"):
        assert cli("review", "create", "--reviewers", "AB,CD", "--overlap", text).code == 0
    assert {len(k.round().double) for k in store.rounds(drawn / "reviews")} == {5}


def test_a_run_whose_rules_have_changed_is_refused(cli, drawn):
    """The form would ask by other rules than those that the machine judged by."""
    run = next(p.parent for p in (drawn / "runs").glob("*/manifest.json"))
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    manifest["rule_files"]["plan-before-decision"] = "0" * 64
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    answer = cli("review", "create", "--reviewers", "AB")
    assert answer.code == 2
    assert "[run_rules_changed]" in answer.err


def test_a_run_that_is_gone_is_told(cli, drawn):
    """The sample names its run; without it there is nothing to ask about."""
    for path in (drawn / "runs").glob("*/manifest.json"):
        shutil.rmtree(path.parent)
    answer = cli("review", "create", "--reviewers", "AB")
    assert answer.code == 2
    assert "[run_unknown]" in answer.err


def test_a_case_that_is_not_in_the_run_is_told(cli, drawn):
    """A sample of other data."""
    path = drawn / "samples" / "prove" / "sample.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("27.24.00-G01-1-22", "27.24.00-G01-999-22"), encoding="utf-8"
    )
    answer = cli("review", "create", "--reviewers", "AB")
    assert answer.code == 2
    assert "[review_case_gone]" in answer.err


def test_points_that_apply_to_nothing_make_no_form(cli, drawn):
    """Told, rather than an empty workbook."""
    answer = cli("review", "create", "--reviewers", "AB", "--points", "chair-decision-approved-within-7-days")
    assert answer.code == 2
    assert "[review_nothing_asked]" in answer.err


def test_a_withdrawn_item_is_not_asked_about(cli, drawn):
    """A replaced case stays in the sample file and out of the forms."""
    path = drawn / "samples" / "prove" / "sample.json"
    text = path.read_text(encoding="utf-8").replace('"withdrawn": ""', '"withdrawn": "no_access"', 1)
    path.write_text(text, encoding="utf-8")
    assert cli("review", "create", "--reviewers", "AB").code == 0
    assert 1 not in {e.item for e in store.find(drawn / "reviews").round().entries}


def test_the_time_is_told_in_words():
    """An estimate is no number with decimals."""
    assert hours(1, 5) == "under en time"
    assert hours(2, 5) == "omkring 1 time"
    assert hours(10, 130) == "omkring 9 timer"


def test_forms_that_cannot_be_written_leave_no_round(cli, drawn):
    """A round that is kept always has its forms."""
    (drawn / "taken").write_text("a file, not a folder")
    answer = cli("review", "create", "--reviewers", "AB", "-o", "taken")
    assert answer.code == 2
    assert "[output_unwritable]" in answer.err
    assert list(store.rounds(drawn / "reviews")) == []
    assert cli("review", "create", "--reviewers", "AB").code == 0
