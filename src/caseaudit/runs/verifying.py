"""Is a kept run still what it was: its tables, its manifest, the rules, the input, and the counts when judged again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.errors import CaseauditError, Place, Problem, UsageError
from caseaudit.history.store import NAME, Store
from caseaudit.runs.chain import links
from caseaudit.runs.kept import NEEDED, data_digest, digest, rules_digest
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.runs.kept import Run

Part = Literal["manifest", "chain", "table", "rule", "input", "config", "template", "output", "counts"]
State = Literal["same", "differs", "gone", "new", "not_given", "unknown", "away", "written_in", "replaced", "masked"]
"""Of outputs: `away` not where it was written, `written_in` by people as it is meant to be, `replaced` by a later file of ours,
`masked` its name holds a number that is hidden, so that it cannot be found. None of these is a fault of the run."""
REPORTS = "reports"


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at. `note`: a change that does not make the run another, such as a later configuration."""

    part: Part
    name: str
    state: State
    note: bool = False
    detail: str = ""

    @property
    def bad(self) -> bool:
        return self.state in ("differs", "gone", "new") and not self.note


def verify(
    run: Run, rulebook: Rulebook, inputs: Sequence[Path] = (), config: Path | None = None, templates: Path | None = None
) -> list[Checked]:
    """Look at everything that the run rests on. Raises `UsageError` when its manifest cannot be read at all."""
    manifest = _read(run)
    tables = list(_tables(run, manifest))
    return [
        *_manifest(run, manifest),
        *(Checked("chain", name, state) for name, state in links(run.folder.parent, run.id)),
        *tables,
        *_rules(manifest, rulebook),
        *_inputs(manifest, inputs),
        *_ground("config", manifest.get("config"), config),
        *_ground("template", manifest.get("templates"), templates),
        *_outputs(run),
        _counts(run, rulebook, whole=not any(c.bad for c in tables)),
    ]


def _read(run: Run) -> dict[str, Any]:
    try:
        manifest = run.manifest
    except (OSError, ValueError):
        manifest = {}
    if not manifest.keys() >= NEEDED:
        raise UsageError(Problem("run_unreadable", Place(file=run.id)))
    return manifest


def _manifest(run: Run, manifest: dict[str, Any]) -> Iterator[Checked]:
    """The manifest against what the history wrote down at the time."""
    runs = run.folder.parent
    if not (runs / NAME).is_file():
        yield Checked("manifest", "manifest.json", "unknown")
        return
    with Store(runs) as history:
        row = next((r for r in history.runs() if r.id == run.id), None)
    if row is None:
        yield Checked("manifest", "manifest.json", "unknown")
        return
    population = manifest["population"]
    now = (
        manifest["as_of"], manifest["started"], data_digest(manifest), rules_digest(manifest), population["cases"],
        population["events"], manifest["cases_with_breach"],
    )  # fmt: skip
    then = (
        row.as_of, row.started, row.data_digest, row.rules_digest, row.cases, row.events, row.cases_with_breach,
    )  # fmt: skip
    yield Checked("manifest", "manifest.json", "same" if now == then else "differs")


def _tables(run: Run, manifest: dict[str, Any]) -> Iterator[Checked]:
    kept: dict[str, str] = manifest.get("kept", {})
    if not kept:
        yield Checked("table", "", "unknown")
    for name, sum_ in kept.items():
        path = run.folder / name
        yield Checked("table", name, _state(path, sum_))
    known = {*kept, "manifest.json", REPORTS}
    for path in sorted(run.folder.iterdir()):
        if kept and path.name not in known:
            yield Checked("table", path.name, "new")


def _state(path: Path, sum_: str) -> State:
    if not path.is_file():
        return "gone"
    return "same" if digest(path) == sum_ else "differs"


def _rules(manifest: dict[str, Any], rulebook: Rulebook) -> Iterator[Checked]:
    ran = set(manifest["rules_run"])
    for rule, sum_ in manifest["rule_files"].items():
        if rule in ran:
            file = rulebook.files.get(rule)
            yield Checked("rule", rule, _state(file.path, sum_) if file else "gone")


def _inputs(manifest: dict[str, Any], given: Sequence[Path]) -> Iterator[Checked]:
    """Files are known by their sums; a name only tells which one differs."""
    from caseaudit.privacy import mask

    kept: list[dict[str, str]] = manifest["inputs"]
    files = [
        p for path in given for p in (sorted(x for x in path.iterdir() if x.is_file()) if path.is_dir() else [path])
    ]
    sums = {digest(p): mask(p.name) for p in files}
    names = set(sums.values())
    for item in kept:
        if item["sha256"] in sums:
            yield Checked("input", item["file"], "same")
        else:
            state: State = "differs" if item["file"] in names else "gone" if given else "not_given"
            yield Checked("input", item["file"], state)
    expected = {i["sha256"] for i in kept} | {s for s, n in sums.items() if n in {i["file"] for i in kept}}
    for sum_, name in sums.items():
        if sum_ not in expected:
            yield Checked("input", name, "new")


def _ground(part: Part, kept: list[dict[str, str]] | None, now: Path | None) -> Iterator[Checked]:
    """A later configuration does not change the run: how the law was read then stands in its manifest."""
    if kept is None:
        return
    files = {p.name: p for p in (now.iterdir() if now.is_dir() else [now])} if now and now.exists() else {}
    for item in kept:
        path = files.get(item["file"])
        yield Checked(part, item["file"], _state(path, item["sha256"]) if path else "gone", note=True)


def _outputs(run: Run) -> Iterator[Checked]:
    """The files that were written from the run: each as it was when it was written last."""
    from caseaudit.runs.ledger import standing

    for item in standing(run.folder.parent, [run.id]):
        yield Checked("output", item.row.path, item.state)


def _counts(run: Run, rulebook: Rulebook, *, whole: bool) -> Checked:
    """Judge the kept tables again by the same rules; the run itself compares the counts. Tables that differ are not read."""
    if not whole:
        told = Text("De gemte tabeller er ikke, hvad de var.", "The kept tables are not what they were.")
        return Checked("counts", "", "differs", detail=str(told))
    try:
        run.audit(rulebook)
    except CaseauditError as e:
        return Checked("counts", "", "differs", detail=e.problems[0].what)
    return Checked("counts", "", "same")
