"""A baseline: known findings by their keys. Never a row number, a case id or a name of a case."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output.files import whole_file
from caseaudit.privacy import contains_cpr, mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = 1
LIMITS = {"--reason": 500, "--owner": 60}
_KEY_LENGTH = 32


@dataclass(frozen=True)
class Entry:
    """One known finding. It counts as known to the end of `expires`; `created` stays when it is renewed."""

    key: str
    rule: str
    law_row: str
    severity: str
    reason: str
    owner: str
    created: date
    expires: date
    renewed: date | None = None

    def expired(self, on: date) -> bool:
        return on > self.expires

    def age(self, on: date) -> int:
        """Days since it was first put on the list."""
        return max((on - self.created).days, 0)


@dataclass(frozen=True)
class Baseline:
    """Known findings, and the key that they are known by."""

    key_fingerprint: str
    entries: tuple[Entry, ...]

    @property
    def by_key(self) -> dict[str, Entry]:
        return {e.key: e for e in self.entries}


@dataclass(frozen=True)
class Breach:
    """A breach of a run."""

    key: str
    rule: str
    severity: str


@dataclass(frozen=True)
class Standing:
    """The breaches of a run held against what was known. `source`: the baseline's file, or the run compared with."""

    on: date
    source: str
    new: tuple[Breach, ...]
    known: tuple[tuple[Breach, Entry | None], ...]
    expired: tuple[tuple[Breach, Entry], ...]
    fixed: int = 0

    @property
    def known_keys(self) -> frozenset[str]:
        return frozenset(b.key for b, _ in self.known)

    @property
    def oldest(self) -> int | None:
        """Days since the oldest known finding was put on the list; None where no days are known."""
        return max((e.age(self.on) for _, e in self.known if e), default=None)

    @property
    def next_expiry(self) -> date | None:
        """The first day on which a known finding stops being known; None where no days are known."""
        return min((e.expires for _, e in self.known if e), default=None)

    def failing(self) -> dict[str, Counter[str]]:
        """For each rule its breaches that are not known, by severity: those count at the gate."""
        out: dict[str, Counter[str]] = {}
        for b in (*self.new, *(b for b, _ in self.expired)):
            out.setdefault(b.rule, Counter())[b.severity] += 1
        return out


def held_against(breaches: Iterable[Breach], baseline: Baseline, on: date, source: str) -> Standing:
    """Sort the breaches of a run by what the baseline knows."""
    entries = baseline.by_key
    new, known, expired = [], [], []
    found = set()
    for b in breaches:
        found.add(b.key)
        entry = entries.get(b.key)
        if entry is None:
            new.append(b)
        elif entry.expired(on):
            expired.append((b, entry))
        else:
            known.append((b, entry))
    return Standing(on, source, tuple(new), tuple(known), tuple(expired), len(entries.keys() - found))


def held_against_run(breaches: Iterable[Breach], before: frozenset[str], on: date, source: str) -> Standing:
    """Sort the breaches of a run by what an earlier run found."""
    listed = list(breaches)
    new = tuple(b for b in listed if b.key not in before)
    known = tuple((b, None) for b in listed if b.key in before)
    return Standing(on, source, new, known, ())


def added(
    old: Baseline | None, breaches: Mapping[str, tuple[Breach, str]], fingerprint: str, entry: Entry
) -> tuple[Baseline, int, int]:
    """Put findings on the list; returns it, how many are new on it and how many were renewed.

    `breaches`: key to the breach and its law row; `entry` holds reason, owner and days of all. What is on the list and not
    expired keeps its own reason and day; what had expired is renewed.
    """
    kept = dict(old.by_key) if old else {}
    put = renewed = 0
    for key, (b, law_row) in breaches.items():
        had = kept.get(key)
        if had and not had.expired(entry.created):
            continue
        created = had.created if had else entry.created
        again = entry.created if had else None
        kept[key] = Entry(key, b.rule, law_row, b.severity, entry.reason, entry.owner, created, entry.expires, again)
        put, renewed = put + (had is None), renewed + (had is not None)
    entries = tuple(sorted(kept.values(), key=lambda e: (e.rule, e.key)))
    return Baseline(fingerprint, entries), put, renewed


def checked_text(option: str, text: str, *, needed: bool = False) -> str:
    """Return a text for the list. Raises `UsageError` when it is blank, too long, or holds what looks like a CPR number."""
    plain = " ".join(text.split())
    if (needed and not plain) or len(plain) > LIMITS[option]:
        raise UsageError(Problem("baseline_text", values={"option": option, "limit": LIMITS[option]}))
    if contains_cpr(plain) or mask(plain) != plain:
        raise UsageError(Problem("baseline_cpr", values={"option": option}))
    return plain


def read(path: Path) -> Baseline:
    """Read a baseline. Raises `UsageError` when it is not there, damaged, or holds a text that may not stand there."""
    if not path.is_file():
        raise UsageError(Problem("file_missing", Place(file=mask(path.name))))
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        _known_schema(data["schema"])
        entries = tuple(_entry(e) for e in data["entries"])
        fingerprint = str(data["key_fingerprint"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(Problem("baseline_unreadable", Place(file=mask(path.name)))) from None
    for e in entries:  # people edit the file
        checked_text("--reason", e.reason, needed=True)
        checked_text("--owner", e.owner)
    return Baseline(fingerprint, entries)


def _known_schema(number: object) -> None:
    if number != SCHEMA:
        raise ValueError(number)


def _entry(data: dict[str, str]) -> Entry:
    days = {n: date.fromisoformat(data[n]) for n in ("created", "expires")}
    renewed = date.fromisoformat(data["renewed"]) if data.get("renewed") else None
    texts = {n: str(data[n]) for n in ("key", "rule", "law_row", "severity", "reason", "owner")}
    if len(bytes.fromhex(texts["key"])) * 2 != _KEY_LENGTH:
        raise ValueError
    return Entry(**texts, created=days["created"], expires=days["expires"], renewed=renewed)


def write(path: Path, baseline: Baseline) -> None:
    """Write it whole, one entry a line, so that a comparison of two versions shows what changed."""
    lines = ",\n".join(
        "  "
        + json.dumps({k: v for k, v in asdict(e).items() if v is not None}, ensure_ascii=False, default=date.isoformat)
        for e in baseline.entries
    )
    with whole_file(path) as file:
        file.write(
            f'{{"schema": {SCHEMA}, "key_fingerprint": "{baseline.key_fingerprint}", "entries": [\n{lines}\n]}}\n'
        )
