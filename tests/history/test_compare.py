"""Two runs side by side: what is the same is compared, both denominators stand there, and single breaches are followed."""

import csv
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseaudit.history.compare import line
from caseaudit.model.tally import Tally
from caseaudit.statistics.compare import newcombe
from made_history import RULES, finding, keep, made, tally, with_digest

KEY = ("case_id", "rule", "unit_kind", "unit_on", "law_row")


def compared(cli, *flags):
    answer = cli("history", "compare", "--format", "json", *flags)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def of(data, part):
    return {x["id"]: x for x in data["lines"] if x["part"] == part}


def test_rules_whose_files_differ_are_set_apart_and_not_counted(cli, tmp_path):
    ids = keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 8, 2), tally(1, 3, 17)]),
        made("2026-02-01", [tally(0, 9, 1), tally(1, 20, 0)], rules=with_digest(1, "other")),
    )
    data = compared(cli, *ids)
    assert data["rules_changed"] == ["child-heard"]
    total = of(data, "total")[""]
    assert [(total[w]["good"], total[w]["judged"]) for w in ("before", "now")] == [(8, 10), (9, 10)]
    assert "1 regel ændret og holdt ude: child-heard" in " ".join(cli("history", "compare", *ids).out.split())


def test_rules_that_are_new_or_gone_are_named(cli, tmp_path):
    ids = keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 8, 2)], rules=RULES[:1]),
        made("2026-02-01", [tally(1, 9, 1)], rules=RULES[1:]),
    )
    data = compared(cli, *ids)
    assert (data["rules_only_before"], data["rules_only_now"]) == (["plan-in-time"], ["child-heard", "local-limit"])
    assert of(data, "total")[""]["change_points"] is None


def test_units_and_teams_are_compared_where_they_are_in_both(cli, tmp_path):
    ids = keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 8, 2), tally(0, 8, 2, "team", "Gammel"), tally(0, 8, 2, "unit", "Nord")]),
        made("2026-02-01", [tally(0, 9, 1), tally(0, 9, 1, "team", "Ny"), tally(0, 9, 1, "unit", "Nord")]),
    )
    data = compared(cli, *ids)
    assert list(of(data, "unit")) == ["Nord"]
    assert of(data, "unit")["Nord"]["change_points"] == 10.0
    assert of(data, "team") == {}


COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda x: Tally(met=x[0], breached=x[1]))


@given(COUNTS, COUNTS)
def test_of_full_counts_the_difference_is_exact_and_always_told(a, b):
    x = line("r", a, b, sample=False)
    few = min(a.judged, b.judged) < 5
    assert (x.change is None) is few
    if not few:
        assert x.change == pytest.approx(100 * (b.good / b.judged - a.good / a.judged))
    assert x.shown is not few
    assert (x.low, x.high) == (None, None)


@given(COUNTS, COUNTS)
def test_of_samples_a_change_is_told_only_when_0_lies_outside_the_interval(a, b):
    x = line("r", a, b, sample=True)
    if x.change is None:
        assert not x.shown
        return
    expected = newcombe(b.good, b.judged, a.good, a.judged)
    assert (x.low, x.high) == pytest.approx((100 * expected.low, 100 * expected.high))
    assert x.shown is not (expected.low <= 0 <= expected.high)
    assert not line("r", a, b, sample=True, summed=True).shown


def test_a_small_sample_cannot_show_whether_the_level_changed(cli, tmp_path):
    ids = keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 8, 6)]), made("2026-02-01", [tally(0, 4, 2)]))
    out = " ".join(cli("history", "compare", *ids, "--sample").out.split())
    assert "8 af 14" in out
    assert "4 af 6" in out
    assert "kan ikke vise, om niveauet har ændret sig" in out
    assert "steget" not in out
    assert "steget" in cli("history", "compare", *ids).out


@pytest.mark.parametrize("fmt", ["table", "markdown", "csv", "json"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_format_says_better_or_worse(cli, tmp_path, fmt, lang):
    ids = keep(
        tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 50, 50)]), made("2026-02-01", [tally(0, 90, 10)])
    )
    out = cli("history", "compare", *ids, "--format", fmt, "--lang", lang).out
    assert not re.search(r"forbedr|forværr|bedre|dårligere|improv|worse|better", out, re.IGNORECASE)


