"""Fill the review forms of a round as readers might, so that the whole loop can be tried on made-up cases.

    python examples/review/play_reviewers.py reviews/<round>/forms/*.xlsx -o retur
    python examples/review/play_reviewers.py reviews/<round>/afklaring.xlsx -o retur

Nobody reads a case here. What a form tells of the data tips the answer: where nothing is recorded, `Nej` is likelier. A
digest of the hidden key does the rest, so the same forms always come back with the same answers. Each reader strays from
the common answer now and then, and so two of them disagree about some of what both have read.

Saving with openpyxl drops some of the colours of a form. The answers are what they are.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = re.compile(r"[0-9A-Z]{8}\|[0-9]+\|[a-z0-9-]+\|[a-z_]+(?:-[0-9a-f]{8})?\|[0-9a-f]{6}")
HEADINGS = {
    "answer": ("Svar", "Answer", "Endeligt svar", "Final answer"),
    "reason": ("Årsag", "Reason"),
    "comment": ("Bemærkning", "Comment"),
    "initials": ("Initialer", "Initials"),
    "facts": ("Oplyst i data", "Told by the data"),
}
STRAYS = 0.12
WORDS = {
    "da": {
        "yes_no": ("Ja", "Nej", "Ikke relevant", "Kan ikke vurderes"),
        "degree": ("Høj grad", "Lav grad", "Ikke relevant", "Kan ikke vurderes", "Nogen grad"),
        "reasons": ("Mangler adgang", "Uklar journal", "Uklart krav"),
        "no": (
            "Ikke fundet i sagen.",
            "Omtalt i journalen, men uden dato.",
            "Dokumentet ligger ikke i sagen.",
            "Kun nævnt i en mail, ikke journaliseret.",
        ),
        "unsure": ("Kunne ikke åbne bilaget.", "Journalen siger to forskellige ting.", "Uklart, hvad der spørges om."),
        "final": ("Afklaret ved fælles læsning af sagen.", "Bilaget blev fundet.", "Vejledningen er præciseret."),
    },
    "en": {
        "yes_no": ("Yes", "No", "Not relevant", "Cannot be judged"),
        "degree": ("High degree", "Low degree", "Not relevant", "Cannot be judged", "Some degree"),
        "reasons": ("No access", "Unclear file", "Unclear requirement"),
        "no": (
            "Not found in the case.",
            "Mentioned in the file, but without a date.",
            "The document is not in the case.",
            "Only mentioned in a mail, not filed.",
        ),
        "unsure": ("Could not open the annex.", "The file says two things.", "Unclear what is asked."),
        "final": ("Settled by reading the case together.", "The annex was found.", "The guidance was made clearer."),
    },
}
NOTHING = ("ingen ", "ikke registreret", "no ", "not recorded", "none")


def chance(*parts: str) -> float:
    """A number from 0 to 1 that depends on these texts only."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def pick(words: tuple[str, ...], *parts: str) -> str:
    return words[int(chance(*parts) * len(words)) % len(words)]


def headings(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of headings and the columns that they name; 0 where the sheet has none."""
    names = {word: name for name, words in HEADINGS.items() for word in words}
    for row in sheet.iter_rows():
        found = {names[c.value]: c.column for c in row if c.value in names}
        if {"answer", "comment"} <= found.keys():
            return row[0].row, found
    return 0, {}


def of_degree(sheet: Any, cell: Any) -> bool:
    """Whether the list of a cell is the one of degrees."""
    rules = sheet.data_validations.dataValidation
    return any("svar_grad" in (v.formula1 or "") and cell.coordinate in v.sqref for v in rules)


def rows(sheet: Any, head: int) -> Iterator[tuple[int, str]]:
    """Rows below the headings that hold a key."""
    for row in sheet.iter_rows(min_row=head + 1):
        key = next((str(c.value) for c in row if c.value and KEY.fullmatch(str(c.value))), "")
        if key:
            yield row[0].row, key


def common_answer(key: str, facts: str, seed: str) -> int:
    """What most readers would say: 0 as it should be, 1 the lowest, 2 not relevant, 3 cannot be judged, 4 in between."""
    bare = key.rpartition("|")[0]
    share = 0.45 if any(word in facts.lower() for word in NOTHING) else 0.12
    draw = chance(seed, "common", bare)
    if draw < share:
        return 1
    if draw < share + 0.05:
        return 3
    return 2 if draw < share + 0.09 else (4 if draw < share + 0.30 else 0)


def answer(key: str, facts: str, reader: str, seed: str) -> int:
    """The answer of one reader, who strays now and then."""
    usual = common_answer(key, facts, seed)
    if chance(seed, "stray", reader, key) >= STRAYS:
        return usual
    return {0: 1, 1: 0, 2: 0, 3: 1, 4: 1}[usual]


def fill(book: Any, reader: str, seed: str) -> int:
    """Answer everything that is asked in a form, and return how much that was."""
    count = 0
    for sheet in book.worksheets:
        head, columns = headings(sheet)
        if not head:
            continue
        lang = "da" if sheet.cell(head, columns["comment"]).value == "Bemærkning" else "en"
        for row, key in rows(sheet, head):
            facts = str(sheet.cell(row, columns["facts"]).value or "") if "facts" in columns else ""
            cell = sheet.cell(row, columns["answer"])
            kind = answer(key, facts, reader, seed)
            write(sheet, row, columns, kind, "degree" if of_degree(sheet, cell) else "yes_no", key, reader, lang)
            count += 1
    return count


def write(
    sheet: Any, row: int, columns: dict[str, int], kind: int, scale: str, key: str, reader: str, lang: str
) -> None:
    words = WORDS[lang]
    values = words[scale]
    kind = kind if kind < len(values) else 0
    sheet.cell(row, columns["answer"]).value = values[kind]
    if "initials" in columns:
        sheet.cell(row, columns["initials"]).value = reader
        sheet.cell(row, columns["comment"]).value = pick(words["final"], "final", key)
    elif kind == 1:
        sheet.cell(row, columns["comment"]).value = pick(words["no"], "no", reader, key)
    if kind == 3:
        sheet.cell(row, columns["reason"]).value = pick(words["reasons"], "reason", reader, key)
        if "initials" not in columns:
            sheet.cell(row, columns["comment"]).value = pick(words["unsure"], "unsure", reader, key)


def reader_of(book: Any) -> str:
    """The code of the reader, as the form says it; a resolution form has none and is signed XX."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=2, values_only=True):
            if row[0] == "reviewer" and len(row) > 1 and row[1] and row[1] != "-":
                return str(row[1])
    return "XX"


def play(path: Path, folder: Path, seed: str = "1") -> tuple[Path, int]:
    """Fill one form and put it in `folder` under its own name."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of the colours that it drops
        book = load_workbook(path)
    count = fill(book, reader_of(book), seed)
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / path.name)
    return folder / path.name, count


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Fill review forms with made-up answers.")
    parser.add_argument("forms", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("retur"))
    parser.add_argument("--seed", default="1", help="another text gives other answers")
    given = parser.parse_args(argv)
    for path in given.forms:
        made, count = play(path, given.output, given.seed)
        print(f"{made.as_posix()}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
