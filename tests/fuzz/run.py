"""`python -m tests.fuzz.run --minutes 5 [--target csv,xlsx] [--seed 1] [--result FILE] [--faults FOLDER]`

Damages inputs at random and runs the real command line on each, in a process of its own with limits on memory and time.
What must hold is in `judge.py`. An input that makes the tool say something it has not said before is damaged further.
Ends with 1 when a fault was found; the input and the command line that show it are kept in the folder for faults.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import pkgutil
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "tests") not in sys.path:
    sys.path.insert(0, str(ROOT / "tests"))

POOL = 120


@dataclass
class Tally:
    """What one target gave."""

    cases: int = 0
    cpu: float = 0
    slowest: float = 0
    memory: int = 0
    exits: Counter[int] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    endings: set[tuple[object, ...]] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, object]:
        return {
            "cases": self.cases, "cpu": round(self.cpu, 1), "slowest": round(self.slowest, 1), "memory": self.memory >> 20,
            "exits": {str(k): v for k, v in sorted(self.exits.items())}, "endings": len(self.endings),
            "codes": sorted(self.codes), "faults": dict(self.faults),
        }  # fmt: skip


def cpu() -> float:
    """CPU seconds of this process and of all that it waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def warm() -> None:
    """Import everything once, and parse the shipped rule files once; each case then starts in some milliseconds."""
    import caseaudit
    from caseaudit import resources, yamlfile

    for module in pkgutil.walk_packages(caseaudit.__path__, "caseaudit."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    for name in ("pandas", "openpyxl", "pyarrow.csv", "pyarrow.parquet", "fastexcel", "jinja2", "docx", "xlsxwriter"):
        importlib.import_module(name)
    plain, known = yamlfile.load, {}
    for name in ("rules", "profiles"):
        for path in resources.data_dir(name).rglob("*.yaml"):
            known[path] = plain(path)
    wrapped = lambda path: known[path] if path in known else plain(path)  # noqa: E731
    for name, module in list(sys.modules.items()):
        if name.startswith("caseaudit.") and getattr(module, "load", None) is plain:
            module.load = wrapped


class Fuzzer:
    """Runs cases until the time is up."""

    def __init__(self, names, seed, folder: Path, faults: Path, talk) -> None:
        from .targets import targets

        self.seed, self.folder, self.kept, self.talk = seed, folder, faults, talk
        known = targets()
        self.targets = [known[n] for n in names or known]
        self.tallies = {t.name: Tally() for t in self.targets}
        self.work = folder / "work"
        self.setting = folder / "setting"
        os.environ["CASEAUDIT_KEY"] = str(folder / "key" / "pseudonym.key")
        os.environ["HOME"] = str(folder / "home")
        (folder / "home").mkdir()
        self._prepare()
        self.pools = {t.name: [self._first(t, s) for s in t.seeds()] for t in self.targets}
        self.fresh = {t.name: [] for t in self.targets}

    def _prepare(self):
        """A folder in which work has been done, made in a process of its own."""
        from . import seeds

        self.setting.mkdir()
        pid = os.fork()
        if pid == 0:
            try:
                os.chdir(self.setting)
                nothing = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nothing, 1)
                talk = os.dup(2)
                os.dup2(nothing, 2)
                seeds.setting(self.setting)
            except BaseException as e:  # noqa: BLE001
                os.write(talk, f"setting: {e!r}\n".encode())
                os._exit(1)
            os._exit(0)
        if os.waitpid(pid, 0)[1]:
            raise SystemExit("the folder to work in could not be made")
        for end in ("docx", "html"):
            found = next((self.setting / "rapport").glob(f"*.{end}"))
            found.rename(found.with_name(f"R.{end}"))

    def _first(self, target, files):
        """The seed itself, and what it takes from the folder that was worked in."""
        out = dict(files)
        for pattern in target.extra:
            for path in sorted(self.setting.glob(pattern)):
                if path.is_file() and path.name != ".lock":
                    out[str(path.relative_to(self.setting))] = path.read_bytes()
        return out

    def case(self, number) -> None:
        from .child import call
        from .judge import faults, in_files

        target = self.targets[number % len(self.targets)]
        rng = Random(f"{self.seed}/{target.name}/{number}")
        pool, fresh = self.pools[target.name], self.fresh[target.name]
        first = rng.choice(fresh) if fresh and rng.random() < 0.4 else rng.choice(pool)
        whole = number < len(self.targets)
        files = pool[0] if whole else target.damage(first, rng)
        argv = target.plain if whole else target.command(rng)
        self._lay(target, files)
        answer = call(argv, self.work)
        tally = self.tallies[target.name]
        tally.cases += 1
        tally.cpu += answer.cpu
        tally.slowest, tally.memory = max(tally.slowest, answer.cpu), max(tally.memory, answer.memory)
        tally.exits[answer.code] += 1
        tally.codes |= set(answer.codes)
        after = self._files()
        writes = target.name in (
            "store",
            "rounds",
            "actions",
            "config",
            "arguments",
        )  # what these damage is the tool's own to write
        found = faults(answer, {} if writes else files, after, argv)
        found += [
            f"canary: in {n}" for n in in_files({n: d for n, d in after.items() if n not in files and self._new(n)})
        ]
        ending = (answer.code, answer.codes, argv[0])
        if ending not in tally.endings:
            tally.endings.add(ending)
            if sum(map(len, files.values())) < 300_000:
                fresh.append(files)
                del fresh[:-POOL]
        for fault in found:
            self._fault(target, number, files, argv, answer, fault)

    def _new(self, name):
        return not (self.setting / name).exists() and not name.startswith(("reviews/", "runs/", "andre/", "egne/"))

    def _lay(self, target, files):
        shutil.rmtree(self.work, ignore_errors=True)
        if target.setting:
            shutil.copytree(self.setting, self.work)
        self.work.mkdir(exist_ok=True)
        for name, data in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _files(self):
        return {str(p.relative_to(self.work)): p.read_bytes() for p in self.work.rglob("*") if p.is_file()}

    def _fault(self, target, number, files, argv, answer, fault):
        tally = self.tallies[target.name]
        tally.faults[fault[:300]] += 1
        if tally.faults[fault[:300]] > 3:
            return
        folder = self.kept / f"{target.name}-{self.seed}-{number}"
        for name, data in files.items():
            path = folder / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        told = {"target": target.name, "argv": argv, "fault": fault, "code": answer.code, "signal": answer.signal,
                "cpu": answer.cpu, "memory": answer.memory, "crash": answer.crash, "err": answer.err[-3000:]}  # fmt: skip
        (folder / "fault.json").write_text(json.dumps(told, indent=1, ensure_ascii=True), encoding="utf-8")
        print(f"{target.name} #{number}: {fault[:200]}  ({folder})", file=self.talk, flush=True)

    def result(self) -> dict[str, object]:
        return {name: t.told() for name, t in self.tallies.items()}


