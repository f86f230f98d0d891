"""The report as one HTML file: no script, no request, readable by all, and made to be printed on A4."""

from __future__ import annotations

import re
from base64 import b64encode
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache, partial
from itertools import count
from typing import TYPE_CHECKING, Any

from caseaudit.report.colour import for_bars, tint, usable
from caseaudit.report.filled import filled
from caseaudit.report.htmlonce import (
    LIMIT,
    Links,
    basis,
    doubt,
    drawn,
    ground,
    marks,
    parts,
    said,
    shorter,
    strips,
    unusual,
    usual,
)
from caseaudit.report.htmlparts import broad, by_duty, covered, read_in, reading, set_right
from caseaudit.report.plain import clean, day, label
from caseaudit.report.shortlist import filed, lead
from caseaudit.report.svg import draw
from caseaudit.resources import data_dir
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2.sandbox import SandboxedEnvironment

    from caseaudit.report.view import Look, Report

TEMPLATE, STYLE = "report.html.j2", "report.css"
PICTURES = frozenset({"image/png", "image/jpeg", "image/svg+xml", "image/gif", "image/webp"})
_STUCK = re.compile(
    r"(?:(?<=§)|(?<=stk\.)|(?<=nr\.)|(?<=kap\.)|(?<=\d\.)|(?<=\d)|(?<=\d af)|(?<=\d of)) "
    r"(?=\d|%|(?<=\. )[a-zæøå]|af \d|of \d|dage?\b|sager?\b|kontrolpunkt|vurdering|måneder|timer\b|days?\b|cases?\b)"
)
"""Spaces at which a line must not break: between § and its number, a number and its percent sign or noun."""

_BLANK = re.compile(r"\n+(?=\n|</|<(?:p|td|div|ul|ol|dl|dt|dd|h3|small|figure|details|caption|thead|tbody)\b)")
"""Ends of lines that say nothing. Those before rows, list items and headings stay, so that the source can be read."""

_ALONE = re.compile(r' (?:xmlns|font-family)="[^"]*"')
"""What a picture needs only where it stands alone: a page has its own letters."""
_QUOTED = re.compile(r'( [a-z-]+)="([\w.#-]+)"(?=[ >])')

_TURN, _APART = re.compile("[\u202a\u202b\u202d\u202e]"), re.compile("[\u2066-\u2068]")
_DATE = re.compile(r"(?<![\w/-])(\d{2}-\d{2}-\d{4}|\d{4}-\d{2}-\d{2})(?![\w-])")

_WORDS = {
    "see_table": Text("Tallene bag figuren står i tabel", "The numbers behind the figure are in table"),
    "draft_mark": Text("UDKAST", "DRAFT"),
    "text_read": Text(
        "Lovteksten er læst, hvor intet andet står.", "The statutory text was read where nothing else is told."
    ),
    "other_findings": Text("Øvrige", "Other"),
    "reading": Text("Læst i", "Read in"),
    "logo": Text("Logo for", "Logo of"),
    "bars": Text("Søjlerne viser antal:", "The bars show numbers:"),
}


def render(report: Report, templates: Path | None = None) -> str:
    """The page. The same report and templates always give the same text.

    `templates`: a folder whose `report.html.j2`, `report.css` and other parts take the place of those shipped.
    """
    page = ""
    with use_language(report.lang):  # type: ignore[arg-type]
        for shown in shorter(report):
            page = _page(report, shown, templates)
            if report.findings or len(page.encode()) <= LIMIT:
                break
    return page


def _page(report: Report, shown: Report, templates: Path | None) -> str:
    """`shown`: the report without what the page leaves to the workbook."""
    with filled(TEMPLATE) if templates else nullcontext():  # what fails in our own part is our fault
        return _BLANK.sub("", _rendered(report, shown, _environment(templates)))


