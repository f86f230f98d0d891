"""GitHub: workflow commands that become annotations, and a summary of the step in Markdown.

GitHub shows ten annotations of each kind per step, so the gravest come first and the summary has them all.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from caseaudit.model.outcomes import SEVERITIES
from caseaudit.output.numbers import number
from caseaudit.output.wording import day_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.output.ci.facts import Facts, RuleFact

_LEVEL = {"failed": "error", "below": "warning"}


def write(facts: Facts, out: IO[str]) -> None:
    """Write a command per rule with breaches, one for what could not be assessed, and one for the gate."""
    out.write(command("error" if facts.gates else "notice", "caseaudit", facts.verdict))
    if facts.planned and not facts.planned.kept:
        out.write(command("warning", str(Text("Planlagt kontrol", "Planned control")), facts.planned.message))
    for rule in facts.gravest_first:
        out.write(command(_LEVEL[rule.state], rule.title, f"{rule.message} [{rule.id}]"))
        for case in rule.cases:
            out.write(
                command("error" if case.failed else "warning", rule.title, f"{case.title}: {case.text} [{rule.id}]")
            )
    unknown = sum(r.unknown for r in facts.rules)
    if unknown:
        n = number(unknown)
        text = Text(f"{n} udfald kan ikke vurderes.", f"{n} outcomes could not be assessed.")
        out.write(command("notice", str(Text("Kan ikke vurderes", "Could not be assessed")), str(text)))


def command(level: str, title: str, message: str) -> str:
    """`::error title=...::...` on one line, escaped as the runner unescapes it."""
    return f"::{level} title={_property(title)}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(facts: Facts) -> str:
    """The same as Markdown, every rule that met a unit; no case ids, whatever was asked for."""
    return "\n".join([*_summary(facts), ""])


def _summary(facts: Facts) -> Iterator[str]:
    yield f"## {_cell(facts.title)}, {Text('pr.', 'as of')} {day_text(facts.as_of)}"
    yield ""
    yield f"**{_cell(facts.verdict)}**"
    yield ""
    cases, hit = number(facts.cases), number(facts.cases_with_breach)
    yield str(Text(f"{cases} sager, {hit} med mindst ét brud.", f"{cases} cases, {hit} with at least one breach.")) + (
        f" {Text('Kørsel', 'Run')}: `{facts.run}`" if facts.run else ""
    )
    yield ""
    head = (
        Text("Regel", "Rule"),
        Text("Overholdt", "Met"),
        Text("Brud", "Breaches"),
        Text("Uvist", "Unknown"),
        Text("Alvor", "Severity"),
        Text("Lov", "Law"),
    )
    yield "| " + " | ".join(map(str, head)) + " |"
    yield "|---|--:|--:|--:|---|---|"
    seen = facts.gravest_first
    rest = [r for r in facts.rules if not r.breached and (r.judged or r.unknown)]
    for rule in (*seen, *rest):
        yield "| " + " | ".join(_cell(c) for c in _row(rule)) + " |"


def _row(r: RuleFact) -> tuple[str, ...]:
    met = str(Text(f"{number(r.good)} af {number(r.judged)}", f"{number(r.good)} of {number(r.judged)}"))
    severity = str(SEVERITIES[r.severity])
    return (r.title, met if r.judged else "-", number(r.breached), number(r.unknown), severity, r.law or "-")


def _cell(text: str) -> str:
    plain = " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("`", "\\`").replace("*", "\\*")
