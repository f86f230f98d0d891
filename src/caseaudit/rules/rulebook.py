"""Find, parse and cross-check the rules: ours, then those of each folder the user adds. All problems in one go."""

from __future__ import annotations

import difflib
import string
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from caseaudit import yamlfile
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.law import Act
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.resources import data_dir
from caseaudit.rules.language import PLACEHOLDERS, Both, Model, Rule, Version
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from caseaudit.yamlfile import KeyPath, YamlDoc

NOT_RULES = frozenset({"laws.yaml", "themes.yaml", "section-groups.yaml"})
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


@dataclass(frozen=True)
class Rulebook:
    """The effective rules, by id; acts by code; themes in order."""

    files: dict[str, RuleFile]
    acts: dict[str, Act]
    themes: dict[str, Theme]
    groups: dict[str, list[str]]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Rules in the order of themes, then of law rows."""
        order = {t: i for i, t in enumerate(self.themes)}
        return tuple(sorted((f.rule for f in self.files.values()), key=lambda r: (order[r.theme], r.law_rows, r.id)))

    def get(self, rule_id: str) -> RuleFile:
        """Return one rule. A law row names its rule too. Raises `UsageError` with the nearest name."""
        if rule_id in self.files:
            return self.files[rule_id]
        by_row = [f for f in self.files.values() if rule_id.upper() in f.rule.law_rows]
        if by_row:
            return by_row[0]
        raise UsageError(Problem("rule_unknown", values={"id": rule_id, "hint": did_you_mean(rule_id, self.files)}))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Mente du 'x'?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return str(Text(f" Mente du '{near[0]}'?", f" Did you mean '{near[0]}'?")) if near else ""


def load_rulebook(extra: Sequence[Path] = (), *, strict: bool = False) -> Rulebook:
    """Load the shipped rules, then each folder in `extra`; a rule with the same id replaces ours.

    `strict` also refuses what only a rule author needs to hear: missing cases and finding texts.
    Raises `UsageError` with every problem, each with file and line.
    """
    problems: list[Problem] = []
    shipped = data_dir("rules")
    acts, themes = _acts(shipped), _themes(shipped)
    files: dict[str, RuleFile] = {}
    groups: dict[str, list[str]] = {}
    for folder in (shipped, *extra):
        if (folder / GROUPS).is_file():
            groups |= yamlfile.load(folder / GROUPS).data
        if not folder.is_dir():
            problems.append(Problem("rules_folder_missing", Place(file=folder.name)))
            continue
        if folder != shipped and (folder / "laws.yaml").is_file():
            acts |= _acts(folder)
        files |= _folder(folder, files, groups, problems)
    known = set(themes)
    for file in files.values():
        problems += cross_check(file, acts, known, strict=strict or file.path.parent.parent != shipped)
    if problems:
        raise UsageError(problems)
    return Rulebook(files, acts, themes, groups)


def _folder(
    folder: Path, before: dict[str, RuleFile], groups: dict[str, list[str]], problems: list[Problem]
) -> dict[str, RuleFile]:
    found: dict[str, RuleFile] = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in NOT_RULES or path.name.startswith("out-of-scope"):
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
        raise UsageError(_invalid(doc, e)) from None
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


def _invalid(doc: YamlDoc, error: ValidationError) -> list[Problem]:
    out: list[Problem] = []
    for item in error.errors(include_url=False, include_input=False):
        path = tuple(item["loc"])
        place = doc.place(_known_path(doc, path))
        if item["type"] == "extra_forbidden":
            key = str(path[-1])
            hint = did_you_mean(key, _sibling_keys())
            out.append(Problem("rule_unknown_key", place, {"key": key, "hint": hint}))
        else:
            where = ".".join(str(p) for p in path if isinstance(p, str))
            detail = item["msg"].removeprefix("Value error, ")
            out.append(Problem("rule_invalid", place, {"detail": f"{where}: {detail}" if where else detail}))
    return out


def _known_path(doc: YamlDoc, path: tuple[Any, ...]) -> KeyPath:
    """Drop the parts of a pydantic location that are not in the file (names of union members)."""
    out: KeyPath = ()
    for part in path:
        if (*out, part) in doc.lines:
            out = (*out, part)
    return out


def _sibling_keys() -> set[str]:
    from caseaudit.rules import language

    models = [m for m in vars(language).values() if isinstance(m, type) and issubclass(m, Model)]
    return {f.alias or name for m in models for name, f in m.model_fields.items()}


def cross_check(file: RuleFile, acts: dict[str, Act], themes: set[str], *, strict: bool) -> list[Problem]:
    """Everything that the types alone cannot see. `strict`: also cases and finding texts."""
    rule, doc = file.rule, file.doc
    out: list[Problem] = []
    if rule.theme not in themes:
        values = {"theme": rule.theme, "hint": did_you_mean(rule.theme, themes)}
        out.append(Problem("rule_theme_unknown", doc.place(("theme",)), values))
    out += _overlaps(file)
    for i, version in enumerate(rule.versions):
        out += _citations(doc, i, version, acts)
        for row in version.law_rows:
            if row not in rule.law_rows:
                out.append(Problem("rule_law_row_missing", doc.place(("versions", i, "law_rows")), {"row": row}))
    for reason in ("missing", "late", "incomplete", "wrong_body"):
        text = getattr(rule.finding, reason)
        if text is not None:
            out += [
                Problem(
                    "rule_placeholder", doc.place(("finding", reason)), {"name": name, "known": ", ".join(PLACEHOLDERS)}
                )
                for name in _placeholders(text) - set(PLACEHOLDERS)
            ]
    return out + _cases(file) if strict else out


def _placeholders(text: Both) -> set[str]:
    return {name for t in (text.da, text.en) for _, name, _, _ in string.Formatter().parse(t) if name}


def _overlaps(file: RuleFile) -> list[Problem]:
    out = []
    versions = file.rule.versions
    for i, a in enumerate(versions):
        for j in range(i + 1, len(versions)):
            b = versions[j]
            day = max(a.from_ or date.min, b.from_ or date.min)
            if a.covers(day) and b.covers(day):
                shown = day if day != date.min else a.until or "-"
                out.append(Problem("rule_versions_overlap", file.doc.place(("versions", j)), {"day": shown}))
    return out


def _citations(doc: YamlDoc, i: int, version: Version, acts: dict[str, Act]) -> list[Problem]:
    out = []
    for k, citation in enumerate(version.law):
        place = doc.place(("versions", i, "law", k))
        code = citation.cite.split("-")[0]
        if code not in acts:
            out.append(Problem("rule_unknown_act", place, {"act": code}))
            continue
        act = acts[code]
        too_late = act.last is not None and (version.until is None or version.until > act.last)
        too_early = version.from_ is not None and version.from_ < act.first
        if too_late or too_early:
            out.append(Problem("rule_act_not_in_force", place, {"cite": citation.cite}))
    return out


def _cases(file: RuleFile) -> list[Problem]:
    rule, doc = file.rule, file.doc
    place = doc.place(("cases",))
    expected = {c.expect.split("/")[0] for c in rule.cases}
    out = [
        Problem("rule_case_missing", place, {"outcome": str(OUTCOMES[o])})
        for o in ("met", "breached", "unknown")
        if o not in expected
    ]
    days = [d for c in rule.cases for d in _unit_days(rule, c)]
    for boundary in {v.from_ for v in rule.versions if v.from_} | {
        v.until + timedelta(days=1) for v in rule.versions if v.until
    }:
        before, after = any(d < boundary for d in days), any(d >= boundary for d in days)
        for side, ok in ((Text("før", "before"), before), (Text("på eller efter", "on or after"), after)):
            if not ok:
                out.append(Problem("rule_boundary_case_missing", place, {"side": str(side), "day": boundary}))
    told = {c.expect.split("/")[1] for c in rule.cases if c.expect.startswith("breached/")}
    silent = [r for r in sorted(told) if getattr(rule.finding, r, None) is None]
    return out + [Problem("rule_finding_text_missing", doc.place(("finding",)), {"reason": r}) for r in silent]


def _unit_days(rule: Rule, case: Any) -> list[date]:
    types = (rule.first.event,) if rule.first else rule.about
    return [date.fromisoformat(str(e[t])[:10]) for e in case.given for t in types if t in e]


def _acts(folder: Path) -> dict[str, Act]:
    doc = yamlfile.load(folder / "laws.yaml")
    out = {}
    for code, a in doc.data.items():
        last = date.fromisoformat(a["until"]) if a.get("until") else None
        title = Text(a["title"]["da"], a["title"]["en"])
        out[code] = Act(code, a["short"], title, date.fromisoformat(a["from"]), last, a["text_read"], a["link"])
    return out


def _themes(folder: Path) -> dict[str, Theme]:
    doc = yamlfile.load(folder / "themes.yaml")
    return {t["id"]: Theme.model_validate(t) for t in doc.data}
