"""The list of a sample as rows, for the workbook, a CSV file or JSON; and the line of reserves behind it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.output.records import harmless
from caseaudit.privacy import mask
from caseaudit.sample import words
from caseaudit.sample.why import why
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.sample.model import Item, Sample

Value = str | int | float


@dataclass(frozen=True)
class Table:
    """Headings and rows. `widths` in characters, as a workbook takes them."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]


def drawn_table(sample: Sample) -> Table:
    """What is read, in the order it is read; what was withdrawn stays, and says so."""
    events = sample.unit_kind != "case"
    parts = len(sample.strata) > 1
    columns: list[tuple[Text, int]] = [(Text("Nr.", "No."), 6), (Text("Sag", "Case"), 24)]
    columns += [(Text("Det, der læses", "What is read"), 46)] if events else []
    columns += [(Text("Enhed", "Unit"), 18), (Text("Team", "Team"), 16), (Text("Målgruppe", "Target group"), 15)]
    columns += [(Text("Del", "Part"), 26)] if parts else []
    columns += [(Text("Hvorfor", "Why"), 64), (Text("Chance", "Chance"), 9), (Text("Status", "Status"), 28)]
    rows = []
    for i in sample.items:
        row: list[Value] = [i.number, i.case_id]
        row += [words.about(i)] if events else []
        row += [i.unit, i.team, i.target_group]
        row += [i.stratum] if parts else []
        row += [why(i, sample), "" if i.probability is None else i.probability, _read(i)]
        rows.append(tuple(mask(v) if isinstance(v, str) else v for v in row))
    return _table(str(Text("Stikprøve", "Sample")), columns, rows)


def line_table(sample: Sample) -> Table:
    """The line: first those drawn, then those who are next; by part."""
    events, parts = sample.unit_kind != "case", len(sample.strata) > 1
    columns: list[tuple[Text, int]] = [(Text("Del", "Part"), 26)] if parts else []
    columns += [(Text("Plads", "Place"), 8), (Text("Sag", "Case"), 24)]
    columns += [(Text("Det, der læses", "What is read"), 46)] if events else []
    columns += [
        (Text("Enhed", "Unit"), 18),
        (Text("Status", "Status"), 34),
        (Text("Tal fra frøet", "Number from the seed"), 20),
    ]
    place = {s.label: n for n, s in enumerate(sample.strata)}
    everybody = sorted(
        (i for i in (*sample.items, *sample.reserve) if i.rank), key=lambda i: (place.get(i.stratum, 0), i.rank)
    )
    rows = []
    for i in everybody:
        row: list[Value] = [i.stratum] if parts else []
        row += [i.rank, i.case_id]
        row += [words.about(i)] if events else []
        row += [i.unit, _status(i), round(i.uniform, 12)]
        rows.append(tuple(mask(v) if isinstance(v, str) else v for v in row))
    return _table(str(Text("Rækkefølge", "Line")), columns, rows)


def _table(title: str, columns: list[tuple[Text, int]], rows: list[tuple[Value, ...]]) -> Table:
    """Columns as wide as what stands in them, up to the width given, so that a printed page is not small for nothing."""
    widths = []
    for at, (heading, most) in enumerate(columns):
        longest = max((len(v) if isinstance(v, str) else 8 for v in (row[at] for row in rows)), default=0)
        widths.append(max(len(str(heading)) + 4, min(most, longest + 2)))
    return Table(title, tuple(str(c) for c, _ in columns), tuple(widths), tuple(rows))


def _read(i: Item) -> str:
    return words.withdrawn(i) if i.withdrawn else str(Text("Læses", "Read"))


def _status(i: Item) -> str:
    if not i.number:
        return str(Text("Næste i rækken", "Next in line"))
    if i.withdrawn:
        return words.withdrawn(i)
    return str(Text(f"Nr. {i.number} i stikprøven", f"No. {i.number} of the sample"))


def as_csv(sample: Sample) -> str:
    """For Danish Excel: semicolons, a decimal mark of the language, and no cell that Excel would run as a formula."""
    table = drawn_table(sample)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([harmless(v) if isinstance(v, str) else _number(v) for v in row])
    return out.getvalue()


def _number(value: float) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.6g}"
    return str(Text(text.replace(".", ","), text))


def as_json(sample: Sample) -> str:
    """The record, with the sentence why on every item; keys are English in both languages."""
    record = json.loads(sample.model_dump_json())
    for i, kept in zip(sample.items, record["items"], strict=True):
        kept["why"] = why(i, sample)
    return json.dumps(_masked(record), ensure_ascii=False, indent=1) + "\n"


def _masked(value: Any) -> Any:
    """The same with texts masked: never numbers and check sums, which must stay as they are."""
    if isinstance(value, dict):
        return {k: v if k in ("data_digest", "rules_digest") else _masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_masked(v) for v in value]
    return mask(value) if isinstance(value, str) else value
