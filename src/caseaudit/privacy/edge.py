"""The edge of the process: whatever is printed, logged, warned of or broken passes through here and is masked.

Each message masks its own values already; this is the last line of defence, for what nobody thought of. Text that is ours
to lay out (stdout) is searched for numbers as people write them; a table of counts must not look like one. Text for people
(stderr, log, warnings, errors) is searched for every spelling.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from caseaudit.privacy import MASK, mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGN = r"(?:[\-\u00ad\u00a0\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]{1,2}| )?"
_DAY_MONTH = r"(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])(?:0[1-9]|1[0-2])"
_WRITTEN = re.compile(rf"(?<!\d)(?<!\d\.){_DAY_MONTH}\d\d{_SIGN}(?:\d{{4}}|\d[A-Z]{{2}}\d)(?!\d)")
_DIGEST = re.compile(r"(?<![0-9a-zA-Z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9a-zA-Z])")
_TEN = re.compile(r"\d{6}")


def mask_output(text: str) -> str:
    """Hide CPR numbers as they are commonly written, but not inside the sums (SHA-256) that we print ourselves."""
    if not _TEN.search(text):
        return text
    out, at = [], 0
    for digest in _DIGEST.finditer(text):
        out += [_WRITTEN.sub(MASK, text[at : digest.start()]), digest[0]]
        at = digest.end()
    return "".join([*out, _WRITTEN.sub(MASK, text[at:])])


def mask_talk(text: str) -> str:
    """Hide every spelling of a CPR number, line by line: two lines are never one number."""
    return "".join(mask(line) for line in text.splitlines(keepends=True))


class Masked:
    """A stream that masks what is written to it and is otherwise the stream itself."""

    def __init__(self, stream: Any, masking: Callable[[str], str]) -> None:
        self._stream, self._masking = stream, masking

    def write(self, text: str) -> int:
        self._stream.write(self._masking(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def masked() -> Iterator[None]:
    """Mask both streams, the log, warnings and whatever is raised where nobody catches it, as long as the block lasts."""
    import logging
    import threading
    import warnings

    kept = (sys.stdout, sys.stderr, sys.excepthook, threading.excepthook, warnings.showwarning)
    formatter = logging.Formatter
    formats: tuple[Any, ...] = (formatter.format, formatter.formatException, formatter.formatStack)
    sys.stdout, sys.stderr = Masked(sys.stdout, mask_output), Masked(sys.stderr, mask_talk)
    sys.excepthook, threading.excepthook, warnings.showwarning = _raised, _raised_in_thread, _warned
    for name, plain in zip(("format", "formatException", "formatStack"), formats, strict=True):
        setattr(formatter, name, _masking(plain))
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.excepthook, threading.excepthook, warnings.showwarning = kept
        for name, plain in zip(("format", "formatException", "formatStack"), formats, strict=True):
            setattr(formatter, name, plain)


def _masking(plain: Callable[..., str]) -> Callable[..., str]:
    def masking(*args: Any, **kwargs: Any) -> str:
        return mask_talk(plain(*args, **kwargs))

    return masking


def _raised(kind: type[BaseException], *_: object) -> None:
    """The kind of an error nobody caught; never its text, its lines or its values."""
    sys.stderr.write(f"caseaudit: {kind.__name__}\n")


def _raised_in_thread(given: Any) -> None:
    _raised(given.exc_type)


def _warned(
    message: Warning | str,  # noqa: ARG001 - the signature is Python's
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    """A library's warning by its kind and place: its text may quote a cell."""
    from pathlib import Path

    sys.stderr.write(f"caseaudit: {category.__name__} ({Path(filename).name}:{lineno})\n")


def close_process() -> None:
    """Files of this process are for its owner only, and it leaves no memory behind on disk if it is killed."""
    import os

    os.umask(0o077)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
