"""The HTML report: one file that asks for nothing, tells every number of the report, and reads every text as text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from caseaudit.errors import UsageError
from caseaudit.report import htmlonce
from caseaudit.report.html import notices, render
from caseaudit.report.htmlonce import said
from caseaudit.report.shortlist import PER_RULE
from caseaudit.report.view import Cell, Item
from caseaudit.texts import use_language
from html_pages import LOOK, Page, flat, page, report
from made_reports import COPENHAGEN, SMALL

HOSTILE = "<script>alert(1)</script>{{7*7}}\"'&=cmd|x \u202eabc\u202c 😀\x00\ud800"
PAGES = pytest.mark.parametrize(
    ("path", "lang", "audience"),
    [(SMALL, "da", "management"), (SMALL, "en", "committee"), (SMALL, "da", "team"), (COPENHAGEN, "da", "management")],
)

CUT = {"rules", "matrix", "idle"}
"""Tables of which the page tells a part; the workbook and the PDF hold them whole."""


def told_by_the_page(lang):
    with use_language(lang):
        return htmlonce.told_by_the_page()


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
    assert "url(" not in css


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
        if table.name not in made.tables or table.name in CUT:
            continue
        rows = [[flat(c) for c in row] for row in made.tables[table.name]]
        expected = [[c.title for c in table.columns]]
        expected += [[c.text for c in row.cells][: 1 if row.role == "group" else None] for row in table.rows]
        assert rows == [[flat(c) for c in row] for row in expected]
        shown += 1
    assert shown >= len(told.themes)
    left_out = {t.name for t in told.tables} - set(made.tables)
    assert all(name.startswith("figure-") or name in CUT for name in left_out)


@PAGES
def test_a_table_that_is_cut_tells_the_rows_of_the_report_and_where_the_rest_is(path, lang, audience):
    made, told = page(path, lang, audience), report(path, lang, audience)
    text, tables = flat("".join(made.text)), {t.name: t for t in told.tables}
    for name in CUT & set(made.tables):
        rows = [[flat(c) for c in row] for row in made.tables[name]][1:]
        assert rows
        known = [[flat(c.text) for c in row.cells][: 1 if row.role == "group" else None] for row in tables[name].rows]
        assert [row for row in rows if row not in known] == []
    always, where_there_is_need = told_by_the_page(lang)[:2], told_by_the_page(lang)[2:]
    assert [s for s in always if flat(s) not in text] == []
    assert [s for s in where_there_is_need if flat(s) in text] == []


def test_appendix_a_tells_each_theme_by_quarter():
    rows = page().tables["matrix"][1:]
    assert len(rows) == len([t for t in report().themes if t.table]) + 1


@PAGES
def test_every_check_of_the_rule_list_stands_with_its_law_and_its_reservation(path, lang, audience):
    told, text = report(path, lang, audience), flat("".join(page(path, lang, audience).text))
    boxes = {law.duty: law for t in told.themes for law in t.laws}
    table = next(t for t in told.tables if t.name == "rules")
    own = {flat(row[0]) for row in page(path, lang, audience).tables.get("rules", [])}
    for row in (r for r in table.rows if r.role == "row"):
        title, _, reservation, automation = (c.text for c in row.cells)
        if flat(title) in own:
            continue
        assert any(duty.startswith(f"{title}.") for duty in boxes)
        part = text[text.index(flat(f"{title}.")) :]
        part = part[: part.index(flat(next(d for d in reversed(boxes) if d.startswith(f"{title}.")))) + 700]
        assert all(flat(r) in part for r in reservation.split("; ") if r != "-")
        assert automation in ("sikker", "certain") or flat(automation) in part


@PAGES
def test_checks_that_no_case_met_stand_as_one_list_by_theme(path, lang, audience):
    text = flat("".join(page(path, lang, audience).text))
    for table in (t for t in report(path, lang, audience).tables if t.name == "idle"):
        assert [r.cells[0].text for r in table.rows if flat(r.cells[0].text) not in text] == []


def test_what_a_figure_draws_of_each_check_is_a_bar_in_its_row():
    made = render(report())
    for theme in report().themes:
        part = made[made.index(f'data-name="rules-{theme.id}"') :]
        part = part[: part.index("</table>")]
        assert part.count("<i style=") == len(theme.figure.bars)
        most = max(b.good + b.bad + b.unknown for b in theme.figure.bars)
        for bar in theme.figure.bars:
            row = flat(part).split(flat(f"<th scope=row>{bar.label}<i style="))[1].split(">")[0]
            ends = dict(re.findall(r"--(\w):(\d+)%", row))
            good = int(ends.get("g", 0))
            bad = int(ends.get("b", good))
            unknown = int(ends.get("u", bad))
            drawn = (good, bad - good, unknown - bad)
            assert all(
                abs(d - 100 * n / most) <= 1 for d, n in zip(drawn, (bar.good, bar.bad, bar.unknown), strict=True)
            )


def test_a_figure_of_hidden_numbers_only_is_not_drawn():
    made = report(SMALL, "en", "committee")
    hidden = [t for t in made.themes if t.figure and all(b.hidden for b in t.figure.bars)]
    assert hidden
    text = render(made)
    for theme in hidden:
        part = text[text.index(f'id="theme-{theme.id}"') :]
        assert "<svg" not in part[: part.index("</section>")]
        assert "<i style=" not in part[: part.index("</section>")]


def test_a_figure_whose_numbers_stand_in_a_table_sends_those_who_cannot_see_it_to_that_table():
    told = re.findall(r"<desc[^>]*>Tallene bag figuren står i tabel (\d+)\.</desc>", render(report()))
    assert told == ["1"]
    assert "<caption id=t1>" in render(report())


def test_what_the_law_was_read_in_stands_once_in_each_box_and_every_doubt_at_its_own_citation():
    short = {"paragraffen er bekræftet, stykket ikke": "kun paragraffen"}
    for theme in report().themes:
        part = render(report()).split(f'id="theme-{theme.id}"')[1].split("class=law")[1].split("</div>")[0]
        part = flat(re.sub("<[^>]*>", "", part))
        one_act = {law.citation for law in theme.laws if len(set(re.findall(r"[A-ZÆØÅ]{2,}", law.citation))) == 1}
        mixed = len(theme.laws) - len([law for law in theme.laws if law.citation in one_act])
        for source in {law.source for law in theme.laws if law.citation in one_act}:
            assert 1 <= part.count(flat(source)) <= 1 + mixed
        unsure = [law.confidence for law in theme.laws if law.confidence != "lovteksten er læst"]
        assert sum(part.count(short.get(doubt, doubt)) for doubt in set(unsure)) == len(unsure)


def test_a_period_stands_at_its_citation_unless_it_is_the_usual_one_that_the_box_tells_at_its_foot():
    theme = next(t for t in report().themes if any(law.citation.startswith("BL ") for law in t.laws))
    law = next(law for law in theme.laws if law.citation.startswith("BL "))
    for period, times in (("fra 01-07-2025", 1), ("fra 01-01-2024", 0)):
        changed = replace(law, citation="BL § 1", period=period)
        made = render(replace(report(), themes=(replace(theme, laws=(changed, *theme.laws)),)))
        part = flat(re.sub("<[^>]*>", "", made.split("class=law")[1].split("</div>")[0]))
        assert part.count(f"BL § 1 · {period}") == times
        assert "BL (fra 01-01-2024)" in part


@PAGES
def test_every_sentence_key_figure_and_fact_stands_in_the_page(path, lang, audience):
    text, told = flat("".join(page(path, lang, audience).text)), report(path, lang, audience)
    sentences = [
        *told.resume,
        *told.method,
        *(s for t in told.themes for s in (*said(t), *t.unknowns, t.focus, t.headline)),
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
        order = [part.index(x) for x in ("class=law", "<table", "<figure", "class=two", "class=advice") if x in part]
        assert order == sorted(order)
        assert "class=law" in part


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


def test_the_findings_of_a_team_stand_by_theme_and_check_with_dates_as_they_are_read():
    made, told = page(SMALL, "da", "team"), report(SMALL, "da", "team")
    names = [name for name in made.tables if (name or "").startswith("findings-")]
    assert [n.removeprefix("findings-") for n in names if n != "findings-other"] == [
        t.id for t in told.themes if f"findings-{t.id}" in names
    ]
    rows = [row for name in names for row in made.tables[name][1:]]
    whole = Counter(f.rule for f in told.findings)
    assert sum(len(row) > 1 for row in rows) == sum(min(n, PER_RULE) for n in whole.values())
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
    (tmp_path / "theme.html.j2").write_text("{{ t.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(UsageError):
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
