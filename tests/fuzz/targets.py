"""What is fuzzed: for each kind of input the seeds, how it is damaged, and the command lines that read it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import seeds
from .arguments import LINES, mixed
from .books import zipped
from .lines import written
from .mutate import damaged, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Files = dict[str, bytes]
JSON = "--format json --no-save --as-of 2026-10-15"
FEW = " --rule notification-assessed-within-24-hours --rule child-conversation-before-decision"


@dataclass(frozen=True)
class Target:
    """One kind of input. The commands are drawn in the order of their weight."""

    name: str
    seeds: Callable[[], list[Files]]
    commands: tuple[tuple[int, str], ...]
    setting: bool = False
    change: Callable[[bytes, Random], bytes] | None = None
    still: frozenset[str] = frozenset()  # files of the case that are not damaged
    extra: dict[str, str] = field(default_factory=dict)

    def damage(self, files: Files, rng: Random) -> Files:
        """Damage one file, now and then two."""
        names = [n for n in files if n not in self.still]
        out = dict(files)
        for name in rng.sample(names, min(len(names), rng.choice((1, 1, 1, 2)))):
            out[name] = (self.change or of_kind(name))(out[name], rng)
        return out

    @property
    def plain(self) -> list[str]:
        """The first command line, as it stands: with a whole input it must go well."""
        return shlex.split(self.commands[0][1])

    def command(self, rng: Random) -> list[str]:
        line = rng.choices([c for _, c in self.commands], [w for w, _ in self.commands])[0]
        argv = shlex.split(line)
        if self.name == "arguments":
            argv = mixed(argv, rng)
        return argv + (["--lang", "en"] if rng.random() < 0.15 else [])


def of_kind(name: str) -> Callable[[bytes, Random], bytes]:
    """How a file is damaged, by the end of its name."""
    end = name.rsplit(".", 1)[-1]
    if end in ("csv", "txt"):
        return table
    if end in ("xlsx", "ods", "docx", "xlsm"):
        return zipped
    kinds = {"yaml": "yaml", "toml": "toml", "json": "json", "html": "text"}
    return written(kinds[end]) if end in kinds else damaged


def _export(data: str, few: bool = True) -> tuple[tuple[int, str], ...]:
    return (
        (50, f"check {data} {JSON}"),
        (25 if few else 0, f"check {data} {JSON}{FEW}"),
        (10, f"check {data} --as-of 2026-10-15 --no-save"),
        (5, f"check {data} --period 2026 --as-of 2026-10-15 --exit-zero --runs andre"),
        (6, f"privacy scan {data}"),
        (4, "doctor"),
    )


def _suggest(name):
    return ((10, f"mapping suggest {name}"), (2, f"mapping suggest {name} -o ny.yaml"))


def targets() -> dict[str, Target]:
    """Every target by name."""
    wide, data = {"udtraek.csv": seeds.wide()}, "udtraek.csv"

    def one(name, found):
        return lambda: [{name: f} for f in found()]

    out = [
        Target(
            "csv", lambda: [*seeds.wides(), *({data: k} for k in seeds.kept("csv"))], (*_export(data), *_suggest(data))
        ),
        Target("log", lambda: [seeds.log(), *({"log.csv": k} for k in seeds.kept("log"))], _export("log.csv")),
        Target("canonical", lambda: [seeds.canonical()], _export("sager")),
        Target(
            "xlsx",
            lambda: [{"udtraek.xlsx": b} for b in (seeds.book(), *seeds.kept("xlsx"))],
            (*_export("udtraek.xlsx"), *_suggest("udtraek.xlsx")),
        ),
        Target("tables", lambda: [{"sager.xlsx": seeds.tables()}], _export("sager.xlsx")),
        Target("ods", one("udtraek.ods", lambda: seeds.kept("ods")), _export("udtraek.ods")),
        Target("xls", one("udtraek.xls", lambda: seeds.kept("xls")), _export("udtraek.xls"), change=damaged),
        Target("parquet", lambda: [seeds.parquet()], _export("sager"), change=damaged),
        Target(
            "profile",
            lambda: [wide | {"p.yaml": p} for p in (*seeds.profiles(), *seeds.kept("profile"))],
            (
                (30, f"check {data} --profile p.yaml {JSON}"),
                (30, f"check {data} --profile p.yaml {JSON}{FEW}"),
                (20, f"mapping check p.yaml {data}"),
                (5, "mapping check p.yaml"),
            ),
            still=frozenset([data]),
        ),
        Target(
            "rules",
            lambda: [wide | {f"egne/{name}": text} for name, text in seeds.rules()],
            (
                (40, f"check {data} --rules egne {JSON}"),
                (30, "rules lint egne"),
                (10, "rules test --rules egne"),
                (5, "rules lint egne --lang en"),
                (5, "rules coverage --rules egne"),
            ),
            still=frozenset([data]),
        ),
        Target(
            "config",
            lambda: [wide | {"caseaudit.toml": c} for c in (seeds.CONFIG.encode(), *seeds.kept("config"))],
            (
                (40, f"check {data} --format json --as-of 2026-10-15"),
                (20, "doctor"),
                (10, "schedule cron"),
                (10, "report build --format md"),
                (5, "history list"),
                (5, "review status"),
            ),
            setting=True,
            still=frozenset([data]),
        ),
        Target("arguments", lambda: [wide], tuple((1, c) for c in LINES), setting=True, still=frozenset([data])),
        *_worked_on(one),
    ]
    return {t.name: t for t in out}


def _worked_on(one):
    """Inputs that come back from people, or that were kept from earlier."""
    from filled_forms import filled

    def forms():
        return [filled().bytes(), filled(layout="list").bytes(), *seeds.kept("forms")]

    return [
        Target(
            "forms",
            one("skema-AB.xlsx", forms),
            (
                (40, "review import skema-AB.xlsx"),
                (20, "review import skema-AB.xlsx --partial --format json"),
                (10, "review import skema-AB.xlsx --strict"),
                (5, "review import ."),
                (5, "privacy scan skema-AB.xlsx"),
            ),
            setting=True,
        ),
        Target(
            "selfrating",
            one("egen.csv", lambda: seeds.kept("selfrating")),
            ((1, "review self-rating egen.csv"),),
            setting=True,
        ),
        Target(
            "actions",
            lambda: [{}],
            (
                (1, "actions check"),
                (2, "actions status --as-of 2026-10-15"),
                (1, "actions status --format json --as-of 2026-10-15"),
            ),
            setting=True,
            extra={"handlinger.xlsx": "handlinger.xlsx"},
        ),
        Target(
            "baseline",
            lambda: [{}],
            (
                (2, f"check udtraek.csv --baseline baseline.json --fail-on-new {JSON}"),
                (1, "baseline show"),
                (1, "baseline diff"),
            ),
            setting=True,
            extra={"baseline.json": "baseline.json"},
        ),
        Target(
            "texts",
            lambda: [{}],
            ((1, "report build --format md"), (1, "report build --format html")),
            setting=True,
            extra={"tekster.toml": "tekster.toml"},
        ),
        Target(
            "reference",
            lambda: [{}],
            ((1, "figures import reference.csv"),),
            setting=True,
            extra={"reference.csv": "reference.csv"},
        ),
        Target(
            "lists",
            lambda: [{}],
            ((1, "worklist --carry lister -o nye"), (1, "worklist --carry lister --format html -o nye")),
            setting=True,
            extra={"lister/*.xlsx": "lister"},
        ),
        Target(
            "reports",
            lambda: [{}],
            (
                (2, "report verify rapport/R.docx"),
                (2, "report verify rapport/R.html"),
                (1, "report check-template rapport/R.docx"),
                (1, "privacy scan rapport"),
            ),
            setting=True,
            extra={"rapport/*": "rapport"},
        ),
        Target(
            "store",
            lambda: [{}],
            (
                (2, "trend"),
                (1, "history list"),
                (2, "history verify"),
                (1, "doctor"),
                (2, "check udtraek.csv --as-of 2026-10-16 -q"),
                (1, "report build --format md"),
                (1, "worklist"),
                (1, "baseline diff"),
                (1, "figures"),
                (1, "history prune --keep 1"),
                (1, "explain 27.24.00-G01-1-22"),
            ),
            setting=True,
            extra={"runs/**/*": "runs"},
        ),
        Target(
            "rounds",
            lambda: [{}],
            (
                (2, "review status"),
                (2, "review import fyldt.xlsx"),
                (2, "review result"),
                (1, "review compare"),
                (1, "review export -o svar.csv"),
                (1, "review create --reviewers AB,CD --overlap 20%"),
                (2, "sample show"),
                (1, "sample extend --add 2"),
                (1, "sample replace 2026-10-15-1 1 --reason closed"),
                (1, "worklist"),
            ),
            setting=True,
            extra={"reviews/**/*": "reviews", "samples/**/*": "samples", "worklists/**/*": "worklists"},
        ),
    ]
