"""GitLab Code Quality: a list of issues with a fingerprint each. The location is the rule file, never a case."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.output.ci.facts import Facts, RuleFact

_SEVERITY = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "advisory": "info"}


def write(facts: Facts, out: IO[str]) -> None:
    """One issue per rule with breaches or with units that could not be assessed."""
    out.write("[")
    separator = "\n  "
    for issue in _issues(facts):
        out.write(separator + json.dumps(issue, ensure_ascii=False))
        separator = ",\n  "
    out.write("\n]\n")


def _issues(facts: Facts) -> Iterator[dict[str, Any]]:
    rest = [r for r in facts.rules if not r.breached and r.unknown]
    for rule in (*facts.gravest_first, *rest):
        severity = _SEVERITY[rule.severity] if rule.breached else "info"
        yield _issue(rule, rule.fingerprint, severity, f"{rule.title}: {rule.message}")
        for case in rule.cases:
            yield _issue(rule, case.fingerprint, _SEVERITY[case.severity], f"{rule.title}: {case.title}. {case.text}")


def _issue(rule: RuleFact, fingerprint: str, severity: str, text: str) -> dict[str, Any]:
    return {
        "description": " ".join(text.split()),
        "check_name": rule.id,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": rule.path, "lines": {"begin": 1}},
    }
