"""mutmut, with one step before pytest: a few of the prepared batches are judged straight away in the forked process.

Most mutants fall there, before pytest has started; the others meet all tests as usual. The same tests, in another order.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import mutmut.__main__ as mutmut_cli
from mutmut.runners.harness import PytestRunner

PARTS = 2
ordinary = PytestRunner.run_tests


def run_tests(self: PytestRunner, *, mutant_name: str | None, tests: Iterable[str]) -> int:
    """1 (killed) where a prepared batch is judged otherwise, or cannot be judged; else what pytest says."""
    check = next((m for name, m in sys.modules.items() if name.endswith("check_agreement")), None)
    if mutant_name is not None and check is not None and any("check_agreement" in t for t in tests):
        try:
            if any(check.said(one) != one.expected for part in range(PARTS) for one in check.random_batches(part)):
                return 1
        except Exception:  # noqa: BLE001 - a mutant may fail in any way
            return 1
    return ordinary(self, mutant_name=mutant_name, tests=tests)


PytestRunner.run_tests = run_tests

if __name__ == "__main__":
    mutmut_cli.cli()
