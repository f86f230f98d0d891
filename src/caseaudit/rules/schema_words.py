"""What each key of a rule file means, for the author's editor. Danish: the prose of rule files is Danish."""

from __future__ import annotations

from caseaudit.texts import Text

KEYS: dict[str, dict[str, str]] = {
    "Rule": {
        "id": "Pligten i få engelske ord med bindestreger. Det samme som filnavnet.",
        "title": "Pligten i én sætning.",
        "law_rows": "De rækker i retsgrundlaget, som reglen gennemfører. Kun for regler, der måler mod loven.",
        "answers": "De revisionsspørgsmål, som reglen besvarer.",
        "theme": "Temaet. Filen ligger i mappen af samme navn.",
        "step": "Sagsskridtet.",
        "judges": "Hvad der måles mod: loven, kommunens egen standard eller registreringen.",
        "severity": "Alvoren af et brud.",
        "about": "Den hændelse, der giver ét udfald hver. 'case' giver ét udfald pr. sag.",
        "first": "Kun sammen med 'about: case': den hændelse, der daterer sagen.",
        "why": "Følgen for barnet, som begrunder alvoren.",
        "versions": "Pligten i hver periode. To versioner må ikke overlappe.",
        "finding": "Hvad et fund siger, for hver grund, der kan forekomme.",
        "fix": "Hvad sagsbehandleren gør nu.",
        "limits": "Hvad maskinen ikke kan se, og hvilke læsninger der er valgt.",
        "automation": "Om reglen kan afgøres af udtrækket, eller om den kan melde for meget eller for lidt.",
        "cases": "Eksempelsagerne. De skal sige det, loven siger.",
    },
    "Version": {
        "from": "Første dag.",
        "until": "Sidste dag.",
        "law_rows": "Rækkerne i retsgrundlaget i netop denne version.",
        "law": "Lovhenvisningerne.",
        "severity": "Alvoren, når den er en anden end reglens.",
        "soft": "En blød pligt, eller udtrækket viser ikke, om pligten opstår: det, der mangler, bliver 'kræver gennemgang'.",
        "when": "Hvilke enheder pligten gælder. Uden 'when': alle.",
        "require": "Det, loven kræver.",
        "unless": "Det, der lovligt fraviger kravet.",
        "incomplete_if": "Gør et brud, der ellers mangler, til ufuldstændigt, når skridtet er begyndt.",
    },
    "Citation": {
        "cite": "Lov, paragraf, stykke og nummer: BL-91-2.",
        "confidence": "Hvor sikker henvisningen er. 'memory' kan ikke bruges.",
        "note": "Forklaring til henvisningen.",
    },
    "First": {"event": "Hændelsestypen.", "where": "Filtret."},
    "Both": {"da": "Teksten på dansk.", "en": "Teksten på engelsk."},
    "Findings": {
        "missing": "Når skridtet mangler.",
        "late": "Når skridtet er for sent.",
        "incomplete": "Når skridtet er ufuldstændigt.",
        "wrong_body": "Når en forkert myndighed har afgjort sagen.",
    },
    "Case": {
        "name": "Hvad sagen viser.",
        "given": "Hændelserne: {decision: 2024-03-01, section: BL-46, id: d}.",
        "birth_date": "Barnets fødselsdato.",
        "without": "Kolonner og hændelsestyper, som udtrækket ikke har.",
        "as_of": "Opgørelsesdagen. 2030-01-01, hvis den ikke er skrevet.",
        "expect": "Udfaldet, eventuelt med grund.",
        "due_on": "Den frist, reglen skal regne sig frem til.",
        "unit": "Navnet på den hændelse, sagen handler om, når der er flere af slagsen.",
    },
    "SectionIs": {"section": "Enhedens paragraf er en af disse eller ligger under en af dem."},
    "FieldIs": {
        "field": "Et felt på enheden selv.",
        "is": "Feltet har en af værdierne. 'documented': der er skrevet noget.",
        "is_not": "Feltet er udfyldt med en anden værdi.",
        "by": "Datofeltet er udfyldt med en dag senest på tidspunktet.",
        "otherwise": "Grunden, når feltet har en anden værdi.",
    },
    "EventIs": {
        "event": "Der er en hændelse af typen, som hører til enheden.",
        "where": "Hændelsen passer også til filtret.",
        "on": "Den dag, hændelsen regnes på: 'ends_on' er slutdatoen, 'running' kræver, at den løb på enhedens dag.",
        "from": "Hændelsen ligger på eller efter tidspunktet.",
        "by": "Hændelsen ligger på eller før tidspunktet.",
        "at_least": "Der er mindst så mange.",
        "unlinked": "Hvordan hændelser uden tilknytning hører til enheden.",
    },
    "Recurring": {
        "recurring": "Hændelsen gentages.",
        "every": "Højst så lang tid imellem. 'next_on': den dag, hver hændelse satte for den næste.",
        "until": "Indtil enheden sluttede.",
        "where": "Filtret.",
    },
    "Yearly": {
        "yearly": "Hændelsen sker hvert hele kalenderår.",
        "at_least": "Mindst så mange om året.",
        "until": "Indtil enheden sluttede.",
        "where": "Filtret.",
    },
    "Age": {
        "age": "Barnets alder på enhedens dag, efter fødselsdag.",
        "at_least": "Fyldt så mange år.",
        "below": "Under så mange år.",
    },
    "Running": {"running": "Enheden løb på dagen."},
    "All": {"all": "Alle holder. Den første, der ikke gør, giver grunden."},
    "AnyOf": {"any": "Mindst én holder. Holder ingen, giver den sidste grunden."},
    "Not": {"not": "Den holder ikke."},
    "Earliest": {"earliest": "Det tidligste af flere tidspunkter."},
    "Latest": {"latest": "Det seneste af flere tidspunkter."},
    "ParallelEnd": {"parallel_end": "Slutdatoen på noget, der var i gang på enhedens dag."},
    "Unlinked": {
        "only_without_links": "Kun når intet i udtrækket har tilknytninger.",
        "within": "Højst så længe før enheden.",
        "since_previous": "Ikke ældre end den forrige enhed af samme slags på sagen.",
        "until_next": "Kun før den næste enhed af samme slags på sagen.",
        "whole_case": "Alle på sagen tæller, også dem, der peger på noget andet.",
    },
}
"""Model, key, meaning. Fields of events are described by their labels."""

MOMENT = "Et tidspunkt: at, at + 3 months, aware_on + 4 months, birthday 18 - 6 months."
SPAN = "Et tidsrum: 14 days, 6 months, 1 year."
CONDITION = "En betingelse, valgt ved sin nøgle."
TITLE = Text("En regel til caseaudit", "A rule for caseaudit")
