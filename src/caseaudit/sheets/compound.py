"""One stream out of a compound file, the container of old Office files ([MS-CFB])."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on mean: no more."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def stream(path: Path, names: Sequence[str]) -> bytes:
    """Return the first stream with one of these names. Raises `KeyError` without one, `ValueError` where it is damaged."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError("no compound file")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12):
        raise ValueError("odd sector size")
    size = 1 << shift
    (first_entry,), (cutoff, first_mini) = struct.unpack_from("<I", data, 48), struct.unpack_from("<II", data, 56)
    table = _numbers(b"".join(_sector(data, n, size) for n in _table_sectors(data, size)))
    entries = _chain(data, table, first_entry, size)
    root = None
    for at in range(0, len(entries), _ENTRY):
        kind = entries[at + 66]
        begin, length = struct.unpack_from("<IQ", entries, at + 116)
        if kind == _ROOT:
            root = begin
        name = entries[at : at + max(0, struct.unpack_from("<H", entries, at + 64)[0] - 2)].decode(
            "utf-16-le", "replace"
        )
        if kind == _STREAM and name in names:
            length &= 0xFFFFFFFF  # the upper half is not used in files of this age
            if length >= cutoff or root is None:
                return _chain(data, table, begin, size)[:length]
            mini = _numbers(_chain(data, table, first_mini, size))
            return _chain(_chain(data, table, root, size), mini, begin, 1 << mini_shift, header=0)[:length]
    raise KeyError(names[0])


def _table_sectors(data: bytes, size: int) -> list[int]:
    """Return the sectors that hold the table of sectors: the first 109 stand in the head, the others in a chain."""
    found = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= _END:
            break
        numbers = _numbers(_sector(data, more, size))
        found += numbers[:-1]
        more = numbers[-1]
    return [n for n in found if n < _END]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _chain(data: bytes, table: Sequence[int], number: int, size: int, *, header: int = 1) -> bytes:
    """Put the sectors of a chain together. Raises `ValueError` for one that never ends."""
    out: list[bytes] = []
    while number < _END:
        if number >= len(table) or len(out) > len(table):
            raise ValueError("broken chain")
        out.append(data[(number + header) * size : (number + header + 1) * size])
        number = table[number]
    return b"".join(out)
