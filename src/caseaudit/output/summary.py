"""The result of a check for people: as text for the terminal. Data quality first, then the law."""

from __future__ import annotations

import heapq
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.audit import gravity
from caseaudit.console import bold, place_text, red
from caseaudit.dates import show
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.output.cells import cells_line
from caseaudit.output.lines import Line, asked, by_theme, line, unfed
from caseaudit.output.numbers import MIN_FOR_PERCENT, counted, number, rounded
from caseaudit.output.provisions import certainty_line
from caseaudit.output.wording import finding_text
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.audit import Audit, Finding
    from caseaudit.model.dataset import Source
    from caseaudit.rules.language import Judges

SHOWN_QUALITY = 10
SHOWN_URGENT = 5
TITLE_WIDTH = 48
TEXT_WIDTH = 100
_REASONS = {
    "duplicate_row": Text("gentaget række", "repeated row"),
    "blank_row": Text("tom række", "blank row"),
    "hidden_row": Text("skjult række", "hidden row"),
    "total_row": Text("sumrække", "totals row"),
    "unknown_event_type": Text("ukendt hændelsestype", "unknown event type"),
    "missing_case_id": Text("uden sagsnummer", "without case id"),
    "missing_date": Text("uden dato", "without date"),
    "unreadable_row": Text("ulæselig række", "unreadable row"),
    "duplicate_case": Text("sagen står flere gange", "case listed more than once"),
    "not_an_event": Text("ikke en hændelse", "no event"),
    "missing_type": Text("uden hændelsestype", "without event type"),
}


def row_reason(reason: str) -> str:
    """Why rows were set aside, in words."""
    return str(_REASONS.get(reason, reason))


@dataclass(frozen=True)
class Said:
    """What is said at the verdict of findings that were known: lines before it, and what a passed gate means."""

    passed: str = ""
    before: tuple[str, ...] = ()


NOTHING_SAID = Said()


def urgent(audit: Audit) -> list[Finding]:
    """The gravest breaches; what is still missing before what came late, the oldest first."""

    def key(f: Finding) -> tuple[int, bool, str, str]:
        return gravity(f.severity), f.reason != "missing", f.due_on or f.unit_on or "9", f.case_id

    return heapq.nsmallest(SHOWN_URGENT, (f for f in audit.findings() if f.outcome == "breached"), key=key)


def table(audit: Audit, *, run_name: str, failed: list[str], municipality: str, said: Said = NOTHING_SAID) -> str:
    """The whole result as text. Only characters that cp1252 and cp850 share."""
    out = [*head(audit, municipality), "", *account_lines(audit), "", *_quality(audit), ""]
    out += _table(audit)
    for text in left_out(audit):
        out += ["", *textwrap.wrap(text, TEXT_WIDTH, subsequent_indent="  ", break_on_hyphens=False)]
    out += ["", *totals(audit), "", *_urgent(audit)]
    if run_name:
        out.append(str(Text(f"Gemt:  {run_name}", f"Kept:  {run_name}")))
        out.append(str(Text("Næste: caseaudit explain SAG [REGEL]", "Next:  caseaudit explain CASE [RULE]")))
    if said.before:
        out += ["", *said.before]
    out += ["", *gate(failed, said.passed)]
    return "".join(mask(text) + "\n" for text in out)


def head(audit: Audit, municipality: str) -> Iterator[str]:
    title = municipality or str(Text("Efterprøvning af sager", "Case audit"))
    yield bold(f"{title}, {Text('pr.', 'as of')} {show(audit.as_of)}")
    yield ", ".join(
        (
            counted(audit.n_cases, Text("sag", "case"), Text("sager", "cases")),
            counted(audit.n_events, Text("hændelse", "event"), Text("hændelser", "events")),
            counted(len(audit.results), Text("regel", "rule"), Text("regler", "rules")),
        )
    )
    if audit.selection.period:
        yield f"{Text('Periode', 'Period')}: {audit.selection.period}"
    for label, chosen in (
        (Text("Enhed", "Unit"), audit.selection.units),
        (Text("Team", "Team"), audit.selection.teams),
    ):
        if chosen:
            yield f"{label}: {', '.join(chosen)}"


