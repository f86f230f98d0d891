"""SARIF 2.1.0: a result per rule with breaches, and one of kind `open` where units could not be assessed."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from caseaudit import __version__
from caseaudit.texts import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.output.ci.facts import Facts, RuleFact

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "advisory": "note"}
KEY = "caseauditFinding/v1"


def write(facts: Facts, out: IO[str]) -> None:
    """Write the log: one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(facts)]}
    json.dump(log, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _run(facts: Facts) -> dict[str, Any]:
    return {
        "tool": {
            "driver": {"name": "caseaudit", "version": __version__, "rules": [_descriptor(r) for r in facts.rules]}
        },
        "language": language(),
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "caseaudit/"},
        "invocations": [{"executionSuccessful": True, "exitCodeDescription": facts.verdict}],
        "results": list(_results(facts)),
        "properties": {
            "asOf": facts.as_of,
            "cases": facts.cases,
            "events": facts.events,
            "casesWithBreach": facts.cases_with_breach,
            "dataQuality": facts.quality,
            "rowsSetAside": facts.set_aside,
            "run": facts.run,
            **_planned(facts),
        },
    }


def _planned(facts: Facts) -> dict[str, int]:
    if facts.planned is None:
        return {}
    p = facts.planned
    return {"roundsDue": p.due, "roundsNotHeld": p.not_held, "notInOrder": p.not_in_order}


def _descriptor(r: RuleFact) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": r.id,
        "shortDescription": {"text": r.title},
        "fullDescription": {"text": r.why},
        "help": {"text": r.fix},
        "defaultConfiguration": {"level": _LEVEL[r.severity]},
        "properties": {"severity": r.severity, "theme": r.theme, "lawRows": list(r.law_rows), "law": r.law},
    }
    if r.link:
        out["helpUri"] = quote(r.link, safe=":/?#[]@!$&'()*+,;=%~-._")
    return out


def _results(facts: Facts) -> Iterator[dict[str, Any]]:
    for index, rule in enumerate(facts.rules):
        if rule.breached:
            counts = {k: getattr(rule, k) for k in ("good", "judged", "breached", "pending", "unknown")}
            yield _result(rule, index, rule.message, rule.fingerprint) | {"properties": counts}
        elif rule.unknown:
            yield _result(rule, index, rule.message, rule.fingerprint) | {"kind": "open", "level": "none"}
        for case in rule.cases:
            text = f"{case.title}: {case.text}"
            yield _result(rule, index, text, case.fingerprint) | {"level": _LEVEL[case.severity]}


def _result(rule: RuleFact, index: int, text: str, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": rule.id,
        "ruleIndex": index,
        "kind": "fail",
        "level": _LEVEL[rule.severity],
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": quote(rule.path)}, "region": {"startLine": 1}}}
        ],
        "partialFingerprints": {KEY: fingerprint},
    }
