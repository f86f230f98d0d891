"""The wide Danish export, as controllers make it by hand."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from caseaudit.reading import read

DATA = Path(__file__).parent.parent / "data"
KEY = b"0" * 32


def plain(dataset):
    """Cases and events without where they stood, in an order that does not depend on the file."""
    stood = [c for c in ("source", "row", "doubt_cells") if c in dataset.cases]
    cases = dataset.cases.drop(columns=stood).sort_values("case_id", ignore_index=True)
    events = dataset.events.drop(columns=["source", "row"]).sort_values("event_id", ignore_index=True)
    return cases, events.astype({c: "str" for c in events.columns if str(events[c].dtype) == "category"})


def assert_same(one, other):
    for a, b in zip(plain(one), plain(other), strict=True):
        pd.testing.assert_frame_equal(a[sorted(a)], b[sorted(b)])


@pytest.fixture(scope="module")
def reference():
    return read([DATA / "udtraek.xlsx"], key=KEY)


@pytest.mark.parametrize("name", ["udtraek.xlsx", "udtraek.csv"])
def test_the_export_gives_its_cases_and_one_finding(name):
    """160 cases; one impossible date; one repeated, one blank and one total row are set aside."""
    dataset = read([DATA / name], key=KEY)
    aside = sum((Counter(a.set_aside) for a in dataset.accounts), Counter())
    assert len(dataset.cases) == 160
    assert aside == {"duplicate_row": 1, "blank_row": 1, "total_row": 1}
    assert [(q.code, q.place.column, q.severity) for q in dataset.quality] == [
        ("impossible_date", "Sag oprettet", "warning"),
    ]
    assert all(a.balances for a in dataset.accounts)
    assert len(dataset.accounts) == 1


def test_the_impossible_date_is_named_by_its_row(reference):
    """The finding points to the row that Excel shows."""
    sheet = pd.read_excel(DATA / "udtraek.xlsx", header=None, dtype=object, engine="openpyxl")
    row = int(sheet.index[(sheet == "31-09-2016").any(axis=1)][0]) + 1
    assert reference.quality[0].place.row == row


def test_text_and_workbook_agree(reference):
    """The same export as text and as a workbook gives the same cases and events, with the same event ids."""
    assert_same(reference, read([DATA / "udtraek.csv"], key=KEY))


def styled(value, style, clock):
    if isinstance(value, dt.datetime):
        return value.strftime(style)
    for pattern, new in (("%d-%m-%Y %H:%M", style + clock), ("%d-%m-%Y", style)):
        with contextlib.suppress(ValueError, TypeError):
            return dt.datetime.strptime(value, pattern).strftime(new)
    return value


@pytest.mark.parametrize(
    ("style", "clock"),
    [
        ("%d.%m.%Y", " %H:%M"),
        ("%d/%m/%Y", " %H:%M:%S"),
        ("%Y-%m-%d", "T%H:%M"),
        ("%d-%m-%Y", " kl. %H.%M"),
        ("%d-%m-%Y", " %H:%M:%S"),
    ],
)
def test_other_date_styles_say_the_same(reference, udtraek_rows, workbook, style, clock):
    """The way in which a date is written does not change the day or the time."""
    rows = [[styled(v, style, clock) for v in row] for row in udtraek_rows]
    assert_same(reference, read([workbook(Ark1=rows)], key=KEY))


def test_true_dates_and_serial_numbers_say_the_same(reference, udtraek_rows, workbook):
    """Excel's day number stands for its day, also among text."""
    zero = dt.datetime(1899, 12, 30)
    rows = [
        [(v - zero).days if isinstance(v, dt.datetime) and i % 2 else v for v in row]
        for i, row in enumerate(udtraek_rows)
    ]
    assert_same(reference, read([workbook(Ark1=rows)], key=KEY))


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda h: h.replace(" ", "\n"),
        lambda h: f"  {h.replace(' ', '-')} ",
        lambda h: h.replace("ø", "ø").replace("å", "å"),
    ],
    ids=["upper", "lower", "line breaks", "hyphens", "decomposed"],
)
def test_headers_are_known_however_they_are_set(reference, udtraek_rows, workbook, change):
    """Letter case, spaces, hyphens, line breaks and composed letters in a header do not matter."""
    rows = [[change(h) for h in udtraek_rows[0]], *udtraek_rows[1:]]
    assert_same(reference, read([workbook(Ark1=rows)], key=KEY))


