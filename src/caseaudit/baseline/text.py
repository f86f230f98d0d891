"""A baseline and what a run says of it, in words: counts by rule, ages and days of expiry. Reasons only where asked for."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from caseaudit.dates import show
from caseaudit.output.numbers import number
from caseaudit.output.wording import days_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from caseaudit.baseline.model import Baseline, Entry, Standing

_WIDTH = 100


def summary(s: Standing) -> str:
    """`3 nye, 40 kendte (ældste 120 dage, næste udløber 01-03-2027), 2 udløbne`."""
    old, soon = s.oldest, show(s.next_expiry) if s.next_expiry else ""
    told = Text(f"{len(s.new)} nye, {len(s.known)} kendte", f"{len(s.new)} new, {len(s.known)} known")
    age = "" if old is None else str(_aged(days_text(old), soon))
    expired = Text(f", {len(s.expired)} udløbne", f", {len(s.expired)} expired")
    return f"{told}{age}{expired}"


def _aged(old: str, soon: str) -> Text:
    return Text(f" (ældste {old}, næste udløber {soon})", f" (oldest {old}, next expires {soon})")


def still_open(s: Standing) -> str:
    """`40 kendte fund er stadig åbne. Det ældste har været kendt i 120 dage; det næste udløber 01-03-2027 (12 fund).`."""
    n = len(s.known)
    if not n:
        return str(Text("Ingen kendte fund er åbne.", "No known findings are open."))
    one = n == 1
    told = Text(
        f"{number(n)} {'kendt fund er stadig åbent' if one else 'kendte fund er stadig åbne'}",
        f"{number(n)} known {'finding is' if one else 'findings are'} still open",
    )
    oldest, next_ = s.oldest, s.next_expiry
    if oldest is None or next_ is None:
        return str(Text(f"{told} (også i {s.source}).", f"{told} (also in {s.source})."))
    day, at_once = show(next_), number(sum(e.expires == next_ for _, e in s.known if e))
    age = days_text(oldest)
    aged = Text(
        f"Det ældste har været kendt i {age}; det næste udløber {day} ({at_once} fund).",
        f"The oldest has been known for {age}; the next expires {day} ({at_once} findings).",
    )
    if one:
        aged = Text(f"Kendt i {age}; udløber {day}.", f"Known for {age}; expires {day}.")
    return f"{told}. {aged}"


def lines(s: Standing) -> Iterator[str]:
    """The known and the expired for the terminal: by rule, with age and expiry. No case, no reason."""
    yield f"{Text('Kendte fund', 'Known findings')} ({s.source}): {summary(s)}"
    for title, entries in (
        (Text("Kendte, tæller ikke ved grænsen", "Known, not counted at the gate"), [e for _, e in s.known if e]),
        (Text("Udløbne, tæller igen", "Expired, counted again"), [e for _, e in s.expired]),
    ):
        if entries:
            yield f"  {title}"
            for text in by_rule(entries, s.on):
                yield from textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="      ")
    if s.fixed:
        n = s.fixed
        yield "  " + str(
            Text(
                f"{n} på listen findes ikke i kørslen (caseaudit baseline diff).",
                f"{n} on the list are not in the run (caseaudit baseline diff).",
            )
        )


def by_rule(entries: Iterable[Entry], on: date) -> Iterator[str]:
    """`plan-before-...: 3 (ældste 120 dage, udløber 01-03-2027, AB)`."""
    groups: dict[tuple[str, date, str], list[Entry]] = {}
    for e in entries:
        groups.setdefault((e.rule, e.expires, e.owner), []).append(e)
    for (rule, expires, owner), mine in sorted(groups.items(), key=lambda g: (g[0][1], g[0][0])):
        age = days_text(max(e.age(on) for e in mine))
        verb = Text("udløb", "expired") if on > expires else Text("udløber", "expires")
        told = Text(f"ældste {age}, {verb} {show(expires)}", f"oldest {age}, {verb} {show(expires)}")
        yield f"{rule}: {len(mine)} ({told}{', ' + owner if owner else ''})"


def record(s: Standing) -> dict[str, Any]:
    """The same for a program. No reason."""
    rules: dict[str, Counter[str]] = {}
    for state, some in (("new", s.new), ("known", [b for b, _ in s.known]), ("expired", [b for b, _ in s.expired])):
        for b in some:
            rules.setdefault(b.rule, Counter())[state] += 1
    return {
        "source": s.source,
        "new": len(s.new),
        "known": len(s.known),
        "expired": len(s.expired),
        "not_in_run": s.fixed,
        "oldest_days": s.oldest,
        "next_expires": s.next_expiry.isoformat() if s.next_expiry else None,
        "rules": {r: {n: c[n] for n in ("new", "known", "expired")} for r, c in sorted(rules.items())},
        "entries": [
            {
                "key": e.key,
                "rule": e.rule,
                "state": state,
                "created": e.created.isoformat(),
                "expires": e.expires.isoformat(),
            }
            for state, some in (("known", s.known), ("expired", s.expired))
            for _, e in some
            if e
        ],
    }


def shown(baseline: Baseline, on: date) -> Iterator[str]:
    """The whole list, by reason."""
    groups: dict[tuple[str, str, date, date], Counter[str]] = {}
    for e in baseline.entries:
        groups.setdefault((e.reason, e.owner, e.created, e.expires), Counter())[e.rule] += 1
    old = max((e.age(on) for e in baseline.entries), default=0)
    gone = sum(e.expired(on) for e in baseline.entries)
    n = len(baseline.entries)
    yield str(
        Text(
            f"{n} kendte fund, ældste {days_text(old)}, {gone} udløbne",
            f"{n} known findings, oldest {days_text(old)}, {gone} expired",
        )
    )
    for (reason, owner, created, expires), rules in sorted(groups.items(), key=lambda g: (g[0][3], g[0][0])):
        yield ""
        yield from textwrap.wrap(f"{reason}", _WIDTH)
        verb = Text("udløb", "expired") if on > expires else Text("udløber", "expires")
        told = Text(
            f"oprettet {show(created)}, {verb.da} {show(expires)}", f"made {show(created)}, {verb.en} {show(expires)}"
        )
        yield f"  {told}" + (f", {Text('ansvarlig', 'owner')} {owner}" if owner else "")
        for rule, count in sorted(rules.items()):
            yield f"  {rule}: {count}"
