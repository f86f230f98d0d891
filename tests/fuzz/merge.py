"""`python -m tests.fuzz.merge COMMIT=FILE ...` adds up the results of several runs in `result.json`, which the docs show."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

RESULT = Path(__file__).with_name("result.json")


def merged(parts: list[tuple[str, dict]]) -> dict[str, object]:
    """One result of several; each run keeps its line. Different endings are counted run by run, so the most of one is kept."""
    targets: dict[str, dict] = {}
    for _, part in parts:
        for name, t in part["targets"].items():
            has = targets.setdefault(
                name, {"cases": 0, "exits": {}, "endings": 0, "codes": [], "slowest": 0, "memory": 0, "faults": 0}
            )
            has["cases"] += t["cases"]
            has["exits"] = dict(sorted((Counter(has["exits"]) + Counter(t["exits"])).items()))
            has["codes"] = sorted({*has["codes"], *t["codes"]})
            has["faults"] += sum(t["faults"].values())
            for key in ("endings", "slowest", "memory"):
                has[key] = max(has[key], t[key])
    runs = [
        {
            "commit": commit, "seed": part["seed"], "cpu_minutes": round(part["cpu_minutes"], 1), "cases": part["cases"],
            "faults": sorted({f"{n}: {f.split(':')[0]}" for n, t in part["targets"].items() for f in t["faults"]}),
        }
        for commit, part in parts
    ]  # fmt: skip
    return {"cpu_minutes": round(sum(p["cpu_minutes"] for _, p in parts), 1), "runs": runs, "targets": targets}


if __name__ == "__main__":
    given = [
        (commit, json.loads(Path(file).read_text(encoding="utf-8")))
        for commit, _, file in (a.partition("=") for a in sys.argv[1:])
    ]
    RESULT.write_text(json.dumps(merged(given), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
