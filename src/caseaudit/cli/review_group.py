"""The commands about manual review: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from caseaudit.cli.usage import new_app
from caseaudit.texts import Text

review_app = new_app(
    Text(
        "Gennemgang af sager: lav måleskemaer, indlæs dem igen, og se enighed og resultat.",
        "Review of cases: make the forms, take them back in, and see agreement and result.",
    )
)
