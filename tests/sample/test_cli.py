"""`caseaudit sample` as it is typed: what it keeps, what it says, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from caseaudit.sample.model import Sample

SMALL = "examples/small/wide.xlsx"


@pytest.fixture(scope="module")
def kept_run(tmp_path_factory, request):
    """One run, made once; every test gets a copy."""
    import os

    from caseaudit.cli.entry import run

    folder = tmp_path_factory.mktemp("run")
    before = os.environ.get("CASEAUDIT_KEY")
    os.environ["CASEAUDIT_KEY"] = str(folder / "key")
    try:
        code = run(["check", str(Path(__file__).parents[2] / SMALL), "--as-of", "2026-10-15", "--exit-zero", "-q",
                    "--runs", str(folder / "runs"), "-o", str(folder / "x.txt")])  # fmt: skip
    finally:
        if before is None:
            del os.environ["CASEAUDIT_KEY"]
        else:
            os.environ["CASEAUDIT_KEY"] = before
    assert code == 0
    return folder / "runs"


@pytest.fixture
def sample(cli, kept_run):
    """`caseaudit sample ...` on that run, in a folder of its own."""

    def call(*words):
        runs = () if words and words[0] in ("extend", "replace", "show") else ("--runs", kept_run)
        return cli("sample", *words, *runs)

    return call


def read(number: int = 1) -> Sample:
    return Sample.model_validate_json(Path(f"samples/2026-10-15-{number}/sample.json").read_text(encoding="utf-8"))


def log() -> list[dict]:
    return [json.loads(x) for x in Path("samples/seeds.jsonl").read_text(encoding="utf-8").splitlines()]


def test_twenty_of_forty(sample):
    """The shortest command draws twenty of the latest run and keeps sample, list and manifest."""
    answer = sample("--n", 20)
    assert answer.code == 0
    assert answer.out.startswith("Stikprøve 2026-10-15-1: 20 af 40 sager, simpel tilfældig udtrækning\n")
    kept = read()
    assert (len(kept.items), kept.population, kept.seed, kept.design) == (20, 40, "2026K4", "simple")
    folder = Path("samples/2026-10-15-1")
    assert sorted(p.name for p in folder.iterdir()) == ["liste.xlsx", "manifest.json", "sample.json"]
    assert folder.stat().st_mode & 0o077 == 0


def test_draw_is_the_default(sample):
    """`sample --n 5` and `sample draw --n 5` draw the same."""
    sample("--n", 5)
    sample("draw", "--n", 5)
    assert read(1).items == read(2).items


def test_the_redraw_command_draws_the_same(sample, cli, kept_run):
    """What the sample says of how to draw it again gives the same items, in each design."""
    for number, words in enumerate(
        [
            ("--n", 7, "--stratify", "unit", "--secret-seed", "--must", "27.24.00-G01-1-22"),
            ("--risk", "--n", 9, "--seed", "et frø med blanke"),
            ("--quota", "decision,section=BL-46:3", "--quota", "target_group=Unge:2", "--from", "2022-01-01"),
        ]
    ):
        sample(*words)
        kept = read(2 * number + 1)
        import shlex

        command = shlex.split(kept.redraw)
        assert command[0] == "caseaudit"
        assert cli(*command[1:], "--runs", kept_run).code == 0
        assert read(2 * number + 2).items == kept.items


def test_the_seed_is_logged_before_the_cases_are_read(cli, kept_run, tmp_path):
    """When the run cannot be read, the seed already stands in the log, and no sample does."""
    import shutil

    copy = tmp_path / "broken"
    shutil.copytree(kept_run, copy)
    for path in copy.glob("*/cases.parquet"):
        path.write_bytes(b"nothing")
    answer = cli("sample", "--n", 20, "--seed", "mit frø", "--runs", copy)
    assert answer.code == 2
    assert [(e["event"], e["seed"]) for e in log()] == [("seed", "mit frø")]
    assert "--seed 'mit frø'" in log()[0]["command"]
    assert not list(Path("samples").glob("*/sample.json"))


def test_a_second_draw_is_told(sample):
    """Another seed on the same data in the same way is allowed, logged, and told; another design is not the same."""
    assert "udtræk nr." not in sample("--n", 5).out
    assert "Dette er udtræk nr. 2" in sample("--n", 5, "--seed", "andet").out
    assert "Dette er udtræk nr. 3" in sample("--n", 8).out
    assert "udtræk nr." not in sample("--n", 8, "--stratify", "unit").out
    assert [e["event"] for e in log()] == ["seed", "drawn"] * 4
    assert [e["draw"] for e in log() if e["event"] == "drawn"] == [1, 2, 3, 1]


def test_a_secret_seed_is_unlike_every_time(sample):
    """Two secret seeds differ, are long, and stand in the sample and the log."""
    sample("--n", 5, "--secret-seed")
    sample("--n", 5, "--secret-seed")
    one, two = read(1), read(2)
    assert one.seed != two.seed
    assert min(len(one.seed), len(two.seed)) >= 32
    assert one.secret
    assert {e["seed"] for e in log()} == {one.seed, two.seed}


def test_the_default_seed_is_the_same_in_english(sample):
    """Language does not change the draw."""
    sample("--n", 5)
    answer = sample("--n", 5, "--lang", "en")
    assert "Drawn at random" in answer.out
    assert [i.case_id for i in read(1).items] == [i.case_id for i in read(2).items]


def test_a_period_is_window_and_seed(sample):
    """--period narrows to events in it and is the seed."""
    sample("--n", 10, "--unit-kind", "afgørelse", "--period", "2025")
    kept = read()
    assert kept.seed == "2025"
    assert kept.unit_kind == "decision"
    assert {i.unit_on.year for i in kept.items} == {2025}
    assert kept.excluded["window"] > 0


def test_from_an_export(cli, examples):
    """An export is checked and kept as a run first; the sample names that run."""
    answer = cli("sample", examples / "small" / "canonical", "--n", 3, "--as-of", "2026-10-15")
    assert answer.code == 0
    assert "Efterprøvet og gemt: runs/" in answer.err
    (run,) = Path("runs").glob("*/manifest.json")
    assert read().run == run.parent.name
    assert "canonical" in log()[0]["command"]
    assert str(examples) not in Path("samples/seeds.jsonl").read_text(encoding="utf-8")


def test_the_manifest_ties_it_together(sample, kept_run):
    """Sums of data, rules and files, the version, and every command."""
    sample("--n", 5)
    sample("extend", "2026-10-15-1", "--add", 2)
    folder = Path("samples/2026-10-15-1")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("sample.json", "sample.v1.json", "liste.xlsx"):
        assert manifest["files"][name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert [c["command"] for c in manifest["commands"]] == [
        "caseaudit sample draw --n 5", "caseaudit sample extend 2026-10-15-1 --add 2",
    ]  # fmt: skip
    run = json.loads(next(kept_run.glob("*/manifest.json")).read_text(encoding="utf-8"))
    from caseaudit.runs import data_digest, rules_digest

    assert (manifest["data_sha256"], manifest["rules_sha256"]) == (data_digest(run), rules_digest(run))
    assert manifest["version"] == 2


def test_extend_replace_and_show(sample):
    """Two more, one replaced: all versions are kept, and show tells the trail."""
    sample("--n", 5)
    first = Path("samples/2026-10-15-1/sample.json").read_bytes()
    assert "2 flere, nu 7 i alt" in sample("extend", "--add", 2).out
    answer = sample("replace", "2026-10-15-1", 3, "--reason", "closed")
    assert "Nr. 3 er erstattet med nr. 8." in answer.out
    folder = Path("samples/2026-10-15-1")
    assert (folder / "sample.v1.json").read_bytes() == first
    assert (folder / "sample.v2.json").is_file()
    assert read().version == 3
    shown = sample("show").out
    assert "udvidet med 2" in shown
    assert "nr. 3 erstattet med nr. 8 (sagen er lukket eller flyttet)" in shown
    assert json.loads(sample("show", "--format", "json").out)["items"][2]["withdrawn"] == "closed"
    assert sample("show", "--all").out.count("\n") == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_the_list_in_a_file_of_ones_own(sample, ending):
    """-o writes the list where and as it is wanted."""
    answer = sample("--n", 3, "-o", f"min.{ending}")
    assert answer.code == 0
    assert Path(f"min.{ending}").stat().st_size > 100


def test_reviewed_lately_is_left_out(cli, examples, tmp_path):
    """Cases of a sample of an earlier export within the months are left out and counted; older ones are not."""
    cli("sample", examples / "small" / "wide.csv", "--n", 10, "--as-of", "2026-04-15")
    first = {i["case_id"] for i in json.loads(Path("samples/2026-04-15-1/sample.json").read_text())["items"]}
    cli("check", examples / "small" / "wide.xlsx", "--as-of", "2026-10-15")
    assert "10 er gennemgået for nylig" in cli("sample", "--n", 99, "--not-reviewed-within", "12m").out
    assert not first & {i.case_id for i in read(1).items}
    cli("sample", "--n", 99, "--not-reviewed-within", "6m")
    assert len(read(2).items) == 40
    cli("sample", "--n", 99, "--not-reviewed-within", "12m")
    assert read(3).items == read(1).items, "samples of the same data do not count, or a draw could not be repeated"


QUOTAS = """
quotas:
  - {label: Foranstaltninger, kind: decision, section: [BL-32, BL-46, SEL-52], n: 4}
  - {label: Underretninger, kind: notification, n: 3}
  - {label: Unge, target_group: Unge, n: 2}
