"""Damage to bytes and to tables of text."""

from __future__ import annotations

from . import nasty

_BYTES = (
    b"\0",
    b"\x1a",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"\r\n",
    b'"',
    b";",
    b",",
    b"\t",
    b"\xc3",
    b"\x80",
    b"=",
)
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1252",
    "cp850",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "iso-8859-15",
    "utf-7",
    "mac-roman",
)


def _span(rng, data, most=2000):
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 1, 2, 4, 16, 100, most)))


def flip(data, rng):
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 50))):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def noise(data, rng):
    out = bytearray(data)
    start, end = _span(rng, out, 200)
    out[start:end] = rng.randbytes(end - start)
    return bytes(out)


def cut(data, rng):
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def again(data, rng):
    start, end = _span(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 2, 30)) + data[end:]


def insert(data, rng):
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_BYTES) * rng.choice((1, 1, 2, 5)) + data[at:]


def shorten(data, rng):
    return data[: rng.randrange(len(data) + 1)]


def empty(data, rng):
    return rng.choice((b"", b"\n", b"\0", b"\xef\xbb\xbf", data[:1]))


BYTES = (flip, flip, noise, cut, again, insert, insert, shorten, empty)


def damaged(data: bytes, rng) -> bytes:
    """A file of no particular kind."""
    return rng.choice(BYTES)(data, rng)


# --- tables of text ---------------------------------------------------------------------------------------------------


def _decoded(data):
    for name in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _quoted(value, rng):
    if rng.random() < 0.6 and any(c in value for c in ';"\n\r'):
        return '"' + value.replace('"', '""') + '"'
    return value


def _cell(rows, rng):
    row = rng.choice(rows)
    row[rng.randrange(len(row))] = _quoted(nasty.value(rng), rng)


def _column(rows, rng):
    """One value all the way down."""
    at, value = rng.randrange(len(rows[0])), _quoted(nasty.value(rng), rng)
    for row in rows[1:]:
        if at < len(row):
            row[at] = value


def _swap(rows, rng):
    a, b = rng.randrange(len(rows[0])), rng.randrange(len(rows[0]))
    for row in rows[rng.randrange(2) :]:
        if max(a, b) < len(row):
            row[a], row[b] = row[b], row[a]


def _head(rows, rng):
    at = rng.randrange(len(rows[0]))
    title = rows[0][at]
    rows[0][at] = rng.choice(
        (title.upper(), f" {title} ", title[:-1], rng.choice(rows[0]), "", nasty.value(rng), title.replace("e", "\n"))
    )


def _less(rows, rng):
    row = rng.choice(rows)
    del row[rng.randrange(len(row)) :]
    if not row:
        row.append("")


def _more(rows, rng):
    rng.choice(rows).extend(["", nasty.value(rng)][: rng.randrange(3)] or ["x"])


def _drop_column(rows, rng):
    at = rng.randrange(len(rows[0]))
    for row in rows:
        del row[at : at + 1]
        row.extend([""] * (not row))


def _twice(rows, rng):
    rows.insert(rng.randrange(len(rows) + 1), list(rng.choice(rows)))


def _drop_row(rows, rng):
    if len(rows) > 1:
        del rows[rng.randrange(len(rows))]


def _order(rows, rng):
    body = rows[1:]
    rng.shuffle(body)
    rows[1:] = body


def _preamble(rows, rng):
    for _ in range(rng.choice((1, 2, 9))):
        rows.insert(0, [rng.choice(("sep=;", "", "Udtræk", "I alt;;;", nasty.value(rng)))])


def _grow(rows, rng):
    rows.extend(list(rng.choice(rows)) for _ in range(rng.choice((20, 200))))


CELLS = (
    _cell,
    _cell,
    _cell,
    _cell,
    _cell,
    _column,
    _swap,
    _head,
    _head,
    _less,
    _more,
    _drop_column,
    _twice,
    _drop_row,
    _order,
    _preamble,
    _grow,
)


def table(data: bytes, rng) -> bytes:
    """A table of text, damaged as a table; now and then as bytes."""
    if rng.random() < 0.25 or len(data) < 20:
        return damaged(data, rng)
    text, encoding = _decoded(data)
    rows = [line.split(";") for line in text.split("\n")]
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        rng.choice(CELLS)(rows, rng)
    mark = rng.choice((",", "\t", "|", ":")) if rng.random() < 0.08 else ";"
    text = (
        rng.choice(("\r", "\r\n")).join(mark.join(r) for r in rows)
        if rng.random() < 0.08
        else "\n".join(mark.join(r) for r in rows)
    )
    encoding = rng.choice(_ENCODINGS) if rng.random() < 0.15 else encoding
    return text.encode(encoding, errors=rng.choice(("replace", "ignore")))
