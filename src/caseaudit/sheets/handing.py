"""Cells handed from one process to another as the bytes that Arrow holds in memory.

The parsers offer their tables through Arrow's C interface. It is read here by its published layout, for pyarrow takes
longer to start than a workbook of some megabytes takes to be parsed.
"""

from __future__ import annotations

import ctypes
import json
from typing import IO, Any

ALIGNED = 64
"""Arrow wants its buffers at such addresses."""
_OFFSET = {"u": ctypes.c_int32, "U": ctypes.c_int64}


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
]


def hand_over(out: IO[bytes], head: dict[str, Any], table: Any) -> None:
    """Write a line of JSON that says what follows, and then the buffers of every column, each filled up to `ALIGNED`.

    Raises `ValueError` for columns that are neither text nor blank.
    """
    schema_capsule, array_capsule = table.__arrow_c_array__()  # kept until all is written: they own the memory
    schema, array = _read(schema_capsule, b"arrow_schema", _Schema), _read(array_capsule, b"arrow_array", _Array)
    columns = [_column(schema.children[i][0], array.children[i][0]) for i in range(array.n_children)]
    told = {"rows": array.length, "columns": [{"format": f, "sizes": [size for _, size in b]} for f, b in columns]}
    out.write(_filled(json.dumps(head | told).encode() + b"\n"))
    for _, buffers in columns:
        for address, size in buffers:
            if size:
                out.write((ctypes.c_char * size).from_address(address))
                out.write(b"\0" * (-size % ALIGNED))


def _filled(line: bytes) -> bytes:
    """The line with blanks before its end, so that what follows begins at a multiple of `ALIGNED`."""
    return line[:-1] + b" " * (-len(line) % ALIGNED) + b"\n"


def _read(capsule: object, name: bytes, kind: type[Any]) -> Any:
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return kind.from_address(get(capsule, name))


def _column(schema: Any, array: Any) -> tuple[str, list[tuple[int, int]]]:
    """Return the format of a column and its buffers: which cells are filled, where each text begins, the texts."""
    form, length = schema.format.decode(), array.length
    if form == "n":
        return form, []
    if form not in _OFFSET or array.offset or array.n_buffers != 3:
        raise ValueError(form)
    kind = _OFFSET[form]
    filled, offsets, texts = (array.buffers[i] or 0 for i in range(3))
    last = (kind * (length + 1)).from_address(offsets)[length] if length else 0
    room = (length + 1) * ctypes.sizeof(kind) if length else 0
    return form, [(filled, (length + 7) // 8 if filled else 0), (offsets, room), (texts, last if texts else 0)]
