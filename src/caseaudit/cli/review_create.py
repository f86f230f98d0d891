"""`caseaudit review create`: the forms of a round, one for each reader, and what they hold."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.review.create import Wishes
    from caseaudit.review.form_book import Setting
    from caseaudit.review.model import Point, Round
    from caseaudit.review.points import Library, Wanted
    from caseaudit.sample.model import Sample
    from caseaudit.settings import Config

_CODE = re.compile(r"[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9_-]{0,11}\Z")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


@dataclass(frozen=True)
class CreateOptions:
    """The command line of `review create`, as given."""

    sample: str = ""
    reviewers: tuple[str, ...] = ()
    overlap: str = "0"
    calibration: int = 0
    cross_unit: bool = False
    sets: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    law_rows: tuple[str, ...] = ()
    about: str = "latest"
    layout: str = "case"
    prefill: str = "facts"
    blind: bool = True
    due: str = ""
    output: Path | None = None
    reviews: Path | None = None
    samples: Path | None = None
    rule_dirs: tuple[Path, ...] = ()
    runs: Path | None = None


def run_create(options: CreateOptions) -> int:
    """Make the round, write its forms, and tell what there is to read. Raises `UsageError`."""
    settings = common.config()
    wanted, wishes = _wanted(options, settings), _wishes(options, settings)
    from caseaudit import runs as kept_runs
    from caseaudit.review import store
    from caseaudit.review.create import Identity, build
    from caseaudit.review.points import choose, load_library
    from caseaudit.sample.store import find

    sample = find(options.samples if options.samples is not None else settings.samples, options.sample).sample()
    run = kept_runs.named(common.runs_folder(options.runs, settings), sample.run)
    book = common.rulebook(options.rule_dirs, settings)
    library = load_library(book, (*settings.rules, *options.rule_dirs))
    points = choose(library, wanted)
    with console.progress(str(Text("Finder ud af, hvad der gælder for hver sag", "Finding what applies to each case"))):
        audit = run.audit(book)
        reviews = options.reviews if options.reviews is not None else settings.reviews
        identity = Identity(
            id=_round_id(reviews, sample.id),
            form_code="".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH)),
            created=datetime.now(UTC).replace(microsecond=0),
            rules_digest=kept_runs.rules_digest(run.manifest),
            questions_digest=_digest(points),
        )
        round_ = build(sample, audit, library, points, wishes, identity)
        setting = _setting(sample, library, wanted, settings)
        forms = _forms(round_, setting)
    _write(forms, _claimed(reviews, round_.id), options.output)
    kept = store.start(reviews, round_)  # last: a round that is kept has its forms
    from caseaudit.cli.review_created import show

    show(round_, sample, library, points, kept.forms)
    return Exit.OK


def _wanted(options: CreateOptions, settings: Config) -> Wanted:
    from caseaudit.review.points import Wanted

    wanted = Wanted(*(_names(x) for x in (options.sets, options.points, options.themes, options.law_rows)))
    return wanted or Wanted(sets=(settings.review.default_set,))


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """`a,b` and `a b` given twice, as one list."""
    return tuple(dict.fromkeys(n.strip() for text in given for n in text.split(",") if n.strip()))


def _wishes(options: CreateOptions, settings: Config) -> Wishes:
    from caseaudit.review.applies import ABOUT
    from caseaudit.review.create import Wishes

    common.choice(options.about, "--about", ABOUT)
    layout = common.choice(options.layout, "--layout", ("case", "list"))
    prefill = common.choice(options.prefill, "--prefill", ("facts", "none"))
    return Wishes(
        reviewers=_reviewers(options.reviewers),
        overlap=_share(options.overlap),
        calibration=options.calibration,
        cross_unit=options.cross_unit,
        due=_due(options.due, settings),
        lang="en" if language() == "en" else "da",
        layout="list" if layout == "list" else "case",
        prefill="none" if prefill == "none" else "facts",
        about=next(a for a in ABOUT if a == options.about),
        sets=_names(options.sets)
        or (() if options.points or options.themes or options.law_rows else (settings.review.default_set,)),
        blind=options.blind,
    )


def _reviewers(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`AB:Distrikt Syd,CD` as codes with units. Raises `UsageError`."""
    from caseaudit.privacy import contains_cpr

    found = [
        tuple(p.strip() for p in part.partition(":")[::2]) for text in given for part in text.split(",") if part.strip()
    ]
    if not found:
        raise UsageError(Problem("review_no_reviewers"))
    wrong = [code for code, unit in found if not _CODE.match(code) or contains_cpr(code + unit)]
    if wrong:
        raise UsageError([Problem("review_reviewer_code")])
    return tuple((code, unit) for code, unit in found)


def _share(text: str) -> float:
    """`20%`, `20` and `0,2` as 0.2. Raises `UsageError`."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        value = -1.0
    if "%" in text or value > 1:
        value /= 100
    if not 0 <= value <= 1:
        raise UsageError(Problem("review_share", values={"value": text}))
    return value


def _due(text: str, settings: Config) -> date | None:
    if text:
        return common.day(text)
    return common.day("") + timedelta(days=settings.review.due_days) if settings.review.due_days else None


def _round_id(reviews: Path, sample: str) -> str:
    """The sample's id and a running number."""
    number = 1
    while (reviews / f"{sample}-r{number}").exists():
        number += 1
    return f"{sample}-r{number}"


def _claimed(reviews: Path, name: str) -> Path:
    """Make the folder of the forms; nobody else may have taken the name since. Raises `UsageError`."""
    from caseaudit.output.files import PRIVATE_DIR, private_folder

    private_folder(reviews)
    try:
        (reviews / name).mkdir(mode=PRIVATE_DIR)
    except OSError:
        raise UsageError(Problem("output_unwritable", Place(file=name))) from None
    return private_folder(reviews / name / "forms")


def _digest(points: Sequence[Point]) -> str:
    text = "\n".join(p.model_dump_json() for p in sorted(points, key=lambda p: p.id))
    return hashlib.sha256(text.encode()).hexdigest()


def _setting(sample: Sample, library: Library, wanted: Wanted, settings: Config) -> Setting:
    from caseaudit.review.form_book import Setting

    return Setting(
        items={i.number: i for i in sample.items},
        themes={t: theme.title.text for t, theme in library.book.themes.items()},
        sets=tuple(library.sets.get(s).title.text for s in wanted.sets),
        case_url=settings.review.case_url,
        municipality=settings.municipality,
    )


def _forms(round_: Round, setting: Setting) -> dict[str, bytes]:
    from caseaudit.review.form_book import form_book

    name = Text("skema", "form")
    return {f"{name}-{r.code}.xlsx": form_book(round_, r.code, setting) for r in round_.reviewers}


def _write(forms: dict[str, bytes], folder: Path, extra: Path | None) -> None:
    from caseaudit.output.files import private_folder, whole_bytes

    for target in (folder, *([private_folder(extra)] if extra else [])):
        for name, data in forms.items():
            whole_bytes(target / name, data)
