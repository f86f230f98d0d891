"""The first sheet of a work list: how many rows stand where, how it is used, and how the people in it are protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_style import INK, LINE_COLOUR, protect
from caseaudit.texts import Text
from caseaudit.worklist.words import ABOUT, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.form_style import Style
    from caseaudit.worklist.model import Pile, Worklist

_WIDTH = (30, 9, 86)
_HOW: tuple[Text, ...] = (
    Text(
        "Skriv i felterne Status, Ansvarlig og Bemærkning, og gem filen, hvor den ligger. Resten kommer fra udtrækket.",
        "Write in the fields Status, Responsible and Comment, and save the file where it lies. The rest is from the export.",
    ),
    Text(
        "Det, I skriver, følger med til næste uges liste. En række lukkes først, når udtrækket viser, at det er i orden; "
        "ret derfor registreringen i fagsystemet.",
        "What you write goes along to the list of next week. A row closes only when the export shows that it is in order; "
        "so mend the record in the case system.",
    ),
    Text(
        "Afklaret i journalen betyder, at I har set efter i sagen, og at den er i orden eller ikke kan bringes i orden. Skriv hvorfor.",
        "Clarified in the file means that you have looked at the case, and that it is in order or cannot be mended. Say why.",
    ),
    Text(
        "Du kan filtrere, gøre rækker højere og udskrive. Slet ikke rækker, og flyt ikke tekst fra én række til en anden.",
        "You may filter, make rows higher and print. Do not delete rows or move text from one row to another.",
    ),
)
_DATA: tuple[Text, ...] = (
    Text(
        "Skriv aldrig navne, CPR-numre eller adresser. Skriv barnet, moderen, initialer for den ansvarlige. Et CPR-nummer stopper indlæsningen.",
        "Never write names, CPR numbers or addresses. Write the child, the mother, initials of the responsible. A CPR number stops the reading.",
    ),
    Text(
        "Filen indeholder sagsnumre. Gem den kun, hvor sager må ligge, og send den ikke med almindelig e-mail.",
        "The file holds case ids. Keep it only where cases may lie, and do not send it by ordinary e-mail.",
    ),
)
_RESTRICTED = Text(
    "Listen er for én sagsbehandler. Kun sagsbehandleren og den nærmeste leder må se den; den er ikke en opgørelse over personer.",
    "The list is one caseworker's. Only the caseworker and the nearest leader may see it; it does not measure persons.",
)


def write_guide(
    sheet: Worksheet, style: Style, worklist: Worklist, pile: Pile, counts: Sequence[tuple[str, str, int]]
) -> None:
    """Fill the sheet."""
    for column, width in enumerate(_WIDTH):
        sheet.set_column(column, column, width)
    name = clean(pile.name) or str(WORDS["nobody"])
    sheet.write_string(0, 0, f"{WORDS['title']}: {name}", style.title)
    sheet.set_row(0, 24)
    sheet.write_string(1, 0, about(worklist), style.get())
    for column, head in enumerate((Text("Ark", "Sheet"), WORDS["count"], Text("Hvad står der", "What it holds"))):
        sheet.write_string(3, column, str(head), style.head)
    row = 4
    link = style.get(font_color="#0a4ea3", underline=1, border=1, border_color=LINE_COLOUR, indent=1)
    for section, title, n in counts:
        sheet.write_url(row, 0, f"internal:'{title}'!A1", link, title)
        sheet.write_number(row, 1, n, style.count)
        sheet.write_string(row, 2, str(ABOUT[section]), style.cell)
        sheet.set_row(row, height([(str(ABOUT[section]), _WIDTH[2])], 17))
        row += 1
    for title, texts in _parts(worklist):
        row += 1
        sheet.write_string(row, 0, title, style.get(bold=True, font_size=12, font_color=INK))
        sheet.set_row(row, 19)
        row += 1
        for number, text in enumerate(texts, 1):
            sheet.merge_range(row, 0, row, 2, f"{number}. {text}", style.get(text_wrap=True))
            sheet.set_row(row, height([(f"{number}. {text}", sum(_WIDTH))]))
            row += 1
    sheet.print_area(0, 0, row, 2)
    protect(sheet)


def about(worklist: Worklist) -> str:
    """`Opgjort pr. 15-10-2026. Sammenlignet med kørslen pr. 08-10-2026.`."""
    told = [f"{WORDS['as_of']} {show(worklist.as_of)}."]
    if worklist.before:
        day = show(worklist.before)
        told.append(str(Text(f"Sammenlignet med kørslen pr. {day}.", f"Compared with the run as of {day}.")))
    else:
        told.append(
            str(Text("Der er ingen tidligere kørsel at sammenligne med.", "There is no earlier run to compare with."))
        )
    if worklist.left_out:
        n = worklist.left_out
        told.append(
            str(
                Text(
                    f"{n} forhold i hele udtrækket kan kun vurderes ved at læse sagen og står ikke her.",
                    f"{n} matters of the whole export can only be judged by reading the case and do not stand here.",
                )
            )
        )
    return " ".join(told)


def _parts(worklist: Worklist) -> Iterator[tuple[str, list[str]]]:
    yield str(Text("Sådan bruges listen", "How the list is used")), [str(t) for t in _HOW]
    guarded = [str(t) for t in _DATA]
    if worklist.by == "caseworker":
        guarded.insert(0, str(_RESTRICTED))
    yield str(Text("Beskyttelse af oplysninger", "Protection of data")), guarded
