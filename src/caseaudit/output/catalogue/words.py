"""The fixed words of the catalogue: headings, labels, and how it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.law import CONFIDENCE
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS: dict[str, Text] = {
    "title": Text("Regelkatalog", "Catalogue of rules"),
    "subtitle": Text(
        "De regler, som sager om børn og unge efterprøves efter. Til juridisk gennemgang og godkendelse.",
        "The rules by which casework about children is audited. For legal review and approval.",
    ),
    "skip": Text("Gå til indholdet", "Skip to the content"),
    "rule_set": Text("Regelsæt", "Rule set"),
    "checksum": Text("Kontrolsum (SHA-256)", "Checksum (SHA-256)"),
    "dated": Text("Udskrevet", "Printed"),
    "law_until": Text("Seneste dato i retsgrundlaget", "Latest date in the legal basis"),
    "scope": Text("Omfang", "Scope"),
    "only_theme": Text("Kun temaet", "Only the theme"),
    "page": Text("Side", "Page"),
    "contents": Text("Indhold", "Contents"),
    "how_to_read": Text("Sådan læses kataloget", "How to read the catalogue"),
    "by_theme": Text("Regler efter tema", "Rules by theme"),
    "by_step": Text("Regler efter sagsskridt", "Rules by step of the case"),
    "rules": Text("Reglerne", "The rules"),
    "rule": Text("Regel", "Rule"),
    "number": Text("Nr.", "No."),
    "of_rule": Text("af regel", "of rule"),
    "id": Text("Id", "Id"),
    "theme": Text("Tema", "Theme"),
    "step": Text("Sagsskridt", "Step"),
    "severity": Text("Alvor", "Severity"),
    "judges": Text("Måler mod", "Measures against"),
    "rows": Text("Pligt i retsgrundlaget", "Duty in the legal basis"),
    "rows_short": Text("Pligt", "Duty"),
    "answers": Text("Revisionsspørgsmål", "Audit questions"),
    "answers_short": Text("Spørgsmål", "Questions"),
    "automation": Text("Automatik", "Automation"),
    "file": Text("Fil", "File"),
    "soft": Text("blød pligt", "soft duty"),
    "soft_told": Text(
        "Blød pligt: manglende dokumentation giver gennemgang, aldrig et brud.",
        "Soft duty: what is not documented is reviewed, never a breach.",
    ),
    "why": Text("Hvorfor", "Why"),
    "duty": Text("Pligten", "The duty"),
    "law": Text("Lovgrundlag", "Legal basis"),
    "provision": Text("Bestemmelse", "Provision"),
    "read_in": Text("Læst i", "Read in"),
    "confidence": Text("Sikkerhed", "Confidence"),
    "applies": Text("Gælder for", "Applies to"),
    "require": Text("Krav", "Required"),
    "unless": Text("Lovligt fraveget, når", "Lawfully excused where"),
    "incomplete": Text("Ufuldstændig, når", "Incomplete where"),
    "method": Text("Sådan regnes det", "How it is computed"),
    "special": Text("Særligt for perioden", "Only in this period"),
    "limits": Text("Begrænsninger", "Limits"),
    "findings": Text("Fund og opretning", "Findings and what to do"),
    "finding": Text("Fund", "Finding"),
    "told": Text("Teksten i fundet", "What the finding says"),
    "fix": Text("Ret op", "Put right"),
    "examples": Text("Eksempler", "Examples"),
    "example": Text("Eksempel", "Example"),
    "given": Text("Hvad der skete", "What happened"),
    "outcome": Text("Udfald", "Outcome"),
    "due": Text("Frist", "Deadline"),
    "questions": Text("Spørgsmål til gennemgang af sager", "Questions for the review of cases"),
    "questions_lead": Text(
        "Det, som en person skal bedømme ved at læse sagen. Et ja er, som det skal være.",
        "What a person is to judge by reading the case. Yes is as it should be.",
    ),
    "question": Text("Spørgsmål", "Question"),
    "guidance": Text("Vejledning", "Guidance"),
    "scale": Text("Svar", "Answers"),
    "period": Text("Periode", "Period"),
    "outside": Text("Uden for efterprøvningen", "Out of scope"),
    "outside_lead": Text(
        "Pligter og spørgsmål, som hverken en regel eller et spørgsmål svarer på, og hvorfor.",
        "Duties and questions that neither a rule nor a question answers, and why.",
    ),
    "kind": Text("Art", "Kind"),
    "content": Text("Indhold", "Content"),
    "reason": Text("Begrundelse", "Reason"),
    "acts": Text("Love", "Acts"),
    "act": Text("Lov", "Act"),
    "text": Text("Tekst", "Text"),
    "note": Text("Bemærkning", "Note"),
    "in_force": Text("Gælder", "In force"),
    "texts": Text("Tekster", "Texts"),
    "changes": Text("Ændringer, som regler henviser til", "Changes that rules refer to"),
    "change": Text("Ændring", "Change"),
    "from": Text("Fra", "From"),
    "until": Text("Til og med", "Until"),
    "readings": Text("Uafklarede læsninger", "Unsettled readings"),
    "readings_lead": Text(
        "Spørgsmål, som loven ikke afgør. Kommunen vælger i caseaudit.toml under [readings]; ellers gælder det, der står her.",
        "Questions that the law leaves open. The municipality chooses in caseaudit.toml under [readings]; else this holds.",
    ),
    "setting": Text("Indstilling", "Setting"),
    "default": Text("Hvis intet er valgt", "Where nothing is chosen"),
    "choices": Text("Kan vælges", "Choices"),
    "sign": Text("Gennemgang", "Review"),
    "sign_all": Text("Godkendelse af kataloget", "Approval of the catalogue"),
    "by": Text("Gennemgået af", "Reviewed by"),
    "date": Text("Dato", "Date"),
    "approved": Text("Godkendt", "Approved"),
    "yes": Text("Ja", "Yes"),
    "no": Text("Nej", "No"),
    "remarks": Text("Bemærkninger", "Remarks"),
    "whole": Text("Hele kataloget", "The whole catalogue"),
    "none": Text("Der er ingen.", "There are none."),
    "readme": Text("Læs mig", "Read me"),
    "sheet_rules": Text("Regler", "Rules"),
    "sheet_examples": Text("Eksempler", "Examples"),
    "sheet_questions": Text("Spørgsmål", "Questions"),
    "sheet_outside": Text("Uden for", "Out of scope"),
    "sheet_acts": Text("Love", "Acts"),
    "sheet_sign": Text("Gennemgang", "Review"),
}

READ: tuple[Text, ...] = (
    Text(
        "Hver regel er én pligt. Reglens ord om krav og undtagelser er dannet af de betingelser, maskinen regner efter, så teksten "
        "og beregningen kan ikke skilles ad.",
        "Each rule is one duty. Its words on what is required and excused are made from the conditions that the machine computes "
        "by, so text and computation cannot differ.",
    ),
    Text(
        "Perioden vælges efter enhedens egen dato, for eksempel afgørelsens. Der gælder højst én periode en given dag.",
        "The period is chosen by the unit's own date, for example the decision's. At most one period holds on any day.",
    ),
    Text(
        "Reglerne ser kun, hvad der er registreret. Et brud betyder, at skridtet ikke er dokumenteret i tide, og skal efterses i "
        "sagen.",
        "The rules see only what is recorded. A breach means that the step is not documented in time, and is to be checked in the "
        "case.",
    ),
    Text(
        "Det, der afgør, om pligten gælder, skal være kendt. Det, der opfylder den, skal være dokumenteret. Mangler et helt felt i "
        "udtrækket, er udfaldet aldrig »overholdt«.",
        "What decides whether the duty applies must be known. What fulfils it must be documented. Where the export lacks a whole "
        'field, the outcome is never "met".',
    ),
    Text(
        "En frist er overskredet, når dens sidste dag ligger før opgørelsesdagen; indtil da afventer udfaldet.",
        "A limit has passed when its last day lies before the as-of date; until then the outcome is pending.",
    ),
    Text(
        "Lov, lokal standard og datakvalitet tælles hver for sig og lægges aldrig sammen.",
        "Law, local standards and data quality are counted apart and never added together.",
    ),
    Text(
        "Eksemplerne er opdigtede sager. De køres mod reglerne med kommandoen »caseaudit rules test«.",
        'The examples are invented cases. The command "caseaudit rules test" runs them against the rules.',
    ),
    Text(
        "Kontrolsummen ændrer sig, når en regelfil ændres. En godkendelse gælder kun det regelsæt, hvis kontrolsum står her.",
        "The checksum changes when a rule file changes. An approval covers only the rule set whose checksum stands here.",
    ),
)

_OUTCOMES: dict[str, Text] = {
    "met": Text("Pligten er opfyldt i tide.", "The duty was fulfilled in time."),
    "excused": Text(
        "Pligten er ikke opfyldt, men en lovlig undtagelse er dokumenteret. Tæller som overholdt og vises for sig.",
        "Not fulfilled, but a lawful exception is documented. Counts as met and is shown apart.",
    ),
    "breached": Text(
        "Mangler, for sent, ufuldstændig eller forkert myndighed.", "Missing, late, incomplete or by the wrong body."
    ),
    "pending": Text("Fristen er ikke udløbet på opgørelsesdagen.", "The deadline has not passed on the as-of date."),
    "unknown": Text(
        "Oplysninger mangler, eller retten er uafklaret. Står uden for procenten og vises altid.",
        "Something is not recorded, or the law is not settled. Stands outside the rate and is always shown.",
    ),
    "not_applicable": Text("Pligten gælder ikke enheden.", "The duty does not apply to the unit."),
}

_CONFIDENCE: dict[str, Text] = {
    "read": Text("Paragraf og stykke er læst i lovteksten.", "Section and subsection were read in the statute."),
    "section_only": Text(
        "Indhold og paragraf er bekræftet; stykket er ikke, og derfor henvises kun til paragraffen.",
        "Substance and section are confirmed; the subsection is not, so only the section is cited.",
    ),
    "secondary": Text(
        "Kun en sekundær kilde er læst. Skal bekræftes.", "Only a secondary source was read. To be confirmed."
    ),
    "memory": Text("Efter hukommelsen. Bruges ikke til regler.", "From memory. Not used for rules."),
}


def outcomes() -> Iterator[tuple[str, str]]:
    """Each outcome and what it means."""
    for name, text in _OUTCOMES.items():
        yield str(OUTCOMES[name]), str(text)


def confidences() -> Iterator[tuple[str, str]]:
    """Each degree of confidence in a citation and what it means."""
    for name, text in _CONFIDENCE.items():
        yield str(CONFIDENCE[name]), str(text)


def scope(counts: dict[str, int]) -> str:
    """`20 regler med 37 perioder og 262 eksempler; 98 spørgsmål`."""
    n = counts
    return str(
        Text(
            f"{n['rules']} regler med {n['versions']} perioder og {n['examples']} eksempler; {n['questions']} spørgsmål",
            f"{n['rules']} rules with {n['versions']} periods and {n['examples']} examples; {n['questions']} questions",
        )
    )
