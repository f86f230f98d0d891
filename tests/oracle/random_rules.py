"""Random rules built from the language, so that every operator is met in every place where it may stand."""

from __future__ import annotations

from random import Random
from typing import Any

from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.rules.language import Rule

YES_NO = [n for n, f in EVENT_FIELDS.items() if f.kind == "yes_no"]
SECTIONS = ["SEL-52", "SEL-52-3", "SEL-58", "SEL-5", "BL-105", "BL-105-1", "BL-47", "SEL-68a"]
KINDS = sorted({c for codes in KIND_CODES.values() for c in codes})
RESULTS = sorted({c for codes in RESULT_CODES.values() for c in codes})
CODES = {
    "kind": KINDS,
    "result": RESULTS,
    "body": EVENT_FIELDS["body"].codes,
    "notifier": EVENT_FIELDS["notifier"].codes,
    "party": EVENT_FIELDS["party"].codes,
}
AGES = [10, 14, 15, 16, 18]
"""At 16 nobody has a birthday in doubt: who is born on a leap day is so in a leap year."""
SPANS = ["7 days", "30 days", "1 month", "2 months", "3 months", "6 months", "1 year"]
VERSIONS: list[list[dict[str, str]]] = [
    [{}], [{"until": "2023-12-31"}, {"from": "2024-01-01"}], [{"until": "2023-12-31"}],
    [{"from": "2024-01-01"}], [{"from": "2023-02-28", "until": "2023-12-31"}, {"from": "2024-02-29"}],
]  # fmt: skip


class Words:
    """The few event types that one rule speaks of: its unit, and two others."""

    def __init__(self, rng: Random) -> None:
        self.about = rng.choice([
            ["decision"], ["decision"], ["notification"], ["investigation"], ["placement"], ["intervention"],
            ["intervention", "placement"], ["intervention", "decision"], ["case"], ["case"], ["request"], ["supervision_visit"],
        ])  # fmt: skip
        names = list(EVENT_TYPES)
        self.types = [rng.choice(names), rng.choice(["plan", "follow_up", "child_conversation", "supervision_visit"])]
        if self.about == ["decision"] and rng.random() < 0.4:
            self.types.append(rng.choice(["placement", "intervention"]))
        if self.about == ["placement"] and rng.random() < 0.3:
            self.types.append("decision")  # what it concerns itself
        if self.about == ["decision"] and rng.random() < 0.2:
            self.types.append(rng.choice(["notification", "request", "investigation"]))
        if rng.random() < 0.15:
            self.types.append(rng.choice(["decision", "placement", *(t for t in self.about if t != "case")]))


def random_rule(rng: Random, number: int) -> Rule:
    """One rule that the loader's models accept."""
    words = Words(rng)
    doc: dict[str, Any] = {
        "id": f"random-{number}", "title": _text(), "law_rows": ["X1"], "theme": "plan", "step": "plan", "severity": "low",
        "about": words.about, "why": _text(), "finding": {}, "fix": _text(), "limits": _text(),
        "versions": [_version(rng, words, span) for span in rng.choice(VERSIONS)],
    }  # fmt: skip
    if words.about == ["case"]:
        doc["first"] = {"event": rng.choice(words.types), "where": where(rng)}
    return Rule.model_validate(doc)


def _text() -> dict[str, str]:
    return {"da": "x", "en": "x"}


