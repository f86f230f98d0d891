"""`caseaudit worklist`: the list of what must be done, with what people wrote on the last one."""

from __future__ import annotations

import gc
import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.audit import Audit
    from caseaudit.runs.kept import Run
    from caseaudit.settings import Config
    from caseaudit.worklist.making import Before
    from caseaudit.worklist.model import By, Entry, Worklist
    from caseaudit.worklist.reading import Returned
    from caseaudit.worklist.state import State

_DAYS = re.compile(r"(\d{1,3})\s*([dwu]?)\Z", re.IGNORECASE)
_MOST_DAYS = 366


@dataclass(frozen=True)
class Options:
    """The command line of `worklist`, as given."""

    run: str = ""
    by: str = "unit"
    due_within: str = "14d"
    overdue: bool = False
    new: bool = False
    formats: str = "xlsx"
    carry: tuple[Path, ...] = ()
    output: Path | None = None
    cases: bool = False
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


@dataclass(frozen=True)
class Ground:
    """The run that a list is made of, judged again, and the key that its findings are known by."""

    run: Run
    audit: Audit
    key: bytes
    fingerprint: str
    runs: Path
    settings: Config


def ground(run: str, runs: Path | None, rule_dirs: tuple[Path, ...]) -> Ground:
    """Open a run. Raises `UsageError` when it is not there or was kept with another key."""
    from caseaudit.runs.kept import key_fingerprint, latest, named

    settings = common.config()
    folder = common.runs_folder(runs, settings)
    chosen = named(folder, run) if run else latest(folder)
    secret, book = common.key(settings, folder), common.rulebook(rule_dirs, settings)
    fingerprint = key_fingerprint(secret)
    if chosen.manifest.get("key_fingerprint") != fingerprint:
        raise UsageError(Problem("worklist_run_key", Place(file=chosen.id)))
    with console.progress(str(Text("Dømmer kørslens sager igen", "Judging the cases of the run again"))):
        audit = chosen.audit(book)
    return Ground(chosen, audit, secret, fingerprint, folder, settings)


def run_worklist(options: Options) -> int:
    from caseaudit.history.lock import locked
    from caseaudit.output.files import private_folder
    from caseaudit.worklist.model import BYS

    common.choice(options.by, "--by", BYS)
    formats, horizon = formats_of(options.formats), days(options.due_within)
    base = ground(options.run, options.runs, options.rule_dirs)
    folder = private_folder(base.settings.worklists)
    with locked(folder), _no_search():
        return _made(base, options, formats, horizon, folder)


