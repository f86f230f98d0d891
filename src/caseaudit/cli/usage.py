"""Help and usage errors in the user's language. Typer's own words are English, so they are told anew here."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, Exit, TyperException

from caseaudit import console
from caseaudit.errors import Exit as Code
from caseaudit.errors import Problem
from caseaudit.texts import Text, language

EXCEPTIONS = (TyperException, Exit, Abort)

_WORDS = {
    "Usage:": "Brug:",
    "Options:": "Tilvalg:",
    "Commands:": "Kommandoer:",
    "Arguments:": "Argumenter:",
    "Show this message and exit.": "Vis denne hjælp.",
    "[OPTIONS]": "[TILVALG]",
    "COMMAND [ARGS]...": "KOMMANDO [ARGUMENTER]...",
    "[required]": "[kræves]",
    "[default:": "[normalt:",
}


def _danish(text: str) -> str:
    if language() == "da":
        for english, danish in _WORDS.items():
            text = text.replace(english, danish)
    return text


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        return _danish(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands, listed in the order they are defined, with help in the user's language."""

    def get_help(self, ctx: Any) -> str:
        return _danish(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        return list(self.commands)


def new_app(help_text: Text) -> typer.Typer:
    """Return an app with our help. Plain text help: no rich import on the start-up path."""
    return typer.Typer(
        cls=Group, help=str(help_text), rich_markup_mode=None, add_completion=False, no_args_is_help=True
    )


def explain(error: BaseException) -> int:
    """Say what was wrong with the command line, and return the exit code."""
    if isinstance(error, Exit):
        return int(error.exit_code)
    if isinstance(error, Abort):
        return Code.INTERRUPTED
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        print(_danish(str(getattr(error, "ctx").get_help())))  # noqa: B009 - the attribute is set on this class only
        return Code.USAGE
    detail = _detail(kind, error)
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "caseaudit"
    console.show_problems([Problem("usage", values={"detail": detail, "command": command})])
    return Code.USAGE


def _detail(kind: str, error: Any) -> str:
    param = getattr(error, "param", None)
    name = _param_name(param) if param is not None else str(getattr(error, "param_hint", "") or "")
    if kind == "NoSuchOption":
        near = ", ".join(error.possibilities or ())
        hint_da, hint_en = (f" Mente du {near}?", f" Did you mean {near}?") if near else ("", "")
        return str(
            Text(
                f"Tilvalget {error.option_name} findes ikke.{hint_da}",
                f"There is no option {error.option_name}.{hint_en}",
            )
        )
    if kind == "MissingParameter":
        return str(Text(f"{name} mangler.", f"{name} is missing."))
    if kind == "BadParameter":
        return str(Text(f"Værdien for {name} kan ikke bruges.", f"The value of {name} cannot be used."))
    message = str(getattr(error, "message", ""))
    if message.startswith("No such command"):
        word, near = message.split("'")[1], message.split("'")[3] if message.count("'") >= 4 else ""
        hint_da, hint_en = (f" Mente du '{near}'?", f" Did you mean '{near}'?") if near else ("", "")
        return str(Text(f"Kommandoen '{word}' findes ikke.{hint_da}", f"There is no command '{word}'.{hint_en}"))
    return str(Text("Kommandolinjen kan ikke læses.", "The command line cannot be read."))


def _param_name(param: Any) -> str:
    return (
        str(param.opts[0])
        if getattr(param, "param_type_name", "") == "option"
        else str(param.metavar or param.name).upper()
    )
