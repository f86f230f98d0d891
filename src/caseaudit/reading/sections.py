"""Legal sections as Danish casework writes them, turned into `LAW-section[-stk[-nr]]`."""

from __future__ import annotations

import re
import unicodedata

_LAWS = (
    ("SEL", r"service\s*loven?s?|lov om social service|\bsel\b|\blss\b"),
    ("BL", r"barnets?\s*lov|\bbl\b"),
    ("FVL", r"forvaltningslov(?:en)?|\bfvl\b"),
    ("OFL", r"offentlighedslov(?:en)?|\bofl\b"),
    ("RSL", r"retssikkerhedslov(?:en)?|\brsl\b"),
    ("UKL", r"lov om bekæmpelse af ungdomskriminalitet|\bukl\b"),
    ("LBU", r"\blbu\b"),
)
_LAW_PATTERNS = tuple((law, re.compile(pattern)) for law, pattern in _LAWS)
_MORE = re.compile(r"\bjf\b\.?|\bjævnfør\b|\bsammenholdt med\b")
_SECTION = re.compile(
    r"(?P<section>\d{1,3})(?:\s|-)?(?P<letter>[a-d])?(?![a-zæøå\d])"
    r"(?:[\s,;]*(?:[-.,]|stk\.?|stykke)\s*(?P<stk>\d{1,2})(?!\d)"
    r"(?:[\s,;]*(?:[-.,]|nr\.?|nummer)\s*(?P<nr>\d{1,2})(?!\d))?)?"
)
_REST_OK = re.compile(
    r"[\s§.,;:()\-]*(?:\d+\.?\s*pkt\.?|litra\s+[a-z]|pkt\.?\s*\d+)?[\s§.,;:()\-]*(?:\bi\b|\befter\b)?\s*\Z"
)
_NUMBERS_MORE = re.compile(r"[\s,;]*(?:og|eller|/|\+|&|,)\s*(?:nr\.?\s*)?\d{1,2}[\s.,]*\Z")


def read_section(text: str) -> tuple[str | None, str | None]:
    """Return (law, rest) such as ("SEL", "52-3-5"); law is None where the text names none, rest where nothing is readable."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _MORE.split(plain, maxsplit=1)[0]
    laws = {law for law, pattern in _LAW_PATTERNS if pattern.search(plain)}
    if len(laws) > 1:
        return None, None
    for _, pattern in _LAW_PATTERNS:
        plain = pattern.sub(" ", plain)
    plain = re.sub(r"(?<=\d)\.0\Z", "", plain.replace("§", " ").replace("paragraf", " ").strip(" -.,:;()"))
    return (next(iter(laws)) if laws else None), _number(plain)


def _number(plain: str) -> str | None:
    match = _SECTION.match(plain.removeprefix("stk").strip())
    if not match:
        return None
    section = match["section"] + (match["letter"] or "")
    parts = [section, *(str(int(match[k])) for k in ("stk", "nr") if match[k])]
    rest = plain[match.end() :]
    if _NUMBERS_MORE.match(rest):  # "nr. 3 og 7": only what they share is sure
        return "-".join(parts[:-1]) if len(parts) > 1 else None
    return "-".join(parts) if _REST_OK.match(rest) else None
