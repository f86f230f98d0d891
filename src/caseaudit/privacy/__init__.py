"""CPR numbers: recognised in any spelling, masked in text, and replaced by a keyed pseudonym in id columns.

A pseudonym is HMAC-SHA256 over kind and normalised value: without the key it cannot be reversed or joined between kinds.
No check digit is asked for: numbers without a valid one have been issued since 1 October 2007.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from typing import Literal

PseudonymKind = Literal["cpr", "child", "case", "event", "worker", "unit", "team", "text"]

MASK = "******-****"
PSEUDONYM_LENGTH = 12

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONTEXT = b"caseaudit/pseudonym/v1\0"
_GAP = r"[\s.\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff]{0,3}"
_DAY_MONTH = rf"(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01]){_GAP}(?:0[1-9]|1[0-2])"
_SERIAL = r"(?:\d{4}|\d\d[\s.]\d\d|\d[A-Za-z]{2}\d)"
_DATE = r"(?!\d\d[-./]\d\d[-./](?:19|20)\d\d(?!\d))"
_CPR = re.compile(rf"(?<![\d]){_DATE}{_DAY_MONTH}{_GAP}\d\d{_GAP}{_SERIAL}(?!\d)(?!:\d)")
_NO_NUMBER = re.compile(
    r"(?<![\d\-./])(?:0[1-9]|[12]\d|3[01])[-./](?:0[1-9]|1[0-2])[-./](?:19|20)\d\d(?!\d)"
    r"|(?<![0-9a-zA-Z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9a-zA-Z])"
)
"""Whole dates, and sums of files: a case id's last digits and a date after it, or digits in a sum, are not a number."""
_LOST_ZERO = re.compile(r"(?<![\d.,])[1-9](?:0[1-9]|1[0-2])\d{6}(?![\d.,]*\d)")
_PLAIN = re.compile(r"(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])(?:0[1-9]|1[0-2])\d\d(?:\d{4}|\d[A-Z]{2}\d)\Z")
_RAISED = re.compile("(?<=[0-9])(?=[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff])")
"""Where a raised or circled digit follows a number: the mark of a footnote, which must not become the eleventh digit."""
_NO_IDENTITY = frozenset({"", "0000000000", "000000000", "0", "ukendt", "unknown", "ingen", "na", "null", "none"})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", _RAISED.sub("\u2060", text))


def contains_cpr(text: str) -> bool:
    """Say whether a CPR number, or a national replacement number, stands anywhere in `text`."""
    plain = _plain(text)
    return _CPR.search(plain) is not None and any(_CPR.search(part) for part in _NO_NUMBER.split(plain))


def contains_nine(text: str) -> bool:
    """Say whether nine digits stand in `text` that may be a CPR number whose first zero a program has eaten."""
    plain = _plain(text)
    return _LOST_ZERO.search(plain) is not None and any(_LOST_ZERO.search(part) for part in _NO_NUMBER.split(plain))


def mask(text: str) -> str:
    """Return `text` with every CPR number hidden; also nine digits that may be one whose first zero Excel ate."""
    plain = _plain(text)
    if not (_CPR.search(plain) or _LOST_ZERO.search(plain)):
        return text
    out, at = [], 0
    for whole in _NO_NUMBER.finditer(plain):
        out += [_hidden(plain[at : whole.start()]), whole[0]]
        at = whole.end()
    return "".join([*out, _hidden(plain[at:])])


def _hidden(text: str) -> str:
    return _LOST_ZERO.sub(MASK, _CPR.sub(MASK, text))


def normal_cpr(value: str, *, lost_zero: bool = True) -> str | None:
    """Return the ten characters of a CPR number, or None when `value` is not exactly one.

    `lost_zero` accepts nine digits (Excel ate the first zero); use it only for a column that holds CPR numbers.
    """
    text = unicodedata.normalize("NFKC", value).strip().upper()
    text = re.sub(r"(?<=\d)\.0\Z", "", text)
    compact = re.sub(r"[^0-9A-Z]", "", text)
    if lost_zero and len(compact) == 9 and compact.isdigit():
        compact = "0" + compact
    return compact if _PLAIN.match(compact) else None


def no_identity(value: str) -> bool:
    """Say whether `value` is a placeholder (0000000000, ukendt, -): an unknown child, never one child with many cases."""
    compact = "".join(c for c in unicodedata.normalize("NFKC", value).casefold() if c.isalnum())
    return compact in _NO_IDENTITY


def pseudonym(key: bytes, kind: PseudonymKind, value: str) -> str:
    """Return 12 Crockford base32 characters for `value`; a CPR number gives one pseudonym however it is spelled."""
    normal = normal_cpr(value, lost_zero=kind in ("cpr", "child"))
    if normal is None:
        normal = unicodedata.normalize("NFKC", value).strip()
    elif kind == "child":
        kind = "cpr"
    digest = hmac.digest(key, _CONTEXT + kind.encode() + b"\0" + normal.encode(), "sha256")
    number = int.from_bytes(digest[:8], "big") >> 4
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (PSEUDONYM_LENGTH - 1), -1, -5))