@contextmanager
def _no_search() -> Iterator[None]:
    """No search for cycles: there are none in a hundred thousand rows, and to look takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _made(base: Ground, options: Options, formats: tuple[str, ...], horizon: int, folder: Path) -> int:
    from caseaudit.worklist import state
    from caseaudit.worklist.making import Wish, make
    from caseaudit.worklist.output import files

    by: By = options.by  # type: ignore[assignment]
    last = state.last(folder, by)
    if last and last.key_fingerprint != base.fingerprint:
        raise UsageError(Problem("worklist_other_key", Place(file=last.name)))
    returned = returned_files(last, options.carry)
    memory = heard(last, returned, base.audit.as_of)
    wish = Wish(by, horizon, options.overdue, options.new)
    town = base.settings.municipality
    made = make(base.audit, base.key, wish, before(base), memory, base.run.id, town)
    written = files(made.worklist, formats, base.key, cases=options.cases)
    name = state.new_name(folder, base.run.id, by)
    out = options.output or folder / name
    _free(out, written, returned)
    if returned:
        state.archive(folder, name, [(r.file, r.sha256, r.data) for r in returned])
    put(out, written)
    books = {n: hashlib.sha256(data).hexdigest() for n, data in written.items() if n.endswith(".xlsx")}
    as_of, entries = base.audit.as_of, dict(made.entries)
    number = state.next_number(folder)
    of_run = (name, number, base.run.id, as_of, by, base.fingerprint)
    state.write(folder, state.State(*of_run, out, tuple(books), entries, books))
    _tell(made.worklist, out, written, len(returned))
    return Exit.OK


def formats_of(text: str) -> tuple[str, ...]:
    from caseaudit.worklist.output import FORMATS

    chosen = tuple(dict.fromkeys(x.strip() for x in text.split(",") if x.strip())) or ("xlsx",)
    for fmt in chosen:
        common.choice(fmt, "--format", FORMATS)
    return chosen


def days(text: str) -> int:
    """Read `14d`, `14` or `2w` (`2u`). Raises `UsageError`."""
    m = _DAYS.fullmatch(text.strip())
    n = int(m[1]) * (7 if m[2].casefold() in ("w", "u") else 1) if m else -1
    if not 0 <= n <= _MOST_DAYS:
        raise UsageError(Problem("worklist_days", values={"value": text}))
    return n


def before(base: Ground) -> Before:
    """The run that this one is compared with."""
    from caseaudit.baseline.before import earlier, found_by
    from caseaudit.history.store import NAME, Store
    from caseaudit.runs.keeping import scope
    from caseaudit.worklist.making import Before

    if not (base.runs / NAME).is_file():
        return Before()
    with Store(base.runs) as store:
        audit = base.audit
        about, day = scope(audit.selection), audit.as_of.isoformat()
        last = earlier(store.runs(), scope=about, as_of=day, fingerprint=base.fingerprint, own=base.run.id)
        if last is None:
            return Before()
        from datetime import date

        return Before(date.fromisoformat(last.as_of), found_by(store, last))


def returned_files(last: State | None, carry: tuple[Path, ...]) -> tuple[Returned, ...]:
    """Read the files of the last list where they lie, and those that are named. The same file twice is read once.

    Both, so that to name the file of one unit does not lose what was written in those of the others.
    """
    from caseaudit.worklist.reading import files_in, read_all

    there = [last.out / f for f in last.files if (last.out / f).is_file()] if last else []
    missing = len(last.files) - len(there) if last else 0
    if last and missing and not carry:
        gone = Problem("worklist_files_gone", Place(file=last.out.name), {"count": missing}, severity="warning")
        console.show_problems([gone])
    read = list(read_all(there, named=False, untouched=frozenset(last.sha256.values()) if last else frozenset()))
    for path in carry:
        read += read_all(files_in(path), named=path.is_file())
    return tuple({r.sha256: r for r in read}.values())


def heard(last: State | None, returned: tuple[Returned, ...], on: object) -> Mapping[str, Entry]:
    """The memory of the last list with what came back in files. Raises `UsageError` where two files disagree."""
    from datetime import date

    from caseaudit.worklist.carry import heard as hear

    assert isinstance(on, date)
    memory = last.entries if last else {}
    entries, clashes = hear(memory, (s for r in returned for s in r.said), on)
    problems = []
    for c in clashes:
        if isinstance(c.second, Place):
            other = console.place_text(c.first) if isinstance(c.first, Place) else ""
            problems.append(Problem("worklist_two_answers", c.second, {"other": other}))
    if problems:
        raise UsageError(problems)
    return entries


def _free(out: Path, written: Mapping[str, bytes], returned: tuple[Returned, ...]) -> None:
    """Refuse to write over what nobody read. Raises `UsageError`."""
    read = {r.sha256 for r in returned}
    books = [out / n for n in written if n.endswith(".xlsx") and (out / n).is_file()]
    unread = [p for p in books if hashlib.sha256(p.read_bytes()).hexdigest() not in read]
    if unread:
        raise UsageError(Problem("worklist_would_overwrite", Place(file=out.name), {"count": len(unread)}))


def put(out: Path, written: Mapping[str, bytes]) -> None:
    """Write the files, readable by their owner only."""
    from caseaudit.output.files import private_folder, whole_bytes

    private_folder(out)
    for name, data in written.items():
        whole_bytes(out / name, data)


def _tell(worklist: Worklist, out: Path, written: Mapping[str, bytes], returned: int) -> None:
    from caseaudit.worklist.book import titles

    names = titles(worklist)
    items = [i for p in worklist.piles for i in p.items]
    for section in worklist.shown:
        print(f"{names[section]}: {sum(i.row.section == section for i in items)}")
    if worklist.before:
        print(f"{names['fresh']}: {sum(i.row.fresh for i in items)}")
    back = sum(i.entry.reopened_on == worklist.as_of for i in items)
    closed = sum(e.closed_on == worklist.as_of for p in worklist.piles for e in p.closed)
    print(str(Text(f"Lukket nu: {closed}, genåbnet nu: {back}", f"Closed now: {closed}, reopened now: {back}")))
    console.say(
        str(Text(f"{returned} filer fra sidste liste er indlæst.", f"{returned} files of the last list were read."))
    )
    print(str(Text(f"{len(written)} filer: {out.as_posix()}", f"{len(written)} files: {out.as_posix()}")))
    private(caseworker=worklist.by == "caseworker")


def private(*, caseworker: bool) -> None:
    """Say whose eyes the files are for."""
    told = Text(
        "Filerne indeholder sagsnumre og kan kun læses af dig (0600).",
        "The files hold case ids and can be read by you alone (0600).",
    )
    if caseworker:
        told = Text(
            f"{told.da} Lister pr. sagsbehandler må kun gives til den enkelte og den nærmeste leder.",
            f"{told.en} Lists per caseworker are for that person and the nearest leader only.",
        )
    console.say(str(told))
