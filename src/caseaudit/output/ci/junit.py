"""JUnit XML as Jenkins and GitLab read it: a suite per theme, a test per rule, and the gate as a test of its own.

A test fails when the rule has breaches at or over the gate, so that the red tests and the exit code agree. What could not be
judged is skipped, never passed.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape

from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.output.ci.facts import CaseFact, Facts, Planned, RuleFact

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GATE, PLAN = "caseaudit.gate", "caseaudit.plan"


def write(facts: Facts, out: IO[str]) -> None:
    """Write the whole document."""
    themes = {r.theme: r.theme_title for r in facts.rules}
    suites = [(theme, title, [r for r in facts.rules if r.theme == theme]) for theme, title in themes.items()]
    failed = 1 if facts.gates else 0
    own = 2 if facts.planned else 1
    behind = 1 if facts.planned and not facts.planned.kept else 0
    tests = own + sum(_size(r) for r in facts.rules)
    failures = failed + sum(_failures(r) for r in facts.rules)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(_open("testsuites", name=f"caseaudit: {facts.title}", tests=tests, failures=failures, errors=0, time="0"))
    gate = str(Text("Samlet resultat", "Overall result"))
    out.write(_open("testsuite", name=gate, tests=own, failures=failed, errors=0, skipped=behind, time="0", id="gate"))
    _properties(facts, out)
    out.write(_open("testcase", name=gate, classname=GATE, time="0"))
    if facts.gates:
        out.write(_element("failure", facts.verdict, message=facts.verdict, type="gate"))
    elif facts.passed:
        out.write(_element("system-out", facts.verdict))
    out.write("</testcase>\n")
    if facts.planned:
        out.writelines(_plan(facts.planned))
    out.write("</testsuite>\n")
    for theme, title, rules in suites:
        skipped = sum(r.state == "unchecked" for r in rules)
        count = {"tests": sum(map(_size, rules)), "failures": sum(map(_failures, rules))}
        out.write(_open("testsuite", name=title, **count, errors=0, skipped=skipped, time="0", id=theme))
        for rule in rules:
            out.writelines(_rule(rule))
        out.write("</testsuite>\n")
    out.write("</testsuites>\n")


def _plan(planned: Planned) -> Iterator[str]:
    """What was not held is skipped and not failed: it is not at the gate, and red tests and the exit code must agree."""
    yield _open("testcase", name=str(Text("Planlagt kontrol", "Planned control")), classname=PLAN, time="0")
    if planned.kept:
        yield _element("system-out", planned.message)
    else:
        yield _open("skipped", message=planned.message).replace(">\n", "/>\n")
    yield "</testcase>\n"


def _size(rule: RuleFact) -> int:
    return 1 + len(rule.cases)


def _failures(rule: RuleFact) -> int:
    return (rule.state == "failed") + sum(c.failed for c in rule.cases)


def _properties(facts: Facts, out: IO[str]) -> None:
    told = {
        "as_of": facts.as_of,
        "cases": facts.cases,
        "events": facts.events,
        "cases_with_breach": facts.cases_with_breach,
        "data_quality": facts.quality,
        "rows_set_aside": facts.set_aside,
        "run": facts.run,
        **({} if facts.planned is None else {f"rounds_{k}": v for k, v in vars(facts.planned).items()}),
    }
    out.write("<properties>\n")
    out.writelines(_open("property", name=k, value=v).replace(">\n", "/>\n") for k, v in told.items() if v != "")
    out.write("</properties>\n")


def _rule(rule: RuleFact) -> Iterator[str]:
    yield _open("testcase", name=rule.title, classname=f"{rule.theme}.{rule.id}", time="0")
    if rule.state == "failed":
        yield _element("failure", _told(rule), message=rule.message, type=rule.severity)
    elif rule.state == "unchecked":
        yield _open("skipped", message=rule.message).replace(">\n", "/>\n")
    else:
        yield _element("system-out", _told(rule) if rule.breached else rule.message)
    yield "</testcase>\n"
    for case in rule.cases:
        yield from _case(rule, case)


def _case(rule: RuleFact, case: CaseFact) -> Iterator[str]:
    yield _open("testcase", name=f"{rule.title}: {case.title}", classname=f"{rule.theme}.{rule.id}", time="0")
    if case.failed:
        yield _element("failure", case.text, message=case.text, type=case.severity)
    else:
        yield _element("system-out", case.text)
    yield "</testcase>\n"


def _told(rule: RuleFact) -> str:
    lines = [rule.message, rule.why, f"{Text('Ret op', 'Fix')}: {rule.fix}", rule.link]
    return "\n".join(x for x in lines if x)


def _open(tag: str, **attributes: object) -> str:
    return f"<{tag}{''.join(f' {k}={_quoted(str(v))}' for k, v in attributes.items())}>\n"


def _element(tag: str, text: str, **attributes: str) -> str:
    return f"{_open(tag, **attributes).rstrip()}{escape(_legal(text))}</{tag}>\n"


def _quoted(value: str) -> str:
    marks = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return f'"{escape(_legal(value), marks)}"'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
