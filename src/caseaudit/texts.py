"""Text in Danish and English. Danish is what a user reads unless `--lang en` is given."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Lang = Literal["da", "en"]

_lang: ContextVar[Lang] = ContextVar("lang", default="da")


class Text(NamedTuple):
    """One text in both languages."""

    da: str
    en: str

    def __str__(self) -> str:
        return self.en if _lang.get() == "en" else self.da


def language() -> Lang:
    """Return the language that texts are shown in now."""
    return _lang.get()


@contextmanager
def use_language(lang: Lang) -> Iterator[None]:
    """Show texts in `lang` inside the block."""
    token = _lang.set(lang)
    try:
        yield
    finally:
        _lang.reset(token)
