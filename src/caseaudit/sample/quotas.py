"""Quotas: so many of each sort. Written `what:number`, or as a YAML file with labels.

`what` is a kind of event (or `case`), fields that must have a value, or both, with commas between:
`decision:14`, `decision,section=SEL-11:3`, `target_group=Undersøgelse:2`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.law import cite, covers
from caseaudit.sample.frame import fold
from caseaudit.sample.words import FIELDS as FIELD_WORDS
from caseaudit.sample.words import things

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from caseaudit.sample.frame import Candidate

FIELDS = ("unit", "team", "target_group", "section")
_KEYS = frozenset({"label", "kind", "n", *FIELDS})


@dataclass(frozen=True)
class Quota:
    """`n` of a kind. `wanted` maps a field to the values that will do."""

    label: str
    kind: str
    n: int
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def admits(self, c: Candidate) -> bool:
        """Whether the candidate, of the right kind, has one of the values in every field."""
        for field, values in self.wanted:
            if field == "section":
                if not any(covers(v, c.section) for v in values):
                    return False
            elif fold(str(getattr(c, field))) not in {fold(v) for v in values}:
                return False
        return True


def parse_quota(text: str, default_kind: str, kind_of: Callable[[str], str]) -> Quota:
    """Read one quota as it is written on the command line. Raises `UsageError`."""
    what, _, number = text.rpartition(":")
    parts = [p.strip() for p in what.split(",") if p.strip()]
    if not parts or not number.strip().isdigit() or int(number) < 1:
        raise UsageError(Problem("sample_quota_syntax", values={"value": text}))
    kind, wanted = default_kind, []
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals:
            kind = kind_of(name)
        elif name.strip() not in FIELDS or not value.strip():
            raise UsageError(Problem("sample_quota_syntax", values={"value": text}))
        else:
            wanted.append((name.strip(), (value.strip(),)))
    named = label(kind if any("=" not in p for p in parts) or not wanted else "", wanted)
    return Quota(named, kind, int(number), tuple(wanted))


def read_quotas(path: Path, default_kind: str, kind_of: Callable[[str], str]) -> tuple[Quota, ...]:
    """Read a file of quotas. Raises `UsageError` with every fault."""
    from caseaudit import yamlfile

    try:
        data = yamlfile.load(path).data
    except FileNotFoundError:
        raise UsageError(Problem("record_missing", Place(file=path.name))) from None
    except OSError:
        raise UsageError(Problem("sample_quotas_file", Place(file=path.name))) from None
    rows = data.get("quotas") if isinstance(data, dict) and set(data) == {"quotas"} else None
    if not isinstance(rows, list) or not rows:
        raise UsageError(Problem("sample_quotas_file", Place(file=path.name)))
    faults = [
        Problem("sample_quota_row", Place(file=path.name), {"row": number})
        for number, row in enumerate(rows, start=1)
        if not _good(row)
    ]
    if faults:
        raise UsageError(faults)
    return tuple(
        Quota(
            str(row.get("label") or _label(row, default_kind, kind_of)).strip(),
            kind_of(str(row["kind"])) if row.get("kind") else default_kind,
            row["n"],
            tuple((f, _values(row[f])) for f in FIELDS if f in row),
        )
        for row in rows
    )


def label(kind: str, wanted: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """What a reader calls it: `Afgørelser, SEL § 11`, `Målgruppe Undersøgelse`."""
    parts = [things(kind)] if kind else []
    for field, values in wanted:
        told = "/".join(cite(v) if field == "section" else v for v in values)
        parts.append(told if field == "section" else f"{FIELD_WORDS[field]} {told}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def distinct(quotas: tuple[Quota, ...]) -> tuple[Quota, ...]:
    """The quotas, if each has a name of its own. Raises `UsageError`."""
    labels = [q.label for q in quotas]
    if twice := sorted({x for x in labels if labels.count(x) > 1}):
        raise UsageError(Problem("sample_quota_twice", values={"labels": ", ".join(twice)}))
    return quotas


def _good(row: Any) -> bool:
    if not isinstance(row, dict) or not set(row) <= _KEYS:
        return False
    n = row.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        return False
    texts = [row[k] for k in ("label", "kind") if k in row]
    values = [v for f in FIELDS if f in row for v in (row[f] if isinstance(row[f], list) else [row[f]])]
    return all(isinstance(x, str) and x.strip() for x in (*texts, *values)) and all(row.get(f, "x") for f in FIELDS)


def _values(value: Any) -> tuple[str, ...]:
    return tuple(v.strip() for v in value) if isinstance(value, list) else (value.strip(),)


def _label(row: dict[str, Any], default_kind: str, kind_of: Callable[[str], str]) -> str:
    wanted = [(f, _values(row[f])) for f in FIELDS if f in row]
    return label(kind_of(row["kind"]) if row.get("kind") else ("" if wanted else default_kind), wanted)