def test_when_the_findings_are_pruned_single_breaches_are_said_not_to_be_followed(cli, tmp_path):
    runs = tmp_path / "work" / "runs"
    ids = keep(
        runs, made("2023-01-01", [tally(0, 8, 2)], findings=[finding(b"a" * 16)]), made("2026-02-01", [tally(0, 9, 1)])
    )
    cli("history", "prune", "--keep", "24m", "--as-of", "2026-02-01", "--yes")
    assert "slettet" in compared(cli, *ids)["breaches"]["not_compared"]
    assert of(compared(cli, *ids), "total")[""]["change_points"] == 10.0


def test_runs_kept_with_different_keys_are_not_followed(cli, tmp_path):
    ids = keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 8, 2)], key="a"),
        made("2026-02-01", [tally(0, 9, 1)], key="b"),
    )
    assert "nøgle" in compared(cli, *ids)["breaches"]["not_compared"]


def test_the_same_run_twice_is_refused(cli, tmp_path):
    ids = keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 8, 2)]))
    assert cli("history", "compare", ids[0], ids[0]).code == 2


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, found):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(found[0]))
        writer.writeheader()
        writer.writerows(found)


@pytest.fixture
def three(cli, examples):
    """Three exports: in the second a case is gone, a missing plan has come and two conversations are lost; then all is as at first."""
    shutil.copytree(examples / "small/canonical", "a")
    shutil.copytree("a", "b")
    events, cases = rows(Path("b/events.csv")), rows(Path("b/cases.csv"))
    records = [
        json.loads(x)
        for x in cli(
            "check", "a", "--as-of", "2026-10-15", "--exit-zero", "--no-save", "--format", "jsonl"
        ).out.splitlines()
    ]
    breached = [r for r in records if r.get("kind") == "finding" and r["outcome"] == "breached"]
    gone = breached[0]["case_id"]
    mended = next(
        r
        for r in breached
        if r["rule"] == "notification-assessed-within-24-hours" and r["reason"] == "missing" and r["case_id"] != gone
    )
    talks = [
        e["case_id"]
        for e in events
        if e["type"] == "child_conversation" and e["case_id"] not in (gone, mended["case_id"])
    ]
    lost = set(list(dict.fromkeys(talks))[:2])
    write(Path("b/cases.csv"), [c for c in cases if c["case_id"] != gone])
    kept = [
        e for e in events if e["case_id"] != gone and not (e["type"] == "child_conversation" and e["case_id"] in lost)
    ]
    notified = next(e for e in kept if e["event_id"] == mended["unit_id"])
    blank = dict.fromkeys(kept[0], "")
    kept.append(
        blank
        | {
            "event_id": "new/1",
            "case_id": mended["case_id"],
            "type": "notification_assessed",
            "at": notified["at"],
            "concerns": notified["event_id"],
        }
    )
    kept.reverse()
    write(Path("b/events.csv"), kept)
    found = []
    for data, day in (("a", "2026-10-13"), ("b", "2026-10-14"), ("a", "2026-10-15")):
        out = cli("check", data, "--as-of", day, "--exit-zero", "--format", "jsonl").out
        told = [json.loads(x) for x in out.splitlines()]
        found.append(
            Counter(
                tuple(r[k] for k in KEY)
                for r in told
                if r.get("kind") == "finding" and r["outcome"] == "breached" and r["severity"] != "advisory"
            )
        )
    ids = [r["run"] for r in json.loads(cli("history", "list", "--format", "json").out)["runs"]]
    return ids, found, gone, mended


def law_only(found):
    from caseaudit.rules.rulebook import load_rulebook

    book = load_rulebook()
    return Counter({k: n for k, n in found.items() if book.files[k[1]].rule.judges == "law"})


