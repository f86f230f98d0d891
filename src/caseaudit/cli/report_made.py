"""What the commands about reports have in common: the run judged again, its texts, and the report made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.history_missed import sentences
from caseaudit.cli.report_before import earlier
from caseaudit.cli.report_review import review_of
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.basis import Basis
    from caseaudit.report.texts import TextFile
    from caseaudit.report.view import Report
    from caseaudit.settings import Config

DEFAULT_TEXTS = Path("tekster.toml")

AUDIENCES = {
    "team": Text("team", "team"),
    "management": Text("ledelse", "management"),
    "committee": Text("udvalg", "committee"),
}


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
    review: str = ""
    no_review: bool = False


def basis_of(options: BuildOptions, settings: Config) -> Basis:
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
        before_audit = before.audit(book, same_rules=False) if before else None
        previous = gather(before_audit) if before_audit else None
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
        earlier=earlier(run, audit, before, before_audit, settings) if before and before_audit else None,
        review=None if options.no_review else review_of(options.review, run.id, audit, settings, options.rule_dirs),
    )


def texts_of(options: BuildOptions, basis: Basis) -> TextFile | None:
    path = options.texts or (DEFAULT_TEXTS if DEFAULT_TEXTS.is_file() else None)
    if path is None:
        return None
    from caseaudit.report.texts import read_texts

    return read_texts(path, basis.rulebook.themes, basis.rulebook.files)


def bases_for(texts: TextFile, basis: Basis) -> dict[str, str]:
    """The numbers in the language of the texts, to compare with what stands in the file."""
    from caseaudit.report.drafting import bases

    with use_language("en" if texts.lang == "en" else "da"):
        return bases(basis.facts)


def report_of(options: BuildOptions, settings: Config, basis: Basis, texts: TextFile | None, audience: Any) -> Report:
    from caseaudit.cli.report_chapters import chapters
    from caseaudit.report.background import background_of
    from caseaudit.report.compose import Options, compose
    from caseaudit.report.drafting import bases
    from caseaudit.report.texts import texts_by_theme

    by_theme = {}
    approved_by = ""
    if texts:
        shown = None if audience == "committee" else bases(basis.facts)
        by_theme = texts_by_theme(texts, bases_for(texts, basis), shown)
        approved_by = ", ".join(x for x in (texts.approved_by, texts.approved_on) if x)
    table = settings.report
    with console.progress(str(Text("Sammensætter rapporten", "Composing the report"))):
        return compose(
            basis.facts,
            by_theme,
            Options(
                audience=audience,
                look=look_of(settings),
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
                earlier=basis.earlier,
                plan=tuple(sentences(settings, basis.folder.parent, basis.facts.as_of, counts=audience != "committee")),
                chapters=tuple(chapters(options, settings, basis, audience)),
                review=basis.review,
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


def look_of(settings: Config) -> Any:
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


def audience_of(word: str) -> str:
    """The audience meant by a word in either language. Raises `UsageError`."""
    for name, text in AUDIENCES.items():
        if word.casefold() in (name, text.da, text.en):
            return name
    raise UsageError(
        Problem("bad_choice", values={"value": word, "option": "--audience", "known": ", ".join(AUDIENCES)})
    )
