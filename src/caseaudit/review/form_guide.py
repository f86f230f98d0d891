"""The sheet that says how a form is filled in, what the answers mean, and how the people in the cases are protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.review.form_fit import clean, height
from caseaudit.review.form_style import INK, protect
from caseaudit.review.form_words import REASONS, WORDS, shown
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from caseaudit.review.form_book import Form

_WIDTH = (26, 100)
_ABOUT = {
    "latest": Text(
        "Hvert punkt handler om den seneste afgørelse, plan eller indsats, som det gælder for.",
        "Each point is about the latest decision, plan or measure that it applies to.",
    ),
    "first": Text(
        "Hvert punkt handler om den første afgørelse, plan eller indsats, som det gælder for.",
        "Each point is about the first decision, plan or measure that it applies to.",
    ),
    "all": Text(
        "Hvert punkt står én gang for hver afgørelse, plan eller indsats, som det gælder for.",
        "Each point stands once for each decision, plan or measure that it applies to.",
    ),
}
_HOW: tuple[Text, ...] = (
    Text(
        "Åbn en sag fra oversigten, læs sagen, og svar på hvert punkt. Gem undervejs. Du kan udskrive arkene.",
        "Open a case from the overview, read it, and answer each point. Save as you go. The sheets can be printed.",
    ),
    Text(
        "Svar ud fra det, der står i sagen, ikke ud fra det, du ved eller tror. Står det der ikke, er svaret Nej.",
        "Answer from what the case says, not from what you know or think. If it does not say so, the answer is No.",
    ),
    Text(
        "Kun felterne Svar, Årsag og Bemærkning kan udfyldes. Du kan filtrere og gøre rækker og kolonner større. Slet ikke ark.",
        "Only the fields Answer, Reason and Comment can be filled in. You may filter and resize rows and columns. Do not delete sheets.",
    ),
    Text(
        "Svar alene. Tal ikke om sagerne med andre læsere, før alle har afleveret.",
        "Answer alone. Do not discuss the cases with other readers until all have handed in.",
    ),
)
_MEANING: dict[str, Text] = {
    "yes": Text("Kravet er opfyldt, og det kan ses i sagen.", "The requirement is met, and the case shows it."),
    "no": Text(
        "Kravet gælder, men er ikke opfyldt, eller det kan ikke ses. Skriv kort, hvad der er galt.",
        "The requirement applies but is not met, or it cannot be seen. Write briefly what is wrong.",
    ),
    "low": Text("Kun lidt eller slet ikke. Skriv kort hvorfor.", "Little or not at all. Write briefly why."),
    "some": Text("Noget er der, men der mangler væsentlige dele.", "Something is there, but essential parts are not."),
    "high": Text(
        "Det er gjort, så der ikke mangler noget væsentligt.", "It is done, and nothing essential is missing."
    ),
    "not_relevant": Text(
        "Kravet gælder ikke i denne sag, eller fristen er ikke gået.",
        "The requirement does not apply in this case, or its time has not come.",
    ),
    "cannot_judge": Text(
        "Det kan ikke vurderes. Vælg en årsag, og skriv en bemærkning.",
        "It cannot be judged. Choose a reason and write a comment.",
    ),
}
_REASON: dict[str, Text] = {
    "no_access": Text("Du kan ikke åbne sagen eller en del af den.", "You cannot open the case or part of it."),
    "unclear_file": Text("Sagen siger forskelligt eller for lidt.", "The case says different things or too little."),
    "unclear_question": Text(
        "Punktet kan forstås på flere måder. Svaret bruges til at rette punktet.",
        "The point can be read in several ways. The answer is used to mend it.",
    ),
}
_DATA: tuple[Text, ...] = (
    Text(
        "Skriv aldrig navne, CPR-numre, adresser eller andet, der peger på personer. Skriv barnet, moderen, sagsbehandleren.",
        "Never write names, CPR numbers, addresses or anything that points to persons. Write the child, the mother, the caseworker.",
    ),
    Text(
        "Filen indeholder sagsnumre og oplysninger om børn. Gem den kun, hvor sager må ligge, send den ikke med almindelig e-mail, "
        "og slet din kopi, når den er afleveret og indlæst.",
        "The file holds case ids and facts about children. Keep it only where cases may lie, do not send it by ordinary e-mail, "
        "and delete your copy when it is handed in and read.",
    ),
)


def write_guide(form: Form, sheet: Worksheet) -> None:
    """Fill the sheet."""
    for column, width in enumerate(_WIDTH):
        sheet.set_column(column, column, width)
    style = form.style
    sheet.write_string(0, 0, str(WORDS["readme"]), style.title)
    sheet.set_row(0, 22)
    row = 1
    for label, text in _lines(form):
        if not text:
            row += 1
            sheet.write_string(row, 0, label, style.get(bold=True, font_size=12, font_color=INK))
            sheet.set_row(row, 19)
        else:
            sheet.write_string(row, 0, clean(label), style.get(bold=True, text_wrap=True))
            sheet.write_string(row, 1, clean(text), style.get(text_wrap=True))
            sheet.set_row(row, height([(label, _WIDTH[0]), (text, _WIDTH[1])]))
        row += 1
    sheet.print_area(0, 0, row, 1)
    protect(sheet)


def _lines(form: Form) -> Iterator[tuple[str, str]]:
    """A label and its text; a heading has no text."""
    round_ = form.round
    yield str(Text("Om skemaet", "The form")), ""
    yield str(WORDS["reviewer"]), form.reviewer.code
    yield str(WORDS["round"]), round_.id
    if round_.due:
        yield str(WORDS["due"]), show(round_.due)
    n = len(form.parts)
    cases = str(Text("sag" if n == 1 else "sager", "case" if n == 1 else "cases"))
    yield (
        str(Text("Omfang", "Extent")),
        f"{n} {cases}, {sum(p.points for p in form.parts)} {str(WORDS['points']).lower()}",
    )
    yield str(Text("Hvad spørges der om", "What is asked about")), str(_ABOUT[round_.about])
    yield str(Text("Sådan gør du", "What to do")), ""
    for number, text in enumerate(_HOW, 1):
        yield f"{number}.", str(text)
    yield str(Text("Svarene", "The answers")), ""
    scales = {p.scale for p in round_.points}
    for value, text in _MEANING.items():
        if (value in ("low", "some", "high") and "degree" not in scales) or (
            value in ("yes", "no") and "yes_no" not in scales
        ):
            continue
        yield str(shown(value)), str(text)  # type: ignore[arg-type]
    yield str(Text("Årsager", "Reasons")), ""
    for code, reason in _REASON.items():
        yield str(REASONS[code]), str(reason)
    if round_.prefill == "facts":
        yield str(WORDS["facts"]), ""
        told = Text(
            "Den grå kolonne viser datoer og antal fra udtrækket, og hvilken række de står i. Den siger ikke, om kravet er "
            "opfyldt. Stemmer den ikke med sagen, så svar efter sagen, og skriv det i bemærkningen.",
            "The grey column shows dates and counts of the export, and the row they stand in. It does not say whether the "
            "requirement is met. Where it differs from the case, answer by the case and say so in the comment.",
        )
        yield str(Text("Grå kolonne", "Grey column")), str(told)
    yield str(Text("Beskyttelse af oplysninger", "Protection of data")), ""
    for number, text in enumerate(_DATA, 1):
        yield f"{number}.", str(text)
