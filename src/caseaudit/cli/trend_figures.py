"""`caseaudit trend --figure`: a key figure from run to run, as the history kept it, also of runs whose cases are removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from caseaudit.cli import common
from caseaudit.cli.history import named_run, opened, put
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.output import about
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.cli.trend import Options
    from caseaudit.history.breaks import Break
    from caseaudit.history.laid import Laid
    from caseaudit.keyfigures.model import Value

FORMATS = ("table", "csv", "json")
Point = tuple["Laid", "Value | None"]


def run_trend_figures(options: Options) -> int:
    """Tell the figures that were asked for, one after the other."""
    from caseaudit.history.series import trend
    from caseaudit.keyfigures.definitions import definitions
    from caseaudit.runs.keptfigures import values_of

    common.choice(options.format, "--format", FORMATS)
    if options.by or options.rules or options.themes:
        raise UsageError(Problem("trend_figure_alone"))
    chosen = [common.choice(f, "--figure", tuple(definitions())) for f in dict.fromkeys(options.figures)]
    folder = common.runs_folder(options.runs, common.config())
    with opened(folder) as store:
        like = named_run(store, options.like) if options.like else None
        found = trend(store, like=like, last=options.last)
        if not found.laid:
            raise UsageError(Problem("trend_no_runs"))
        kept = [values_of(store.figures(x.run.id)) for x in found.laid]
    about.run(found.laid[-1].run.id, folder)
    told = {f: [(x, v.get(f)) for x, v in zip(found.laid, kept, strict=True)] for f in chosen}
    system = [b for b in found.breaks if b.kind in ("system", "told")]
    text = {"table": _table, "csv": _csv, "json": _json}[options.format](told, system)
    put(text, options.output, options.format)
    return Exit.OK


def _table(told: dict[str, list[Point]], breaks: Sequence[Break]) -> str:
    from caseaudit.dates import show
    from caseaudit.keyfigures.definitions import definitions
    from caseaudit.keyfigures.wording import value_text
    from caseaudit.privacy import mask

    never = str(Text("ikke gemt", "not kept"))
    lines: list[str] = []
    for figure, points in told.items():
        lines += ["", str(definitions()[figure].title)] if lines else [str(definitions()[figure].title)]
        for n, (x, v) in enumerate(points):
            lines += [f"  | {b.what}" for b in breaks if b.at == n]
            of = f"  ({Text('af', 'of')} {v.denominator})" if v and v.denominator is not None else ""
            lines.append(f"  {show(x.on)}  {never if v is None else value_text(v)}{of}")
    return "".join(f"{mask(line)}\n" for line in lines)


def _record(figure: str, x: Laid, v: Value | None) -> dict[str, Any]:
    from caseaudit.keyfigures.definitions import definitions
    from caseaudit.keyfigures.records import told

    return {
        "figure": figure,
        "on": x.on.isoformat(),
        "run": x.run.id,
        "value": None if v is None else told(v),
        "unit": definitions()[figure].unit,
        "numerator": v.numerator if v else None,
        "denominator": v.denominator if v else None,
        "missing": v.missing if v else None,
        "system": x.run.system,
    }


def _json(told: dict[str, list[Point]], breaks: Sequence[Break]) -> str:
    data = {
        "schema_version": 1,
        "figures": {f: [_record(f, x, v) for x, v in points] for f, points in told.items()},
        "breaks": [{"kind": b.kind, "at": b.at, "on": b.on.isoformat(), "what": b.what} for b in breaks],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _csv(told: dict[str, list[Point]], breaks: Sequence[Break]) -> str:
    from caseaudit.history.cells import csv_text

    rows = [
        {**_record(f, x, v), "break": "; ".join(b.what for b in breaks if b.at == n)}
        for f, points in told.items()
        for n, (x, v) in enumerate(points)
    ]
    return csv_text(list(rows[0]), (list(r.values()) for r in rows))
