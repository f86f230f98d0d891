"""The municipality's colour, made dark enough to be read: white text on it, and it on white, at least 4.5 to 1 (WCAG AA)."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from caseaudit.texts import Text

STANDARD = "#0a2d6b"
ENOUGH = 4.5
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Colour:
    """The colour in use, and the one that was asked for."""

    value: str
    asked: str

    @property
    def changed(self) -> bool:
        return self.value != self.asked

    @property
    def notice(self) -> str:
        """What a reader is told when the colour was changed; '' when it was not."""
        if not self.changed:
            return ""
        return str(
            Text(
                f"Farven {self.asked} er gjort til {self.value}, så teksten kan læses (kontrast mindst 4,5 til 1).",
                f"The colour {self.asked} was made {self.value}, so that text can be read (contrast at least 4.5 to 1).",
            )
        )


def usable(asked: str) -> Colour:
    """The colour asked for, darkened until it can be read against white; the standard colour where it is no colour."""
    found = _HEX.fullmatch(asked.strip())
    if not found:
        return Colour(STANDARD, asked)
    digits = found[1].lower()
    if len(digits) == 3:
        digits = "".join(2 * d for d in digits)
    rgb = _rgb("#" + digits)
    hue, light, saturation = colorsys.rgb_to_hls(*rgb)
    value = "#" + digits
    while contrast(value) < ENOUGH:
        light -= 0.01
        value = _hex(colorsys.hls_to_rgb(hue, max(light, 0.0), saturation))
    return Colour(value, "#" + digits)


def for_bars(asked: str) -> str:
    """A lighter sister of the colour for large areas, on which white numbers can still be read."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(usable(asked).value))
    value, saturation = usable(asked).value, min(saturation, 0.54)
    while light < 1:
        light += 0.01
        lighter = _hex(colorsys.hls_to_rgb(hue, min(light, 1.0), saturation))
        if contrast(lighter) < 5:
            break
        value = lighter
    return value


def tint(asked: str, part: float) -> str:
    """The colour with white: `part` of it is left."""
    return _hex(tuple(1 - part * (1 - c) for c in _rgb(usable(asked).value)))  # type: ignore[arg-type]


def contrast(value: str, other: str = "#ffffff") -> float:
    """The contrast of two colours as WCAG 2.1 reckons it: 1 for the same, 21 for black on white."""
    dark, bright = sorted((_luminance(_rgb(value)), _luminance(_rgb(other))))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(rgb: RGB) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _rgb(value: str) -> RGB:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: RGB) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in rgb)
