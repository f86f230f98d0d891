"""The fixed words that templates print, in the language in use."""

from __future__ import annotations

from caseaudit.texts import Text

_WORDS = {
    "contents": Text("Indhold", "Contents"),
    "resume": Text("Resumé", "Summary"),
    "themes": Text("Lovoverholdelse på temaer", "Compliance by theme"),
    "theme": Text("Tema", "Theme"),
    "focus": Text("Temaets fokus", "What the theme looks at"),
    "law": Text("Det kræver loven", "What the law demands"),
    "duty": Text("Krav", "Duty"),
    "source": Text("Læst i", "Read in"),
    "period": Text("Gælder", "In force"),
    "confidence": Text("Sikkerhed", "Confidence"),
    "analysis": Text("Det viser gennemgangen", "What the audit shows"),
    "unknowns": Text("Kan ikke vurderes", "Could not be assessed"),
    "strengths": Text("Styrker", "Strengths"),
    "challenges": Text("Udfordringer", "Challenges"),
    "recommendations": Text("Anbefalinger", "Recommendations"),
    "recommended": Text("Det anbefales, at kommunen:", "It is recommended that the municipality:"),
    "none": Text("Ingen", "None"),
    "none_noted": Text("Ingen er anført.", "None are noted."),
    "basis": Text("Grundlag", "Basis"),
    "responsible": Text("Ansvarlig", "Responsible"),
    "deadline": Text("Frist", "Deadline"),
    "status": Text("Status", "Status"),
    "draft": Text("Udkast", "Draft"),
    "draft_notice": Text(
        "Rapporten indeholder tekster, der endnu ikke er godkendt.", "The report holds texts that are not yet approved."
    ),
    "method": Text("Læsevejledning og metode", "How to read this report"),
    "appendices": Text("Bilag", "Appendices"),
    "appendix": Text("Bilag", "Appendix"),
    "table": Text("Tabel", "Table"),
    "figure": Text("Figur", "Figure"),
    "numbers_behind": Text("Tallene bag figuren", "The numbers behind the figure"),
    "target": Text("Mål", "Target"),
    "previous": Text("Forrige opgørelse", "Previous run"),
    "met": Text("Overholdt", "Met"),
    "breached": Text("Brud", "Breaches"),
    "unknown": Text("Kan ikke vurderes", "Could not be assessed"),
    "judged": Text("vurderet", "judged"),
    "hidden": Text("skjult", "hidden"),
    "page": Text("Side", "Page"),
    "of": Text("af", "of"),
    "provenance": Text("Om rapporten", "About this report"),
    "approved_by": Text("Tekster godkendt af", "Texts approved by"),
    "contact": Text("Kontakt", "Contact"),
    "findings": Text("Fund", "Findings"),
    "case": Text("Sag", "Case"),
    "check": Text("Kontrolpunkt", "Check"),
    "unit": Text("Enhed", "Unit"),
    "unit_on": Text("Dato", "Date"),
    "outcome": Text("Udfald", "Outcome"),
    "due_on": Text("Frist", "Due"),
    "actual_on": Text("Sket", "Done"),
    "text": Text("Fund", "Finding"),
    "citation": Text("Lovgrundlag", "Law"),
    "fix": Text("Ret op", "Put right"),
    "severity": Text("Alvor", "Severity"),
    "where": Text("Kilde", "Source"),
    "judges": Text("Målt mod", "Measured against"),
    "skip": Text("Gå til indholdet", "Skip to the contents"),
    "quality": Text("Datakvalitet", "Data quality"),
    "rules": Text("Regler", "Rules"),
    "readme": Text("Læs mig", "Read me"),
    "summary": Text("Oversigt", "Overview"),
}

JUDGEMENTS = {
    "law": Text("lov", "law"),
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
    "professional": Text("faglig vurdering", "professional judgement"),
    "self_reported": Text("selvrapportering", "self-reported"),
}
"""The five kinds of judgement, never mixed."""


def words() -> dict[str, str]:
    return {k: str(v) for k, v in _WORDS.items()} | {f"judges_{k}": str(v) for k, v in JUDGEMENTS.items()}
