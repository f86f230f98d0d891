"""A round of review made of a sample: which points are asked about which units, who reads what, and under which keys.

Nothing is written here; the same sample, points and form code always give the same round.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.law import cite, in_force
from caseaudit.review.applies import About, Asked, applicable, chosen, known
from caseaudit.review.applies_case import Cases
from caseaudit.review.facts import Teller
from caseaudit.review.facts_words import about as about_text
from caseaudit.review.keys import make_key, unit_key
from caseaudit.review.model import Entry, Fact, Reviewer, Round
from caseaudit.review.points_words import guidance_of
from caseaudit.sample.assign import assign
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from caseaudit.audit import Audit
    from caseaudit.review.model import Point
    from caseaudit.review.points import Library
    from caseaudit.sample.model import Item, Sample

THE_CASE = Text("Sagen som helhed", "The case as a whole")


@dataclass(frozen=True)
class Wishes:
    """How the round is to be. `reviewers` are codes with the unit that each comes from ("" where it does not matter)."""

    reviewers: tuple[tuple[str, str], ...]
    overlap: float = 0.0
    calibration: int = 0
    cross_unit: bool = False
    due: date | None = None
    lang: Literal["da", "en"] = "da"
    layout: Literal["case", "list"] = "case"
    prefill: Literal["facts", "none"] = "facts"
    about: About = "latest"
    sets: tuple[str, ...] = ()
    blind: bool = True


@dataclass(frozen=True)
class Identity:
    """What names the round and ties it to what it was made from."""

    id: str
    form_code: str
    created: datetime
    rules_digest: str = ""
    questions_digest: str = ""


def build(
    sample: Sample, audit: Audit, library: Library, points: Sequence[Point], wishes: Wishes, identity: Identity
) -> Round:
    """Make the round.

    Raises `UsageError` when a case or event of the sample is not in the run, when no point applies to anything, or when the work
    cannot be shared as asked.
    """
    items = sample.to_read
    cases = Cases.of(audit, (i.case_id for i in items))
    if gone := sum(not known(cases, i) for i in items):
        raise UsageError(Problem("review_case_gone", Place(file=sample.id), {"n": gone}))
    entries = tuple(_entries(cases, library, points, items, wishes, identity.form_code))
    if not entries:
        raise UsageError(Problem("review_nothing_asked", Place(file=sample.id)))
    held = {e.item for e in entries}
    shared = assign(
        [i for i in items if i.number in held],
        wishes.reviewers,
        overlap=wishes.overlap,
        calibration=wishes.calibration,
        cross_unit=wishes.cross_unit,
        seed=sample.seed,
    )
    used = {e.point for e in entries}
    return Round(
        id=identity.id,
        form_code=identity.form_code,
        sample=sample.id,
        run=sample.run,
        created=identity.created,
        due=wishes.due,
        lang=wishes.lang,
        layout=wishes.layout,
        prefill=wishes.prefill,
        about=wishes.about,
        sets=wishes.sets,
        blind=wishes.blind,
        points=tuple(p for p in points if p.id in used),
        entries=entries,
        reviewers=tuple(Reviewer(code=c, unit=u, items=shared.items[c]) for c, u in wishes.reviewers),
        double=shared.double,
        calibration=shared.calibration,
        rules_digest=identity.rules_digest,
        questions_digest=identity.questions_digest,
    )


def _entries(
    cases: Cases, library: Library, points: Sequence[Point], items: Sequence[Item], wishes: Wishes, form_code: str
) -> Iterator[Entry]:
    found = applicable(cases, library, points)
    teller = Teller(cases, library)
    for item in items:
        seen: Counter[tuple[str, str, str]] = Counter()
        for asked in chosen(cases, found, points, item, wishes.about):
            same = (asked.point, asked.kind, _unit_id(asked))
            nth, seen[same] = seen[same], seen[same] + 1
            facts = teller.facts(asked) if wishes.prefill == "facts" else ()
            dated = _dated(library, asked, cases.audit.as_of)
            yield _entry(library, item, dated, form_code, nth, facts)


def _dated(library: Library, asked: Asked, as_of: date) -> Asked:
    """Where the export does not date the unit, the law of the as-of day is the one that is told."""
    rule = library.rule(asked.point)
    if rule is None or asked.day is not None:
        return asked
    return replace(asked, version=next((n for n, v in enumerate(rule.versions) if v.covers(as_of)), -1))


def _entry(library: Library, item: Item, asked: Asked, form_code: str, nth: int, facts: tuple[Fact, ...]) -> Entry:
    told = {}
    for lang in ("da", "en"):
        with use_language("da" if lang == "da" else "en"):
            told[lang] = _about(asked)
    guidance = _guidance(library, asked)
    return Entry(
        key=make_key(form_code, item.number, asked.point, unit_key(asked.kind, _unit_id(asked), nth)),
        item=item.number,
        case_id=item.case_id,
        point=asked.point,
        unit_kind=asked.kind,
        unit_id=_unit_id(asked) or item.case_id,
        unit_on=asked.day,
        about_da=told["da"],
        about_en=told["en"],
        law=_law(library, asked),
        facts=facts,
        guidance_da=guidance.da,
        guidance_en=guidance.en,
    )


def _about(asked: Asked) -> str:
    """The unit in words; of a case also what dates it: `Sagen, fra afgørelse 10-10-2021`."""
    if asked.event is None:
        return str(THE_CASE)
    text = about_text(asked.event)
    if not asked.of_case:
        return text
    small = text[:1].lower() + text[1:]
    return str(Text(f"Sagen, fra {small}", f"The case, from {small}"))


def _unit_id(asked: Asked) -> str:
    return "" if asked.of_case or asked.event is None else asked.event.id


def _law(library: Library, asked: Asked) -> tuple[str, ...]:
    """The provisions in force on the unit's own day, as codes."""
    rule, question = library.rule(asked.point), library.question(asked.point)
    asks = question.law if question else ()
    law = rule.versions[asked.version].law if rule is not None else asks  # without a day: the newest
    return in_force((c.cite for c in law), asked.day, library.book.acts)


def _guidance(library: Library, asked: Asked) -> Text:
    """What counts under the version of the unit's day, where that is not the newest and nobody wrote it by hand."""
    rule = library.rule(asked.point)
    worded = library.sets.wording.get(asked.point)
    if rule is None or (worded and worded.guidance) or asked.version in (-1, len(rule.versions) - 1):
        return Text("", "")
    point = library.points[asked.point]
    told = guidance_of(rule, rule.versions[asked.version])
    return Text("", "") if told == Text(point.guidance_da, point.guidance_en) else told


def law_text(codes: Sequence[str]) -> str:
    """`BL § 5, stk. 3; BL § 5, stk. 4`, in the language in use."""
    return "; ".join(cite(c) for c in codes)
