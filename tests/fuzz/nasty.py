"""Values that break programs: days that are none, numbers out of bounds, text that is more than text."""

from __future__ import annotations

CPR = tuple(f"310249-50{n:02d}" for n in range(1, 13))
"""Canaries: CPR numbers on a day that does not exist. None of them may stand in any output."""

DAYS = (
    "31-02-2026", "30-02-2024", "31-09-2016", "00-00-0000", "31-12-9999", "01-01-0001", "01-01-1900", "01-01-1970",
    "29-02-1900", "29-02-2000", "1/2-26", "1/2-2026", "01.02.26", "2026-02-01", "2026-02-30T25:61", "03/04/2026",
    "2026-12-25", "13/04/2026", "04/13/2026", "2262-04-12", "1677-09-21", "01-01-10000", "-01-01-2020", "01-02-99",
    "2026-02-01 24:00", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00+14:00", "29-03-2026 02:30", "25-10-2026 02:30",
    "01-02-2026 23:59:59.9", "01-02-2026 23:59:60", "0", "-1", "1", "59", "60", "61", "2958465", "2958466", "45000.999999",
    "45000,5", "1e400", "1E+08", "20260201", "010226", "februar 2026", "1. februar 2026", "i går", "2026-W05", "2026Q1",
)  # fmt: skip
NUMBERS = (
    "NaN", "nan", "inf", "-inf", "-0", "0.1", "1,5", "1.234,56", "1.234", "1,01E+08", "99999999999999999999999", "9" * 400,
    "1e-400", "0x1F", "0o17", "1_000", "\u00b2", "\u0661\u0662", "\uff12\uff10\uff12\uff16-\uff10\uff11-\uff10\uff11", "\u00bd", "+45",
)  # fmt: skip
WORDS = (
    "", " ", "\u00a0", "Ja", "ja", "JA!", "nej", "x", "NA", "n/a", "null", "None", "true", "Ukendt", "-", "?", "I alt",
    "Total", "#N/A", "#REF!", "#DIV/0!", "Ikke relevant", "Kan ikke vurderes", "BL § 46", "§ 46, stk. 1", "SEL § 52",
    "§", "BL-46-1", "9999", "decision", "notification", "Afgørelse", "Underretning", "Børne- og ungeudvalget",
)  # fmt: skip
TEXTS = (
    "=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1+2", "\t=1", "<script>alert(1)</script>", '"><img onerror=x>',
    "{{7*7}}", "{% for x in y %}", "%s%n%d", "{0}", "{value}", "{", "}", "../../etc/passwd", "C:\\CON", "file:///etc/passwd",
    "$(reboot)", "`id`", "; rm", "'; DROP TABLE runs;--", "\\", "\\n", "'", '"', '""', '"a";"b', "a\nb", "a\r\nb", "a\rb",
    "\x85", "\x0b", "\x0c", "\x1c", "\x1e", "\u2028", "\u2029", "\x00", "\x1a", "\x1b[31m", "\x7f", "\x08",
    "\u202eabc", "\u200b", "\ufeff", "\ufffd", "\uffff", "\U0001f9d2\U0001f3fd", "e\u0301\u0301\u0301", "A\u030angstr\u00f6m",
    "sagsbehandlerÃ¸", "\u0130", "\u00df", "\ufb01", "\ud7ff", "A" * 5000, "æ" * 40_000, "a b " * 3000, "(" * 2000, "9" * 5000,
    "[" * 3000, "1;2", "1,2", "1|2", "1\t2", "sep=;", "#", "//", "--", "---", "...", "&amp;", "&lt;", "&#0;", "]]>",
)  # fmt: skip
ALL = DAYS + NUMBERS + WORDS + TEXTS


def value(rng) -> str:
    """One value; a CPR number as it is written, in every eighth."""
    if rng.random() < 0.12:
        number = rng.choice(CPR)
        return rng.choice(
            (
                number,
                number.replace("-", ""),
                number.replace("-", " "),
                f"Barn {number} bor",
                number.replace("-", "\u2013"),
            )
        )
    return rng.choice(rng.choice((DAYS, NUMBERS, WORDS, TEXTS)))
