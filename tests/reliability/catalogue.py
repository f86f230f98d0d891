"""The catalogue AC-001 to AC-106: what must happen, and the tests that show it, gathered from their names.

`python tests/reliability/catalogue.py` writes the tables of `docs/reliability.md` anew.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
DOC = ROOT / "docs" / "reliability.md"
FILE = Path(__file__).with_name("catalogue.yaml")
FUZZED = TESTS / "fuzz" / "result.json"
WRITE = "python tests/reliability/catalogue.py"
FIRST, LAST = 1, 106

_NAME = re.compile(r"^(?:async )?def (test_ac_(?P<numbers>\d{3}(?:_\d{3})*)_\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Point:
    """One point: what must happen, what does not hold yet, or why there is no test."""

    number: int
    must: str
    remark: str = ""
    reason: str = ""
    elsewhere: tuple[str, ...] = ()  # tests whose names do not tell the number, as file::name below tests/

    @property
    def id(self) -> str:
        return f"AC-{self.number:03d}"


class Words(yaml.SafeLoader):
    """Every scalar is text: 010 is a number of the catalogue, and not eight."""


Words.yaml_implicit_resolvers = {}


def groups() -> list[tuple[str, list[Point]]]:
    """The points under their headings."""
    told = yaml.load(FILE.read_text(encoding="utf-8"), Loader=Words)
    return [
        (
            group["title"],
            [
                Point(int(n), p["must"], p.get("remark", ""), p.get("reason", ""), tuple(p.get("tests", ())))
                for n, p in group["points"].items()
            ],
        )
        for group in told["groups"]
    ]


def found() -> dict[int, list[tuple[str, str]]]:
    """The tests of each number, as (file below tests/, name)."""
    out: dict[int, list[tuple[str, str]]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        name = path.relative_to(TESTS).as_posix()
        for match in _NAME.finditer(path.read_text(encoding="utf-8")):
            for number in match["numbers"].split("_"):
                out.setdefault(int(number), []).append((name, match[1]))
    return out


def proofs(point: Point, tests: dict[int, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The tests of a point, those named after it first."""
    other = [(file, name) for file, _, name in (t.partition("::") for t in point.elsewhere)]
    return [*tests.get(point.number, []), *(o for o in other if o not in tests.get(point.number, []))]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _tests(tests: list[tuple[str, str]]) -> str:
    """The names of the tests under the file that they stand in."""
    files = dict.fromkeys(file for file, _ in tests)
    return "<br>".join(
        f"[{file}](../tests/{file}): " + ", ".join(f"`{name.removeprefix('test_')}`" for f, name in tests if f == file)
        for file in files
    )


def tables() -> str:
    """The whole catalogue as Markdown."""
    tests = found()
    out = []
    for title, points in groups():
        rows = [f"### {title}\n", "| | Hvad der skal ske | Prøve | Bemærkning |", "|---|---|---|---|"]
        for p in points:
            remark = p.remark if not p.reason else f"Ingen prøve: {p.reason}"
            rows.append(f"| {p.id} | {_cell(p.must)} | {_tests(proofs(p, tests)) or '–'} | {_cell(remark)} |")
        out.append("\n".join(rows))
    return "\n\n".join(out)


def counts() -> str:
    """How many points have a test, and how many hold in part."""
    tests = found()
    points = [p for _, group in groups() for p in group]
    shown = [p for p in points if proofs(p, tests)]
    partly = [p.id for p in shown if p.remark]
    missing = [p.id for p in points if not proofs(p, tests)]
    return (
        f"{len(points)} punkter; {len(shown)} har mindst én prøve, og {len(missing)} har ingen"
        + (f" ({', '.join(missing)})" if missing else "")
        + f". {len(partly)} af de prøvede har en bemærkning."
    )


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def fuzzed() -> str:
    """What the fuzzers gave in the runs that were made by hand."""
    told = json.loads(FUZZED.read_text(encoding="utf-8"))
    cases = sum(r["cases"] for r in told["runs"])
    rows = [
        f"{_thousands(cases)} tilfælde på {_comma(told['cpu_minutes'])} CPU-minutter, talt med `resource.getrusage`.",
        "",
        "| Kørsel | Frø | CPU-minutter | Tilfælde | Fundet |",
        "|---|---|--:|--:|---|",
        *(
            f"| {r['commit']} | {r['seed']} | {_comma(r['cpu_minutes'])} | {_thousands(r['cases'])} | {', '.join(r['faults']) or 'intet'} |"
            for r in told["runs"]
        ),
        "",
        "| Mål | Tilfælde | Kode 0 | 1 | 2 | 3 | Udfald | Beskeder | Langsomste, CPU-s | Hukommelse, MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, t in told["targets"].items():
        exits = " | ".join(_thousands(t["exits"].get(str(n), 0)) for n in range(4))
        rows.append(
            f"| {name} | {_thousands(t['cases'])} | {exits} | {t['endings']} | {len(t['codes'])} | {_comma(t['slowest'])} | {t['memory']} |"
        )
    return "\n".join(rows)


GENERATED = {"counts": counts, "catalogue": tables, "fuzz": fuzzed}


def with_tables(text: str) -> str:
    """The page with every generated part written anew."""
    for name, make in GENERATED.items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        before, rest = text.split(begin)
        text = f"{before}{begin}\n\n{make()}\n\n{end}{rest.split(end, 1)[1]}"
    return text


if __name__ == "__main__":
    DOC.write_text(with_tables(DOC.read_text(encoding="utf-8")), encoding="utf-8")
