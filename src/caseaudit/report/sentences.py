"""The sentences of a theme, made of its numbers: counts first, percent second, no blame and no story of a case.

A sentence that tells a number tells it itself, so that it can be left out where the number may not be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from caseaudit.model.outcomes import BREACH_REASONS
from caseaudit.output.numbers import counted, number, of
from caseaudit.report.clauses import clause, met_by, plain_units, units_of
from caseaudit.report.hidden import withheld
from caseaudit.report.numbers import CASES, DAY, DAYS, percent_of, percent_text
from caseaudit.rules.phrases import joined
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.model.tally import Tally
    from caseaudit.report.facts import RuleFacts, ThemeFacts
    from caseaudit.rules.language import Rule

BECAUSE = {
    "data_missing": Text(
        "fordi udtrækket mangler en oplysning, som kravet bygger på",
        "as the export lacks something that the duty rests on",
    ),
    "no_time": Text("fordi klokkeslættet mangler", "as the clock time is missing"),
    "unsettled_law": Text(
        "fordi loven kan læses på to måder, som giver hver sit udfald",
        "as the law can be read in two ways that differ here",
    ),
    "transitional": Text(
        "fordi perioden løber hen over lovskiftet 1. januar 2024",
        "as the period runs across the change of law on 1 January 2024",
    ),
    "needs_review": Text("fordi det skal afgøres ved at læse sagen", "as it must be decided by reading the case"),
}
"""Why something could not be assessed, as a subordinate clause."""


class _Words(NamedTuple):
    """How a rule is spoken of by what it measures against, so that the kinds are not mixed up. `{q}`: its title."""

    met: Text
    clean: Text
    broken: Text
    several: Text
    single: Text


_WORDS = {
    "law": _Words(
        Text("Kravet er overholdt", "The duty is met"),
        Text("Kravet {q} er overholdt", "The duty {q} is met"),
        Text("er kravet {q} ikke overholdt", "the duty {q} is not met"),
        Text("Bruddene", "The breaches"),
        Text("Bruddet", "The breach"),
    ),
    "local_standard": _Words(
        Text("Standarden er overholdt", "The standard is met"),
        Text("Standarden {q} er overholdt", "The standard {q} is met"),
        Text("er standarden {q} ikke overholdt", "the standard {q} is not met"),
        Text("Afvigelserne", "The deviations"),
        Text("Afvigelsen", "The deviation"),
    ),
    "data_quality": _Words(
        Text("Registreringen er i orden", "The record is in order"),
        Text("Kontrollen {q} er i orden", "The check {q} is in order"),
        Text("er kontrollen {q} ikke i orden", "the check {q} is not in order"),
        Text("Fejlene", "The faults"),
        Text("Fejlen", "The fault"),
    ),
}


def _word(rule: Rule, name: str) -> str:
    return str(getattr(_WORDS[rule.judges], name)).replace("{q}", quoted(rule))


def with_percent(tally: Tally) -> str:
    """` (43 %)`; nothing where too few were judged."""
    value = percent_of(tally)
    return "" if value is None else f" ({percent_text(value)})"


def quoted(rule: Rule) -> str:
    """The title of a rule in quotation marks."""
    return str(Text(f"»{rule.title}«", f"\u201c{rule.title}\u201d"))


def soft(rule: Rule) -> bool:
    """Whether the machine can only ever see that it is met; then a percent would say nothing."""
    return all(v.soft for v in rule.versions)


def advisory_here(r: RuleFacts) -> bool:
    """Whether nothing of what was judged binds. Where that number is withheld, the versions that were used tell it."""
    if not r.rule.legal or r.advisory:
        return r.rule.legal
    if withheld(r.binding.judged):
        return bool(r.versions) and all((v.severity or r.rule.severity) == "advisory" for v in r.versions)
    return r.tally.judged > 0 and r.binding.judged == 0


def headline(theme: ThemeFacts, cases: int) -> str:
    """The theme in two sentences. `cases`: all cases of the run."""
    t = theme.tally
    if t.judged == 0:
        return str(
            Text("Ingen af temaets bindende krav kunne vurderes.", "No binding demand of the theme could be assessed.")
        )
    first = Text(
        f"Lovens krav er overholdt i {of(t.good, t.judged)} vurderinger{with_percent(t)}.",
        f"The law's demands are met in {of(t.good, t.judged)} assessments{with_percent(t)}.",
    )
    second = Text(
        f"I {of(theme.cases_breached, cases)} {_cases(cases)} er der mindst ét brud i temaet.",
        f"{of(theme.cases_breached, cases)} {_cases(cases)} have at least one breach in the theme.",
    )
    if theme.cases_breached == 0:
        second = Text("Ingen sager har brud i temaet.", "No case has a breach in the theme.")
    return f"{first} {second}"


def _cases(n: int) -> str:
    return str(Text("sag", "case") if n == 1 else CASES)


def analysis(theme: ThemeFacts) -> tuple[str, ...]:
    """One paragraph per check of which something could be judged."""
    return tuple(" ".join(check(r)) for r in theme.rules if r.tally.judged != 0)


def check(r: RuleFacts) -> Iterator[str]:
    """What one check found: breaches by reason, what was met, the overrun, the cases, what is still pending."""
    if r.rule.legal and soft(r.rule):
        yield from _soft(r)
        return
    t = r.tally
    yield breaches(r)
    if t.breached != 0 and t.good != 0:
        yield _met(r)
    yield from _met_by(r)
    yield from _late(r)
    yield from _spread(r)
    if t.pending != 0:
        n = number(t.pending)
        yield str(Text(f"I yderligere {n} er fristen ikke nået.", f"In {n} more the time is not up."))


def _soft(r: RuleFacts) -> Iterator[str]:
    t, asked = r.tally, r.tally.judged + r.tally.unknown
    units = plain_units(r.rule, asked)
    yield str(
        Text(
            f"{quoted(r.rule)} er dokumenteret i {of(t.good, asked)} {units}.",
            f"{quoted(r.rule)} is documented in {of(t.good, asked)} {units}.",
        )
    )
    if t.unknown != 0:
        yield str(
            Text(
                f"I {number(t.unknown)} er det ikke dokumenteret, og det er hverken overholdt eller brud, før sagen er læst.",
                f"In {number(t.unknown)} it is not documented, and neither met nor breached until the case is read.",
            )
        )


def breaches(r: RuleFacts, *, brief: bool = False) -> str:
    """`I 8 af 14 afgørelser mangler ...`, or that the duty is met in all. `brief` leaves out how several reasons divide."""
    t, units = r.tally, units_of(r.rule, r.tally.judged)
    if t.breached == 0:
        return _without(r)
    lead = Text(f"I {of(t.breached, t.judged)} {units}", f"In {of(t.breached, t.judged)} {units},")
    found = [(x, r.reasons["breached", x]) for x in BREACH_REASONS if r.reasons.get(("breached", x), 0) != 0]
    if len(found) == 1:
        return f"{lead} {clause(r.rule, found[0][0])}."
    each = [f"{Text('i', 'in')} {number(n)} {clause(r.rule, x)}" for x, n in found]
    whole = _word(r.rule, "broken")
    return f"{lead} {whole}: {listed(each)}." if each and not brief else f"{lead} {whole}."


def listed(parts: list[str]) -> str:
    """`a, b, og c`: whole clauses, so with a comma before `og`."""
    return ", ".join(parts[:-1]) + str(Text(", og ", ", and ")) + parts[-1] if len(parts) > 1 else parts[0]


def _without(r: RuleFacts) -> str:
    t = r.tally
    return _share(r, _word(r.rule, "clean"), f"{of(t.good, t.judged)} {units_of(r.rule, t.judged)}")


def _met(r: RuleFacts) -> str:
    t = r.tally
    return _share(r, _word(r.rule, "met"), f"{of(t.good, t.judged)}{with_percent(t)}")


def _share(r: RuleFacts, lead: str, part: str) -> str:
    """`Kravet er overholdt i 6 af 14 (43 %)`; what was lawfully excused is told."""
    n = number(r.tally.excused)
    if r.tally.excused == 0:
        return str(Text(f"{lead} i {part}.", f"{lead} in {part}."))
    return str(
        Text(
            f"{lead} eller lovligt fraveget i {part}; {n} er lovligt fraveget.",
            f"{lead} or lawfully excused in {part}; {n} lawfully excused.",
        )
    )


def _met_by(r: RuleFacts) -> Iterator[str]:
    if len(r.met_by) > 1 and sum(r.met_by.values()) == r.tally.met and not set(r.met_by) & set(r.rule.about):
        each = [f"{Text('i', 'in')} {number(n)} {Text('ved', 'by')} {met_by(r.rule, e)}" for e, n in r.met_by.items()]
        told = joined(each, either=False)
        yield str(Text(f"Det er opfyldt {told}.", f"It is fulfilled {told}."))


def _late(r: RuleFacts) -> Iterator[str]:
    late = r.reasons.get(("breached", "late"), 0)
    if r.late is None or late == 0:
        return
    median, most = r.late
    if median < 1 and most < 1:
        yield str(
            Text(
                f"For de {number(late)} sene er det under et døgn.",
                f"The {number(late)} late ones are under a day late.",
            )
        )
    elif late == 1:
        yield str(Text(f"Overskridelsen er {counted(most, DAY, DAYS)}.", f"The overrun is {counted(most, DAY, DAYS)}."))
    else:
        yield str(
            Text(
                f"For de {number(late)} sene er overskridelsen typisk {counted(median, DAY, DAYS)}, højst {number(most)}.",
                f"For the {number(late)} late ones the overrun is typically {counted(median, DAY, DAYS)}, "
                f"at most {number(most)}.",
            )
        )


def _spread(r: RuleFacts) -> Iterator[str]:
    """Breaches and cases are told apart where one case can hold several units; and what does not bind is told."""
    t = r.tally
    if r.rule.legal and t.breached != 0 and (r.binding.breached == 0 or advisory_here(r)):
        yield str(
            Text(
                "Kravet er vejledende for disse og tæller ikke med i temaets sum.",
                "The duty is advisory for these and is not counted in the theme's total.",
            )
        )
        return
    if r.binding.breached < t.breached:
        weak = t.breached - r.binding.breached
        yield str(
            Text(
                f"{number(weak)} af bruddene er alene vejledende og tæller ikke med i temaets sum.",
                f"{number(weak)} of the breaches are only advisory and are not counted in the theme's total.",
            )
        )
    if r.binding.breached != 0 and r.cases_judged != t.judged:
        spread = f"{of(r.cases_breached, r.cases_judged)} {_cases(r.cases_judged)}"
        who = _word(r.rule, "single" if r.binding.breached == 1 else "several")
        if r.binding.breached != t.breached:
            who = str(Text("De bindende brud", "The binding breaches"))
        lie = "lies" if r.binding.breached == 1 else "lie"
        yield str(Text(f"{who} ligger i {spread}.", f"{who} {lie} in {spread}."))


def unknowns(theme: ThemeFacts) -> tuple[str, ...]:
    """What could not be assessed and why, per check; and checks whose every deadline lies ahead."""
    return tuple(text for r in theme.rules for text in unknown(r))


def unknown(r: RuleFacts) -> Iterator[str]:
    t, units = r.tally, plain_units(r.rule, r.tally.asked)
    if t.unknown != 0 and not (soft(r.rule) and t.judged != 0):
        why = [(x, n) for x in BECAUSE if (n := r.reasons.get(("unknown", x), 0)) != 0]
        told = f", {BECAUSE[why[0][0]]}" if len(why) == 1 else ""
        if len(why) > 1:
            told = ": " + listed([f"{number(n)}, {BECAUSE[x]}" for x, n in why])
        yield str(
            Text(
                f"I {of(t.unknown, t.asked)} {units} kan {_noun(r.rule)} {quoted(r.rule)} ikke vurderes{told}.",
                f"In {of(t.unknown, t.asked)} {units}, {_noun(r.rule)} {quoted(r.rule)} could not be assessed{told}.",
            )
        )
    if t.judged == 0 and t.pending != 0:
        yield str(
            Text(
                f"I {of(t.pending, t.asked)} {units} er fristen for {_noun(r.rule)} {quoted(r.rule)} ikke nået.",
                f"In {of(t.pending, t.asked)} {units}, the time for {_noun(r.rule)} {quoted(r.rule)} is not up.",
            )
        )


def _noun(rule: Rule) -> str:
    nouns = {
        "law": Text("kravet", "the duty"),
        "local_standard": Text("standarden", "the standard"),
        "data_quality": Text("kontrollen", "the check"),
    }
    return str(nouns[rule.judges])
