"""A finished run: `runs/<id>/` with manifest, outcomes and the pseudonymised tables, read again and judged again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.output import about, shelf

if TYPE_CHECKING:
    from caseaudit.audit import Audit
    from caseaudit.model.dataset import CellAccount, Dataset
    from caseaudit.rules.rulebook import Rulebook

MANIFEST = "manifest.json"
SHOWN_RULES = 5
NEEDED = {
    "as_of",
    "cases_with_breach",
    "command",
    "inputs",
    "population",
    "readings",
    "rule_files",
    "rules",
    "rules_run",
}


@dataclass(frozen=True)
class Run:
    """A finished run."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def manifest(self) -> dict[str, Any]:
        """What the run wrote down of itself. Raises `UsageError` when the file is damaged."""
        from caseaudit.runs.shape import has_shape

        try:
            data = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            raise self._unreadable() from None
        if not has_shape(data):
            raise self._unreadable()
        return dict(data)

    def _unreadable(self) -> UsageError:
        return UsageError(Problem("run_unreadable", Place(file=self.id)))

    def audit(self, rulebook: Rulebook, *, same_rules: bool = True) -> Audit:
        """Judge the kept tables again, and answer for the same outcomes.

        Raises `UsageError` when the folder is damaged or made by an older version, and, with `same_rules`, when the rules
        are no longer those of the run or give other counts.
        """
        manifest, dataset = self._kept()
        if same_rules and (changed := rule_changes(manifest, rulebook)):
            shown = ", ".join(changed[:SHOWN_RULES]) + (" ..." if len(changed) > SHOWN_RULES else "")
            raise UsageError(Problem("run_rules_changed", Place(file=self.id), {"rules": shown}))
        audit = _judged_again(dataset, rulebook, manifest)
        if same_rules and not _same_counts(audit, manifest):
            raise UsageError(Problem("run_counts_differ", Place(file=self.id)))
        return audit

    def _kept(self) -> tuple[dict[str, Any], Dataset]:
        """Manifest and tables, whole. Raises `UsageError` when something is missing."""
        manifest, dataset = self.manifest, self.dataset()
        if not manifest.keys() >= NEEDED:
            raise self._unreadable()
        return manifest, dataset

    def dataset(self) -> Dataset:
        """Return the tables that the run judged. Raises `UsageError` when something is missing or damaged."""
        manifest = self.manifest
        try:
            if all("values" in q for q in manifest["data_quality"]):
                return self._tables(manifest)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError):
            pass  # what reads Parquet raises any of these for a file that is not whole
        raise self._unreadable()

    def _tables(self, m: dict[str, Any]) -> Dataset:
        import pandas as pd

        from caseaudit.model.dataset import Dataset, RowAccount, Schema, Source

        schema = m["schema"]
        sources = tuple(Source(**s) for s in m["sources"])
        accounts = tuple(
            RowAccount(source, a["rows_in"], a["judged"], a["set_aside"], _cells(a))
            for source, a in zip(sources, m["rows"], strict=True)
        )
        return Dataset(
            cases=pd.read_parquet(self.folder / "cases.parquet"),
            events=pd.read_parquet(self.folder / "events.parquet"),
            schema=Schema(
                frozenset(schema["columns"]),
                frozenset(schema["case_columns"]),
                frozenset(schema["types"]),
                schema["linked"],
                {t: frozenset(c) for t, c in schema["by_type"].items()},
            ),
            sources=sources,
            accounts=accounts,
            quality=tuple(_quality(p) for p in m["data_quality"]),
        )


def _cells(record: dict[str, Any]) -> tuple[CellAccount, ...]:
    """The account of the columns; runs from before it was kept have none."""
    from caseaudit.model.dataset import CellAccount

    return tuple(CellAccount(**c) for c in record.get("cells", ()))


def _quality(record: dict[str, Any]) -> Problem:
    place = Place(record["file"], record["sheet"], record["row"] or None, record["column"])
    return Problem(record["code"], place, record.get("values", {}), record["severity"])


def _judged_again(dataset: Dataset, rulebook: Rulebook, manifest: dict[str, Any]) -> Audit:
    """The units and teams were chosen before the tables were kept, so they are named but not asked for again."""
    from dataclasses import replace

    from caseaudit.audit import Selection, run_audit
    from caseaudit.dates import parse_period
    from caseaudit.engine import Settings

    command = manifest["command"]
    period = parse_period(command["period"]) if command.get("period") else None
    chosen = Selection((), (), tuple(command.get("rules", ())), tuple(command.get("themes", ())), period)
    as_of = date.fromisoformat(manifest["as_of"])
    audit = run_audit(dataset, rulebook, as_of, chosen, Settings(**manifest["readings"]))
    units, teams = (tuple(command.get(k, ())) for k in ("units", "teams"))
    return replace(audit, selection=replace(chosen, units=units, teams=teams))


def rule_changes(manifest: dict[str, Any], rulebook: Rulebook) -> list[str]:
    """Ids of the rules of a run that are gone or whose file is another, and of those that a whole run would now have."""
    kept: dict[str, str] = manifest["rule_files"]
    ran = manifest["rules_run"]
    changed = [r for r in ran if r not in rulebook.files or digest(rulebook.files[r].path) != kept[r]]
    return changed + sorted(r for r in rulebook.files if r not in kept)


def rules_digest(manifest: dict[str, Any]) -> str:
    """One sum for the rules that ran."""
    text = "\n".join(f"{r} {manifest['rule_files'][r]}" for r in sorted(manifest["rules_run"]))
    return hashlib.sha256(text.encode()).hexdigest()


def data_digest(manifest: dict[str, Any]) -> str:
    """One sum for the files that were read."""
    text = "\n".join(sorted(i["sha256"] for i in manifest["inputs"]))
    return hashlib.sha256(text.encode()).hexdigest()


def key_fingerprint(key: bytes) -> str:
    """What tells two keys apart and nothing else of them."""
    return hashlib.sha256(b"caseaudit/fingerprint\0" + key).hexdigest()[:12]


def _same_counts(audit: Audit, manifest: dict[str, Any]) -> bool:
    found = {r.rule.id: r.counts for r in audit.results}
    kept = {r["id"]: r["outcomes"] for r in manifest["rules"]}
    cases = (audit.n_cases, audit.n_events, audit.cases_with_breach)
    population = manifest["population"]
    return found == kept and cases == (population["cases"], population["events"], manifest["cases_with_breach"])


def latest(runs: Path) -> Run:
    """Return the newest run. Raises `UsageError` when there is none."""
    if folder := shelf.find(runs, MANIFEST):
        return _opened(folder)
    raise UsageError(Problem("no_runs", Place(file=runs.name)))


def named(runs: Path, name: str) -> Run:
    """Return one run by its id. Raises `UsageError` when it is not there."""
    if name and (folder := shelf.find(runs, MANIFEST, name)):
        return _opened(folder)
    raise UsageError(Problem("run_unknown", Place(file=runs.name), {"run": name}))


def _opened(folder: Path) -> Run:
    about.run(folder.name, folder.parent)
    return Run(folder)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
