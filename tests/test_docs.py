"""The documentation is true: its commands run, its tables match the model, its links lead somewhere.

`python tests/test_docs.py` writes the generated tables of `docs/datamodel.md` anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caseaudit import places, settings
from caseaudit.errors import Exit
from caseaudit.model.outcomes import NOTES, OUTCOMES, REASONS, SEVERITIES
from caseaudit.model.tables import CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, KIND_CODES, RESULT_CODES
from caseaudit.texts import use_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from caseaudit.model.tables import Field

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [*DOCS, ROOT / "CHANGELOG.md", *sorted(ROOT.glob("examples/**/README.md"))]
DATAMODEL = ROOT / "docs" / "datamodel.md"
GLOSSARY = ROOT / "docs" / "ordliste.md"

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
_LIVE = ("sh", "console")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the options after it (`kode=3`, `fil=andet.csv`), and its text."""

    language: str
    options: dict[str, str]
    body: str


def blocks(page: Path) -> Iterator[Block]:
    for found in _FENCE.finditer(page.read_text(encoding="utf-8")):
        language, *options = found["info"].split() or [""]
        yield Block(language, dict(o.split("=", 1) for o in options if "=" in o), found["body"])


def commands(block: Block) -> Iterator[list[str]]:
    """Every `caseaudit ...` of a block as arguments; what installs or tests is passed over."""
    for line in block.body.splitlines():
        for part in line.removeprefix("$ ").split("&&"):
            words = shlex.split(part, comments=True)
            if words and Path(words[0]).name == "caseaudit":
                yield words[1:]


# --- the generated tables ----------------------------------------------------------------------------------------------

