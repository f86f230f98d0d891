"""Whether the files fit into the memory that is free: asked before anything of them is read.

Tables are held in memory whole, and judging them takes more than reading. The figures per byte were measured over whole
runs of `check` (docs/reliability.md); they are the worst of the forms tried.
"""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import DataError, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.sheets import guard

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES = 2_000_000_000
"""No file is larger, however much memory there is: the texts of a column are counted in 31 bits."""
LIMIT_SETTING = "CASEAUDIT_MAX_BYTES"
BASE = 300_000_000
PER_BYTE = 24
"""Of a text file."""
PER_UNPACKED_BYTE = 8
"""Of a workbook, whose rows are some three times as long as the same rows of text."""
PER_PACKED_BYTE = 100
"""Of Parquet, and of the old workbooks."""
PER_FINDING = 1_300
"""Of every breach and unknown, while the run is kept."""
_ZIPPED = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
_TEXT = frozenset({".csv", ".txt", ".tsv"})


def refuse_large(files: Sequence[Path]) -> None:
    """Raise `DataError` for files that are too large alone, or too large together for the memory that is free.

    Whoever sets the limit of a file answers for the memory, too.
    """
    given = os.environ.get(LIMIT_SETTING, "")
    most = int(given) if given.isdecimal() else MAX_BYTES
    large = [path for path in files if path.stat().st_size > most]
    if large:
        values = {"limit": f"{most / 1e9:.1f}", "setting": LIMIT_SETTING}
        raise DataError(Problem("file_too_large", Place(file=mask(p.name)), values) for p in large)
    free = None if given.isdecimal() else free_memory()
    needed = BASE + sum(_weight(path) for path in files)
    if free is not None and needed > free:
        heaviest = max(files, key=_weight)
        room = max(0, free - BASE) / PER_BYTE
        values = {
            "needed": f"{needed / 1e9:.1f}", "free": f"{free / 1e9:.1f}", "limit": f"{room / 1e9:.2f}",
            "setting": LIMIT_SETTING,
        }  # fmt: skip
        raise DataError(Problem("memory_too_small", Place(file=mask(heaviest.name)), values))


def refuse_findings(count: int) -> None:
    """Raise `UsageError` for more findings than can be held while the run is kept. Only the judging tells how many they are."""
    free = None if os.environ.get(LIMIT_SETTING, "").isdecimal() else free_memory()
    needed = count * PER_FINDING
    if free is not None and needed > free:
        values = {
            "count": count,
            "needed": f"{needed / 1e9:.1f}",
            "free": f"{free / 1e9:.1f}",
            "setting": LIMIT_SETTING,
        }
        raise UsageError(Problem("findings_too_many", values=values))


def _weight(path: Path) -> int:
    """The memory that a file takes, from its size alone."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    if suffix in _TEXT:
        return size * PER_BYTE
    if suffix in _ZIPPED and zipfile.is_zipfile(path):
        if guard.check(path):
            return 0  # it is refused for what it is, where it is read
        with zipfile.ZipFile(path) as archive:
            return PER_UNPACKED_BYTE * sum(e.file_size for e in archive.infolist())
    return size * PER_PACKED_BYTE


def free_memory() -> int | None:
    """Return the bytes that this process can still take without others being pushed out; None where nobody says."""
    if sys.platform == "win32":
        return _windows()
    found = [n for n in (_meminfo(), _group(), _rlimit()) if n is not None]
    return min(found) if found else None


def _meminfo() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2 if hasattr(os, "sysconf") else None
    told = {line.split(":")[0]: line.split(":")[1].split() for line in lines if ":" in line}
    return int(told["MemAvailable"][0]) * 1024 if "MemAvailable" in told else None


def _group() -> int | None:
    """What a container leaves."""
    for most, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        try:
            limit = Path(most).read_text(encoding="ascii").strip()
            if limit.isdecimal():
                return max(0, int(limit) - int(Path(used).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return None


def _rlimit() -> int | None:
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def _windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong), ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "t2", "f2", "t3", "f3", "f4")),
        )  # fmt: skip

    status = Status()
    status.length = ctypes.sizeof(status)
    ok = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.free) if ok else None
