"""HTML reports of the examples, made once, and a reader of their tags, tables and texts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from caseaudit.report.background import background_of
from caseaudit.report.html import render
from caseaudit.report.view import Item, Look
from made_reports import SMALL, audit_of, report_of

LOOK = Look("Eksempel Kommune", "Børn og Familie", "tlf. 12 34 56 78")
EMPTY = frozenset({"meta", "img", "br", "hr", "input", "link", "col"})
CELLS = {"td", "th"}
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "details", "div", "dl", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "section", "table", "ul"}
)  # fmt: skip
ENDED_BY = {
    "p": BLOCKS,
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {*CELLS, "tr", "tbody", "tfoot"},
    "th": {*CELLS, "tr", "tbody", "tfoot"},
    "tr": {"tr", "tbody", "tfoot"},
    "thead": {"tbody", "tfoot"},
    "tbody": {"tbody", "tfoot"},
}
"""Elements whose end tag HTML lets one leave out, and what begins after them; the end of their parent ends them too."""


@cache
def report(path=SMALL, lang="da", audience="management"):
    audit = audit_of(path)
    findings = background_of(audit, findings=True) if audience == "team" else None
    made = report_of(
        audit,
        lang=lang,
        audience=audience,
        look=LOOK,
        target=90,
        act_below=70,
        run_id="20261015T0612-7c1e",
        background=findings,
    )
    return with_texts(made)


def with_texts(made):
    """As after `report draft`: one text of each kind in each theme, of which one is not approved."""
    return replace(
        made,
        drafts=len(made.themes),
        themes=tuple(
            replace(
                t,
                strengths=(Item("S1", "Kontrollen er dokumenteret.", basis="13 af 20 sager", approved=True),),
                challenges=(Item("U1", "Opfølgningen er for sen."),),
                recommendations=(
                    Item("A1", "Retter op.", responsible="Teamlederne", deadline="01-12-2026", approved=True),
                ),
            )
            for t in made.themes
        ),
    )


class Page(HTMLParser):
    """The tags of a page with what is in them, and whether each was closed where HTML asks for it."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open, self.wrong = [], [], [], []
        self.tables, self.row, self.ids = {}, None, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        while self.open and tag in ENDED_BY.get(self.open[-1], ()):
            self.open.pop()
        self.tags.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "table":
            self.rows = self.tables.setdefault(found.get("data-name"), [])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in ENDED_BY:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text.append(data)
        if self.open and ("td" in self.open or "th" in self.open):
            self.rows[-1][-1] += data

    def all(self, tag):
        return [found for name, found in self.tags if name == tag]


@cache
def page(path=SMALL, lang="da", audience="management"):
    return Page(render(report(path, lang, audience)))


def flat(text):
    return re.sub(r"[\s\u00a0]+", " ", text).strip()