def _version(rng: Random, words: Words, span: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {**span, "law_rows": ["X1"], "law": [{"cite": "SEL-1", "confidence": "read"}]}
    if rng.random() < 0.35:
        out["when"] = condition(rng, words, 2)
    out["require"] = _series(rng, words) if rng.random() < 0.15 else condition(rng, words, 2)
    if rng.random() < 0.4:
        out["unless"] = condition(rng, words, 2)
    if rng.random() < 0.25:
        out["incomplete_if"] = condition(rng, words, 1)
    if rng.random() < 0.15:
        out["soft"] = True
    return out


def _series(rng: Random, words: Words) -> dict[str, Any]:
    kind = rng.choice(["recurring", "yearly"])
    out: dict[str, Any] = {kind: rng.choice(words.types), "where": where(rng)}
    if kind == "yearly":
        return out | {"at_least": rng.choice([1, 1, 2])}
    return out | {"every": "next_on" if rng.random() < 0.4 else rng.choice(SPANS)}


def condition(rng: Random, words: Words, depth: int) -> dict[str, Any]:
    r = rng.random()
    if depth and r < 0.3:
        inside = [condition(rng, words, depth - 1) for _ in range(rng.choice([1, 2, 2, 3]))]
        kind = rng.choice(["all", "any", "not"])
        return {kind: inside[0] if kind == "not" else inside}
    if r < 0.38:
        return {"section": rng.sample(SECTIONS, rng.choice([1, 2]))}
    if r < 0.55:
        return _field(rng)
    if r < 0.62:
        return {"age": "at"} | rng.choice(
            [{"at_least": 10}, {"below": 18}, {"at_least": 12, "below": 15}, {"at_least": 18}]
        )
    if r < 0.69:
        return {"running": _running(rng)}
    return _event(rng, words)


def _field(rng: Random) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if rng.random() < 0.3:
        out = {"field": rng.choice(["ends_on", "aware_on", "next_on"]), "by": _bound(rng)}
    else:
        name = rng.choice([*YES_NO, "kind", "body", "notifier", "party", "reason", "ends_on", "next_on", "section"])
        values = ["yes", "no"] if name in YES_NO else list(CODES.get(name, ["documented"]))
        wanted = rng.sample(values, rng.choice([1, 1, min(2, len(values))]))
        if name in YES_NO and rng.random() < 0.3:
            wanted = ["documented"]
        out = {"field": name, rng.choice(["is", "is", "is_not"]): wanted}
    if rng.random() < 0.3:
        out["otherwise"] = rng.choice(["wrong_body", "missing", "late"])
    return out


def _event(rng: Random, words: Words) -> dict[str, Any]:
    out: dict[str, Any] = {"event": rng.choice(words.types), "where": where(rng)}
    if rng.random() < 0.12:
        return out | {"from": "at", "by": f"at + {rng.choice([24, 24, 24, 1, 25, 36, 48, 72])} hours"}
    if rng.random() < 0.1:
        alone = rng.choice([{}, {}, {"only_without_links": True}, {"whole_case": True}])
        return out | {"on": "running"} | ({"unlinked": alone} if alone else {})
    if rng.random() < 0.15:
        out["on"] = "ends_on"
    if rng.random() < 0.4:
        out["from"] = "at" if rng.random() < 0.7 else _moment(rng)
    if rng.random() < 0.75:
        out["by"] = _bound(rng)
    if rng.random() < 0.15:
        out["at_least"] = rng.choice([2, 3])
    unlinked: dict[str, Any] = {}
    if rng.random() < 0.15:
        unlinked["only_without_links"] = True
    if rng.random() < 0.2:
        unlinked["within"] = rng.choice(SPANS)
    if rng.random() < 0.2:
        unlinked["since_previous"] = True
    if rng.random() < 0.15:
        unlinked["until_next"] = True
    if rng.random() < 0.1:
        unlinked["whole_case"] = True
    return out | ({"unlinked": unlinked} if unlinked else {})


def where(rng: Random) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if rng.random() < 0.55:
        return out
    for _ in range(rng.choice([1, 1, 2])):
        name = rng.choice(["section", *CODES, "reason", "ends_on", "next_on", *rng.sample(YES_NO, 2)])
        if name == "section":
            out[name] = rng.sample(SECTIONS, rng.choice([1, 2]))
        elif name in CODES:
            out[name] = "documented" if rng.random() < 0.1 else rng.sample(list(CODES[name]), rng.choice([1, 2]))
        else:
            out[name] = "documented" if name in ("reason", "ends_on", "next_on") else rng.choice(["yes", "no"])
    return out


def _bound(rng: Random) -> Any:
    if rng.random() < 0.2:
        parts: list[Any] = [_moment(rng) for _ in range(rng.choice([1, 2]))]
        if len(parts) == 1 or rng.random() < 0.3:
            parts.append(
                {"parallel_end": rng.choice([["investigation"], ["investigation", "limited_investigation"], ["plan"]])}
            )
        return {"earliest": parts}
    if rng.random() < 0.15:
        return {"latest": [_moment(rng) for _ in range(rng.choice([2, 2, 3]))]}
    return _moment(rng)


def _running(rng: Random) -> str:
    base = rng.choice(["at", *(f"birthday {age}" for age in AGES)])
    return base if rng.random() < 0.4 else f"{base} {rng.choice('++-')} {rng.choice(SPANS)}"


def _moment(rng: Random) -> str:
    r = rng.random()
    if r < 0.2:
        return f"at + {rng.choice([1, 2, 6, 10])} working days"
    base = rng.choice(["at", "at", "at", "ends_on", "aware_on", f"birthday {rng.choice(AGES)}"])
    if rng.random() < 0.25:
        return base
    return f"{base} {rng.choice('++-')} {rng.choice(SPANS)}"