def test_breaches_that_came_went_and_stayed_are_those_of_the_two_lists_of_findings(cli, three):
    ids, found, gone, mended = three
    a, b = law_only(found[0]), law_only(found[1])
    data = compared(cli, ids[0], ids[1], "--cases")["breaches"]
    assert data["new"] == sum((b - a).values()) > 0
    assert data["closed"] == sum((a - b).values()) > 0
    assert data["still"] == sum((a & b).values()) > 0
    assert data["reopened"] == 0
    closed = [c for c in data["cases"] if c["kind"] == "closed"]
    assert {c["how"] for c in closed if c["case"] == gone} == {"gone"}
    assert [c["how"] for c in closed if c["case"] == mended["case_id"] and c["rule"] == mended["rule"]] == ["met"]
    assert {(c["case"], c["rule"]) for c in data["cases"] if c["kind"] == "new"} == {k[:2] for k in b - a}


def test_a_breach_that_was_gone_in_the_run_between_is_reopened_and_others_are_open_since_the_first(cli, three):
    ids, found, *_ = three
    a, b, c = (law_only(f) for f in found)
    data = compared(cli, ids[1], ids[2])["breaches"]
    assert data["reopened"] == sum(((c & a) - b).values()) > 0
    assert data["still"] == sum((c & b).values())
    assert data["oldest_days"] == 2
    over = compared(cli, ids[0], ids[2])["breaches"]
    assert over["reopened"] == data["reopened"]


def test_case_ids_stand_only_where_they_were_asked_for(cli, three):
    ids, found, gone, _ = three
    numbers = {k[0] for f in found for k in f}
    for fmt in ("table", "json", "csv", "markdown"):
        out = cli("history", "compare", ids[0], ids[1], "--format", fmt).out
        assert not [n for n in numbers if n in out]
    assert gone in cli("history", "compare", ids[0], ids[1], "--cases").out


def test_when_the_folder_of_the_later_run_is_gone_it_is_not_known_how_a_breach_was_closed(cli, three):
    ids, *_ = three
    shutil.rmtree(Path("runs") / ids[1])
    data = compared(cli, ids[0], ids[1])["breaches"]
    assert list(data["closed_how"]) == ["not_known"]


def test_under_another_key_no_breach_seems_to_be_gone(cli, three, monkeypatch):
    ids, *_ = three
    key = Path("anden.key")
    key.write_text("ab" * 32 + "\n", encoding="ascii")
    monkeypatch.setenv("CASEAUDIT_KEY", str(key))
    assert list(compared(cli, ids[0], ids[1])["breaches"]["closed_how"]) == ["not_known"]


def test_the_report_sets_both_denominators_and_the_followed_breaches_beside_each_other(cli, three):
    ids, found, *_ = three
    assert cli("report", "build", "--run", ids[1], "--previous", ids[0], "--format", "md", "-o", "r").code == 0
    text = next(Path("r").glob("*.md")).read_text(encoding="utf-8")
    chapter = text.split("## Før og nu", 1)[1].split("\n## ", 1)[0]
    before, now = (of(compared(cli, ids[0], ids[1]), "total")[""][w] for w in ("before", "now"))
    whole = next(x for x in chapter.splitlines() if "Alle temaer" in x)
    assert f"{before['good']} af {before['judged']}" in whole
    assert f"{now['good']} af {now['judged']}" in whole
    a, b = law_only(found[0]), law_only(found[1])
    followed = [x for x in chapter.splitlines() if "Alle temaer" in x][1]
    numbers = [int(n) if n != "-" else 0 for n in re.findall(r"\*\*(\d+|-)\*\*", followed)]
    closed = sum((a - b).values())
    assert numbers == [sum((b - a).values()), 0, sum((a & b).values()), closed]
    assert f"{closed} brud fra den forrige opgørelse findes ikke mere" in chapter


def approve(path):
    text = path.read_text(encoding="utf-8").replace('status = "udkast"', 'status = "godkendt"')
    text = re.sub(r'godkendt_af = ".*"', 'godkendt_af = "AB"', text)
    path.write_text(re.sub(r'godkendt_den = ".*"', 'godkendt_den = "01-11-2026"', text), encoding="utf-8")


