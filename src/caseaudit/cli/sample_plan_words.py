"""The plan of a sample in plain words: as a table for the screen and as Markdown."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli.sample_plan_numbers import NBSP, chance, percent, points
from caseaudit.output.numbers import number
from caseaudit.sample.planning import SHOWN_RATE
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.sample.planning import Plan

WIDTH = 78
LABEL = 51
HALF = 0.5


@dataclass(frozen=True)
class Block:
    """A heading, rows of a label and a value, and sentences."""

    title: Text
    rows: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()


def table(plan: Plan, run: str) -> Iterator[str]:
    """Lines of at most 80 signs."""
    return (line.replace(NBSP, " ") for line in _table(plan, run))


def _table(plan: Plan, run: str) -> Iterator[str]:
    yield console.bold(_title(plan))
    yield from textwrap.wrap(_source(plan, run), WIDTH)
    for block in blocks(plan):
        yield ""
        yield console.bold(str(block.title))
        for label, value in block.rows:
            yield from _row(label, value)
        for sentence in block.sentences:
            yield from textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")


def markdown(plan: Plan, run: str) -> Iterator[str]:
    return (line.replace(NBSP, " ") for line in _markdown(plan, run))


def _markdown(plan: Plan, run: str) -> Iterator[str]:
    yield f"# {_title(plan)}"
    yield ""
    yield _source(plan, run)
    for block in blocks(plan):
        yield ""
        yield f"## {block.title}"
        yield ""
        if block.rows:
            yield f"| {Text('Spørgsmål', 'Question')} | {Text('Svar', 'Answer')} |"
            yield "|---|---|"
            yield from (f"| {label.strip()} | {value} |" for label, value in block.rows)
        if block.rows and block.sentences:
            yield ""
        yield from block.sentences


def blocks(plan: Plan) -> list[Block]:
    """What is needed, what the number can show, what others do, and what to do."""
    return [_needed(plan), _shown(plan), _custom(), _advice(plan)]


def _row(label: str, value: str) -> Iterator[str]:
    indent = len(label) - len(label.lstrip())
    lines = textwrap.wrap(
        label.strip(), LABEL - indent, initial_indent=" " * (indent + 2), subsequent_indent=" " * (indent + 4)
    )
    yield from lines[:-1]
    yield f"{lines[-1]:<{LABEL + 4}}{value}"


def _title(plan: Plan) -> str:
    return str(
        Text(
            f"Plan for en stikprøve blandt {_cases(plan.wish.population)}",
            f"Plan of a sample from {_cases(plan.wish.population)}",
        )
    )


def _source(plan: Plan, run: str) -> str:
    level = percent(plan.wish.confidence)
    sure = Text(f"Alt er regnet med {level} sikkerhed.", f"All is computed at {level} confidence.")
    where = Text(f" Sagerne er dem i kørslen {run}.", f" The cases are those of run {run}.") if run else ""
    return f"{sure}{where}"


def _needed(plan: Plan) -> Block:
    wish = plan.wish
    within, expected, tolerable = points(wish.margin), percent(wish.expected), percent(wish.tolerable)
    none, one = (_cases(n) for n in plan.for_tolerable)
    return Block(
        Text("Hvor mange sager skal der til?", "How many cases does it take?"),
        (
            (
                str(
                    Text(
                        f"For at kende andelen på {within} nær, når {expected} ventes at opfylde kravet",
                        f"To know the share to within {within}, when {expected} are expected to meet the duty",
                    )
                ),
                _cases(plan.for_margin),
            ),
            (
                str(
                    Text(
                        f"For at vise, at højst {tolerable} har fejl, hvis der ikke findes nogen",
                        f"To show that at most {tolerable} fail, if no error is found",
                    )
                ),
                none,
            ),
            (
                str(
                    Text(
                        f"For at vise, at højst {tolerable} har fejl, hvis der findes 1",
                        f"To show that at most {tolerable} fail, if 1 error is found",
                    )
                ),
                one,
            ),
        ),
    )


def _shown(plan: Plan) -> Block:
    total, n = plan.wish.population, plan.n
    title = Text(f"Hvad kan {_cases(n)} vise?", f"What can {_cases(n)} show?")
    if plan.everything:
        return Block(
            title,
            sentences=(
                str(
                    Text(
                        f"Det er alle {_cases(total)}, så der er ingen stikprøveusikkerhed. Fejl i registreringen kan stadig forekomme.",
                        f"That is all {_cases(total)}, so there is no sampling uncertainty. Errors of registration can still occur.",
                    )
                    if total > 1
                    else Text("Der er kun den ene sag.", "There is only the one case.")
                ),
            ),
        )
    before, after = percent(plan.power.before), percent(plan.power.after)
    return Block(
        title,
        (
            (
                str(
                    Text("0 fejl giver højst så mange sager med fejl", "0 errors leave at most so many cases with one")
                ),
                _at_most(plan),
            ),
            (
                str(
                    Text(
                        f"Usikkerhed til hver side, når {percent(SHOWN_RATE)} opfylder kravet",
                        f"Uncertainty either way, when {percent(SHOWN_RATE)} meet the duty",
                    )
                ),
                points(plan.margin),
            ),
            *_detected(plan),
            (
                str(
                    Text(
                        f"En ændring siden sidst fra {before} til {after} ses, med {_cases(n)} hver gang",
                        f"A change since last time from {before} to {after} is seen, with {_cases(n)} each time",
                    )
                ),
                chance(plan.power.chance),
            ),
        ),
    )


def _detected(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each number of bad cases once; a rate of less than half a case is told as one case."""
    told: set[int] = set()
    for d in plan.detection:
        if d.cases in told:
            continue
        told.add(d.cases)
        if d.rate * plan.wish.population >= HALF:
            rate, cases = percent(d.rate), _cases(d.cases)
            label = Text(
                f"Mindst én fejl findes ved {rate} fejl ({cases})", f"An error is found at {rate} errors ({cases})"
            )
        else:
            label = Text("Mindst én fejl findes ved fejl i 1 sag", "An error is found if there is one in 1 case")
        yield str(label), chance(d.chance, certain=plan.n + d.cases > plan.wish.population)


