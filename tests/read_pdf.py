"""Reads a PDF report back from the text that pypdf finds: rows by their labels, cells by their form, the rest as text.

A page of text has no cells, so the reader is told which tables to look for. It then takes each row where its label begins a
line, and nothing but headings may be left between the first row of a table and the last.
"""

from __future__ import annotations

import re
from functools import cache

import pypdf

from read_formats import NUMBERED, Doc, flat

STOPS = re.compile(
    r"^(?:(?:Tabel|Table|Figur|Figure) \d+\. |(?:Bilag|Appendix) [A-F]\. |\d{1,2}\. [A-ZÆØÅ])", re.MULTILINE
)
HEADING = re.compile(r"^((?:\d{1,2}\. [A-ZÆØÅ]|(?:Bilag|Appendix) [A-F]\. )(?:(?!\. \.).)*)$", re.MULTILINE)
NUMBER = r"\d[\d.,]*"


@cache
def text_of(path):
    """The pages without the running head and foot."""
    pages = []
    for page in pypdf.PdfReader(path).pages:
        lines = page.extract_text().replace("\u00a0", " ").replace("\u00ad", "").splitlines()
        pages.append("\n".join(line.rstrip() for line in lines[1:-1]))
    return "\n".join(pages) + "\n"


def read_pdf(path, demands):
    return parse(text_of(path), demands)


def parse(text, demands):
    """Tables by caption, and the text without the rows that were taken as cells."""
    doc, taken = Doc(), []
    for want in demands.tables:
        caption = re.search(rf"^(?:Tabel|Table) \d+\. {_fuzzy(want.caption)}(?=[\n:])", text, re.MULTILINE)
        if caption is None:
            continue
        stop = STOPS.search(text, caption.end())
        rows, spans = _rows(text[: stop.start() if stop else len(text)], caption.end(), want, demands)
        head = want.head
        if spans:
            between = _between(text, caption.end(), spans, want)
            if between:
                head = [f"not only headings: {between}"]
            taken += [(caption.start(), caption.start()), *spans]
        doc.add(NUMBERED.sub("", want.caption), [head, *rows])
    _sections(text, taken, doc)
    return doc


def _rows(text, start, want, demands):
    """In the order of the demands where rows have groups, for labels come again there; else wherever they stand."""
    rows, spans, group, at = [], [], None, start
    for line in want.lines:
        if want.by_group and line.group != group:
            group = line.group
            rows.append([group, *[""] * len(line.cells)])
        found = None
        for label in sorted(line.labels, key=len, reverse=True):
            cells = r"\s+".join(f"({_form(c, demands)})" for c in line.cells)
            found = re.compile(rf"^{_fuzzy(label)}\s+{cells}(?=\s|$)", re.MULTILINE).search(
                text, at if want.by_group else start
            )
            if found:
                rows.append([label, *(flat(g) for g in found.groups())])
                spans.append(found.span())
                at = found.end() if want.by_group else at
                break
    return rows, spans


def _between(text, start, spans, want):
    """What is left of a table when its rows, headings and groups are taken out."""
    spans, left, at = sorted(spans), [], start
    for a, b in spans:
        left.append(text[at:a])
        at = b
    rest = _bare(" ".join(left))
    for known in (_bare("".join(want.head)), *sorted((_bare(g) for g in want.groups), key=len, reverse=True)):
        rest = rest.replace(known, "")
    return rest


def _bare(text):
    return re.sub(r"[\s-]+", "", text)


def _fuzzy(text):
    """The text as it may be broken over lines."""
    parts = []
    for c in text:
        if c == " ":
            parts.append(r"\s+")
        elif c == "-":
            parts.append(r"-\s*")
        else:
            parts.append(re.escape(c) + (r"(?:-\n)?" if c.isalpha() else ""))
    return "".join(parts)


def _form(cell, demands):
    """What may stand in a cell of this kind, whatever the run says."""
    of, hidden = demands.w["of"], demands.w["hidden"]
    pair = rf"{NUMBER}\s+{of}\s+{NUMBER}|{hidden}\s+{of}\s+{NUMBER}"
    if cell.kind == "text":
        return "|".join(_fuzzy(t) for t in cell.texts) if cell.texts else r"[^\n]+?(?:\n[^\n]+?){0,3}?"
    return {
        "count": rf"{NUMBER}|-|{hidden}",
        "pair": rf"{pair}|-|{hidden}",
        "percent": rf"\d+\s%|-|{hidden}",
        "rate": rf"\d+\s%\s+\({NUMBER}\s+{of}\s+{NUMBER}\)|{pair}|-|{hidden}",
        "numbers": r"-|[^\n]+(?:\n[^\n]+)?",
    }[cell.kind]


def _sections(text, taken, doc):
    kept, at = [], 0
    for a, b in sorted(taken):
        kept.append(text[at:a])
        at = max(at, b)
    kept.append(text[at:])
    text = re.sub(r"(\w)-\n(?=\w)", r"\1-\n", "\n".join(kept))
    at, chapter = 0, 0
    for heading in HEADING.finditer(text):
        number = re.match(r"\d+", heading[1])
        if number and int(number[0]) != chapter + 1:
            continue  # the end of a sentence, and the beginning of the next one
        chapter += bool(number)
        doc.sections[-1][1] += text[at : heading.start()]
        doc.heading(heading[1])
        at = heading.end()
    doc.sections[-1][1] += text[at:]
