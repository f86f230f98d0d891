"""Every message of the tool as a page: `python tests/message_list.py` writes `docs/meddelelser.md` anew."""

from __future__ import annotations

import re
import string
from pathlib import Path

from caseaudit.messages import MESSAGES

ROOT = Path(__file__).resolve().parents[1]
DOC = ROOT / "docs" / "meddelelser.md"
SOURCE = ROOT / "src" / "caseaudit" / "messages"
WRITE = "python tests/message_list.py"

AREAS = {
    "files": "Filer, arbejdsbøger, tegnsæt og profiler",
    "tables": "Tabeller, kolonner og rækker",
    "sheets": "Det, et ark har ud over sine celler, og måder at skrive på",
    "cells": "Celler, der ikke kan læses eller ikke kan være rigtige",
    "running": "Kørsler, tilvalg, opsætning og uddata",
    "rulebook": "Regelfiler og anden YAML",
    "rulefaults": "Det, en regelfil ikke må indeholde",
    "catalogue": "Lovkataloget og spørgsmålene",
    "laws": "Lovene og deres tekster (laws.yaml)",
    "reports": "Rapporter og deres tekster",
    "templates": "Egne skabeloner til rapporter",
    "samples": "Stikprøver",
    "reviews": "Gennemgang af sager",
    "reviewforms": "Måleskemaer, der kommer tilbage",
    "reviewresults": "Enighed, resultat og selvevaluering",
    "histories": "Kørslernes historik",
    "keyfigures": "Nøgletal og referencetal",
    "actions": "Registret over handlinger",
    "worklists": "Arbejdslister og kendte fund",
    "schedules": "Planlagt kontrol, log og besked",
    "privacy": "Nøgle, eftersøgning af CPR-numre og sletning",
}
"""The areas in the order of the page, by the module that holds their messages."""

OF_DATA = ("files", "tables", "sheets", "cells")
"""The areas whose messages are about the cells of an export."""

PLACEHOLDERS = {
    "antal, numre, dage og grænser": (
        "aside count cells_in day doubted first free high judged least length limit low max most n number plain row rows_in "
        "seconds strata units used as_of ranges needed free offset"
    ),
    "kolonner, felter, koder og ord fra programmets egne lister": (
        "act allowed cite column detail field fields format found group hint key keys kind known missing names nearest "
        "others outcome forms section setting suffix theme type unit where"
    ),
    "det, der står i regler, opsætning, profiler, tekster, skabeloner og registre": (
        "command expect expected figure form given got heading id item labels meaning name now option other package places "
        "point points quota rating reason rule rules set side step target value wanted was why"
    ),
    "kørsler, stikprøver, gennemgange, læsere og sager": (
        "case reviewer reviewers round run runs sample second"
    ),
    "et svar, som en læser har skrevet i et måleskema": "answer word",
}  # fmt: skip
"""Every placeholder that a message may have, by what fills it. None of them is filled with a cell of an export."""

OF_CASES = (
    "aside count cells_in day doubted first free judged limit needed offset plain ranges rows_in used allowed column detail "
    "field forms found known missing names nearest others setting suffix type where"
)
"""Those that a message about an export may have: counts, days of the law, and names of columns, fields and codes."""


def fields(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def by_area() -> dict[str, list[str]]:
    """The ids of the messages of each module, in the order in which they are written."""
    out = {}
    for path in sorted(SOURCE.glob("*.py")):
        codes = re.findall(r'^add\(\s*"([a-z0-9_]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        if codes:
            out[path.stem] = codes
    return out


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def page() -> str:
    """The whole page."""
    found = by_area()
    lines = [
        "# Meddelelser",
        "",
        "Alle meddelelser, som programmet kan give, med deres kode. Hver siger, hvad der er sket, og hvad man gør; filen, arket, rækken",
        "og kolonnen står for sig under *Hvor*. Det, der står i krøllede parenteser, fyldes ud. Ingen meddelelse gentager en celle fra et",
        "udtræk: kun antal og navne på kolonner, felter og koder.",
        "",
        f"Siden skrives af `{WRITE}`, og `tests/test_message_list.py` falder, når den ikke passer med programmet.",
        "",
        "| Udfyldes med | Navne |",
        "|---|---|",
        *(f"| {what} | {', '.join(f'`{n}`' for n in sorted(names.split()))} |" for what, names in PLACEHOLDERS.items()),
    ]  # fmt: skip
    for area, title in AREAS.items():
        lines += ["", f"## {title}", "", "| Kode | Hvad der er sket, og hvad man gør | På engelsk |", "|---|---|---|"]
        for code in sorted(found.get(area, ())):
            what, fix = MESSAGES[code]
            lines.append(
                f"| `{code}` | {_cell(what.da)}<br>*{_cell(fix.da)}* | {_cell(what.en)}<br>*{_cell(fix.en)}* |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOC.write_text(page(), encoding="utf-8")
