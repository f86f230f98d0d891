"""Profiles, proposals for a mapping, and the template."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from caseaudit.errors import DataError, UsageError
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS
from caseaudit.reading import read
from caseaudit.reading.grid import normal
from caseaudit.reading.profile import load_profile, load_profiles
from caseaudit.reading.suggest import check_profile, profile_text, shape, suggest
from caseaudit.reading.template import write_template
from caseaudit.resources import data_dir

DATA = Path(__file__).parent.parent / "data"
KEY = b"0" * 32

MINE = """
name: mine
shape: wide
columns:
  case_id: {headers: [Nr], reads: id}
  done: {headers: [Besluttet den], reads: moment}
  why: {headers: [Grundlag], reads: section, codes: local}
  heard: {headers: [Spurgt], reads: yes_no, blank: unknown}
events:
  - {type: decision, at: [done], fields: {section: [why], heard: [heard]}}
codes:
  local: {SEL-52-3-5: [Aflastning]}
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", load_profiles([data_dir("profiles")]), ids=lambda p: p.name)
def test_no_word_stands_for_two_things(profile):
    """Within a profile, a header belongs to one column, and a word of a code list to one code."""
    lists = [
        [(normal(w) or w, code) for code, words in codes.items() for w in words] for codes in profile.codes.values()
    ]
    lists.append([(normal(h), key) for key, column in profile.columns.items() for h in column.headers])
    for pairs in lists:
        meanings = {}
        for word, meaning in pairs:
            assert meanings.setdefault(word, meaning) == meaning, word


def test_a_profile_of_ones_own_is_used_alone(mine, workbook):
    """Local headers and local words for sections are read as the profile says."""
    path = workbook(Ark1=[["Nr", "Besluttet den", "Grundlag", "Spurgt"], ["1", "01-02-2023", "aflastning", "Ja"]])
    dataset = read([path], profile=mine, key=KEY)
    assert dataset.events["section"].tolist() == ["SEL-52-3-5"]
    assert dataset.events["heard"].tolist() == [1]
    assert "heard" in dataset.schema.columns


def test_a_blank_that_tells_nothing_withholds_the_column(mine, workbook):
    """With `blank: unknown`, one blank cell means that nothing may be concluded from that column."""
    path = workbook(
        Ark1=[["Nr", "Besluttet den", "Grundlag", "Spurgt"], ["1", "01-02-2023", "", "Ja"], ["2", "01-02-2023", "", ""]]
    )
    dataset = read([path], profile=mine, key=KEY)
    assert "heard" not in dataset.schema.columns
    assert "heard" not in dataset.events


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("done: {", "done: {colour: red, ", "profile_invalid"),
        ("at: [done]", "at: [dome]", "profile_unknown_name"),
        ("type: decision", "type: decisoin", "profile_unknown_name"),
        ("codes: local", "codes: lokal", "profile_unknown_name"),
        ("name: mine", "name: mine\nname: two", "yaml_duplicate_key"),
        ("shape: wide", "shape: broad", "profile_invalid"),
    ],
)
def test_a_mistake_in_a_profile_is_named(tmp_path, old, new, code):
    """An unknown key, column, event type or code list is refused with its place in the file."""
    path = tmp_path / "bad.yaml"
    path.write_text(MINE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError) as error:
        load_profile(path)
    assert [p.code for p in error.value.problems] == [code]
    assert all(p.what and p.fix and p.place.row for p in error.value.problems)
    assert [p.code for p in check_profile(path)] == [code]


def test_a_proposal_can_be_used_as_it_is(udtraek_rows, workbook, tmp_path):
    """Misspelled headers are proposed with their likeness, and the written profile reads the file."""
    wrong = {"Sagsnummer": "Sagsnumer", "BFU afsluttet": "BFU afslutet", "Afgørelse dato": "Dato for afgørelsen"}
    path = workbook(Ark1=[[wrong.get(h, h) for h in udtraek_rows[0]], *udtraek_rows[1:]])
    with pytest.raises(DataError):
        read([path], key=KEY)
    proposal = suggest(path)
    assert {p.header for p in proposal.proposals if not p.sure} == set(wrong.values())
    assert proposal.unmapped == ("Bemærkninger",)
    (tmp_path / "forslag.yaml").write_text(profile_text(proposal, name="forslag"), encoding="utf-8")
    dataset = read([path], profile=tmp_path / "forslag.yaml", key=KEY)
    assert (len(dataset.cases), len(dataset.events)) == (160, 868)
    told = check_profile(tmp_path / "forslag.yaml", path)
    assert [p.place.column for p in told if p.code == "header_not_mapped"] == ["Bemærkninger"]
    assert {p.severity for p in told} == {"info"}


def test_the_preview_shows_no_value():
    """Cells are shown as their shape: letters become a, digits 9."""
    assert shape("Østerby 12, 310215-4000") == "Aaaaaaa 99, 999999-9999"
    cells = [c for row in suggest(DATA / "udtraek.xlsx").preview for c in row]
    assert not any(ch.isdigit() and ch != "9" for c in cells for ch in c)
    assert all(ch in "aA" for c in cells for ch in c if ch.isalpha())


def test_the_template_can_be_filled_in(tmp_path):
    """The empty template is an empty population; with a case and an event it is read without a mapping."""
    path = tmp_path / "skabelon.xlsx"
    write_template(path)
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    assert {p.code for p in error.value.problems} == {"empty_population"}
    book = openpyxl.load_workbook(path)
    assert [c.value for c in book["cases"][1]] == list(CASE_FIELDS)
    assert [c.value for c in book["events"][1]] == list(EVENT_FIELDS)
    assert book["events"].freeze_panes == "B2"
    assert len(book["events"].data_validations.dataValidation) > 10
    book["cases"].append(["S1"])
    book["events"].append(["1", "S1", "decision", "01-02-2024"])
    book.save(path)
    dataset = read([path], key=KEY)
    assert (len(dataset.cases), len(dataset.events)) == (1, 1)
