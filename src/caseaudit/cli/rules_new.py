"""`caseaudit rules new | schema`: the skeleton of a rule, and the schema that an editor checks it by."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.model.tables import EVENT_TYPES
from caseaudit.texts import Text

if TYPE_CHECKING:
    from caseaudit.rules.rulebook import Rulebook
    from caseaudit.settings import Config

DEFAULT_FOLDER = "regler"
_BEGINS = {
    "notification": ("underretning", "notification"),
    "investigation": ("undersoegelse", "investigation"),
    "limited_investigation": ("undersoegelse", "investigation"),
    "decision": ("afgoerelse", "decision"),
    "intervention": ("opfoelgning", "follow-up"),
    "placement": ("anbringelse", "start"),
    "supervision_visit": ("tilsyn", "follow-up"),
    "plan": ("plan", "plan"),
    "return_home": ("afslutning", "return"),
}
"""Theme and step that a rule about such a unit usually belongs to."""
_USUAL = ("inddragelse", "before-decision")
_STEPS = {"decision": "plan", "case": "companion_informed", "placement": "follow_up", "intervention": "follow_up"}
"""The event that the skeleton asks for, where it is not the first one that may concern the unit."""


def new_rule(rule_id: str, about: str, theme: str, folder: Path | None, local: bool) -> int:
    """Write `FOLDER/THEME/ID.yaml`: a commented rule with everything left to fill in. Never overwrites."""
    from caseaudit.output.files import private_folder, whole_file

    settings = common.config()
    book = common.rulebook((), settings)
    words = _words(rule_id, about, theme, book)
    folder = folder or _folder(settings)
    target = folder / str(words["theme"]) / f"{rule_id}.yaml"
    if target.exists():
        raise UsageError(Problem("rule_exists", Place(file=target.name)))
    private_folder(target.parent)
    text = _render(words | {"local": local, "folder": folder.as_posix(), "schema": _schema_link(target.parent)})
    with whole_file(target) as file:
        file.write(text)
    print(target.as_posix())
    if rule_id in book.files:
        console.say(str(Text("Reglen afløser vores regel med samme id.", "The rule replaces ours of the same id.")))
    console.say(
        str(Text("Se, hvad der er tilbage: ", "See what is left: "))
        + f"caseaudit rules test {rule_id} --rules {folder.as_posix()}"
    )
    return Exit.OK


def _words(rule_id: str, about: str, theme: str, book: Rulebook) -> dict[str, object]:
    """What the skeleton holds. Raises `UsageError` with every word that does not exist."""
    from caseaudit.rules.faults import did_you_mean
    from caseaudit.rules.language import RULE_ID

    problems = []
    units = ("case", *EVENT_TYPES)
    usual_theme, step = _BEGINS.get(about, _USUAL)
    theme = theme or usual_theme
    if not RULE_ID.match(rule_id):
        problems.append(Problem("rule_id_form", values={"value": rule_id}))
    if about not in units:
        hint = did_you_mean(about, units)
        problems.append(Problem("rule_event_unknown", values={"value": about, "hint": hint}))
    if theme not in book.themes:
        problems.append(
            Problem("rule_theme_unknown", values={"theme": theme, "hint": did_you_mean(theme, book.themes)})
        )
    if problems:
        raise UsageError(problems)
    concerned = [t.name for t in EVENT_TYPES.values() if about in t.concerns and t.name != about]
    step_event = _STEPS.get(
        about, next(iter(concerned), "plan" if about == "child_conversation" else "child_conversation")
    )
    return {
        "id": rule_id,
        "about": about,
        "about_label": Text("sagen", "the case").da if about == "case" else EVENT_TYPES[about].label.da,
        "unit": "decision" if about == "case" else about,
        "step_event": step_event,
        "theme": theme,
        "step": step,
        "themes": list(book.themes),
        "steps": list(book.steps),
        "start": "2024-01-01",
        "before": "2023-12-31",
    }


def _folder(settings: Config) -> Path:
    """The municipality's own rules: the first folder of the configuration, else `regler` here."""
    return settings.rules[0] if settings.rules else Path(DEFAULT_FOLDER)


def _schema_link(folder: Path) -> str:
    """The schema as an editor finds it from the new file."""
    from caseaudit.resources import data_dir
    from caseaudit.rules.schema_json import FILE

    target = data_dir("rules") / FILE
    try:
        return Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # another drive
        return target.as_uri()


def _render(words: dict[str, object]) -> str:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from caseaudit.resources import data_dir

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("rule.yaml.j2").render(words)


def print_schema(output: str) -> int:
    """The JSON Schema of a rule file, on the screen or in a file."""
    from caseaudit.output.files import whole_file
    from caseaudit.rules.schema_json import schema_text

    text = schema_text(common.rulebook((), common.config()))
    if output in ("", "-"):
        sys.stdout.write(text)
    else:
        with whole_file(Path(output)) as file:
            file.write(text)
        console.say(str(Text(f"Skrevet: {output}", f"Written: {output}")))
    return Exit.OK
