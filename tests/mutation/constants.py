"""The numbers and words that stand outside functions, which mutmut passes over: each is changed once, and the tests run.

Constants of modules, and defaults of dataclasses. `run.py FOLDER --constants` calls this.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = ("tests/engine", "tests/mutation/check_agreement.py")
TYPES = ("State", "Role")
SLOW = ("test_against_oracle", "test_every_rule_against_oracle", "test_metamorphic")


def changed(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, what stands there, and the whole source with one constant changed."""
    tree = ast.parse(source)
    for body in (tree.body, *(c.body for c in tree.body if isinstance(c, ast.ClassDef))):
        for statement in body:
            value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
            if value is not None and ast.unparse(statement).startswith(("__all__", *(f"{t} = Literal" for t in TYPES))):
                continue  # names that only the type checker reads
            for node in ast.walk(value) if value is not None else ():
                if isinstance(node, ast.Constant) and (new := _other(node.value)) is not None:
                    yield (
                        node.lineno,
                        f"{ast.unparse(statement)[:60]} ({node.value!r} -> {new!r})",
                        _put(source, node, new),
                    )


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"XX{value}XX"
    return True if value is None else None


def _put(source: str, node: ast.Constant, new: object) -> str:
    lines = source.splitlines(keepends=True)
    line = lines[node.lineno - 1].encode()
    lines[node.lineno - 1] = (line[: node.col_offset] + repr(new).encode() + line[node.end_col_offset :]).decode()
    return "".join(lines)


def run(work: Path, engine: Path) -> int:
    """Print one line per constant; return the number that nothing noticed."""
    place = work / "constants"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(work / "src", place / "src")
    for name in ("rules", "templates", "profiles"):
        (place / name).symlink_to(work / name)
    environment = os.environ | {"PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=ci", *TESTS]
    command += [f"--ignore=tests/engine/{name}.py" for name in SLOW]
    told = survived = 0
    for path in sorted((place / engine).glob("*.py")):
        source = path.read_text("utf-8")
        for line, what, mutant in changed(source):
            path.write_text(mutant, "utf-8")
            code = subprocess.run(command, cwd=work, env=environment, capture_output=True, check=False).returncode
            told, survived = told + 1, survived + (code == 0)
            print("survived" if code == 0 else "killed  ", f"{path.name}:{line}", what, flush=True)
        path.write_text(source, "utf-8")
    print(f"{told} constants, {survived} survived")
    return survived
