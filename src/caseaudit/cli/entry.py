"""Start and end of every command: language and streams before, exit codes and crash files after."""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Any

from caseaudit import console
from caseaudit.cli import line, runlog
from caseaudit.cli.line import Globals
from caseaudit.errors import CaseauditError, Exit, Problem
from caseaudit.privacy.edge import masked
from caseaudit.texts import Text, use_language

_SURROGATE = re.compile("[\ud800-\udfff]")
"""What is left of bytes that are no text in the encoding of the machine."""


def take_globals(argv: list[str]) -> Globals:
    """Split the global options from the rest of the line. A value that cannot be used is left for the parser to refuse."""
    out = Globals(lang=os.environ.get("CASEAUDIT_LANG", ""))
    items = iter(argv)
    for item in items:
        if item == "--":
            out.rest += [item, *items]
        elif item in ("--lang", "--config", "--log-file"):
            value = next(items, "")
            _set(out, item, value)
        elif item.startswith(("--lang=", "--config=", "--log-file=")):
            _set(out, *item.split("=", 1))
        elif item in ("-q", "--quiet"):
            console.style.quiet = True
        elif item == "--no-color":
            console.style.color = False
        elif item == "--version":
            out.rest = ["version"]
            break
        else:
            out.rest.append(item)
    out.lang = out.lang or _configured_lang(out.config)
    return out


def _configured_lang(config: Path | None) -> str:
    """The language of caseaudit.toml. A file that cannot be read is left for the command to complain of."""
    import tomllib

    from caseaudit.places import find_config

    try:
        path = config or find_config(Path.cwd())
        if path is None:
            return "da"
        lang = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("lang", "da")
    except (OSError, ValueError, RecursionError):
        return "da"
    return lang if lang in ("da", "en") else "da"


def _set(out: Globals, name: str, value: str) -> None:
    if name == "--config":
        out.config = Path(value)
    elif name == "--log-file":
        out.log_file = Path(value)
    else:
        out.lang = value


def run(argv: list[str]) -> int:
    """Run one command line and return its exit code. Never raises."""
    with masked():
        code = _answer(argv)
    runlog.note("end", f"exit={int(code)}", "info" if code in (Exit.OK, Exit.FINDINGS) else "error")
    runlog.start(None, "")
    return code


def _is_text(word: str) -> bool:
    """Whether its bytes are UTF-8: in a poor locale a good name arrives as surrogates, and can still be opened by them."""
    try:
        os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return False
    return True


def _answer(argv: list[str]) -> int:
    console.style.quiet, console.style.color = False, True
    console.prepare_streams()
    given = take_globals(argv)
    line.current.lang, line.current.config, line.current.log_file = given.lang, given.config, given.log_file
    lang = given.lang if given.lang in ("da", "en") else "da"
    with use_language("en" if lang == "en" else "da"):
        try:
            if given.lang != lang:
                values = {"value": given.lang, "option": "--lang", "known": "da, en"}
                console.show_problems([Problem("bad_choice", values=values)])
                return Exit.USAGE
            if any(_SURROGATE.search(word) for word in given.rest) or not all(_is_text(word) for word in argv):
                console.show_problems([Problem("argument_not_text")])
                return Exit.USAGE
            runlog.start(given.log_file, given.rest[0] if given.rest else "")
            return _run(given.rest)
        except CaseauditError as e:
            runlog.problems(e.problems)
            console.show_problems(e.problems)
            return e.exit_code
        except KeyboardInterrupt:
            console.say(str(Text("Afbrudt. Intet er halvt skrevet.", "Interrupted. Nothing is half-written.")))
            return Exit.INTERRUPTED
        except BrokenPipeError:
            sys.stderr.close()
            return Exit.OK
        except OSError as e:
            if e.errno not in (errno.ENAMETOOLONG, errno.ELOOP):
                return _crash(e)
            console.show_problems([Problem("path_unusable")])
            return Exit.USAGE
        except Exception as e:  # noqa: BLE001 - the last line of defence: no traceback, no value ever reaches the user
            return _crash(e)


@cache
def _parser() -> Any:
    """The commands as the parser knows them, laid out once per process.

    Called itself, and not through typer's app: that would put its own hook for exceptions in place of the one that masks.
    """
    from typer.main import get_command

    from caseaudit.cli.app import app

    return get_command(app)


def _run(rest: list[str]) -> int:
    from caseaudit.cli import usage
    from caseaudit.cli.app import app
    from caseaudit.cli.recording import entered

    try:
        with entered(app, rest):
            result = _parser()(args=rest, prog_name="caseaudit", standalone_mode=False)
    except usage.EXCEPTIONS as e:
        return usage.explain(e)
    return int(result) if isinstance(result, int) else Exit.OK


def _crash(error: Exception) -> int:
    """Write where it broke, never what it held: types, files, functions and lines only."""
    frames = traceback.extract_tb(error.__traceback__)
    kinds = [type(error).__name__]
    while error.__cause__ is not None and isinstance(error.__cause__, Exception):
        error = error.__cause__
        kinds.append(type(error).__name__)
    incident = f"CA-{secrets.token_hex(4)}"
    name = _crash_file(
        [incident, " <- ".join(kinds), *(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)]
    )
    runlog.note("crash", f"{incident} {kinds[0]}", "error")
    fix = (
        Text(
            f"send filen {name} til dem, der vedligeholder caseaudit. Den indeholder ingen persondata.",
            f"send the file {name} to those who maintain caseaudit. It holds no personal data.",
        )
        if name
        else Text("meld hændelsens nummer og kommandoens navn.", "report the incident number and the command's name.")
    )
    print(
        Text(
            f"Fejl i caseaudit ({kinds[0]}, hændelse {incident}). Intet er halvt skrevet, og udtrækket er urørt.\n"
            f"  Ret op: {fix}",
            f"A bug in caseaudit ({kinds[0]}, incident {incident}). Nothing is half-written and the export is untouched.\n"
            f"  Fix:    {fix}",
        ),
        file=sys.stderr,
    )
    return Exit.BUG


def _crash_file(lines: list[str]) -> str:
    """Keep the lines for whoever mends it, beside and not in the temporary folder that goes with this process.

    Returns the file's path, or "" when even that cannot be written.
    """
    import tempfile

    from caseaudit.privacy.scratch import lasting_folder

    try:
        handle, name = tempfile.mkstemp(prefix="caseaudit-crash-", suffix=".txt", dir=lasting_folder())
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return ""
    return name
