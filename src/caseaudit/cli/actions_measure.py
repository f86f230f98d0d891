"""An indicator in a run: a rule from the history, a key figure from the run's kept tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from caseaudit.actions.status import Measure
from caseaudit.cli.keyfigures import laid_of
from caseaudit.errors import CaseauditError, Place, Problem, UsageError
from caseaudit.history.laid import comparable, newest
from caseaudit.history.queries import counts, rule_files
from caseaudit.keyfigures.definitions import definitions
from caseaudit.output import about
from caseaudit.output.numbers import MIN_FOR_PERCENT
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.history.rows import RunRow
    from caseaudit.history.store import Store
    from caseaudit.keyfigures.model import Value
    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.settings import Config

_FEW = Text(f"færre end {MIN_FOR_PERCENT}", f"fewer than {MIN_FOR_PERCENT}")


@dataclass
class Measuring:
    """Reads each run once."""

    store: Store
    folder: Path
    settings: Config
    book: Rulebook
    _figures: dict[str, dict[str, Value] | None] = field(default_factory=dict)

    def row(self, run: str) -> RunRow | None:
        return next((r for r in self.store.runs() if r.id == run), None)

    def run(self, name: str = "") -> RunRow:
        """The run named, else the newest that was about everything, else the newest. Raises `UsageError`."""
        from caseaudit.cli.history import named_run

        every = self.store.runs()
        found = named_run(self.store, name) if name else newest(r for r in every if not r.scope) or newest(every)
        if found is None:
            raise UsageError(Problem("no_runs", Place(file=self.folder.name)))
        about.run(found.id, self.folder)
        return found

    def comparable(self, a: str, b: str) -> bool:
        one, two = self.row(a), self.row(b)
        return one is not None and two is not None and comparable(one.scope) == comparable(two.scope)

    def title(self, indicator: str) -> str:
        if indicator in definitions():
            return str(definitions()[indicator].title)
        if indicator in self.book.files:
            shown = self.book.files[indicator].rule.title
            return str(Text(shown.da, shown.en))
        return ""

    def measure(self, run: str, indicator: str) -> Measure:
        if self.row(run) is None:
            return Measure(why=Text("kørslen findes ikke i historikken", "the run is not in the history"))
        return self._figure(run, indicator) if indicator in definitions() else self._rule(run, indicator)

    def _rule(self, run: str, rule: str) -> Measure:
        found = counts(self.store, [run], "rule", rules=[rule]).get((run, rule))
        if found is None:
            return Measure(why=Text("reglen er ikke kørt", "the rule was not run"))
        if found.judged < MIN_FOR_PERCENT:
            return Measure(n=found.judged, why=_FEW)
        _, digest = rule_files(self.store, [run], rules=[rule])[run].get(rule, ("", ""))
        return Measure(100 * found.good / found.judged, n=found.judged, digest=digest)

    def _figure(self, run: str, figure: str) -> Measure:
        unit = definitions()[figure].unit
        held = self._of_run(run)
        if held is None:
            return Measure(unit=unit, why=Text("kørslens tabeller er slettet", "the tables of the run are gone"))
        v = held.get(figure)
        if v is None:
            return Measure(
                unit=unit, why=Text("fandtes ikke, da kørslen blev lavet", "did not exist when the run was made")
            )
        if v.value is None:
            return Measure(unit=unit, why=v.why)
        if v.few:
            return Measure(unit=unit, n=v.denominator, why=_FEW)
        return Measure(v.value, unit, v.denominator)

    def _of_run(self, run: str) -> dict[str, Value] | None:
        """The key figures of a run: counted from its tables, else as the history kept them; None where it did not."""
        from caseaudit import runs
        from caseaudit.runs.keptfigures import values_of

        if run not in self._figures:
            try:
                laid = laid_of(runs.named(self.folder, run), self.settings)
                self._figures[run] = {v.figure: v for v in laid.whole}
            except (CaseauditError, OSError):
                self._figures[run] = values_of(self.store.figures(run)) or None
        return self._figures[run]


def day_of(row: RunRow) -> date:
    return date.fromisoformat(row.as_of)
