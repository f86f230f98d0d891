"""Sentences about what a review shows, in plain words. Small numbers stay small: x of n first, a percentage from five up.

Words for the thing that was drawn come from `noun`; the sentences say "the point applies to", since a point often concerns
only some of what was drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.review.estimate_model import FEWEST
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.review.estimate_model import Counts, Share, Withheld
    from caseaudit.statistics.proportion import Interval

NOUNS = {
    "case": (Text("sag", "case"), Text("sager", "cases")),
    "decision": (Text("afgørelse", "decision"), Text("afgørelser", "decisions")),
    "notification": (Text("underretning", "notification"), Text("underretninger", "notifications")),
    "placement": (Text("anbringelse", "placement"), Text("anbringelser", "placements")),
    "investigation": (Text("undersøgelse", "investigation"), Text("undersøgelser", "investigations")),
}
_OTHER = (Text("hændelse", "event"), Text("hændelser", "events"))


def noun(kind: str, n: int) -> Text:
    one, many = NOUNS.get(kind, _OTHER)
    return one if n == 1 else many


def number(n: int) -> Text:
    """1184 is 1.184 in Danish and 1,184 in English."""
    return Text(f"{n:,}".replace(",", "."), f"{n:,}")


def percent(value: float) -> str:
    """A whole number; a share that is not none or all never reads as 0 or 100."""
    whole = int(value + 0.5)
    if whole == 0 and value > 0:
        return "<1"
    return ">99" if whole == 100 and value < 100 else str(whole)


def ends(interval: Interval) -> tuple[int, int]:
    """The ends in whole per cent."""
    return int(100 * interval.low + 0.5), int(100 * interval.high + 0.5)


def of(x: int, n: int, value: float | None = None) -> Text:
    """`6 af 14 (43 pct.)`; without a percentage below five."""
    if value is None:
        return Text(f"{x} af {n}", f"{x} of {n}")
    return Text(f"{x} af {n} ({percent(value)} pct.)", f"{x} of {n} ({percent(value)} %)")


def share_short(share: Share) -> Text:
    """For a cell of a table: never a percentage of x of n where the cases had unequal chances."""
    if not share.n:
        return Text("-", "-")
    value = share.percent
    if value is not None and share.weighted:
        return Text(
            f"{share.x} af {share.n}, vægtet {percent(value)} pct.",
            f"{share.x} of {share.n}, weighted {percent(value)} %",
        )
    return of(share.x, share.n, value)


def interval_short(share: Share) -> Text:
    """`20-63 pct.`; a dash where there is none."""
    if share.basis == "census":
        return Text("alle er set", "all were read")
    if share.interval is None or share.n < FEWEST:
        return Text("-", "-")
    low, high = ends(share.interval)
    return Text(f"{low}-{high} pct.", f"{low}-{high} %")


def share_text(share: Share, kind: str, what: Text) -> Text:
    """One or two sentences. `what` completes "... have": `ja til punktet`, `yes to the point`."""
    if not share.n:
        return Text("Punktet er ikke bedømt i nogen af de udtrukne.", "The point was judged in none of those drawn.")
    first = Text(
        f"{share_short(share).da} bedømte {noun(kind, share.n).da} har {what.da}.",
        f"{share_short(share).en} {noun(kind, share.n).en} judged have {what.en}.",
    )
    return joined(first, reach(share, kind), _none_without(share, kind, what), FLAT if share.flat else None)


def joined(*parts: Text | None) -> Text:
    told = [p for p in parts if p]
    return Text(" ".join(p.da for p in told), " ".join(p.en for p in told))


def reach(share: Share, kind: str) -> Text | None:
    """What holds for all."""
    if share.withheld:
        return WITHHELD[share.withheld]
    if share.basis == "census" and share.size:
        n = number(share.size)
        return Text(
            f"Alle {n.da} er set, så der er ingen stikprøveusikkerhed.",
            f"All {n.en} were read, so there is no sampling uncertainty.",
        )
    if share.interval is None:
        return None
    if share.n < FEWEST:
        return Text("Det er for få til at sige noget om alle.", "That is too few to say anything of all.")
    low, high = ends(share.interval)
    if share.basis == "exact" and share.size:
        n, first, last = number(share.size), share.interval.low_count, share.interval.high_count
        return Text(
            f"Med 95 pct. sikkerhed gælder det mellem {first} og {last} af de {n.da} {noun(kind, share.size).da}, som punktet "
            f"angår efter registreringen ({low} til {high} pct.).",
            f"With 95 % confidence it holds for between {first} and {last} of the {n.en} {noun(kind, share.size).en} that the "
            f"point concerns by the records ({low} to {high} %).",
        )
    among = Text("alle", "all")
    if share.basis == "unknown_size":
        among = Text("alle, som punktet angår (antallet kendes ikke)", "all that the point concerns (number not known)")
    return Text(
        f"Med 95 pct. sikkerhed ligger andelen af {among.da} mellem {low} og {high} pct.",
        f"With 95 % confidence the share of {among.en} lies between {low} and {high} %.",
    )


def _none_without(share: Share, kind: str, what: Text) -> Text | None:
    """That all those read have it does not mean that all have it."""
    if share.most_without_share is None or share.n < FEWEST:
        return None
    most = most_text(share, kind)
    return Text(
        f"At alle de bedømte har {what.da}, gælder ikke nødvendigvis resten: {most.da} kan mangle det (95 pct. sikkerhed).",
        f"That all those judged have {what.en} need not hold for the rest: {most.en} may lack it (95 % confidence).",
    )


def most_text(share: Share, kind: str) -> Text:
    """`op til 65 af de 400 sager (16 pct.)`: how many may lack the mark though none of those read does."""
    top = percent(100 * (share.most_without_share or 0))
    if share.most_without is None or share.size is None:
        return Text(f"op til {top} pct. af alle", f"up to {top} % of all")
    most, n, many = number(share.most_without), number(share.size), noun(kind, share.size)
    return Text(
        f"op til {most.da} af de {n.da} {many.da} ({top} pct.)", f"up to {most.en} of the {n.en} {many.en} ({top} %)"
    )


FLAT = Text(
    "Mindst én gruppe har kun én bedømt eller lutter ens svar. Spændet tager højde for det. Se også gruppens eget.",
    "At least one group has only one judged or all answers alike. The interval allows for that. See also the group's own.",
)
WITHHELD: dict[Withheld, Text] = {
    "picked": Text(
        "Sagerne er udpeget. Tallene gælder kun disse sager og kan ikke omregnes til alle sager.",
        "The cases were picked. The numbers hold for these cases only and cannot be projected to all cases.",
    ),
    "several": Text(
        "Der er flere svar om samme sag, og de hænger sammen. Derfor er der intet spænd for svarene.",
        "There are several answers about the same case, and they hang together. So there is no interval for the answers.",
    ),
    "sizes": Text(
        "Gruppernes størrelse kendes ikke, så der er intet samlet tal for alle.",
        "The sizes of the groups are not known, so there is no number for all together.",
    ),
    "empty_part": Text(
        "En gruppe er ikke læst, så der er intet samlet tal for alle.",
        "One group was not read, so there is no number for all together.",
    ),
    "mixed_units": Text(
        "Grupperne er ikke af samme slags og lægges ikke sammen.",
        "The groups are not of the same kind and are not added together.",
    ),
    "overlap": Text(
        "Grupperne overlapper og lægges ikke sammen.", "The groups overlap and are not added together."
    ),
    "only_certain": Text(
        "Kun sager, der altid udtrækkes, er bedømt, så intet kan siges om resten.",
        "Only cases that are always drawn were judged, so nothing can be said of the rest.",
    ),
}  # fmt: skip


def unknown_text(counts: Counts) -> Text | None:
    """What is outside the numbers, each named; None when nothing is."""
    parts = [
        (counts.not_relevant, Text("ikke relevant", "not relevant")),
        (counts.cannot_judge, Text("kan ikke vurderes", "cannot be judged")),
        (counts.unanswered, Text("ikke besvaret", "not answered")),
        (counts.open, Text("uenige svar, ikke afklaret", "differing answers, not settled")),
    ]
    told = [(n, t) for n, t in parts if n]
    if not told:
        return None
    return Text(
        "Uden for tallene: " + ", ".join(f"{n} {t.da}" for n, t in told) + ".",
        "Outside the numbers: " + ", ".join(f"{n} {t.en}" for n, t in told) + ".",
    )


def bounds_text(share: Share) -> Text | None:
    """What the unknown ones could do, in counts; None when there are none."""
    if share.bounds is None or not share.unknown:
        return None
    n = share.n + share.unknown
    return Text(
        f"Med de manglende svar ({share.unknown}) ligger tallet mellem {share.x} og {share.x + share.unknown} af {n}.",
        f"With the missing answers ({share.unknown}) the number lies between {share.x} and {share.x + share.unknown} of {n}.",
    )


def decimal(value: float) -> Text:
    """Two decimals, with a comma in Danish."""
    return Text(f"{value:.2f}".replace(".", ","), f"{value:.2f}")