@pytest.mark.parametrize(
    "preamble", [[], [["Titel"]], [["Titel"], [], ["Trukket", "15-10-2026"], []]], ids=["none", "title", "four rows"]
)
def test_columns_and_rows_may_come_in_any_order(reference, udtraek_rows, workbook, preamble):
    """Another order of columns and rows, or other lines above the header, gives the same cases, events and event ids."""
    rng = random.Random(7)
    order = rng.sample(range(len(udtraek_rows[0])), len(udtraek_rows[0]))
    body = udtraek_rows[1:]
    rng.shuffle(body)
    rows = [[row[i] for i in order] for row in [udtraek_rows[0], *body]]
    assert_same(reference, read([workbook(Ark1=[*preamble, *rows])], key=KEY))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_separators_say_the_same(reference, udtraek_rows, tmp_path, encoding, separator):
    """The same table in another encoding or with another separator gives the same cases and events."""
    path = tmp_path / "fil.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        rows = [[v.strftime("%d-%m-%Y") if isinstance(v, dt.datetime) else v for v in row] for row in udtraek_rows]
        csv.writer(file, delimiter=separator).writerows(rows)
    assert_same(reference, read([path], key=KEY))


def test_a_hidden_sheet_is_never_used_silently(udtraek_rows, workbook):
    """A hidden sheet with case data is not read beside a visible one, and is refused when it is the only one."""
    few = udtraek_rows[:3]
    dataset = read([workbook(Synlig=few, Skjult=udtraek_rows[:1] + udtraek_rows[5:9], hidden=("Skjult",))], key=KEY)
    assert (len(dataset.cases), len(dataset.sources)) == (2, 1)


HEADER = [
    "Sagsnummer",
    "Team",
    "Underretning modtaget",
    "24-timers vurdering",
    "Afgørelse dato",
    "Paragraf",
    "Børnesamtale dato",
    "Opfølgning 1",
    "Opfølgning 2",
    "Anbringelse start",
]


def events_of(dataset, kind):
    return dataset.events[dataset.events["type"] == kind]


