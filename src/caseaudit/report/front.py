"""The front of a report: who may read it, what was audited, the summary and its three figures, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.numbers import MIN_FOR_PERCENT, number, of
from caseaudit.report.appendix_law import rests_on
from caseaudit.report.comparison import moved, signed
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import NONE, percent_of, percent_text, share
from caseaudit.report.sentences import breaches, quoted, with_percent
from caseaudit.report.view import KeyFigure
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Background, Options
    from caseaudit.report.facts import Facts, RuleFacts, ThemeFacts

SHOWN_WORST = 3


def classification(audience: str) -> str:
    """The label of the report: who may read it."""
    labels = {
        "team": Text("Fortroligt: indeholder sagsnumre", "Confidential: holds case numbers"),
        "management": Text("Til ledelsen: uden sagsnumre", "For management: no case numbers"),
        "committee": Text("Uden personoplysninger", "No personal data"),
    }
    return str(labels[audience])


def population(facts: Facts, options: Options) -> tuple[tuple[str, str], ...]:
    """The facts of the front page."""
    span = "-"
    if facts.first_day and facts.last_day:
        span = f"{show(facts.first_day)} {Text('til', 'to')} {show(facts.last_day)}"
    everyone = Text("alle sager i udtrækket", "all cases of the export")
    drawn = Text("en stikprøve", "a sample")
    return (
        (str(Text("Periode", "Period")), span),
        (str(Text("Sager", "Cases")), number(facts.cases)),
        (str(Text("Hændelser", "Events")), number(facts.events)),
        (str(Text("Udvælgelse", "Selection")), str(drawn if options.sample else everyone)),
        (str(Text("Opgjort pr.", "As of")), show(facts.as_of)),
    )


def resume(facts: Facts, options: Options, background: Background) -> tuple[str, ...]:
    """The whole in a few paragraphs: the result, what changed, where most breaches are, what is not known."""
    if facts.total.judged == 0:
        none = Text("Ingen af lovens krav kunne vurderes.", "None of the law's demands could be assessed.")
        return (str(none), *_unknown(facts))
    paragraphs = (
        _result(facts),
        _target(facts, options),
        _change(facts, options, background),
        _worst(facts),
        _best(facts),
    )
    return tuple(text for p in paragraphs if (text := " ".join(p))) + tuple(_unknown(facts))


def _result(facts: Facts) -> Iterator[str]:
    t = facts.total
    yield str(
        Text(
            f"Lovens krav er overholdt i {of(t.good, t.judged)} vurderinger{with_percent(t)}.",
            f"The law's demands are met in {of(t.good, t.judged)} assessments{with_percent(t)}.",
        )
    )
    if t.excused != 0:
        yield str(
            Text(
                f"I {number(t.excused)} af dem er kravet lovligt fraveget.",
                f"In {number(t.excused)} of them the duty was lawfully excused.",
            )
        )
    if facts.cases_with_breach == 0:
        yield str(Text("Ingen sager har brud.", "No case has a breach."))
        return
    one, hit = facts.cases == 1, of(facts.cases_with_breach, facts.cases)
    value = share(facts.cases_with_breach, facts.cases)
    part = "" if value is None else f" ({percent_text(value)})"
    yield str(
        Text(
            f"I {hit} {'sag' if one else 'sager'}{part} er der mindst ét brud.",
            f"{hit} {'case has' if one else 'cases have'} at least one breach{part}.",
        )
    )


def _judged_themes(facts: Facts) -> list[ThemeFacts]:
    return [
        t for t in facts.themes if t.rules and percent_of(t.tally) is not None and not withheld(percent_of(t.tally))
    ]


def reached(facts: Facts, target: float) -> tuple[int, int]:
    """Themes that reach the target, of those with a percent."""
    told = _judged_themes(facts)
    return sum((percent_of(t.tally) or 0) >= target for t in told), len(told)


def _target(facts: Facts, options: Options) -> Iterator[str]:
    if options.target is None:
        return
    good, told = reached(facts, options.target)
    themes = Text("temaer" if told != 1 else "tema", "themes" if told != 1 else "theme")
    yield str(
        Text(
            f"Kommunens eget mål er {percent_text(options.target)}; {of(good, told)} {themes.da} når det.",
            f"The municipality's own target is {percent_text(options.target)}; {of(good, told)} {themes.en} reach it.",
        )
    )


def _change(facts: Facts, options: Options, background: Background) -> Iterator[str]:
    before = background.previous
    if before is None:
        return
    then = show(before.as_of)
    whole = moved(facts.total, before.total, sample=options.sample)
    if whole is not None:
        yield str(
            Text(
                f"Siden opgørelsen pr. {then} er den samlede procent ændret med {signed(whole)} procentpoint.",
                f"Since the run as of {then} the percent in all changed by {signed(whole)} percentage points.",
            )
        )
    elif options.sample:
        yield str(
            Text(
                f"Forskellen til opgørelsen pr. {then} er ikke større, end at stikprøverne kan forklare den.",
                f"The difference from the run as of {then} is no larger than the samples can explain.",
            )
        )
    yield from _themes_moved(facts, before, options)
    if background.rule_changes:
        yield str(
            Text(
                "Regelsættet er ændret siden, og en del af ændringen kan skyldes det (bilag E).",
                "The rule set has changed since, and part of the change may come from that (appendix E).",
            )
        )


def _themes_moved(facts: Facts, before: Facts, options: Options) -> Iterator[str]:
    then = {t.id: t.tally for t in before.themes}
    both = [(moved(t.tally, then[t.id], sample=options.sample), t.title) for t in facts.themes if t.id in then]
    found = [(d, title) for d, title in both if d is not None]
    if any(withheld(d) for d, _ in found):
        return  # the largest may be one that is hidden
    up, down = max(found, default=(0.0, "")), min(found, default=(0.0, ""))
    if up[0] >= 1:
        yield str(
            Text(
                f"Størst stigning er der i temaet {up[1]} ({signed(up[0])} procentpoint).",
                f"The largest rise is in {up[1]} ({signed(up[0])} percentage points).",
            )
        )
    if down[0] <= -1:
        yield str(
            Text(
                f"Størst fald er der i temaet {down[1]} ({signed(down[0])} procentpoint).",
                f"The largest fall is in {down[1]} ({signed(down[0])} percentage points).",
            )
        )


def _binding(facts: Facts) -> list[RuleFacts]:
    """Checks of binding law whose numbers may be told."""
    rules = [r for t in facts.themes for r in t.rules if not r.advisory]
    return [r for r in rules if not any(withheld(n) for n in (r.tally.breached, r.tally.judged, r.binding.breached))]


def _worst(facts: Facts) -> Iterator[str]:
    found = [r for r in _binding(facts) if r.binding.breached > 0]
    if not found:
        return
    found.sort(key=lambda r: (-r.binding.breached, r.binding.judged, r.rule.id))
    if len(_binding(facts)) < sum(not r.advisory for t in facts.themes for r in t.rules):
        shown = Text(
            "Blandt de kontrolpunkter, hvis tal kan vises, er der flest brud her.",
            "Among the checks whose numbers can be shown, most breaches are here.",
        )
        yield str(shown)
        for r in found[:SHOWN_WORST]:
            yield breaches(r, brief=True)
        return
    few = Text("Flest brud er der på disse kontrolpunkter.", "These checks have most breaches.")
    yield str(few) if len(found) > 1 else str(Text("Der er brud på ét kontrolpunkt.", "One check has breaches."))
    for r in found[:SHOWN_WORST]:
        yield breaches(r, brief=True)


def _some_withheld(facts: Facts) -> bool:
    """Whether it is untold of some check how much was judged or broken: then checks cannot be counted by it."""
    checks = [r.binding for t in facts.themes for r in t.rules if not r.advisory]
    return any(withheld(b.judged) or withheld(b.breached) for b in checks)


def _best(facts: Facts) -> Iterator[str]:
    told = [r for r in _binding(facts) if r.binding.judged >= MIN_FOR_PERCENT]
    clean = [r for r in told if r.binding.breached == 0]
    if clean and not _some_withheld(facts):
        names = ", ".join(quoted(r.rule) for r in clean[:SHOWN_WORST])
        only = clean if len(clean) <= SHOWN_WORST else clean[:SHOWN_WORST]
        such = "" if len(only) == len(clean) else str(Text("blandt andet ", "among them "))
        yield str(
            Text(
                f"Uden brud er {of(len(clean), len(told))} kontrolpunkter med mindst fem vurderinger: {such}{names}.",
                f"No breach in {of(len(clean), len(told))} checks with at least five assessments: {such}{names}.",
            )
        )


def _unknown(facts: Facts) -> Iterator[str]:
    if weak := rests_on(facts):
        yield f"{weak} {Text('De står i bilag D.', 'See appendix D.')}"
    t = facts.total
    if t.unknown != 0:
        yield str(
            Text(
                f"{number(t.unknown)} vurderinger kan ikke afgøres. De indgår ikke i procenten og tæller aldrig som overholdt "
                "(bilag C).",
                f"{number(t.unknown)} assessments cannot be decided. They are outside the percent and never count as met "
                "(appendix C).",
            )
        )


def key_figures(facts: Facts, options: Options) -> tuple[KeyFigure, ...]:
    """The three figures of the summary: compliance, cases with a breach, and the target or what is not known."""
    t = facts.total
    value = percent_of(t)
    third = KeyFigure(
        number(t.unknown),
        str(Text("vurderinger kan ikke afgøres", "assessments cannot be decided")),
        str(Text("Tæller aldrig som overholdt", "Never counted as met")),
    )
    if options.target is not None:
        good, themes = reached(facts, options.target)
        aim = percent_text(options.target)
        third = KeyFigure(
            of(good, themes),
            str(Text("temaer når målet", "themes reach the target")),
            str(Text(f"Kommunens eget mål er {aim}", f"The municipality's own target is {aim}")),
        )
    met = of(t.good, t.judged) if t.judged != 0 else NONE
    told = Text(f"{met} vurderinger er overholdt", f"{met} assessments are met")
    if t.judged == 0:
        told = Text("Ingen krav kunne vurderes", "No duty could be assessed")
    return (
        KeyFigure(
            met if value is None else percent_text(value),
            str(Text("samlet lovoverholdelse", "compliance in all")),
            str(told),
        ),
        KeyFigure(
            of(facts.cases_with_breach, facts.cases),
            str(Text("sager har mindst ét brud", "cases have at least one breach")),
            str(Text("Ét brud er nok til at tælle med", "One breach is enough to count")),
        ),
        third,
    )