def account_lines(audit: Audit) -> Iterator[str]:
    """The account of rows and of cells: in = used + set aside by reason."""
    for a in audit.dataset.accounts:
        aside = ", ".join(f"{n} {_REASONS.get(r, r)}" for r, n in a.set_aside.items())
        where = f"{a.source.file}" + (f", {Text('ark', 'sheet')} {a.source.sheet}" if a.source.sheet else "")
        text = Text(
            f"{number(a.rows_in)} rækker ind = {number(a.judged)} med + {number(sum(a.set_aside.values()))} sat til side",
            f"{number(a.rows_in)} rows in = {number(a.judged)} used + {number(sum(a.set_aside.values()))} set aside",
        )
        how = f"{Text('profil', 'profile')} {a.source.profile}{_headers(a.source)}"
        yield f"{where} ({how}): {text}" + (f" ({aside})" if aside else "")
        if a.cells:
            yield f"  {cells_line(a)}"


def _headers(source: Source) -> str:
    """Where the headers were found, and how many lines were passed over, when that was not in the first line."""
    row, n = source.header_row, source.lines_before
    if row <= 1 and not n:
        return ""
    lines = Text("1 anden linje", "1 other line") if n == 1 else Text(f"{n} andre linjer", f"{n} other lines")
    return str(Text(f", overskrifter i række {row} efter {lines.da}", f", headers in row {row} after {lines.en}"))


def _quality(audit: Audit) -> Iterator[str]:
    found = audit.dataset.quality
    yield bold(f"{Text('Datakvalitet', 'Data quality')}: {len(found)} {Text('fund', 'findings')}")
    for p in found[:SHOWN_QUALITY]:
        where = place_text(p.place)
        yield f"  {p.what}" + (f"  [{where}]" if where else "")
    if len(found) > SHOWN_QUALITY:
        more = len(found) - SHOWN_QUALITY
        yield "  " + str(
            Text(f"og {more} til; se alle med --format json", f"and {more} more; see all with --format json")
        )


def _table(audit: Audit) -> Iterator[str]:
    head = columns()
    rows: list[tuple[tuple[str, ...], bool]] = []
    for theme, lines in by_theme(audit):
        rows.append((cells(theme), True))
        rows += [(cells(x), False) for x in lines]
    widths = [max(len(r[i]) for r, _ in [*rows, (head, True)]) for i in range(len(head))]
    widths[0] = min(widths[0], TITLE_WIDTH)
    yield bold(_row(head, widths))
    yield "-" * (sum(widths) + 2 * (len(widths) - 1))
    for shown, is_theme in rows:
        first, *more = textwrap.wrap(
            shown[0], widths[0], initial_indent="" if is_theme else "  ", subsequent_indent="    "
        )
        text = _row((first, *shown[1:]), widths)
        yield bold(text) if is_theme else text
        yield from more


def cells(x: Line) -> tuple[str, ...]:
    asked = x.judged + x.pending + x.unknown
    if not asked:
        return x.title, str(Text("ikke relevant", "not applicable")), "-", "", "", ""
    return x.title, x.of, x.percent, _some(x.breached), _some(x.pending), _some(x.unknown)


def _some(n: int) -> str:
    return number(n) if n else "-"


def _row(shown: tuple[str, ...], widths: list[int]) -> str:
    rest = (c.rjust(w) for c, w in zip(shown[1:], widths[1:], strict=True))
    return "  ".join((shown[0].ljust(widths[0]), *rest)).rstrip()


