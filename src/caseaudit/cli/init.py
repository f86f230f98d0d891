"""`caseaudit init`: a folder to work from. Writes the configuration, and a mapping for each export that needs one."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.cli.mapping import shown
from caseaudit.errors import Exit, Place, Problem, UsageError
from caseaudit.privacy import mask
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIG = "caseaudit.toml"
PROFILES = Text("profiler", "profiles")


@dataclass(frozen=True)
class Options:
    """The command line of `init`, as given."""

    folder: Path
    exports: tuple[Path, ...] = ()
    municipality: str = ""
    yes: bool = False


def run_init(options: Options) -> int:
    """Look at the exports first, then write; what is there already is never written over."""
    from caseaudit import settings
    from caseaudit.output.files import private_folder, whole_file
    from caseaudit.reading.suggest import profile_text, suggest, understood_by

    config = options.folder / CONFIG
    profiles = options.folder / str(PROFILES)
    _must_not_be_there([config])
    known = {path: understood_by(path, profile_dirs=[]) for path in options.exports}
    strange = {_place_for(path, profiles): (path, suggest(path)) for path, name in known.items() if not name}
    _must_not_be_there(list(strange))
    text = _config(options.municipality or _asked(options), [str(PROFILES)] if strange else [])
    settings.check(text, CONFIG)
    private_folder(options.folder)
    for profile, (_, found) in strange.items():
        private_folder(profiles)
        with whole_file(profile) as file:
            file.write(profile_text(found, name=profile.stem))
    with whole_file(config) as file:
        file.write(text)
    for path, name in known.items():
        if name:
            print(
                mask(str(Text(f"{path.name}: forstås (profil {name}).", f"{path.name}: understood (profile {name}).")))
            )
    for profile, (path, found) in strange.items():
        check = mask(f"caseaudit mapping check {profile} {path}")
        print("\n".join(mask(line) for line in ["", *shown(found), ""]))
        print(Text(f"Skrevet: {profile}. Gennemgå linjerne med SE EFTER, og kør: {check}",
                   f"Written: {profile}. Go through the lines marked SE EFTER, then: {check}"))  # fmt: skip
    print("\n".join(_next(config, options.exports)))
    return Exit.OK


def _must_not_be_there(paths: Sequence[Path]) -> None:
    if there := [p for p in paths if p.exists()]:
        raise UsageError([Problem("init_exists", Place(file=p.name)) for p in there])


def _place_for(export: Path, profiles: Path) -> Path:
    """Where the mapping of an export is written. Its name is the file's, without what a CPR number could hide in."""
    return profiles / f"{mask(export.stem)}.yaml"


def _asked(options: Options) -> str:
    """The municipality's name, asked for only where a person sits at the other end."""
    if options.yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    return input(str(Text("Kommunens navn (Enter for ingen): ", "Name of the municipality (Enter for none): "))).strip()


def _config(municipality: str, profiles: list[str]) -> str:
    from caseaudit.resources import data_dir

    text = (data_dir("templates") / f"caseaudit.{language()}.toml").read_text(encoding="utf-8")
    # JSON's strings are TOML's basic strings, and a list of them is written alike
    return text.replace("@municipality@", json.dumps(municipality, ensure_ascii=False)).replace(
        "@profiles@", json.dumps(profiles, ensure_ascii=False)
    )


def _next(config: Path, exports: Sequence[Path]) -> list[str]:
    here = config.parent.resolve() == Path.cwd()
    data = " ".join(str(p if here else p.resolve()) for p in exports) or str(Text("UDTRÆK.xlsx", "EXPORT.xlsx"))
    stand = "" if here else Text(f"stå i {config.parent}, og kør ", f"stand in {config.parent} and run ")
    return [
        mask(str(Text(f"Skrevet: {config}", f"Written: {config}"))),
        mask(str(Text(f"Næste:   {stand}caseaudit doctor {data}", f"Next:    {stand}caseaudit doctor {data}"))),
    ]
