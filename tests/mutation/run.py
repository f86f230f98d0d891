"""Mutation testing of the engine, in a copy of the checkout: `python tests/mutation/run.py FOLDER [MODULE ...]`.

Needs `pip install -e .[dev,mutation]` and an operating system that can fork (Linux). What an earlier run left in the
folder is thrown away, unless `--keep` says that it goes on. Ends with 1 when a mutant survives that `docs/mutationer.md` does not explain.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import constants
import libcst as cst
from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant
from mutmut.utils.file_utils import change_cwd

ROOT = Path(__file__).resolve().parents[2]
DOC = ROOT / "docs" / "mutationer.md"
ENGINE = Path("src/caseaudit/engine")
COPIED = ("src", "tests", "rules", "templates", "profiles", "pyproject.toml")
PASSED_OVER = ("__pycache__", ".*_cache", ".hypothesis")
STATES = {
    0: "survived",
    1: "killed",
    3: "killed",
    5: "no tests",
    33: "no tests",
    None: "not run",
    37: "killed by types",
}
KILLED = ("killed", "killed by types", "timeout")


def copy_checkout(to: Path) -> None:
    """Copy what the engine and its tests need; and lay open what mutmut cannot reach."""
    to.mkdir(parents=True, exist_ok=True)
    for name in (*COPIED, "mutants"):
        shutil.rmtree(to / name, ignore_errors=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns(*PASSED_OVER))
        else:
            shutil.copy2(source, to / name)
    for path in sorted((to / ENGINE).glob("*.py")):
        path.write_text(laid_open(path.read_text("utf-8")), "utf-8")


def laid_open(source: str) -> str:
    """Move the bodies of decorated functions into plain ones: mutmut passes decorated functions over.

    A cache is left out altogether, since a forked mutant would inherit answers from before it was mutated.
    """
    return cst.parse_module(source).visit(_LayOpen()).code


class _LayOpen(cst.CSTTransformer):
    def leave_FunctionDef(
        self,
        original_node: cst.FunctionDef,  # noqa: ARG002
        updated_node: cst.FunctionDef,
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        names = [_name(d.decorator) for d in updated_node.decorators]
        if not names or names[0] in ("classmethod", "staticmethod"):
            return updated_node
        if names == ["lru_cache"]:
            return updated_node.with_changes(decorators=[])
        assert names in (["property"], ["cached_property"]), names
        plain = updated_node.with_changes(
            decorators=[], name=cst.Name(f"_of_{updated_node.name.value.strip('_')}"), leading_lines=[cst.EmptyLine()]
        )
        call = cst.parse_statement(f"return self.{plain.name.value}()")
        return cst.FlattenSentinel([updated_node.with_changes(body=cst.IndentedBlock([call])), plain])


def _name(decorator: cst.BaseExpression) -> str:
    inner = decorator.func if isinstance(decorator, cst.Call) else decorator
    return inner.attr.value if isinstance(inner, cst.Attribute) else cst.ensure_type(inner, cst.Name).value


def results(work: Path) -> dict[str, dict[str, str]]:
    """State of each mutant, by module."""
    out = {}
    for meta in sorted((work / "mutants" / ENGINE).glob("*.meta")):
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            out[meta.name.removesuffix(".py.meta")] = {k: STATES.get(c, "timeout") for k, c in codes.items()}
    return out


def shown(work: Path, mutant: str) -> str:
    """One line: function, what stood there, what the mutant says."""
    with change_cwd(work):
        diff = get_diff_for_mutant(mutant, path=find_mutant(mutant).path).splitlines()
    before = " ".join(x[1:].strip() for x in diff if x.startswith("-") and not x.startswith("---"))
    after = " ".join(x[1:].strip() for x in diff if x.startswith("+") and not x.startswith("+++"))
    function = re.sub(r"^x_?", "", mutant.rpartition(".")[2].rpartition("__mutmut_")[0]).strip("ǁ").replace("ǁ", ".")
    return f"`{function}`: `{before}` -> `{after}`"


def report(work: Path) -> int:
    """Print the figures and the survivors; return 1 when one of them is not explained, or some were not run."""
    found = results(work)
    total: Counter[str] = Counter()
    columns = ["killed", "timeout", "survived", "no tests", "not run"]
    print(f"| {'module':12} | mutants | " + " | ".join(columns) + " | % killed |")
    for module, states in [*found.items(), ("all", None)]:
        counts = total if states is None else Counter(states.values())
        total += counts if states is not None else Counter()
        n = counts.total()
        told = " | ".join(f"{counts[c]:>{len(c)}}" for c in columns)
        print(f"| {module:12} | {n:>7} | {told} | {100 * sum(counts[s] for s in KILLED) / max(n, 1):8.1f} |")
    explained = re.sub(r"\s+", " ", DOC.read_text("utf-8")) if DOC.is_file() else ""
    left = [k for states in found.values() for k, s in states.items() if s not in (*KILLED, "not run")]
    unexplained = total["not run"]  # a run that was stopped says nothing of the rest
    for mutant in left:
        line = shown(work, mutant)
        known = re.sub(r"\s+", " ", line).replace("|", "\\|") in explained
        unexplained += not known
        print(f"{'explained  ' if known else 'UNEXPLAINED'} {mutant.removeprefix('caseaudit.engine.')}  {line}")
    return int(unexplained > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", nargs="*", help="calendar, units ...; all where none is named")
    parser.add_argument("--keep", action="store_true", help="go on where an earlier run stopped, with the tests of now")
    parser.add_argument("--again", action="store_true", help="with --keep: try those again that were not killed")
    parser.add_argument("--report", action="store_true", help="only tell what an earlier run found")
    parser.add_argument("--constants", action="store_true", help="change what stands outside functions, one by one")
    options = parser.parse_args()
    work = options.folder.resolve()
    if options.report:
        return report(work)
    if options.keep:
        shutil.copytree(ROOT / "tests", work / "tests", ignore=shutil.ignore_patterns(*PASSED_OVER), dirs_exist_ok=True)
        (work / "mutants" / "mutmut-stats.json").unlink(
            missing_ok=True
        )  # which tests meet which function is asked anew
    else:
        copy_checkout(work)
    if options.constants:
        return int(constants.run(work, ENGINE) > 0)
    wanted = [f"caseaudit.engine.{m}.*" for m in options.modules]
    if options.again:
        states = [pair for found in results(work).values() for pair in found.items()]
        wanted = [mutant for mutant, state in states if state not in (*KILLED, "not run")]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "tests/mutation/quick.py", "run", "--max-children", "2", *wanted]
    subprocess.run(command, cwd=work, env=environment, check=False)
    return report(work)


if __name__ == "__main__":
    sys.exit(main())
