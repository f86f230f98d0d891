"""The report as a tagged PDF (PDF/UA-1), set by typst. All that comes from data is handed over as data, never as markup."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.report.pdfdata import data_of, harmless, mapped
from caseaudit.report.plain import made_on
from caseaudit.resources import data_dir
from caseaudit.texts import use_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from caseaudit.report.view import Look, Report

MAIN = "report.typ"
DATA = "report.json"
PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}

_NOT_SHOWN = re.compile(r'the text `"((?:[^`])*)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
_RARE = re.compile("[^\u0000-\u024f\u2010-\u2026\u00a0\u200b\u2063]")
_AT = re.compile(r"┌─ ([^\n:]+):(\d+)")
_PACKAGE = re.compile(r'"@[a-z]')


def render(report: Report, templates: Path | None = None) -> bytes:
    """The file. The same report and templates always give the same bytes.

    `templates`: a folder whose `report.typ` and other parts (and `fonts`) take the place of those shipped.
    Raises UsageError when a template of one's own cannot be set.
    """
    with use_language(report.lang):  # type: ignore[arg-type]
        report = mapped(report, harmless)
        unseen = _unseen(_texts(report))
        if unseen:
            table = {ord(c): f"[U+{ord(c):04X}]" for c in unseen}
            report = mapped(report, lambda text: text.translate(table))
        data: dict[str, Any] = data_of(report)
        data["logo"] = _logo(report.look)
        files = {DATA: json.dumps(data, ensure_ascii=False).encode()}
        return typeset(MAIN, files, made_on(report), templates)


def typeset(main: str, files: Mapping[str, bytes], on: date, templates: Path | None = None) -> bytes:
    """Set the template `main` with `files` beside it, all in memory: nothing of a case is written to a temporary file."""
    sources = {p.name: p.read_bytes() for folder in _folders(templates) for p in sorted(folder.glob("*.typ"))}
    for name, source in sources.items():
        if _PACKAGE.search(source.decode(errors="replace")):  # typst would fetch it from the network
            raise UsageError(Problem("report_template_package", Place(name)))
    typst = _typst()
    try:
        made: bytes = typst.compile(
            {"main.typ": sources.pop(main)} | sources | dict(files),
            **_setting(templates),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        )
    except typst.TypstError as error:
        if templates is None:
            raise
        raise _broken(error, main) from error
    return made


def _folders(templates: Path | None) -> tuple[Path, ...]:
    return (data_dir("templates") / "report", *((templates,) if templates else ()))


def _setting(templates: Path | None) -> dict[str, Any]:
    """Only our own fonts, so that the file is the same on every machine; typst sees no other file than those handed over."""
    typst = _typst()
    folders = [f / "fonts" for f in _folders(templates) if (f / "fonts").is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return {"font_paths": fonts, "ignore_system_fonts": True, "root": data_dir("templates") / "report" / "fonts"}


def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise UsageError(Problem("report_extra_missing", values={"format": "pdf", "package": "typst"})) from error
    return typst


def _texts(report: Report) -> str:
    """Every rare character of the report, once, in order."""
    found: set[str] = set()

    def collect(text: str) -> str:
        found.update(_RARE.findall(text))
        return text

    mapped(report, collect)
    return "".join(sorted(found))


def _unseen(rare: str) -> set[str]:
    """Those that no font at hand can show (an emoji, say); typst is asked, since an unseen letter would break PDF/UA."""
    typst, unseen = _typst(), set[str]()
    while left := [c for c in rare if c not in unseen]:
        source = (
            b'#set document(title: "x")\n#set text(font: "IBM Plex Sans")\n#for c in json("c.json") [#c #parbreak()]'
        )
        try:
            typst.compile(
                {"main.typ": source, "c.json": json.dumps(left).encode()}, **_setting(None), pdf_standards=["ua-1"]
            )
        except typst.TypstError as error:
            told = _NOT_SHOWN.findall(error.diagnostic)
            more = {c for text in told for c in _BY_NUMBER.sub(lambda m: chr(int(m[1], 16)), text)} & set(left)
            unseen |= more or set(left)
            continue
        break
    return unseen


def _logo(look: Look) -> dict[str, Any] | None:
    """The municipality's picture as numbers, since typst takes no file in memory that is not text.

    Raises UsageError when it is damaged, or writes with letters that no font here has.
    """
    if not look.logo or look.logo_type not in PICTURES:
        return None
    logo = {"kind": PICTURES[look.logo_type], "bytes": list(look.logo)}
    typst = _typst()
    source = b"""#let l = json("l.json")
        #set document(title: "x")
        #image(bytes(l.bytes), format: l.kind, alt: "x")"""
    try:
        typst.compile(
            {"main.typ": source, "l.json": json.dumps(logo).encode()}, **_setting(None), pdf_standards=["ua-1"]
        )
    except typst.TypstError as error:
        raise UsageError(Problem("report_logo")) from error
    return logo


def _broken(error: Any, main: str) -> UsageError:
    at = _AT.search(error.diagnostic)
    name = PurePath(at[1]).name if at else main
    name = main if name == "main.typ" else name
    return UsageError(
        Problem("report_template_typst", Place(name, row=int(at[2]) if at else None), {"reason": error.message})
    )
