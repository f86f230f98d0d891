"""Children, cases, answers and texts: AC-049 to AC-054 and AC-061 to AC-066. All numbers are of children born after 2037."""

from __future__ import annotations

import json

import pytest

from caseaudit.privacy import contains_cpr
from small_exports import codes, event, outcomes, understood, wide, write

CHILD = "0101375123"
NINE = CHILD[1:]


def children(folder, numbers):
    """The pseudonym of the child on each case; "" for an unknown one."""
    dataset = understood(folder, cases=[{"case_id": f"S{i}", "child_id": n} for i, n in enumerate(numbers)])
    return dataset.cases["child_id"].tolist(), dataset


def test_ac_049_nine_digits_get_their_first_zero_back_and_are_counted(tmp_path):
    """Excel ate the zero: it is the same child as with ten digits. Nine digits that give no day are an unknown child."""
    found, dataset = children(tmp_path, [CHILD, NINE, "991375123"])
    assert found[0] == found[1] != ""
    assert found[2] == ""
    told = {q.code: (q.place.row, q.values.get("count")) for q in dataset.quality}
    assert told == {"cpr_zero_restored": (None, 1), "impossible_number": (4, None)}


def test_ac_050_one_child_however_its_number_is_written(tmp_path):
    found, _ = children(tmp_path, [CHILD, "010137-5123", "010137 5123", " 0101375123 ", "010137\u20115123"])
    assert len(set(found)) == 1
    assert not contains_cpr(found[0])


