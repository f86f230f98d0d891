"""What each theme looks at, in one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.output.numbers import counted
from caseaudit.report.numbers import RULE, RULES
from caseaudit.report.sentences import advisory_here
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.report.facts import ThemeFacts

_FOCUS = {
    "underretning": Text(
        "Temaet belyser, om underretninger vurderes i tide, om underretteren får svar, og om barnet høres og sagen undersøges, "
        "når der er tegn på vold eller overgreb.",
        "The theme looks at whether notifications are assessed in time, whether the notifier gets an answer, and whether the "
        "child is heard and the case investigated where there are signs of abuse.",
    ),
    "undersoegelse": Text(
        "Temaet belyser, om sagerne screenes, og om den børnefaglige undersøgelse foreligger i tide og før den afgørelse, den "
        "skal bære.",
        "The theme looks at whether cases are screened, and whether the investigation is there in time and before the decision "
        "that rests on it.",
    ),
    "inddragelse": Text(
        "Temaet belyser, om barnet eller den unge er hørt, før der træffes afgørelse, og har fået vejledning og svar.",
        "The theme looks at whether the child or young person was heard before the decision, and was guided and answered.",
    ),
    "foraeldre": Text(
        "Temaet belyser, om samtykke er givet på et oplyst grundlag, og om forældre og unge har fået de rettigheder, de har "
        "som parter.",
        "The theme looks at whether consent was informed, and whether parents and young people had their rights as parties.",
    ),
    "plan": Text(
        "Temaet belyser, om barnets plan eller ungeplanen foreligger, når den skal, og har mål, der kan følges op.",
        "The theme looks at whether the plan is there when it should be, and has goals that can be followed up.",
    ),
    "afgoerelse": Text(
        "Temaet belyser, om afgørelserne er forberedt, begrundet og forsynet med klagevejledning, som loven kræver.",
        "The theme looks at whether decisions are prepared, reasoned and come with guidance on appeal, as the law demands.",
    ),
    "anbringelse": Text(
        "Temaet belyser, om anbringelser, valg og skift af anbringelsessted og genbehandling er besluttet af den rette "
        "myndighed og i tide.",
        "The theme looks at whether placements, the choice and change of placement and their renewal are decided by the right "
        "body and in time.",
    ),
    "samvaer": Text(
        "Temaet belyser, om samvær og kontakt under anbringelse er fastsat, og om indgreb i samværet er besluttet med samtykke "
        "eller af børne- og ungeudvalget.",
        "The theme looks at whether contact during a placement is set, and whether limits on it rest on consent or on a "
        "decision by the committee for children and young people.",
    ),
    "opfoelgning": Text(
        "Temaet belyser, om kommunen følger op på indsatser og anbringelser, når den skal.",
        "The theme looks at whether measures and placements are followed up when they should be.",
    ),
    "tilsyn": Text(
        "Temaet belyser, om kommunen besøger det anbragte barn så ofte, som den skal, og taler med barnet ved besøget.",
        "The theme looks at whether the placed child is visited as often as it should be, and spoken with at the visit.",
    ),
    "overgang": Text(
        "Temaet belyser, om der i tide tages stilling til ungeplan og ungestøtte på vej mod de 18 år.",
        "The theme looks at whether the youth plan and aftercare are decided in time on the way to 18.",
    ),
    "afslutning": Text(
        "Temaet belyser, om hjemgivelse og afslutning er besluttet, før barnet kommer hjem, og om planen er revideret.",
        "The theme looks at whether the return home is decided before the child goes home, and whether the plan is revised.",
    ),
    "data": Text(
        "Temaet belyser, om sagerne er dokumenteret.",
        "The theme looks at whether the cases are documented.",
    ),
}


def focus(theme: ThemeFacts) -> str:
    """What the theme looks at, and how many checks it has here."""
    lead = _FOCUS.get(theme.id)
    first = str(lead) if lead else str(Text(f"Temaet er {theme.title}.", f"The theme is {theme.title}."))
    n, weak = len(theme.rules), sum(advisory_here(r) for r in theme.rules)
    told = Text(
        f"Her er {counted(n, RULE, RULES)} med relevante sager",
        f"There {'is' if n == 1 else 'are'} {counted(n, RULE, RULES)} with relevant cases here",
    )
    rest = Text(f"; {weak} er vejledende.", f"; {weak} advisory.") if weak else Text(".", ".")
    return f"{first} {told}{rest}"
