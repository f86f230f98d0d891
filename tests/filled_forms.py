"""A small round with its real forms, filled in as a reader would, for tests of what comes back.

Two reviewers, eight cases, five points each; cases 1-2 are read by both. Forms come from the project's own writer.
"""

from __future__ import annotations

import io
import subprocess
import warnings
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from caseaudit.review.form_book import Setting, form_book
from caseaudit.review.keys import make_key, split_key, unit_key
from caseaudit.review.model import Entry, Fact, Point, Reviewer, Round
from caseaudit.review.store import start
from caseaudit.sample.model import Item
from caseaudit.texts import Text

CODE = "7QK2M9XD"
HEAD = {
    "da": {"answer": "Svar", "reason": "Årsag", "comment": "Bemærkning"},
    "en": {"answer": "Answer", "reason": "Reason", "comment": "Comment"},
}
FINAL = {"answer": "Endeligt svar", "reason": "Årsag", "comment": "Bemærkning", "initials": "Initialer"}
POINTS = tuple(
    Point(
        id=name,
        source=source,
        theme="plan",
        step="plan",
        scale=scale,
        da=f"{da}?",
        en=f"{en}?",
        guidance_da="Se i planen.",
    )
    for name, source, scale, da, en in (
        ("plan-before-decision", "rule", "yes_no", "Forelå planen", "Was the plan there"),
        ("child-heard", "rule", "yes_no", "Blev barnet hørt", "Was the child heard"),
        ("goals-are-concrete", "question", "degree", "Er målene konkrete", "Are the goals concrete"),
        ("reasons-are-given", "question", "yes_no", "Er der begrundet", "Are reasons given"),
        ("follow-up-in-time", "rule", "yes_no", "Er der fulgt op", "Was it followed up"),
    )
)
ITEMS = tuple(range(1, 9))
MINE = {"AB": (1, 2, 3, 4, 5), "CD": (1, 2, 6, 7, 8)}


def case_id(item):
    return f"S-{1250 + item}"


def round_of(*, layout="case", lang="da", code=CODE, name="2026-r1", reviewers=MINE, digest="d1"):
    """The round; `code` stands in every key."""
    entries = tuple(
        Entry(
            key=make_key(code, item, p.id, unit_key("decision", f"{item}/decision/1")),
            item=item,
            case_id=case_id(item),
            point=p.id,
            unit_kind="decision",
            unit_id=f"{item}/decision/1",
            unit_on=date(2026, 3, item),
            about_da=f"Afgørelse 0{item}-03-2026",
            about_en=f"Decision 2026-03-0{item}",
            law=("BL-91-2",),
            facts=(Fact(da="Plan 01-02-2026", en="Plan 2026-02-01"),),
        )
        for item in ITEMS
        for p in POINTS
    )
    return Round(
        id=name,
        form_code=code,
        sample="2026",
        run="run-1",
        created=datetime(2026, 11, 1, 12, tzinfo=UTC),
        due=date(2026, 12, 15),
        lang=lang,
        layout=layout,
        points=POINTS,
        entries=entries,
        reviewers=tuple(Reviewer(code=c, unit="", items=i) for c, i in reviewers.items()),
        double=(1, 2),
        rules_digest=digest,
    )


@cache
def form_bytes(layout="case", lang="da", code=CODE, reviewer="AB", digest="d1"):
    items = {n: Item(number=n, case_id=case_id(n), uniform=n / 10) for n in ITEMS}
    asked = round_of(layout=layout, lang=lang, code=code, digest=digest)
    return form_book(asked, reviewer, Setting(items, {"plan": Text("Plan", "Plan")}))


class Form:
    """A form that is open in a spreadsheet. Rows are named by (item, number of the point), columns by their meaning."""

    def __init__(self, data, names=HEAD["da"]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = load_workbook(io.BytesIO(data))
        self._names = names

    def head(self, sheet):
        """The row of headings, and the columns they name."""
        for row in sheet.iter_rows():
            found = {n: c.column for c in row for n, w in self._names.items() if c.value == w}
            if len(found) == len(self._names):
                return row[0].row, found
        return 0, {}

    def find(self, item, point):
        """The sheet and row of an entry, and the cell of its key."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    key = split_key(str(cell.value or ""))
                    if key and key.item == item and key.point == POINTS[point].id:
                        return sheet, cell.row, cell
        raise KeyError((item, point))

    def cell(self, item, point, name="answer"):
        sheet, row, _ = self.find(item, point)
        return sheet.cell(row, self.head(sheet)[1][name])

    def put(self, item, point, answer, comment=None, reason=None):
        """Fill in one row, and return where: `Sag 01!F8`."""
        cell = self.cell(item, point)
        cell.value = answer
        if comment is not None:
            self.cell(item, point, "comment").value = comment
        if reason is not None:
            self.cell(item, point, "reason").value = reason
        return f"{cell.parent.title}!{cell.coordinate}"

    def at(self, item, point, name="answer"):
        cell = self.cell(item, point, name)
        return f"{cell.parent.title}!{cell.coordinate}"

    def fill(
        self, items, words=("Ja", "Nej", "Høj grad", "Ikke relevant", "Kan ikke vurderes"), reason="Uklar journal"
    ):
        """Answer everything, a different word for each point; the comments that are needed come along."""
        for item in items:
            for n, word in enumerate(words):
                said = "Ikke fundet." if n in (1, 4) else None
                self.put(item, n, word, said, reason if n == 4 else None)
        return self

    def save(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path

    def bytes(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def blank(layout="case", lang="da", reviewer="AB", code=CODE, digest="d1"):
    return Form(form_bytes(layout, lang, code, reviewer, digest), HEAD[lang])


def filled(layout="case", reviewer="AB", code=CODE):
    """The form with all 25 answers."""
    return blank(layout, reviewer=reviewer, code=code).fill(MINE[reviewer])


def begin(reviews, **how):
    """Start the round on disk."""
    return start(reviews, round_of(**how))


def convert(path, kind):
    """Open and save with LibreOffice, as another format."""
    folder = path.parent / kind
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=120)
    return Path(folder) / f"{path.stem}.{kind}"
