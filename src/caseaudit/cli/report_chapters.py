"""The chapters of a report that stand beside compliance: key figures, and the status of agreed actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.cli.keyfigures import laid_of
from caseaudit.history.store import NAME
from caseaudit.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.cli.report_made import BuildOptions
    from caseaudit.report.basis import Basis
    from caseaudit.report.view import Section
    from caseaudit.settings import Config


def chapters(options: BuildOptions, settings: Config, basis: Basis, audience: str) -> Iterator[Section]:
    """What the configuration asks for and the project has. Raises `UsageError` for targets or a register with faults."""
    committee = audience == "committee"
    if settings.figures.in_committee_report if committee else settings.figures.in_report:
        from caseaudit.keyfigures.laid import protected
        from caseaudit.report.chapter_figures import figures_chapter

        laid = laid_of(Run(basis.folder), settings)
        cell = options.min_cell or settings.report.min_cell
        yield figures_chapter(protected(laid, cell) if committee else laid)
    if committee:
        return  # actions are free text, which may tell numbers that are hidden from a committee
    if settings.actions.in_report and settings.actions_file.is_file() and (basis.folder.parent / NAME).is_file():
        from caseaudit.cli.actions import StatusOptions, status_of
        from caseaudit.report.chapter_actions import actions_chapter

        asked = StatusOptions(
            basis.run_id, basis.facts.as_of.isoformat(), rule_dirs=options.rule_dirs, runs=options.runs
        )
        yield from actions_chapter(status_of(asked, settings), numbers=True)
