"""What people read is held by golden files: `CASEAUDIT_WRITE_GOLDEN=1 pytest tests/output` writes them anew, then read the diff."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
SMALL = ("check", "examples/small/wide.xlsx", "--as-of", "2026-10-15", "--no-save")
EXPLAIN = ("--data", "examples/small/wide.xlsx", "--as-of", "2026-10-15")
CASES = {
    "check-da.txt": SMALL,
    "check-en.txt": (*SMALL, "--lang", "en"),
    "check-da.md": (*SMALL, "--format", "markdown"),
    "explain-case-da.txt": ("explain", "27.24.00-G01-10-21", *EXPLAIN),
    "explain-c1-da.txt": ("explain", "27.24.00-G01-10-21", "C1", *EXPLAIN),
    "explain-n1-en.txt": ("explain", "27.24.00-G01-21-21", "N1", *EXPLAIN, "--lang", "en"),
    "rules-show-p1-da.txt": ("rules", "show", "plan-before-decision"),
    "schema-da.txt": ("schema", "show"),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_output_is_the_one_that_was_read_and_approved(cli, examples, name):
    """Each output is, letter for letter, the one in its golden file."""
    argv = [str(examples.parent / a) if a.startswith("examples/") else a for a in CASES[name]]
    found = re.sub(r" +$", "", cli(*argv).out, flags=re.MULTILINE)
    path = GOLDEN / name
    if os.environ.get("CASEAUDIT_WRITE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
