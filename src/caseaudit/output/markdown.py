"""The result of a check as Markdown, for a mail, a wiki or a merge request; the text stands in `templates/check.md.j2`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.console import place_text
from caseaudit.output.lines import by_theme
from caseaudit.output.records import set_aside
from caseaudit.output.summary import NOTHING_SAID, Said, account_lines, cells, columns, gate, head, left_out, totals
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.audit import Audit

SHOWN_IN_MARKDOWN = 50


def markdown(audit: Audit, *, run_name: str, failed: list[str], municipality: str, said: Said = NOTHING_SAID) -> str:
    """The same result as Markdown, for a mail, a wiki or a merge request; the text stands in `templates/check.md.j2`."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from caseaudit.resources import data_dir

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates")),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = _escape
    title, population, *_ = list(head(audit, municipality))
    found = audit.dataset.quality
    aside = sum(set_aside(audit.dataset.accounts).values())
    text = environment.get_template("check.md.j2").render(
        title=title,
        population=population,
        rows=[text.strip() for text in account_lines(audit)],
        quality_count=str(
            Text(f"{len(found)} fund, {aside} rækker sat til side.", f"{len(found)} findings, {aside} rows set aside.")
        ),
        quality=[f"{p.what} ({place_text(p.place)})" for p in found[:SHOWN_IN_MARKDOWN]],
        themes=[(cells(theme), [cells(x) for x in lines]) for theme, lines in by_theme(audit)],
        left_out=list(left_out(audit)),
        totals=list(totals(audit)),
        verdict=" ".join(gate(failed, said.passed)),
        run=run_name,
        words={
            "quality": str(Text("Datakvalitet", "Data quality")),
            "compliance": str(Text("Overholdelse", "Compliance")),
            "run": str(Text("Kørsel", "Run")),
            "head": columns(),
        },
    )
    return "".join(mask(x) + "\n" for x in text.rstrip("\n").split("\n"))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") or " "
