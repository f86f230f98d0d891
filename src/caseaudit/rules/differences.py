"""Two conditions value by value: what differs in them, under the keys that a rule file writes."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from caseaudit.law import SECTION, cite
from caseaudit.rules.prose import moment_text, span_text
from caseaudit.rules.terms import Earliest, Latest, Moment, ParallelEnd, Span
from caseaudit.texts import Text


def differences(a: object, b: object, *, longer_than: int = 0) -> tuple[str, ...]:
    """Each value that differs, with its place in the condition. `longer_than`: only lists with more values than this."""
    one, two = dict(_values(a)), dict(_values(b))
    out = []
    for place in dict.fromkeys([*one, *two]):
        x, y = one.get(place, ()), two.get(place, ())
        if x != y and max(len(x), len(y)) > longer_than:
            out.append(f"{place}: {_marked(x, y)}" if place else _marked(x, y))
    return tuple(out)


def _marked(x: tuple[str, ...], y: tuple[str, ...]) -> str:
    if len(x) < 2 and len(y) < 2:
        return f"{x[0] if x else '-'} -> {y[0] if y else '-'}"
    marks = [f"-[{v}]" for v in x if v not in y] + [f"+[{v}]" for v in y if v not in x]
    return " ".join(marks) or str(Text("ny rækkefølge", "new order"))


def _values(value: object, place: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every single value or list of words in a condition, under the keys that a rule file writes."""
    if isinstance(value, Span):
        yield place, (span_text(value),)
    elif isinstance(value, Moment | Earliest | Latest | ParallelEnd):
        yield place, (moment_text(value),)
    elif isinstance(value, BaseModel):
        for name, spec in type(value).model_fields.items():
            yield from _values(getattr(value, name), ".".join(x for x in (place, spec.alias or name) if x))
    elif isinstance(value, tuple) and all(isinstance(v, str) for v in value):
        yield place, tuple(cite(v) if SECTION.match(v) else v for v in value)
    elif isinstance(value, tuple):
        for i, v in enumerate(value, 1):
            yield from _values(v, f"{place}.{i}" if len(value) > 1 else place)
    elif value is not None:
        yield place, (str(value),)
