"""Why a thing is in the sample, in one sentence that stands in the list and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.sample.model import Item, Sample

REASONS: dict[str, Text] = {
    "no_access": Text("ingen adgang til sagen", "no access to the case"),
    "closed": Text("sagen er lukket eller flyttet", "the case is closed or has moved"),
    "wrong_unit": Text("sagen hører ikke til i stikprøven", "the case does not belong in the sample"),
    "conflict": Text("inhabilitet", "conflict of interest"),
    "other": Text("anden grund", "another reason"),
}
"""Why something is replaced: codes only, so that no free text gets into the file."""

POINTS: dict[str, Text] = {
    "base": Text("grundtal", "base"),
    "critical": Text("kritiske fund", "critical findings"),
    "high": Text("fund af høj alvor", "findings of high severity"),
    "medium": Text("fund af mellem alvor", "findings of medium severity"),
    "low": Text("fund af lav alvor", "findings of low severity"),
    "unknown": Text("det, der ikke kan vurderes", "what could not be assessed"),
    "pending": Text("det, der afventer", "what is pending"),
    "placed": Text("at barnet er anbragt", "being placed"),
    "age_under_3": Text("alder under 3 år", "age under 3"),
    "age_3_to_7": Text("alder 3-7 år", "age 3-7"),
    "caseworker_changes": Text("skift af sagsbehandler", "change of caseworker"),
}


def why(item: Item, sample: Sample) -> str:
    """The sentence, in the language that is shown now."""
    sizes = {s.label: s.size for s in sample.strata}
    size = sizes.get(item.stratum, sample.population)
    if item.chosen == "must" and sample.design == "picked":
        return str(Text("Udpeget.", "Picked by hand."))
    if item.chosen == "must":
        return str(
            Text("Udpeget; tæller ikke med i skønnet for alle.", "Picked by hand; outside the estimate for all.")
        )
    if item.chosen == "replacement":
        return _replacement(item, sample, size)
    if sample.design == "risk":
        return _risk(item)
    if item.probability == 1 and size <= item.rank + _after(item, sample):
        return _all(item, size)
    return _random(item, size, sample)


def _after(item: Item, sample: Sample) -> int:
    """How many of the stratum stand behind the item among those that were drawn."""
    return sum(i.stratum == item.stratum and i.rank > item.rank for i in sample.items)


def _all(item: Item, size: int) -> str:
    if item.stratum and size == 1:
        return str(Text(f"Eneste i {item.stratum}.", f"The only one in {item.stratum}."))
    if item.stratum:
        return str(Text(f"Alle {size} i {item.stratum} er med.", f"All {size} in {item.stratum} are in."))
    return str(Text(f"Alle {size} er med.", f"All {size} are in."))


def _random(item: Item, size: int, sample: Sample) -> str:
    if sample.design == "quota":
        return str(
            Text(
                f"Tilfældigt udtrukket til kvoten {item.stratum}: nr. {item.rank} af {size}.",
                f"Drawn at random for the quota {item.stratum}: no. {item.rank} of {size}.",
            )
        )
    if item.stratum:
        return str(
            Text(
                f"Tilfældigt udtrukket i {item.stratum}: nr. {item.rank} af {size}.",
                f"Drawn at random in {item.stratum}: no. {item.rank} of {size}.",
            )
        )
    return str(
        Text(f"Tilfældigt udtrukket: nr. {item.rank} af {size}.", f"Drawn at random: no. {item.rank} of {size}.")
    )


def _risk(item: Item) -> str:
    told = points_told(item.risk_points)
    if item.probability == 1:
        return str(
            Text(
                f"Altid med: {number(item.risk)} risikopoint ({told}).",
                f"Always in: {number(item.risk)} points of risk ({told}).",
            )
        )
    chance = percent(item.probability)
    return str(
        Text(
            f"Chance {chance} med {number(item.risk)} risikopoint ({told}).",
            f"Chance {chance} with {number(item.risk)} points of risk ({told}).",
        )
    )


def _replacement(item: Item, sample: Sample, size: int) -> str:
    replaced = next((i for i in sample.items if i.number == item.replaces), None)
    reason = REASONS.get(replaced.withdrawn, REASONS["other"]) if replaced else REASONS["other"]
    return str(
        Text(
            f"Erstatter nr. {item.replaces} ({reason.da}): nr. {item.rank} af {size} i rækken.",
            f"Replaces no. {item.replaces} ({reason.en}): no. {item.rank} of {size} in line.",
        )
    )


def points_told(points: Mapping[str, float]) -> str:
    """`8 for kritiske fund, 3 for anbragt`: the weightiest first."""
    order = sorted(points, key=lambda name: (-points[name], name))
    return ", ".join(f"{number(points[name])} for {POINTS.get(name, Text(name, name))}" for name in order)


def number(value: float | None) -> str:
    """At most two decimals, with the decimal mark of the language."""
    text = f"{value or 0:.2f}".rstrip("0").rstrip(".")
    return str(Text(text.replace(".", ","), text))


def percent(value: float | None) -> str:
    """A chance as a reader says it."""
    share = 100 * (value or 0)
    text = f"{share:.0f}" if share >= 10 or share == 0 else f"{share:.1f}"
    return str(Text(text.replace(".", ",") + " pct.", text + "%"))
