"""The catalogue that a jurist reviews: every rule is in it, in words, and both printed forms can be trusted."""

from __future__ import annotations

import re
from dataclasses import fields
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseaudit.engine.readings import Settings
from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.output.catalogue.html import render
from caseaudit.output.catalogue.model import build, digest
from caseaudit.output.catalogue.readings import readings
from caseaudit.resources import data_dir
from caseaudit.rules.conditions import CONDITIONS
from caseaudit.rules.nouns import CODES, FLAGS, NOUNS, PARTIES
from caseaudit.rules.prose import Unit, describe, outline
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.texts import use_language

DECISION, PLACEMENT = Unit(("decision",)), Unit(("placement",))
HOSTILE = '=HYPERLINK("http://x.invalid","<script>alert(1)</script>")'


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


@pytest.fixture(scope="module")
def catalogue(book):
    return build(book)


@pytest.fixture(scope="module")
def page(catalogue):
    return render(catalogue)


@pytest.fixture
def own_rules(tmp_path):
    """A folder where the municipality has replaced one of our rules by one with a hostile text."""
    text = (data_dir("rules") / "foraeldre" / "lawyer-offered.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "egne" / "foraeldre"
    folder.mkdir(parents=True)
    changed = re.sub(
        r"(?s)^title:\n.*?(?=^law_rows)", f"title:\n  da: '{HOSTILE}'\n  en: '{HOSTILE}'\n", text, flags=re.MULTILINE
    )
    (folder / "lawyer-offered.yaml").write_text(changed, encoding="utf-8")
    return folder.parent


# The words


def test_every_event_field_and_code_has_words():
    """Nothing that a rule can speak of is left as a code."""
    codes = {c for group in (KIND_CODES, RESULT_CODES) for codes in group.values() for c in codes}
    codes |= {c for f in EVENT_FIELDS.values() if f.name != "party" for c in f.codes}
    assert set(NOUNS) == set(EVENT_TYPES)
    assert codes <= set(CODES)
    assert set(EVENT_FIELDS["party"].codes) == set(PARTIES)
    assert {f.name for f in EVENT_FIELDS.values() if f.kind == "yes_no"} == set(FLAGS)


SENTENCES = [
    ({"section": ["BL-46", "BL-47"]}, DECISION, "afgørelsen er truffet efter BL §§ 46 eller 47"),
    ({"section": ["SEL-52", "SEL-58", "BL-105-1-1"]}, DECISION,
     "afgørelsen er truffet efter SEL §§ 52 og 58 eller BL § 105, stk. 1, nr. 1"),
    ({"field": "urgent", "is": "yes"}, DECISION, "det er registreret som en hastesag"),
    ({"field": "plan_needed", "is": "no"}, DECISION, "en plan er vurderet unødvendig"),
    ({"field": "notifier", "is_not": "anonymous"}, Unit(("notification",)), "underretteren er registreret som andet end anonym"),
    ({"field": "body", "is": "committee"}, DECISION, "afgørelsen er truffet af børne- og ungeudvalget"),
    ({"field": "ends_on", "by": "aware_on + 4 months"}, Unit(("investigation",)),
     "undersøgelsen er afsluttet senest 4 måneder efter den dag, kommunen blev opmærksom på behovet"),
    ({"event": "plan", "by": "at"}, DECISION, "der foreligger en plan senest den dag, afgørelsen er truffet"),
    ({"event": "plan", "by": "at + 3 months"}, DECISION, "der foreligger en plan senest 3 måneder efter afgørelsen"),
    ({"event": "receipt_sent", "from": "at", "by": "at + 6 working days"}, Unit(("notification",)),
     "der er sendt en kvittering til underretteren inden for 6 hverdage efter underretningen"),
    ({"event": "investigation", "on": "ends_on", "by": "at"}, DECISION,
     "en børnefaglig undersøgelse er afsluttet senest den dag, afgørelsen er truffet"),
    ({"event": "intervention", "on": "running"}, Unit(("notification",)), "en indsats var i gang ved underretningen"),
    ({"event": "consent_given", "where": {"party": "custody_holder"}, "by": "at"}, DECISION,
     "der er givet et samtykke fra forældremyndighedsindehaveren senest den dag, afgørelsen er truffet"),
    ({"event": "decision_sent", "where": {"party": "child"}, "from": "at"}, DECISION,
     "afgørelsen er sendt til barnet ved eller efter afgørelsen"),
    ({"event": "request", "where": {"kind": "contact"}}, PLACEMENT, "der er modtaget en ansøgning eller et ønske (samvær)"),
    ({"event": "follow_up", "at_least": 2}, PLACEMENT, "der er mindst 2 opfølgninger"),
    ({"event": "plan", "by": {"latest": ["at + 3 months", "birthday 16 + 3 months"]}}, PLACEMENT,
     "der foreligger en plan senest 3 måneder efter iværksættelsen eller, hvis det er senere, 3 måneder efter barnets 16-årsdag"),
    ({"event": "follow_up", "by": {"earliest": ["at + 3 months", {"parallel_end": "investigation"}]}}, PLACEMENT,
     ("der er holdt en opfølgning senest 3 måneder efter iværksættelsen eller, hvis det er tidligere, slutdatoen for "
     "en børnefaglig undersøgelse, der var i gang ved iværksættelsen")),
    ({"recurring": "follow_up", "every": "6 months"}, PLACEMENT,
     "der er højst 6 måneder mellem to opfølgninger, fra den første til anbringelsen er ophørt"),
    ({"recurring": "follow_up", "every": "next_on"}, PLACEMENT,
     "der er nye opfølgninger senest den dag, som den forrige fastsatte, til anbringelsen er ophørt"),
    ({"yearly": "supervision_visit", "at_least": 2, "where": {"with_child": "yes"}}, PLACEMENT,
     "der er mindst 2 tilsynsbesøg med samtale med barnet i hvert helt kalenderår, til anbringelsen er ophørt"),
    ({"age": "at", "at_least": 10, "below": 15}, DECISION, "barnet er fyldt 10 år og under 15 år"),
    ({"running": "birthday 16"}, PLACEMENT, "anbringelsen var i gang på barnets 16-årsdag"),
    ({"running": "birthday 18 - 6 months"}, PLACEMENT, "anbringelsen var i gang 6 måneder før barnets 18-årsdag"),
    ({"not": {"section": "BL-20"}}, DECISION, "afgørelsen er truffet efter andet end BL § 20"),
    ({"all": [{"field": "urgent", "is": "yes"}, {"field": "reason", "is": "documented"}]}, DECISION,
     "det er registreret som en hastesag, og der er registreret en begrundelse"),
    ({"any": [{"field": "plan_needed", "is": "no"}, {"event": "plan", "by": "at"}]}, DECISION,
     "en plan er vurderet unødvendig, eller der foreligger en plan senest den dag, afgørelsen er truffet"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "unit", "sentence"), SENTENCES)
def test_a_condition_reads_as_a_jurist_would_write_it(condition, unit, sentence):
    """Each kind of condition is a plain Danish clause that names its unit."""
    kind = next(k for k in condition if k in CONDITIONS)
    assert describe(CONDITIONS[kind].model_validate(condition), unit) == sentence


def test_every_kind_of_condition_is_tried():
    """No condition of the language is without a sentence above."""
    assert {k for condition, _, _ in SENTENCES for k in condition if k in CONDITIONS} == set(CONDITIONS)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_condition_of_a_shipped_rule_is_told_in_code(book, lang):
    """No identifier and no gap stands in the words of any rule, in either language."""
    with use_language(lang):
        for rule in book.rules:
            for v in rule.versions:
                for c in (v.when, v.require, v.unless, v.incomplete_if):
                    text = describe(c, Unit.of(rule)) if c is not None else "-"
                    assert text.strip(), rule.id
                    assert not re.search(r"[a-z]_[a-z]|\bNone\b|  |\(\)", text), (rule.id, text)


def test_alternatives_stand_below_each_other():
    """A duty with alternatives is an outline: the heading says whether one or all must hold."""
    any_of = CONDITIONS["any"].model_validate({"any": [{"field": "consent", "is": "yes"}, {"event": "plan"}]})
    clause = outline(any_of, DECISION)
    assert clause.text == "Mindst én af disse betingelser er opfyldt:"
    assert [p.text for p in clause.parts] == ["Der er registreret samtykke.", "Der foreligger en plan."]


# The data


def test_every_rule_version_and_example_is_in_the_catalogue(book, catalogue):
    """Nothing that the machine judges by is left out of what is signed."""
    assert {e.id for e in catalogue.entries} == set(book.files)
    assert sum(len(e.periods) for e in catalogue.entries) == sum(len(r.versions) for r in book.rules)
    assert sum(len(e.examples) for e in catalogue.entries) == sum(len(r.cases) for r in book.rules)
    assert all(p.method for e in catalogue.entries for p in e.periods)


def test_every_rule_stands_once_by_theme_and_once_by_step(catalogue):
    """Both views hold the same rules."""
    ids = sorted(e.id for e in catalogue.entries)
    for view in (catalogue.themes, catalogue.steps):
        assert sorted(e.id for group in view for e in group.entries) == ids


def test_every_period_is_printed_with_its_own_citations(catalogue):
    """Periods that ask the same are printed together, and none of them is lost."""
    for e in catalogue.entries:
        assert tuple(p for block in e.blocks for p in block.periods) == e.periods


def test_every_setting_for_unsettled_law_is_explained():
    """A reading that can be chosen is a question to the jurist, with what holds when nobody chooses."""
    assert [r.name for r in readings()] == [f.name for f in fields(Settings)]
    assert all(r.question.endswith("?") and r.default for r in readings())


def test_the_checksum_follows_the_rules_and_not_the_line_ends(tmp_path):
    """A changed word changes the checksum; a checkout on Windows does not."""
    file = tmp_path / "regler" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(b"id: a\n")
    first = digest((file.parent,))
    file.write_bytes(b"id: a\r\n")
    assert digest((file.parent,)) == first
    file.write_bytes(b"id: b\n")
    assert digest((file.parent,)) != first


# The page


class Page(HTMLParser):
    """The tags of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(page):
    """One file: no script, no image, no style sheet from elsewhere."""
    names = {tag for tag, _ in Page(page).tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form"}
    assert not [a for _, attrs in Page(page).tags for a in attrs if a == "src" or a.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_can_be_read_by_a_screen_reader(page):
    """Language, a skip link, one first heading, no level skipped, and every heading cell says what it heads."""
    tags = Page(page)
    assert tags.all("html") == [{"lang": "da"}]
    assert tags.all("a")[0]["href"] == "#content"
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(th.get("scope") in ("col", "row", "rowgroup") for th in tags.all("th"))
    ids = [attrs["id"] for _, attrs in tags.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in tags.all("a") if a["href"].startswith("#")} <= set(ids)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_every_text_colour_has_contrast_enough(page):
    """WCAG 2.1 AA: 4.5 to 1 against white and against the grey of headings."""
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page))
    colours = {named[c] for c in re.findall(r"[ ;{]color: var\(--(\w+)\)", page)}
    colours |= set(re.findall(r"[ ;{]color: (#[0-9a-f]{6})", page))
    assert colours
    for ground in ("#ffffff", named["fill"]):
        for colour in colours:
            dark, light = sorted((_light(colour), _light(ground)))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)


def test_each_rule_begins_a_page_and_can_be_signed(page, catalogue):
    """Printed, every rule starts on a new sheet and ends in a block to sign; so does the whole."""
    assert ".rule { break-before: page;" in page
    assert "size: A4" in page
    assert page.count('<article class="rule"') == len(catalogue.entries)
    assert page.count('<table class="sign">') == len(catalogue.entries) + 1


def test_the_same_rules_give_the_same_page(book, page):
    """Two exports of one rule set can be compared byte for byte."""
    assert render(build(load_rulebook())) == page


def test_hostile_text_in_a_rule_is_shown_and_not_run(cli, own_rules):
    """A text that looks like a script stands in the page as text, and the rule is marked as the municipality's own."""
    assert cli("rules", "export", "-o", "r.html", "--rules", own_rules).code == 0
    text = Path("r.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "Kommunens egen udgave" in text


# The workbook


@pytest.fixture
def workbook(cli):
    assert cli("rules", "export", "-o", "regler.xlsx").code == 0
    return load_workbook("regler.xlsx")


def test_the_workbook_has_the_sheets_that_were_agreed(workbook):
    """Every sheet but the first holds one real table with a filter, a frozen heading and a landscape print."""
    assert workbook.sheetnames == ["Læs mig", "Regler", "Eksempler", "Spørgsmål", "Uden for", "Love", "Gennemgang"]
    for sheet in workbook.worksheets[1:]:
        (table,) = sheet.tables.values()
        headings = [c.value for c in sheet[1]]
        assert table.autoFilter is not None
        assert [c.name for c in table.tableColumns] == headings
        assert len({h.lower() for h in headings}) == len(headings)
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"


def test_the_workbook_has_one_row_for_each_period(workbook, book):
    """Each version of each rule can be filtered and sorted on its own."""
    rows = list(workbook["Regler"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == sum(len(r.versions) for r in book.rules)
    assert {row[-1] for row in rows} == set(book.files)
    assert workbook["Eksempler"].max_row - 1 == sum(len(r.cases) for r in book.rules)


def test_each_rule_is_approved_by_yes_or_no(workbook, book):
    """The sheet to sign has a row for the whole and one for each rule, with Ja and Nej to choose between."""
    sheet = workbook["Gennemgang"]
    assert sheet.max_row == len(book.files) + 2
    lists = {v.formula1: str(v.sqref) for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists == {'"Ja,Nej"': f"G2:G{sheet.max_row}"}


def test_text_that_looks_like_a_formula_is_text(cli, own_rules):
    """Excel runs nothing that stands in a rule."""
    assert cli("rules", "export", "-o", "r.xlsx", "--rules", own_rules).code == 0
    cells = [c for s in load_workbook("r.xlsx").worksheets for row in s.iter_rows() for c in row]
    hostile = [c for c in cells if c.value == HOSTILE]
    assert hostile
    assert all(c.data_type == "s" and c.quotePrefix for c in hostile)
    assert not [c for c in cells if c.data_type == "f"]


# The command


def test_another_format_is_refused_with_the_two_that_exist(cli):
    """A file name that ends otherwise is told what it may end in; nothing is written."""
    answer = cli("rules", "export", "-o", "regler.pdf")
    assert answer.code == 2
    assert "'.pdf'" in answer.err
    assert ".html eller .xlsx" in answer.err
    assert not list(Path().iterdir())


def test_one_theme_can_be_exported(cli, book):
    """Only the rules of that theme, and the front page says so."""
    assert cli("rules", "export", "-o", "r.html", "--theme", "samvaer").code == 0
    text = Path("r.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'<article class="rule" id="([^"]+)"', text))
    assert shown == {r.id for r in book.rules if r.theme == "samvaer"}
    assert re.search(r"Kun temaet</th><td>Samvær", text)


def test_an_unknown_theme_is_refused(cli):
    """The themes that exist are named."""
    answer = cli("rules", "export", "-o", "r.html", "--theme", "vejr")
    assert answer.code == 2
    assert "samvaer" in answer.err


def test_the_date_of_printing_is_only_there_when_it_is_given(cli):
    """Without a date the page depends on the rules alone."""
    assert cli("rules", "export", "-o", "a.html").code == 0
    assert cli("rules", "export", "-o", "b.html", "--date", "2026-11-22").code == 0
    assert "Udskrevet" not in Path("a.html").read_text(encoding="utf-8")
    assert re.search(r"Udskrevet</th><td>.*22-11-2026", Path("b.html").read_text(encoding="utf-8"))


def test_the_catalogue_is_there_in_english(cli):
    """Headings, duties and the answer of the command are English."""
    answer = cli("--lang", "en", "rules", "export", "-o", "r.html")
    assert "rules are written" in answer.err
    text = Path("r.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "How it is computed" in text
    assert "a plan exists by the day the decision is made" in text
