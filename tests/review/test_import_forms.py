"""What an import tolerates, what it keeps, and that the same answers twice are the same answers once."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from caseaudit.review.reading import parse_form
from caseaudit.review.reading_words import answer_of
from filled_forms import Form, begin, blank, case_id, convert, filled, form_bytes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def started(tmp_path):
    """The folder of a round that has begun, where the command line finds it."""
    (tmp_path / "work").mkdir(exist_ok=True)
    return begin(tmp_path / "work" / "reviews")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" ja ", "yes"),
        ("JA", "yes"),
        ("nej.", "no"),
        ("Nej\u00a0", "no"),
        ("ikke\u00a0 relevant", "not_relevant"),
        ("\u200bKan ikke vurderes", "cannot_judge"),
        ("Yes", "yes"),
        ("høj", "high"),
        ("HØJ GRAD", "high"),
        ("JA!", None),
        ("j", None),
        ("ja..", None),
        ("ja nej", None),
        ("x", None),
        ("", None),
    ],
)
def test_which_words_are_answers(text, value):
    """Blanks, capitals, one full stop and either language are tolerated; nothing is guessed at."""
    assert answer_of(text) == value


def test_a_clean_form_is_taken_in_whole(cli, started, tmp_path):
    """All 25 answers come in, the bytes of the form are archived read-only, and the form itself is untouched."""
    path = filled().save(tmp_path / "skema-AB.xlsx")
    before = path.read_bytes()
    answer = cli("review", "import", path)
    assert (answer.code, path.read_bytes()) == (0, before)
    assert "25 af 25 besvaret   OK" in answer.out
    kept = started.answers()
    digest = hashlib.sha256(before).hexdigest()
    assert len(kept.answers) == 25
    assert {a.file for a in kept.answers} == {digest}
    original = started.originals / f"{digest}.xlsx"
    assert original.read_bytes() == before
    assert not original.stat().st_mode & (stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)


def test_people_move_things_and_it_does_not_matter(cli, started, tmp_path):
    """Sheets renamed and in another order, a row and a column put in, rows turned round, ` ja ` and `NEJ.`."""
    form = filled()
    sheet = form.find(3, 0)[0]
    form.put(3, 0, " ja ")
    form.put(3, 1, "NEJ.")
    head = form.head(sheet)[0]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=head + 1)]
    for at, values in enumerate(reversed(rows), head + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column).value = value
    sheet.insert_rows(2)
    sheet.insert_cols(3)
    sheet.title = "Min yndlingssag"
    form.book.move_sheet(sheet, -4)
    answer = cli("review", "import", form.save(tmp_path / "mit skema.xlsx"))
    assert (answer.code, len(started.answers().answers)) == (0, 25)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("layout", ["case", "list"])
def test_a_form_is_read_in_its_own_language(lang, layout):
    """Danish and English headings are found in both layouts, with a row for each thing asked."""
    form = parse_form(form_bytes(layout, lang), "skema.xlsx")
    assert sum(bool(r.key and r.columns) for r in form.rows) == 25


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_loses_nothing(cli, started, tmp_path):
    """Opened and saved by LibreOffice as .ods and as .xlsx, every answer, reason and comment comes back the same."""
    form = filled()
    form.put(3, 1, "Nej", "To  blanke,\nto linjer; æøå = + - @")
    path = form.save(tmp_path / "skema-AB.xlsx")
    assert cli("review", "import", path).code == 0
    before = started.answers()
    for kind in ("ods", "xlsx"):
        answer = cli("review", "import", convert(path, kind))
        assert answer.code == 0, answer.text
        assert "25 af 25 besvaret" in answer.out
        assert started.answers() == before, "the same answers in another file are no news"
    again = convert(convert(path, "ods"), "xlsx")
    assert cli("review", "import", again).code == 0
    assert started.answers() == before


def test_the_same_file_twice_is_nothing_new(cli, started, tmp_path):
    """The second time nothing is written, and it is said."""
    path = filled().save(tmp_path / "skema-AB.xlsx")
    cli("review", "import", path)
    before = (started.folder / "answers.json").read_bytes()
    answer = cli("review", "import", path)
    assert (answer.code, (started.folder / "answers.json").read_bytes()) == (0, before)
    assert "indlæst før" in answer.out
    resaved = Form(path.read_bytes())
    cli("review", "import", resaved.save(tmp_path / "kopi.xlsx"))
    assert (started.folder / "answers.json").read_bytes() == before


def test_a_changed_answer_needs_replace_and_leaves_a_trace(cli, started, tmp_path):
    """Another answer to what was answered is refused; with --replace it counts, and the earlier value is logged, not the comment."""
    form = filled()
    cli("review", "import", form.save(tmp_path / "1.xlsx"))
    at = form.put(3, 1, "Ja", "")
    answer = cli("review", "import", form.save(tmp_path / "2.xlsx"))
    assert answer.code == 2
    assert at in answer.out
    assert sum(a.value == "no" for a in started.answers().answers) == 5
    assert cli("review", "import", tmp_path / "2.xlsx", "--replace").code == 0
    assert sum(a.value == "no" for a in started.answers().answers) == 4
    log = (started.folder / "answers.log.jsonl").read_text(encoding="utf-8")
    (line,) = [json.loads(x) for x in log.splitlines()]
    assert (line["before"]["value"], line["after"]["value"], line["reviewer"]) == ("no", "yes", "AB")
    assert "Ikke fundet" not in log


def test_a_comment_may_be_added_later(cli, started, tmp_path):
    """A comment where there was none is no conflict; nothing is lost by it."""
    form = filled()
    form.cell(3, 1, "comment").value = None
    assert cli("review", "import", form.save(tmp_path / "1.xlsx")).code == 0
    form.put(3, 1, "Nej", "Nu med begrundelse.")
    assert cli("review", "import", form.save(tmp_path / "2.xlsx")).code == 0
    assert "Nu med begrundelse." in {a.comment for a in started.answers().answers}


def test_an_answer_that_is_cleared_later_stays(cli, started, tmp_path):
    """A blank never takes the place of an answer; it is told."""
    form = filled()
    cli("review", "import", form.save(tmp_path / "1.xlsx"))
    form.put(3, 0, None)
    answer = cli("review", "import", form.save(tmp_path / "2.xlsx"), "--replace")
    assert (answer.code, len(started.answers().answers)) == (0, 25)
    assert "De gamle gælder" in answer.out


def test_nothing_of_any_file_unless_all_are_clean(cli, started, tmp_path):
    """One faulty form holds the other back; with --partial both give what is right."""
    filled().save(tmp_path / "retur" / "skema-AB.xlsx")
    bad = filled(reviewer="CD")
    bad.put(6, 0, "JA!")
    bad.save(tmp_path / "retur" / "skema-CD.xlsx")
    answer = cli("review", "import", tmp_path / "retur")
    assert (answer.code, started.answers().answers, list(started.originals.iterdir())) == (2, (), [])
    assert "--partial til at tage de 49 svar" in " ".join(answer.err.split())
    assert cli("review", "import", tmp_path / "retur", "--partial").code == 1
    assert len(started.answers().answers) == 49


def test_forms_of_other_rounds_rules_and_readers_are_refused_whole(cli, started, tmp_path):
    """Another round's form, one made with other rules, and one given as somebody else's: not even with --partial."""
    wrong = {
        "runde": filled(code="0LDRUND1").bytes(),
        "regler": blank(digest="another").fill((1, 2)).bytes(),
    }
    for name, data in wrong.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(data)
        assert cli("review", "import", path, "--partial").code == 2
    mine = filled().save(tmp_path / "skema-AB.xlsx")
    assert cli("review", "import", mine, "--partial", "--reviewer", "CD").code == 2
    assert started.answers().answers == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"],
    ids=["empty", "text", "zip", "old"],
)
def test_what_is_no_workbook_is_told(cli, started, tmp_path, data):
    """A file that cannot be read gives a message and exit code 2, never a traceback."""
    path = tmp_path / "skema.xlsx"
    path.write_bytes(data)
    assert cli("review", "import", path).code == 2
    assert cli("review", "import", tmp_path / "findes-ikke.xlsx").code == 2


def test_the_list_of_faults_fits_the_screen(cli, started, tmp_path):
    """As ux.md 4.3: file, how many of how many, then each fault by cell, at most 80 columns; English too."""
    form = filled()
    form.put(3, 0, "JA!")
    form.book.remove(form.book["Sag 05"])
    path = form.save(tmp_path / "skema-AB.xlsx")
    answer = cli("review", "import", path)
    assert max(len(line) for line in answer.text.splitlines()) <= 80
    assert f"{case_id(5)} mangler" in answer.out
    english = cli("review", "import", path, "--lang", "en")
    assert "unknown answer" in english.out
    assert "Nothing was taken in" in english.err


def test_status_and_export_tell_the_same_numbers(cli, started, tmp_path):
    """Per reviewer what is answered of what is asked; the export has as many rows, and comments only when asked for."""
    cli("review", "import", filled().save(tmp_path / "skema-AB.xlsx"))
    found = json.loads(cli("review", "status", "--as-of", "2026-12-10", "--format", "json").out)
    assert (found["expected"], found["answered"], found["days_left"]) == (50, 25, 5)
    assert {r["code"]: (r["answered"], r["double_done"], r["double"]) for r in found["reviewers"]} == {
        "AB": (25, 2, 2),
        "CD": (0, 0, 2),
    }
    table = cli("review", "status", "--as-of", "2026-12-20")
    assert "5 dage over" in table.out
    plain = cli("review", "export", "-o", "svar.json")
    assert plain.code == 0
    document = json.loads((tmp_path / "work" / "svar.json").read_text(encoding="utf-8"))
    assert len(document["answers"]) == 25
    assert "Ikke fundet." not in json.dumps(document)
    for name in ("svar.csv", "svar.xlsx"):
        assert cli("review", "export", "-o", name, "--with-comments").code == 0
    assert "Ikke fundet." in (tmp_path / "work" / "svar.csv").read_text(encoding="utf-8-sig")


def test_the_player_fills_a_whole_round_and_can_be_played_again(cli, started, tmp_path):
    """Every question gets an answer that the import takes, and a second game is the same."""
    path = ROOT / "examples" / "review" / "play_reviewers.py"
    player = module_from_spec(spec := spec_from_file_location("play_reviewers", path))
    spec.loader.exec_module(player)
    for who in ("AB", "CD"):
        form = tmp_path / "forms" / f"skema-{who}.xlsx"
        form.parent.mkdir(exist_ok=True)
        form.write_bytes(form_bytes(reviewer=who))
        assert player.play(form, tmp_path / "retur")[1] == 25
        player.play(form, tmp_path / "igen")
    assert cli("review", "import", tmp_path / "retur", "--strict").code == 0
    before = started.answers()
    assert len(before.answers) == 50
    assert cli("review", "import", tmp_path / "igen").code == 0
    assert started.answers() == before
