"""`caseaudit report draft`, `build` and `verify`."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.report_made import AUDIENCES, BuildOptions, audience_of, bases_for, basis_of, report_of, texts_of
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text, language, use_language

if TYPE_CHECKING:
    from caseaudit.report.basis import Basis
    from caseaudit.report.texts import TextFile
    from caseaudit.report.view import Report

FORMATS = {"html": "html", "pdf": "pdf", "docx": "word", "xlsx": "workbook", "md": "markdown"}
"""Endings, and the module of `caseaudit.report` that makes each."""

_PACKAGES = {"typst": "typst", "docxtpl": "docxtpl", "docx": "python-docx", "xlsxwriter": "xlsxwriter"}


def run_draft(output: Path, options: BuildOptions) -> int:
    """Write a new file of texts, or bring an existing one up to the run."""
    settings = common.config()
    committee = audience_of(options.audience) == "committee"
    basis = basis_of(options, settings)
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
    audience = audience_of(options.audience)
    formats = [common.choice(f, "--format", tuple(FORMATS)) for f in _split(options.formats)]
    templates = common.templates(options.templates or settings.templates)
    basis = basis_of(options, settings)
    texts = texts_of(options, basis)
    if audience == "committee":
        _approved(texts, basis)
    report = report_of(options, settings, basis, texts, audience)
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
    if texts:
        _keep_texts(texts, basis)
    _talk(report, texts)
    return Exit.OK


def _keep_texts(texts: TextFile, basis: Basis) -> None:
    """Beside the run, so that the report of the next one can follow up what was recommended."""
    from caseaudit.cli.report_advice import TEXTS
    from caseaudit.output.files import private_folder, whole_file

    with whole_file(private_folder(basis.folder / "reports") / TEXTS) as file:
        file.write(texts.text)


def run_verify(file: Path, options: BuildOptions) -> int:
    """Compare the numbers of an edited report with those of the run; 1 when any differs or is new."""
    from caseaudit.report.reading_back import read_document
    from caseaudit.report.verify import told_for, verify

    settings = common.config()
    document = read_document(file)
    found, lang = told_for(document)
    audience = audience_of(options.audience or found or "management")
    with use_language(lang or language()):
        basis = basis_of(options, settings)
        report = report_of(options, settings, basis, texts_of(options, basis), audience)
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


def _approved(texts: TextFile | None, basis: Basis) -> None:
    """Refuse a report to a committee of texts that nobody approved. Raises `UsageError` with every one."""
    from caseaudit.report.texts import approval_problems

    if texts is None:
        raise UsageError(Problem("texts_none"))
    if problems := approval_problems(texts, bases_for(texts, basis)):
        raise UsageError(problems)


def _nothing_hidden_told(report: Report, texts: TextFile | None, min_cell: int) -> None:
    from caseaudit.report.claims import hidden_numbers

    places = {e.id: texts.place(e) for e in texts.entries} if texts else {}
    found = dict.fromkeys(hidden_numbers(report, min_cell))
    if found:
        raise UsageError(
            [Problem("texts_number_hidden", places.get(i, Place()), {"item": i, "number": n}) for i, n in found]
        )


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


def _split(text: str) -> list[str]:
    found = [f.strip().casefold() for f in text.split(",") if f.strip()]
    if not found:
        raise UsageError(Problem("report_format_none"))
    return found
