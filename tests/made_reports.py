"""Reports of the examples, made once; and every text and number of a report."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path

from caseaudit.audit import Selection, run_audit
from caseaudit.cli import common
from caseaudit.report.background import background_of
from caseaudit.report.compose import Options, compose
from caseaudit.report.facts import gather
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.settings import Config
from caseaudit.texts import use_language

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "examples" / "small" / "canonical.xlsx"
COPENHAGEN = ROOT / "examples" / "koebenhavn-78" / "koebenhavn-78.xlsx"
AS_OF = {SMALL: date(2026, 10, 15), COPENHAGEN: date(2016, 10, 1)}


@cache
def dataset(path):
    return common.read_data((path,), None, Config(), b"0" * 32)


@cache
def audit_of(path, *, rules=(), as_of=None, **selection):
    return run_audit(dataset(path), load_rulebook(rules), as_of or AS_OF[path], Selection(**selection))


def report_of(audit, *, lang="da", background=None, **options):
    """The composed report of an audit, without drafted texts."""
    with use_language(lang):
        return compose(gather(audit), {}, Options(**options), background or background_of(audit))


def strings(node):
    """Every text of a report, wherever it stands."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from strings(item)
    elif is_dataclass(node):
        for f in fields(node):
            yield from strings(getattr(node, f.name))


def integers(text):
    """The whole numbers of a Danish or English text, without thousands marks."""
    return [int(re.sub(r"[.,]", "", n)) for n in re.findall(r"\d{1,3}(?:[.,]\d{3})+|\d+", text)]
