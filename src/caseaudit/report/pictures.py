"""The figures of a report as PNG, for formats that cannot hold SVG. All are drawn in one go, in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from caseaudit.resources import data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH_CM = 16.4
DOTS = 200.0
_SPACE = re.compile(rb"(<tspan[^>]*>) ")
"""A space that begins a `tspan`: browsers show it, typst drops it, a hard space both show."""


def pngs(svgs: Sequence[bytes], dots: float = DOTS) -> list[bytes]:
    """One PNG for each SVG, in order."""
    if not svgs:
        return []
    import typst

    names = [f"{n}.svg" for n in range(len(svgs))]
    page = "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    source = page + "#pagebreak()\n".join(f'#image("{n}", width: {WIDTH_CM}cm)\n' for n in names)
    drawn = [_SPACE.sub(b"\\1\xc2\xa0", svg) for svg in svgs]
    files: dict[str, bytes] = {"main.typ": source.encode(), **dict(zip(names, drawn, strict=True))}
    fonts = data_dir("templates") / "report" / "fonts"
    compile_: Any = typst.compile  # its types do not know that files may be given by name
    out = compile_(files, format="png", ppi=dots, font_paths=[fonts] if fonts.is_dir() else [])
    return list(out) if isinstance(out, list) else [out]
