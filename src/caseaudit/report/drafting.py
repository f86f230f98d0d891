"""Strengths, challenges and recommendations proposed from the numbers: by thresholds and sizes, never by a story.

A proposal says what the numbers say, in the words of the rule. A person decides whether it is right and whether it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caseaudit.model.outcomes import BREACH_REASONS, REASONS
from caseaudit.model.tally import Tally
from caseaudit.output.numbers import number, of
from caseaudit.report.clauses import units_of
from caseaudit.report.hidden import UNTOLD, withheld
from caseaudit.report.sentences import advisory_here, soft
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseaudit.report.facts import Facts, RuleFacts
    from caseaudit.rules.language import Rule
    from caseaudit.settings import ReportTable

Group = Literal["styrker", "udfordringer", "anbefalinger"]
GROUPS: dict[Group, str] = {"styrker": "S", "udfordringer": "U", "anbefalinger": "A"}
"""The three blocks of a theme, as the file of texts names them, and the letter of their ids."""

HIDDEN = Tally(UNTOLD, UNTOLD, UNTOLD, UNTOLD, UNTOLD, UNTOLD)
_ADVERB = re.compile(r"\b(er|har|var|havde|ligger|passer|bliver|kan|skal) (ikke|selv|altid)\b")


@dataclass(frozen=True)
class Proposal:
    """One proposed text, the rule that it is about, and the numbers that it rests on."""

    theme: str
    group: Group
    rule: str
    text: str
    basis: str


def proposals(facts: Facts, limits: ReportTable, *, committee: bool = False) -> Iterator[Proposal]:
    """Every text that the numbers call for, theme by theme. What is only advisory or soft calls for none.

    `committee`: a text tells only the counts that a report to the committee shows.
    """
    shown = {r.rule.id: r.tally for r in facts.all_rules}
    if committee:
        from caseaudit.report.suppress import for_committee

        shown = {r.rule.id: r.tally for r in for_committee(facts, limits.min_cell).all_rules}
    for theme in facts.themes:
        for r in theme.rules:
            if not advisory_here(r) and not soft(r.rule):
                for group, text in _texts(r, shown.get(r.rule.id, HIDDEN), limits):
                    yield Proposal(theme.id, group, r.rule.id, text, basis(r))


def basis(r: RuleFacts) -> str:
    """`8 af 14 overholdt, 6 brud: 4 mangler, 2 for sent; 1 kan ikke vurderes`."""
    t = r.tally
    parts = [str(Text(f"{of(t.good, t.judged)} overholdt", f"{of(t.good, t.judged)} met"))]
    if not t.judged:
        parts = [str(Text("ingen kunne vurderes", "none could be assessed"))]
    if t.breached:
        reasons = [(REASONS[x], n) for x in BREACH_REASONS if (n := r.reasons.get(("breached", x), 0))]
        told = ", ".join(f"{number(n)} {x}" for x, n in reasons)
        parts.append(f"{number(t.breached)} {Text('brud', 'breached')}: {told}")
    out = ", ".join(parts)
    if t.unknown:
        out += f"; {number(t.unknown)} {Text('kan ikke vurderes', 'could not be assessed')}"
    return out


def bases(facts: Facts) -> dict[str, str]:
    """The numbers of every rule that a text may rest on."""
    return {r.rule.id: basis(r) for r in facts.all_rules}


def codes(themes: Mapping[str, object]) -> dict[str, str]:
    """Three letters per theme for the ids: OPF. Themes that begin alike take the first letter that tells them apart."""
    out = {}
    for theme in themes:
        alike = [x for x in themes if x != theme and x[:3] == theme[:3]]
        at = 2
        while alike and at < len(theme) and any(x[: at + 1] == theme[: at + 1] for x in alike):
            at += 1
        out[theme] = (theme[:2] + theme[at : at + 1]).upper()
    return out


def _texts(r: RuleFacts, shown: Tally, limits: ReportTable) -> Iterator[tuple[Group, str]]:
    t = r.tally
    percent = None if t.rate is None else 100 * t.rate
    critical = bool(r.binding.breached) and any((v.severity or r.rule.severity) == "critical" for v in r.versions)
    unclear = t.unknown >= limits.strength_judged and 100 * t.unknown >= limits.unknown_from * t.asked
    weak = percent is not None and t.breached > 0 and (critical or percent < limits.challenge_below)
    if weak or unclear:
        yield "udfordringer", _challenge(r, shown, weak=weak, unclear=unclear)
        yield "anbefalinger", _recommendation(r, shown, weak=weak, unclear=unclear)
    elif percent is not None and percent >= limits.strength_from and t.judged >= limits.strength_judged:
        yield "styrker", _strength(r, shown)


def _strength(r: RuleFacts, shown: Tally) -> str:
    t, da, en = r.tally, _that(r.rule.title.da, danish=True), _that(r.rule.title.en)
    units = units_of(r.rule, t.judged)
    if not t.breached and not withheld(shown.judged):
        return str(
            Text(
                f"I alle {number(t.judged)} vurderede {units} er det dokumenteret, at {da}.",
                f"In all {number(t.judged)} {units} assessed it is documented that {en}.",
            )
        )
    if withheld(shown.good) or withheld(shown.judged):
        return str(
            Text(
                f"I langt de fleste tilfælde er det dokumenteret, at {da}.",
                f"In the great majority of instances it is documented that {en}.",
            )
        )
    part = of(t.good, t.judged)
    return str(
        Text(f"I {part} {units} er det dokumenteret, at {da}.", f"In {part} {units} it is documented that {en}.")
    )


def _challenge(r: RuleFacts, shown: Tally, *, weak: bool, unclear: bool) -> str:
    da, en = _that(r.rule.title.da, danish=True), _that(r.rule.title.en)
    out = []
    if weak:
        where = _where(shown.breached, shown.judged, r.rule)
        out.append(
            Text(f"{where.da} er det ikke dokumenteret, at {da}.", f"{where.en} it is not documented that {en}.")
        )
    if unclear:
        where = _where(shown.unknown, shown.asked, r.rule)
        whether = Text("om det er sket", "whether this was done") if weak else Text(f"om {da}", f"whether {en}")
        out.append(
            Text(
                f"{where.da} kan det ikke vurderes ud fra udtrækket, {whether.da}.",
                f"{where.en} it cannot be assessed from the export {whether.en}.",
            )
        )
    return " ".join(str(t) for t in out)


def _where(part: int, whole: int, rule: Rule) -> Text:
    """The count, where it may be told."""
    if withheld(part) or withheld(whole):
        return Text("I en del af tilfældene", "In some instances")
    units = units_of(rule, whole)
    if part == whole:
        return Text(f"I alle {number(whole)} {units}", f"In all {number(whole)} {units}")
    return Text(f"I {of(part, whole)} {units}", f"In {of(part, whole)} {units}")


def _recommendation(r: RuleFacts, shown: Tally, *, weak: bool, unclear: bool) -> str:
    """Verbs in the present, as the genre has it: Sikrer, Indfører, Retter op på."""
    da, en = _that(r.rule.title.da, danish=True), _that(r.rule.title.en)
    out = []
    if weak:
        out.append(_prevent(r, da, en))
        missing = sum(r.reasons.get(("breached", x), 0) for x in BREACH_REASONS if x != "late")
        if missing:
            which = (
                f"{number(missing)} "
                if missing > 1 and not withheld(shown.breached) and missing == r.tally.breached
                else ""
            )
            fix = Text(_lower(r.rule.fix.da), _lower(r.rule.fix.en))
            out.append(
                Text(
                    f"Retter op på de {which}tilfælde, hvor der mangler noget, og det endnu kan gøres. I hver sag: {fix.da}",
                    f"Puts right the {which}instances where something is lacking that can still be done. In each case: {fix.en}",
                )
            )
    if unclear:
        out.append(
            Text(
                f"Registrerer det, der skal til for at se, om {da}.",
                f"Records what it takes to see whether {en}.",
            )
        )
    return " ".join(str(t) for t in out)


def _prevent(r: RuleFacts, da: str, en: str) -> Text:
    most = max(BREACH_REASONS, key=lambda x: r.reasons.get(("breached", x), 0))
    if most == "late":
        return Text(
            f"Indfører en påmindelse om fristen, så det sikres, at {da}.",
            f"Introduces a reminder of the limit, so as to ensure that {en}.",
        )
    if most == "wrong_body":
        return Text(
            f"Indfører en kontrol af, hvem der har kompetencen, så det sikres, at {da}.",
            f"Introduces a check of who has the power to decide, so as to ensure that {en}.",
        )
    if most == "incomplete":
        return Text(
            f"Sikrer, at alt, hvad loven kræver, er dokumenteret, så det kan ses i hver sag, at {da}.",
            f"Ensures that all the law asks for is recorded, so that each case shows that {en}.",
        )
    return Text(
        f"Sikrer, at det i hver sag kan dokumenteres, at {da}.", f"Ensures that each case can document that {en}."
    )


def _that(title: str, *, danish: bool = False) -> str:
    """A title as the clause after `at`: small first letter, and in Danish the adverb before the verb."""
    clause = _lower(title.rstrip("."))
    return _ADVERB.sub(r"\2 \1", clause) if danish else clause


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
