"""AC-096 to AC-106: samples and forms of review as they are used from the command line."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from filled_forms import MINE, POINTS, begin, blank, filled

SMALL = Path(__file__).resolve().parents[2] / "examples" / "small"


def drawn(number=1):
    return json.loads(Path(f"samples/2026-10-15-{number}/sample.json").read_text(encoding="utf-8"))


def cases(sample):
    return [i["case_id"] for i in sample["items"]]


@pytest.fixture
def round_(tmp_path):
    """The folder of a round with two readers and eight cases, where the command line finds it."""
    (tmp_path / "work").mkdir(exist_ok=True)
    return begin(tmp_path / "work" / "reviews")


def test_ac_096_rows_encoding_and_kind_of_file_do_not_change_the_sample(cli, tmp_path):
    """Shuffled rows in UTF-16, and the same export as a workbook, give the same cases in the same order."""
    head, *rows = (SMALL / "wide.csv").read_text(encoding="cp1252").splitlines()
    random.Random(1).shuffle(rows)
    other = tmp_path / "blandet.csv"
    other.write_text("\n".join([head, *rows]) + "\n", encoding="utf-16")
    for export in (SMALL / "wide.csv", other, SMALL / "wide.xlsx"):
        assert cli("sample", export, "--n", 8, "--seed", "2026K4", "--as-of", "2026-10-15").code == 0
    first, second, third = (cases(drawn(n)) for n in (1, 2, 3))
    assert len(first) == 8
    assert first == second == third


def test_ac_097_more_than_there_are_takes_all_and_says_so(cli, small_run):
    """Of forty cases, a hundred are forty and that is said; none and fewer than none are refused."""
    answer = cli("sample", "--n", 100, "--runs", small_run)
    assert answer.code == 0
    assert "alle 40 sager" in answer.out
    assert len(set(cases(drawn()))) == drawn()["population"] == 40
    for number in (0, -1):
        assert cli("sample", "--n", number, "--runs", small_run).code == 2


def test_ac_098_the_next_in_line_replaces_a_case_and_both_are_noted_with_the_reason(cli, small_run):
    """The case that could not be read stays in the list as withdrawn; the sixth in the same line comes in."""
    cli("sample", "--n", 6, "--seed", "x", "--runs", small_run)
    sixth = cases(drawn())[5]
    cli("sample", "--n", 5, "--seed", "x", "--runs", small_run)
    assert cli("sample", "replace", "2026-10-15-2", 2, "--reason", "closed").code == 0
    now = drawn(2)
    assert now["items"][1]["withdrawn"] == "closed"
    assert now["items"][-1]["case_id"] == sixth
    assert [e["action"] for e in now["trail"]] == ["drawn", "replaced"]
    assert "closed" in json.dumps(now["trail"][-1])


def test_ac_099_a_second_draw_is_told_with_its_number_and_the_seed_before(cli, small_run):
    """Drawing again until the sample suits is possible, and it shows: the number in the sample, every earlier seed in the log."""
    cli("sample", "--n", 5, "--seed", "første", "--runs", small_run)
    answer = cli("sample", "--n", 5, "--seed", "anden", "--runs", small_run)
    assert "udtræk nr. 2" in answer.out
    assert drawn(2)["draw"] == 2
    log = [json.loads(x) for x in Path("samples/seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(e["seed"], e.get("draw")) for e in log if e["event"] == "drawn"] == [("første", 1), ("anden", 2)]


def test_ac_100_every_damage_to_a_form_is_told_and_the_good_answers_can_be_taken(cli, round_, tmp_path):
    """A changed key, a row gone, a row doubled and a sheet renamed: nothing is taken in until the rest is asked for."""
    form = filled()
    sheet, row, cell = form.find(1, 0)
    cell.value = str(cell.value)[:-1] + ("A" if str(cell.value)[-1] != "A" else "B")
    sheet, row, _ = form.find(2, 1)
    sheet.delete_rows(row)
    sheet, row, cell = form.find(3, 2)
    sheet.cell(sheet.max_row + 1, cell.column).value = cell.value
    sheet, *_ = form.find(4, 0)
    sheet.title = "Min egen"
    path = form.save(tmp_path / "skema-AB.xlsx")
    answer = cli("review", "import", path)
    assert (answer.code, round_.answers().answers) == (2, ())
    assert "Sag 01" in answer.out
    assert cli("review", "import", path, "--partial").code == 1
    taken = {a.key for a in round_.answers().answers}
    asked = {e.key for e in round_.round().expected("AB")}
    assert taken < asked
    assert len(asked - taken) in (2, 3)  # the two that were damaged, and the doubled one where it cannot be told apart


def test_ac_101_a_form_of_another_round_is_refused(cli, round_, tmp_path):
    """Last year's form has other keys; not one of its answers is taken in, not even with --partial."""
    path = filled(code="0LDRUND1").save(tmp_path / "skema-AB.xlsx")
    assert cli("review", "import", path, "--partial").code == 2
    assert round_.answers().answers == ()