def _rendered(report: Report, shown: Report, environment: SandboxedEnvironment) -> str:
    words = report.words | {name: str(text) for name, text in _WORDS.items()}
    tables, figures = count(1), count(1)
    return environment.get_template(TEMPLATE).render(
        r=shown,
        w=words,
        brand=usable(report.look.colour).value,
        soft=tint(report.look.colour, 0.06),
        pale=tint(report.look.colour, 0.22),
        bars=for_bars(report.look.colour),
        style=_safe(_source(environment, STYLE)),
        paper=_safe(_paper(report, words)),
        logo=_logo(report.look),
        notices=notices(report),
        draw=_drawer(report.look),
        columns=set_right,
        covered=covered,
        by_duty=by_duty,
        read_in=read_in,
        reading=reading,
        links=Links(),
        doubt=doubt,
        said=said,
        unusual=unusual,
        usual=usual,
        mark=marks(report),
        basis=basis,
        ground=ground,
        strips=strips,
        drawn=drawn,
        broad=broad,
        filed=filed(report, words["other_findings"]),
        lead=lead(report),
        parts=tuple(parts(shown)),
        next_table=partial(next, tables),
        next_figure=partial(next, figures),
        after=len(report.themes) + 3,
    )


def notices(report: Report) -> tuple[str, ...]:
    """What the maker of the report should be told: the colour was changed so that it can be read."""
    colour = usable(report.look.colour)
    return (colour.notice,) if colour.changed else ()


def _environment(templates: Path | None) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folders = [data_dir("templates") / "report"]
    if templates:
        folders.insert(0, templates)
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_stuck,
    )
    environment.filters |= {"dated": _dated, "day": day, "label": label, "one_line": _one_line}
    return environment


def _stuck(value: Any) -> Any:
    """Plain text with spaces that do not break where a line must not end, and no character that a page cannot hold."""
    return _joined(value) if type(value) is str else value


def _one_line(value: str) -> Any:
    """Text of a cell that the style never breaks, so that ordinary spaces do."""
    from markupsafe import escape

    return escape(clean(value) + _closing(value))


@lru_cache(maxsize=4096)
def _joined(text: str) -> str:
    return _STUCK.sub("\u00a0", clean(text)) + _closing(text)


def _closing(text: str) -> str:
    """Marks that end those which turn the direction of writing: a name must not turn what stands after it."""
    turned = len(_TURN.findall(text)) - text.count("\u202c")
    apart = len(_APART.findall(text)) - text.count("\u2069")
    return "\u202c" * turned + "\u2069" * apart


@lru_cache(maxsize=4096)
def _dated(value: str) -> Any:
    """Text whose dates stay in one line."""
    from markupsafe import escape

    return _safe(_DATE.sub(r"<bdi>\1</bdi>", str(escape(_stuck(value)))))


def _safe(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  (our own style, and text that `_quoted` has made harmless)


def _drawer(look: Look) -> Callable[..., Any]:
    def drawn(figure: Any, number: int, instead: str = "") -> Any:
        """`instead`: where the numbers stand for those who cannot see them, if it is not here."""
        svg = draw(replace(figure, description=instead or figure.description), look, f"fig{number}")
        return _safe(_QUOTED.sub(r"\1=\2", _ALONE.sub("", svg, count=2)))

    return drawn


def _source(environment: SandboxedEnvironment, name: str) -> str:
    assert environment.loader
    text, _, _ = environment.loader.get_source(environment, name)
    return text


def _paper(report: Report, words: dict[str, str]) -> str:
    """What stands at head and foot of each printed page."""
    who = ", ".join(x for x in (report.look.municipality, report.title) if x)
    label = f"{words['draft_mark']}. {report.classification}" if report.drafts else report.classification
    page, of = _quoted(words["page"] + " "), _quoted(f" {words['of']} ")
    return (
        f"@page{{@bottom-left{{content:{_quoted(who[:120])}}}"
        f"@bottom-right{{content:{page}counter(page){of}counter(pages)}}@top-right{{content:{_quoted(label[:120])}}}}}"
    )


def _quoted(text: str) -> str:
    """A CSS string in which everything but letters, digits and spaces is written by its number."""
    plain = "".join(c if c.isalnum() and ord(c) < 0x250 else " " if c == " " else f"\\{ord(c):x} " for c in text)
    return f'"{plain}"'


def _logo(look: Look) -> str:
    if not look.logo or look.logo_type not in PICTURES:
        return ""
    return f"data:{look.logo_type};base64,{b64encode(look.logo).decode()}"
