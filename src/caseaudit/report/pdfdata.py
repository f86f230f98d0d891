"""A report as plain data for the typst templates: cleaned texts, pictures, and how each table is set. No markup is made here."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from caseaudit.report.colour import tint, usable
from caseaudit.report.htmlparts import by_duty, covered
from caseaudit.report.plain import clean, day, label, made_on
from caseaudit.report.shortlist import filed, lead
from caseaudit.report.svg import WIDTH, draw
from caseaudit.report.svgparts import width
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseaudit.report.shortlist import Filed
    from caseaudit.report.view import Figure, Finding, Report, Section, Table, ThemeSection

T = TypeVar("T")

LANDSCAPE_FROM = 7
"""An appendix whose table has this many columns is set across."""
TOGETHER = 14
"""A table of so few rows, all of them short, is kept on one page."""
LONG = 1200
"""A row with a longer text may be broken over two pages; no other row is."""

_NOT_SHOWN = frozenset({"link", "colour", "logo_type", "anchor", "rule"})
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_LONG_RUN = re.compile(r"\S{36,}")
_STUCK = re.compile(r"(?:(?<=§)|(?<=stk\.)|(?<=nr\.)|(?<=\d\.)|(?<=\d)) (?=\d|%|kvartal|kv\.|dage\b|sager\b)")
_OF_URL = ":/?#[]@!$&'()*+,;=%"
_ENDLESS = re.compile(r"\w{22}")
_INSIDE = re.compile(r"\([^()]{1,16}\)")
_PORTRAIT_PT, _LANDSCAPE_PT = 464.0, 711.0
"""Room for a table, in points, as house.typ sets the page."""

_WORDS = {
    "see_table": Text("Tallene bag figuren står i tabel", "The numbers behind the figure are in table"),
    "draft_mark": Text("UDKAST", "DRAFT"),
    "other_findings": Text("Øvrige", "Other"),
    "logo": Text("Logo for", "Logo of"),
    "run": Text("Kørsel", "Run"),
}


def harmless(text: str) -> str:
    """The text as it can be set: no marks that turn the direction of a line, and places to break in endless words."""
    text = _TURNING.sub("", clean(text))
    text = _LONG_RUN.sub(lambda m: "\u200b".join(m[0][i : i + 12] for i in range(0, len(m[0]), 12)), text)
    return _STUCK.sub("\u00a0", text)


def mapped(node: T, change: Callable[[str], str]) -> T:
    """The same tree with every text changed that is shown."""
    if isinstance(node, str):
        return change(node)  # type: ignore[return-value]
    if isinstance(node, tuple):
        return tuple(mapped(n, change) for n in node)  # type: ignore[return-value]
    if isinstance(node, dict):
        return {k: mapped(v, change) for k, v in node.items()}  # type: ignore[return-value]
    if is_dataclass(node) and not isinstance(node, type):
        told = (f.name for f in fields(node) if f.name not in _NOT_SHOWN)
        return replace(node, **{name: mapped(getattr(node, name), change) for name in told})
    return node


def data_of(report: Report) -> dict[str, Any]:
    """What the templates read as `report.json`. The report must be harmless already."""
    words = report.words | {name: str(text) for name, text in _WORDS.items()}
    after, look, on = len(report.themes) + 3, report.look, made_on(report)
    drawing = _Drawing(report)
    found = [_group(g) for g in filed(report, words["other_findings"])]
    head = drawing.table(report.theme_table)
    figures = [drawing.figure(f, report.theme_table) for f in report.figures]
    themes = [_theme(t, drawing) for t in report.themes]
    others = [_section(s, f"{after + n}. {s.title}", drawing) for n, s in enumerate(report.others)]
    method = after + len(others) + (1 if found else 0)
    return {
        "lang": report.lang,
        "title": report.title,
        "subtitle": report.subtitle,
        "classification": report.classification,
        "municipality": look.municipality,
        "area": look.area,
        "contact": look.contact,
        "brand": usable(look.colour).value,
        "tint": tint(look.colour, 0.06),
        "pale": tint(look.colour, 0.22),
        "notice": usable(look.colour).notice,
        "day": [on.year, on.month, on.day],
        "running": _short(", ".join(x for x in (look.municipality, report.title) if x), 90),
        "run": _short(report.provenance[0][1] if report.provenance else "", 60),
        "drafts": report.drafts,
        "approved_by": report.approved_by,
        "facts": report.facts,
        "resume": report.resume,
        "keys": [{"value": k.value, "label": k.label, "note": k.note} for k in report.key_figures],
        "theme_table": head,
        "figures": figures,
        "themes": themes,
        "others": others,
        "findings": {"title": f"{after + len(others)}. {words['findings']}", "lead": lead(report), "groups": found},
        "method": {"title": f"{method}. {words['method']}", "paragraphs": report.method},
        "appendices": [_section(s, f"{words['appendix']} {s.id}. {s.title}", drawing) for s in report.appendices],
        "provenance": [(name, value) for name, value in report.provenance if value],
        "words": words,
    }


class _Drawing:
    """Sets tables and draws figures in the look of one report; each picture gets ids of its own."""

    def __init__(self, report: Report) -> None:
        self._look, self._drawn = report.look, 0

    def figure(self, figure: Figure, shown: Table | None = None) -> dict[str, Any]:
        self._drawn += 1
        picture = draw(figure, self._look, f"fig{self._drawn}")
        height = re.search(r'height="([\d.]+)"', picture)
        told_above = covered(figure, shown)
        return {
            "title": figure.title,
            "alt": figure.description or figure.title,
            "svg": picture.replace("<svg ", '<svg xml:space="preserve" ', 1),  # typst drops a space that begins a span
            "ratio": float(height[1]) / WIDTH if height else 1.0,
            "told_above": told_above,
            "table": self.table(figure.table) if figure.table and not told_above else None,
        }

    def table(self, table: Table, *, across: bool = False) -> dict[str, Any]:
        size = 8.5 if len(table.columns) < LANDSCAPE_FROM else 8.0
        room = (_LANDSCAPE_PT if across else _PORTRAIT_PT) / size
        how = ["num" if _numbers(table, n) else c.kind for n, c in enumerate(table.columns)]
        return {
            "caption": table.caption,
            "note": table.note,
            "how": how,
            "size": size,
            "together": len(table.rows) <= TOGETHER and not any(len(t) > 200 for t in _texts(table)),
            "endless": any(_ENDLESS.search(t) for t in _texts(table)),
            "widths": widths(table, how, room),
            "head": [c.title for c in table.columns],
            "rows": [
                {
                    "role": row.role,
                    "long": any(len(c.text) > LONG for c in row.cells),
                    "cells": [
                        {
                            "text": _whole(c.text) if how[n] == "num" else c.text,
                            "hidden": c.hidden,
                            "level": (c.level or "plain") if table.columns[n].kind == "badge" and c.value else "",
                        }
                        for n, c in enumerate(row.cells)
                    ],
                }
                for row in table.rows
            ],
        }


def _numbers(table: Table, n: int) -> bool:
    """Whether a column is set to the right: numbers, also where they are told as `6 af 14`."""
    kind = table.columns[n].kind
    if kind in ("number", "percent") or n == 0:
        return n > 0
    cells = [row.cells[n] for row in table.rows if row.role != "group" and n < len(row.cells)]
    counted = sum(isinstance(c.value, int | float) for c in cells)
    blank = sum(c.hidden or (c.value is None and len(c.text) < 2) for c in cells)
    return kind == "text" and counted > 0 and counted + blank == len(cells)


def widths(table: Table, how: Sequence[str], room: float) -> list[tuple[str, float]]:
    """Per column `("em", n)` where its texts are short, else `("fr", n)`, a part of the rest by how much it tells."""
    out: list[tuple[str, float]] = []
    for n, column in enumerate(table.columns):
        texts = [row.cells[n].text for row in table.rows if row.role != "group" and n < len(row.cells)]
        if n > 0 and (how[n] in ("num", "date") or max(map(len, texts), default=0) <= 16):
            badge = how[n] == "badge"
            pieces = [*column.title.split(" ")] + ([] if badge else [p for t in texts for p in _whole(t).split(" ")])
            most = max((width(p, 1, bold=True) for p in pieces), default=2.0)
            if badge:
                most = max(most, 0.9 * max((width(t, 1, bold=True) for t in texts), default=0) + 0.9)
            out.append(("em", min(0.95 * most + 1.0, 14)))
        else:
            told = sum(map(len, texts)) / max(len(texts), 1)
            out.append(("fr", round(min(max(told, 12), 120) ** 0.6, 2)))
    fixed = sum(n for unit, n in out if unit == "em")
    shrink = min(1.0, 0.78 * room / fixed) if fixed else 1.0
    return [(unit, round(n * shrink, 2) if unit == "em" else n) for unit, n in out]


def _texts(table: Table) -> list[str]:
    return [*(c.title for c in table.columns), *(c.text for row in table.rows for c in row.cells)]


def _whole(text: str) -> str:
    """`76 % (13 af 17)` with at most one place to break: before the counts; `13 af 17` has none."""
    inside = _INSIDE.sub(lambda m: m[0].replace(" ", "\u00a0"), text)
    return inside if "(" in inside or len(inside) > 22 else inside.replace(" ", "\u00a0")


def _theme(theme: ThemeSection, drawing: _Drawing) -> dict[str, Any]:
    items = {
        name: [
            {
                "id": i.id,
                "text": i.text,
                "draft": not i.approved,
                "long": len(i.text) + len(i.basis) > LONG,
                "basis": i.basis,
                "responsible": i.responsible,
                "deadline": day(i.deadline),
                "status": i.status,
            }
            for i in getattr(theme, name)
        ]
        for name in ("strengths", "challenges", "recommendations")
    }
    return {
        "number": theme.number,
        "title": theme.title,
        "headline": theme.headline,
        "percent": theme.percent if theme.percent != "-" else "",
        "level": theme.level or "plain",
        "level_text": theme.level_text,
        "focus": theme.focus,
        "laws": [
            {
                "duty": duty,
                "cites": [
                    {
                        "citation": law.citation,
                        "link": quote(law.link, safe=_OF_URL) if law.link.startswith("https://") else "",
                        "rest": [x for x in (law.period, law.source, law.confidence) if x],
                    }
                    for law in found
                ],
            }
            for duty, found in by_duty(theme.laws)
        ],
        "table": drawing.table(theme.table) if theme.table else None,
        "figure": drawing.figure(theme.figure, theme.table) if theme.figure else None,
        "sentences": theme.sentences,
        "unknowns": theme.unknowns,
    } | items


def _section(section: Section, title: str, drawing: _Drawing) -> dict[str, Any]:
    across = any(len(t.columns) >= LANDSCAPE_FROM for t in section.tables) and len(section.id) == 1
    return {
        "title": title,
        "across": across,
        "paragraphs": section.paragraphs,
        "bullets": section.bullets,
        "tables": [drawing.table(t, across=across) for t in section.tables],
        "figures": [drawing.figure(f, section.tables[0] if section.tables else None) for f in section.figures],
    }


def _group(group: Filed) -> dict[str, Any]:
    """By check, so that what is the same for all its findings is told once."""
    return {
        "title": group.title,
        "checks": [
            {"title": c.title, "rest": c.rest, "fix": c.fix, "more": c.more, "rows": [_found(f) for f in c.found]}
            for c in group.checks
        ],
    }


def _found(f: Finding) -> list[str]:
    days = (day(f.unit_on), day(f.due_on), day(f.actual_on))
    return [f.case_id, *days, label(f.outcome), f.text, f.where]


def _short(text: str, most: int) -> str:
    text = " ".join(text.replace("\u200b", "").split())
    return text if len(text) <= most else text[: most - 1] + "…"