def test_ac_051_a_number_that_fails_modulus_11_is_valid_and_nothing_is_told(tmp_path):
    """Numbers without the check have been given since 2007."""
    assert sum(int(d) * w for d, w in zip(CHILD, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 != 0
    found, dataset = children(tmp_path, [CHILD])
    assert found[0]
    assert codes(dataset) == []


@pytest.mark.parametrize("number", ["6101375123", "9101375123", "3101057JC9"])
def test_ac_052_replacement_numbers_are_numbers_too(tmp_path, number):
    """Day 61 to 91, and those with two letters: recognised, replaced by a pseudonym, and shown nowhere."""
    found, dataset = children(tmp_path, [number, number.lower()])
    assert found[0] == found[1] != ""
    assert number not in dataset.cases.to_csv()
    assert contains_cpr(number)


@pytest.mark.parametrize("word", ["0000000000", "-", "ukendt", "Ingen", "000000-0000"])
def test_ac_053_a_word_for_no_child_is_an_unknown_child_and_never_one_child(tmp_path, word):
    found, _ = children(tmp_path, [word, word, CHILD])
    assert found[:2] == ["", ""]
    assert found[2] != ""


def test_ac_054_a_birth_after_the_day_of_the_audit_is_told(cli, tmp_path):
    """The birth date is a column of its own; the century of the number is never guessed, for it is not used."""
    cases = [{"case_id": "S1", "birth_date": "01-01-2037", "child_id": CHILD}]
    events = [event("S1", "decision", "01-03-2024", section="BL-46")]
    _, answer = outcomes(cli, write(tmp_path / "x", events, cases), "plan-before-decision")
    assert [(q["code"], q["file"], q["row"]) for q in answer["data_quality"]] == [("birth_in_future", "cases.csv", 2)]


def test_ac_061_the_same_row_twice_is_one_case_and_two_that_differ_are_a_conflict(tmp_path):
    """Repeated rows are set aside and counted; where two rows give two birth dates, neither is believed and both are told."""
    rows = [("S1", "01-01-2012"), ("S1", "01-01-2012"), ("S2", "01-01-2012"), ("S2", "02-01-2012")]
    dataset = understood(tmp_path, cases=[{"case_id": c, "birth_date": b} for c, b in rows])
    assert dataset.cases["birth_date"].notna().tolist() == [True, False]
    assert dataset.accounts[0].set_aside == {"duplicate_row": 1}
    assert {(code, column) for code, _, column in codes(dataset)} == {("conflicting_case", "birth_date")}
    cells = {c.column: c for c in dataset.accounts[0].cells}
    assert cells["birth_date"].set_aside == {"conflicting_case": 2, "duplicate_row": 1}


def test_ac_062_a_child_with_cases_in_two_units_counts_once_for_each_case(cli, tmp_path):
    """The two units add up to the total: a case belongs to one unit."""
    cases = [{"case_id": f"S{i}", "child_id": CHILD, "unit": u} for i, u in enumerate(("Nord", "Syd"))]
    events = [event(f"S{i}", "decision", "01-03-2024", section="BL-47") for i in range(2)]
    folder = write(tmp_path / "x", events, cases)
    rule = "child-conversation-before-decision"
    counts = [len(outcomes(cli, folder, rule, *more)[0]) for more in ((), ("--unit", "Nord"), ("--unit", "Syd"))]
    assert counts == [2, 1, 1]


YES, NO, NOTHING = ("Ja", "ja", "JA", "x", "1", "true", "Y", "sandt"), ("nej", "0", "No"), ("Ikke relevant", "-", "")


@pytest.mark.parametrize("word", [*YES, *NO, *NOTHING])
def test_ac_063_the_words_for_yes_and_no_are_read_and_the_rest_is_nothing(tmp_path, word):
    dataset = understood(tmp_path, [event("S1", "decision", "01-03-2024", heard=word, consent="ja")])
    assert dataset.events["heard"].tolist() == [1 if word in YES else 0 if word in NO else -1]
    assert codes(dataset) == []


def test_ac_063_a_profile_has_its_own_words_and_may_say_that_a_blank_is_unknown(cli, tmp_path):
    """Without a date of the talk it is a breach; with `blank: unknown` for that column nothing can be said."""
    from caseaudit.resources import data_dir

    text = (data_dir("profiles") / "wide-danish.yaml").read_text(encoding="utf-8")
    own = text.replace("  conversation: {reads: moment,", "  conversation: {reads: moment, blank: unknown,")
    assert own != text
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    head = ("Sagsnummer", "Afgørelse dato", "Paragraf", "Børnesamtale dato", "Børnesamtale")
    path = wide(tmp_path / "x", [head, ("S1", "01-03-2024", "BL § 47", "", "")])
    rule = "child-conversation-before-decision"
    assert outcomes(cli, path, rule)[0] == {"S1": ("breached", "missing")}
    assert outcomes(cli, path, rule, "--profile", tmp_path / "own.yaml")[0] == {"S1": ("unknown", "data_missing")}


def test_ac_064_marks_that_turn_text_around_are_taken_out_and_the_rest_survives(cli, tmp_path):
    """An apostrophe of Excel, a mark for right-to-left, a zero-width space and an emoji in the name of a unit."""
    name = "'Enhed \u202edrøN\u202c\u200b 👩‍👧"
    cases = [{"case_id": "S1", "unit": name}]
    dataset = understood(tmp_path / "a", [event("S1", "plan", "01-03-2024")], cases)
    kept = dataset.cases["unit"][0]
    assert not set("\u202e\u202c\u200b") & set(kept)
    assert kept.startswith("'Enhed drøN")
    assert "👩" in kept
    assert cli("check", tmp_path / "a", "--as-of", "2026-10-15", "--exit-zero").code == 0


def test_ac_065_no_case_and_no_chosen_case_are_told_with_code_3(cli, tmp_path):
    """An export with headers alone, one where every row is set aside, and a unit that has no case."""
    empty = wide(tmp_path / "a", [("Sagsnummer", "Afgørelse dato", "Paragraf")])
    aside = wide(tmp_path / "b", [("Sagsnummer", "Afgørelse dato", "Paragraf"), ("", "01-01-2024", "BL § 46")])
    for path in (empty, aside):
        answer = cli("check", path, "--as-of", "2026-10-15")
        assert answer.code == 3
        assert "Ret op" in answer.err
        assert "%" not in answer.out
    units = write(tmp_path / "c", [event("S1", "plan", "01-03-2024")], [{"case_id": "S1", "unit": "Nord"}])
    assert cli("check", units, "--as-of", "2026-10-15", "--unit", "Findes ikke").code == 3


def test_ac_066_without_anything_to_judge_there_is_no_percent(cli, tmp_path):
    """A rule that applies to nothing has no rate: `null` in JSON, and neither 0 % nor 100 % in the table."""
    folder = write(tmp_path / "x", [event("S1", "decision", "01-03-2024", section="BL-46")])
    args = ("check", folder, "--as-of", "2026-10-15", "--rule", "first-follow-up", "--exit-zero")
    answer = json.loads(cli(*args, "--format", "json").out)
    assert [r["rate"] for r in answer["rules"]] == [None]
    table = cli(*args).out
    assert "1 regel uden relevante sager: first-follow-up" in table
    assert "%" not in table.split("---", 1)[1]
