"""The agenda of a review of cases: each case once, the gravest first, with what is missing, what is next and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from caseaudit.audit import gravity
from caseaudit.dates import show
from caseaudit.model.outcomes import SEVERITIES
from caseaudit.output.wording import days_text
from caseaudit.privacy import mask
from caseaudit.texts import Text
from caseaudit.worklist.model import STATUSES
from caseaudit.worklist.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from caseaudit.audit import Audit
    from caseaudit.worklist.model import Entry, Item, Pile, Worklist

WIDTHS = {
    "case": 19.0,
    "whose": 14.0,
    "severity": 10.0,
    "steps": 62.0,
    "next": 34.0,
    "followed": 12.5,
    "written": 34.0,
    "agreed": 30.0,
}
ABOUT = Text(
    "De alvorligste sager først. Skriv det aftalte på arbejdslisten bagefter, så det følger med; dette ark læses ikke ind.",
    "The gravest cases first. Write what is agreed on the work list afterwards, so that it goes along; this sheet is not read.",
)


@dataclass(frozen=True)
class CaseLine:
    """One case to talk about."""

    case_id: str
    whose: str
    severity: str
    steps: tuple[str, ...]
    due: tuple[str, ...]
    followed: str
    written: tuple[str, ...]

    @property
    def cells(self) -> dict[str, str]:
        return {
            "case": self.case_id,
            "whose": self.whose,
            "severity": self.severity,
            "steps": "\n".join(f"- {s}" for s in self.steps),
            "next": "\n".join(f"- {s}" for s in self.due),
            "followed": self.followed,
            "written": "\n".join(self.written),
            "agreed": "",
        }


def last_followed(audit: Audit) -> dict[str, date]:
    """For each case the day of its last follow-up, up to the day of the run."""
    import pandas as pd

    events = audit.dataset.events
    mine = events[
        (events["type"].astype(str) == "follow_up") & (events["at"] < pd.Timestamp(audit.as_of) + pd.Timedelta(days=1))
    ]
    if mine.empty:
        return {}
    latest = mine.assign(case=mine["case_id"].astype(str)).groupby("case")["at"].max()
    return {mask(str(k)): v.date() for k, v in latest.items()}


def lines(worklist: Worklist, pile: Pile, followed: Mapping[str, date]) -> tuple[CaseLine, ...]:
    """The cases of a list in the order of the talk."""
    cases: dict[str, list[Item]] = {}
    for item in pile.items:
        if item.row.case_id and (item.row.section != "learning" or item.entry.written.anything):
            cases.setdefault(item.row.case_id, []).append(item)
    ranked = sorted(cases.items(), key=lambda c: (_rank(c[1]), c[0]))
    return tuple(_line(worklist, case_id, items, followed.get(case_id)) for case_id, items in ranked)


def _rank(items: Sequence[Item]) -> tuple[int, int]:
    missing = [i for i in items if i.row.section == "overdue"]
    return min((gravity(i.row.severity) for i in missing), default=len(SEVERITIES)), -len(missing)


def _line(worklist: Worklist, case_id: str, items: Sequence[Item], followed: date | None) -> CaseLine:
    missing = [i for i in items if i.row.section == "overdue"]
    soon = sorted(
        (i for i in items if i.row.section == "soon"), key=lambda i: (i.row.due_on or worklist.as_of, i.row.title)
    )
    data = [i for i in items if i.row.section == "data"]
    steps = [_step(i) for i in missing]
    if data:
        n = len(data)
        steps.append(str(Text(f"{n} fejl i data", f"{n} faults in the data")))
    first = items[0].row
    gravest = min((i.row.severity for i in missing), key=gravity, default="")
    return CaseLine(
        case_id,
        first.team if worklist.by == "caseworker" else first.caseworker,
        str(SEVERITIES[gravest]).capitalize() if gravest else "",
        tuple(steps),
        tuple(f"{show(i.row.due_on)}: {i.row.title}" for i in soon if i.row.due_on),
        show(followed) if followed else str(Text("ingen registreret", "none recorded")),
        tuple(dict.fromkeys(t for i in items if (t := said(i.entry)))),
    )


def _step(item: Item) -> str:
    days = item.row.days
    over = f" ({days_text(days)} {Text('over fristen', 'overdue')})" if days and days > 0 else ""
    return f"{item.row.what}{over}"


def said(entry: Entry) -> str:
    """`I gang, AB: indkaldt til møde`; "" where nothing was written."""
    w = entry.written
    if not w.anything:
        return ""
    head = ", ".join(x for x in (str(STATUSES[w.status]), w.responsible) if x)
    return f"{head}: {w.comment}" if w.comment else head


def columns(worklist: Worklist) -> list[tuple[str, str, float]]:
    """Name, heading and width."""
    whose = "team" if worklist.by == "caseworker" else "caseworker"
    return [(n, str(WORDS[whose if n == "whose" else n]), w) for n, w in WIDTHS.items()]


def book(worklist: Worklist, pile: Pile, cases: Sequence[CaseLine]) -> bytes:
    """The agenda of one list as a workbook to be printed."""
    from datetime import datetime, time

    from xlsxwriter import Workbook

    from caseaudit.review.form_fit import clean, height
    from caseaudit.review.form_style import GREY, Style, on_paper
    from caseaudit.worklist.book import label

    out = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = Workbook(out, {"in_memory": True, **safe})
    made.set_properties({"title": str(WORDS["agenda"]), "created": datetime.combine(worklist.as_of, time.min)})
    style, sheet = Style(made), made.add_worksheet(str(Text("Dagsorden", "Agenda")))
    on_paper(sheet, f"{WORDS['agenda']}: {label(pile)}", f"{WORDS['run']} {worklist.run}")
    sheet.write_string(0, 0, f"{WORDS['agenda']}: {label(pile)}", style.title)
    sheet.set_row(0, 22)
    told = Text(f"{len(cases)} sager.", f"{len(cases)} cases.")
    sheet.write_string(1, 0, f"{WORDS['as_of']} {show(worklist.as_of)}. {told} {ABOUT}", style.get(font_color=GREY))
    shown = columns(worklist)
    for at, (_, title, width) in enumerate(shown):
        sheet.set_column(at, at, width)
        sheet.write_string(3, at, title, style.head)
    sheet.set_row(3, 32)
    for row, case in enumerate(cases, 4):
        cells = case.cells
        sheet.set_row(row, height([(clean(cells[n]), w) for n, _, w in shown], 30))
        for at, (name, _, _) in enumerate(shown):
            sheet.write_string(row, at, clean(cells[name]), style.open if name == "agreed" else style.cell)
    last = 3 + max(len(cases), 1)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.autofilter(3, 0, last, len(shown) - 1)
    sheet.print_area(0, 0, last, len(shown) - 1)
    made.close()
    return out.getvalue()


def page(worklist: Worklist, piles: Sequence[tuple[Pile, Sequence[CaseLine]]]) -> str:
    """The agendas of all lists as one page, folded."""
    from caseaudit.worklist.book import label
    from caseaudit.worklist.page import render

    head = [(n, t) for n, t, _ in columns(worklist)]
    return render(
        "agenda.html.j2",
        title=str(WORDS["agenda"]),
        town=worklist.municipality,
        about=f"{WORDS['as_of']} {show(worklist.as_of)}. {ABOUT}",
        restricted=worklist.by == "caseworker",
        head=head,
        piles=[{"name": label(p), "cases": list(cases)} for p, cases in piles],
    )
