"""What people read of a sample: the screen is held by golden files, every reason is a sentence in both languages.

`CASEAUDIT_WRITE_GOLDEN=1 pytest tests/sample` writes the files anew; then read the diff.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseaudit.model.tables import EVENT_TYPES
from caseaudit.sample import screen, words
from caseaudit.sample.change import extended, replaced
from caseaudit.sample.design import Wish
from caseaudit.sample.frame import Candidate, Filters, narrow
from caseaudit.sample.listing import as_csv, as_json
from caseaudit.sample.quotas import Quota
from caseaudit.sample.readme import event_told
from caseaudit.sample.why import POINTS, REASONS, why
from caseaudit.sample.workbook import render
from caseaudit.settings import RiskTable
from caseaudit.texts import use_language
from made_samples import AT, DAY, PEOPLE, sample

GOLDEN = Path(__file__).parent / "golden"
WEIGHTS = RiskTable().model_dump()
DECISIONS = [
    Candidate(case_id=f"SAG-{i:03d}", kind="decision", key=f"decision/2024-05-{i:02d}/BL-32-1/1", event_id=f"E{i}",
              on=DAY.replace(year=2024, month=5, day=i), section="BL-32-1", unit="Distrikt Syd")
    for i in range(1, 21)
]  # fmt: skip
QUOTAS = (Quota("Målgruppe Børn", "case", 3), Quota("Afgørelser, BL § 32", "decision", 2))


def mixed():
    frames = {"case": narrow(PEOPLE, Filters(), DAY), "decision": narrow(DECISIONS, Filters(), DAY)}
    return sample(Wish(quotas=QUOTAS), frames=frames)


def changed():
    return replaced(extended(sample(Wish(n=6)), 2, AT), 3, "no_access", AT)[0]


MADE = {
    "simple": lambda: sample(Wish(n=6)),
    "stratified": lambda: sample(Wish(n=6, by=("unit",), must=("SAG-033",))),
    "per": lambda: sample(Wish(n=30, by=("unit",), per=True)),
    "quota": mixed,
    "risk": lambda: sample(Wish(n=5, weights=WEIGHTS)),
    "picked": lambda: sample(Wish(only=("SAG-001", "SAG-002"))),
    "census": lambda: sample(Wish(n=99), PEOPLE[:5]),
    "again": lambda: sample(Wish(n=4)).model_copy(update={"draw": 2, "excluded": {"closed": 3, "reviewed": 2}}),
    "changed": changed,
}


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("CASEAUDIT_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_screen(name, lang):
    """The screen is what was read and found good, and no line is over 80 columns."""
    with use_language(lang):
        made = MADE[name]()
        shown = screen.shown if name == "changed" else screen.screen
        text = shown(made, "samples/2026-10-15-1")
    assert max(map(len, text.splitlines())) <= 80
    if lang == "da" or name in ("stratified", "risk"):
        golden(f"{name}-{lang}.txt", text)


@pytest.mark.parametrize("name", MADE)
def test_every_item_has_a_reason_in_both_languages(name):
    """Each drawn, named or replacing item says why in one sentence; Danish and English differ and leave no gap."""
    made = MADE[name]()
    for item in made.items:
        told = {}
        for lang in ("da", "en"):
            with use_language(lang):
                told[lang] = why(item, made)
        assert told["da"] != told["en"]
        for sentence in told.values():
            assert sentence.endswith(".")
            assert sentence[0].isupper()
            assert "None" not in sentence
            assert "{" not in sentence


def test_all_words_are_there_in_both_languages():
    """Every reason, point of risk, filter and design that can occur has its words; every kind of event its plural."""
    assert set(POINTS) == set(RiskTable.model_fields)
    for table in (REASONS, POINTS, words.DESIGNS, words.EXCLUDED, words.FILTERS, words.FIELDS, words.PLURALS):
        for text in table.values():
            assert text.da
            assert text.en
    reasons = {r for r, _ in Filters(
        sections=("x",), first=DAY, units=("x",), teams=("x",), target_groups=("x",), open_only=True, reviewed=frozenset("x")
    ).tests(DAY)}  # fmt: skip
    assert reasons == set(words.EXCLUDED)
    for kind in EVENT_TYPES:
        assert words.things(kind, 1)
        assert words.things(kind, 2)


def test_the_trail_names_every_step():
    """Drawn, extended and replaced, each with day, clock and number."""
    told = [event_told(e) for e in changed().trail]
    assert told == [
        "15-10-2026 08:00 UTC: udtrukket, 6 i alt",
        "15-10-2026 08:00 UTC: udvidet med 2",
        "15-10-2026 08:00 UTC: nr. 3 erstattet med nr. 9 (ingen adgang til sagen)",
    ]


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_the_workbook_holds_every_item_and_its_reason(name):
    """Three sheets: what is read and why, the line with the reserves, and how it was drawn; the same bytes twice."""
    made = MADE[name]()
    data = render(made)
    assert data == render(made)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["Stikprøve", "Rækkefølge", "Læs mig"]
    heads, *rows = book["Stikprøve"].iter_rows(values_only=True)
    assert [r[heads.index("Sag")] for r in rows] == [i.case_id for i in made.items]
    assert [r[heads.index("Hvorfor")] for r in rows] == [why(i, made) for i in made.items]
    line = list(book["Rækkefølge"].iter_rows(values_only=True))[1:]
    assert len(line) == sum(i.rank > 0 for i in made.items) + len(made.reserve)
    told = " ".join(str(c) for row in book["Læs mig"].iter_rows(values_only=True) for c in row if c)
    assert made.seed in told
    assert made.redraw in told
    assert f"N = {made.population}" in told


HOSTILE = ['=HYPERLINK("x")', "+1", "@a", "310210-4999", "<b>&amp;", "a\x0bb", "-2"]


def test_nothing_from_the_cases_is_run_or_leaks(tmp_path):
    """Ids that look like formulas are text, CPR numbers are masked, in the workbook, the CSV file, JSON and on the screen."""
    people = [Candidate(case_id=x, unit="=1+1", team="310210-4999") for x in HOSTILE]
    made = sample(Wish(n=7), people)
    book = load_workbook(BytesIO(render(made)))
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert "310210-4999" not in str(cell.value)
    for cell in (c for row in csv.reader(io.StringIO(as_csv(made)), delimiter=";") for c in row):
        assert not cell.startswith(("=", "+", "-", "@"))
    from caseaudit.privacy import contains_cpr, mask

    for text in (as_csv(made), as_json(made), mask(screen.screen(made, "samples/x"))):
        assert not contains_cpr(text)


def test_the_csv_file_has_danish_numbers_and_the_json_every_field():
    """Semicolons and decimal commas; JSON is the record with the sentence added."""
    made = sample(Wish(n=12))
    rows = list(csv.reader(io.StringIO(as_csv(made)), delimiter=";"))
    assert rows[0] == ["Nr.", "Sag", "Enhed", "Team", "Målgruppe", "Hvorfor", "Chance", "Status"]
    assert rows[1][-2] == "0,2"
    record = json.loads(as_json(made))
    assert record["items"][0]["why"] == "Tilfældigt udtrukket: nr. 1 af 60."
    assert record["seed"] == "2026K4"


def test_the_english_workbook():
    """All of it in English."""
    with use_language("en"):
        book = load_workbook(BytesIO(render(changed())))
    assert book.sheetnames == ["Sample", "Line", "Read me"]
    told = " ".join(str(c) for page in book for row in page.iter_rows(values_only=True) for c in row if c)
    for danish in ("Tilfældigt", "Udtrukket", "Frø", "Læses", "Erstatter"):
        assert danish not in told


def test_the_weights_of_the_documentation_are_those_that_are_shipped():
    """The table in docs/stikproever.md names every weight with its points."""
    page = (Path(__file__).parents[2] / "docs" / "stikproever.md").read_text(encoding="utf-8")
    found = {}
    for names, points in re.findall(r"^\| (`[a-z_0-9`, ]+`) \| ([\d, ]+) \|", page, re.MULTILINE):
        told = re.findall(r"`([^`]+)`", names)
        values = [float(x.replace(",", ".")) for x in re.split(r", ", points.strip())]
        found |= dict(zip(told, values, strict=True))
    assert found == {k: float(v) for k, v in WEIGHTS.items()}