def totals(audit: Audit) -> Iterator[str]:
    counts = audit.total()
    whole = line(str(Text("I alt", "Total")), "", counts)
    shown = f" ({rounded(100 * whole.good / whole.judged)} %)" if whole.judged else ""
    yield f"{whole.title}: {whole.of} {Text('overholdt', 'met')}{shown}" + (
        f", {Text('heraf lovligt fraveget', 'of which lawfully excused')} {number(whole.excused)}"
        if whole.excused
        else ""
    )
    yield str(
        Text(
            f"Sager med mindst ét brud: {number(audit.cases_with_breach)} af {number(audit.n_cases)}",
            f"Cases with at least one breach: {number(audit.cases_with_breach)} of {number(audit.n_cases)}",
        )
    )
    for judges, label in _APART.items():
        other = line(str(label), "", audit.total(judges))
        if other.judged:
            yield f"{other.title}: {other.of} {Text('overholdt', 'met')}" + (
                f" ({other.percent})" if other.judged >= MIN_FOR_PERCENT else ""
            )
    found = ", ".join(f"{number(n)} {SEVERITIES[s]}" for s, n in audit.severities().items() if n)
    yield f"{Text('Fund efter alvor', 'Findings by severity')}: {found or Text('ingen', 'none')}"
    if rests := certainty_line(audit, number):
        yield rests
    yield str(
        Text(
            f"Afventer frist: {number(whole.pending)}    Kan ikke vurderes: {number(whole.unknown)} (tæller aldrig som overholdt)",
            f"Deadline not reached: {number(whole.pending)}    Could not be assessed: {number(whole.unknown)} (never counted as met)",
        )
    )


_APART: dict[Judges, Text] = {
    "local_standard": Text(
        "Lokale standarder (ikke lov, ikke medregnet)", "Local standards (not law, not counted above)"
    ),
    "data_quality": Text("Datakvalitet (ikke lov, ikke medregnet)", "Data quality (not law, not counted above)"),
}


def left_out(audit: Audit) -> Iterator[str]:
    """Rules without a line of their own: those that met no unit, and those that the export cannot feed."""
    idle = [r.rule.id for r in audit.results if not asked(r.counts)]
    blind = unfed(audit)
    if idle:
        n = counted(len(idle), Text("regel", "rule"), Text("regler", "rules"))
        yield str(Text(f"{n} uden relevante sager: ", f"{n} without relevant cases: ")) + ", ".join(idle)
    if blind:
        n = counted(len(blind), Text("regel", "rule"), Text("regler", "rules"))
        units = number(sum(r.counts["unknown"] for r in audit.results if r.rule.id in {c.rule.id for c in blind}))
        yield str(
            Text(
                f"{n} ({units} uviste udfald) kan ikke vurderes, for udtrækket mangler felter eller hændelser "
                "(se caseaudit schema coverage): ",
                f"{n} ({units} unknown outcomes) cannot be assessed, for the export lacks fields or events "
                "(see caseaudit schema coverage): ",
            )
        ) + ", ".join(c.rule.id for c in blind)


def _urgent(audit: Audit) -> Iterator[str]:
    first = urgent(audit)
    if not first:
        return
    yield bold(str(Text("Mest akut", "Most urgent")))
    for f in first:
        yield f"  {f.case_id}  {f.rule.id}  ({SEVERITIES[f.severity]})"
        yield f"      {_overdue(f, audit.as_of)}{finding_text(f)}"
    yield ""


def _overdue(f: Finding, as_of: date) -> str:
    if f.reason != "missing" or not f.due_on or f.due_on == f.unit_on:
        return ""
    days = (as_of - date.fromisoformat(f.due_on)).days
    return str(Text(f"{number(days)} dage over fristen. ", f"{number(days)} days overdue. "))


def gate(failed: list[str], passed: str = "") -> Iterator[str]:
    """The verdict. `passed`: what was not found, where that is something else than any finding over the limit."""
    if failed:
        yield red(bold(str(Text("IKKE GODKENDT: ", "NOT PASSED: ")) + "; ".join(failed) + "."))
    else:
        told = passed or str(Text("ingen fund over grænsen.", "no findings over the limit."))
        yield bold(f"{Text('GODKENDT', 'PASSED')}: {told}")


def columns() -> tuple[str, ...]:
    return (
        str(Text("Tema og regel", "Theme and rule")),
        str(Text("Overholdt", "Met")),
        "%",
        str(Text("Brud", "Breach")),
        str(Text("Afventer", "Pending")),
        str(Text("Uvist", "Unknown")),
    )