def test_a_committee_sees_no_counts_of_single_breaches_and_no_advice_with_numbers(cli, three):
    ids, *_ = three
    Path("tekster.toml").write_text(
        ADVICE.replace("inden for 24 timer", "inden for 24 timer; 7 af 46 er for sene"), encoding="utf-8"
    )
    assert cli("report", "build", "--run", ids[0], "--format", "md", "-o", "r").code == 0
    kept = Path("runs") / ids[0] / "reports" / "tekster.toml"
    assert kept.read_text(encoding="utf-8") == Path("tekster.toml").read_text(encoding="utf-8")
    Path("tekster.toml").unlink()
    assert cli("report", "draft", "-o", "udvalg.toml", "--run", ids[2], "--audience", "committee").code == 0
    approve(Path("udvalg.toml"))
    flags = ("--run", ids[2], "--previous", ids[0], "--audience", "committee", "--texts", "udvalg.toml")
    answer = cli("report", "build", *flags, "--format", "md", "-o", "c")
    assert answer.code == 0, answer.err
    text = next(Path("c").glob("*.md")).read_text(encoding="utf-8")
    assert "## Før og nu" in text
    assert "A1: Teksten indeholder tal og vises ikke her." in text
    assert "7 af 46" not in text
    assert "Brud fulgt" not in text


ADVICE = (
    'koersel = "x"\nsprog = "da"\ngodkendt_af = "AB"\ngodkendt_den = "01-11-2026"\n\n'
    '[[underretning.anbefalinger]]\nid = "A1"\ntekst = "Vurder alle underretninger inden for 24 timer."\n'
    'regler = ["notification-assessed-within-24-hours"]\nansvarlig = "Afdelingslederen"\nfrist = "01-12-2026"\n'
    'fremdrift = "I gang"\nstatus = "godkendt"\n'
)


def test_last_rounds_approved_recommendations_are_followed_up_with_numbers_then_and_now(cli, three):
    ids, *_ = three
    Path("tekster.toml").write_text(ADVICE, encoding="utf-8")
    assert cli("report", "build", "--run", ids[0], "--format", "md", "-o", "r").code == 0
    Path("tekster.toml").unlink()
    assert cli("report", "build", "--run", ids[1], "--previous", ids[0], "--format", "md", "-o", "r").code == 0
    text = next(Path("r").glob("*.md")).read_text(encoding="utf-8")
    told = next(x for x in text.splitlines() if "A1: Vurder alle underretninger" in x)
    rule = of(compared(cli, ids[0], ids[1], "--all"), "rule")["notification-assessed-within-24-hours"]
    for word in (
        "Afdelingslederen",
        "01-12-2026",
        "I gang",
        *(f"{rule[w]['good']} af {rule[w]['judged']}" for w in ("before", "now")),
    ):
        assert word in told


def test_no_line_of_the_comparison_is_wider_than_80_columns(cli, three):
    ids, *_ = three
    for flags in ((), ("--sample",), ("--all",), ("--cases",), ("--lang", "en")):
        out = cli("history", "compare", ids[0], ids[1], *flags).out
        assert not [x for x in out.splitlines() if len(x) > 80 and "  27.24" not in x], flags


def test_a_run_is_named_by_its_day_too(cli, three):
    ids, *_ = three
    assert compared(cli, "13-10-2026", "2026-10-14") == compared(cli, ids[0], ids[1])


def test_the_export_holds_every_count_and_no_case_id(cli, three):
    import pyarrow.parquet as pq

    ids, found, *_ = three
    numbers = {k[0] for f in found for k in f}
    for name in ("h.csv", "h.json", "h.parquet"):
        assert cli("history", "export", "-o", name).code == 0
        assert cli("history", "export", "-o", f"f-{name}", "--findings").code == 0
    counts = rows_of_csv("h.csv")
    assert {r["run"] for r in counts} == set(ids)
    whole = [
        r for r in counts if r["run"] == ids[0] and r["part"] == "" and r["judges"] == "law" and r["advisory"] == "0"
    ]
    before = of(compared(cli, ids[0], ids[1], "--all"), "total")[""]["before"]
    assert sum(int(r["breached"]) for r in whole) == before["breached"]
    assert len(json.loads(Path("h.json").read_text(encoding="utf-8"))["rows"]) == len(counts)
    assert pq.read_table("h.parquet").num_rows == len(counts)
    findings = rows_of_csv("f-h.csv")
    assert len({(r["run"], r["key"]) for r in findings}) == len(findings)
    for path in (*Path().glob("h.*"), *Path().glob("f-h.*")):
        data = path.read_bytes()
        assert not [n for n in numbers if n.encode() in data]


def rows_of_csv(name):
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
