"""One measurement in a process of its own: `run.py` starts this and reads the line that it prints."""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 3


def cpu() -> float:
    """Of this process and of those that it started: a workbook is parsed in one of its own."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    start, clock = cpu(), time.perf_counter()
    work()
    return cpu() - start, time.perf_counter() - clock


def engine(name: str, folder: Path) -> dict[str, Any]:
    """Judging alone, data already loaded: the first call in the process, and the median of the next ones."""
    tool = module(name)
    data = tool.load(folder, "parquet")
    loaded = rss()
    extra = (tool.rules(),) if name == "ours" else ()
    first = timed(lambda: tool.judge(data, *extra))
    peak = rss()
    warm = [timed(lambda: tool.judge(data, *extra)) for _ in range(WARM)]
    found = len(tool.judge(data, *extra).findings)
    return {
        "cold_cpu": first[0], "cold_wall": first[1], "cpu": statistics.median(c for c, _ in warm),
        "wall": statistics.median(w for _, w in warm), "rss_mb": peak, "loaded_mb": loaded, "findings": found,
    }  # fmt: skip


def rule_count(count: int, folder: Path) -> dict[str, Any]:
    """Our judging of `count` times eight rules."""
    tool = module("ours")
    data, chosen = tool.load(folder, ""), tool.variants(count)
    tool.judge(data, chosen)
    runs = [timed(lambda: tool.judge(data, chosen)) for _ in range(WARM)]
    return {
        "cpu": statistics.median(c for c, _ in runs),
        "wall": statistics.median(w for _, w in runs),
        "rules": len(chosen),
    }


def whole(name: str, folder: Path, form: str, target: Path) -> dict[str, Any]:
    """Read, judge, write the findings; `run.py` measures the process from outside."""
    tool = module(name)
    tool.write(tool.judge(tool.load(folder, form)), target)
    return {}


def sheet(name: str, path: Path) -> dict[str, Any]:
    """Read every cell of a workbook."""
    readers: dict[str, Callable[[], Callable[[], Any]]] = {
        "caseaudit": _caseaudit, "fastexcel": _fastexcel, "python-calamine": _calamine, "openpyxl": _openpyxl, "polars": _polars,
    }  # fmt: skip
    read = readers[name]()
    used, wall = timed(lambda: read(path))  # type: ignore[call-arg]
    return {"cpu": used, "wall": wall, "rss_mb": rss()}


def _caseaudit() -> Callable[..., Any]:
    import fastexcel  # noqa: F401 - imported before the clock starts, for all

    return importlib.import_module("caseaudit.reading.workbook").load


def _fastexcel() -> Callable[..., Any]:
    import fastexcel

    return lambda path: fastexcel.read_excel(path).load_sheet(0).to_arrow()


def _calamine() -> Callable[..., Any]:
    import python_calamine

    return lambda path: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _openpyxl() -> Callable[..., Any]:
    import openpyxl

    return lambda path: list(
        openpyxl.load_workbook(path, read_only=True, data_only=True).active.iter_rows(values_only=True)
    )


def _polars() -> Callable[..., Any]:
    import polars as pl

    return pl.read_excel


def module(name: str) -> Any:
    return importlib.import_module("ours" if name == "ours" else f"peers.{name}")


def rss() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(kind: str, *args: str) -> None:
    if kind == "engine":
        out = engine(args[0], Path(args[1]))
    elif kind == "rules":
        out = rule_count(int(args[0]), Path(args[1]))
    elif kind == "whole":
        out = whole(args[0], Path(args[1]), args[2], Path(args[3]))
    else:
        out = sheet(args[0], Path(args[1]))
    print(json.dumps(out))


if __name__ == "__main__":
    main(*sys.argv[1:])
