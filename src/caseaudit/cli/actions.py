"""`caseaudit actions`: the register of agreed actions: make it, add to it, check it, and tell its status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.history import opened, put
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.actions.model import Action
    from caseaudit.actions.reading import Register
    from caseaudit.actions.status import Status
    from caseaudit.report.texts import TextFile
    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.settings import Config

DEFAULT_TEXTS = Path("tekster.toml")


@dataclass(frozen=True)
class CreateOptions:
    """The command line of `actions create`, as given."""

    texts: Path | None = None
    update: bool = False
    drafts: bool = False
    empty: bool = False
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_create(options: CreateOptions) -> int:
    """Make the register of the recommendations, or add those that are not in it yet."""
    from caseaudit.actions.model import next_id
    from caseaudit.cli.report_advice import refs

    settings = common.config()
    book, path = common.rulebook(options.rule_dirs, settings), settings.actions_file
    if path.exists() and not options.update:
        raise UsageError(Problem("actions_exists", Place(file=path.name)))
    found = [] if options.empty else list(_recommendations(options, settings, book))
    if not path.exists():
        _new(path, [replace(a, id=f"H-{n:03d}") for n, a in enumerate(found, 1)], settings)
        _told(path, len(found))
        return Exit.OK
    register = sound(path, book)
    held = {ref for a in register.actions for ref in refs(a)}
    taken = set(register.taken)
    fresh: list[Action] = []
    for a in found:
        if a.refs not in held:
            fresh.append(replace(a, id=next_id(taken)))
            taken.add(fresh[-1].id)
    _add(path, register, fresh)
    return Exit.OK


def _new(path: Path, actions: list[Action], settings: Config) -> None:
    from caseaudit.actions.plain import SUFFIX, new_file
    from caseaudit.actions.workbook import new_register
    from caseaudit.output.files import whole_bytes

    plain = path.suffix.lower() == SUFFIX
    whole_bytes(path, new_file(actions) if plain else new_register(actions, common.day(""), settings.municipality))
    print(path.as_posix())


def _add(path: Path, register: Register, actions: list[Action]) -> None:
    from caseaudit.actions.workbook import add_rows

    if actions:
        copy = add_rows(path, register, actions)
        console.say(str(Text(f"Filen, som den var: {copy.name}", f"The file as it was: {copy.name}")))
    print(path.as_posix())
    _told(path, len(actions))


def _told(path: Path, n: int) -> None:
    many = Text("handlinger" if n != 1 else "handling", "actions" if n != 1 else "action")
    console.say(str(Text(f"{n} {many.da} skrevet.", f"{n} {many.en} written.")))
    if n:
        console.say(
            str(
                Text(
                    f"Næste: udfyld ansvarlig og deadline i {path.name}, og kør caseaudit actions check.",
                    f"Next: fill in responsible and deadline in {path.name}, and run caseaudit actions check.",
                )
            )
        )


def _recommendations(options: CreateOptions, settings: Config, book: Rulebook) -> Iterator[Action]:
    """The recommendations of the texts: the approved ones, or drafts too."""
    from caseaudit.actions.model import Action
    from caseaudit.actions.reading import day_of
    from caseaudit.report.texts import APPROVED, LEFT_OUT, read_texts

    path = options.texts or DEFAULT_TEXTS
    if not path.is_file():
        raise UsageError(Problem("actions_no_texts", Place(file=path.name)))
    file: TextFile = read_texts(path, book.themes, book.files)
    every = [e for e in file.entries if e.group == "anbefalinger" and e.status != LEFT_OUT]
    chosen = [e for e in every if options.drafts or e.status == APPROVED]
    if every and not chosen:
        raise UsageError(Problem("actions_none_approved", Place(file=path.name)))
    run = file.run or _latest(options, settings)
    for e in chosen:
        rule = e.rules[0] if e.rules else ""
        title = book.files[rule].rule.title if rule else None
        deadline = day_of(e.deadline) if e.deadline else None
        yield Action(
            id="",
            activity=e.text,
            goal=str(Text(title.da, title.en)) if title else "",
            refs=e.id,
            responsible=e.responsible,
            deadline=deadline,
            indicator=_indicator(rule, settings),
            note="" if deadline or not e.deadline else f"{Text('Frist', 'Deadline')}: {e.deadline}",
            run=run,
        )


def _indicator(rule: str, settings: Config) -> str:
    """The rule itself; its target only where the municipality has set one."""
    target = settings.report.target
    return f"{rule} >= {target:g}" if rule and target is not None else rule


def _latest(options: CreateOptions, settings: Config) -> str:
    from caseaudit import runs

    try:
        return runs.latest(common.runs_folder(options.runs, settings)).id
    except UsageError:
        return ""


def known(book: Rulebook) -> frozenset[str]:
    """What an indicator may be."""
    from caseaudit.keyfigures.definitions import definitions

    return frozenset((*book.files, *definitions()))


def sound(path: Path, book: Rulebook) -> Register:
    """The register, when nothing in it must be put right first. Raises `UsageError` with every fault."""
    from caseaudit.actions.reading import read_register

    register = read_register(path, known(book))
    if register.errors:
        raise UsageError(register.errors)
    return register


@dataclass(frozen=True)
class AddOptions:
    """The command line of `actions add`, as given."""

    activity: str
    goal: str = ""
    refs: str = ""
    responsible: str = ""
    deadline: str = ""
    indicator: str = ""
    note: str = ""
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_add(options: AddOptions) -> int:
    from caseaudit.actions.model import Action, next_id, parse_indicator
    from caseaudit.privacy import contains_cpr

    settings = common.config()
    book, path = common.rulebook(options.rule_dirs, settings), settings.actions_file
    texts: dict[str, Any] = {k: " ".join(str(v).split()) for k, v in vars(options).items() if isinstance(v, str)}
    if any(contains_cpr(v) for v in texts.values()):
        raise UsageError(Problem("action_cpr"))
    if not texts["activity"]:
        raise UsageError(Problem("action_no_text"))
    told = texts.pop("deadline")
    deadline = common.day(told) if told else None
    if texts["indicator"]:
        try:
            found = parse_indicator(texts["indicator"])
        except ValueError:
            raise UsageError(Problem("action_indicator_form")) from None
        if found.id not in known(book):
            raise UsageError(Problem("action_indicator_unknown", values={"hint": ""}))
    run = _latest(CreateOptions(runs=options.runs), settings)
    if not path.exists():
        _new(path, [Action(id="H-001", deadline=deadline, run=run, **texts)], settings)
        return Exit.OK
    register = sound(path, book)
    _add(path, register, [Action(id=next_id(set(register.taken)), deadline=deadline, run=run, **texts)])
    return Exit.OK


def run_check(rule_dirs: tuple[Path, ...]) -> int:
    """Name every fault at its cell; 2 when something must be put right."""
    from caseaudit.actions.reading import read_register

    settings = common.config()
    register = read_register(settings.actions_file, known(common.rulebook(rule_dirs, settings)))
    console.show_problems(register.problems)
    errors, n = len(register.errors), len(register.actions)
    warnings = len(register.problems) - errors
    print(
        Text(
            f"{n} handlinger læst. Fejl: {errors}. Advarsler: {warnings}.",
            f"{n} actions read. Errors: {errors}. Warnings: {warnings}.",
        )
    )
    return Exit.USAGE if errors else Exit.OK


@dataclass(frozen=True)
class StatusOptions:
    """The command line of `actions status`, as given."""

    run: str = ""
    as_of: str = ""
    format: str = "table"
    output: str = "-"
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_status(options: StatusOptions) -> int:
    from caseaudit.actions.formats import FORMATS
    from caseaudit.output.files import whole_bytes

    fmt = common.choice(options.format, "--format", tuple(FORMATS))
    if fmt in ("xlsx", "docx") and options.output == "-":
        raise UsageError(Problem("output_needed", values={"format": fmt}))
    settings = common.config()
    made = FORMATS[fmt](status_of(options, settings))
    if isinstance(made, bytes):
        whole_bytes(Path(options.output), made)
        print(Path(options.output).as_posix())
    else:
        put(made, options.output, fmt)
    return Exit.OK


def status_of(options: StatusOptions, settings: Config) -> Status:
    """The register with its indicators filled from the runs. Raises `UsageError` for a register with faults."""
    from caseaudit.actions.status import status
    from caseaudit.cli.actions_measure import Measuring, day_of

    folder = common.runs_folder(options.runs, settings)
    book = common.rulebook(options.rule_dirs, settings)
    register = sound(settings.actions_file, book)
    with opened(folder) as store:
        m = Measuring(store, folder, settings, book)
        row = m.run(options.run)
        today = common.day(options.as_of)
        return status(register.actions, today, (row.id, day_of(row)), m.measure, m.title, m.comparable)
