"""The file of texts: proposed by the numbers, edited and approved by people, and never lost."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from caseaudit.audit import Selection, run_audit
from caseaudit.errors import UsageError
from caseaudit.report.claims import counts, numbers, pairs, percents
from caseaudit.report.drafting import bases, basis, codes, proposals
from caseaudit.report.facts import gather
from caseaudit.report.textfile import mark, new_file, quoted, updated
from caseaudit.report.textlines import spans
from caseaudit.report.texts import approval_problems, read_texts, stale, texts_by_theme
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.settings import ReportTable
from caseaudit.texts import use_language
from checkout import ROOT

LIMITS = ReportTable()


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


@pytest.fixture(scope="module")
def dataset():
    from caseaudit.reading import read

    return read([ROOT / "examples" / "small" / "canonical.xlsx"], profile=None, profile_dirs=(), key=b"0" * 32)


@pytest.fixture(scope="module")
def facts(book, dataset):
    return gather(run_audit(dataset, book, date(2026, 10, 15)))


@pytest.fixture(scope="module")
def fewer(book, dataset):
    """The same, of one unit only: other numbers."""
    unit = min({str(u) for u in dataset.cases["unit"]})
    return gather(run_audit(dataset, book, date(2026, 10, 15), Selection(units=(unit,))))


@pytest.fixture
def titles(book):
    return {t.id: str(t.title) for t in book.themes.values()}


@pytest.fixture
def draft(facts, titles, tmp_path):
    """A new file of texts, as `report draft` writes it."""
    path = tmp_path / "tekster.toml"
    path.write_text(new_file(list(proposals(facts, LIMITS)), titles, "R1", "15-10-2026").text, encoding="utf-8")
    return path


def again(path, facts, book, titles, run="R2"):
    """`report draft` on a file that is there."""
    file = read_texts(path, book.themes, book.files)
    update = updated(file, list(proposals(facts, LIMITS)), bases(facts), titles, run)
    path.write_text(update.text, encoding="utf-8")
    return update


def entries(path, book):
    return {e.id: e for e in read_texts(path, book.themes, book.files).entries}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is proposed --------------------------------------------------------------------------------------------------


def test_each_proposal_follows_from_its_numbers(facts):
    """A strength has at least 90 % of five or more; a challenge less than 75 %, a critical breach or much that is unknown."""
    found = list(proposals(facts, LIMITS))
    assert {p.group for p in found} == {"styrker", "udfordringer", "anbefalinger"}
    for p in found:
        r = facts.rule(p.rule)
        t = r.tally
        critical = any((v.severity or r.rule.severity) == "critical" for v in r.versions) and r.binding.breached
        weak = t.rate is not None and (t.rate < 0.75 or critical)
        unclear = t.unknown >= 5 and t.unknown >= 0.25 * t.asked
        if p.group == "styrker":
            assert t.rate >= 0.9
            assert t.judged >= 5
            assert not unclear
        else:
            assert weak or unclear, p.rule
        assert p.basis == basis(r)


def test_the_ground_names_the_numbers_of_the_rule(facts):
    """`8 af 14 overholdt, 6 brud: 4 mangler, 2 for sent` holds exactly the counts of the run."""
    for r in facts.all_rules:
        t = r.tally
        found = [int(n) for n in numbers(basis(r))]
        reasons = [n for (outcome, _), n in r.reasons.items() if outcome == "breached" and n]
        wanted = [t.good, t.judged] if t.judged else []
        wanted += ([t.breached, *reasons] if t.breached else []) + ([t.unknown] if t.unknown else [])
        assert sorted(found) == sorted(wanted), r.rule.id


def test_a_proposal_blames_nobody(facts):
    """The words are sober in every proposal."""
    blame = ("skyld", "forsømt", "sagsbehandleren har", "desværre", "kritisabelt", "svigt")
    assert [p.text for p in proposals(facts, LIMITS) if any(word in p.text.casefold() for word in blame)] == []


def test_a_draft_for_the_committee_tells_only_what_its_report_shows(facts):
    """Counts that the committee's report hides stand in no text; the others do, and the same texts are proposed."""
    from caseaudit.report.hidden import withheld
    from caseaudit.report.suppress import for_committee

    shown = {r.rule.id: r.tally for r in for_committee(facts, LIMITS.min_cell).all_rules}
    whole, protected = list(proposals(facts, LIMITS)), list(proposals(facts, LIMITS, committee=True))
    assert [(p.group, p.rule) for p in whole] == [(p.group, p.rule) for p in protected]
    for p in protected:
        for _, a, b in pairs(p.text):
            t = shown[p.rule]
            assert a in [n for n in (t.good, t.breached, t.unknown) if not withheld(n)]
            assert b in [n for n in (t.judged, t.asked) if not withheld(n)]
        assert all(n >= LIMITS.min_cell for _, n in counts(p.text)), p.text
    assert any(pairs(p.text) for p in protected)
    assert all(pairs(p.text) or "alle" in p.text for p in whole if p.group == "udfordringer")


