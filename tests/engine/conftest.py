"""What the comparison of the engine with the evaluator tells at the end of a run."""

from __future__ import annotations

from collections import Counter
from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was compared. The numbers travel with the test reports, so this holds under xdist too."""
    told: Counter[str] = Counter()
    seeds = set()
    for report in [r for reports in terminalreporter.stats.values() for r in reports]:
        if getattr(report, "when", None) == "call":
            seeds.update(v for k, v in report.user_properties if k == "seeds")
            told.update({k: v for k, v in report.user_properties if str(k).startswith("compared ")})
    if not told:
        return
    terminalreporter.section("engine and independent evaluator")
    for text in sorted(seeds):
        terminalreporter.write_line(f"seeds {text}")
    for name in sorted(told):
        terminalreporter.write_line(f"{name.removeprefix('compared '):32} {told[name]:>12,}")
