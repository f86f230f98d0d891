"""Key figures in words: the number with its unit, what it was counted of, and what was not recorded."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from caseaudit.keyfigures.definitions import definitions
from caseaudit.keyfigures.model import FEW
from caseaudit.law import cite
from caseaudit.output.numbers import number, of
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.keyfigures.model import Part, Value
    from caseaudit.keyfigures.reference import Reference
    from caseaudit.keyfigures.targets import Target

HIDDEN = Text("skjult", "hidden")
CANNOT = Text("kan ikke opgøres", "cannot be told")
NOT_RECORDED = Text("ikke registreret", "not recorded")
_PARTS = {
    "professional": Text("fagperson", "professional"),
    "other": Text("anden", "other"),
    "anonymous": Text("anonym", "anonymous"),
    "unknown": NOT_RECORDED,
    "unborn": Text("ufødt", "unborn"),
}
_MONTHS = (
    Text("jan.", "Jan"), Text("feb.", "Feb"), Text("mar.", "Mar"), Text("apr.", "Apr"), Text("maj", "May"), Text("juni", "Jun"),
    Text("juli", "Jul"), Text("aug.", "Aug"), Text("sep.", "Sep"), Text("okt.", "Oct"), Text("nov.", "Nov"), Text("dec.", "Dec"),
)  # fmt: skip


def decimal(value: float) -> str:
    """One decimal where there is one, rounded as a reader rounds: `12`, `12,5`."""
    tenths = floor(abs(value) * 10 + 0.5)
    mark = "." if language() == "en" else ","
    sign = "-" if value < 0 and tenths else ""
    return sign + (number(tenths // 10) + (f"{mark}{tenths % 10}" if tenths % 10 else ""))


def with_unit(unit: str, value: float) -> str:
    """`43 %`, `12 dage`, `12,5 sager`, `207`."""
    if unit == "percent":
        return f"{floor(value + 0.5)} %"
    shown = decimal(value)
    if unit == "days":
        return f"{shown} {Text('dag', 'day') if shown == '1' else Text('dage', 'days')}"
    if unit == "cases":
        return f"{shown} {Text('sag', 'case') if shown == '1' else Text('sager', 'cases')}"
    return shown


def value_text(v: Value) -> str:
    """The figure as a table shows it. A share or median of fewer than five is not told as one."""
    if v.hidden:
        return str(HIDDEN)
    if v.value is None:
        return str(CANNOT) if v.denominator is None else "-"
    if v.few:
        return str(Text("(få)", "(few)"))
    return with_unit(definitions()[v.figure].unit, v.value)


def basis_text(v: Value) -> str:
    """`6 af 14`, `af 9`, or nothing for a count."""
    if v.hidden or v.denominator is None:
        return ""
    if v.numerator is not None:
        return of(v.numerator, v.denominator)
    return f"{Text('af', 'of')} {number(v.denominator)}"


def notes(v: Value) -> Iterator[str]:
    """What else must be told: why there is no figure, and what was not recorded."""
    if v.why is not None and not v.hidden:
        yield f"{v.why!s}"
    if v.few and v.denominator:
        yield str(Text(f"færre end {FEW}: ingen andel eller median", f"fewer than {FEW}: no share or median"))
    if v.missing:
        yield f"{number(v.missing)} {NOT_RECORDED}"
    if v.over is not None:
        yield str(
            Text(
                f"{v.over} sagsbehandler{'e' if v.over != 1 else ''} over det lokale mål",
                f"{v.over} caseworker{'s' if v.over != 1 else ''} above the local target",
            )
        )


def part_text(p: Part) -> str:
    """`BL § 46: 3`, `okt. 2025: 12`, `7-11 år: 9`."""
    return f"{part_name(p.code)}: {HIDDEN if p.count is None else number(p.count)}"


def part_name(code: str) -> str:
    if code in _PARTS:
        return str(_PARTS[code])
    if len(code) == len("2026-01") and code[:4].isdigit() and code[4] == "-":
        return f"{_MONTHS[int(code[5:]) - 1]} {code[:4]}"
    if code[:1].isdigit():
        return str(Text(f"{code} år", f"{code} years"))
    return cite(code)


def target_text(t: Target, unit: str) -> str:
    """`højst 30 sager`."""
    side = Text("højst", "at most") if t.at_most is not None else Text("mindst", "at least")
    return f"{side} {with_unit(unit, t.limit)}"


def target_sentence(t: Target, v: Value, unit: str) -> str:
    """The local target, who set it, and whether it is met."""
    met = t.met(v)
    verdict = {
        True: Text("opfyldt", "met"),
        False: Text("ikke opfyldt", "not met"),
        None: Text("kan ikke afgøres", "cannot be decided"),
    }[met]
    near = unit == "percent" and v.value is not None and not v.few and 0 < abs(v.value - t.limit) <= 1
    exact = f" ({decimal(v.value or 0)} %)" if near else ""
    return f"{Text('Lokalt mål', 'Local target')}: {target_text(t, unit)} ({t.source}): {verdict}{exact}"


def reference_text(r: Reference, unit: str) -> str:
    """`Hele landet 2025: 43 % (Danmarks Statistik)`."""
    return f"{r.area} {r.year}: {with_unit(unit, r.value)} ({r.source})"


def beside(v: Value, r: Reference) -> str:
    """Higher or lower than another's number, and nothing more: it does not say why, nor what is better."""
    if v.hidden or v.value is None or v.few:
        return ""
    words = Text("samme som", "the same as")
    unit = definitions()[v.figure].unit
    if with_unit(unit, v.value) != with_unit(unit, r.value):  # as they are shown
        words = Text("højere end", "higher than") if v.value > r.value else Text("lavere end", "lower than")
    return f"{words} {r.area} {r.year}"