def test_a_recommendation_begins_with_a_verb_and_answers_its_challenge(draft, book):
    """Recommendations are put as the genre puts them, and name the challenge that they answer."""
    found = entries(draft, book).values()
    challenges = {e.id: e for e in found if e.group == "udfordringer"}
    advice = [e for e in found if e.group == "anbefalinger"]
    assert advice
    for e in advice:
        assert e.text.split()[0] in {"Sikrer,", "Indfører", "Registrerer", "Retter"}
        assert challenges[e.answers[0]].rules == e.rules


def test_danish_clauses_have_their_adverb_before_the_verb():
    """`at slutdatoen ikke ligger før`, never `at slutdatoen ligger ikke før`."""
    from caseaudit.report.drafting import _that

    assert _that("Slutdatoen ligger ikke før startdatoen", danish=True) == "slutdatoen ikke ligger før startdatoen"
    assert (
        _that("Begrundet, når parterne ikke har fået medhold", danish=True)
        == "begrundet, når parterne ikke har fået medhold"
    )
    assert _that("BFU er afsluttet", danish=True) == "BFU er afsluttet"


def test_ids_tell_the_themes_apart(book):
    """Every theme has its own three letters."""
    found = codes(book.themes)
    assert len(set(found.values())) == len(found)
    assert all(len(c) == 3 for c in found.values())
    assert found["opfoelgning"] == "OPF"


# --- the file ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_read_back_as_it_was_written(draft, book, facts):
    """The file is TOML, every text is a draft, and its numbers are those of the run."""
    file = read_texts(draft, book.themes, book.files)
    assert file.run == "R1"
    assert len(file.entries) == len(list(proposals(facts, LIMITS)))
    assert {e.status for e in file.entries} == {"udkast"}
    assert all(mark(e.text) == e.mark for e in file.entries)
    assert stale(file, bases(facts)) == ()
    told = texts_by_theme(file, bases(facts), bases(facts))
    assert not any(i.approved for t in told.values() for i in (*t.strengths, *t.challenges, *t.recommendations))


def test_drafting_again_on_the_same_run_changes_nothing(draft, book, facts, titles):
    """The same numbers leave the file byte for byte as it is, but for nothing."""
    before = draft.read_text(encoding="utf-8").replace('"R1"       # opgjort pr. 15-10-2026', '"R1"')
    again(draft, facts, book, titles, run="R1")
    assert draft.read_text(encoding="utf-8") == before


def test_what_people_wrote_is_kept_when_the_numbers_stand(draft, book, facts, titles):
    """Texts, approvals, names, deadlines, own texts, comments and order all survive a new draft."""
    edit(draft, 'status = "udkast"', 'status = "godkendt"  # set af Bo')
    edit(draft, 'ansvarlig = ""', 'ansvarlig = "Afdelingslederen"')
    edit(draft, 'frist = ""', "frist = 2027-01-31")
    edit(
        draft,
        "[[underretning.udfordringer]]",
        '# En bemærkning fra Bo\n[[plan.styrker]]\nid = "EGEN-1"\ntekst = """\nVores "egen"\ntekst."""\ngrundlag = "Interview"\nstatus = "godkendt"\n\n[[underretning.udfordringer]]',
    )
    update = again(draft, facts, book, titles)
    assert (update.added, update.changed, update.redrafted) == (0, (), 0)
    text = draft.read_text(encoding="utf-8")
    assert "# En bemærkning fra Bo" in text
    assert "# set af Bo" in text
    assert 'koersel = "R2"' in text
    found = entries(draft, book)
    assert found["EGEN-1"].text == 'Vores "egen" tekst.'
    assert any(e.responsible == "Afdelingslederen" and e.deadline == "31-01-2027" for e in found.values())
    assert sum(e.status == "godkendt" for e in found.values()) == 2


