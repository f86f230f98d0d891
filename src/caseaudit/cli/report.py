"""`caseaudit report draft`, `build` and `verify`."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text, language, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.basis import Basis
    from caseaudit.report.texts import TextFile
    from caseaudit.report.view import Report
    from caseaudit.settings import Config

DEFAULT_TEXTS = Path("tekster.toml")
FORMATS = {"html": "html", "pdf": "pdf", "docx": "word", "xlsx": "workbook", "md": "markdown"}
"""Endings, and the module of `caseaudit.report` that makes each."""

AUDIENCES = {
    "team": Text("team", "team"),
    "management": Text("ledelse", "management"),
    "committee": Text("udvalg", "committee"),
}
_PACKAGES = {"typst": "typst", "docxtpl": "docxtpl", "docx": "python-docx", "xlsxwriter": "xlsxwriter"}


@dataclass(frozen=True)
class BuildOptions:
    """The command line of `report build`, as given; `report verify` uses the same."""

    run: str = ""
    formats: str = "html"
    audience: str = "management"
    texts: Path | None = None
    output: Path | None = None
    templates: Path | None = None
    previous: str = ""
    min_cell: int | None = None
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_draft(output: Path, options: BuildOptions) -> int:
    """Write a new file of texts, or bring an existing one up to the run."""
    settings = common.config()
    committee = _audience(options.audience) == "committee"
    basis = _basis(options, settings)
    from caseaudit.dates import show
    from caseaudit.output.files import whole_file
    from caseaudit.report.drafting import bases, proposals
    from caseaudit.report.textfile import new_file, updated
    from caseaudit.report.texts import read_texts

    facts, book = basis.facts, basis.rulebook
    titles = {t.id: str(t.title) for t in book.themes.values()}
    if output.exists():
        file = read_texts(output, book.themes, book.files)
        with use_language("en" if file.lang == "en" else "da"):
            update = updated(
                file, list(proposals(facts, settings.report, committee=committee)), bases(facts), titles, basis.run_id
            )
    else:
        update = new_file(
            list(proposals(facts, settings.report, committee=committee)), titles, basis.run_id, show(facts.as_of)
        )
    with whole_file(output) as out:
        out.write(update.text)
    print(output.as_posix())
    console.say(
        str(
            Text(
                f"{update.added} nye forslag, {update.redrafted} udkast opdateret, {len(update.changed)} mærket, fordi tallene er ændret.",
                f"{update.added} new drafts, {update.redrafted} drafts renewed, {len(update.changed)} marked as their numbers changed.",
            )
        )
    )
    for name in update.changed:
        console.say(f"  {name}")
    console.say(
        str(
            Text(
                "Næste: ret og godkend teksterne, og kør caseaudit report build.",
                "Next: edit and approve the texts, and run caseaudit report build.",
            )
        )
    )
    return Exit.OK


def run_build(options: BuildOptions) -> int:
    """Build the report in every format that was asked for; nothing is written unless all of them could be made."""
    settings = common.config()
    audience = _audience(options.audience)
    formats = [common.choice(f, "--format", tuple(FORMATS)) for f in _split(options.formats)]
    templates = _templates(options.templates or settings.templates)
    basis = _basis(options, settings)
    texts = _texts(options, basis)
    if audience == "committee":
        _approved(texts, basis)
    report = _report(options, settings, basis, texts, audience)
    if audience == "committee":
        _nothing_hidden_told(report, texts, options.min_cell or settings.report.min_cell)
    folder = options.output or basis.folder / "reports"
    name = f"{Text('rapport', 'report')}-{AUDIENCES[audience]}"
    made = {f"{name}.{f}": _render(f, report, templates) for f in dict.fromkeys(formats)}
    from caseaudit.output.files import private_folder, whole_bytes

    private_folder(folder)
    for file, data in made.items():
        whole_bytes(folder / file, data)
        print((folder / file).as_posix())
    _talk(report, texts)
    return Exit.OK


def run_verify(file: Path, options: BuildOptions) -> int:
    """Compare the numbers of an edited report with those of the run; 1 when any differs or is new."""
    from caseaudit.report.reading_back import read_document
    from caseaudit.report.verify import told_for, verify

    settings = common.config()
    document = read_document(file)
    found, lang = told_for(document)
    audience = _audience(options.audience or found or "management")
    with use_language(lang or language()):
        basis = _basis(options, settings)
        report = _report(options, settings, basis, _texts(options, basis), audience)
        compared = verify(document, report)
    for d in compared.differences:
        print(
            f"{d.where}\n  {Text('i dokumentet', 'in the document')}: {d.found}\n  {Text('i kørslen', 'in the run')}:    {d.expected}"
        )
    checked, n = compared.checked, len(compared.differences)
    console.say(
        str(
            Text(
                f"{checked} steder med tal efterset mod kørslen {basis.run_id} ({AUDIENCES[audience]}): {n} afviger.",
                f"{checked} places with numbers checked against run {basis.run_id} ({AUDIENCES[audience]}): {n} differ.",
            )
        )
    )
    if document.unread:
        console.say(
            str(
                Text(
                    f"{document.unread} billeder er ikke læst; tallene bag dem står i tabellerne.",
                    f"{document.unread} pictures were not read; the numbers behind them stand in the tables.",
                )
            )
        )
    return Exit.FINDINGS if compared.differences else Exit.OK


def _basis(options: BuildOptions, settings: Config) -> Basis:
    from caseaudit import runs as store
    from caseaudit.report.basis import Basis
    from caseaudit.report.facts import gather

    folder = common.runs_folder(options.runs, settings)
    run = store.named(folder, options.run) if options.run else store.latest(folder)
    if options.previous and options.previous == run.id:
        raise UsageError(Problem("report_same_run", Place(file=run.id)))
    before = store.named(folder, options.previous) if options.previous else None
    book = common.rulebook(options.rule_dirs, settings)
    with console.progress(str(Text("Dømmer kørslens sager igen", "Judging the cases of the run again"))):
        audit = run.audit(book)
        previous = gather(before.audit(book, same_rules=False)) if before else None
    manifest = run.manifest
    return Basis(
        run_id=run.id,
        folder=folder / run.id,
        audit=audit,
        facts=gather(audit),
        rules_hash=store.rules_digest(manifest),
        data_hash=store.data_digest(manifest),
        previous=previous,
        previous_id=before.id if before else "",
        changed=tuple(store.rule_changes(before.manifest, book)) if before else (),
    )


def _texts(options: BuildOptions, basis: Basis) -> TextFile | None:
    path = options.texts or (DEFAULT_TEXTS if DEFAULT_TEXTS.is_file() else None)
    if path is None:
        return None
    from caseaudit.report.texts import read_texts

    return read_texts(path, basis.rulebook.themes, basis.rulebook.files)


def _bases(texts: TextFile, basis: Basis) -> dict[str, str]:
    """The numbers in the language of the texts, to compare with what stands in the file."""
    from caseaudit.report.drafting import bases

    with use_language("en" if texts.lang == "en" else "da"):
        return bases(basis.facts)


def _approved(texts: TextFile | None, basis: Basis) -> None:
    """Refuse a report to a committee of texts that nobody approved. Raises `UsageError` with every one."""
    from caseaudit.report.texts import approval_problems

    if texts is None:
        raise UsageError(Problem("texts_none"))
    if problems := approval_problems(texts, _bases(texts, basis)):
        raise UsageError(problems)


def _nothing_hidden_told(report: Report, texts: TextFile | None, min_cell: int) -> None:
    from caseaudit.report.claims import hidden_numbers

    places = {e.id: texts.place(e) for e in texts.entries} if texts else {}
    found = dict.fromkeys(hidden_numbers(report, min_cell))
    if found:
        raise UsageError(
            [Problem("texts_number_hidden", places.get(i, Place()), {"item": i, "number": n}) for i, n in found]
        )


def _report(options: BuildOptions, settings: Config, basis: Basis, texts: TextFile | None, audience: Any) -> Report:
    from caseaudit.report.background import background_of
    from caseaudit.report.compose import Options, compose
    from caseaudit.report.drafting import bases
    from caseaudit.report.texts import texts_by_theme

    by_theme = {}
    approved_by = ""
    if texts:
        shown = None if audience == "committee" else bases(basis.facts)
        by_theme = texts_by_theme(texts, _bases(texts, basis), shown)
        approved_by = ", ".join(x for x in (texts.approved_by, texts.approved_on) if x)
    table = settings.report
    with console.progress(str(Text("Sammensætter rapporten", "Composing the report"))):
        return compose(
            basis.facts,
            by_theme,
            Options(
                audience=audience,
                look=_look(settings),
                title=table.title,
                target=table.target,
                act_below=table.act_below,
                min_cell=options.min_cell or table.min_cell,
                run_id=basis.run_id,
                rules_hash=basis.rules_hash,
                data_hash=basis.data_hash,
                approved_by=approved_by,
            ),
            background_of(
                basis.audit,
                previous=basis.previous,
                rule_changes=tuple(_rule_changes(basis)),
                findings=audience == "team",
            ),
        )


def _rule_changes(basis: Basis) -> Iterator[str]:
    """What the reader must know of the rules before two runs are compared."""
    if not basis.previous:
        return
    if not basis.changed:
        yield str(Text("Reglerne er de samme som ved forrige kørsel.", "The rules are those of the previous run."))
        return
    yield str(
        Text(
            f"Kørslen {basis.previous_id} er dømt igen efter de regler, der gælder nu, så tallene kan sammenlignes. De kan derfor "
            "afvige fra det, der blev skrevet dengang.",
            f"Run {basis.previous_id} was judged again by the present rules, so that the numbers can be compared. They may "
            "therefore differ from what was written then.",
        )
    )
    for rule in basis.changed:
        title = basis.rulebook.files[rule].rule.title if rule in basis.rulebook.files else Text("udgået", "withdrawn")
        yield str(Text(f"Ændret eller ny: {title.da} ({rule}).", f"Changed or new: {title.en} ({rule})."))


def _look(settings: Config) -> Any:
    from caseaudit.report.view import Look

    table = settings.report
    known = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
    logo, kind = b"", ""
    if settings.logo:
        kind = known.get(settings.logo.suffix.lower(), "")
        try:
            logo = settings.logo.read_bytes()
        except OSError:
            kind = ""
        if not kind or len(logo) > 1_000_000:
            raise UsageError(Problem("report_logo", Place(file=settings.logo.name)))
    colour = {"colour": table.colour} if table.colour else {}
    return Look(settings.municipality, table.area, table.contact, logo=logo, logo_type=kind, **colour)


def _render(ending: str, report: Report, templates: Path | None) -> bytes:
    name = FORMATS[ending]
    try:
        with console.progress(f"{Text('Bygger', 'Building')} {ending}"):
            made = importlib.import_module(f"caseaudit.report.{name}").render(report, templates)
    except ModuleNotFoundError as e:
        if e.name not in _PACKAGES:
            raise
        values = {"format": ending, "package": _PACKAGES[e.name]}
        raise UsageError(Problem("report_extra_missing", values=values)) from None
    return made.encode("utf-8") if isinstance(made, str) else bytes(made)


def _talk(report: Report, texts: TextFile | None) -> None:
    from caseaudit.report.colour import usable

    if notice := usable(report.look.colour).notice:
        console.say(notice)
    if texts is None:
        console.say(
            str(
                Text(
                    "Uden styrker, udfordringer og anbefalinger. Lav et udkast: caseaudit report draft",
                    "Without strengths, challenges and recommendations. Draft them: caseaudit report draft",
                )
            )
        )
        return
    console.say(f"{Text('Tekster', 'Texts')}: {texts.name}")
    shown = {i.id for t in report.themes for i in (*t.strengths, *t.challenges, *t.recommendations)}
    warnings = [
        Problem("texts_not_shown", texts.place(e), {"item": e.id}, "warning")
        for e in texts.entries
        if e.status != "udgaar" and e.id not in shown
    ]
    if texts.lang != language():
        warnings.append(Problem("texts_other_language", Place(file=texts.name), severity="warning"))
    console.show_problems(warnings)
    if report.drafts:
        console.say(
            str(
                Text(
                    f"{report.drafts} tekster er ikke godkendt og er mærket som udkast i rapporten.",
                    f"{report.drafts} texts are not approved and are marked as drafts in the report.",
                )
            )
        )


def _audience(word: str) -> str:
    """The audience meant by a word in either language. Raises `UsageError`."""
    for name, text in AUDIENCES.items():
        if word.casefold() in (name, text.da, text.en):
            return name
    raise UsageError(
        Problem("bad_choice", values={"value": word, "option": "--audience", "known": ", ".join(AUDIENCES)})
    )


def _split(text: str) -> list[str]:
    found = [f.strip().casefold() for f in text.split(",") if f.strip()]
    if not found:
        raise UsageError(Problem("report_format_none"))
    return found


def _templates(folder: Path | None) -> Path | None:
    if folder is not None and not folder.is_dir():
        raise UsageError(Problem("report_templates_missing", Place(file=folder.name)))
    return folder
