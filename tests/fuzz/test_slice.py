"""One minute of the fuzzers, with the same seed every time; the long runs are made by hand (docs/reliability.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("CASEAUDIT_FUZZ_SECONDS", "60"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each case is a forked process, which Windows does not have")
def test_a_minute_of_damaged_files_gives_no_crash_no_leak_and_whole_accounts(tmp_path):
    """Every kind of input is damaged at least once, and whatever must hold after a command (judge.py) holds."""
    result, faults = tmp_path / "result.json", tmp_path / "faults"
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.fuzz.run", "--minutes", str(SECONDS / 60),
         "--seed", "ci", "--result", result, "--faults", faults],
        check=False, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + 240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(result.read_text(encoding="utf-8"))
    assert [name for name, t in told["targets"].items() if t["cases"] == 0 or t["faults"]] == []
    untouched = [name for name, t in told["targets"].items() if not {"0", "1"} & t["exits"].keys()]
    assert untouched == [], "each target begins with a whole input, which the tool must take"
