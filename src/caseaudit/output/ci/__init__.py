"""The result of a check in the forms that build servers read: JUnit, GitLab Code Quality, GitHub commands, SARIF.

Each tells one thing per rule, with counts and the provision. Case ids are there only when they are asked for.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from caseaudit.output.ci import github, gitlab, junit, sarif

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseaudit.output.ci.facts import Facts

WRITERS: dict[str, Callable[[Facts, IO[str]], None]] = {
    "junit": junit.write,
    "gitlab": gitlab.write,
    "github": github.write,
    "sarif": sarif.write,
}
CI_FORMATS = tuple(WRITERS)
