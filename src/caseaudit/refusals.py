"""Why a value in a file of settings or a mapping profile was refused, in the reader's language; the models speak English."""

from __future__ import annotations

from typing import Any

from caseaudit.texts import Text

_WORDS = {
    "missing": Text("mangler", "is missing"),
    "extra_forbidden": Text("kendes ikke", "is not known"),
    "string_type": Text("skal være tekst", "must be text"),
    "string_pattern_mismatch": Text("har ikke den rigtige form", "does not have the right form"),
    "string_too_short": Text("må ikke være tom", "must not be empty"),
    "string_too_long": Text("må højst have {max_length} tegn", "may have {max_length} characters at most"),
    "too_short": Text("skal have mindst {min_length}", "must have {min_length} at least"),
    "too_long": Text("må højst have {max_length}", "may have {max_length} at most"),
    "greater_than": Text("skal være over {gt}", "must be above {gt}"),
    "greater_than_equal": Text("skal være mindst {ge}", "must be {ge} at least"),
    "less_than": Text("skal være under {lt}", "must be below {lt}"),
    "less_than_equal": Text("må højst være {le}", "may be {le} at most"),
    "literal_error": Text("skal være {expected}", "must be {expected}"),
    "finite_number": Text("skal være et tal", "must be a number"),
    "value_error": Text("skal have den ene af de to: {error}", "must have one of the two: {error}"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), Text("skal være et helt tal", "must be a whole number")),
    **dict.fromkeys(("float_type", "float_parsing"), Text("skal være et tal", "must be a number")),
    **dict.fromkeys(("bool_type", "bool_parsing"), Text("skal være true eller false", "must be true or false")),
    **dict.fromkeys(("list_type", "tuple_type"), Text("skal være en liste", "must be a list")),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"),
        Text("skal være nøgler med værdier", "must be keys with values"),
    ),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact", "datetime_type"),
        Text("skal være en dato, ÅÅÅÅ-MM-DD", "must be a date, YYYY-MM-DD"),
    ),
}  # fmt: skip
_OTHER = Text("har ikke den rigtige form", "does not have the right form")


def refusal(item: Any) -> Text:
    """The reason of one pydantic error, as the end of a sentence; never the value that was refused."""
    words, ctx = _WORDS.get(item["type"], _OTHER), dict(item.get("ctx", {}))
    if "expected" in ctx:
        names = str(ctx["expected"]).replace(" or ", ", ")
        return Text(words.da.format(expected=names), words.en.format(expected=names))
    return Text(words.da.format(**ctx), words.en.format(**ctx))
