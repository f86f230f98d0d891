"""The work list as one HTML file: no script, no request, folded per unit, team or caseworker, and whole on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.texts import Text, language
from caseaudit.worklist import columns as cols
from caseaudit.worklist.book import label, titles
from caseaudit.worklist.guide import about
from caseaudit.worklist.words import ABOUT, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from caseaudit.worklist.columns import Column
    from caseaudit.worklist.model import Pile, Worklist


def page(worklist: Worklist) -> str:
    """The page. The same list always gives the same text."""
    names = titles(worklist)
    piles = [_pile(worklist, p, names) for p in worklist.piles]
    return render(
        "list.html.j2",
        title=str(WORDS["title"]),
        town=worklist.municipality,
        about=about(worklist),
        restricted=worklist.by == "caseworker",
        whose=str(WORDS[cols.whose(worklist.by)]),
        piles=piles,
    )


def _pile(worklist: Worklist, pile: Pile, names: Mapping[str, str]) -> dict[str, Any]:
    sections = []
    for section in worklist.shown:
        rows = [cols.of_item(i, worklist, dict(names)) for i in pile.of(section)]
        sections.append(_section(section, names, cols.of_section(section, worklist.by), rows))
        if section == "overdue" and worklist.before:
            fresh = [cols.of_item(i, worklist, dict(names)) for i in pile.fresh]
            sections.append(_section("fresh", names, cols.of_fresh(worklist.by), fresh))
    for name, columns, entries in (
        ("closed", cols.of_closed(), pile.closed),
        ("gone", cols.of_gone(), pile.gone),
    ):
        sections.append(_section(name, names, columns, [cols.of_entry(e) for e in entries]))
    return {"name": label(pile), "sections": [s for s in sections if s["rows"]], "counts": sections}


def _section(
    section: str, names: Mapping[str, str], columns: tuple[Column, ...], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    told = {c.name for c in columns for r in rows if r[c.name] not in (None, "")}
    shown = [c for c in columns if c.kind != "key" and c.name in told]  # a blank column is only in the way of a reader
    return {
        "id": section,
        "title": names[section],
        "about": str(ABOUT[section]),
        "head": [c.title for c in shown],
        "kinds": [c.kind for c in shown],
        "names": [c.name for c in shown],
        "rows": [[_cell(r[c.name]) for c in shown] for r in rows],
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return show(value) if hasattr(value, "isoformat") else str(value)


def render(template: str, **values: Any) -> str:
    """Fill a template of `templates/worklist`."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from caseaudit.resources import data_dir

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates") / "worklist"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = {name: str(text) for name, text in WORDS.items()}
    words |= {name: str(text) for name, text in _WORDS.items()}
    return environment.get_template(template).render(lang=language(), w=words, **values)


_WORDS = {
    "secret": Text(
        "Siden indeholder sagsnumre. Gem den kun, hvor sager må ligge, og send den ikke med almindelig e-mail.",
        "The page holds case ids. Keep it only where cases may lie, and do not send it by ordinary e-mail.",
    ),
    "restricted": Text(
        "Lister pr. sagsbehandler må kun ses af den enkelte og den nærmeste leder.",
        "Lists per caseworker are for that person and the nearest leader only.",
    ),
    "reading": Text(
        "Siden er til at læse og udskrive. Status og bemærkninger skrives i regnearket.",
        "The page is for reading and printing. Status and comments are written in the workbook.",
    ),
    "lists": Text("Lister", "Lists"),
}
