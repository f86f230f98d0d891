"""Makes the Word template that ships with caseaudit: `python -m caseaudit.report.word_template FILE`.

What stands in braces is filled in when the report is made; all the rest, and every style, may be changed in Word.
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseaudit.report.word_file import packed
from caseaudit.report.word_styles import styles
from caseaudit.report.word_template_body import WIDE, WIDTH, body, run

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = "{% if look.municipality %}{{ look.municipality | truncate(60) }} · {% endif %}{{ title | truncate(80) }}\t{{ classification }}"
_FOOT = "{{ run | truncate(60) }}\t{{ words.page }} §PAGE§ {{ words.of }} §NUMPAGES§"


def template() -> bytes:
    """The template as a file; always the same bytes."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Skabelon til rapporten</dc:title>'
            "<dc:language>da-DK</dc:language></cp:coreProperties>"
        ),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((n, f"{_OFFICE}/{n}", f"{n}.xml") for n in ("styles", "numbering", "settings")),
            ("header", f"{_OFFICE}/header", "header1.xml"),
            ("first", f"{_OFFICE}/header", "header2.xml"),
            ("turned", f"{_OFFICE}/header", "header3.xml"),
            ("footer", f"{_OFFICE}/footer", "footer1.xml"),
            ("turned-footer", f"{_OFFICE}/footer", "footer2.xml"),
        ),
        "word/styles.xml": f"<w:styles {_W}>{styles()}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{_bullets()}</w:numbering>",
        "word/settings.xml": (
            f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="da-DK"/></w:settings>'
        ),
        "word/header1.xml": _furniture("hdr", "Header", _HEAD),
        "word/header2.xml": _furniture("hdr", "Header", "\t{{ classification }}"),
        "word/header3.xml": _furniture("hdr", "Header", _HEAD, WIDE),
        "word/footer1.xml": _furniture("ftr", "Footer", _FOOT),
        "word/footer2.xml": _furniture("ftr", "Footer", _FOOT, WIDE),
    }
    return packed({name: (text if text.startswith("<?") else _XML + text).encode() for name, text in parts.items()})


def _types() -> str:
    names = ("document", "styles", "numbering", "settings", "header1", "header2", "header3", "footer1", "footer2")
    overrides = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{_TYPE}.{n.rstrip("123")}{".main" * (n == "document")}+xml"/>'
        for n in names
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{overrides}</Types>'
    )


def _relations(*found: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="rId-{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in found)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _bullets() -> str:
    return (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _furniture(kind: str, style: str, text: str, width: int = WIDTH) -> str:
    """A header or footer: text to the left, a tab, text to the right; `§PAGE§` stands for a field."""
    runs = ""
    for n, piece in enumerate(text.replace("\t", "§\t§").split("§")):
        if piece == "\t":
            runs += "<w:r><w:tab/></w:r>"
        elif n and piece in ("PAGE", "NUMPAGES"):
            runs += f'<w:fldSimple w:instr=" {piece} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        elif piece:
            runs += run(piece)
    clear = f'<w:tab w:val="clear" w:pos="{WIDTH}"/>' if width != WIDTH else ""
    tabs = f'<w:tabs>{clear}<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return f'<w:{kind} {_W} {_R}><w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{runs}</w:p></w:{kind}>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(template())
