"""The fixed words of an oversigtsskema, and a state told in words so that it does not need its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.output.wording import days_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from datetime import date

THE_CASE = Text("Sagen", "The case")
TIMES = {"times": Text("gange", "times"), "to": Text("til", "to"), "and": Text("og", "and")}
PART = {
    "local_standard": Text("Kommunens egne standarder (ikke lov)", "Local standards (not law)"),
    "data_quality": Text("Registreringen (datakvalitet, ikke lov)", "The record (data quality, not law)"),
}
"""What is measured against something else than the law stands apart from it."""

WORDS = {
    "title": Text("Oversigtsskema", "Case sheet"),
    "case": Text("Sag", "Case"),
    "as_of": Text("opgjort pr.", "as of"),
    "next": Text("Næste frister", "Next deadlines"),
    "none_next": Text("Ingen kendte frister.", "No known deadlines."),
    "sum": Text("Lovens krav i sagen", "The law's demands in the case"),
    "duty": Text("Krav", "Demand"),
    "unit": Text("Gælder", "Asked of"),
    "done": Text("Gjort", "Done"),
    "due": Text("Frist", "Deadline"),
    "state": Text("Status", "State"),
    "law": Text("Lov på dagen", "Law on the day"),
    "source": Text("Kilde", "Source"),
    "row": Text("række", "row"),
    "step": Text("Sagsskridt", "Step"),
    "absent": Text("Ikke relevant i sagen", "Not applicable in the case"),
    "unseen": Text("Kan ikke ses i udtrækket", "Not visible in the export"),
    "source_is": Text("Kilde er rækken i", "Source is the row of"),
    "folded": Text(
        "Ens krav med samme status er lagt sammen. Hvert enkelt står i Excel-udgaven.",
        "Like demands in the same state are laid together. Each stands in the Excel edition.",
    ),
    "caveat": Text(
        "Skemaet er lavet ud fra udtrækket. »Mangler« betyder ikke dokumenteret og skal efterses i sagen. Indholdet er ikke vurderet. "
        "Frister, der regnes fra en fødselsdag, røber den: behandl skemaet som sagens øvrige papirer.",
        "Made from the export. “Missing” means not documented and is to be looked up in the case. Contents are not judged. "
        "Deadlines counted from a birthday give it away: treat the sheet as other papers of the case.",
    ),
    "run": Text("Kørsel", "Run"),
    "rules": Text("regler", "rules"),
    "cases": Text("Sager i filen", "Cases in the file"),
    "limited": Text("Kørslen er afgrænset: ", "The run is limited: "),
    "contents": Text("Gå til sag", "Go to case"),
    "severity": Text("Alvor", "Severity"),
    "unit_on": Text("Gælder dato", "Asked of, date"),
    "judges": Text("Måles mod", "Measured against"),
    "confidential": Text("Fortroligt: personoplysninger", "Confidential: personal data"),
    "now": Text("Anbringelse og indsats nu", "Placement and measures now"),
    "number": Text("antal krav", "number of demands"),
    "last": Text("senest", "last"),
    "advisory": Text("vejledende", "advisory"),
    "breaches": Text("Mangler, for sent m.v.", "Missing, late etc."),
    "no_lines": Text("Ingen krav er relevante i sagen endnu.", "No demand applies in the case yet."),
}

JUDGES = {
    "law": Text("lov", "law"),
    "local_standard": Text("lokal standard", "local standard"),
    "data_quality": Text("datakvalitet", "data quality"),
}

_WHY = {
    "data_missing": Text("oplysningen er ikke registreret", "not recorded"),
    "no_time": Text("klokkeslæt mangler", "no clock time"),
    "unsettled_law": Text("loven kan læses på to måder", "the law can be read in two ways"),
    "transitional": Text("perioden krydser lovskiftet", "the period crosses the change of law"),
    "needs_review": Text("kræver gennemgang af sagen", "the case must be read"),
}
_LACKS = Text("udtrækket mangler ", "the export lacks ")
_UNTIL = Text("afventer til", "pending until")
_ADVISORY = Text(" (vejledende)", " (advisory)")


def state_text(outcome: str, reason: str, *, due: date | None, done: date | None, lacking: str, advisory: bool) -> str:
    """`for sent (12 dage)`, `afventer til 01-02-2026`, `kan ikke vurderes: klokkeslæt mangler`."""
    return _plain(outcome, reason, due=due, done=done, lacking=lacking) + (str(_ADVISORY) if advisory else "")


def _plain(outcome: str, reason: str, *, due: date | None, done: date | None, lacking: str) -> str:
    if outcome == "breached":
        late = f" ({days_text((done - due).days)})" if reason == "late" and done and due and done > due else ""
        return f"{REASONS[reason]}{late}"
    if outcome == "pending" and due:
        return f"{_UNTIL} {show(due)}"
    if outcome == "unknown":
        why = f"{_LACKS}{lacking}" if reason == "data_missing" and lacking else _WHY.get(reason, _WHY["data_missing"])
        return f"{OUTCOMES[outcome]}: {why}"
    return str(OUTCOMES[outcome])


def limits_of(selection: object) -> str:
    """What the run was limited to, so that nobody takes a sheet for the whole; '' for a whole run."""
    parts = []
    for name, label in (("themes", Text("temaer", "themes")), ("rules", Text("regler", "rules"))):
        if found := getattr(selection, name):
            parts.append(f"{label} {', '.join(found)}")
    period = getattr(selection, "period", None)
    if period is not None:
        parts.append(f"{show(period.first)} {TIMES['to']} {show(period.last)}")
    return f"{WORDS['limited']}{'; '.join(parts)}" if parts else ""
