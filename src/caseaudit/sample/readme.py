"""How a sample was drawn and how to draw it again, as lines of name and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import __version__
from caseaudit.dates import show
from caseaudit.sample import words
from caseaudit.sample.why import POINTS, REASONS, number
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.sample.model import Event, Sample


def lines(s: Sample) -> Iterator[tuple[str, str]]:
    """Name and text, in reading order."""
    yield _t("Hvad", "What"), words.headline(s).partition(": ")[2]
    yield _t("Pulje", "Pool"), _pool(s)
    for text in words.background(s)[1:]:
        yield "", text
    if s.filters:
        yield _t("Valgt", "Chosen"), "; ".join(f"{words.FILTERS.get(k, Text(k, k))}: {v}" for k, v in s.filters.items())
    if len(s.strata) > 1:
        told = "; ".join(f"{words.stratum_name(x.label)}: {x.drawn} {Text('af', 'of')} {x.size}" for x in s.strata)
        yield _t("Dele", "Parts"), told
    if s.risk_weights:
        yield _t("Risikopoint", "Points of risk"), _weights(s)
    yield _t("Frø", "Seed"), s.seed
    yield _t("Sådan er der udtrukket", "How it was drawn"), _method(s)
    yield _t("Udtræk igen", "Draw it again"), s.redraw
    for text in words.remarks(s):
        yield _t("Bemærk", "Note"), text
    for event in s.trail:
        yield _t("Forløb", "Trail"), event_told(event)
    yield _t("Kørsel", "Run"), f"{s.run}, {_t('opgjort pr.', 'as of')} {show(s.as_of)}"
    yield _t("Data (SHA-256)", "Data (SHA-256)"), s.data_digest
    yield _t("Regler (SHA-256)", "Rules (SHA-256)"), s.rules_digest
    yield "caseaudit", __version__


def _t(da: str, en: str) -> str:
    return str(Text(da, en))


def _pool(s: Sample) -> str:
    n = sum(i.chosen in ("random", "certain") for i in s.items)
    return _t(
        f"N = {s.population} {words.things(s.unit_kind, s.population)}, n = {n}.",
        f"N = {s.population} {words.things(s.unit_kind, s.population)}, n = {n}.",
    )


def _weights(s: Sample) -> str:
    return "; ".join(f"{POINTS.get(k, Text(k, k))} {number(v)}" for k, v in s.risk_weights.items())


def _method(s: Sample) -> str:
    if s.design == "picked":
        return _t("Sagerne er udpeget. Intet er udtrukket.", "The cases are picked by hand. Nothing was drawn.")
    key = _t(
        "Hver får et tal af HMAC-SHA256 med frøet som nøgle og sagsnummeret (for hændelser også slags, dag, paragraf og "
        "løbenummer) som tekst. De mindste tal er udtrukket. Rækkefølgen i udtrækket betyder intet.",
        "Each gets a number from HMAC-SHA256 with the seed as key and the case id (for events also kind, day, provision and "
        "running number) as text. The smallest numbers are drawn. The order of the export does not matter.",
    )
    if s.design == "risk":
        return key + _t(
            " Tallet er vejet med risikoen (Pareto-udtrækning), så dobbelt så mange point giver dobbelt så stor chance.",
            " The number is weighed by the risk (Pareto sampling), so that twice the points give twice the chance.",
        )
    if len(s.strata) > 1:
        return key + _t(" Det er gjort for hver del for sig.", " This was done for each part by itself.")
    return key


def event_told(e: Event) -> str:
    """One line of the trail."""
    at = f"{show(e.at.date())} {e.at:%H:%M} UTC"
    d = e.detail
    if e.action == "drawn":
        return f"{at}: " + _t(f"udtrukket, {d['n']} i alt", f"drawn, {d['n']} in all")
    if e.action == "extended":
        return f"{at}: " + _t(f"udvidet med {d['n']}", f"extended by {d['n']}")
    if e.action == "replaced":
        reason = REASONS.get(str(d["reason"]), REASONS["other"])
        by = (
            _t(f" med nr. {d['by']}", f" by no. {d['by']}")
            if "by" in d
            else _t(" uden erstatning", " without a replacement")
        )
        return f"{at}: " + _t(
            f"nr. {d['item']} erstattet{by} ({reason.da})", f"no. {d['item']} replaced{by} ({reason.en})"
        )
    return f"{at}: {e.action}"
