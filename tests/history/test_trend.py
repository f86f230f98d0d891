"""Runs laid side by side: only those about the same, one for each day, with the breaks between them, and no word too many."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseaudit.history.breaks import quarters_between
from caseaudit.history.laid import comparable
from caseaudit.history.sparkline import BLOCKS, fits, sparkline
from caseaudit.statistics.trend import trend as judge
from made_history import RULES, keep, made, run_row, tally, with_digest


def points(cli, *flags):
    answer = cli("trend", "--format", "json", *flags)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def test_of_several_runs_on_a_day_the_last_made_counts(cli, tmp_path):
    runs = tmp_path / "work" / "runs"
    keep(
        runs,
        made("2026-01-01", [tally(0, 10, 10)], started="2026-01-01T06:00:00+00:00"),
        made("2026-01-01", [tally(0, 15, 5)], started="2026-01-02T06:00:00+00:00"),
        made("2026-02-01", [tally(0, 16, 4)]),
    )
    found = points(cli)
    assert [p["on"] for p in found["points"]] == ["2026-01-01", "2026-02-01"]
    assert [p["good"] for p in found["series"][0]["points"]] == [15, 16]


def test_runs_about_something_else_are_left_out_and_said(cli, tmp_path):
    runs = tmp_path / "work" / "runs"
    ids = keep(
        runs,
        made("2026-01-01", [tally(0, 10, 10)]),
        made("2026-01-15", [tally(0, 1, 19)], scope="units=Nord"),
        made("2026-02-01", [tally(0, 12, 8)]),
    )
    assert len(points(cli)["points"]) == 2
    assert "1 kørsel om andet er holdt ude" in " ".join(cli("trend").out.split())
    assert [p["run"] for p in points(cli, "--like", ids[1])["points"]] == [ids[1]]


def test_quarters_follow_each_other_though_each_has_its_own_days():
    first, second = "period=2026-01-01..2026-03-31", "period=2026-04-01..2026-06-30"
    assert comparable(first) == comparable(second)
    assert comparable(first) != comparable("period=2026-01-01..2026-01-31")
    assert comparable(first) != comparable("")
    assert comparable("period=2026-01-02..2026-03-31") != comparable(first)
    assert comparable("units=NORD") == comparable("units=nord")


def test_the_total_counts_binding_law_alone(cli, tmp_path):
    runs = tmp_path / "work" / "runs"
    keep(
        runs,
        made(
            "2026-01-01",
            [
                tally(0, 8, 2),
                tally(1, 5, 5),
                tally(2, 0, 50),
                tally(0, 0, 7, advisory=1),
                tally(0, 8, 2, "unit", "Nord"),
            ],
        ),
    )
    point = points(cli)["series"][0]["points"][0]
    assert (point["good"], point["judged"], point["percent"]) == (13, 20, 65.0)


@settings(deadline=None, max_examples=25)  # each example writes to disk
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)),
        min_size=1,
        max_size=8,
    )
)
def test_every_series_is_what_the_rows_add_up_to(tmp_path_factory, months):
    from caseaudit.history.series import trend
    from caseaudit.history.store import Store

    runs = tmp_path_factory.mktemp("h") / "runs"
    entries = [
        made(
            f"2026-0{n + 1}-01",
            [tally(0, a, b), tally(1, c, d), tally(0, a, b, "team", "A"), tally(1, c, d, "team", "B")],
        )
        for n, (a, b, c, d) in enumerate(months)
    ]
    keep(runs, *entries)
    with Store(runs) as store:
        whole, rules, teams = trend(store), trend(store, "rule"), trend(store, "team")
        one = trend(store, rules=["child-heard"])
    assert [(p.good, p.breached) for p in whole.series[0].points] == [(a + c, b + d) for a, b, c, d in months]
    by_rule = {s.id: [(p.good, p.breached) for p in s.points] for s in rules.series}
    assert by_rule == {
        "plan-in-time": [(a, b) for a, b, _, _ in months],
        "child-heard": [(c, d) for _, _, c, d in months],
    }
    assert {s.id: [(p.good, p.breached) for p in s.points] for s in teams.series} == {
        "A": by_rule["plan-in-time"],
        "B": by_rule["child-heard"],
    }
    assert [(p.good, p.breached) for p in one.series[0].points] == by_rule["child-heard"]


def test_no_percent_and_no_change_from_fewer_than_five(cli, tmp_path):
    keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 1, 3)]), made("2026-02-01", [tally(0, 4, 1)]))
    series = points(cli)["series"][0]
    assert [p["percent"] for p in series["points"]] == [None, 80.0]
    assert series["change_points"] is None
    out = cli("trend").out
    assert "(få)" in out
    assert "25 %" not in out


def test_a_full_count_that_rose_is_said_to_have_risen_and_never_to_be_better(cli, tmp_path):
    keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 50, 50)]), made("2026-02-01", [tally(0, 75, 25)]))
    for flags in ((), ("--by", "theme"), ("--by", "rule"), ("--format", "svg")):
        out = cli("trend", *flags).out
        assert "bedre" not in out.casefold()
        assert "forbedr" not in out.casefold()
    assert "steget 25,0 point" in cli("trend").out
    assert "risen by 25.0 points" in cli("trend", "--lang", "en").out


def test_breaks_are_marked_where_rules_system_or_the_municipality_say_so_and_where_a_quarter_is_missing(cli, tmp_path):
    work = tmp_path / "work"
    (work / "caseaudit.toml").write_text('[[history.breaks]]\non = 2026-03-15\nwhat = "Ny version"\n', encoding="utf-8")
    keep(
        work / "runs",
        made("2026-01-01", [tally(0, 9, 1), tally(1, 5, 5)], system="CSC"),
        made("2026-02-01", [tally(0, 8, 2), tally(1, 5, 5)], system="CSC", rules=with_digest(1, "other")),
        made("2026-04-01", [tally(0, 8, 2), tally(1, 5, 5)], system="DUBU", rules=with_digest(1, "other")),
        made("2026-10-01", [tally(0, 8, 2), tally(1, 5, 5)], system="DUBU", rules=with_digest(1, "other")),
    )
    found = points(cli)
    told = [(b["kind"], b["at"], b["rules"]) for b in found["breaks"]]
    assert told == [("rules", 1, ["child-heard"]), ("system", 2, []), ("told", 2, []), ("quarter", 3, [])]
    out = " ".join(cli("trend").out.split())
    for words in ("child-heard", "udtrækket kom før fra CSC, nu fra DUBU", "15", "Ny version", "ingen kørsel i 2026Q3"):
        assert words in out
    lines = {
        line.split()[0]: line.split()[1]
        for line in cli("trend", "--by", "rule").out.splitlines()
        if line.startswith(("plan", "child"))
    }
    assert lines["child-heard"].count("|") == 3
    assert lines["plan-in-time"].count("|") == 2


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(0, 1500))
def test_the_quarters_between_two_days_hold_neither_of_them(first, days):
    last = date.fromordinal(first.toordinal() + days)
    quarters = list(quarters_between(first, last))
    own = {f"{d.year}Q{(d.month - 1) // 3 + 1}" for d in (first, last)}
    assert not own & set(quarters)
    walked = {date.fromordinal(x) for x in range(first.toordinal(), last.toordinal() + 1)}
    assert {f"{d.year}Q{(d.month - 1) // 3 + 1}" for d in walked} == own | set(quarters)


def test_a_signal_is_told_from_eight_points_counted_from_the_last_time_the_numbers_were_made_in_another_way(
    cli, tmp_path
):
    months = [(90, 10)] * 4 + [(50, 50)] * 4 + [(90, 10)] * 5
    runs = tmp_path / "work" / "runs"
    keep(runs, *(made(f"2025-{n + 1:02d}-01", [tally(0, *m)]) for n, m in enumerate(months[:12])))
    expected = str(judge([(g, g + b) for g, b in months[:12]]).text)
    assert points(cli)["series"][0]["signal"] == expected
    assert expected in " ".join(cli("trend").out.split())
    keep(runs, made("2026-01-01", [tally(0, 90, 10)], rules=with_digest(0, "other")))
    assert points(cli)["series"][0]["signal"] is None


def test_a_team_that_came_later_or_went_says_so(cli, tmp_path):
    keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 9, 1), tally(0, 9, 1, "team", "Gammel")]),
        made("2026-02-01", [tally(0, 9, 1), tally(0, 9, 1, "team", "Ny")]),
    )
    out = cli("trend", "--by", "team").out
    assert "kun til 01-01-2026" in out
    assert "kun fra 01-02-2026" in out


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=40), st.booleans())
def test_a_sparkline_has_one_sign_for_each_point_and_never_stretches_its_scale(shares, blocks):
    line = sparkline(shares, blocks=blocks)
    assert len(line) == len(shares)
    for sign, share in zip(line, shares, strict=True):
        if share is None:
            assert sign == "."
        elif not blocks:
            assert int(sign) == min(int(share // 10), 9)
        else:
            assert BLOCKS.index(sign) == min(int(share / 12.5), 7)


@pytest.mark.parametrize(
    ("encoding", "can"), [("utf-8", True), ("cp1252", False), ("cp850", False), ("ascii", False), (None, False)]
)
def test_a_console_that_lacks_the_blocks_gets_digits(encoding, can):
    assert fits(encoding) is can


def test_on_a_cp850_console_the_line_is_in_digits(cli, tmp_path, monkeypatch):
    keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 78, 22)]), made("2026-02-01", [tally(0, 85, 15)]))
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp850")
    monkeypatch.setattr(sys, "stdout", out)
    from caseaudit.cli.entry import run

    assert run(["trend"]) == 0
    out.flush()
    text = out.buffer.getvalue().decode("cp850")
    assert "\n78  0-100 %" in text
    assert "måling" in text


def test_no_line_is_wider_than_80_columns_though_names_are_long(cli, tmp_path):
    long = "Familieafdelingen for udsatte børn og unge i det gamle amt, team tre"
    keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 912345, 212345), tally(0, 9, 1, "team", long)]),
        made("2026-02-01", [tally(0, 912345, 212345), tally(0, 9, 1, "team", long)], system="DUBU" * 20),
    )
    for flags in (
        ("trend",),
        ("trend", "--by", "team"),
        ("history", "list"),
        ("history", "show"),
        ("history", "list", "--lang", "en"),
    ):
        wide = [x for x in cli(*flags).out.splitlines() if len(x) > 80]
        assert not [x for x in wide if "DUBUDUBU" not in x], flags


def test_the_svg_names_itself_tells_the_numbers_in_words_and_holds_no_script_and_no_address(cli, tmp_path):
    keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 50, 50), tally(0, 50, 50, "team", "<Æ & Ø>")]),
        made("2026-02-01", [tally(0, 75, 25), tally(0, 75, 25, "team", "<Æ & Ø>")], system="X"),
    )
    text = cli("trend", "--by", "team", "--format", "svg").out
    root = ET.fromstring(text)
    tags = [e.tag.split("}")[1] for e in root.iter()]
    assert root.attrib["role"] == "img"
    labelled = {e.attrib["id"] for e in root.iter() if "id" in e.attrib}
    assert set(root.attrib["aria-labelledby"].split()) <= labelled
    assert "<Æ & Ø> 75 % (+25,0)" in "".join(root.itertext())
    assert "script" not in tags
    assert "href" not in text.replace("http://www.w3.org/2000/svg", "")
    assert len(text) < 20_000


def test_csv_holds_one_row_for_each_point_and_no_cell_that_excel_runs(cli, tmp_path):
    keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 9, 1, "team", "=HYPERLINK()")]),
        made("2026-02-01", [tally(0, 9, 1, "team", "=HYPERLINK()")]),
    )
    rows = cli("trend", "--by", "team", "--format", "csv").out.splitlines()
    assert len(rows) == 3
    assert ";=HYPERLINK" not in "".join(rows)


def test_trend_and_history_list_never_load_pandas(tmp_path):
    keep(tmp_path / "runs", *(made(f"2026-{m:02d}-01", [tally(0, 90, m)]) for m in range(1, 11)))
    code = (
        "import sys; from caseaudit.cli.entry import run; "
        "assert run(sys.argv[1:]) == 0; assert 'pandas' not in sys.modules and 'pyarrow' not in sys.modules"
    )
    for flags in (["history", "list"], ["trend"], ["trend", "--by", "rule"], ["history", "show"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *flags, "--runs", str(tmp_path / "runs")], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def test_history_list_shows_each_run_with_its_totals_and_scope(cli, tmp_path):
    ids = keep(
        tmp_path / "work" / "runs",
        made("2026-01-01", [tally(0, 8, 2)], scope="units=Nord", system="DUBU"),
        made("2026-02-01", [tally(0, 9, 1)]),
    )
    out = cli("history", "list").out
    assert all(i in out for i in ids)
    assert "omfang: enhed Nord, fra DUBU" in out
    data = json.loads(cli("history", "list", "--format", "json").out)["runs"]
    assert [(r["run"], r["good"], r["judged"], r["percent"], r["breached"]) for r in data] == [
        (ids[0], 8, 10, 80.0, 2),
        (ids[1], 9, 10, 90.0, 1),
    ]
    assert len(cli("history", "list", "--format", "csv").out.splitlines()) == 3


def test_history_show_takes_the_beginning_of_an_id_and_refuses_what_fits_two(cli, tmp_path):
    ids = keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(0, 8, 2)]), made("2026-02-01", [tally(0, 9, 1)]))
    assert ids[0] in cli("history", "show", ids[0][:12]).out
    assert cli("history", "show", ids[0][:4]).code == 2
    assert cli("history", "show", "nope").code == 2


def test_reading_the_history_of_a_folder_without_one_makes_none(cli, tmp_path):
    (tmp_path / "work" / "runs").mkdir()
    for command in (["history", "list"], ["trend"], ["history", "show"]):
        assert cli(*command).code == 2
    assert not list((tmp_path / "work" / "runs").iterdir())


def test_rules_have_the_order_of_the_newest_run(cli, tmp_path):
    keep(tmp_path / "work" / "runs", made("2026-01-01", [tally(1, 8, 2), tally(0, 7, 3)]))
    assert [s["id"] for s in points(cli, "--by", "rule")["series"]] == [r.id for r in RULES if r.judges == "law"]
    assert run_row("2026-01-01").id.startswith("20260101T060000Z")
