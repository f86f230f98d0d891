"""What was asked for on the command line of `sample draw`, made into filters and a wish; every fault is told at once."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli import common
from caseaudit.errors import Problem, UsageError
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.privacy import mask

if TYPE_CHECKING:
    from caseaudit.sample.design import Wish
    from caseaudit.sample.frame import Filters
    from caseaudit.sample.quotas import Quota
    from caseaudit.settings import Config

DEFAULT_N, DEFAULT_FROM_EACH = 20, 5
CASE_WORDS = ("case", "sag", "cases", "sager")


@dataclass(frozen=True)
class DrawOptions:
    """The command line of `sample draw`, as given."""

    data: tuple[Path, ...] = ()
    n: int | None = None
    unit_kind: str = "case"
    sections: str = ""
    first: str = ""
    last: str = ""
    units: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    open_only: bool = False
    not_reviewed_within: str = ""
    stratify: str = ""
    per: str = ""
    quota: tuple[str, ...] = ()
    quotas: Path | None = None
    risk: bool = False
    must: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    seed: str = ""
    secret_seed: bool = False
    period: str = ""
    run: str = ""
    as_of: str = ""
    profile: Path | None = None
    rule_dirs: tuple[Path, ...] = ()
    output: Path | None = None
    runs: Path | None = None
    samples: Path | None = None

    def written(self) -> dict[str, str]:
        """What was asked for, as it is kept in the trail: masked, and without folders."""
        given = {
            k: v
            for k, v in vars(self).items()
            if v not in ("", (), None, False) and k not in ("runs", "samples", "output")
        }
        given = {k: v for k, v in given.items() if not (k == "unit_kind" and v == "case")}
        return {
            k: mask(", ".join(_plain(x) for x in v) if isinstance(v, tuple) else _plain(v)) for k, v in given.items()
        }

    def design_digest(self) -> str:
        """One sum for what could be drawn and how, whatever the seed, the number and the place of the files."""
        apart = {"seed", "secret_seed", "n", "run", "data", "as_of", "profile", "rule_dirs"}
        told = {k: v for k, v in self.written().items() if k not in apart}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@dataclass(frozen=True)
class Asked:
    """The command line, understood."""

    wish: Wish
    filters: Filters
    months: int = 0
    told: dict[str, str] = field(default_factory=dict)


def kind_of(word: str) -> str:
    """The kind meant by a word in either language. Raises `UsageError`."""
    plain = " ".join(word.split()).casefold()
    if plain in CASE_WORDS:
        return "case"
    for name, kind in EVENT_TYPES.items():
        if plain in (name, kind.label.da.casefold(), kind.label.en.casefold()):
            return name
    known = "case, decision, notification, investigation, placement, intervention, plan"
    raise UsageError(Problem("sample_kind_unknown", values={"value": word, "known": known}))


def understood(options: DrawOptions, settings: Config) -> Asked:
    """Read the options. Raises `UsageError`."""
    from caseaudit.sample.design import Wish
    from caseaudit.sample.frame import Filters

    _one_design(options)
    n = (DEFAULT_FROM_EACH if options.per else DEFAULT_N) if options.n is None else options.n
    if n < 1:
        raise UsageError(Problem("sample_n", values={"n": n}))
    if not options.data and (options.as_of or options.profile):
        raise UsageError(Problem("sample_needs_data", values={"option": "--as-of" if options.as_of else "--profile"}))
    if mask(options.seed) != options.seed:
        raise UsageError(Problem("sample_seed_cpr"))
    kind = kind_of(options.unit_kind)
    first, last = _window(options)
    wish = Wish(
        kind=kind,
        n=n,
        by=_fields(options.per or options.stratify, "--per" if options.per else "--stratify"),
        per=bool(options.per),
        quotas=_quotas(options, kind),
        weights=settings.sample.risk.model_dump() if options.risk else None,
        must=tuple(c.strip() for c in options.must),
        only=tuple(c.strip() for c in options.only),
    )
    filters = Filters(
        sections=tuple(s.strip() for s in options.sections.split(",") if s.strip()),
        first=first,
        last=last,
        units=options.units,
        teams=options.teams,
        target_groups=options.target_groups,
        open_only=options.open_only,
    )
    told = {k: v for k, v in options.written().items() if k in _FILTERS}
    return Asked(wish, filters, _months(options.not_reviewed_within), told)


_FILTERS = (
    "sections", "first", "last", "units", "teams", "target_groups", "open_only", "not_reviewed_within", "period",
)  # fmt: skip


def _one_design(options: DrawOptions) -> None:
    """Refuse designs that cannot be combined."""
    chosen = {
        "--stratify": options.stratify,
        "--per": options.per,
        "--quota": options.quota or options.quotas,
        "--risk": options.risk,
        "--only": options.only,
    }
    given = [name for name, value in chosen.items() if value]
    if len(given) > 1:
        raise UsageError(Problem("sample_two_designs", values={"first": given[0], "second": given[1]}))
    if options.only and options.must:
        raise UsageError(Problem("sample_two_designs", values={"first": "--only", "second": "--must"}))
    if options.n is not None and given and given[0] in ("--quota", "--only"):
        raise UsageError(Problem("sample_two_designs", values={"first": "--n", "second": given[0]}))
    if options.seed and options.secret_seed:
        raise UsageError(Problem("sample_two_designs", values={"first": "--seed", "second": "--secret-seed"}))
    if options.data and options.run:
        raise UsageError(Problem("sample_two_designs", values={"first": "DATA", "second": "--run"}))


def _window(options: DrawOptions) -> tuple[date | None, date | None]:
    period = common.period(options.period)
    first = common.day(options.first) if options.first else (period.first if period else None)
    last = common.day(options.last) if options.last else (period.last if period else None)
    if first and last and last < first:
        raise UsageError(Problem("bad_period", values={"value": f"{first}..{last}"}))
    return first, last


def _fields(text: str, option: str) -> tuple[str, ...]:
    from caseaudit.sample.design import STRATA

    fields = tuple(dict.fromkeys(f.strip().replace("-", "_") for f in text.split(",") if f.strip()))
    for name in fields:
        common.choice(name, option, STRATA)
    return fields


def _quotas(options: DrawOptions, kind: str) -> tuple[Quota, ...]:
    from caseaudit.sample.quotas import distinct, parse_quota, read_quotas

    quotas = tuple(parse_quota(q, kind, kind_of) for q in options.quota)
    if options.quotas is not None:
        quotas += read_quotas(options.quotas, kind, kind_of)
    return distinct(quotas)


def _months(text: str) -> int:
    """`12m`, `1y` (or `1å`) or a number of months."""
    plain = text.strip().casefold()
    if not plain:
        return 0
    number, years = plain.rstrip("myå"), plain[-1] in "yå"
    if not number.isdigit() or not 0 < int(number) <= 600 or len(plain) - len(number) > 1:
        raise UsageError(Problem("sample_months", values={"value": text}))
    return int(number) * (12 if years else 1)


ENDINGS = (".xlsx", ".csv", ".json")


def check_output(path: Path | None) -> None:
    """Refuse a list in a form that we do not write, before anything is drawn."""
    if path is not None and path.suffix.lower() not in ENDINGS:
        raise UsageError(Problem("sample_output_kind", values={"name": mask(path.name)}))


def command_line(options: DrawOptions) -> str:
    """The command as it was given: file names without folders, and masked."""
    words = [_plain(p) for p in options.data] + _words(options)
    for flag, value in (("--run", options.run), ("--as-of", options.as_of), ("--seed", options.seed)):
        words += [flag, value] if value else []
    words += ["--secret-seed"] if options.secret_seed else []
    return mask("caseaudit sample draw " + shlex.join(words)).strip()


def redraw(options: DrawOptions, run: str, seed: str) -> str:
    """The command that draws the same again, from the same run with the same seed."""
    return mask("caseaudit sample " + shlex.join([*_words(options), "--run", run, "--seed", seed]))


def _words(options: DrawOptions) -> list[str]:
    """The options of the design and the population as words of a command line."""
    words = [] if options.n is None else ["--n", str(options.n)]
    for name, flag in _FLAGS.items():
        value = getattr(options, name)
        if name == "unit_kind" and value == "case":
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if one is True:
                words.append(flag)
            elif one not in ("", None, False):
                words += [flag, _plain(one)]
    return words


_FLAGS = {
    "unit_kind": "--unit-kind",
    "sections": "--section",
    "first": "--from",
    "last": "--to",
    "period": "--period",
    "units": "--unit",
    "teams": "--team",
    "target_groups": "--target-group",
    "open_only": "--open-only",
    "not_reviewed_within": "--not-reviewed-within",
    "stratify": "--stratify",
    "per": "--per",
    "quota": "--quota",
    "quotas": "--quotas",
    "risk": "--risk",
    "must": "--must",
    "only": "--only",
    "rule_dirs": "--rules",
}