"""


def test_quotas_from_a_file(sample):
    """Three quotas with names of their own; no case is in two."""
    Path("kvoter.yaml").write_text(QUOTAS, encoding="utf-8")
    assert sample("--quotas", "kvoter.yaml").code == 0
    kept = read()
    assert [(s.label, s.drawn) for s in kept.strata] == [("Foranstaltninger", 4), ("Underretninger", 3), ("Unge", 2)]
    of = {s.label: {i.case_id for i in kept.items if i.stratum == s.label} for s in kept.strata}
    assert len(set.union(*of.values())) == sum(map(len, of.values()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quotas: []",
        "quotas:\n- n: 0",
        "quotas:\n- {n: 2, farve: rød}",
        "andet: 1",
        "quotas: [",
        "quotas:\n- {n: 2, unit: []}",
    ],
)
def test_a_file_that_is_no_quotas_is_refused(sample, text):
    """Every kind of damage gives exit 2 and names the file."""
    Path("kvoter.yaml").write_text(text, encoding="utf-8")
    answer = sample("--quotas", "kvoter.yaml")
    assert answer.code == 2
    assert "kvoter.yaml" in answer.err


REFUSED = {
    "no number": (("--n", 0), 2, "sample_n"),
    "a negative number": (("--n", -4), 2, "sample_n"),
    "an unknown field": (("--stratify", "farve"), 2, "bad_choice"),
    "an unknown kind": (("--unit-kind", "møde"), 2, "sample_kind_unknown"),
    "an unknown unit": (("--unit", "Andeby"), 2, "sample_group_unknown"),
    "two designs": (("--risk", "--stratify", "unit"), 2, "sample_two_designs"),
    "quotas and a number": (("--n", 3, "--quota", "case:2"), 2, "sample_two_designs"),
    "two seeds": (("--seed", "x", "--secret-seed"), 2, "sample_two_designs"),
    "an unknown case": (("--must", "X-1"), 2, "sample_case_unknown"),
    "an empty part": (("--quota", "unit=Andeby:2"), 2, "sample_quota_empty"),
    "a quota without a number": (("--quota", "decision"), 2, "sample_quota_syntax"),
    "a quota of none": (("--quota", "decision:0"), 2, "sample_quota_syntax"),
    "a quota twice": (("--quota", "decision:1", "--quota", "decision:2"), 2, "sample_quota_twice"),
    "nothing left": (("--from", "1999-01-01", "--to", "1999-12-31"), 3, "sample_nothing_left"),
    "a window backwards": (("--from", "2025-01-01", "--to", "2024-01-01"), 2, "bad_period"),
    "months in words": (("--not-reviewed-within", "et år"), 2, "sample_months"),
    "a list of another kind": (("-o", "liste.docx"), 2, "sample_output_kind"),
    "an unknown run": (("--run", "nix"), 2, "run_unknown"),
    "too few for the parts": (("--n", 2, "--stratify", "unit"), 2, "sample_fewer_than_strata"),
    "an unknown sample": (("show", "nix"), 2, "sample_unknown"),
    "a path as a sample": (("show", "../x"), 2, "sample_unknown"),
    "no sample yet": (("show",), 2, "no_samples"),
    "no sample to extend": (("extend", "--add", 2), 2, "no_samples"),
    "a day for a run": (("--n", 2, "--as-of", "2025-01-01"), 2, "sample_needs_data"),
    "nothing of the kind": (("--unit-kind", "screening", "--section", "BL-1"), 3, "sample_nothing_left"),
    "a file that is not there": (("ukendt.xlsx", "--n", 2), 2, "file_missing"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_cannot_be_done_is_refused(sample, name, lang):
    """Each mistake has its message in both languages and the exit code of the contract, and leaves no sample."""
    words, code, expected = REFUSED[name]
    answer = sample(*words, "--lang", lang)
    assert answer.code == code
    assert f"[{expected}]" in answer.err
    assert not list(Path().glob("samples/*/sample.json"))


def test_a_reason_in_free_words_gets_into_no_file(sample):
    """A reason must be one of the codes; what was typed is not kept anywhere."""
    sample("--n", 3)
    answer = sample("replace", "2026-10-15-1", 1, "--reason", "Anna 310210-4999")
    assert answer.code == 2
    assert "310210-4999" not in answer.text
    for path in Path("samples").rglob("*.json*"):
        assert "Anna" not in path.read_text(encoding="utf-8")


def test_a_cpr_number_that_is_typed_is_kept_nowhere(sample):
    """A number typed as a case is masked in the log and on the screen; as a seed it is refused."""
    from caseaudit.privacy import contains_cpr

    answers = [sample("--n", 3, "--must", "310210-4999"), sample("--n", 3, "--seed", "frø 310210-4999")]
    assert [a.code for a in answers] == [2, 2]
    assert "[sample_seed_cpr]" in answers[1].err
    assert len(log()) == 1
    for path in Path("samples").rglob("*.json*"):
        assert not contains_cpr(path.read_text(encoding="utf-8")), path
    assert not any(contains_cpr(a.text) for a in answers)


def test_a_damaged_sample_is_refused(sample):
    """A file that was edited by hand is not half understood."""
    sample("--n", 3)
    path = Path("samples/2026-10-15-1/sample.json")
    path.write_text(re.sub(r'"seed"', '"frø"', path.read_text(encoding="utf-8")), encoding="utf-8")
    answer = sample("show")
    assert answer.code == 2
    assert "[record_unreadable]" in answer.err
    assert "2026-10-15-1/sample.json" in answer.err
    answer = sample("--n", 3, "--not-reviewed-within", "12m")
    assert answer.code == 2, "cases that were reviewed must not come in unseen"


def test_weights_of_ones_own(sample):
    """`[sample.risk]` in caseaudit.toml changes the points; an unknown weight is refused with a hint."""
    Path("caseaudit.toml").write_text("[sample.risk]\ncritical = 40\n", encoding="utf-8")
    sample("--risk", "--n", 5)
    kept = read()
    assert kept.risk_weights["critical"] == 40
    assert any(i.risk_points.get("critical", 0) >= 40 for i in (*kept.items, *kept.reserve))
    Path("caseaudit.toml").write_text("[sample.risk]\nkritisk = 40\n", encoding="utf-8")
    answer = sample("--risk", "--n", 5)
    assert answer.code == 2
    assert "sample.risk.kritisk" in answer.err
