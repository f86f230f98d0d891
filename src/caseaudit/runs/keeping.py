"""Keep a run: built aside, written to the history in one transaction, then renamed whole."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseaudit import __version__
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.history.lock import locked
from caseaudit.history.record import RunRow, entry
from caseaudit.history.store import Store
from caseaudit.output import about, shelf
from caseaudit.output.files import PRIVATE_DIR, private_folder, whole_file, witnessed
from caseaudit.runs.chain import last_link, versions
from caseaudit.runs.kept import Run, data_digest, digest, key_fingerprint, rules_digest
from caseaudit.runs.keptfigures import figures_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseaudit.audit import Audit, Selection

BUILDING = ".tmp-"


def save(
    audit: Audit,
    runs: Path,
    inputs: Sequence[Path],
    command: dict[str, Any],
    key: bytes,
    *,
    system: str = "",
    config: Path | None = None,
    templates: Path | None = None,
) -> Run:
    """Keep a run and what the history is to know of it. `system`: the case system that the export came from.

    `config` and `templates`: the municipality's own, whose digests go into the manifest.

    Nothing is half-written: the folder takes its name when all is in it, and the history counts it from then on. Raises
    `UsageError` when the folder cannot be written, or another run has held it for too long.
    """
    private_folder(runs)
    with witnessed(None), locked(runs), Store(runs) as history:
        _clear(runs, history)
        now = datetime.now(UTC)
        run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"  # the Z keeps it unlike a CPR number
        building = runs / f"{BUILDING}{run_id}"
        kept = False
        try:
            building.mkdir(mode=PRIVATE_DIR)
            _write_tables(audit, building)
            ground = {"config": _digests(config), "templates": _digests(templates), "previous": last_link(runs)}
            manifest = _write_manifest(audit, building, inputs, command, key, now, ground)
            _to_disk(building)
            row = _row(audit, run_id, manifest, system)
            history.record(entry(audit, row, manifest["rule_files"], key, figures_of(audit)))
            building.rename(runs / run_id)
            _to_disk(runs)
            history.done(run_id)
            kept = True
        except OSError:
            raise UsageError(Problem("output_unwritable", Place(file=runs.name))) from None
        finally:
            if not kept:  # also when it had its name already: what is told to have failed must not turn up later
                with suppress(OSError):
                    (runs / run_id).rename(building)
                shutil.rmtree(building, ignore_errors=True)
                history.forget(run_id)
        shelf.point_at(runs / run_id)
    about.run(run_id, runs)
    return Run(runs / run_id)


def _clear(runs: Path, history: Store) -> None:
    """Finish or remove what a process left that died; nobody else is writing now."""
    history.settle(runs)
    for left in runs.glob(f"{BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _to_disk(folder: Path) -> None:
    """Ask the disk to have the files of a folder, and the folder itself, before the history says that they are there."""
    for path in (*(p for p in folder.iterdir() if p.is_file()), folder):
        if path.is_dir() and os.name == "nt":
            continue  # Windows cannot open a folder for this
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as e:
            if e.errno not in (errno.EINVAL, errno.EBADF):  # some network drives know no such thing
                raise
        finally:
            os.close(handle)


def _row(audit: Audit, run_id: str, manifest: dict[str, Any], system: str) -> RunRow:
    return RunRow(
        id=run_id,
        as_of=manifest["as_of"],
        started=manifest["started"],
        tool=manifest["tool"],
        system=system,
        scope=scope(audit.selection),
        data_digest=data_digest(manifest),
        rules_digest=rules_digest(manifest),
        key_fingerprint=manifest["key_fingerprint"],
        cases=audit.n_cases,
        events=audit.n_events,
        cases_with_breach=audit.cases_with_breach,
    )


def scope(chosen: Selection) -> str:
    """What a run was about, in one line: only runs about the same can be laid side by side. "" is everything."""
    parts = {"units": chosen.units, "teams": chosen.teams, "rules": chosen.rules, "themes": chosen.themes}
    told = [f"{k}={','.join(sorted(v))}" for k, v in parts.items() if v]
    if chosen.period:
        told.append(f"period={chosen.period.first}..{chosen.period.last}")
    return "; ".join(told)


def _write_tables(audit: Audit, folder: Path) -> None:
    audit.dataset.cases.to_parquet(folder / "cases.parquet", index=False)
    audit.dataset.events.to_parquet(folder / "events.parquet", index=False)
    _outcomes(audit).to_parquet(folder / "outcomes.parquet", index=False)
    for path in folder.iterdir():
        path.chmod(0o600)


def _outcomes(audit: Audit) -> Any:
    """Every outcome, narrow: rule number, unit, codes and days. The complete record of the run."""
    import numpy as np
    import pandas as pd

    parts = []
    for number, result in enumerate(audit.results):
        o, m = result.outcomes, result.mask
        parts.append(
            pd.DataFrame(
                {
                    "rule": np.full(int(m.sum()), number, np.int16),
                    "unit": o.unit[m].astype(np.int32),
                    "case": o.case[m].astype(np.int32),
                    "outcome": o.outcome[m],
                    "reason": o.reason[m],
                    "version": o.version[m],
                    "day": _dates(o.day[m]),
                    "due": _dates(o.due[m]),
                    "actual": _dates(o.actual[m]),
                    "evidence": o.evidence[m].astype(np.int32),
                    "notes": o.notes[m],
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _dates(days: Any) -> Any:
    import numpy as np

    from caseaudit.engine.calendar import NAT

    out = days.astype("datetime64[D]").astype("datetime64[s]")
    out[days == NAT] = np.datetime64("NaT")
    return out


def _write_manifest(
    audit: Audit,
    folder: Path,
    inputs: Sequence[Path],
    command: dict[str, Any],
    key: bytes,
    now: datetime,
    ground: dict[str, Any],
) -> dict[str, Any]:
    from caseaudit.output import records
    from caseaudit.privacy import mask

    schema = audit.dataset.schema
    manifest = {
        **records.summary(audit),
        "tool": __version__,
        "started": now.isoformat(timespec="microseconds"),  # two runs of one second have an order
        "finished": datetime.now(UTC).isoformat(timespec="microseconds"),
        "environment": versions(),
        "command": command,
        "inputs": [vars(i) for i in audit.dataset.inputs]  # as they were when they were read
        or [{"file": mask(p.name), "sha256": digest(p)} for path in inputs for p in _files(path)],
        "kept": {p.name: digest(p) for p in sorted(folder.iterdir())},
        **ground,
        "rule_files": {f.rule.id: digest(f.path) for f in audit.rulebook.files.values()},
        "rules_run": [r.id for r in audit.rules_run],
        "key_fingerprint": key_fingerprint(key),
        "sources": [vars(s) for s in audit.dataset.sources],
        "schema": {
            "columns": sorted(schema.columns),
            "case_columns": sorted(schema.case_columns),
            "types": sorted(schema.types),
            "linked": schema.linked,
            "by_type": {t: sorted(c) for t, c in schema.by_type.items()},
        },
        "data_quality": [records.quality_record(p) | {"values": dict(p.values)} for p in audit.dataset.quality],
    }
    with whole_file(folder / "manifest.json") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1, default=_plain)
    return manifest


def _digests(path: Path | None) -> list[dict[str, str]]:
    """Name and sum of a file, or of the files of a folder."""
    from caseaudit.privacy import mask

    return [{"file": mask(p.name), "sha256": digest(p)} for p in _files(path)] if path and path.exists() else []


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
