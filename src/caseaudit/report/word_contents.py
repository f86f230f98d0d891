"""The list of contents of a Word file, made from the headings that really stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = "caseaudit_contents"
CONTENTS = Markup('<w:p><w:bookmarkStart w:id="1" w:name="caseaudit_contents"/><w:bookmarkEnd w:id="1"/></w:p>')
"""Stands where the list goes until the document is complete; a bookmark, which no text can imitate."""

_FIELD = 'TOC \\o "1-1" \\n \\h \\z'


def fill_contents(body: Any) -> None:
    """Put a live field there with its lines in place: no page numbers, which only Word could know, so none can be wrong."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    place = next((p for p in body.iter(qn("w:p")) if _marks(p, qn)), None)
    if place is None:
        return
    lines = []
    for n, (paragraph, words) in enumerate(_headings(body, qn), 1):
        name = f"_Toc{n:06}"
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{1000 + n}" w:name="{name}"/>')
        end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{1000 + n}"/>')
        first = paragraph.find(qn("w:r"))
        first.addprevious(start)
        paragraph.append(end)
        lines.append((name, words))
    for n, (name, words) in enumerate(lines):
        line = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{_begin() if n == 0 else ""}'
            f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t xml:space="preserve"></w:t></w:r></w:hyperlink>'
            f"{_end() if n == len(lines) - 1 else ''}</w:p>"
        )
        next(line.iter(qn("w:t"))).text = words
        place.addprevious(line)
    place.getparent().remove(place)


def _begin() -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {_FIELD.replace(chr(34), "&quot;")} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _end() -> str:
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _marks(paragraph: Any, qn: Any) -> bool:
    return any(b.get(qn("w:name")) == _MARK for b in paragraph.iter(qn("w:bookmarkStart")))


def _headings(body: Any, qn: Any) -> Iterator[tuple[Any, str]]:
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        words = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if style is not None and style.get(qn("w:val")) == "Heading1" and words.strip():
            yield paragraph, words
