"""`caseaudit review status`, `recheck` and `export`: how far a round is, what has changed since, and all of it as a table."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.review_common import WIDTH, kept_round
from caseaudit.errors import Exit, Problem, UsageError
from caseaudit.output.numbers import counted
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.review.model import Answers, Round
    from caseaudit.review.recheck import Change, Outdated
    from caseaudit.review.status import ReviewerStatus, Status

FORMATS = ("table", "json")


def run_status(round_: str, reviews: Path | None, as_of: str, format_: str) -> int:
    """Print how far the round has come. What is lacking is no fault: the exit code is 0."""
    from caseaudit.review.status import status

    common.choice(format_, "--format", FORMATS)
    kept = kept_round(round_, reviews)
    found = status(kept.round(), kept.answers(), common.day(as_of))
    if format_ == "json":
        print(json.dumps(found.record(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_status_lines(found)))
        console.say(_next(found))
    return Exit.OK


def _status_lines(s: Status) -> Iterator[str]:
    from caseaudit.dates import show

    due = f", {Text('frist', 'due')} {show(s.due)} ({_left(s.days_left or 0)})" if s.due else ""
    yield f"{Text('Gennemgang', 'Round')} {s.round}{due}"
    yield ""
    widths = (max(6, *(len(r.code) for r in s.reviewers)), 12, 15, 12, 12)
    titles = (
        Text("Læser", "Reader"),
        Text("Sager færdig", "Cases done"),
        Text("Svar", "Answers"),
        Text("Uden bem.", "No comment"),
        Text("Læst af flere", "Read by more"),
    )
    yield _row([str(t) for t in titles], widths)
    yield "-" * min(WIDTH, sum(widths) + 3 * (len(widths) - 1) + 2)
    for r in s.reviewers:
        yield _row(_reviewer(r), widths)
    answered = f"{s.answered} {_OF} {s.expected}"
    items = f"{sum(r.items_done for r in s.reviewers)} {_OF} {sum(r.items for r in s.reviewers)}"
    missing = str(sum(r.missing_comments for r in s.reviewers) or "-")
    if len(s.reviewers) > 1:
        yield _row([str(Text("I alt", "In all")), items, answered, missing, ""], widths)
    if s.disagreements or s.resolved:
        yield ""
        da = f"Uenigheder: {s.disagreements + s.resolved}, heraf {s.resolved} afklaret."
        yield str(Text(da, f"Disagreements: {s.disagreements + s.resolved}, of these {s.resolved} settled."))


_OF = Text("af", "of")


def _row(cells: list[str], widths: tuple[int, ...]) -> str:
    first, *rest = cells
    return (
        f"{first:<{widths[0]}}   " + "   ".join(f"{c:>{w}}" for c, w in zip(rest, widths[1:], strict=True))
    ).rstrip()


def _reviewer(r: ReviewerStatus) -> list[str]:
    both = f"{r.double_done} {_OF} {r.double}" if r.double else "-"
    return [
        r.code,
        f"{r.items_done} {_OF} {r.items}",
        f"{r.answered} {_OF} {r.expected}",
        str(r.missing_comments or "-"),
        both,
    ]


def _left(days: int) -> str:
    if days == 0:
        return str(Text("i dag", "today"))
    n = abs(days)
    told = counted(n, Text("dag", "day"), Text("dage", "days"))
    return str(Text(f"om {told}", f"in {told}") if days > 0 else Text(f"{told} over", f"{told} over"))


def _next(s: Status) -> str:
    if not s.done:
        what = Text("caseaudit review import MAPPE", "caseaudit review import DIR")
    elif s.disagreements:
        what = Text("caseaudit review compare, derefter resolve", "caseaudit review compare, then resolve")
    else:
        what = Text("caseaudit review result", "caseaudit review result")
    return f"\n{Text('Næste', 'Next')}: {what}"


@dataclass(frozen=True)
class RecheckOptions:
    """The command line of `recheck`, as given."""

    round: str = ""
    reviews: Path | None = None
    run: str = ""
    runs: Path | None = None
    rule_dirs: tuple[Path, ...] = ()
    format: str = "table"


def run_recheck(options: RecheckOptions) -> int:
    """Look for what has changed since the forms went out; 1 when answers should be looked at again, 3 when the archive is spoilt."""
    from caseaudit.review.recheck_archive import archive_problems

    common.choice(options.format, "--format", FORMATS)
    kept = kept_round(options.round, options.reviews)
    asked, answers = kept.round(), kept.answers()
    spoilt = archive_problems(kept, asked, answers)
    newer, found = _changed(asked, options)
    if options.format == "json":
        print(json.dumps(_recheck_record(asked, answers, newer, found, spoilt), ensure_ascii=False, indent=1))
    else:
        for line in _recheck_lines(asked, answers, newer, found):
            print(line)
    if spoilt:
        console.show_problems(spoilt)
        return Exit.DATA
    return Exit.FINDINGS if found else Exit.OK


def _changed(asked: Round, options: RecheckOptions) -> tuple[str, tuple[Outdated, ...]]:
    """The run that the round is held against, and the entries whose grounds have changed."""
    from caseaudit import runs as store
    from caseaudit.review.points import load_library
    from caseaudit.review.recheck import bearing, outdated

    settings = common.config()
    folder = common.runs_folder(options.runs, settings)
    now = store.named(folder, options.run) if options.run else store.latest(folder)
    if now.id == asked.run:
        return now.id, ()
    before = store.named(folder, asked.run)
    book = common.rulebook(options.rule_dirs, settings)
    library = load_library(book, (*settings.rules, *options.rule_dirs))
    models = {**{r.id: r for r in book.rules}, **{i: q.question for i, q in library.questions.items()}}
    looks_at = {p.id: bearing(models[p.id]) for p in asked.points if p.id in models}
    return now.id, outdated(asked, before.dataset(), now.dataset(), looks_at)


def _recheck_lines(asked: Round, answers: Answers, newer: str, found: tuple[Outdated, ...]) -> Iterator[str]:
    import textwrap

    from caseaudit.privacy import mask

    forms = len({i.sha256 for i in answers.imported})
    yield str(Text(f"Arkivet: {forms} skemaer, {len(answers.answers)} svar efterset.",
                   f"The archive: {forms} forms, {len(answers.answers)} answers checked."))  # fmt: skip
    if newer == asked.run:
        yield str(Text(f"Data: ingen kørsel efter {newer}.", f"Data: no run after {newer}."))
        return
    cases = len({o.entry.case_id for o in found})
    told = counted(cases, Text("sag", "case"), Text("sager", "cases"))
    yield str(
        Text(
            f"Data: {asked.run} mod {newer}.\n{len(found)} kontrolpunkter i {told} bør ses igen.",
            f"Data: {asked.run} against {newer}.\n{len(found)} control points in {told} should be looked at again.",
        )
    )
    answered = {a.key for a in answers.answers}
    for case, pile in groupby(found, key=lambda o: o.entry.case_id):
        yield f"\n  {mask(case)}"
        for o in pile:
            mark = "" if o.entry.key in answered else str(Text(" (ikke besvaret)", " (not answered)"))
            text = f"{o.entry.point}: {', '.join(_what(c) for c in o.changes)}{mark}"
            yield textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="      ")


def _what(c: Change) -> str:
    from caseaudit.model.tables import EVENT_TYPES

    label = EVENT_TYPES[c.event_type].label if c.event_type in EVENT_TYPES else Text("", "")
    times = f" ({c.n})" if c.n > 1 else ""
    words = {
        "case_gone": Text("sagen er ikke længere i data", "the case is no longer in the data"),
        "unit_gone": Text(f"{label.da} er ikke længere i data", f"{label.en} is no longer in the data"),
        "case_changed": Text("fødselsdatoen er ændret", "the birth date has changed"),
        "event_new": Text(f"ny: {label.da}{times}", f"new: {label.en}{times}"),
        "event_gone": Text(f"slettet: {label.da}{times}", f"deleted: {label.en}{times}"),
        "event_changed": Text(f"ændret: {label.da}{times}", f"changed: {label.en}{times}"),
    }
    return str(words[c.kind])


def _recheck_record(
    asked: Round, answers: Answers, newer: str, found: tuple[Outdated, ...], spoilt: list[Problem]
) -> dict[str, Any]:
    answered = {a.key for a in answers.answers}
    return {
        "schema_version": 1,
        "round": asked.id,
        "run": asked.run,
        "against": newer,
        "archive": [{"code": p.code, "file": p.place.file, "message": p.what} for p in spoilt],
        "look_again": [
            {
                "item": o.entry.item,
                "case_id": o.entry.case_id,
                "point": o.entry.point,
                "unit_kind": o.entry.unit_kind,
                "unit_on": o.entry.unit_on.isoformat() if o.entry.unit_on else "",
                "answered": o.entry.key in answered,
                "changes": [{"kind": c.kind, "event_type": c.event_type, "n": c.n} for c in o.changes],
            }
            for o in found
        ],
    }


def run_export(round_: str, reviews: Path | None, output: str, format_: str, *, comments: bool) -> int:
    """Write all answers as a table; the format follows the name of the file unless it is given."""
    from caseaudit.output.files import whole_bytes
    from caseaudit.review.export import FORMATS as KNOWN
    from caseaudit.review.export import table

    named = format_ or Path(output).suffix.lower().lstrip(".") or "csv"
    kind = common.choice(named, "--format", KNOWN)
    kept = kept_round(round_, reviews)
    answers = kept.answers()
    data = table(kept.round(), answers, kind, comments=comments)
    if output == "-":
        if kind == "xlsx":
            raise UsageError(Problem("bad_choice", values={"value": "-", "option": "--output", "known": "FIL.xlsx"}))
        sys.stdout.write(data.decode("utf-8-sig"))
        return Exit.OK
    whole_bytes(Path(output), data)
    print(Path(output).as_posix())
    n = len(answers.answers)
    console.say(
        str(
            Text(
                f"{n} svar{'' if comments else ', uden bemærkninger'}.",
                f"{n} answers{'' if comments else ', without comments'}.",
            )
        )
    )
    return Exit.OK
