"""What must hold after every command line, whatever the input: the faults found, none when all is well."""

from __future__ import annotations

import json
import re
import signal

from . import nasty
from .child import CPU_SECONDS, Answer

_NEEDLES = [(n, re.compile(rf"(?<!\d){n[:6]}[^\w\n]{{0,3}}{n[7:]}(?!\d)")) for n in nasty.CPR]
_TELL_ON_STDOUT = ("doctor", "review", "rules", "mapping", "history")
"""Commands whose answer is the list of what is wrong."""
_SOLID = re.compile(rb"310249[- ]?50(?:0[1-9]|1[0-2])(?!\d)")


def faults(answer: Answer, before: dict[str, bytes], after: dict[str, bytes], argv: list[str]) -> list[str]:
    """Each fault in a line that begins with its kind."""
    out = [*_ending(answer, argv), *_talk(answer, argv)]
    out += [f"canary: {name} in the output" for name, found in _NEEDLES if found.search(answer.out + answer.err)]
    out += [f"input: {n} was changed" for n, data in before.items() if after.get(n) != data]
    out += [f"left: {n} in the temporary folder" for n in answer.left]
    out += [f"accounting: {c}" for c in ("accounting_broken", "cells_unaccounted") if c in answer.codes]
    if argv[0] == "check" and "json" in argv and answer.code in (0, 1):
        out += _figures(answer)
        out += _counted(answer, before)
    return out


def _ending(answer, argv):
    if answer.signal in (signal.SIGALRM, signal.SIGXCPU) or answer.cpu > CPU_SECONDS:
        yield f"hang: {' '.join(argv[:2])} used {answer.cpu:.0f} CPU seconds (signal {answer.signal})"
    elif answer.signal:
        yield f"killed: signal {answer.signal}"
    elif answer.code not in (0, 1, 2, 3):
        last = answer.crash.strip().splitlines()
        yield f"crash: exit {answer.code} " + " | ".join([*last[1:2], *last[-2:]])


def _talk(answer, argv):
    if "Traceback" in answer.out + answer.err:
        yield "traceback: " + answer.err[-600:]
    for name in set(re.findall(r"caseaudit: (\w+(?:Warning|Error) \([\w.]+:\d+\))", answer.err)):
        yield f"warning: {name}"
    if answer.code in (2, 3) and not _told_what_to_do(answer, argv):
        yield f"silent: exit {answer.code} without a message that tells what to do: {answer.err[-200:]!r}"
    if re.search(r"\{[a-z_]+\}", answer.err) and not re.search(r"\{(value|case_id)\}", answer.err):
        yield f"placeholder: {answer.err[-200:]!r}"


def _told_what_to_do(answer, argv):
    if argv[0] in _TELL_ON_STDOUT and len(answer.out) > 40:
        return True
    return bool(re.search(r"Ret op: \S|Fix:\s+\S", answer.err) and answer.codes)


def _nan(name):
    raise ValueError(name)


def _figures(answer):
    """Every row that came in is judged or set aside, and the sums agree."""
    try:
        told = json.loads(answer.out, parse_constant=_nan)
    except ValueError as e:
        yield f"json: {e}"
        return
    for account in told["rows"]:
        if account["rows_in"] != account["judged"] + sum(account["set_aside"].values()):
            yield f"accounting: {account}"
    aside = {}
    for account in told["rows"]:
        for why, n in account["set_aside"].items():
            aside[why] = aside.get(why, 0) + n
    if aside != told["set_aside"]:
        yield f"accounting: set aside {told['set_aside']} in all, {aside} by file"
    law = [r["outcomes"] for r in told["rules"]]
    total = {k: sum(o[k] for o in law) for k in told["total"]["outcomes"]} if law else {}
    if law and not told_apart(told) and total != told["total"]["outcomes"]:
        yield f"totals: {told['total']['outcomes']} in all, {total} by rule"
    if told["population"]["cases"] < told["cases_with_breach"]:
        yield "totals: more cases with a breach than cases"
    breaches = sum(1 for f in told["findings"] if f["outcome"] == "breached")
    if breaches != sum(o["breached"] for o in law):
        yield f"totals: {breaches} findings of a breach, {sum(o['breached'] for o in law)} counted"


def _counted(answer, files):
    """The rows of a CSV file without quotes, counted here by its lines, are the rows that came in."""
    if not answer.out.startswith("{"):
        return
    for account in json.loads(answer.out)["rows"]:
        data = next((d for n, d in files.items() if n == account["file"] and n.endswith(".csv")), None)
        encoding, head = account.get("encoding"), account.get("header_row")
        if data is None or not encoding or not head:
            continue
        text = data.decode(encoding).removeprefix("\ufeff")
        if '"' in text or "\r" in text.replace("\r\n", ""):
            continue
        lines = text.replace("\r\n", "\n").split("\n")[head:]
        least = sum(1 for line in lines if line.strip(" ;,\t|\u00a0"))
        most = sum(1 for line in lines if line.strip())  # separators alone may be a blank row or one that is too short
        told = account["rows_in"] - account["set_aside"].get("blank_row", 0)
        if not least <= told <= most:
            yield f"accounting: {least} to {most} rows in {account['file']}, {told} told"


def told_apart(told) -> bool:
    """Whether some rules judge local standards, which are no part of the total."""
    return any(r["judges"] != "law" for r in told["rules"])


def in_files(files: dict[str, bytes]) -> list[str]:
    """Which of the files that were written hold a canary in their bytes."""
    return sorted(n for n, data in files.items() if _SOLID.search(data))
