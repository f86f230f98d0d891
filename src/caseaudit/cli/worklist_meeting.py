"""`caseaudit worklist agenda` and `notes`: made from the last list and what is written in its files; nothing is changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.cli.worklist import Ground, before, ground, heard, private, put, returned_files
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.worklist.model import By, Worklist

_AHEAD = 92


def run_agenda(
    run: str, by: str, formats: str, output: Path | None, rule_dirs: tuple[Path, ...], runs: Path | None
) -> int:
    from caseaudit.worklist import agenda
    from caseaudit.worklist.model import BYS
    from caseaudit.worklist.output import file_names

    common.choice(by, "--by", BYS)
    chosen = tuple(dict.fromkeys(x.strip() for x in formats.split(",") if x.strip()))
    for fmt in chosen:
        common.choice(fmt, "--format", ("xlsx", "html"))
    base = ground(run, runs, rule_dirs)
    worklist = _list(base, by)  # type: ignore[arg-type]
    followed = agenda.last_followed(base.audit)
    piles = [(p, cases) for p in worklist.piles if (cases := agenda.lines(worklist, p, followed))]
    stem = str(Text("dagsorden", "agenda"))
    written: dict[str, bytes] = {}
    if "xlsx" in chosen:
        names = file_names([p.name for p, _ in piles], stem, "xlsx")
        written |= {names[p.name]: agenda.book(worklist, p, cases) for p, cases in piles}
    if "html" in chosen:
        written[f"{stem}.html"] = agenda.page(worklist, piles).encode()
    return _written(base, output, stem, written, caseworker=by == "caseworker")


def run_notes(
    run: str,
    fmt: str,
    cases: tuple[str, ...],
    output: Path | None,
    rule_dirs: tuple[Path, ...],
    runs: Path | None,
    *,
    every: bool,
    one: bool,
) -> int:
    from caseaudit.worklist.notes import document, notes
    from caseaudit.worklist.output import file_names

    common.choice(fmt, "--format", ("txt", "docx"))
    base = ground(run, runs, rule_dirs)
    made = notes(_list(base, "unit"), cases=cases, every=every)
    told = {n.case_id for n in made}
    if missing := [c for c in cases if c.strip() not in told]:
        raise UsageError([Problem("case_unknown", values={"case": mask(c)}) for c in missing])
    stem = str(Text("notat", "note"))
    if one and made:
        piles = {f"{stem}er.{fmt}" if stem == "notat" else f"{stem}s.{fmt}": made}
    else:
        names = file_names([n.case_id for n in made], stem, fmt)
        piles = {names[n.case_id]: (n,) for n in made}
    rule = "\n" + 72 * "-" + "\n\n"
    written = {
        name: document(pile) if fmt == "docx" else rule.join(n.text() for n in pile).encode()
        for name, pile in piles.items()
    }
    return _written(base, output, f"{stem}er" if stem == "notat" else f"{stem}s", written, caseworker=False)


def _list(base: Ground, by: By) -> Worklist:
    """The list as it would be made now, with what is written in the files of the last one."""
    from caseaudit.worklist import state
    from caseaudit.worklist.making import Wish, make

    last = state.last(base.settings.worklists)
    if last and last.key_fingerprint != base.fingerprint:
        raise UsageError(Problem("worklist_other_key", Place(file=last.name)))
    memory = heard(last, returned_files(last, ()), base.audit.as_of)
    town = base.settings.municipality
    return make(base.audit, base.key, Wish(by, _AHEAD), before(base), memory, base.run.id, town).worklist


def _written(base: Ground, output: Path | None, stem: str, written: dict[str, bytes], *, caseworker: bool) -> int:
    from caseaudit.output.files import private_folder

    out = output or private_folder(base.settings.worklists) / f"{stem}-{base.run.id}"
    put(out, written)
    print(str(Text(f"{len(written)} filer: {out.as_posix()}", f"{len(written)} files: {out.as_posix()}")))
    private(caseworker=caseworker)
    return Exit.OK
