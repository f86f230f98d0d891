"""A rule's title turned into a question, and its conditions into what counts as a yes.

Both are made from the rule itself, so that a municipality's own rule reads well without further writing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseaudit.rules.language import Recurring, Yearly
from caseaudit.rules.prose import Unit, describe
from caseaudit.texts import Text, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.rules.language import Rule, Version

_DANISH = re.compile(
    r"(?P<subject>(?:[^,]+?)(?:, (?:der|som|hvor) [^,]+,)?) "
    r"(?P<verb>er|var|har|havde|blev|bliver|forelå|foreligger|passer|ligger|varer|får|fik) (?P<rest>.+)"
)
_ENGLISH = re.compile(r"(?P<subject>[^,]+?) (?P<verb>is|are|was|were|has|have|had) (?P<rest>.+)")
_CLAUSE = re.compile(r"\b(?:who|that|which|before|after|when|by|made|gave|got)\b")
_BLIND = {
    "da": re.compile(r"[Oo]m (?!ikke)(.{12,160}?),? ses (?:heller )?ikke"),
    "en": re.compile(r"[Ww]hether (?!or )(.{12,160}?),? (?:is|are) (?:also )?not seen"),
}
_SENTENCE = re.compile(r"[.;] ")
_STRANGE = re.compile(r"ikke om|nor whether|\bses kun\b|is seen only")
_MOST_BLIND = 2


def question_of(rule: Rule) -> Text:
    """`Planen forelå før afgørelsen` as `Forelå planen før afgørelsen?`; a title that does not turn is asked about whole."""
    return Text(_danish(rule.title.da), _english(rule.title.en))


def _danish(title: str) -> str:
    title = title.rstrip(".")
    found = _DANISH.fullmatch(title)
    if found is None or ", og " in title or " og er " in title:
        return f"Er dette opfyldt ifølge sagen: {_small(title)}?"
    return f"{found['verb'].capitalize()} {_small(found['subject'])} {found['rest']}?"


def _english(title: str) -> str:
    title = title.rstrip(".")
    found = _ENGLISH.fullmatch(title)
    if found is None or _CLAUSE.search(found["subject"]) or " and is " in title:
        return f"Does the case show this: {_small(title)}?"
    return f"{found['verb'].capitalize()} {_small(found['subject'])} {found['rest']}?"


def _blind(limits: str, lang: str) -> Iterator[str]:
    """What the rule says that it cannot see, from the sentences that say it plainly."""
    for sentence in _SENTENCE.split(limits.rstrip(".")):
        found = _BLIND[lang].fullmatch(sentence)
        if found and not _STRANGE.search(sentence):
            yield found[1].rstrip(",")


def _small(text: str) -> str:
    """Without its capital, unless it is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def guidance_of(rule: Rule, version: Version) -> Text:
    """What counts as a yes by one version of a rule, what excuses, and what the export cannot show."""
    out = []
    for lang in ("da", "en"):
        with use_language("da" if lang == "da" else "en"):
            unit = Unit.of(rule)
            required = describe(version.require, unit, sub=True)
            lines = [str(Text(f"Ja, når {required}.", f"Yes when {required}."))]
            if version.unless is not None:
                excuse = describe(version.unless, unit, sub=True)
                lines.append(str(Text(f"Også ja, når {excuse}.", f"Also yes when {excuse}.")))
            if isinstance(version.require, Recurring | Yearly):
                lines.append(str(Text("Se på hele forløbet.", "Look at the whole course.")))
            blind = list(_blind(str(rule.limits), lang))[:_MOST_BLIND]
            lines += [str(Text(f"Se selv efter, om {b}.", f"See for yourself whether {b}.")) for b in blind]
            out.append(" ".join(lines))
    return Text(*out)
