"""The commands about samples: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from caseaudit.cli.usage import new_app
from caseaudit.texts import Text

sample_app = new_app(
    Text(
        "Stikprøver: se, hvad de kan vise, og udtræk sager til gennemgang.",
        "Samples: see what they can show, and draw cases for review.",
    )
)
