"""The styles of the shipped Word template. A municipality changes them in Word, not here."""

from __future__ import annotations

INK, SOFT, LINE, PALE = "1A1C1F", "4B5560", "C9D1DA", "F1F4F8"
COLOUR = "0A2D6B"
"""The primary colour: where it still stands in a template, the municipality's own colour takes its place."""

FONT = "Calibri"
LEVELS = {"good": "VurderingGod", "watch": "VurderingMellem", "act": "VurderingHandling", "plain": "VurderingNeutral"}
TABLE = "RapportTabel"
_BUILT_IN = ("Normal", "Title", "Subtitle", "List Bullet", "TOC Heading")
NEEDED = {
    "Heading1": "overskrift 1",
    "Heading2": "overskrift 2",
    "Caption": "billedtekst",
    "Tabeltekst": "Tabeltekst",
    "Tabeltal": "Tabeltal",
    "Tabelhoved": "Tabelhoved",
    "Tabelgruppe": "Tabelgruppe",
    "Figur": "Figur",
    "TOC1": "indholdsfortegnelse 1",
    TABLE: "Rapport tabel",
    "Udkast": "Udkast",
    **{style: style for style in LEVELS.values()},
}
"""Styles that the report names itself; a template without one of them gets plain text there."""


def styles() -> str:
    """`word/styles.xml`."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font()}{_run(size=21, colour=INK)}"
        '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + _paragraphs()
        + _characters()
        + _tables()
    )


def _font() -> str:
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _run(size: int = 0, colour: str = "", *, bold: bool = False, italic: bool = False, fill: str = "") -> str:
    """Run properties; the size in half points."""
    out = "<w:b/><w:bCs/>" if bold else ""
    out += "<w:i/><w:iCs/>" if italic else ""
    out += f'<w:color w:val="{colour}"/>' if colour else ""
    out += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return out + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")


def _paragraph(style: str, name: str, inside: str = "", run: str = "", based: str = "Normal", after: str = "") -> str:
    default = ' w:default="1"' if style == "Normal" else ""
    if name[0].isupper() and name not in _BUILT_IN:
        default = ' w:customStyle="1"'
    parts = f'<w:name w:val="{name}"/>' + (f'<w:basedOn w:val="{based}"/>' if style != "Normal" else "")
    parts += f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style}">{parts}<w:qFormat/>'
        f"<w:pPr>{inside}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _space(before: int, after: int, line: int = 0) -> str:
    tail = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{tail}/>'


def _box(fill: str, colour: str, *, left: int = 24) -> str:
    """A shaded block with a bar at its left edge; neighbours of the same style become one box."""
    return (
        f'<w:pBdr><w:left w:val="single" w:sz="{left}" w:space="8" w:color="{colour}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    )


def _heading(level: int, size: int, before: int, after: int) -> str:
    keep = "<w:keepNext/><w:keepLines/>"
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{COLOUR}"/></w:pBdr>' if level == 1 else ""
    return _paragraph(
        f"Heading{level}",
        f"heading {level}",
        f'{keep}{line}{_space(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        _run(size, COLOUR if level < 3 else INK, bold=True),
        after="Normal",
    )


def _paragraphs() -> str:
    tab = '<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>'
    indent = '<w:ind w:left="170" w:right="170"/>'
    keep = "<w:keepNext/>"
    return "".join(
        (
            _paragraph("Normal", "Normal"),
            _heading(1, 34, 560, 180),
            _heading(2, 25, 320, 80),
            _heading(3, 22, 240, 60),
            _paragraph("Title", "Title", _space(3400, 120, 228), _run(68, COLOUR, bold=True), after="Subtitle"),
            _paragraph("Subtitle", "Subtitle", _space(0, 480), _run(30, SOFT), after="Normal"),
            _paragraph("Afsender", "Afsender", _space(0, 0), _run(26, COLOUR, bold=True)),
            _paragraph("AfsenderOmraade", "Afsender område", _space(0, 0), _run(22, SOFT)),
            _paragraph("Klassifikation", "Klassifikation", _space(0, 240), _run(21, INK, bold=True)),
            _paragraph(
                "UdkastBoks", "Udkast boks", _box("FFF1CF", "B26A00") + _space(0, 240) + indent, _run(0, "5C3B00")
            ),
            _paragraph("Indledning", "Indledning", _space(0, 160, 288), _run(24, INK)),
            _paragraph("Noegletal", "Nøgletal", keep + _space(120, 0, 240), _run(44, COLOUR, bold=True)),
            _paragraph("NoegletalNavn", "Nøgletal navn", keep + _space(0, 20), _run(21, INK, bold=True)),
            _paragraph("NoegletalNote", "Nøgletal note", _space(0, 120), _run(18, SOFT)),
            _paragraph("Temalinje", "Temalinje", _space(0, 160), _run(22, INK)),
            _paragraph(
                "LovboksOverskrift",
                "Lovboks overskrift",
                keep + _box(PALE, COLOUR) + _space(240, 0) + indent + '<w:outlineLvl w:val="1"/>',
                _run(24, COLOUR, bold=True),
                after="Lovboks",
            ),
            _paragraph("Lovboks", "Lovboks", keep + _box(PALE, COLOUR) + _space(100, 0) + indent, _run(20)),
            _paragraph("LovboksKilde", "Lovboks kilde", _box(PALE, COLOUR) + _space(0, 20) + indent, _run(17, SOFT)),
            _paragraph("Caption", "caption", keep + _space(280, 80), _run(19, INK, bold=True)),
            _paragraph("Tabeltekst", "Tabeltekst", _space(30, 30, 240), _run(17)),
            _paragraph("Tabelhoved", "Tabelhoved", "<w:keepNext/>", _run(16, bold=True), based="Tabeltekst"),
            _paragraph("Tabeltal", "Tabeltal", '<w:jc w:val="right"/>', based="Tabeltekst"),
            _paragraph("Tabelgruppe", "Tabelgruppe", keep, _run(0, COLOUR, bold=True), based="Tabeltekst"),
            _paragraph("Note", "Note", _space(60, 200), _run(17, SOFT)),
            _paragraph("Figur", "Figur", "<w:keepLines/>" + _space(0, 160), ""),
            _paragraph(
                "ListBullet",
                "List Bullet",
                '<w:numPr><w:numId w:val="1"/></w:numPr>' + _space(0, 60) + '<w:ind w:left="284" w:hanging="284"/>',
            ),
            _paragraph("Tabelpunkt", "Tabelpunkt", _space(0, 60), _run(19), based="ListBullet"),
            _paragraph("TOCHeading", "TOC Heading", keep + _space(480, 120), _run(26, COLOUR, bold=True)),
            _paragraph("TOC1", "toc 1", tab.format(9300) + _space(0, 50), _run(21)),
            _paragraph("Header", "header", tab.format(9300) + _space(0, 0), _run(17, SOFT)),
            _paragraph("Footer", "footer", tab.format(9300) + _space(0, 0), _run(17, SOFT)),
        )
    )


def _characters() -> str:
    def style(name: str, title: str, run: str) -> str:
        return (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{title}"/><w:qFormat/>'
            f"<w:rPr>{run}</w:rPr></w:style>"
        )

    return "".join(
        (
            style("StortTal", "Stort tal", _run(36, COLOUR, bold=True)),
            style("Udkast", "Udkast", _run(17, "7A4A00", bold=True, fill="FFF1CF")),
            style("VurderingGod", "Vurdering god", _run(0, "17552B", bold=True, fill="DFF2E3")),
            style("VurderingMellem", "Vurdering mellem", _run(0, "6B4400", bold=True, fill="FFF1CF")),
            style("VurderingHandling", "Vurdering handling", _run(0, "8C1D0F", bold=True, fill="FBE0DC")),
            style("VurderingNeutral", "Vurdering neutral", _run(0, INK, bold=True, fill=PALE)),
        )
    )


def _tables() -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    )
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="12" w:space="0" w:color="{COLOUR}"'

    def table(name: str, title: str, borders: str, *parts: str) -> str:
        return (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{title}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}'
            f"</w:tblPr>{''.join(parts)}</w:style>"
        )

    def part(kind: str, run: str, cell: str = "") -> str:
        return f'<w:tblStylePr w:type="{kind}"><w:rPr>{run}</w:rPr><w:tcPr>{cell}</w:tcPr></w:tblStylePr>'

    def filled(colour: str) -> str:
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'

    plain = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{margins}</w:tblPr></w:style>"
    )
    return "".join(
        (
            plain,
            table(
                TABLE,
                "Rapport tabel",
                f"<w:bottom {line}/><w:insideH {line}/>",
                part(
                    "firstRow",
                    _run(0, COLOUR, bold=True),
                    f"<w:tcBorders><w:bottom {strong}/></w:tcBorders>{filled(PALE)}",
                ),
                part("lastRow", _run(bold=True), f"<w:tcBorders><w:top {strong}/></w:tcBorders>"),
            ),
            table("RapportFakta", "Rapport fakta", f"<w:top {strong}/><w:bottom {line}/><w:insideH {line}/>"),
            table(
                "RapportNoegletal",
                "Rapport nøgletal",
                f'<w:top {strong}/><w:insideV w:val="single" w:sz="48" w:space="0" w:color="FFFFFF"/>',
            ),
            table(
                "RapportStyrker",
                "Rapport styrker og udfordringer",
                f"<w:top {line}/><w:left {line}/><w:bottom {line}/><w:right {line}/><w:insideV {line}/>",
                part("firstRow", _run(0, COLOUR, bold=True), f"<w:tcBorders><w:top {strong}/></w:tcBorders>"),
            ),
            table(
                "RapportAnbefalinger",
                "Rapport anbefalinger",
                f"<w:bottom {line}/><w:insideH {line}/>",
                part("firstRow", _run(0, "FFFFFF", bold=True), filled(COLOUR)),
            ),
        )
    )
