"""The chapter of a report that lays it beside an earlier run: both denominators, what broke the row, cases, and last round's advice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.numbers import number, of
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import NONE, percent_of, percent_text
from caseaudit.report.tables import change, count, met
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.model.tally import Tally
    from caseaudit.report.compose import Options
    from caseaudit.report.facts import Facts
    from caseaudit.report.view import Item

ID = "before-after"


@dataclass(frozen=True)
class Followed:
    """Breaches of one theme from the earlier run to this: each is in one of the four. `closed` by what they are now."""

    new: int = 0
    reopened: int = 0
    still: int = 0
    closed: int = 0
    oldest: int = 0

    def __add__(self, other: Followed) -> Followed:
        return Followed(
            self.new + other.new,
            self.reopened + other.reopened,
            self.still + other.still,
            self.closed + other.closed,
            max(self.oldest, other.oldest),
        )


@dataclass(frozen=True)
class Advice:
    """A recommendation of the earlier round, and the rules by which it is followed up.

    `agreed`: `item` says how it stands in the register of actions now; `responsible_then`: who the texts named. `own`: it
    stands in the register alone.
    """

    item: Item
    rules: tuple[str, ...]
    agreed: bool = False
    own: bool = False
    responsible_then: str = ""


@dataclass(frozen=True)
class Earlier:
    """What the chapter needs beside the counts. `followed`: by theme, None where single breaches cannot be followed.

    `closed_how`: the breaches that are no longer found, by what became of them. `cautions`: in words, what stands in the way.
    """

    run_id: str = ""
    followed: Mapping[str, Followed] | None = None
    closed_how: tuple[tuple[str, int], ...] = ()
    cautions: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


def for_outsiders(earlier: Earlier) -> Earlier:
    """What a committee may see: no counts of single breaches, and no text with numbers that may be hidden in this report.

    Of the register of actions, only how what was approved stands: no text and no name from there.
    """
    held_back = Text("Teksten indeholder tal og vises ikke her.", "The text holds numbers and is not shown here.")
    approved = [
        replace(a, item=replace(a.item, responsible=a.responsible_then)) if a.agreed else a
        for a in earlier.advice
        if not a.own
    ]
    advice = tuple(
        replace(a, item=replace(a.item, text=str(held_back))) if any(c.isdigit() for c in a.item.text) else a
        for a in approved
    )
    return replace(earlier, followed=None, closed_how=(), advice=advice)


def before_after(facts: Facts, options: Options, previous: Facts | None, earlier: Earlier) -> tuple[Section, ...]:
    """The chapter; () when there is nothing to compare with."""
    if previous is None:
        return ()
    then, now = show(previous.as_of), show(facts.as_of)
    lead = Text(
        f"Opgørelsen pr. {then} er dømt igen efter de regler, der gælder nu, og står ved siden af opgørelsen pr. {now}.",
        f"The run as of {then} was judged again by the present rules, and stands beside the run as of {now}.",
    )
    exact = Text(
        "Alle sager er talt begge gange, så forskellene er nøjagtige. De viser ikke, hvad der er årsag til dem.",
        "Every case was counted both times, so the differences are exact. They do not show what caused them.",
    )
    drawn = Text(
        "Sagerne er stikprøver. En ændring står kun, hvor forskellen er større, end tilfældet kan forklare.",
        "The cases are samples. A change stands only where the difference is larger than chance can explain.",
    )
    tables = [_levels(facts, options, previous), *_cases(facts, earlier, options), *_advice(facts, previous, earlier)]
    title = Text(f"Før og nu: {then} og {now}", f"Before and now: {then} and {now}")
    return (
        Section(
            ID,
            str(title),
            (str(lead), str(drawn if options.sample else exact), *_moved_cases(earlier, options)),
            earlier.cautions,
            tuple(tables),
        ),
    )


def _levels(facts: Facts, options: Options, previous: Facts) -> Table:
    """Themes that are in both, and the sum; both denominators beside each other."""
    then = {t.id: t.tally for t in previous.themes if t.rules}
    columns = (
        Column(str(Text("Tema", "Theme"))),
        Column(str(Text("Før", "Before"))),
        Column(str(Text("Procent før", "Percent before")), "percent"),
        Column(str(Text("Nu", "Now"))),
        Column(str(Text("Procent nu", "Percent now")), "percent"),
        Column(str(Text("Ændring i procentpoint", "Change in percentage points")), "number"),
    )
    told = [(t.title, t.tally, then[t.id]) for t in facts.themes if t.rules and t.id in then]
    rows = [_level(title, here, was, options) for title, here, was in told]
    whole = str(Text("Alle temaer", "All themes"))
    rows.append(_level(whole, facts.total, previous.total, options, role="total"))
    return Table("before-after", str(Text("Overholdelse før og nu", "Compliance before and now")), columns, tuple(rows))


def _level(title: str, now: Tally, was: Tally, options: Options, *, role: str = "row") -> Row:
    cells = (
        Cell(title, title),
        met(was),
        _percent(was),
        met(now),
        _percent(now),
        change(now, was, sample=options.sample),
    )
    return Row(cells, "total" if role == "total" else "row")


def _percent(tally: Tally) -> Cell:
    value = percent_of(tally)
    return Cell(percent_text(value), value)


def _cases(facts: Facts, earlier: Earlier, options: Options) -> Iterator[Table]:
    """What became of single breaches, by theme. Never for a committee: the counts are small and would single out children."""
    if earlier.followed is None or options.audience == "committee":
        return
    columns = (
        Column(str(Text("Tema", "Theme"))),
        Column(str(Text("Nye", "New")), "number"),
        Column(str(Text("Genåbnede", "Reopened")), "number"),
        Column(str(Text("Fortsat åbne", "Still open")), "number"),
        Column(str(Text("Ikke længere fundet", "No longer found")), "number"),
    )
    rows = [
        Row((Cell(t.title, t.title), *(count(n) for n in (f.new, f.reopened, f.still, f.closed))))
        for t in facts.themes
        if (f := earlier.followed.get(t.id))
    ]
    whole = reduce(add, earlier.followed.values(), Followed())
    name = str(Text("Alle temaer", "All themes"))
    sums = (whole.new, whole.reopened, whole.still, whole.closed)
    rows.append(Row((Cell(name, name), *(count(n) for n in sums)), "total"))
    note = Text(
        "Et brud følges fra udtræk til udtræk på sag, regel og begivenhed. Genåbnet: fundet før, væk imellem, og fundet igen.",
        "A breach is followed from export to export by case, rule and event. Reopened: found before, gone between, found again.",
    )
    yield Table(
        "followed",
        str(Text("Brud fulgt fra før til nu", "Breaches followed from before to now")),
        columns,
        tuple(rows),
        str(note),
    )


def _moved_cases(earlier: Earlier, options: Options) -> Iterator[str]:
    if earlier.followed is None or options.audience == "committee":
        return
    whole = reduce(add, earlier.followed.values(), Followed())
    if earlier.closed_how:
        parts = ", ".join(f"{number(n)} {how}" for how, n in earlier.closed_how)
        yield str(
            Text(
                f"{number(whole.closed)} brud fra den forrige opgørelse findes ikke mere: {parts}.",
                f"{number(whole.closed)} breaches of the previous run are no longer found: {parts}.",
            )
        )
    if whole.still:
        yield str(
            Text(
                f"{number(whole.still)} brud er fortsat åbne; det ældste blev fundet første gang for {number(whole.oldest)} dage siden.",
                f"{number(whole.still)} breaches are still open; the oldest was first found {number(whole.oldest)} days ago.",
            )
        )


def _advice(facts: Facts, previous: Facts, earlier: Earlier) -> Iterator[Table]:
    """The recommendations that were approved last time, with the numbers of their rules then and now."""
    if not earlier.advice:
        return
    columns = (
        Column(str(Text("Anbefaling", "Recommendation"))),
        Column(str(Text("Ansvarlig", "Responsible"))),
        Column(str(Text("Frist", "Deadline"))),
        Column(str(Text("Fremdrift", "Progress"))),
        Column(str(Text("Overholdt før", "Met before"))),
        Column(str(Text("Overholdt nu", "Met now"))),
    )
    rows = []
    for a in earlier.advice:
        told = (
            f"{a.item.id}: {a.item.text}",
            a.item.responsible or NONE,
            a.item.deadline or NONE,
            a.item.status or NONE,
        )
        numbers = (_of_rules(previous, a.rules), _of_rules(facts, a.rules))
        rows.append(Row(tuple(Cell(x, x) for x in (*told, *numbers))))
    yield Table(
        "advice",
        str(Text("Anbefalingerne fra sidst", "The recommendations of last time")),
        columns,
        tuple(rows),
        _as_of_when(earlier.advice),
    )


def _as_of_when(advice: tuple[Advice, ...]) -> str:
    """Where responsible, deadline and progress come from."""
    then = Text(
        "Ansvarlig, frist og fremdrift er, som de stod ved den forrige rapport.",
        "Responsible, deadline and progress are as they stood in the previous report.",
    )
    now = Text(
        "Ansvarlig, frist og fremdrift er fra handlingsregistret, som det er nu.",
        "Responsible, deadline and progress are from the register of actions as it is now.",
    )
    some = Text(
        "Hvor anbefalingen står i handlingsregistret, er de derfra, som det er nu.",
        "Where the recommendation stands in the register of actions, they are from there, as it is now.",
    )
    agreed = sum(a.agreed for a in advice)
    if not agreed:
        return str(then)
    return str(now) if agreed == len(advice) else f"{then} {some}"


def _of_rules(facts: Facts, rules: tuple[str, ...]) -> str:
    held = {r.rule.id: r.tally for r in facts.all_rules}
    found = [held[r] for r in rules if r in held]
    if not found:
        return NONE
    whole = reduce(add, found)
    if withheld(whole.judged):
        return of(whole.good, whole.judged)
    return of(whole.good, whole.judged) if whole.judged else NONE


def not_held(plan: tuple[str, ...]) -> tuple[Section, ...]:
    """What the year's plan asked for and was not held, one sentence each; () when all was."""
    if not plan:
        return ()
    lead = Text(
        "Kommunens egen plan for kontrollen er ikke fulgt på disse punkter.",
        "The municipality's own plan for the checks was not followed on these points.",
    )
    return (Section("plan", str(Text("Planlagt kontrol", "Planned checks")), (str(lead),), plan),)
