"""The catalogue as one HTML file: no script, no request, made to be printed on A4 and signed."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from caseaudit.output.catalogue import words
from caseaudit.resources import data_dir
from caseaudit.texts import language

if TYPE_CHECKING:
    from caseaudit.output.catalogue.parts import Catalogue

TEMPLATE = "catalogue.html.j2"
DATE = re.compile(r"(?<![\w/-])(\d{2}-\d{2}-\d{4}|\d{4}-\d{2}-\d{2})(?![\w-])")
NUMBER = re.compile(r"(?:(?<=§)|(?<=stk\.)|(?<=nr\.)) (?=\d)")
"""Where a browser may break a line and must not: inside a date, and between § and its number."""


def render(catalogue: Catalogue) -> str:
    """The page. The same catalogue always gives the same text."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template(TEMPLATE).render(
        c=catalogue,
        w={name: str(text) for name, text in words.WORDS.items()},
        lang=language(),
        read=[str(t) for t in words.READ],
        asked=[(theme, list(group)) for theme, group in groupby(catalogue.questions, key=lambda q: q.theme)],
        outcomes=list(words.outcomes()),
        confidences=list(words.confidences()),
        scope=words.scope(catalogue.counts),
    )
    page = NUMBER.sub("\u00a0", page)
    return DATE.sub(r'<span class="nowrap">\1</span>', page)
