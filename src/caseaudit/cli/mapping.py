"""`caseaudit mapping suggest | check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit import console
from caseaudit.cli import common
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from pathlib import Path

    from caseaudit.reading.suggest import Suggestion


def suggest(file: Path, output: Path | None) -> int:
    """Propose a mapping, show it masked, and write it as a profile when asked."""
    from caseaudit.reading import suggest as proposals

    _exists(file)
    found = proposals.suggest(file, profile_dirs=common.config().profiles)
    for text in shown(found):
        print(mask(text))
    if output is not None:
        from caseaudit.output.files import whole_file

        with whole_file(output) as out:
            out.write(proposals.profile_text(found, name=output.stem))
        print(Text(f"\nSkrevet: {output}. Gennemgå den, og kør: caseaudit mapping check {output} {file}",
                   f"\nWritten: {output}. Go through it, then run: caseaudit mapping check {output} {file}"))  # fmt: skip
    else:
        print(Text("\nSkriv den som profil med -o profil.yaml", "\nWrite it as a profile with -o profile.yaml"))
    return Exit.OK


def _exists(file: Path) -> None:
    if not file.exists():
        raise UsageError(Problem("file_missing", Place(file=mask(file.name))))


def shown(found: Suggestion) -> list[str]:
    """A proposal for a person to go through: what is sure, what is not, what is left over, and the shape of three rows."""
    sheet = f", {Text('ark', 'sheet')} {found.sheet}" if found.sheet else ""
    head = f"{found.file}{sheet}: {Text('overskrifter i række', 'headers in row')} {found.header_row}"
    width = max((len(p.column) for p in found.proposals), default=10)
    out = [head, f"{Text('Nærmeste profil', 'Nearest profile')}: {found.base.name}", ""]
    for p in found.proposals:
        doubt = "" if p.sure else f"   {Text('SE EFTER', 'CHECK')} ({p.score:.0f} {Text('af', 'of')} 100)"
        out.append(f"  {p.column:<{width}}  <-  {' '.join(p.header.split())}{doubt}")
    none = ", ".join(found.without_header) or "-"
    unused = ", ".join(" ".join(h.split()) for h in found.unmapped) or "-"
    out += ["", f"{Text('Uden kolonne i filen', 'Without a column in the file')}: {none}"]
    out.append(f"{Text('Kolonner, der ikke bruges', 'Columns that are not used')}: {unused}")
    out += [
        "",
        str(
            Text(
                "Rækkernes form (a bogstav, 9 ciffer; ingen værdi vises):",
                "The rows' shape (a letter, 9 digit; no value is shown):",
            )
        ),
    ]
    return out + ["  " + " | ".join(row) for row in found.preview]


def check_mapping(profile: Path, data: Path | None) -> int:
    """Say whether a profile is well written and, with an export, whether the two fit."""
    from caseaudit.reading.suggest import check_profile

    _exists(profile)
    if data is not None:
        _exists(data)
    problems = check_profile(profile, data)
    console.show_problems(p for p in problems if p.severity != "info")
    for text in sorted({p.what for p in problems if p.severity == "info"}):
        console.say(f"  {text}")
    if any(p.severity == "error" for p in problems):
        return Exit.USAGE
    print(Text("Profilen er i orden.", "The profile is in order."))
    return Exit.OK