def _at_most(plan: Plan) -> str:
    return f"{_cases(plan.none_found)} ({percent(plan.none_found / plan.wish.population)})"


def _custom() -> Block:
    return Block(
        Text("Hvad gør andre?", "What do others do?"),
        sentences=(
            str(
                Text(
                    "Ankestyrelsens Børnesagsbarometer bygger på 20-26 sager pr. kommune. Ankestyrelsen tager selv forbeholdet, "
                    "at en enkelt kommunes sager er for få til generelle udsagn om den. Tallet er en skik til gennemgang "
                    "og læring, ikke til måling.",
                    "The appeals board's barometer rests on 20-26 cases per municipality. The board itself makes the "
                    "reservation that the cases of a single municipality are too few for general statements about it. The "
                    "number is a custom for review and learning, not for measuring.",
                )
            ),
        ),
    )


def _advice(plan: Plan) -> Block:
    return Block(Text("Anbefaling", "Recommendation"), sentences=(str(_advised(plan)),))


def _advised(plan: Plan) -> Text:
    wish, n, total = plan.wish, _cases(plan.n), _cases(plan.wish.population)
    tolerable, within = percent(wish.tolerable), points(wish.margin)
    if plan.everything:
        return Text(
            f"Gennemgå alle {total}." if wish.population > 1 else "Gennemgå sagen.",
            f"Review all {total}." if wish.population > 1 else "Review the case.",
        )
    if plan.advice == "enough":
        return Text(
            f"{n} er nok til at måle med den ønskede præcision, og til at vise, at højst {tolerable} har fejl, hvis ingen findes.",
            f"{n} are enough to measure as precisely as wished, and to show that at most {tolerable} fail, if none is found.",
        )
    few = _missing(plan)
    learn = Text(
        "Brug dem til at finde mønstre og aftale opfølgning.", "Use them to find patterns and agree on follow-up."
    )
    if plan.advice == "all":
        more = Text(
            f"Skal der måles, så gennemgå alle {total}: en stikprøve, der er stor nok, sparer næsten intet.",
            f"To measure, review all {total}: a sample that is large enough saves next to nothing.",
        )
    else:
        more = Text(
            f"Skal der måles på {within} nær, så udtræk {_cases(plan.recommended)}.",
            f"To measure to within {within}, draw {_cases(plan.recommended)}.",
        )
    return Text(f"{few.da} {learn.da} {more.da}", f"{few.en} {learn.en} {more.en}")


def _missing(plan: Plan) -> Text:
    """What the asked number cannot do, and what it can."""
    n, tolerable = _cases(plan.n), percent(plan.wish.tolerable)
    if plan.n >= plan.for_tolerable[0]:
        return Text(
            f"{n} kan vise, at højst {tolerable} har fejl, hvis ingen findes, men er for få til at måle niveauet.",
            f"{n} can show that at most {tolerable} fail, if none is found, but are too few to measure the level.",
        )
    if plan.n >= plan.for_margin:
        return Text(
            f"{n} er nok til at måle niveauet, men for få til at vise, at højst {tolerable} har fejl.",
            f"{n} are enough to measure the level, but too few to show that at most {tolerable} fail.",
        )
    return Text(
        f"{n} er for få både til at måle niveauet og til at vise, at højst {tolerable} har fejl.",
        f"{n} are too few both to measure the level and to show that at most {tolerable} fail.",
    )


def _cases(n: int) -> str:
    return f"{number(n)}{NBSP}{Text('sag', 'case') if n == 1 else Text('sager', 'cases')}"
