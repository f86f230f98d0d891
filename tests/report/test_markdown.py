"""Markdown: the whole report, and nothing of it read as markup."""

import re
from itertools import pairwise

import pytest

from caseaudit.errors import UsageError
from caseaudit.report import markdown
from hostile_report import hostile
from made_reports import SMALL, audit_of, report_of


@pytest.fixture(scope="module")
def report():
    return report_of(audit_of(SMALL))


def plain(text):
    """The text as a reader of the rendered Markdown sees it."""
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rows_of(text):
    """The cells of every table row."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [tuple(plain(c).strip().strip("*") for c in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def test_every_row_of_every_table_is_there_with_its_numbers(report):
    """The figures of themes repeat tables beside them; all other tables stand in full."""
    found = set(rows_of(markdown.render(report)))
    tables = [report.theme_table, *(t.table for t in report.themes if t.table)]
    tables += [t for s in (*report.others, *report.appendices) for t in s.tables]
    for table in tables:
        for row in table.rows:
            assert tuple(" ".join(c.text.split(" ")).strip() for c in row.cells) in found, (table.name, row)


def test_every_sentence_and_law_is_there(report):
    text = plain(markdown.render(report))
    for theme in report.themes:
        for sentence in (theme.headline, theme.focus, *theme.sentences, *theme.unknowns):
            assert sentence in text
        for law in theme.laws:
            assert law.citation in text
    for _, value in (*report.facts, *report.provenance):
        assert value in text


def test_headings_stand_in_order_and_skip_no_level(report):
    levels = [len(m[1]) for m in re.finditer(r"^(#+) ", markdown.render(report), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_hostile_texts_are_text(report):
    text = markdown.render(hostile(report))
    assert "<script" not in text
    assert "{{7\\*7}}" in text
    assert "49" not in [c for row in rows_of(text) for c in row]
    assert "\x00" not in text
    assert not re.search(r"(?<!\\)\]\(http", text)
    assert "http://" not in text
    assert plain(text).count("x" * 5000) >= 10


@pytest.mark.parametrize("value", ["# titel", "- punkt", "1. punkt", "> citat", "+ plus", "===", "a\n# b", "1) x"])
def test_no_value_begins_a_block(value):
    """A value that stands first on its line is still a sentence."""
    assert not re.match(r"(#|[-+>=]|\d+[.)]\s)", markdown.escape(value))
    assert "\n" not in markdown.escape(value)


def test_numbers_and_sentences_stay_readable():
    """Only what Markdown would read is escaped; a mail is read as it stands."""
    assert (
        markdown.escape("I 8 af 14 afgørelser (57 %) mangler § 5, stk. 3.")
        == "I 8 af 14 afgørelser (57 %) mangler § 5, stk. 3."
    )
    assert markdown.cell("-") == "-"


def test_a_municipality_may_bring_its_own_template(report, tmp_path):
    (tmp_path / "report.md.j2").write_text("Egen: {{ title }} {{ 7 * 7 }}", encoding="utf-8")
    assert markdown.render(report, tmp_path) == f"Egen: {report.title} 49\n"


def test_a_template_can_reach_nothing_but_the_report(report, tmp_path):
    (tmp_path / "report.md.j2").write_text("{{ title.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(UsageError):
        markdown.render(report, tmp_path)


def test_english(report):
    text = markdown.render(report_of(audit_of(SMALL), lang="en"))
    assert "## Summary" in text
    assert "## Resumé" not in text
