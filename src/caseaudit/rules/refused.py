"""What a model of the rule language refuses: a code and values, told in the reader's language by `faults`."""

from __future__ import annotations


class Refused(ValueError):
    """A value that a rule file may not hold. `code` names the message; `at` leads from the refused value to its cause.

    `value` is what was written and `known` what could have been: the nearest of them is offered.
    """

    def __init__(self, code: str, *at: str | int, **values: object) -> None:
        self.code, self.at, self.values = code, at, values
        super().__init__(code)
