"""Reads `laws.yaml`: the acts that rules cite, their texts, and when provisions came, moved or changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from caseaudit import yamlfile
from caseaudit.errors import Problem, UsageError
from caseaudit.law import Act, Acts, Added, Confidence, LawText, Renumbered, Reworded, on_day, since
from caseaudit.rules.terms import Both, Model, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseaudit.errors import Place
    from caseaudit.rules.language import Citation
    from caseaudit.yamlfile import KeyPath, YamlDoc

LAWS = "laws.yaml"


def _day(value: Any) -> Any:
    if not isinstance(value, str | date):
        raise ValueError("not a day")  # noqa: TRY004 - pydantic reads ValueError
    return value


def _page(value: str) -> str:
    if "{section}" not in value:
        raise ValueError("no {section}")
    return value


Day = Annotated[date, BeforeValidator(_day)]


class _Text(Model):
    kind: Literal["act", "consolidation", "amendment"]
    no: int | None = None
    signed: Day | None = Field(default=None, alias="date")
    name: str = ""
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    confidence: Confidence
    note: Both | None = None

    def build(self) -> LawText:
        signed = f" af {self.signed:%d-%m-%Y}" if self.signed else ""
        word = "LBK" if self.kind == "consolidation" else "lov"
        name = self.name or f"{word} nr. {self.no}{signed}"
        note = self.note.text if self.note else None
        return LawText(self.kind, name, self.signed, self.from_, self.until, self.confidence, note)


class _Renumbered(Model):
    on: Day
    was: Section
    is_: Section = Field(alias="is")
    confidence: Confidence = "read"


class _Added(Model):
    on: Day
    section: Section
    by: str = ""
    confidence: Confidence = "read"


class _Reworded(Model):
    on: Day
    section: Section
    note: Both
    confidence: Confidence = "read"


class _Act(Model):
    short: str = Field(min_length=1)
    title: Both
    from_: Day = Field(alias="from")
    until: Day | None = None
    text_read: str = Field(min_length=1)
    link: str = Field(min_length=1)
    section_link: Annotated[str, AfterValidator(_page)] | None = None
    versions: tuple[_Text, ...] = ()
    renumbered: tuple[_Renumbered, ...] = ()
    added: tuple[_Added, ...] = ()
    reworded: tuple[_Reworded, ...] = ()

    def build(self, code: str) -> Act:
        return Act(
            code=code,
            short=self.short,
            title=self.title.text,
            first=self.from_,
            last=self.until,
            text_read=self.text_read,
            link=self.link,
            section_link=self.section_link or "",
            texts=tuple(t.build() for t in self.versions),
            renumbered=tuple(Renumbered(r.on, r.was, r.is_, r.confidence) for r in self.renumbered),
            added=tuple(Added(a.on, a.section, a.confidence, a.by) for a in self.added),
            reworded=tuple(Reworded(r.on, r.section, r.confidence, r.note.text) for r in self.reworded),
        )


def load_acts(folder: Path) -> dict[str, Act]:
    """Read the acts of a folder of rules. Raises `UsageError` with every problem, each with file and line."""
    doc = yamlfile.load(folder / LAWS)
    problems: list[Problem] = []
    out: dict[str, Act] = {}
    if not isinstance(doc.data, dict):
        raise UsageError(Problem("laws_value", doc.place(), {"key": LAWS}))
    for code, data in doc.data.items():
        try:
            act = _Act.model_validate(data)
        except ValidationError as e:
            problems += _faults(doc, code, e)
            continue
        problems += _cross_check(doc, code, act)
        out[code] = act.build(code)
    if problems:
        raise UsageError(problems)
    return out


def _faults(doc: YamlDoc, code: str, error: ValidationError) -> Iterator[Problem]:
    told: set[KeyPath] = set()
    for item in error.errors(include_url=False, include_input=False):
        path: KeyPath = (code, *item["loc"])
        known = path
        while known and known not in doc.lines:
            known = known[:-1]
        missing = item["type"] == "missing"
        if not missing and known in told:
            continue
        told.add(known)
        key = str(next((p for p in reversed(path if missing else known) if isinstance(p, str)), code))
        name = {"missing": "laws_key_missing", "extra_forbidden": "laws_key_unknown"}.get(item["type"], "laws_value")
        yield Problem(name, doc.place(known), {"key": key})


def _cross_check(doc: YamlDoc, code: str, act: _Act) -> Iterator[Problem]:
    """What the types alone cannot see: days in order, sections of the act itself, and no number given away twice."""
    periods: list[tuple[KeyPath, date | None, date | None]] = [((code, "until"), act.from_, act.until)]
    periods += [((code, "versions", i), v.from_, v.until) for i, v in enumerate(act.versions)]
    for path, first, last in periods:
        if first and last and last < first:
            yield Problem("laws_period", doc.place(path), {"day": last})
    for i, v in enumerate(act.versions):
        if v.no is None and not v.name:
            yield Problem("laws_key_missing", doc.place((code, "versions", i)), {"key": "no"})
    taken: set[tuple[date, str, str]] = set()
    for path, on, uses in _changes(code, act):
        place = doc.place(path)
        if on <= act.from_ or (act.until and on > act.until):
            yield Problem("laws_period", place, {"day": on})
        for role, section in uses:
            if section.split("-")[0] != code:
                yield Problem("laws_other_act", place, {"section": section, "act": code})
            elif (on, role, section) in taken:
                yield Problem("laws_twice", place, {"section": section, "day": on})
            taken.add((on, role, section))


def _changes(code: str, act: _Act) -> Iterator[tuple[KeyPath, date, tuple[tuple[str, str], ...]]]:
    """Each change with its day and the sections it names. A number can be left once and taken once on a day."""
    for i, r in enumerate(act.renumbered):
        yield (code, "renumbered", i), r.on, (("left", r.was), ("taken", r.is_))
    for i, a in enumerate(act.added):
        yield (code, "added", i), a.on, (("taken", a.section),)
    for i, w in enumerate(act.reworded):
        yield (code, "reworded", i), w.on, (("reworded", w.section),)


def citation_problems(
    law: Sequence[Citation],
    period: tuple[date | None, date | None],
    acts: Acts,
    place: Callable[[int], Place],
    *,
    legal: bool,
) -> list[Problem]:
    """What is wrong with the citations of something that holds from the first to the last day of `period`.

    A provision that came later than the first day is left out of findings before it came; one that came after the last
    day is refused. `legal`: it judges law, so nothing may rest on memory, and some provision must stand from the first day.
    """
    first, last = period
    out: list[Problem] = []
    for k, citation in enumerate(law):
        code, values = citation.cite.split("-")[0], {"cite": citation.cite}
        act = acts.get(code)
        if act is None:
            out.append(Problem("rule_unknown_act", place(k), {"act": code}))
        elif (act.last and (last is None or last > act.last)) or (first is not None and first < act.first):
            out.append(Problem("rule_act_not_in_force", place(k), values))
        elif last is not None and last < since(citation.cite, acts):
            out.append(Problem("rule_section_not_in_force", place(k), values | {"day": since(citation.cite, acts)}))
        elif legal and citation.confidence == "memory":
            out.append(Problem("rule_citation_memory", place(k), values))
    if not out and legal and law and first and not any(on_day(c.cite, first, acts) for c in law):
        day, begins = min((since(c.cite, acts), c.cite) for c in law)
        out.append(Problem("rule_law_begins_later", place(0), {"cite": begins, "day": day}))
    return out
