"""`caseaudit review compare`: how far two blind readings agree, per point and in all, and what to do about it."""

from __future__ import annotations

import csv
import io
import json
import sys
import textwrap
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.review_common import WIDTH, kept_round
from caseaudit.errors import Exit
from caseaudit.review.estimate_model import FEWEST
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.review.agreement import Agreement, Compared, Disagreement
    from caseaudit.review.model import Value
    from caseaudit.statistics.proportion import Interval

FORMATS = ("table", "json", "csv")
_ID, _ADVICE = 24, 14
_VALUES: dict[Value, Text] = {
    "yes": Text("ja", "yes"),
    "no": Text("nej", "no"),
    "low": Text("lav grad", "low degree"),
    "some": Text("nogen grad", "some degree"),
    "high": Text("høj grad", "high degree"),
    "not_relevant": Text("ikke relevant", "not relevant"),
    "cannot_judge": Text("kan ikke vurderes", "cannot be judged"),
}


def run_compare(readers: Sequence[str], round_: str, reviews: Path | None, format_: str, *, cases: bool) -> int:
    """Print the agreement of a round. Differences are no fault of the data: the exit code is 0."""
    from caseaudit.review.agreement import compare
    from caseaudit.review.final import finals
    from caseaudit.review.results_json import compared, csv_rows

    common.choice(format_, "--format", FORMATS)
    kept = kept_round(round_, reviews)
    asked = kept.round()
    found = compare(asked, finals(asked, kept.answers()), readers)
    if format_ == "json":
        print(
            json.dumps(
                {"schema_version": 1, "round": asked.id, **compared(found, cases=cases)}, ensure_ascii=False, indent=1
            )
        )
    elif format_ == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(csv_rows(found))
        sys.stdout.write(out.getvalue())
    else:
        for line in table(found, asked.id, cases=cases):
            print(line)
    return Exit.OK


def table(c: Compared, round_: str, *, cases: bool) -> Iterator[str]:
    """What a terminal of 80 columns shows."""
    who = " / ".join(c.readers)
    yield console.bold(f"{Text('Enighed i dobbelt gennemgang', 'Agreement of blind double review')}: {who or round_}")
    if c.points:
        yield from _measured(c)
    else:
        yield str(Text("Ingen svar er givet af to uafhængigt.", "No answer was given by two independently."))
    if c.calibration:
        yield ""
        yield console.bold(
            str(Text("Fælles øvelse (alle læser; regnes ikke med)", "Calibration (all read; not counted)"))
        )
        for a in c.calibration:
            yield from _wrapped(_name(a), f"{_of(a.same, a.pairs):>9}", "")
    yield ""
    yield from _differing(c, cases=cases)


def _measured(c: Compared) -> Iterator[str]:
    ci = Text("AC1, 95 pct.", "AC1, 95 %")
    yield f"{Text('Kontrolpunkt', 'Point')!s:<{_ID}}  {Text('Ens svar', 'Same')!s:>9}  {'Kappa':>5}  {'AC1':>5}  {ci!s:<12}  {Text('Læsning', 'Reading')}"
    for a in c.points:
        yield from _line(a)
    yield "-" * WIDTH
    for a in c.totals:
        yield from _line(a)
    yield ""
    if any(a.kappa is None and a.pairs >= FEWEST for a in (*c.points, *c.totals)):
        yield from _said(
            Text(
                "- under Kappa: kan ikke beregnes, fordi alle svar er ens.",
                "- under Kappa: cannot be computed, since all answers are the same.",
            )
        )
    yield from _said(
        Text(
            "AC1 er det tal, der skal ses på: Kappa falder, når næsten alle svar er ens. Spændet kræver mindst 10 sager og "
            "mindst én uenighed; svar om samme sag regnes sammen. Under 5 vises kun antallet. Grader vejes efter afstand.",
            "AC1 is the number to look at: kappa falls when nearly all answers are the same. An interval takes at least 10 "
            "cases and one difference; answers about a case are kept together. Under 5, only the count is shown. Degrees "
            "are weighted by distance.",
        )
    )


def _line(a: Agreement) -> Iterator[str]:
    kappa, ac1 = (_two(a.kappa), _two(a.ac1)) if a.pairs >= FEWEST else ("", "")
    numbers = f"{_of(a.same, a.pairs):>9}  {kappa:>5}  {ac1:>5}  {_between(a.ac1_interval):<12}"
    yield from _wrapped(_name(a), numbers, str(a.reading))


def _wrapped(name: str, numbers: str, last: str) -> Iterator[str]:
    left = textwrap.wrap(name, _ID, break_long_words=True) or [""]
    right = textwrap.wrap(last, _ADVICE) or [""]
    for n in range(max(len(left), len(right))):
        first, then = (left[n] if n < len(left) else ""), (right[n] if n < len(right) else "")
        yield f"{first:<{_ID}}  {numbers if n == 0 else ' ' * len(numbers)}  {then}".rstrip()


def _name(a: Agreement) -> str:
    if a.point:
        return a.point.id
    return str(Text("I alt, grad", "All, degree") if a.scale == "degree" else Text("I alt, ja/nej", "All, yes/no"))


def _of(same: int, pairs: int) -> str:
    return f"{same} {Text('af', 'of')} {pairs}"


def _two(value: float | None) -> str:
    from caseaudit.review.wording import decimal

    return "-" if value is None else str(decimal(value))


def _between(i: Interval | None) -> str:
    return "" if i is None else f"{_two(i.low)} - {_two(i.high)}"


def _differing(c: Compared, *, cases: bool) -> Iterator[str]:
    n, settled = len(c.disagreements), sum(d.settled for d in c.disagreements)
    if not n:
        yield str(Text("Ingen uenigheder.", "No differences."))
        return
    yield str(Text(f"{n} uenigheder, {settled} afklaret.", f"{n} differences, {settled} settled."))
    if cases:
        for d in c.disagreements:
            yield _difference(d)
    elif n > settled:
        yield str(
            Text(
                "Lav afklaringsskema: caseaudit review resolve", "Make a form to settle them: caseaudit review resolve"
            )
        )
    if not cases:
        yield str(
            Text("Se sagerne: caseaudit review compare --cases", "See the cases: caseaudit review compare --cases")
        )


def _difference(d: Disagreement) -> str:
    values = f" {Text('mod', 'against')} ".join(sorted(str(_VALUES[v]) for v in (d.first.value, d.second.value)))
    end = f" ({Text('afklaret', 'settled')}: {_VALUES[d.final.value]})" if d.settled and d.final.value else ""
    return textwrap.fill(
        f"{d.final.entry.case_id}  {d.final.entry.point}: {values}{end}", WIDTH, initial_indent="  ",
        subsequent_indent="      ", break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _said(text: Text) -> Iterator[str]:
    yield from textwrap.wrap(str(text), WIDTH)
