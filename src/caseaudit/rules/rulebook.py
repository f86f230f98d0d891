"""Find, parse and cross-check the rules: ours, then those of each folder the user adds. All problems in one go."""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from caseaudit import yamlfile
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.law import SECTION, Act
from caseaudit.model.outcomes import BREACH_REASONS
from caseaudit.privacy.documents import numbers_in
from caseaudit.resources import data_dir
from caseaudit.rules.acts import citation_problems, load_acts
from caseaudit.rules.catalogue import unknown_ids
from caseaudit.rules.examples import missing_cases, unfinished, wrong_words
from caseaudit.rules.faults import did_you_mean, empty_keys, faults
from caseaudit.rules.language import PLACEHOLDERS, Both, Model, Rule, Version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caseaudit.yamlfile import YamlDoc

NOT_RULES = frozenset(
    {
        "laws.yaml",
        "themes.yaml",
        "steps.yaml",
        "section-groups.yaml",
        "catalogue.yaml",
        "out-of-scope.yaml",
        "reviews.yaml",
        "key-figures.yaml",
    }
)
QUESTIONS = "questions"
GROUPS = "section-groups.yaml"


class Theme(Model):
    """One theme of an audit, in the order that reports use."""

    id: str
    title: Both


@dataclass(frozen=True)
class RuleFile:
    """A rule, and where it stands."""

    rule: Rule
    path: Path
    doc: YamlDoc
    overrides: bool = False


def row_order(row: str) -> tuple[str, int]:
    """Sort key of a row or question: N4 before N11."""
    return row.rstrip("0123456789"), int("".join(c for c in row if c.isdigit()) or 0)