def test_rows_of_one_case_add_their_own_events(workbook):
    """One row per decision: the repeated notification and placement count once, each conversation stays with its decision."""
    rows = [
        HEADER,
        ["S1", "A", "01-02-2024", "02-02-2024", "01-03-2024", "BL § 46", "15-02-2024", "", "", "01-04-2024"],
        ["S1", "A", "01-02-2024", "02-02-2024", "01-06-2024", "BL § 32", "15-02-2024", "", "", "01-04-2024"],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    counts = dataset.events["type"].value_counts()
    assert (counts["notification"], counts["notification_assessed"], counts["placement"]) == (1, 1, 1)
    assert (counts["decision"], counts["child_conversation"]) == (2, 2)
    assert events_of(dataset, "child_conversation")["concerns"].nunique() == 2
    assert len(dataset.cases) == 1


def test_rows_that_contradict_each_other_about_the_case_are_not_believed(workbook):
    """Two teams for one case: the case stays, the team is blank, and the row is named."""
    rows = [HEADER, ["S1", "A", "", "", "01-03-2024", "BL § 46"], ["S1", "B", "", "", "01-06-2024", "BL § 32"]]
    rows = [r + [""] * (len(HEADER) - len(r)) for r in rows]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert dataset.cases["team"].tolist() == [""]
    assert [(q.code, q.place.row) for q in dataset.quality] == [("conflicting_case", 3)]


def test_several_dates_in_one_cell_are_several_events(workbook):
    """Follow-ups may stand in columns of their own or together in one cell."""
    rows = [
        HEADER,
        [
            "S1",
            "A",
            "",
            "",
            "01-03-2024",
            "BL § 46",
            "",
            "01-06-2024; 01-09-2024 og 01-12-2024",
            "02-03-2025",
            "01-04-2024",
        ],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    visits = events_of(dataset, "follow_up")
    assert visits["at"].dt.strftime("%Y-%m-%d").tolist() == ["2024-06-01", "2024-09-01", "2024-12-01", "2025-03-02"]
    assert (visits["concerns"] == events_of(dataset, "placement")["event_id"].iloc[0]).all()


def test_an_impossible_event_date_makes_no_event(workbook):
    """31 April is no day: the decision is not dated by guess, the finding says so, and the row still counts."""
    rows = [
        HEADER,
        ["S1", "A", "", "", "31-04-2024", "BL § 46", "", "", "", ""],
        ["S2", "A", "", "", "30-04-2024", "BL § 46", "", "", "", ""],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert events_of(dataset, "decision")["case_id"].tolist() == ["S2"]
    assert [(q.code, q.place.row) for q in dataset.quality] == [("impossible_date", 2)]
    assert dataset.accounts[0].judged == 2


def test_a_total_row_is_set_aside_but_a_case_named_total_is_kept(workbook):
    """Only a row that holds nothing but numbers beside the word is a total."""
    rows = [
        HEADER,
        ["Total", "A", "", "", "30-04-2024", "BL § 46", "", "", "", ""],
        ["Sum", "", "12", "", "3", "", "", "", "", ""],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert dataset.cases["case_id"].tolist() == ["Total"]
    assert dataset.accounts[0].set_aside == {"total_row": 1}


def test_a_bare_section_is_read_by_the_law_of_the_day(workbook):
    """§ 58 in 2023 is serviceloven, § 46 in 2024 is barnets lov, and the assumption is told once."""
    rows = [
        HEADER,
        ["S1", "A", "", "", "31-12-2023", "§ 58", "", "", "", ""],
        ["S2", "A", "", "", "01-01-2024", "§ 46", "", "", "", ""],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert events_of(dataset, "decision")["section"].tolist() == ["SEL-58", "BL-46"]
    assert [(q.code, q.values["count"]) for q in dataset.quality] == [("section_law_assumed", 2)]


@pytest.mark.parametrize(
    ("paragraph", "kind"), [("SEL § 58", "placement"), ("BL § 47, stk. 2", "placement"), ("BL § 32", "intervention")]
)
def test_a_start_is_a_placement_by_its_section(workbook, paragraph, kind):
    """A measure under a placement section is a placement, any other an intervention."""
    rows = [
        ["Sagsnummer", "Afgørelse dato", "Paragraf", "Foranstaltning start"],
        ["S1", "01-01-2024", paragraph, "01-02-2024"],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert len(events_of(dataset, kind)) == 1


def test_the_contact_decision_concerns_the_placement(workbook):
    """A supervised contact decision carries its kind, its section, and the placement it is about."""
    rows = [
        ["Sagsnummer", "Afgørelse dato", "Paragraf", "Anbringelse start", "Samværsafgørelse dato", "Samværstype"],
        ["S1", "01-02-2024", "BL § 47", "01-03-2024", "01-04-2024", "Overvåget"],
    ]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    contact = events_of(dataset, "decision").iloc[1]
    assert (contact["kind"], contact["section"]) == ("supervised", "BL-105-1-1")
    assert contact["concerns"] == events_of(dataset, "placement")["event_id"].iloc[0]


@pytest.mark.parametrize(
    ("status", "date", "result", "at"),
    [
        ("Afholdt", "01-01-2024", "held", "2024-01-01"),
        ("Barnet ønskede ikke samtale", "", "declined", "2024-02-01"),
        ("Undladt", "", "omitted", "2024-02-01"),
        ("", "01-01-2024", "held", "2024-01-01"),
    ],
)
def test_a_conversation_is_what_its_status_says(workbook, status, date, result, at):
    """A date alone was a held conversation; a status alone is dated at the decision."""
    rows = [["Sagsnummer", "Afgørelse dato", "Børnesamtale dato", "Børnesamtale"], ["S1", "01-02-2024", date, status]]
    talk = events_of(read([workbook(Ark1=rows)], key=KEY), "child_conversation").iloc[0]
    assert (talk["result"], str(talk["at"].date())) == (result, at)


def test_no_conversation_is_no_event(workbook):
    """`Nej` in the column of conversations is not a conversation."""
    rows = [["Sagsnummer", "Afgørelse dato", "Børnesamtale"], ["S1", "01-02-2024", "Nej"]]
    assert not len(events_of(read([workbook(Ark1=rows)], key=KEY), "child_conversation"))


def test_an_investigation_known_only_by_its_end_is_dated_by_the_need(workbook):
    """An end without a start is still an investigation; a known need alone is none."""
    rows = [
        ["Sagsnummer", "Behov kendt", "BFU påbegyndt", "BFU afsluttet"],
        ["S1", "01-01-2024", "", "01-03-2024"],
        ["S2", "01-01-2024", "", ""],
    ]
    found = events_of(read([workbook(Ark1=rows)], key=KEY), "investigation")
    assert found["at"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-01"]
    assert found["ends_on"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-01"]


def test_midnight_is_a_clock_time_only_beside_others(workbook):
    """00:00 written as text counts when the column holds other clock times; a true Excel date never does."""
    rows = [["Sagsnummer", "Underretning modtaget", "24-timers vurdering"]]
    rows += [
        ["S1", "01-01-2024 00:00", "02-01-2024 00:00"],
        ["S2", "01-01-2024 10:00", "02-01-2024"],
        ["S3", dt.datetime(2024, 1, 1), ""],
    ]
    events = read([workbook(Ark1=rows)], key=KEY).events.set_index("event_id")["timed"]
    assert events["S1/notification/1"]
    assert events["S2/notification/1"]
    assert not events["S3/notification/1"]
    assert not events["S1/notification_assessed/1"]


def test_every_header_of_a_full_manual_pull_is_known(workbook):
    """The headers that controllers use for the tested steps are understood."""
    headers = """Sagsnummer|CPR|Fødselsdato|Sagsbehandler|Team|Distrikt|Målgruppe|Handlekommune|Sag oprettet|Sag lukket|Underretning modtaget|Underretter|
Underretningsårsag|24-timers vurdering|Kvittering sendt|Tilbagemelding til fagperson|BFU besluttet|BFU afsluttet|Begrundelse for fristoverskridelse|
Børnesamtale dato|Børnesamtale begrundet udeladt|Bisidder tilbudt|Samtykke dato|Vejledning § 72/73|Partshøring dato|Afgørelse dato|Paragraf|Afgørelse begrundet|
Klagevejledning|Handleplan dato|Handleplan revideret|Foranstaltning start|Foranstaltning slut|Anbringelsestype|Planlagt/akut|Samtykke (ja/nej)|BUU-afgørelse|
Samværsafgørelse dato|Samværstype|Samvær i handleplan|Opfølgning dato|Tilsynsbesøg dato|Tilsyn: samtale med barnet|Efterværn afgørelse""".replace(
        "\n", ""
    ).split("|")
    row = ["S1", "", *[""] * (len(headers) - 3), "01-01-2024"]
    dataset = read([workbook(Ark1=[headers, row])], key=KEY)
    assert not dataset.quality
    assert {
        "aftercare_decision",
        "supervision_visit",
        "lawyer_offered",
        "notifier_informed",
        "placement",
    } <= dataset.schema.types


def test_a_number_that_excel_destroyed_is_told(workbook):
    """Two children whose numbers both became 3,1E+09 are not taken for one child."""
    rows = [["Sagsnummer", "CPR", "Afgørelse dato"], ["S1", "3,1E+09", "01-02-2024"], ["S2", "3,1E+09", "01-02-2024"]]
    dataset = read([workbook(Ark1=rows)], key=KEY)
    assert dataset.cases["child_id"].tolist() == ["", ""]
    assert [(q.code, q.place.row) for q in dataset.quality] == [("number_destroyed", 2), ("number_destroyed", 3)]


def test_the_same_export_given_twice_counts_once(reference):
    """The workbook and its text twin together hold the same cases and events as one of them."""
    both = read([DATA / "udtraek.xlsx", DATA / "udtraek.csv"], key=KEY)
    assert (len(both.cases), len(both.events)) == (len(reference.cases), len(reference.events))
