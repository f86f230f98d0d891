"""Holds the tables that were read from a report against those that the run demands, and names every place that differs."""

from __future__ import annotations

from dataclasses import dataclass, field

from read_formats import Table, flat
from read_wanted import plain


@dataclass
class Verdict:
    """`compared`: cells held against the JSON; `shown`: those of them that print a number."""

    compared: int = 0
    shown: int = 0
    hidden: int = 0
    faults: list[str] = field(default_factory=list)


def together(table, demands):
    """A workbook's table with `X` and `X (ud af)` as one column again."""
    out, of = demands.w["out"], demands.w["of"]
    split = [n for n, h in enumerate(table.head) if n + 1 < len(table.head) and table.head[n + 1] == h + out]
    if not split:
        return table
    rows = [[_joined(r, n, split, of) for n in range(len(table.head)) if n - 1 not in split] for r in table.rows]
    return Table(table.caption, [h for n, h in enumerate(table.head) if n - 1 not in split], rows)


def _joined(row, n, split, of):
    if n not in split:
        return row[n]
    part, whole = row[n], row[n + 1]
    if whole == "-" or not any(c.isdigit() for c in whole):
        return part  # a dash, a number that is of nothing, or hidden altogether
    return f"{'0' if part == '-' else part} {of} {whole}"


def compare(doc, demands, *, book=False):
    """Every table that the run demands is there once, and no other table with counts; every cell is the run's own."""
    verdict = Verdict()
    wanted = list(demands.tables)
    if book and demands.audience != "team":  # a team has the findings themselves there
        wanted.append(demands.all_checks())
    tables = [together(t, demands) for t in doc.tables]
    known = set()
    for want in wanted:
        found = [t for t in tables if _named(t.caption, want.caption)]
        if not found and (want.may_lack or want.as_list):
            verdict.faults += [f"{want.caption}: {x.labels[0]} is not told" for x in _untold(want, doc)]
            continue
        if len(found) != 1:
            verdict.faults.append(f"{want.caption}: the table stands {len(found)} times, not once")
            continue
        known.add(id(found[0]))
        columns = _columns(found[0].head, want, doc, demands, book=book)
        _table(found[0], want, demands, verdict, columns, shortened=_shortened(want, doc, demands))
    apart = demands.w["no_counts"] | demands.w["findings"]
    for table in tables:
        if id(table) not in known and not any(_named(table.caption, c) for c in apart):
            verdict.faults.append(f"{table.caption}: a table that the run does not demand")
    return verdict


def _named(caption, wanted):
    return caption == wanted or caption.startswith(wanted + ": ")


def _untold(want, doc):
    return [] if want.may_lack else [x for x in want.lines if x.labels[0] not in doc.prose]


def _columns(head, want, doc, demands, *, book):
    """Where each column of the page stands among those demanded; `group` for the one that a workbook has beside them."""
    wanted, given = list(want.head), list(head)
    at = []
    if book and (want.groups or want.by_group) and len(given) >= len(wanted):
        at, given = ["group"], given[1:]
        if not want.groups:
            wanted[0] = None  # the group is itself among the headings
    if _shortened(want, doc, demands) and len(given) < len(wanted):
        wanted = [wanted[0], *wanted[len(wanted) - len(given) + 1 :]]  # the latest quarters
    if given != [h for h in wanted if h is not None]:
        return None
    return at + [want.head.index(h) for h in given]


def _shortened(want, doc, demands):
    """Whether the page says that the workbook holds what it leaves out of this table: checks, or earlier quarters."""
    return want.may_shorten and any(demands.w["elsewhere"] in text for _, text in doc.sections if text)


def _table(table, want, demands, verdict, columns, *, shortened):
    if columns is None:
        verdict.faults.append(f"{want.caption}: the headings are {table.head}, not {want.head}")
        return
    rows = list(_grouped(table.rows, want))
    if columns[0] == "group":
        columns, rows = columns[1:], [(cells[0], cells[1:]) for _, cells in rows]
    first = columns[0]  # 0, or 1 where the group is the first heading
    lines = {(x.group if want.by_group else "", label): x for x in want.lines for label in x.labels}
    done = set()
    for group, cells in rows:
        line = lines.get((group if want.by_group else "", cells[0]))
        place = f"{want.caption} / {group + ' / ' if want.by_group else ''}{cells[0]}"
        if line is None or id(line) in done or len(cells) != len(columns):
            verdict.faults.append(f"{place}: a row that the run does not demand, or that stands twice")
            continue
        done.add(id(line))
        for column, text in zip(columns[1:], cells[1:], strict=True):
            cell = line.cells[column - first - 1]
            _cell(f"{place} / {want.head[column]}", text, cell, demands, verdict)
    missing = [x for x in want.lines if id(x) not in done and not x.optional and not (shortened and x.detail)]
    verdict.faults += [f"{want.caption} / {x.labels[0]}: the row is not there" for x in missing]


def _grouped(rows, want):
    group = ""
    for row in rows:
        if row[0] in want.groups and not any(row[1:]):
            group = row[0]
        else:
            yield group, row


def _cell(place, text, cell, demands, verdict):
    text = plain(flat(text))
    if cell.kind == "numbers":
        right = tuple(part.split()[0] for part in text.split(", ")) == cell.texts if cell.texts else text == "-"
    else:
        right = text in cell.texts or not cell.texts
    verdict.compared += 1
    verdict.hidden += demands.w["hidden"] in text and cell.kind != "text"
    verdict.shown += any(c.isdigit() for c in text)
    if not right:
        verdict.faults.append(f"{place}: it says {text!r}, the run {' or '.join(cell.texts)!r}")