@dataclass(frozen=True)
class Rulebook:
    """The effective rules, by id; acts by code; themes, and steps of a case (sagsskridt), in order."""

    files: dict[str, RuleFile]
    acts: dict[str, Act]
    themes: dict[str, Theme]
    groups: dict[str, list[str]]
    steps: dict[str, Theme]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Rules in the order of themes, then of law rows."""
        order = {t: i for i, t in enumerate(self.themes)}
        rank = {"law": 0, "local_standard": 1, "data_quality": 2}

        def key(r: Rule) -> tuple[object, ...]:
            return order[r.theme], rank[r.judges], [row_order(row) for row in r.law_rows], r.id

        return tuple(sorted((f.rule for f in self.files.values()), key=key))

    def get(self, rule_id: str) -> RuleFile:
        """Return one rule. A law row names its rule too. Raises `UsageError` with the nearest name."""
        if rule_id in self.files:
            return self.files[rule_id]
        by_row = [f for f in self.files.values() if rule_id.upper() in f.rule.law_rows]
        if by_row:
            return by_row[0]
        raise UsageError(Problem("rule_unknown", values={"id": rule_id, "hint": did_you_mean(rule_id, self.files)}))


def load_rulebook(extra: Sequence[Path] = (), *, strict: bool = False) -> Rulebook:
    """Load the shipped rules, then each folder in `extra`; a rule with the same id replaces ours.

    `strict` also refuses what only a rule author needs to hear: missing cases and finding texts.
    Raises `UsageError` with every problem, each with file and line.
    """
    book, problems = survey(extra, strict=strict)
    if problems:
        raise UsageError(problems)
    return book


def survey(extra: Sequence[Path] = (), *, strict: bool = False) -> tuple[Rulebook, list[Problem]]:
    """Return the rules that can be read, and every problem of the folders: for those who are writing rules."""
    problems: list[Problem] = []
    shipped = data_dir("rules")
    acts, themes, steps = load_acts(shipped), _themes(shipped, "themes.yaml"), _themes(shipped, "steps.yaml")
    files: dict[str, RuleFile] = {}
    groups: dict[str, list[str]] = {}
    for folder in (shipped, *extra):
        if (folder / GROUPS).is_file():
            groups |= _groups(folder / GROUPS)
        if not folder.is_dir():
            problems.append(Problem("rules_folder_missing", Place(file=folder.name)))
            continue
        if folder != shipped and (folder / "laws.yaml").is_file():
            acts |= load_acts(folder)
        found = _folder(folder, files, groups, problems)
        if folder != shipped:
            problems += [p for f in found.values() for p in _numbers(f)]
        files |= found
    book = Rulebook(files, acts, themes, groups, steps)
    known = known_in(book)
    for file in files.values():
        problems += cross_check(file, known, strict=strict or file.path.parent.parent != shipped)
    return book, problems


def _groups(path: Path) -> dict[str, list[str]]:
    """Named lists of sections. Raises `UsageError`."""
    doc = yamlfile.load(path)
    if not isinstance(doc.data, dict):
        raise UsageError(Problem("rule_not_mapping", doc.place(), {"key": GROUPS}))
    for name, sections in doc.data.items():
        for i, section in enumerate(sections if isinstance(sections, list) else [None]):
            if not SECTION.match(str(section)):
                raise UsageError(
                    Problem("rule_not_a_section", doc.place((name, i)), {"value": section or name, "hint": ""})
                )
    return dict(doc.data)


def _numbers(file: RuleFile) -> list[Problem]:
    """A CPR number in a rule would be printed wherever the rule is named."""
    return [Problem("rule_cpr", file.doc.place(path)) for path in numbers_in(file.doc.data)]


def _folder(
    folder: Path, before: dict[str, RuleFile], groups: dict[str, list[str]], problems: list[Problem]
) -> dict[str, RuleFile]:
    found: dict[str, RuleFile] = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in NOT_RULES or QUESTIONS in path.relative_to(folder).parts:
            continue
        try:
            file = read_rule(path, groups)
        except UsageError as e:
            problems += e.problems
            continue
        if file.rule.id in found:
            problems.append(Problem("rule_duplicate_id", file.doc.place(("id",)), {"id": file.rule.id}))
        found[file.rule.id] = RuleFile(file.rule, path, file.doc, overrides=file.rule.id in before)
    return found


def read_rule(path: Path, groups: dict[str, list[str]] | None = None) -> RuleFile:
    """Read one rule file; the name of a section group stands for its sections. Raises `UsageError` with every problem."""
    doc = yamlfile.load(path)
    try:
        rule = Rule.model_validate(_spread(doc.data, groups or {}))
    except ValidationError as e:
        raise UsageError(faults(doc, e, groups or {})) from None
    if blank := empty_keys(doc):
        raise UsageError(blank)
    if path.stem != rule.id:
        raise UsageError(Problem("rule_id_not_file_name", doc.place(("id",)), {"id": rule.id}))
    return RuleFile(rule, path, doc)


def _spread(data: Any, groups: dict[str, list[str]]) -> Any:
    """Replace the names of section groups by their sections."""
    if isinstance(data, dict):
        parts = {k: v for k, v in data.items() if k != "cases"}  # an inline case names one section of one event
        return data | {k: _sections(v, groups) if k == "section" else _spread(v, groups) for k, v in parts.items()}
    return [_spread(v, groups) for v in data] if isinstance(data, list) else data


def _sections(value: Any, groups: dict[str, list[str]]) -> Any:
    names = value if isinstance(value, list) else [value]
    return [s for name in names for s in (groups.get(name, [name]) if isinstance(name, str) else [name])]


@dataclass(frozen=True)
class Known:
    """What a rule may refer to."""

    acts: dict[str, Act]
    themes: set[str]
    steps: set[str]


def known_in(book: Rulebook) -> Known:
    return Known(book.acts, set(book.themes), set(book.steps))


def cross_check(file: RuleFile, known: Known, *, strict: bool) -> list[Problem]:
    """Everything that the types alone cannot see. `strict`: also cases and finding texts."""
    rule, doc = file.rule, file.doc
    out: list[Problem] = list(unfinished(doc))
    if out:
        return out
    if rule.theme not in known.themes:
        values = {"theme": rule.theme, "hint": did_you_mean(rule.theme, known.themes)}
        out.append(Problem("rule_theme_unknown", doc.place(("theme",)), values))
    if rule.step not in known.steps:
        values = {"step": rule.step, "hint": did_you_mean(rule.step, known.steps)}
        out.append(Problem("rule_step_unknown", doc.place(("step",)), values))
    strange = unknown_ids(rule, doc) if strict else []
    out += strange
    out += _overlaps(file)
    rows = {r for v in rule.versions for r in v.law_rows} if strange else set(rule.law_rows)
    for i, version in enumerate(rule.versions):
        if not _backwards(version):
            out += _citations(file, i, version, known.acts)
        for row in (r for r in version.law_rows if r not in rows):
            out.append(Problem("rule_law_row_missing", doc.place(("versions", i, "law_rows")), {"row": row}))
        rows.update(version.law_rows)
    for reason in BREACH_REASONS:
        text = getattr(rule.finding, reason)
        for lang in ("da", "en") if text is not None else ():
            out += _placeholders(getattr(text, lang), reason, doc.place(("finding", reason, lang)))
    if strict:
        out = out or wrong_words(file)
        out = out or missing_cases(file)
    return out


def _placeholders(text: str, reason: str, place: Place) -> list[Problem]:
    """Names in braces that a finding does not have. How they are shown is not for the text to say."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return [Problem("rule_brace_open", place, {"reason": reason})]
    names = {f"{name}{':' + spec if spec else ''}" for _, name, spec, _ in parts if name is not None}
    known = ", ".join(PLACEHOLDERS)
    return [
        Problem("rule_placeholder", place, {"name": n, "known": known, "hint": did_you_mean(n, PLACEHOLDERS)})
        for n in sorted(names - set(PLACEHOLDERS))
    ]


def _backwards(version: Version) -> bool:
    return version.from_ is not None and version.until is not None and version.until < version.from_


def _overlaps(file: RuleFile) -> list[Problem]:
    out = []
    versions = file.rule.versions
    for i, a in enumerate(versions):
        if _backwards(a):
            out.append(Problem("rule_version_backwards", file.doc.place(("versions", i, "until"))))
        for j in range(i + 1, len(versions)):
            b = versions[j]
            day = max(a.from_ or date.min, b.from_ or date.min)
            if a.covers(day) and b.covers(day):
                shown = day if day != date.min else a.until or "-"
                out.append(Problem("rule_versions_overlap", file.doc.place(("versions", j)), {"day": shown}))
    return out


def _citations(file: RuleFile, i: int, version: Version, acts: dict[str, Act]) -> list[Problem]:
    period = (version.from_, version.until)
    return citation_problems(
        version.law, period, acts, lambda k: file.doc.place(("versions", i, "law", k)), legal=file.rule.legal
    )


def _themes(folder: Path, name: str) -> dict[str, Theme]:
    doc = yamlfile.load(folder / name)
    return {t["id"]: Theme.model_validate(t) for t in doc.data}
