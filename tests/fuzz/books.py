"""Damage to zipped documents: the zip stays whole (mostly), and the parts in it are wrong."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from xml.sax.saxutils import escape

from . import nasty
from .mutate import damaged

_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ELEMENT = re.compile(r"<([\w:]+)\b[^<>]*?(?:/>|>[^<>]*</\1>)")
_TAG = re.compile(r"<[^<>!?]+>")
_TEXT = re.compile(r">([^<>]+)<")
_CELL = re.compile(r"<c\b[^<>]*>")
_ATTRIBUTES = {
    "r": ("A0", "XFD1048576", "XFE1", "A1048577", "A1", "", "1", "ZZZZ9", "0", "-1", "1048576", "99999999999", "B2"),
    "t": ("s", "str", "inlineStr", "b", "e", "n", "d", "x", ""),
    "s": ("0", "1", "99999", "-1", "", "x"),
    "name": ("", "A" * 300, "Udtræk", "Noter", "a/b:c", "../x", "&#1;"),
    "state": ("hidden", "veryHidden", "visible", "x"),
    "Target": (
        "../../etc/passwd",
        "http://127.0.0.1:9/x",
        "worksheets/sheet9.xml",
        "",
        "/xl/worksheets/sheet1.xml",
        "sharedStrings.xml",
        "file:///etc/passwd",
    ),
    "TargetMode": ("External",),
    "numFmtId": ("14", "22", "46", "0", "49", "164", "99999", "-1"),
    "formatCode": ("dd-mm-yyyy", "[h]:mm", "@", "[$-406]d. mmmm yyyy;@", "General", "", "0" * 500),
    "ref": ("A1:XFD1048576", "A1:A1", "B5:A1", "", "A4:F9", "A0:B0"),
    "count": ("0", "1", "4294967296", "-1", "x"),
    "uniqueCount": ("0", "4294967295", "-1"),
    "sheetId": ("0", "1", "-1", "99999999999"),
    "spans": ("1:16384", "0:0", "9:1", "x"),
}
_PIECES = (
    '<mergeCell ref="A5:A9"/>', "<f>1+1</f>", '<f t="shared" si="0">A1</f>', "<v>1e400</v>", "<v>-1</v>", "<v>60</v>",
    "<v>2958466</v>", "<v>99999999</v>", "<v></v>", "<is><t>x</t></is>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    '<c r="XFD5"><v>1</v></c>', '<workbookPr date1904="1"/>', "<!-- x -->", "<?x y?>", "<![CDATA[x]]>", "<!DOCTYPE a>",
    '<!DOCTYPE a [<!ENTITY b "cccc">]>', "&b;", "&#0;", "&", "<", ">", "<a:b/>", "\x00", "<t xml:space='preserve'> </t>",
    '<row r="3" hidden="1"/>', '<c r="A1" t="s"><v>999999</v></c>', '<c t="e"><v>#N/A</v></c>', "<sheetData>", "</sheetData>",
    '<sheetProtection sheet="1"/>', '<definedName name="x">Udtræk!$A$1</definedName>', "<r><t>a</t></r><r><t>b</t></r>",
)  # fmt: skip


def _attribute(xml, rng):
    found = list(_ATTRIBUTE.finditer(xml))
    if not found:
        return xml
    m = rng.choice(found)
    new = rng.choice(_ATTRIBUTES.get(m[1], ("", "0", "-1", "x", "99999999999999999999", "NaN")))
    return (
        f'{xml[: m.start()]}{m[1]}="{new}"{xml[m.end() :]}'
        if rng.random() < 0.85
        else xml[: m.start()] + xml[m.end() :]
    )


def _text(xml, rng):
    found = [m for m in _TEXT.finditer(xml) if m[1].strip()]
    if not found:
        return xml
    m = rng.choice(found)
    new = nasty.value(rng)
    return f"{xml[: m.start(1)]}{escape(new) if rng.random() < 0.9 else new}{xml[m.end(1) :]}"


def _element(xml, rng):
    found = list(_ELEMENT.finditer(xml))
    if not found:
        return xml
    m, other = rng.choice(found), rng.choice(found)
    new = rng.choice(("", m[0] * 2, other[0], m[0] * 500, f"<x>{m[0]}</x>"))
    return xml[: m.start()] + new + xml[m.end() :]


def _tag(xml, rng):
    found = list(_TAG.finditer(xml))
    if not found:
        return xml
    m = rng.choice(found)
    return xml[: m.start()] + rng.choice(("", m[0] * 2, rng.choice(found)[0])) + xml[m.end() :]


def _kind(xml, rng):
    """A cell of another kind than it was."""
    found = list(_CELL.finditer(xml))
    if not found:
        return xml
    m = rng.choice(found)
    cell = re.sub(r'\st="[^"]*"', "", m[0]).replace("<c", f'<c t="{rng.choice(_ATTRIBUTES["t"])}"', 1)
    return xml[: m.start()] + cell + xml[m.end() :]


def _piece(xml, rng):
    found = [m.end() for m in _TAG.finditer(xml)] or [0]
    at = rng.choice(found)
    return xml[:at] + rng.choice(_PIECES) + xml[at:]


def _deep(xml, rng):
    at = rng.choice([m.end() for m in _TAG.finditer(xml)] or [0])
    return xml[:at] + "<x>" * rng.choice((50, 5000, 100_000)) + xml[at:]


XML = (
    _attribute,
    _attribute,
    _attribute,
    _text,
    _text,
    _text,
    _text,
    _element,
    _element,
    _tag,
    _kind,
    _kind,
    _piece,
    _piece,
    _deep,
)


def _part(data, rng):
    if rng.random() < 0.12:
        return damaged(data, rng)
    xml = data.decode("utf-8", errors="replace")
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        xml = rng.choice(XML)(xml, rng)
    encoding = rng.choice(("utf-16", "latin-1", "utf-8-sig")) if rng.random() < 0.03 else "utf-8"
    return xml.encode(encoding, errors="replace")


def _weight(name):
    if "sheet" in name or "content.xml" in name or "document.xml" in name:
        return 8
    return 4 if "shared" in name or "workbook" in name or "styles" in name or name.endswith(".rels") else 1


def _written(parts, rng):
    out = io.BytesIO()
    pack = zipfile.ZIP_STORED if rng.random() < 0.1 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, pack)
    return out.getvalue()


def _headers(data, rng):
    """Wrong sizes, sums, flags, ways of packing: in the directory or in the head of a part."""
    out = bytearray(data)
    marks = [m.start() for m in re.finditer(rng.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")), data)]
    if marks:
        at = rng.choice(marks) + rng.randrange(4, 30)
        if at + 4 <= len(out):
            out[at : at + 4] = struct.pack("<I", rng.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 8, 99, rng.getrandbits(32))))
    return bytes(out)


def _tables(data, rng):
    """A part gone, doubled, renamed, or exchanged with another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(n, archive.read(n)) for n in archive.namelist()]
    at = rng.randrange(len(parts))
    name, content = parts[at]
    choice = rng.randrange(5)
    if choice == 0:
        del parts[at]
    elif choice == 1:
        parts[at] = (
            rng.choice((name.upper(), f"../{name}", f"{name}.bak", name.replace("/", "\\"), "xl/vbaProject.bin")),
            content,
        )
    elif choice == 2:
        parts[at] = (name, rng.choice(parts)[1])
    elif choice == 3:
        parts.append(
            (
                rng.choice(
                    ("xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin", "xl/embeddings/a.xlsx", "a" * 900)
                ),
                content,
            )
        )
    else:
        rng.shuffle(parts)
    return _written(parts, rng)


def _inside(data, rng):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(n, archive.read(n)) for n in archive.namelist()]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choices(range(len(parts)), [_weight(n) for n, _ in parts])[0]
        parts[at] = (parts[at][0], _part(parts[at][1], rng))
    return _written(parts, rng)


def zipped(data: bytes, rng) -> bytes:
    """A zipped document: seven times of ten one or two parts are damaged, else the zip itself."""
    roll = rng.random()
    try:
        if roll < 0.74:
            return _inside(data, rng)
        if roll < 0.84:
            return _tables(data, rng)
    except (
        zipfile.BadZipFile,
        ValueError,
        IndexError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zipfile.zlib.error,
        struct.error,
    ):
        pass  # what an earlier round made of it is no zip any more
    return _headers(data, rng) if roll < 0.92 else damaged(data, rng)
