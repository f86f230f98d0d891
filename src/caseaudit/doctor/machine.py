"""The machine: Python, the console, libraries, the PDF machine."""

from __future__ import annotations

import sys
from importlib import metadata, util
from typing import TYPE_CHECKING

from caseaudit import __version__
from caseaudit.doctor.model import Finding
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

LOWEST, NEWEST = (3, 11), (3, 14)
NEEDED = ("pandas", "numpy", "pyarrow", "openpyxl", "fastexcel", "pydantic", "jinja2", "xlsxwriter", "filelock", "yaml")
OPTIONAL = {
    "typst": Text("rapporten som PDF", "the report as PDF"),
    "docxtpl": Text("rapporten som Word", "the report as Word"),
    "scipy": Text("intervaller, og tal, der skjules til udvalget", "intervals, and numbers hidden for the committee"),
    "pypdf": Text("eftersøgning af PDF-filer (privacy scan)", "searching PDF files (privacy scan)"),
}
_DANISH = "æøåÆØÅ§–"


def machine() -> Iterator[Finding]:
    yield _python()
    yield _console()
    yield from _libraries()


def _python() -> Finding:
    topic = Text("Program", "Program")
    here = ".".join(str(x) for x in sys.version_info[:3])
    told = Text(f"caseaudit {__version__}, Python {here}", f"caseaudit {__version__}, Python {here}")
    if sys.version_info[:2] < LOWEST:
        do = Text("Installér Python 3.11 eller nyere.", "Install Python 3.11 or later.")
        return Finding(topic, "error", told, do)
    if sys.version_info[:2] > NEWEST:
        do = Text("Denne Python er ikke prøvet. Brug 3.11 til 3.13.", "This Python is not tried. Use 3.11 to 3.13.")
        return Finding(topic, "warning", told, do)
    return Finding(topic, "ok", told)


def _console() -> Finding:
    topic = Text("Skærm", "Console")
    name = sys.stdout.encoding or "ascii"
    try:
        _DANISH.encode(name)
    except (UnicodeEncodeError, LookupError):
        return Finding(
            topic,
            "warning",
            Text(f"tegnsættet {name} kan ikke vise alle danske tegn", f"the encoding {name} lacks some Danish letters"),
            Text(
                "Sæt PYTHONUTF8=1, eller skriv resultatet til en fil med -o.",
                "Set PYTHONUTF8=1, or write the result to a file with -o.",
            ),
        )
    return Finding(topic, "ok", Text(f"tegnsæt {name}", f"encoding {name}"))


def _libraries() -> Iterator[Finding]:
    topic = Text("Biblioteker", "Libraries")
    missing = [n for n in NEEDED if util.find_spec(n) is None]
    if missing:
        names = ", ".join(missing)
        yield Finding(
            topic,
            "error",
            Text(f"mangler: {names}", f"missing: {names}"),
            Text("Installér caseaudit igen: pip install caseaudit", "Install caseaudit again: pip install caseaudit"),
        )
    else:
        yield Finding(topic, "ok", Text(f"alle {len(NEEDED)} er der", f"all {len(NEEDED)} are there"))
    for name, use in OPTIONAL.items():
        if util.find_spec(name) is None:
            yield Finding(
                topic,
                "warning",
                Text(f"{name} mangler; det bruges til: {use.da}", f"{name} is missing; it is for: {use.en}"),
                Text(f"Skal det bruges: pip install {name}", f"If you need it: pip install {name}"),
            )
        elif name == "typst":
            told = f"typst {metadata.version(name)}"
            yield Finding(Text("PDF", "PDF"), "ok", Text(f"{told}, skrifter følger med", f"{told}, fonts included"))
