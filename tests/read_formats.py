"""Reads a report back from HTML, Word, Excel and Markdown with general parsers: tables by caption, and the rest as text."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field

import docx
import lxml.html
import openpyxl
from docx.oxml.ns import qn

NUMBERED = re.compile(r"^(?:Tabel|Table)\s+\d+\.\s*")
BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "dt",
        "dd",
        "div",
        "section",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "dl",
        "nav",
        "header",
        "footer",
        "main",
        "text",
        "desc",
        "title",
    ]
)


def flat(text):
    return re.sub(r"[\s\u00a0]+", " ", text.replace("\u00ad", "")).strip()


@dataclass
class Table:
    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass
class Doc:
    """`sections`: heading and text, in order; the first is what stands before any heading."""

    tables: list[Table] = field(default_factory=list)
    sections: list[list[str]] = field(default_factory=lambda: [["", ""]])

    def heading(self, text):
        self.sections.append([flat(text), ""])

    def text(self, text):
        if flat(text):
            self.sections[-1][1] += flat(text) + "\n"

    def add(self, caption, rows):
        rows = [[flat(c) for c in r] for r in rows]
        self.tables.append(Table(NUMBERED.sub("", flat(caption)), rows[0], rows[1:]))

    @property
    def prose(self):
        return "\n".join(text for _, text in self.sections)


def read_html(path):
    doc = Doc()
    _walk(lxml.html.fromstring(path.read_bytes()).find("body"), doc)
    return doc


def _walk(node, doc):
    """In the order of the page; a block ends the line before it, and a table is taken whole."""
    pending: list[str] = []

    def flush():
        doc.text("".join(pending))
        pending.clear()

    def step(element):
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            pending.append(element.tail or "")
            return
        tag = element.tag.rpartition("}")[2]
        if tag == "table":
            flush()
            _html_table(element, doc)
        elif tag == "h2":
            flush()
            doc.heading(element.text_content())
        else:
            if tag in BLOCKS:
                flush()
            pending.append(element.text or "")
            for child in element:
                step(child)
            if tag in BLOCKS:
                flush()
        pending.append(element.tail or "")

    step(node)
    flush()


def _html_table(table, doc):
    caption = table.find(".//caption")
    rows = [[c.text_content() for c in tr.iter("td", "th")] for tr in table.iter("tr")]
    doc.add("" if caption is None else caption.text_content(), rows)


def read_docx(path):
    doc, caption = Doc(), ""
    for element in docx.Document(str(path)).element.body:
        if element.tag == qn("w:tbl"):
            rows = [[_words(c) for c in tr.iter(qn("w:tc"))] for tr in element.iter(qn("w:tr"))]
            if caption:
                doc.add(caption, rows)
            else:
                for row in rows:
                    doc.text(" ".join(row))
            caption = ""
        elif element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name, text = ("" if style is None else style.get(qn("w:val"))), _words(element)
            if name == "Caption" and NUMBERED.match(flat(text)):
                caption = text
            elif name == "Heading1":
                doc.heading(text)
            else:
                doc.text(text)
            for drawing in element.iter(qn("wp:docPr")):
                doc.text(drawing.get("descr") or "")
    return doc


def _words(element):
    parts = element.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:p"))
    return "".join((x.text or "") if x.tag == qn("w:t") else " " for x in parts)


def read_markdown(path):
    doc, caption, table = Doc(), "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        plain = re.sub(r"\\(.)", r"\1", line.replace("**", ""))
        if line.startswith("|"):
            table.append([c.replace("\\", "") for c in re.split(r"(?<!\\)\|", line.replace("**", ""))[1:-1]])
            continue
        if table:
            doc.add(caption or doc.sections[-1][0], [table[0], *table[2:]])
            table, caption = [], ""
        if line.startswith("## "):
            doc.heading(plain[3:])
            caption = ""
        elif re.fullmatch(r"\*\*[^*]+\*\*", line):
            caption = plain
            doc.text(plain)
        else:
            doc.text(plain)
    return doc


def read_xlsx(path):
    """Each sheet is a section. A table is a caption alone on its row, headings, and rows down to the first short one."""
    doc = Doc()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the extensions for bars in cells
        book = openpyxl.load_workbook(path)
    for sheet in book:
        rows = [[_excel(c) for c in row] for row in sheet.iter_rows()]
        doc.heading(rows[0][0] if any(rows[0]) else sheet.title)
        spans = sorted(_span(t.ref) for t in sheet.tables.values())
        taken = set()
        for first, last, width in spans:
            end = last
            while end < len(rows) and rows[end][0] and all(rows[end][:width]) and width > 1:
                end += 1  # sums stand under the table
            body = [r[:width] for r in rows[first - 1 : end]]
            doc.add(rows[first - 2][0] if first > 1 else sheet.title, [_heads(body[0]), *body[1:]])
            taken |= set(range(first - 1, end))
        for n, row in enumerate(rows):
            if n not in taken:
                doc.text(" ".join(c for c in row if c))
    return doc


def _span(ref):
    (a, b) = ref.split(":")
    cells = [re.fullmatch(r"([A-Z]+)(\d+)", x) for x in (a, b)]
    return int(cells[0][2]), int(cells[1][2]), openpyxl.utils.column_index_from_string(cells[1][1])


def _excel(cell):
    """A number as it is shown: percent with its sign, a date as day-month-year."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == 0 and form.endswith(';"-"'):
            return "-"
        shown = round(value * 100, 6) if "%" in form else value
        assert shown == int(shown), f"{cell.parent.title}!{cell.coordinate}: {value} is not whole"
        return f"{int(shown)} %" if "%" in form else str(int(shown))
    return flat(str(value))


def _heads(row):
    return [flat(h) for h in row]
