"""How to read the report, in brief; appendix B has the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.dates import show
from caseaudit.output.numbers import MIN_FOR_PERCENT, counted
from caseaudit.report.numbers import RULE, RULES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.compose import Options
    from caseaudit.report.facts import Facts


def method(facts: Facts, options: Options, *, reviewed: bool = False) -> tuple[str, ...]:
    """How to read the report, in brief; appendix B has the whole."""
    everyone = Text(
        "Alle sager i udtrækket er efterprøvet, så tallene har ingen stikprøveusikkerhed.",
        "Every case of the export was audited, so the numbers hold no sampling error.",
    )
    drawn = Text(
        "Sagerne er en stikprøve, så tallene har en usikkerhed. En forskel omtales kun, når den er større end usikkerheden.",
        "The cases are a sample, so the numbers are uncertain. A difference is only told where it is larger than that.",
    )
    unread = Text(
        "Faglig vurdering og selvrapportering indgår ikke, for der er ikke indlæst gennemgange.",
        "Professional judgement and self-report are not part, as no reviews have been read in.",
    )
    apart = Text(
        "Læsernes svar står for sig i kapitlet om gennemgangen af sager.",
        "The readers' answers stand apart in the chapter on the review of cases.",
    )
    readers = apart if reviewed else unread
    law, local, data = len([r for t in facts.themes for r in t.rules]), len(facts.local), len(facts.data)
    return (
        str(
            Text(
                f"Opgørelsen er pr. {show(facts.as_of)}. {drawn if options.sample else everyone}",
                f"The numbers are as of {show(facts.as_of)}. {drawn if options.sample else everyone}",
            )
        ),
        str(
            Text(
                "Hvert tal er først et antal: X af de Y, hvor kravet gælder og kan vurderes. Det, der ikke er relevant, afventer "
                f"en frist eller ikke kan vurderes, er ikke med i Y. Procent vises først fra {MIN_FOR_PERCENT} vurderinger.",
                "Each number is a count first: X of the Y where the duty holds and could be assessed. What is not applicable, "
                f"waits for a deadline or could not be assessed is not in Y. Percent is shown from {MIN_FOR_PERCENT} "
                "assessments.",
            )
        ),
        str(
            Text(
                "Andelen af vurderinger, der er overholdt, og andelen af sager med mindst ét brud siger hver sit: Mange krav kan "
                "være overholdt, og de fleste sager alligevel have et brud.",
                "The share of assessments that are met and the share of cases with at least one breach say different things: "
                "many duties may be met, and most cases still have a breach.",
            )
        ),
        str(
            Text(
                f"Der måles for sig mod lov ({counted(law, RULE, RULES)}), lokale standarder ({local}) og datakvalitet ({data}). "
                f"De lægges ikke sammen. {readers.da}",
                f"Law ({counted(law, RULE, RULES)}), local standards ({local}) and data quality ({data}) are measured apart and "
                f"never added. {readers.en}",
            )
        ),
        str(
            Text(
                "Det, der efterprøves, er, om lovens krav er dokumenteret i udtrækket. Rapporten siger ikke, om indsatsen var den "
                "rigtige for barnet, og et brud kan skyldes manglende registrering.",
                "What is audited is whether the law's demands are documented in the export. The report does not say whether the "
                "measure was right for the child, and a breach may come from what was not recorded.",
            )
        ),
    )