def test_an_approved_text_whose_numbers_changed_is_a_draft_again(draft, book, fewer, titles):
    """The text stays as it was approved; the file says what the numbers were and are, and offers the new proposal."""
    text = draft.read_text(encoding="utf-8").replace('status = "udkast"', 'status = "godkendt"')
    draft.write_text(text, encoding="utf-8")
    before = entries(draft, book)
    update = again(draft, fewer, book, titles)
    after = entries(draft, book)
    assert update.changed
    assert {i: e.text for i, e in after.items() if i in before} == {i: e.text for i, e in before.items()}
    for name in update.changed:
        e = after[name]
        assert e.status == "udkast"
        assert e.remark.startswith(f"tallene er ændret siden godkendelsen: var {before[name].basis}, er {e.basis}")
        if e.rules[0] in {r.rule.id for r in fewer.all_rules}:
            assert e.basis == basis(fewer.rule(e.rules[0]))
    same = [i for i in before if before[i].basis == after[i].basis]
    assert all(after[i].status == "godkendt" for i in same)


def test_a_draft_nobody_touched_follows_the_numbers(draft, book, fewer, titles):
    """A proposal that is still as it was proposed takes the new numbers and words; one that was edited keeps its words."""
    first = next(iter(entries(draft, book).values()))
    before = entries(draft, book)
    edit(draft, first.text, "Min egen tekst om det.")
    update = again(draft, fewer, book, titles)
    after = entries(draft, book)
    assert update.redrafted > 0
    assert after[first.id].text == "Min egen tekst om det."
    told = {(p.group, p.rule): p for p in proposals(fewer, LIMITS)}
    renewed = [i for i in before if before[i].text != after[i].text and i != first.id]
    assert renewed
    for i in renewed:
        assert after[i].text == told[after[i].group, after[i].rules[0]].text
        assert after[i].remark == ""


def test_a_new_proposal_is_added_under_its_theme_with_a_free_number(draft, book, facts, fewer, titles, tmp_path):
    """What a new run calls for is added; no id is used twice; a text that was left out is not proposed again."""
    small = tmp_path / "faa.toml"
    small.write_text(new_file(list(proposals(fewer, LIMITS)), titles, "R1", "").text, encoding="utf-8")
    edit(small, 'status = "udkast"', 'status = "udgaar"')
    update = again(small, facts, book, titles)
    file = read_texts(small, book.themes, book.files)
    assert update.added > 0
    ids = [e.id for e in file.entries]
    assert len(ids) == len(set(ids))
    kinds = [(e.theme, e.group, e.rules) for e in file.entries]
    assert len(kinds) == len(set(kinds))
    assert {(p.theme, p.group, (p.rule,)) for p in proposals(facts, LIMITS)} <= set(kinds)
    left = next(e for e in file.entries if e.status == "udgaar")
    told = texts_by_theme(file, bases(facts), bases(facts))
    assert left.id not in {i.id for t in told.values() for i in (*t.strengths, *t.challenges, *t.recommendations)}


def test_any_text_survives_the_file(draft, book, facts, titles):
    """Quotes, backslashes, markup, templates, formulas, emoji and right-to-left marks come back as they were written."""
    nasty = 'a "b" \\ <script>alert(1)</script> {{7*7}} =cmd|x 🙂 \u202eabc ### [[plan.styrker]] ' + "x" * 5000
    edit(
        draft,
        "[[underretning.udfordringer]]",
        f'[[underretning.udfordringer]]\nid = "X-1"\ntekst = {quoted(nasty)}\n\n[[underretning.udfordringer]]',
    )
    again(draft, facts, book, titles)
    assert entries(draft, book)["X-1"].text == " ".join(nasty.split())


def test_a_run_that_calls_for_nothing_gives_a_file_that_says_so(titles, book, tmp_path):
    """No proposal: an empty file with an example in comments, which can be read."""
    path = tmp_path / "tom.toml"
    path.write_text(new_file([], titles, "R1", "").text, encoding="utf-8")
    assert read_texts(path, book.themes, book.files).entries == ()
    assert "anledning" in path.read_text(encoding="utf-8")


def test_english_drafts_are_english(facts, titles):
    """With English in use the proposals are English; the keys of the file stay."""
    with use_language("en"):
        text = new_file(list(proposals(facts, LIMITS)), titles, "R1", "").text
    data = tomllib.loads(text)
    assert data["sprog"] == "en"
    assert "it is not documented that" in text
    assert "dokumenteret" not in text


# --- faults ------------------------------------------------------------------------------------------------------------

BAD = """\
koersel = "R"
godkendt_aff = "B"

[[opfoelgning.udfordringer]]
id = "OPF-U1"
tekst = "T"
regler = ["first-folow-up"]
status = "godkent"
ansvarli = "A"

[[opfoelgning.anbefalinger]]
id = "OPF-U1"
tekst = "Ring til 010190-1234"
svarer_paa = ["OPF-U2"]

[[opfølgning.styrker]]
"""


