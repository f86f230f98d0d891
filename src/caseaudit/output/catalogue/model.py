"""Build the catalogue from a rulebook: every rule, question, act and open reading that a jurist is to judge."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from caseaudit import __version__
from caseaudit.dates import show
from caseaudit.law import CONFIDENCE, cite
from caseaudit.output.catalogue.entries import entry, laws
from caseaudit.output.catalogue.parts import ActPart, Asked, Catalogue, Group, Outside
from caseaudit.output.catalogue.readings import readings
from caseaudit.resources import data_dir
from caseaudit.rules.catalogue import CATALOGUE, OUTSIDE, load_catalogue
from caseaudit.rules.nouns import NOUNS
from caseaudit.rules.phrases import Unit, joined
from caseaudit.rules.prose import describe
from caseaudit.rules.questions import SCALES, load_questions
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.law import Act
    from caseaudit.output.catalogue.parts import Entry
    from caseaudit.rules.catalogue import Catalogue as Duties
    from caseaudit.rules.questions import Question
    from caseaudit.rules.rulebook import Rulebook, Theme


def build(book: Rulebook, folders: Sequence[Path] = (), *, theme: str = "", dated: date | None = None) -> Catalogue:
    """The catalogue in the language now in use. `folders`: the municipality's own; `theme`: only this one."""
    duties = _duties()
    titles = _titles(duties)
    shipped = data_dir("rules")
    chosen = [book.files[r.id] for r in book.rules if not theme or r.theme == theme]
    entries = tuple(
        entry(i, file, book, shipped=file.path.is_relative_to(shipped), titles=titles)
        for i, file in enumerate(chosen, start=1)
    )
    questions = [q.question for q in load_questions(book, duties, folders).values()] if duties else []
    asked = tuple(_asked(q, book) for q in questions if not theme or q.theme == theme)
    return Catalogue(
        version=__version__,
        digest=digest((shipped, *folders)),
        dated=show(dated) if dated else "",
        law_until=show(max(_days(book.acts))),
        only_theme=str(book.themes[theme].title) if theme else "",
        entries=entries,
        themes=_groups(book.themes, entries, by_theme=True),
        steps=_groups(book.steps, entries, by_theme=False),
        questions=asked,
        outside=tuple(_outside(duties, titles)) if duties and not theme else (),
        acts=tuple(_act(a) for a in book.acts.values()),
        readings=readings(),
        counts={
            "rules": len(entries),
            "questions": len(asked),
            "versions": sum(len(e.periods) for e in entries),
            "examples": sum(len(e.examples) for e in entries),
        },
    )


def digest(folders: Sequence[Path]) -> str:
    """The SHA-256 of every rule file, by its path and its text; line ends do not matter."""
    out = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            out.update(path.relative_to(folder).as_posix().encode() + b"\0")
            out.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return out.hexdigest()


def _duties() -> Duties | None:
    """The duties and questions that an audit is to answer, where the rules come with them."""
    folder = data_dir("rules")
    return load_catalogue() if (folder / CATALOGUE).is_file() and (folder / OUTSIDE).is_file() else None


def _titles(duties: Duties | None) -> dict[tuple[str, str], str]:
    if duties is None:
        return {}
    rows = {("law_row", r.id): str(r.title) for r in duties.rows.values()}
    return rows | {("question", q.id): str(q.question) for q in duties.questions.values()}


def _groups(themes: dict[str, Theme], entries: tuple[Entry, ...], *, by_theme: bool) -> tuple[Group, ...]:
    found = []
    for t in themes.values():
        mine = tuple(e for e in entries if (e.theme_id if by_theme else e.step_id) == t.id)
        if mine:
            found.append(Group(t.id, str(t.title), mine))
    return tuple(found)


def _asked(q: Question, book: Rulebook) -> Asked:
    scale = " / ".join(str(word) for word in SCALES[q.scale])
    held = [show(d) if d else "" for d in (q.from_, q.until)]
    return Asked(
        id=q.id,
        question=str(q.question),
        guidance=str(q.guidance),
        scale=scale,
        applies=_applies(q),
        period=_span(held[0], held[1]),
        rows=", ".join(q.law_rows),
        answers=", ".join(q.answers),
        theme=str(book.themes[q.theme].title),
        step=str(book.steps[q.step].title),
        laws=laws(q.law, book.acts),
        judges=_judges(q),
    )


def _judges(q: Question) -> str:
    if not q.legal:
        return str(Text("god praksis", "good practice"))
    return str(Text("lov, blød pligt", "law, soft duty") if q.soft else Text("lov", "law"))


def _applies(q: Question) -> str:
    if q.of_case:
        unit = Unit((q.first.event,), first=True, full=True) if q.first else Unit(full=True)
        head = str(Text("Sagen", "The case"))
    else:
        unit = Unit(q.applies_to, full=True)
        one = joined((str(NOUNS[t].one).split(" ", 1)[1] for t in q.applies_to), either=True)
        head = str(Text(f"Hver {one}", f"Each {one}"))
    return head + (str(Text(", når ", ", where ")) + describe(q.when, unit, sub=True) if q.when else "")


def _span(first: str, last: str) -> str:
    if first and last:
        return str(Text(f"{first} til {last}", f"{first} to {last}"))
    if first:
        return str(Text(f"fra {first}", f"from {first}"))
    return str(Text(f"til og med {last}", f"up to and including {last}")) if last else ""


def _outside(duties: Duties, titles: dict[tuple[str, str], str]) -> Iterator[Outside]:
    kinds = {
        "law_row": Text("pligt i loven", "duty in the law"),
        "question": Text("revisionsspørgsmål", "audit question"),
    }
    for item in duties.outside.values():
        yield Outside(item.id, str(kinds[item.kind]), titles[(item.kind, item.id)], str(item.reason))


def _days(acts: dict[str, Act]) -> Iterator[date]:
    """The days of the law that the acts know of: commencement, texts, and changes."""
    for act in acts.values():
        yield act.first
        yield from (d for t in act.texts for d in (t.first, t.signed) if d)
        yield from (x.on for group in (act.renumbered, act.added, act.reworded) for x in group)


def _act(act: Act) -> ActPart:
    texts = tuple(
        (
            t.name,
            _span(show(t.first) if t.first else "", show(t.last) if t.last else ""),
            str(CONFIDENCE[t.confidence]),
            str(t.note or ""),
        )
        for t in act.texts
    )
    moved = [
        (r.on, str(Text(f"{cite(r.was)} blev til {cite(r.now)}", f"{cite(r.was)} became {cite(r.now)}")), r.confidence)
        for r in act.renumbered
    ]
    added = [
        (a.on, str(Text(f"{cite(a.section)} indsat", f"{cite(a.section)} added")), a.confidence) for a in act.added
    ]
    reworded = [
        (r.on, str(Text(f"{cite(r.section)} ændret: {r.note}", f"{cite(r.section)} changed: {r.note}")), r.confidence)
        for r in act.reworded
    ]
    changes = tuple((show(on), told, str(CONFIDENCE[sure])) for on, told, sure in sorted(moved + added + reworded))
    return ActPart(
        code=act.code,
        title=str(act.title),
        period=_span(show(act.first), show(act.last) if act.last else ""),
        text_read=act.text_read,
        link=act.link,
        texts=texts,
        changes=changes,
    )
