"""`caseaudit sample draw`: log the seed, read the population, draw, keep, and show."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from caseaudit import console
from caseaudit.cli import common
from caseaudit.cli.sample_options import check_output, command_line, redraw, understood
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from caseaudit.audit import Audit
    from caseaudit.cli.sample_options import Asked, DrawOptions
    from caseaudit.sample.design import Outcome
    from caseaudit.sample.frame import Frame
    from caseaudit.sample.model import Sample
    from caseaudit.settings import Config


SECRET_LETTERS = 32
"""Letters only: no run of digits that could be taken for a CPR number."""


@dataclass(frozen=True)
class Seed:
    """The seed, and whether nobody could know it beforehand."""

    text: str
    secret: bool = False


@dataclass(frozen=True)
class Source:
    """The run that the population comes from."""

    audit: Audit
    run_id: str
    manifest: dict[str, Any]


def run_draw(options: DrawOptions) -> int:
    """Draw a sample and keep it."""
    settings = common.config()
    asked = understood(options, settings)
    check_output(options.output)
    samples = options.samples if options.samples is not None else settings.samples
    runs = common.runs_folder(options.runs, settings)
    run, as_of, period = _known_before(options, runs)
    seed = _seed(options, as_of, period)
    from caseaudit.sample import store

    command = command_line(options)
    store.log_seed(samples, {"event": "seed", "seed": seed.text, "secret": seed.secret, "run": run, "command": command})
    source = _read(options, settings, runs, run)
    with console.progress(str(Text("Udtrækker", "Drawing"))):
        sample = _draw(options, asked, seed, source, samples)
    return _keep_and_show(options, sample, samples, command)


def _known_before(options: DrawOptions, runs: Path) -> tuple[str, date, str]:
    """Run, as-of day and period: what the seed may rest on, before any case is read."""
    from datetime import date

    from caseaudit import runs as kept

    if options.data:
        return "", common.day(options.as_of), options.period
    run = kept.named(runs, options.run) if options.run else kept.latest(runs)
    try:
        manifest = run.manifest
        as_of, period = date.fromisoformat(manifest["as_of"]), str(manifest["command"].get("period", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(Problem("run_unreadable", Place(file=run.id))) from None
    return run.id, as_of, options.period or period


def _seed(options: DrawOptions, as_of: date, period: str) -> Seed:
    """The seed that was given, a secret one, or the period: it is the same in both languages."""
    if options.secret_seed:
        return Seed("".join(secrets.choice(ascii_lowercase) for _ in range(SECRET_LETTERS)), secret=True)
    return Seed(options.seed.strip() or period or f"{as_of.year}K{(as_of.month + 2) // 3}")


def _read(options: DrawOptions, settings: Config, runs: Path, run_id: str) -> Source:
    from caseaudit import runs as kept

    if options.data:
        from caseaudit.cli.check import Options, judged

        checked = Options(
            data=options.data,
            as_of=options.as_of,
            rule_dirs=options.rule_dirs,
            profile=options.profile,
            runs=options.runs,
        )
        audit, name = judged(checked, settings)
        run = kept.named(runs, name.rpartition("/")[2])
        console.say(str(Text(f"Efterprøvet og gemt: {name}", f"Checked and kept: {name}")))
        return Source(audit, run.id, run.manifest)
    run = kept.named(runs, run_id)
    with console.progress(str(Text("Læser kørslen", "Reading the run"))):
        return Source(run.audit(common.rulebook(options.rule_dirs, settings)), run.id, run.manifest)


def _draw(options: DrawOptions, asked: Asked, seed: Seed, source: Source, samples: Path) -> Sample:
    from caseaudit import runs as kept
    from caseaudit.sample.candidates import candidates
    from caseaudit.sample.design import draw
    from caseaudit.sample.earlier import earlier_draws, reviewed_since
    from caseaudit.sample.frame import narrow, with_reviewed

    digest, as_of = kept.data_digest(source.manifest), source.audit.as_of
    filters = asked.filters
    if asked.months:
        filters = with_reviewed(filters, reviewed_since(samples, as_of, asked.months, digest))
    frames: dict[str, Frame] = {
        kind: narrow(candidates(source.audit, kind), filters, as_of) for kind in asked.wish.kinds
    }
    out = draw(asked.wish, frames, seed.text)
    return _as_sample(options, asked, seed, source, out, earlier_draws(samples, digest, options.design_digest()) + 1)


def _as_sample(options: DrawOptions, asked: Asked, seed: Seed, source: Source, out: Outcome, number: int) -> Sample:
    from caseaudit import runs as kept
    from caseaudit.sample.model import Event, Sample
    from caseaudit.sample.store import now

    wish = asked.wish
    detail: dict[str, str | int] = {"n": len(out.drawn.items), "population": out.population, "draw": number}
    detail |= dict(out.told)
    return Sample(
        id="-",
        run=source.run_id,
        as_of=source.audit.as_of,
        seed=seed.text,
        secret=seed.secret,
        design=wish.design,
        unit_kind=wish.kinds[0] if len(wish.kinds) == 1 else "mixed",
        unit_filter=", ".join(asked.filters.sections),
        population=out.population,
        excluded=out.excluded,
        strata=out.drawn.strata,
        items=out.drawn.items,
        reserve=out.drawn.reserve,
        risk_weights=dict(wish.weights or {}),
        data_digest=kept.data_digest(source.manifest),
        rules_digest=kept.rules_digest(source.manifest),
        trail=(Event(at=now(), action="drawn", detail=detail),),
        filters=asked.told,
        stratified_by=wish.by,
        proportional=bool(wish.by) and not wish.per,
        draw=number,
        redraw=redraw(options, source.run_id, seed.text),
    )


def _keep_and_show(options: DrawOptions, sample: Sample, samples: Path, command: str) -> int:
    from caseaudit.cli.sample_change import write_copy
    from caseaudit.output import shelf
    from caseaudit.sample import store
    from caseaudit.sample.manifest import write_beside
    from caseaudit.sample.screen import screen

    kept = store.new_folder(samples, sample.as_of)
    sample = kept.keep(sample.model_copy(update={"id": kept.id}))
    store.log_seed(
        samples,
        {
            "event": "drawn", "sample": sample.id, "run": sample.run, "data": sample.data_digest,
            "design": options.design_digest(), "seed": sample.seed, "draw": sample.draw,
        },
    )  # fmt: skip
    write_beside(kept, sample, command)
    shelf.point_at(kept.folder)
    if options.output is not None:
        write_copy(sample, options.output)
    sys.stdout.write(mask(screen(sample, kept.folder.as_posix())))
    return Exit.OK
