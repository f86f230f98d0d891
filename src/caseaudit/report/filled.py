"""Templates that somebody changed: what is wrong with them is told as a problem of the file, not as a fault of the program."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def filled(name: str) -> Iterator[None]:
    """Tell what is wrong with a template that somebody changed, without a value from the report."""
    from jinja2 import TemplateError

    try:
        yield
    except TemplateError as error:
        raise UsageError(
            Problem("template_cannot_be_filled", Place(file=name), {"reason": error.message or ""})
        ) from error
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        reason = {"reason": type(error).__name__}
        raise UsageError(Problem("template_cannot_be_filled", Place(file=name), reason)) from error
