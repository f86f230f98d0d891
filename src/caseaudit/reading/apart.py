"""A workbook parsed in a process of its own, with bounds on memory and time; the sheets come back as bytes.

Windows has no such bounds on memory: there only the time is bounded (documented in docs/reliability.md).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from caseaudit.errors import DataError, Place, Problem
from caseaudit.sheets import child
from caseaudit.sheets.handing import ALIGNED

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = 1 << 30
"""The libraries alone map 320 MB; a small workbook needs little more."""
MEMORY_PER_BYTE = 6
"""The fast parser holds some 32 bytes per cell beside the text; a cell takes ten or more bytes of the unpacked sheet."""
SECONDS, BYTES_PER_SECOND = 8, 5_000_000
"""Processor time: it unpacks and parses 30 MB a second and more."""
SLOWER = 4
"""A busy machine: seconds on the wall per second of processor time."""
PIPE = 1 << 20
"""Bytes that the system holds between the two processes, where it can be asked to."""
SECOND_PARSER = frozenset({".xlsx", ".xlsm"})


def parse(path: Path, file: str) -> list[tuple[dict[str, Any], pa.RecordBatch]]:
    """Return every sheet that holds anything: its title, whether hidden, what a survey tells of it; and the cells.

    Raises `DataError` when neither parser can read it within the bounds.
    """
    code, data = _run(path, "first")
    if code not in (child.OK, child.BROKEN) and path.suffix.lower() in SECOND_PARSER:
        code, data = _run(path, "second")
    if code == child.OK:
        try:
            return sheets_of(data)
        except (ValueError, pa.ArrowException, KeyError):
            code = child.FAILED
    told = {child.BROKEN: "workbook_broken", child.TOO_WIDE: "workbook_area"}
    raise DataError(Problem(told.get(code, "workbook_failed"), Place(file=file)))


def _run(path: Path, parser: str) -> tuple[int, bytes]:
    size = _unpacked(path)
    memory, seconds = MEMORY + MEMORY_PER_BYTE * size, SECONDS + size // BYTES_PER_SECOND
    # -P: nothing is imported from the folder where the user stands
    line = [sys.executable, "-P", "-m", child.__name__, os.path.abspath(path), parser, str(memory), str(seconds)]  # noqa: PTH100 - not resolve(): a link stays the name that was given
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        child_process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            pipesize=PIPE,
        )
    except OSError:
        return child.FAILED, b""
    clock = threading.Timer(SLOWER * seconds, child_process.kill)
    clock.start()
    try:
        data = child_process.stdout.read() if child_process.stdout else b""
        return child_process.wait(), data  # killed by the clock: a code that is no answer
    finally:
        clock.cancel()
        child_process.kill()
        if child_process.stdout:
            child_process.stdout.close()
        child_process.wait()


def _unpacked(path: Path) -> int:
    """What the workbook says it unpacks to; the older forms are not packed."""
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(e.file_size for e in archive.infolist())


def sheets_of(data: bytes) -> list[tuple[dict[str, Any], pa.RecordBatch]]:
    """Return what the process handed over. Raises `ValueError`, `KeyError` or an Arrow error where it is not whole."""
    found, at, whole = [], 0, memoryview(data)
    while at < len(data):
        end = data.index(b"\n", at) + 1
        head = json.loads(data[at:end])
        arrays, at = [], end
        for column in head["columns"]:
            buffers: list[pa.Buffer | None] = []
            for size in column["sizes"]:
                if at + size > len(data):
                    raise ValueError("cut off")
                buffers.append(pa.py_buffer(whole[at : at + size]) if size else None)
                at += size + -size % ALIGNED
            arrays.append(_array(column["format"], head["rows"], buffers))
        batch = pa.record_batch(arrays, names=[str(i) for i in range(len(arrays))])
        batch.validate(full=True)
        found.append((head, batch))
    return found


def _array(form: str, rows: int, buffers: list[pa.Buffer | None]) -> pa.Array:
    """A column of nothing but blanks comes without texts."""
    if form == "n":
        return pa.nulls(rows, pa.string())
    filled, offsets, texts = buffers
    kind = pa.string() if form == "u" else pa.large_string()
    return pa.Array.from_buffers(kind, rows, [filled, offsets, texts or pa.py_buffer(b"")]).cast(pa.string())
