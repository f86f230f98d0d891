"""The numbers of docs/statistik.md are computed here. `python tests/statistics/test_statistik_page.py` writes them anew."""

from __future__ import annotations

import re
from math import floor
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import hypergeom, norm

from caseaudit.statistics.planning import detection, power
from caseaudit.statistics.proportion import clopper_pearson, hypergeometric, hypergeometric_upper, wilson

PAGE = Path(__file__).parents[2] / "docs" / "statistik.md"
N = 20
TOTALS = (83, 400)


def whole(share: float) -> int:
    return floor(100 * share + 0.5)


def wald(x: int) -> tuple[float, float]:
    p = x / N
    reach = float(norm.ppf(0.975)) * (p * (1 - p) / N) ** 0.5
    return p - reach, p + reach


def lowest(ends: list[tuple[float, float]], total: int) -> str:
    """The lowest chance, over all true numbers, that the interval holds the number; ends are shares, per x."""
    marked = np.arange(total + 1)[:, None]
    low, high = (np.array(e) * total for e in zip(*ends, strict=True))
    held = (low - 1e-9 <= marked) & (marked <= high + 1e-9)
    least = float((hypergeom.pmf(np.arange(N + 1), total, marked, N) * held).sum(axis=1).min())
    return f"{100 * least:.1f} pct.".replace(".", ",", 1)


def coverage_table() -> str:
    of = range(N + 1)
    endless = {
        "Clopper-Pearson": [(i.low, i.high) for i in (clopper_pearson(x, N) for x in of)],
        "Wilson": [(i.low, i.high) for i in (wilson(x, N) for x in of)],
        "normalfordeling": [wald(x) for x in of],
    }
    ours = [lowest([(i.low, i.high) for i in (hypergeometric(x, N, t) for x in of)], t) for t in TOTALS]
    rows = [("hypergeometrisk (vores)", *ours)]
    rows += [(name, *(lowest(ends, t) for t in TOTALS)) for name, ends in endless.items()]
    return table("metode", rows)


def twenty_table() -> str:
    rows = []
    for x in (8, 16, 20):
        found = [hypergeometric(x, N, t) for t in TOTALS]
        rows.append((f"{x} af {N}", *(f"{whole(i.low)}-{whole(i.high)} pct." for i in found)))
    return table("opfyldt", rows)


def table(first: str, rows: list[tuple[str, ...]]) -> str:
    head = (first, *(f"af {t} sager" for t in TOTALS))
    return "\n".join("| " + " | ".join(r) + " |" for r in (head, ("---",) * 3, *rows))


BLOCKS = {"coverage": coverage_table, "twenty": twenty_table}
NUMBERS = {
    "none": lambda: hypergeometric_upper(0, N, 400),
    "detection": lambda: whole(detection(N, 20, 400)),
    "power20": lambda: whole(power(0.6, 0.8, 20)),
    "power60": lambda: whole(power(0.6, 0.8, 60)),
}


def written_anew(text: str) -> str:
    for name, make in BLOCKS.items():
        text = re.sub(
            rf"(<!-- {name}:begin -->\n\n).*?(\n\n<!-- {name}:end -->)", rf"\g<1>{make()}\g<2>", text, flags=re.DOTALL
        )
    for name, make in NUMBERS.items():
        text = re.sub(rf"(<!-- {name} -->)[^<]*(<!-- -->)", rf"\g<1>{make()}\g<2>", text)
    return text


@pytest.mark.parametrize("name", [*BLOCKS, *NUMBERS])
def test_the_page_has_the_place_of_each_number(name):
    """Otherwise nothing would be compared."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(f"<!-- {name}:begin -->" if name in BLOCKS else f"<!-- {name} -->") == 1


def test_the_numbers_of_the_page_are_computed():
    """Both tables and every marked number are what the package gives today."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == written_anew(text)


if __name__ == "__main__":
    PAGE.write_text(written_anew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