def test_every_fault_is_named_by_line_and_key_in_one_go(tmp_path, book):
    """Unknown keys, themes, rules, statuses, references, double ids and CPR numbers are told together, with `mente du`."""
    path = tmp_path / "t.toml"
    path.write_text(BAD.replace("[[opfølgning.styrker]]", "[[opfolgning.styrker]]"), encoding="utf-8")
    with pytest.raises(UsageError) as e:
        read_texts(path, book.themes, book.files)
    found = [(p.place.row, p.code) for p in e.value.problems]
    assert found == [
        (2, "texts_key_unknown"),
        (7, "texts_rule_unknown"),
        (8, "texts_value"),
        (9, "texts_key_unknown"),
        (12, "texts_id_twice"),
        (13, "texts_cpr"),
        (14, "texts_answer_unknown"),
        (16, "texts_theme_unknown"),
    ]
    told = " ".join(p.what + p.fix for p in e.value.problems)
    for near in ("'first-follow-up'", "'opfoelgning'", "'godkendt'", "'ansvarlig'", "'godkendt_af'"):
        assert near in told
    assert "010190" not in told


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('koersel = "R"\n\n[[plan.styrker]]\ntekst = "a "b" c"\n', 4, "texts_syntax"),
        ('[plan.styrker]\nid = "X"\n', 1, "texts_group_form"),
        ('[[plan.styrke]]\nid = "X"\n', 1, "texts_group_unknown"),
        ('[[plan]]\nid = "X"\n', 1, "texts_group_form"),
        ('[[plan.styrker]]\nid = "X"\n', 1, "texts_key_missing"),
        ('[[plan.styrker]]\nid = "X"\ntekst = 5\n', 3, "texts_value"),
        ('[[plan.styrker]]\nid = "X"\ntekst = "t"\nregler = "plan-has-goals"\n', 4, "texts_value"),
        ('sprog = "sv"\n', 1, "texts_value"),
    ],
)
def test_a_fault_of_form_is_told_at_its_line(tmp_path, book, text, line, code):
    """What TOML or the form of the file refuses is told as a line and a cure, never as a traceback."""
    path = tmp_path / "t.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as e:
        read_texts(path, book.themes, book.files)
    assert (line, code) in [(p.place.row, p.code) for p in e.value.problems]


def test_lines_are_found_through_long_values():
    """A value over several lines does not shift the lines below it, and what looks like a key inside it is none."""
    text = 'a = """\nb = 1\n[[c]]\n"""\nd = [\n  "x", # y\n]\n[[e.f]]\ng = 2\n[[e.f]]\ng = 3\n'
    assert spans(text) == {
        ("a",): (1, 4),
        ("d",): (5, 7),
        ("e", "f", 0): (8, 8),
        ("e", "f", 0, "g"): (9, 9),
        ("e", "f", 1): (10, 10),
        ("e", "f", 1, "g"): (11, 11),
    }


def test_a_committee_gets_only_texts_that_a_person_approved_on_these_numbers(draft, book, facts, fewer):
    """Drafts, a missing approver, and approvals given on other numbers each stand in the way, by name."""
    file = read_texts(draft, book.themes, book.files)
    assert {p.code for p in approval_problems(file, bases(facts))} == {"texts_unapproved"}
    text = draft.read_text(encoding="utf-8").replace('"udkast"', '"godkendt"')
    draft.write_text(text, encoding="utf-8")
    file = read_texts(draft, book.themes, book.files)
    assert {p.code for p in approval_problems(file, bases(facts))} == {"texts_no_approver"}
    edit(draft, 'godkendt_af = ""', 'godkendt_af = "Chefen"')
    edit(draft, 'godkendt_den = ""', 'godkendt_den = "20-10-2026"')
    file = read_texts(draft, book.themes, book.files)
    assert approval_problems(file, bases(facts)) == []
    assert {p.code for p in approval_problems(file, bases(fewer))} == {"texts_stale"}


# --- numbers in prose --------------------------------------------------------------------------------------------------


def test_numbers_in_prose_are_found():
    """Pairs, percents and counted nouns are found in both languages; dates and provisions are none of them."""
    assert [x[1:] for x in pairs("I 8 af 14 sager, 1.234 ud af de 2.000 og 3 out of 4.")] == [
        (8, 14),
        (1234, 2000),
        (3, 4),
    ]
    assert [p for _, p in percents("43 %, 12,5 pct. og 7 procent")] == ["43", "12.5", "7"]
    assert [n for _, n in counts("to sager, 13 vurderede afgørelser, inden 24 timer, 8 af 14 sager")] == [2, 13]
    assert pairs("§ 91, stk. 2 af 01-01-2024") == []