_KINDS = {
    "id": "tekst", "text": "tekst", "date": "dato", "moment": "dato, gerne med klokkeslæt", "code": "kode",
    "yes_no": "ja eller nej", "section": "paragraf, fx `BL-46-1`",
}  # fmt: skip


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _codes(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{n}`" for n in names)


def _field_rows(fields: Mapping[str, Field]) -> list[tuple[str, ...]]:
    return [
        (f"`{f.name}`", f.label.da, _KINDS[f.kind], "ja" if f.required else "", _codes(f.codes))
        for f in fields.values()
    ]


def schema_tables() -> str:
    """The two tables and the event types, as `model.tables` defines them."""
    head = ("kolonne", "på dansk", "indhold", "kræves", "koder")
    types = [
        (
            f"`{t.name}`",
            t.label.da,
            _codes(t.concerns),
            _codes(KIND_CODES.get(t.name, ())),
            _codes(RESULT_CODES.get(t.name, ())),
        )
        for t in EVENT_TYPES.values()
    ]
    return "\n".join(
        [
            "### `cases`\n",
            _table(head, _field_rows(CASE_FIELDS)),
            "### `events`\n",
            _table(head, _field_rows(EVENT_FIELDS)),
            "### Hændelsestyper (`type`)\n",
            _table(("type", "på dansk", "`concerns` kan pege på", "`kind`", "`result`"), types),
        ]
    )


def outcome_tables() -> str:
    """Outcomes, reasons, severities and notes, as `model.outcomes` defines them."""
    tables = (("udfald", OUTCOMES), ("grund", REASONS), ("alvor", SEVERITIES), ("note", NOTES))
    return "\n".join(
        _table((what, "på dansk"), [(f"`{n}`", text.da) for n, text in names.items() if n]) for what, names in tables
    )


GENERATED: dict[str, Callable[[], str]] = {"schema": schema_tables, "outcomes": outcome_tables}


def _with_tables(text: str) -> str:
    for name, make in GENERATED.items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        before, rest = text.split(begin)
        text = f"{before}{begin}\n\n{make()}\n{end}{rest.split(end, 1)[1]}"
    return text


# --- the commands run --------------------------------------------------------------------------------------------------


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the reader has it: the examples, and a pseudonym key of its own."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEAUDIT_KEY", str(tmp_path / "pseudonym.key"))
    monkeypatch.delenv("CASEAUDIT_LANG", raising=False)
    return tmp_path


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.name)
def test_every_command_line_in_the_docs_runs(page: Path, workplace: Path, capsys: pytest.CaptureFixture[str]):
    """Commands run in the order of the page, beside the files that it shows, end with the code and say the words that it states."""
    from caseaudit.cli.entry import run

    output = ""
    for block in blocks(page):
        if "fil" in block.options:
            target = workplace / block.options["fil"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, encoding="utf-8")
        if block.language not in _LIVE:
            continue
        for argv in commands(block):
            code = run(argv)
            said = capsys.readouterr()
            output += said.out + said.err
            stated = {int(block.options["kode"])} if "kode" in block.options else {Exit.OK, Exit.FINDINGS}
            assert code in stated, f"caseaudit {shlex.join(argv)} gav {code}\n{said.err}"
    said_once = _plain(output)
    assert [text for text in shown(page) if text not in said_once] == []


def _plain(text: str) -> str:
    return " ".join(text.split())


def shown(page: Path) -> Iterator[str]:
    """Every line of the output that a page shows, in the pieces between `[...]`; run ids and remarks such as (1) left out."""
    for block in blocks(page):
        for line in block.body.splitlines() if block.language == "text" else ():
            if "runs/" not in line:
                yield from (p for p in map(_plain, re.sub(r"\s+\(\d\)$", "", line).split("[...]")) if p)


def test_the_readme_opens_with_two_commands_that_install():
    """The first two blocks of the README install into a new environment; one ends in a check, the other in the tests."""
    check, tests, *_ = [b for b in blocks(ROOT / "README.md") if b.language in _LIVE]
    for block in (check, tests):
        assert len(block.body.splitlines()) == 1
        assert block.body.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert "caseaudit check examples/" in check.body
    assert tests.body.strip().endswith("pytest")


def _cli() -> dict[str, list[str]]:
    """Every command of the command line, with its options."""
    import typer

    from caseaudit.cli.app import app

    out: dict[str, list[str]] = {}

    def collect(command: object, name: str) -> None:
        inside = getattr(command, "commands", None)
        if inside is not None:
            for word, child in inside.items():
                collect(child, f"{name} {word}")
            if getattr(command, "invoke_without_command", False):
                out[name] = [o for p in command.params for o in (*p.opts, *p.secondary_opts)]  # type: ignore[attr-defined]
        else:
            out[name] = [o for p in command.params for o in (*p.opts, *p.secondary_opts)]  # type: ignore[attr-defined]

    collect(typer.main.get_command(app), "caseaudit")
    return out


def test_every_command_is_in_the_readme():
    """A command that the README does not name does not exist for the reader."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [c for c in _cli() if f"`{c}" not in text] == []


def test_the_docs_name_no_command_or_option_that_does_not_exist():
    """Every `caseaudit ...` in running text is a command of the tool, with options that it has."""
    known = _cli()
    anywhere = {"--version", "--lang", "--config", "--log-file", "--quiet", "--no-color", "--help"}
    problems = []
    for page in DOCS:
        for line in re.findall(r"`caseaudit ([^`\n]+)`", page.read_text(encoding="utf-8")):
            words = line.split()
            found = next((c for n in (3, 2, 1) if (c := " ".join(["caseaudit", *words[:n]])) in known), None)
            options = {w.split("=")[0] for w in words if w.startswith("--")}
            if words[0].startswith("-") or words[0] == "KOMMANDO":
                problems += [f"{page.name}: {line}"] if options - anywhere else []
            elif found is None or options - anywhere - set(known[found]):
                problems.append(f"{page.name}: {line}")
    assert problems == []


def test_the_exit_codes_of_the_readme_are_those_of_the_tool():
    """The table of exit codes has a row for each code, and no other."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("### Afslutningskoder")[1].split("\n## ")[0]
    assert {int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == {int(e) for e in Exit}


# --- the tables match the model ----------------------------------------------------------------------------------------


def test_the_generated_tables_have_not_drifted():
    """The tables in datamodel.md are those of the code; `python tests/test_docs.py` writes them anew."""
    text = DATAMODEL.read_text(encoding="utf-8")
    assert text == _with_tables(text)


@pytest.mark.parametrize(
    "names", [CASE_FIELDS, EVENT_FIELDS, EVENT_TYPES, OUTCOMES, {r: "" for r in REASONS if r}, SEVERITIES],
    ids=["case fields", "event fields", "event types", "outcomes", "reasons", "severities"],
)  # fmt: skip
def test_the_glossary_has_every_identifier(names: Mapping[str, object]):
    """Each field, event type, outcome, reason and severity has its line in the glossary."""
    text = GLOSSARY.read_text(encoding="utf-8")
    assert [n for n in names if f"| `{n}` |" not in text] == []


def test_every_key_of_the_configuration_is_documented():
    """The table in start-her.md names every key that caseaudit.toml may hold."""
    text = (ROOT / "docs" / "start-her.md").read_text(encoding="utf-8")
    plain = [k for k in settings.ConfigFile.model_fields if k not in ("readings", "report", "review")]
    keys = [*plain, *(f"readings.{k}" for k in settings.ReadingsTable.model_fields)]
    keys += [f"report.{k}" for k in settings.ReportTable.model_fields]
    keys += [f"review.{f.alias or k}" for k, f in settings.ReviewTable.model_fields.items()]
    first = {
        name for row in re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    }
    assert [k for k in keys if k not in first] == []


def test_the_configuration_that_is_shown_loads(tmp_path: Path):
    """Each toml block of the docs is a configuration that the tool accepts."""
    shown = [b for page in DOCS for b in blocks(page) if b.language == "toml"]
    assert shown
    for block in shown:
        path = tmp_path / places.CONFIG_NAME
        path.write_text(block.body, encoding="utf-8")
        loaded = settings.load(path)
        assert loaded != settings.Config(source=loaded.source), "the block sets nothing"


# --- links ---------------------------------------------------------------------------------------------------------------


def _anchor(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    """A relative link names a file that is here, and an anchor that the file has."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    problems = []
    for target in _LINK.findall(text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (
            anchor and anchor not in {_anchor(t) for t in _HEADING.findall(file.read_text(encoding="utf-8"))}
        ):
            problems.append(target)
    assert problems == []


if __name__ == "__main__":
    os.chdir(ROOT)
    with use_language("da"):
        DATAMODEL.write_text(_with_tables(DATAMODEL.read_text(encoding="utf-8")), encoding="utf-8")
