"""Twelve CPR numbers on a day that does not exist and twelve names that nobody has, put in every slot of an export."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
SERIALS = [f"50{n:02d}" for n in range(1, 13)]
NAMES = [f"Kvidreb{c}sen" for c in "abcdefghijkl"]
SPELLINGS = ("310249-{}", "310249{}", "310249 {}", "31 02 49 {}", "31.02.49.{}", "310249\u2013{}", "310249\u00a0{}")
FREE_TEXT = (
    "Begrundelse for ingen tilbagemelding",
    "Samtale i undersøgelsen undladt fordi",
    "Begrundelse for hastesag",
)


def number(n, spelling=0):
    return SPELLINGS[spelling % len(SPELLINGS)].format(SERIALS[n % 12])


def sentence(n):
    return f"Barnet {NAMES[n % 12]}, {number(n, n)}, bor hos mor."


def planted(folder):
    """The example export with a canary in every slot; returns the file, whose name and folder hold one as well."""
    book = openpyxl.load_workbook(ROOT / "examples/small/wide.xlsx")
    sheet = book.worksheets[0]
    heads = {str(c.value): c.column for c in sheet[4] if c.value}
    last = sheet.max_column
    for row in range(5, sheet.max_row + 1):
        for title in FREE_TEXT:
            sheet.cell(row, heads[title]).value = sentence(row)
        sheet.cell(row, heads["Sagsbehandler"]).value = NAMES[row % 12]
        sheet.cell(row, last + 1).value = sentence(row + 1)
        sheet.cell(row, last + 2).value = int(number(row, 1))
    people = {sheet.cell(r, heads["CPR-nr."]).value for r in range(5, sheet.max_row + 1)}
    canary = {p: number(k, k) for k, p in enumerate(sorted(p for p in people if p))}
    for row in range(5, sheet.max_row + 1):
        cell = sheet.cell(row, heads["CPR-nr."])
        cell.value = canary.get(cell.value)
    sheet.cell(5, heads["Sagsnummer"]).value = number(3)
    sheet.cell(6, heads["Team"]).value = f"Team {number(4)}"
    sheet.cell(7, heads["Distrikt"]).value = number(5, 1)
    sheet.cell(8, heads["BFU afsluttet"]).value = sentence(8)
    sheet.cell(9, heads["Sag oprettet"]).value = number(6)
    sheet.cell(10, heads["Underretter"]).value = sentence(10)
    sheet.cell(2, 1).value = f"Udtrukket for {sentence(7)}"
    sheet.cell(4, last + 1).value = f"Bemærkning {number(8)}"
    sheet.cell(4, last + 2).value = "Andet nr."
    sheet.cell(4, 2).comment = Comment(sentence(9), NAMES[9])
    sheet.cell(6, 3).comment = Comment(sentence(10), NAMES[10])
    sheet.oddHeader.center.text = sentence(11)
    sheet.title = f"Udtræk {number(0)}"
    aside = book.create_sheet(f"Noter {number(1)}")
    aside.append(["Navn", "CPR"])
    for n in range(12):
        aside.append([NAMES[n], number(n)])
    hidden = book.create_sheet(f"Gemt {number(2)}")
    hidden.append([sentence(2)])
    hidden.sheet_state = "veryHidden"
    for name in ("creator", "title", "subject", "description", "keywords", "category", "lastModifiedBy"):
        setattr(book.properties, name, sentence(len(name)))
    folder = folder / f"Sag {number(10)}"
    folder.mkdir(parents=True)
    path = folder / f"udtraek {number(11)}.xlsx"
    book.save(path)
    return path


def _needles():
    forms = {s.format(x) for s in SPELLINGS for x in SERIALS} | set(NAMES)
    return sorted(forms)


NEEDLES = _needles()


def found_in_text(text):
    """The canaries that stand in a text, in any of the spellings, or as the digits alone."""
    plain = unicodedata.normalize("NFKC", text)
    return {n for n in NEEDLES if n in text or unicodedata.normalize("NFKC", n) in plain}


def found_in_bytes(data):
    out = set()
    for name in NEEDLES:
        if any(name.encode(e) in data for e in ("utf-8", "utf-16-le")):
            out.add(name)
    return out


def found_in_file(path):
    """The canaries in a file: its name, its bytes, and what it holds when it is unpacked or read as a PDF."""
    data = path.read_bytes()
    out = found_in_text(path.name) | found_in_bytes(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                out |= found_in_text(part) | found_in_bytes(archive.read(part))
    if data[:5] == b"%PDF-":
        reader = PdfReader(io.BytesIO(data))
        out |= found_in_text("\n".join(p.extract_text() for p in reader.pages) + str(reader.metadata))
    if data[:4] == b"PAR1":
        import pandas as pd

        out |= found_in_text(pd.read_parquet(path).to_csv())
    return out