def arguments(argv):
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run")
    parser.add_argument("--minutes", type=float, default=1.0, help="by the clock")
    parser.add_argument("--cpu-minutes", type=float, default=0.0, help="CPU minutes instead of the clock")
    parser.add_argument("--target", default="", help="names with a comma between; all when left out")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--result", type=Path)
    parser.add_argument("--faults", type=Path, default=Path(tempfile.gettempdir()) / "caseaudit-fuzz-faults")
    return parser.parse_args(argv)


def main(argv=None) -> int:
    given = arguments(argv)
    warm()
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="caseaudit-fuzz-"))
    try:
        fuzzer = Fuzzer([t for t in given.target.split(",") if t], given.seed, folder, given.faults, sys.stderr)
        number = 0
        while number < 2 * len(fuzzer.targets) or _time_left(given, start):  # each kind whole once, and damaged once
            fuzzer.case(number)
            number += 1
            if given.result and number % 200 == 0:
                _write(given, fuzzer, number)
        _write(given, fuzzer, number)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return int(any(t.faults for t in fuzzer.tallies.values()))


def _time_left(given, start) -> bool:
    if given.cpu_minutes:
        return cpu() < given.cpu_minutes * 60
    return time.monotonic() - start < given.minutes * 60


def _write(given, fuzzer, number) -> None:
    told = {"seed": given.seed, "cases": number, "cpu_minutes": round(cpu() / 60, 2), "targets": fuzzer.result()}
    text = json.dumps(told, indent=1, ensure_ascii=False)
    if given.result:
        given.result.write_text(text + "\n", encoding="utf-8")
    elif number:
        print(text)


if __name__ == "__main__":
    sys.exit(main())
