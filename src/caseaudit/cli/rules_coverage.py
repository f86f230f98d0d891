"""`caseaudit rules coverage`: that no duty of the law and no audit question is forgotten."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit
from caseaudit.rules.answered import Answer, answered, totals
from caseaudit.rules.catalogue import Row, load_catalogue
from caseaudit.rules.questions import load_questions
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.rules.answered import How

WIDTH = 110
_HOW: dict[How, Text] = {
    "rule": Text("regel", "rule"),
    "question": Text("spørgsmål", "question"),
    "local": Text("lokal standard", "local standard"),
    "outside": Text("uden for", "out of scope"),
    "missing": Text("MANGLER", "MISSING"),
}
_MANY: dict[How, tuple[Text, Text]] = {
    "rule": (Text("regel", "by a rule"), Text("regler", "by rules")),
    "question": (Text("spørgsmål", "by a question"), Text("spørgsmål", "by questions")),
    "local": (Text("lokal standard", "by a local standard"), Text("lokale standarder", "by local standards")),
    "outside": (Text("uden for", "out of scope"), Text("uden for", "out of scope")),
    "missing": (Text("mangler", "missing"), Text("mangler", "missing")),
}
_SURE = {
    "read": Text("læst", "read"),
    "section_only": Text("paragraf", "section"),
    "secondary": Text("sekundær", "secondary"),
    "memory": Text("ikke efterprøvet", "not verified"),
}
_BOTH_KINDS = {
    "law_row": Text("Lovens pligter", "The duties of the law"),
    "question": Text("Revisionens spørgsmål", "The audit questions"),
}


def show_coverage(rule_dirs: tuple[Path, ...], fmt: str, *, missing: bool) -> int:
    """Print what answers each; 1 when something is answered by nothing."""
    common.choice(fmt, "--format", ("table", "json", "markdown"))
    settings = common.config()
    book = common.rulebook(rule_dirs, settings)
    catalogue = load_catalogue()
    files = load_questions(book, catalogue, (*settings.rules, *rule_dirs))
    found = answered(catalogue, book.rules, [f.question for f in files.values()])
    shown = [a for a in found if a.how == "missing"] if missing else list(found)
    if fmt == "json":
        print(json.dumps(_whole(found, shown), ensure_ascii=False, indent=1))
    else:
        for line in (_table if fmt == "table" else _markdown)(shown):
            print(line)
        if shown and fmt == "table":
            print()
        for line in _totals(found):
            print(line)
    return Exit.FINDINGS if any(a.how == "missing" for a in found) else Exit.OK


def _headed(shown: Sequence[Answer]) -> Iterator[tuple[str, str, list[Answer]]]:
    """The kind, the heading, and what stands under it."""
    for (kind, _, title), group in groupby(shown, key=lambda a: (a.kind, a.heading.id, str(a.heading.title))):
        yield kind, title, list(group)


def _title(a: Answer) -> str:
    return str(a.item.title if isinstance(a.item, Row) else a.item.question)


def _sure(a: Answer) -> str:
    """How sure the basis is, or for an audit question who can answer it (A, B, C)."""
    if isinstance(a.item, Row):
        return ", ".join(f"{act} {_SURE[c]}" for act, c in a.item.confidence.items())
    return "".join(a.item.tags)


def _by(a: Answer) -> str:
    if a.how in ("local", "outside") and a.outside:
        return str(a.outside.reason) + (f" ({a.outside.example})" if a.outside.example else "")
    return ", ".join((*a.rules, *(f"?{q}" for q in a.questions)))


def _table(shown: Sequence[Answer]) -> Iterator[str]:
    before = ""
    how = max((len(str(_HOW[a.how])) for a in shown), default=0)
    for kind, title, group in _headed(shown):
        if kind != before:
            yield console.bold(f"{_BOTH_KINDS[kind]}".upper())
            before = kind
        yield ""
        yield console.bold(title)
        for a in group:
            yield f"  {a.item.id:<4} {_HOW[a.how]!s:<{how}}  {_title(a)}  [{_sure(a)}]"
            pad = " " * (9 + how)
            yield from textwrap.wrap(
                _by(a), WIDTH, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False, break_long_words=False
            )
    if shown:
        yield ""
        yield str(
            Text(
                "I kantede parenteser: hvor sikkert grundlaget er i hver lov (læst; kun paragraffen bekræftet; sekundær kilde; ikke efterprøvet). "
                "For spørgsmål: A afgøres af datoer og felter, B skal være noteret, C er et skøn.",
                "In brackets: how sure the basis is in each act (read; section only; secondary source; not verified). "
                "For questions: A dates and fields decide, B must have been recorded, C is a judgement.",
            )
        )
    if any(a.questions for a in shown):
        yield str(
            Text(
                "? foran et navn er et spørgsmål til den, der læser sagen.",
                "? before a name is a question to the person who reads the case.",
            )
        )


def _markdown(shown: Sequence[Answer]) -> Iterator[str]:
    before = ""
    for kind, title, group in _headed(shown):
        if kind != before:
            yield f"# {_BOTH_KINDS[kind]}\n"
            before = kind
        yield f"## {title}\n"
        last = Text("Sikkerhed", "Confidence") if kind == "law_row" else Text("Art", "Tag")
        yield f"| Id | {Text('Pligt eller spørgsmål', 'Duty or question')} | {Text('Svar', 'Answer')} | {Text('Hvilke', 'Which')} | {last} |"
        yield "|---|---|---|---|---|"
        for a in group:
            yield f"| {a.item.id} | {_title(a)} | {_HOW[a.how]} | {_by(a)} | {_sure(a)} |"
        yield ""


def _totals(found: Sequence[Answer]) -> Iterator[str]:
    for kind, many in (("law_row", Text("rækker", "rows")), ("question", Text("spørgsmål", "questions"))):
        mine = [a for a in found if a.kind == kind]
        parts = [f"{n} {_MANY[how][n != 1]}" for how, n in totals(mine).items() if n]
        yield f"{len(mine)} {many}: {', '.join(parts)}"


def _whole(found: Sequence[Answer], shown: Sequence[Answer]) -> dict[str, object]:
    return {
        "schema_version": 1,
        "totals": {
            "law_rows": totals(a for a in found if a.kind == "law_row"),
            "questions": totals(a for a in found if a.kind == "question"),
        },
        "law_rows": [_record(a) for a in shown if a.kind == "law_row"],
        "questions": [_record(a) for a in shown if a.kind == "question"],
    }


def _record(a: Answer) -> dict[str, object]:
    own: dict[str, object]
    if isinstance(a.item, Row):
        own = {
            "confidence": a.item.confidence, "force": a.item.force, "theme": a.item.theme,
            "note": str(a.item.note) if a.item.note else None,
        }  # fmt: skip
    else:
        own = {"tags": list(a.item.tags), "published_result": str(a.item.result) if a.item.result else None}
    aside = a.outside if a.how in ("local", "outside") else None
    return {
        "id": a.item.id, "heading": str(a.heading.title), "title": _title(a), "answered_by": a.how,
        "rules": list(a.rules), "questions": list(a.questions),
        "reason": str(aside.reason) if aside else None, "example": aside.example if aside else None, **own,
    }  # fmt: skip
