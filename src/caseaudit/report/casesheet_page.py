"""Oversigtsskemaer as one HTML file made to be printed, a page to each case, and as Markdown."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.model.outcomes import OUTCOMES, REASONS
from caseaudit.report.casesheet_words import JUDGES, WORDS
from caseaudit.report.colour import tint, usable
from caseaudit.report.html import PICTURES
from caseaudit.report.markdown import cell, escape
from caseaudit.report.plain import clean
from caseaudit.resources import data_dir
from caseaudit.texts import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from markupsafe import Markup

    from caseaudit.report.casesheet import Line, Sheet
    from caseaudit.report.view import Look

TEMPLATE, STYLE = "case.html.j2", "case.css"
FONTS = ((400, "CaseauditSans-Regular.woff2"), (600, "CaseauditSans-SemiBold.woff2"))
"""Part of the page, since a case must fit on its sheet of paper whatever fonts the computer has."""
_STUCK = re.compile(r"(?:(?<=§)|(?<=stk\.)|(?<=nr\.)|(?<=subs\.)|(?<=no\.)) (?=\d)|(?<=\d) (?=[a-zæøå](?:,|;|$))")
_DATE = re.compile(r"(?<!\d)(?:\d\d-\d\d-\d{4}|\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True)
class Setting:
    """What all sheets of a file share. `scope`: the team or unit that they are of; `limited`: what the run left out."""

    as_of: date
    look: Look
    run_id: str
    rules_hash: str
    scope: str = ""
    limited: str = ""
    lettered: bool = False
    templates: Path | None = None


def html(sheets: Sequence[Sheet], setting: Setting) -> str:
    """The page: no script and no request. The same sheets always give the same text."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    from caseaudit.report.filled import filled

    ours = data_dir("templates") / "report"
    folders = [*((setting.templates,) if setting.templates else ()), ours]
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _STUCK.sub("\u00a0", clean(value)) if type(value) is str else value,
    )
    environment.filters["dated"] = _dated
    style = next((f / STYLE for f in folders if (f / STYLE).is_file()), ours / STYLE).read_text(encoding="utf-8")
    with filled(TEMPLATE):
        return environment.get_template(TEMPLATE).render(
            sheets=sheets,
            lang=language(),
            w=_words(),
            judges={k: str(t) for k, t in JUDGES.items()},
            scope=setting.scope,
            as_of=show(setting.as_of),
            look=setting.look,
            run_id=setting.run_id,
            rules_hash=setting.rules_hash,
            limited=setting.limited,
            lettered=setting.lettered,
            brand=usable(setting.look.colour).value,
            tint=tint(setting.look.colour, 0.06),
            logo=_logo(setting.look),
            label=_label,
            day=show,
            # our own style and fonts, and texts that `_quoted` has made harmless
            style=Markup(style),  # noqa: S704
            fonts=Markup(_fonts()),  # noqa: S704
            paper=Markup(_paper(sheets, setting)),  # noqa: S704
        )


def _words() -> dict[str, str]:
    return {name: str(text) for name, text in WORDS.items()}


def _label(name: str) -> str:
    return str(OUTCOMES.get(name) or REASONS[name])


def _dated(text: str) -> Markup:
    """Text whose dates stay in one line."""
    from markupsafe import Markup, escape

    return Markup(_DATE.sub(r"<bdi>\g<0></bdi>", str(escape(clean(text)))))  # noqa: S704 - escaped here


def _fonts() -> str:
    folder = data_dir("templates") / "report" / "fonts"
    return "".join(
        f"@font-face{{font-family:'Caseaudit Sans';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{b64encode((folder / name).read_bytes()).decode()})format('woff2')}}"
        for weight, name in FONTS
    )


def _logo(look: Look) -> str:
    if not look.logo or look.logo_type not in PICTURES:
        return ""
    return f"data:{look.logo_type};base64,{b64encode(look.logo).decode()}"


def _paper(sheets: Sequence[Sheet], setting: Setting) -> str:
    """The foot of each printed page: which case, so that the second page of a case is not lost among others."""
    end = f"{WORDS['as_of']} {show(setting.as_of)}".capitalize()
    name = f"{WORDS['title']}, {WORDS['case']} "
    feet = [f"@page c{n}{{@bottom-left{{content:{_quoted(name + s.case_id[:80])}}}}}" for n, s in enumerate(sheets, 1)]
    return f"@page{{@bottom-right{{content:{_quoted(end)}}}}}" + "".join(feet)


def _quoted(text: str) -> str:
    """A CSS string in which everything but letters, digits and spaces is written by its number."""
    plain = "".join(c if c.isalnum() and ord(c) < 0x250 else " " if c == " " else f"\\{ord(c):x} " for c in clean(text))
    return f'"{plain}"'


def markdown(sheets: Sequence[Sheet], setting: Setting) -> str:
    """The same as Markdown. Whatever comes from data is escaped, so that it stays text."""
    return "\n\n".join("\n".join(_case(s, setting)) for s in sheets) + "\n"


def _case(s: Sheet, setting: Setting) -> Iterator[str]:
    w = _words()
    yield f"# {w['title']}, {w['case'].lower()} {escape(s.case_id)}"
    yield ""
    yield f"- {w['as_of'].capitalize()}: {show(setting.as_of)}"
    for name, value in (*s.head.facts, (w["now"], s.head.now)):
        yield f"- {name}: {escape(value)}"
    counts = ", ".join(f"{n} {_label(name)}" for name, n in s.counts.items() if n)
    yield f"- {w['sum']}: {counts or 0}"
    yield ""
    yield f"**{w['next']}**"
    yield ""
    yield from [f"- {show(x.due)} {escape(x.duty)}" for x in s.next_due if x.due] or [w["none_next"]]
    for part in s.parts:
        yield ""
        yield f"## {part.title}"
        yield ""
        yield f"| {' | '.join(w[k] for k in ('duty', 'unit', 'done', 'due', 'state', 'law', 'source'))} |"
        yield "|---|---|---|---|---|---|---|"
        for x in part.lines:
            yield f"| {' | '.join(cell(value) for value in texts(x))} |"
    yield ""
    for title, found in ((w["absent"], s.absent), (w["unseen"], s.unseen)):
        if found:
            yield f"{title}: {', '.join(f'{escape(t)} ({n})' for t, n in found)}."
            yield ""
    told = "; ".join(f"{mark}: {name}" if setting.lettered else name for mark, name in s.sources)
    yield f"{w['source_is']} {escape(told)}. {w['run']} {setting.run_id}."
    yield ""
    yield w["caveat"]


def texts(x: Line) -> tuple[str, ...]:
    """A line as it is printed: demand, unit, done, deadline, state, law, source."""
    done = f"{WORDS['last']} " if x.done and x.times > 1 else ""
    return (
        x.duty,
        f"{x.unit} {show(x.unit_on)}" if x.unit_on else x.unit,
        done + (show(x.done) if x.done else ""),
        show(x.due) if x.due else "",
        x.state,
        x.law if x.judges == "law" else str(JUDGES[x.judges]),
        x.source,
    )
