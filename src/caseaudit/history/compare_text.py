"""Two measurements in words: as text for the terminal and as Markdown. Counts first; never "forbedret"."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.history.compare_cases import HOWS, KINDS
from caseaudit.history.words import moved, percent_text, points, scope_text
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.output.numbers import MIN_FOR_PERCENT, number, of
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caseaudit.history.compare import Comparison, Line, Side
    from caseaudit.history.compare_cases import Change, Changes

WIDTH = 80
NAMED = 8
NAME_WIDTH = 26
KIND_WORDS = {
    "new": Text("nye", "new"),
    "reopened": Text("genåbnede", "reopened"),
    "still": Text("fortsat åbne", "still open"),
    "closed": Text("ikke længere fundet", "no longer found"),
}
HOW_WORDS = {
    **OUTCOMES,
    "gone": Text("ikke i udtrækket mere", "not in the export any more"),
    "rule_changed": Text("reglen er ændret siden", "the rule has changed since"),
    "not_known": Text("vides ikke: kørslens mappe er slettet", "not known: the folder of the run is gone"),
}
CANNOT = Text("kan ikke vise, om niveauet har ændret sig", "cannot show whether the level has changed")
_PART_HEADS = {"unit": Text("Enhed", "Unit"), "team": Text("Team", "Team")}


def verdict(x: Line, *, sample: bool) -> str:
    """What may be said of one line."""
    if x.change is None:
        few = f"{Text('færre end', 'fewer than')} {MIN_FOR_PERCENT}"
        return str(Text(f"{few} vurderinger", f"{few} assessments"))
    if not sample:
        return moved(x.change)
    if x.summed or x.low is None or x.high is None:
        return str(
            Text("lægges sammen uden usikkerhed; se de enkelte", "a sum without its uncertainty; see the single ones")
        )
    between = f"{points(x.low)} {Text('til', 'to')} {points(x.high)}"
    return f"{points(x.change)} ({between})" if x.shown else f"{CANNOT} ({between})"


def cautions(c: Comparison) -> Iterator[str]:
    """What the reader must know before the numbers."""
    a, b = c.before, c.now
    if a.scope != b.scope:
        yield str(
            Text(
                f"De to handler ikke om det samme: {scope_text(a.scope)} mod {scope_text(b.scope)}.",
                f"The two are not about the same: {scope_text(a.scope)} against {scope_text(b.scope)}.",
            )
        )
    if a.system and b.system and a.system != b.system:
        yield str(
            Text(
                f"Udtrækket kom før fra {a.system}, nu fra {b.system}. En del af forskellen kan skyldes det.",
                f"The export came from {a.system}, and now from {b.system}. Part of the difference may come from that.",
            )
        )
    told = (
        (c.changed, Text("ændret og holdt ude", "changed and left out")),
        (c.only_before, Text("kun i den første", "only in the first")),
        (c.only_now, Text("kun i den anden", "only in the second")),
    )
    if not any(names for names, _ in told):
        yield str(Text("Reglerne er de samme i begge.", "The rules are the same in both."))
    for names, why in told:
        if names:
            shown = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
            yield f"{len(names)} {Text('regler' if len(names) > 1 else 'regel', 'rules' if len(names) > 1 else 'rule')} {why}: {shown}."
    if c.sample:
        n = len(c.rules)
        yield str(
            Text(
                f"Mindst den ene er en stikprøve: der står et 95 %-interval i parentes. Af {n} sammenligninger vil omkring "
                f"{max(1, round(n / 20))} vise en forskel uden at der er nogen. Summer over flere regler har intet interval.",
                f"At least one is a sample: a 95 % interval stands in parentheses. Of {n} comparisons about "
                f"{max(1, round(n / 20))} will show a difference where there is none. Sums over several rules have no interval.",
            )
        )
    else:
        yield str(
            Text(
                "Alle sager er talt begge gange; forskellene er nøjagtige.",
                "Every case was counted both times; the differences are exact.",
            )
        )


def title(c: Comparison) -> str:
    return f"{Text('Statusmåling', 'Before and after')}: {_side(c.before)} {Text('og', 'and')} {_side(c.now)}"


def _side(s: Side) -> str:
    kind = Text("gennemgangen", "the review") if s.kind == "review" else Text("kørslen", "the run")
    return f"{kind} {s.id} ({Text('pr.', 'as of')} {show(s.on)})"


def groups(
    c: Comparison, titles: Mapping[str, str], *, every: bool
) -> Iterator[tuple[str, Sequence[tuple[str, Line]]]]:
    """The parts of the comparison, each with its lines and their names. Without `every` only the rules that moved."""
    yield str(Text("I alt", "In all")), [(str(Text("Lovens krav", "The law")), c.total)]
    yield str(Text("Tema", "Theme")), [(titles.get(x.id, x.id), x) for x in c.themes]
    rules = [x for x in c.rules if every or (x.before.good, x.before.judged) != (x.now.good, x.now.judged)]
    if rules:
        head = Text("Regel", "Rule") if every else Text("Regler, hvis tal er ændret", "Rules whose numbers changed")
        yield str(head), [(x.id, x) for x in rules]
    for part, lines in c.parts.items():
        if lines:
            yield str(_PART_HEADS[part]), [(x.id, x) for x in lines]


def table(
    c: Comparison, found: Changes | None, titles: Mapping[str, str], *, every: bool, cases: bool, why: str
) -> str:
    """As text, 80 columns."""
    out = [*_wrap(title(c)), *(x for told in cautions(c) for x in _wrap(told)), ""]
    before, now = Text("Før", "Before"), Text("Nu", "Now")
    for head, lines in groups(c, titles, every=every):
        out.append(f"{head[:28]:<28}{before!s:>17}{'%':>7}{now!s:>18}{'%':>7}".rstrip())
        for name, x in lines:
            long = len(name) > NAME_WIDTH
            if long:
                out.append(f"  {name}")
            out.append(
                f"  {'' if long else name:<{NAME_WIDTH}}{of(x.before.good, x.before.judged):>17}"
                f"{percent_text(x.before.good, x.before.judged):>7}{of(x.now.good, x.now.judged):>18}"
                f"{percent_text(x.now.good, x.now.judged):>7}"
            )
            out += _wrap(verdict(x, sample=c.sample), 6)
        out.append("")
    if found is None:
        out += _wrap(why)
    else:
        out += [line for told in change_lines(found) for line in _wrap(told)]
        if cases:
            out += ["", *_case_lines(found)]
    return "".join(x.rstrip() + "\n" for x in out)


def markdown(
    c: Comparison, found: Changes | None, titles: Mapping[str, str], *, every: bool, cases: bool, why: str
) -> str:
    out = [f"# {title(c)}", "", *(x + "\n" for x in cautions(c))]
    heads = [
        Text("", ""),
        Text("Før", "Before"),
        Text("%", "%"),
        Text("Nu", "Now"),
        Text("%", "%"),
        Text("Ændring", "Change"),
    ]
    for head, lines in groups(c, titles, every=every):
        out += [f"## {head}", "", "| " + " | ".join(str(h) for h in heads) + " |", "|---|--:|--:|--:|--:|---|"]
        for name, x in lines:
            cells = (
                name.replace("|", "\\|"),
                of(x.before.good, x.before.judged),
                percent_text(x.before.good, x.before.judged),
                of(x.now.good, x.now.judged),
                percent_text(x.now.good, x.now.judged),
                verdict(x, sample=c.sample),
            )
            out.append("| " + " | ".join(cells) + " |")
        out.append("")
    out += [f"## {Text('Sager, hvis udfald er ændret', 'Cases whose outcome changed')}", ""]
    out += [why] if found is None else [f"- {x}" for x in change_lines(found)]
    if found is not None and cases:
        out += ["", *(f"- {x.strip()}" for x in _case_lines(found))]
    return "\n".join(out) + "\n"


def change_lines(found: Changes) -> Iterator[str]:
    """What came, went, came back and stays, counted."""
    told = ", ".join(f"{number(len(found.of(k)))} {KIND_WORDS[k]}" for k in KINDS)
    yield f"{Text('Brud fra den ene til den anden', 'Breaches from one to the other')}: {told}."
    hows = found.hows()
    if hows:
        parts = ", ".join(f"{number(hows[h])} {HOW_WORDS[h]}" for h in HOWS if hows[h])
        yield f"{Text('Ikke længere fundet', 'No longer found')}: {parts}."
    if found.oldest is not None:
        n = number(found.oldest)
        least = Text("mindst ", "at least ") if found.earlier_pruned else Text("", "")
        yield str(
            Text(
                f"Det ældste, der fortsat er åbent, blev fundet første gang for {least.da}{n} dage siden.",
                f"The oldest that is still open was first found {least.en}{n} days ago.",
            )
        )


def _case_lines(found: Changes) -> Iterator[str]:
    yield str(Text("Fortroligt: indeholder sagsnumre.", "Confidential: holds case numbers."))
    for kind in KINDS:
        for x in found.of(kind):
            yield f"  {_change(x)}"


def _change(x: Change) -> str:
    how = f": {HOW_WORDS[x.how]}" if x.how else ""
    since = f", {Text('siden', 'since')} {show(x.since)}" if x.since and x.kind == "still" else ""
    kind = {
        "new": Text("nyt", "new"),
        "reopened": Text("genåbnet", "reopened"),
        "still": Text("fortsat", "still open"),
        "closed": Text("ikke fundet", "not found"),
    }[x.kind]
    return f"{x.case_id or '-'}  {x.breach.rule}  {kind}{how}{since}"


def _wrap(text: str, indent: int = 0) -> list[str]:
    blank = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=blank, subsequent_indent=blank + "  ", break_on_hyphens=False)
