"""The HTML report: one file that asks for nothing, tells every number of the report, and reads every text as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from caseaudit.report.html import notices, render
from caseaudit.report.view import Cell, Item
from html_pages import LOOK, Page, flat, page, report
from made_reports import COPENHAGEN, SMALL

HOSTILE = "<script>alert(1)</script>{{7*7}}\"'&=cmd|x \u202eabc\u202c 😀\x00\ud800"
PAGES = pytest.mark.parametrize(
    ("path", "lang", "audience"),
    [(SMALL, "da", "management"), (SMALL, "en", "committee"), (SMALL, "da", "team"), (COPENHAGEN, "da", "management")],
)


@PAGES
def test_the_page_holds_no_script_and_asks_for_nothing(path, lang, audience):
    made = page(path, lang, audience)
    assert not {t for t, _ in made.tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "base",
        "form",
    }
    assert not [
        a for _, found in made.tags for a in found if a.startswith("on") or a in ("srcset", "ping", "background")
    ]
    assert all(found["src"].startswith("data:") for _, found in made.tags if "src" in found)
    assert all(found["href"].startswith(("#", "https://")) for found in made.all("a"))
    css = re.search(r"<style>(.*?)</style>", render(report(path, lang, audience)), re.DOTALL)[1]
    assert "@import" not in css
    assert all(url.startswith("data:font/woff2") for url in re.findall(r"url\((.*?)\)", css))


def test_the_browser_is_told_to_refuse_all_that_the_page_does_not_hold():
    policy = next(m["content"] for m in page().all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "http" not in policy


@PAGES
def test_every_tag_is_closed_every_id_is_its_own_and_every_link_leads_somewhere(path, lang, audience):
    made = page(path, lang, audience)
    assert (made.wrong, made.open) == ([], [])
    assert len(made.ids) == len(set(made.ids))
    assert {a["href"][1:] for a in made.all("a") if a["href"].startswith("#")} <= set(made.ids)
    named = {i for _, found in made.tags for i in found.get("aria-labelledby", "").split()}
    assert named <= set(made.ids)


@PAGES
def test_every_table_is_told_cell_by_cell(path, lang, audience):
    made, told = page(path, lang, audience), report(path, lang, audience)
    shown = 0
    for table in told.tables:
        if table.name not in made.tables:
            continue
        rows = [[flat(c) for c in row] for row in made.tables[table.name]]
        expected = [[c.title for c in table.columns]]
        expected += [[c.text for c in row.cells][: 1 if row.role == "group" else None] for row in table.rows]
        assert rows == [[flat(c) for c in row] for row in expected]
        shown += 1
    assert shown >= len(told.themes)
    left_out = {t.name for t in told.tables} - set(made.tables)
    assert all(name.startswith("figure-") for name in left_out)


@PAGES
def test_numbers_behind_a_figure_that_has_no_table_of_its_own_stand_in_the_table_that_it_names(path, lang, audience):
    made = page(path, lang, audience)
    for theme in report(path, lang, audience).themes:
        if theme.figure and theme.figure.table.name not in made.tables:
            behind, titles = theme.figure.table, [c.title for c in theme.table.columns]
            drawn = [n for n, c in enumerate(behind.columns) if c.kind != "percent"]
            at = [titles.index(behind.columns[n].title) for n in drawn]
            shown = {tuple(flat(row[n]) for n in at) for row in made.tables[theme.table.name]}
            for row in behind.rows:
                assert tuple(flat(row.cells[n].text) for n in drawn) in shown


def test_a_figure_whose_numbers_stand_in_a_table_sends_those_who_cannot_see_it_to_that_table():
    told = re.findall(r"<desc[^>]*>Tallene bag figuren står i tabel (\d+)\.</desc>", render(report()))
    assert len(told) >= len([t for t in report().themes if t.figure])
    assert all(f'<caption id="t{n}">' in render(report()) for n in told)


def test_what_the_law_was_read_in_stands_once_in_each_box_and_every_doubt_at_its_own_citation():
    for theme in report().themes:
        part = render(report()).split(f'id="theme-{theme.id}"')[1].split('class="law"')[1].split("</div>")[0]
        part = flat(re.sub("<[^>]*>", "", part))
        one_act = {law.citation for law in theme.laws if len(set(re.findall(r"[A-ZÆØÅ]{2,}", law.citation))) == 1}
        mixed = len(theme.laws) - len([law for law in theme.laws if law.citation in one_act])
        for source in {law.source for law in theme.laws if law.citation in one_act}:
            assert 1 <= part.count(flat(source)) <= 1 + mixed
        unsure = [law.confidence for law in theme.laws if law.confidence != "lovteksten er læst"]
        assert sum(part.count(doubt) for doubt in set(unsure)) == len(unsure)


def test_a_report_of_an_example_fits_in_a_mail():
    assert len(render(report(COPENHAGEN)).encode()) < 150_000


@PAGES
def test_every_sentence_key_figure_and_fact_stands_in_the_page(path, lang, audience):
    text, told = flat("".join(page(path, lang, audience).text)), report(path, lang, audience)
    sentences = [
        *told.resume,
        *told.method,
        *(s for t in told.themes for s in (*t.sentences, *t.unknowns, t.focus, t.headline)),
    ]
    sentences += [x for k in told.key_figures for x in (k.value, k.label, k.note)]
    sentences += [x for pair in (*told.facts, *told.provenance) if pair[1] for x in pair]
    sentences += [x for s in (*told.others, *told.appendices) for x in (*s.paragraphs, *s.bullets)]
    sentences += [law.duty for t in told.themes for law in t.laws] + [
        law.citation for t in told.themes for law in t.laws
    ]
    assert [s for s in sentences if flat(s) not in text] == []


def test_the_law_stands_before_the_numbers_and_the_numbers_before_the_advice():
    made = render(report())
    for theme in report().themes:
        part = made[made.index(f'id="theme-{theme.id}"') :]
        part = part[: part.index("</section>")]
        order = [
            part.index(x) for x in ('class="law"', "<table", "<figure", 'class="two"', 'class="advice"') if x in part
        ]
        assert order == sorted(order)
        assert 'class="law"' in part


def test_table_headings_are_told_as_headings_of_columns_and_rows():
    made = page()
    assert all("scope" in found for found in made.all("th"))
    assert len(made.all("caption")) == len(made.all("table"))


def test_the_language_of_the_page_is_told():
    assert page().all("html") == [{"lang": "da"}]
    assert page(SMALL, "en", "committee").all("html") == [{"lang": "en"}]


def test_texts_that_nobody_approved_are_marked_until_they_are():
    made, text = report(), "".join(page().text)
    assert text.count("UDKAST") == 1 + len(made.themes)
    approved = replace(
        made,
        drafts=0,
        themes=tuple(
            replace(t, challenges=tuple(replace(i, approved=True) for i in t.challenges)) for t in made.themes
        ),
    )
    assert "UDKAST" not in render(approved)


def test_printed_pages_have_their_number_and_the_label_of_who_may_read_them():
    css = render(report())
    assert 'content:"Side "counter(page)" af "counter(pages)' in css
    assert "UDKAST\\2e  Til ledelsen" in css


def test_only_a_team_sees_case_numbers():
    cases = {f.case_id for f in report(SMALL, "da", "team").findings}
    team, management = "".join(page(SMALL, "da", "team").text), "".join(page().text)
    assert cases
    assert all(case in team for case in cases)
    assert not [case for case in cases if case in management]


def test_the_findings_of_a_team_stand_by_theme_and_case_with_dates_as_they_are_read():
    made, told = page(SMALL, "da", "team"), report(SMALL, "da", "team")
    names = [name for name in made.tables if (name or "").startswith("findings-")]
    assert [n.removeprefix("findings-") for n in names if n != "findings-other"] == [
        t.id for t in told.themes if f"findings-{t.id}" in names
    ]
    rows = [row for name in names for row in made.tables[name][1:]]
    assert sum(len(row) > 1 for row in rows) == len(told.findings)
    assert not [c for row in rows if len(row) > 1 for c in row[1:4] if re.match(r"\d{4}-", c)]


def test_hostile_contents_are_shown_as_text():
    made = report()
    theme = made.themes[0]
    first = theme.table.rows[0]
    bad = replace(
        made,
        title=HOSTILE,
        subtitle=HOSTILE,
        classification=f"</style>{HOSTILE}",
        look=replace(LOOK, municipality=f"</style>{HOSTILE}", logo=b"<svg onload='x'/>", logo_type="text/html"),
        themes=(
            replace(
                theme,
                title=HOSTILE,
                laws=(replace(theme.laws[0], link="javascript:alert(1)", citation=HOSTILE), *theme.laws[1:]),
                table=replace(theme.table, rows=(replace(first, cells=(Cell(HOSTILE), *first.cells[1:])),)),
                strengths=(Item(HOSTILE, HOSTILE, HOSTILE),),
            ),
        ),
    )
    text = render(bad)
    made = Page(text)
    text.encode("utf-8")
    assert not made.all("script")
    assert not made.all("img")
    assert made.wrong == []
    assert not [found for found in made.all("a") if found["href"].startswith("javascript")]
    assert "".join(made.text).count("<script>alert(1)</script>{{7*7}}") >= 6
    assert text.count("</style>") == 1


def test_a_name_that_turns_the_direction_of_writing_does_not_turn_what_stands_after_it():
    made = report()
    items = (Item("S1", "Navn\u202e\u2067vendt", basis="13 af 20 sager", approved=True),)
    page_ = render(replace(made, themes=(replace(made.themes[0], strengths=items),)))
    assert "Navn\u202e\u2067vendt\u202c\u2069" in page_


def test_the_same_report_gives_the_same_bytes():
    assert render(report()) == render(report())


def test_a_municipality_may_put_its_own_part_in_place_of_one(tmp_path):
    (tmp_path / "report.css").write_text("body{color:#123456}", encoding="utf-8")
    own = render(report(), tmp_path)
    assert "body{color:#123456}" in own
    assert "--brand" in own


def test_a_municipality_cannot_run_python_from_a_template(tmp_path):
    from jinja2.exceptions import SecurityError

    (tmp_path / "theme.html.j2").write_text("{{ t.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(SecurityError):
        render(report(), tmp_path)


def test_a_colour_that_cannot_be_read_is_darkened_and_the_reader_is_told():
    made = replace(report(), look=replace(LOOK, colour="#ffcc00"))
    assert "--brand:#ffcc00" not in render(made)
    assert notices(made)[0] in flat(render(made))
    assert notices(report()) == ()


def test_a_report_with_nothing_in_it_is_a_page():
    bare = replace(
        report(), themes=(), figures=(), others=(), appendices=(), key_figures=(), resume=(), method=(),
        theme_table=replace(report().theme_table, rows=()), drafts=0,
    )  # fmt: skip
    made = Page(render(bare))
    assert (made.wrong, made.open) == ([], [])
    assert "1. Resumé" in flat("".join(made.text))
