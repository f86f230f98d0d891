"""A report as Markdown, for a mail or a wiki. Whatever comes from data is escaped, so that it stays text."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from caseaudit.report.filled import filled
from caseaudit.report.gravest import gravest
from caseaudit.report.plain import clean, day, label

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.report.view import Report

_SPECIAL = re.compile(r"[\\`*_\[\]|~]")
_AT_START = re.compile(r"(?:[#>+=-]|\d{1,9}[.)](?=\s|$))")
_LINK = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=\bwww)(?=\.)")
_ENTITY = re.compile(r"&(?=#|\w)")
_BLANK_LINES = re.compile(r"\n{3,}")


class Safe(str):
    """Text that is Markdown already."""

    __slots__ = ()


def render(report: Report, templates: Path | None = None) -> str:
    """The whole report; the text stands in `templates/report/report.md.j2`, or in the municipality's own folder."""
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from caseaudit.resources import data_dir

    folders = [*((templates,) if templates else ()), data_dir("templates") / "report"]
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(f) for f in folders]),
        undefined=StrictUndefined,
        autoescape=False,  # that is for HTML; `finalize` escapes what Markdown would read
        finalize=lambda value: value if isinstance(value, Safe) else escape(value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cell": cell, "bold": bold, "day": day, "label": label, "safe": Safe}
    values: dict[str, Any] = {f.name: getattr(report, f.name) for f in fields(report)}
    values["findings"], values["findings_lead"] = gravest(report)
    with filled("report.md.j2"):
        text = environment.get_template("report.md.j2").render(values)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip() + "\n"


def escape(value: object) -> str:
    """One line that Markdown shows as it stands, also at the start of a line."""
    text = _inline(value)
    if found := _AT_START.match(text):
        at = found.end() - 1
        text = f"{text[:at]}\\{text[at:]}"
    return Safe(text)


def cell(value: object) -> str:
    """The same inside a table, where a line never starts."""
    return Safe(_inline(value))


def bold(value: str) -> str:
    return Safe(f"**{value}**") if value else value


def _inline(value: object) -> str:
    text = " ".join(clean(str(value)).split(" ")).strip()
    text = " ".join(part for part in re.split(r"[\r\n\t\v\f\u2028\u2029]+", text) if part)
    text = _LINK.sub(r"\\", _SPECIAL.sub(r"\\\g<0>", text))
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
