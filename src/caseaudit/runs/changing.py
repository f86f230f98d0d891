"""What became of single breaches between two kept runs: their keys from the history, the rest from judging them again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.errors import UsageError
from caseaudit.history.compare_cases import Changes, breaches, changes, seen
from caseaudit.history.found import found
from caseaudit.history.laid import Laid, side_by_side, stands_for
from caseaudit.model.outcomes import OUTCOMES
from caseaudit.runs.kept import digest, key_fingerprint, named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from caseaudit.audit import Audit
    from caseaudit.history.compare_cases import How
    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store
    from caseaudit.rules.rulebook import Rulebook


def between(
    store: Store,
    before: RunRow,
    now: RunRow,
    same: Sequence[str],
    runs: Path,
    rulebook: Rulebook,
    key: bytes,
    *,
    cases: bool = False,
) -> Changes:
    """Follow the breaches under the rules that are the `same` in both. `cases`: also whose they are."""
    old, new = breaches(store, before.id, same), breaches(store, now.id, same)
    row, pruned = _row(store, before, now)
    had = seen(store, row, now.id)
    line = [(x.on, had[x.run.id]) for x in row]
    gone = old.keys() - new.keys()
    mine = key_fingerprint(key) == now.key_fingerprint  # under another key every breach would seem to be gone
    judged = _audit(runs, now.id, rulebook) if mine and (gone or cases) else None
    how, whose = _later(judged, gone, {old[k].rule for k in gone}, key)
    if judged and cases:
        whose |= _whose(judged, new.keys(), key)
    left = gone - whose.keys()
    if mine and cases and left and (first := _audit(runs, before.id, rulebook)):
        whose |= _whose(first, left, key)
    if how is not None and gone:
        other = _other_files(store, now.id, rulebook)
        how |= dict.fromkeys((k for k in gone if old[k].rule in other), "rule_changed")
    return changes(old, new, line, stands_for(now), how, whose if cases else {}, pruned=pruned)


def _row(store: Store, before: RunRow, now: RunRow) -> tuple[list[Laid], bool]:
    """The runs before the later one that are about the same and still have their findings, oldest first."""
    earlier = [x for x in side_by_side(store.runs(), now.scope) if x.on < stands_for(now)]
    if before.id not in {x.run.id for x in earlier}:
        earlier = [x for x in earlier if x.on != stands_for(before)]
        earlier = sorted([*earlier, Laid(before, stands_for(before))], key=lambda x: x.on)
    usable = [x for x in earlier if not x.run.pruned_on and x.run.key_fingerprint == now.key_fingerprint]
    return usable, len(usable) < len(earlier)


def _audit(runs: Path, name: str, rulebook: Rulebook) -> Audit | None:
    """The run judged again by the present rules; None where its folder is gone or cannot be read."""
    try:
        return named(runs, name).audit(rulebook, same_rules=False)
    except UsageError:
        return None


def _later(
    audit: Audit | None, gone: Collection[str], rules: Collection[str], key: bytes
) -> tuple[dict[str, How] | None, dict[str, str]]:
    """What the later run says of the breaches that it does not have, by key, and whose they are."""
    if audit is None:
        return None, {}
    part = replace(audit, results=[r for r in audit.results if r.rule.id in rules])
    table = found(part, key, tuple(OUTCOMES))
    mine = table[table["key"].isin(list(gone))]
    return dict(zip(mine["key"], mine["outcome"], strict=True)), dict(zip(mine["key"], mine["case_id"], strict=True))


def _whose(audit: Audit, keys: Collection[str], key: bytes) -> dict[str, str]:
    table = found(audit, key, ("breached",))
    mine = table[table["key"].isin(list(keys))]
    return dict(zip(mine["key"], mine["case_id"], strict=True))


def _other_files(store: Store, run: str, rulebook: Rulebook) -> set[str]:
    """Rules whose file is not the one that the run used: judging it again says nothing of what the run found."""
    out = set()
    for rule in store.rules(run):
        file = rulebook.files.get(rule.id)
        if file is None or digest(file.path) != rule.digest:
            out.add(rule.id)
    return out
