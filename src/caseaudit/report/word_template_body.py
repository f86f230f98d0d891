"""The text of the shipped Word template: headings, loops and fields, from the front page to the last appendix."""

from __future__ import annotations

from xml.sax.saxutils import escape

from caseaudit.report.word_styles import PALE

WIDTH, WIDE = 9300, 13700
"""Text width of an upright and of a wide A4 page, in twentieths of a point."""


def run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(text: str, style: str = "", *more: str, extra: str = "") -> str:
    """A paragraph; `more` are runs after the text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{extra}</w:pPr>"
    return f"<w:p>{look}{run(text) if text else ''}{''.join(more)}</w:p>"


def _when(test: str, *inside: str) -> str:
    return _p(f"{{%p if {test} %}}") + "".join(inside) + _p("{%p endif %}")


def _each(loop: str, *inside: str) -> str:
    return _p(f"{{%p for {loop} %}}") + "".join(inside) + _p("{%p endfor %}")


def _row(*cells: str, head: bool = False) -> str:
    look = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def _cell(width: int, *inside: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{"".join(inside)}</w:tc>'


def _table(style: str, name: str, widths: tuple[int, ...], *rows: str, head: bool = True) -> str:
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="{int(head)}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{name}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def body() -> str:
    return _front() + _resume() + _overview() + _themes() + _rest()


def _front() -> str:
    return "".join(
        (
            _p("{{p logo }}"),
            _p("{{ look.municipality }}", "Afsender"),
            _p("{{ look.area }}", "AfsenderOmraade"),
            _p("{{ title }}", "Title"),
            _p("{{ subtitle }}", "Subtitle"),
            _when("drafts", _p("{{ words.draft }}. {{ words.draft_notice }}", "UdkastBoks")),
            _table(
                "RapportFakta",
                "facts",
                (2600, WIDTH - 2600),
                _row(_cell(2600, _p("{%tr for name, value in facts %}")), _cell(WIDTH - 2600, _p(""))),
                _row(
                    _cell(2600, _p("{{ name }}", "Tabeltekst")),
                    _cell(WIDTH - 2600, _p("", "Tabeltekst", "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ value }}</w:t></w:r>")),
                ),
                _row(_cell(2600, _p("{%tr endfor %}")), _cell(WIDTH - 2600, _p(""))),
                head=False,
            ),
            _p("{{ words.contents }}", "TOCHeading", extra="<w:pageBreakBefore/>"),
            _p("{{p contents }}"),
        )
    )


def _resume() -> str:
    third = WIDTH // 3
    return "".join(
        (
            _p("1. {{ words.resume }}", "Heading1"),
            _each("sentence in resume", _p("{{ sentence }}", "Indledning")),
            _table(
                "RapportNoegletal",
                "key-figures",
                (third, third, third),
                _row(
                    _cell(third, _p("{%tc for key in key_figures %}")),
                    _cell(
                        third,
                        _p("{{ key.value }}", "Noegletal"),
                        _p("{{ key.label }}", "NoegletalNavn"),
                        _p("{{ key.note }}", "NoegletalNote"),
                        fill=PALE,
                    ),
                    _cell(third, _p("{%tc endfor %}")),
                ),
                head=False,
            ),
        )
    )


def _shown(table: str) -> str:
    """A table of the report with its caption and note."""
    return (
        _p(f"{{{{ words.table }}}} {{{{ {table}.number }}}}. {{{{ {table}.caption }}}}", "Caption")
        + _p(f"{{{{p {table}.block }}}}")
        + _when(f"{table}.note", _p(f"{{{{ {table}.note }}}}", "Note"))
    )


def _figure(figure: str) -> str:
    return _p(f"{{{{ words.figure }}}} {{{{ {figure}.number }}}}. {{{{ {figure}.title }}}}", "Caption") + _p(
        f"{{{{p {figure}.picture }}}}"
    )


def _overview() -> str:
    return "".join(
        (
            _p("2. {{ words.themes }}", "Heading1"),
            _shown("theme_table"),
            _each(
                "figure in figures",
                _figure("figure"),
                _when("figure.kind != 'bars' and figure.table", _shown("figure.table")),
            ),
        )
    )


def _themes() -> str:
    half = WIDTH // 2
    columns = (1000, 4300, 1700, 1200, 1100)
    heads = (
        "Nr.",
        "{{ words.recommendations }}",
        "{{ words.responsible }}",
        "{{ words.deadline }}",
        "{{ words.status }}",
    )
    fields = ("{{ item.id }}", "{{ item.text }}", "{{ item.responsible }}", "{{ item.deadline }}", "{{ item.status }}")
    marks = [run(" {{r item.mark }}") if n == 1 else "" for n in range(5)]

    def side(name: str) -> str:
        items = f"theme.{name}"
        return _cell(
            half,
            _p(f"{{{{ words.{name} }}}}", "Heading3"),
            _each(
                f"item in {items}", _p("{{ item.text }} {{ item.reference }} ", "Tabelpunkt", run("{{r item.mark }}"))
            ),
            _when(f"not {items}", _p("{{ words.none_noted }}", "Tabeltekst")),
            _p("", "Tabeltekst"),
        )

    return _each(
        "theme in themes",
        _p("{{ theme.number }}. {{ words.theme }}: {{ theme.title }}", "Heading1"),
        _p(
            "",
            "Temalinje",
            run("{{ theme.percent }}", "StortTal"),
            run("  {{ theme.headline }} "),
            run("{{r theme.mark }}"),
        ),
        _p("{{ theme.focus }}"),
        _when(
            "theme.laws",
            _p("{{ words.law }}", "LovboksOverskrift"),
            _each(
                "law in theme.laws",
                _p("{{ law.duty }}", "Lovboks"),
                _p(
                    "{{ law.citation }}. {{ words.source }}: {{ law.source }}. {{ words.period }}: {{ law.period }}. "
                    "{{ words.confidence }}: {{ law.confidence }}.",
                    "LovboksKilde",
                ),
            ),
        ),
        _p("{{ words.analysis }}", "Heading2"),
        _each("sentence in theme.sentences", _p("{{ sentence }}", "ListBullet")),
        _when("theme.table", _shown("theme.table")),
        _when("theme.figure", _figure("theme.figure")),
        _when(
            "theme.unknowns",
            _p("{{ words.unknowns }}", "Heading2"),
            _each("sentence in theme.unknowns", _p("{{ sentence }}", "ListBullet")),
        ),
        _p("", "Note"),
        _table(
            "RapportStyrker",
            "strengths-challenges",
            (half, half),
            _row(side("strengths"), side("challenges")),
            head=False,
        ),
        _p("{{ words.recommendations }}", "Heading2"),
        _when("not theme.recommendations", _p("{{ words.none_noted }}")),
        _when(
            "theme.recommendations",
            _p("{{ words.recommended }}", extra="<w:keepNext/>"),
            _table(
                "RapportAnbefalinger",
                "recommendations",
                columns,
                _row(*(_cell(w, _p(h, "Tabeltekst")) for w, h in zip(columns, heads, strict=True)), head=True),
                _row(
                    _cell(columns[0], _p("{%tr for item in theme.recommendations %}")),
                    *(_cell(w, _p("")) for w in columns[1:]),
                ),
                _row(
                    *(_cell(w, _p(f, "Tabeltekst", m)) for w, f, m in zip(columns, fields, marks, strict=True)),
                ),
                _row(_cell(columns[0], _p("{%tr endfor %}")), *(_cell(w, _p("")) for w in columns[1:])),
            ),
        ),
    )


def _section(section: str) -> str:
    return "".join(
        (
            _each(f"sentence in {section}.paragraphs", _p("{{ sentence }}")),
            _each(f"sentence in {section}.bullets", _p("{{ sentence }}", "ListBullet")),
            _each(f"table in {section}.tables", _shown("table")),
            _each(f"figure in {section}.figures", _figure("figure"), _when("figure.table", _shown("figure.table"))),
        )
    )


def _page(width: int, height: int, *, turned: bool, first: bool) -> str:
    """A section of the document: paper, margins, header and footer."""
    turn = ' w:orient="landscape"' if turned else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId-{"turned" if turned else "header"}"/>'
        '<w:headerReference w:type="first" r:id="rId-first"/>'
        f'<w:footerReference w:type="default" r:id="rId-{"turned-footer" if turned else "footer"}"/>'
        f'<w:footerReference w:type="first" r:id="rId-footer"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" '
        f'w:h="{height}"{turn}/><w:pgMar w:top="1418" w:right="1303" w:bottom="1247" w:left="1303" w:header="680" '
        f'w:footer="567" w:gutter="0"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
    )


def _rest() -> str:
    return "".join(
        (
            _each(
                "section in others", _p("{{ section.number }}. {{ section.title }}", "Heading1"), _section("section")
            ),
            _p("{{ method_number }}. {{ words.method }}", "Heading1"),
            _each("sentence in method", _p("{{ sentence }}")),
            _p("{{ words.provenance }}", "Heading2"),
            _each("name, value in provenance", _p("{{ name }}: {{ value }}", "Note")),
            _when("approved_by", _p("{{ words.approved_by }}: {{ approved_by }}", "Note")),
            _when("look.contact", _p("{{ words.contact }}: {{ look.contact }}", "Note")),
            _p("", extra=_page(11906, 16838, turned=False, first=True)),
            _when(
                "findings",
                _p("{{ words.findings }}", "Heading1"),
                _p("{{ findings.lead }}"),
                _shown("findings"),
            ),
            _each(
                "section in appendices",
                _p("{{ words.appendix }} {{ section.id }}. {{ section.title }}", "Heading1"),
                _section("section"),
            ),
            _page(16838, 11906, turned=True, first=False),
        )
    )