def test_ac_102_what_is_not_quite_an_answer_is_read_or_told_and_a_number_is_hidden(cli, round_, tmp_path):
    """` ja ` is yes, `JA!` is told, and a CPR number in a comment is neither printed nor kept."""
    form = blank()
    form.put(1, 0, " ja ")
    form.put(1, 1, "JA!")
    form.put(1, 3, "Nej", "Se 310249-5001")
    answer = cli("review", "import", form.save(tmp_path / "skema-AB.xlsx"), "--partial")
    assert "JA!" in answer.out
    assert "310249" not in answer.text
    assert [a.value for a in round_.answers().answers] == ["yes"]
    assert not any("310249" in p.read_bytes().decode("latin-1") for p in round_.folder.rglob("*") if p.is_file())


def test_ac_103_two_readers_of_one_case_are_both_kept_and_compared(cli, round_, tmp_path):
    """Both answers to the same point stand, no later one takes the place of an earlier, and the agreement is counted."""
    one, two = filled(), filled(reviewer="CD")
    two.put(1, 0, "Nej", "Fandt den ikke.")
    one.save(tmp_path / "retur" / "skema-AB.xlsx")
    two.save(tmp_path / "retur" / "skema-CD.xlsx")
    assert cli("review", "import", tmp_path / "retur").code == 0
    key = next(e.key for e in round_.round().entries if (e.item, e.point) == (1, POINTS[0].id))
    values = {(a.reviewer, a.value) for a in round_.answers().answers if a.key == key}
    assert values == {("AB", "yes"), ("CD", "no")}
    told = json.loads(cli("review", "compare", "--format", "json").out)
    read_by_both = 5 * len(set(MINE["AB"]) & set(MINE["CD"]))
    assert sum(p["pairs"] for p in told["points"]) == read_by_both


def test_ac_104_the_same_form_twice_is_the_same_answers_once(cli, round_, tmp_path):
    """The second time nothing is written, byte for byte."""
    path = filled().save(tmp_path / "skema-AB.xlsx")
    assert cli("review", "import", path).code == 0
    before = (round_.folder / "answers.json").read_bytes()
    assert cli("review", "import", path).code == 0
    assert (round_.folder / "answers.json").read_bytes() == before


def test_ac_105_what_was_not_answered_is_not_a_no(cli, round_, tmp_path):
    """One case of five filled in: five answers, no `no` beyond those given, and the rest is told as missing."""
    path = blank().fill((1,)).save(tmp_path / "skema-AB.xlsx")
    assert cli("review", "import", path).code == 0
    values = [a.value for a in round_.answers().answers]
    assert len(values) == 5
    assert values.count("no") == 1
    assert "5 af 25" in cli("review", "status").out


def test_ac_106_cases_that_were_picked_give_no_interval(cli, small_run):
    """The result of two cases pointed out by hand has no bounds, and says that it cannot be scaled up."""
    cli("sample", "--n", 2, "--seed", "x", "--runs", small_run)
    one, two = cases(drawn())
    answer = cli("sample", "--only", one, "--only", two, "--runs", small_run)
    assert answer.code == 0
    assert [i["probability"] for i in drawn(2)["items"]] == [None, None]
    assert cli("review", "create", "2026-10-15-2", "--reviewers", "AB", "--runs", small_run).code == 0
    told = cli("review", "result", "--runs", small_run)
    assert told.code == 0
    assert " - " not in "".join(x for x in told.out.splitlines() if "%" in x)
    assert "udpeget" in (answer.out + told.out).lower()
