"""What the municipality has laid out itself: configuration, key, rules, exports, history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseaudit.doctor.folders import copied, open_to, open_to_others
from caseaudit.doctor.model import Finding, Level
from caseaudit.errors import CaseauditError
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseaudit.settings import Config


def problems(topic: Text, error: CaseauditError) -> Iterator[Finding]:
    """What a command would have stopped at."""
    for p in error.problems:
        where = f"{p.place.file}: " if p.place.file else ""
        yield Finding(topic, "error", _both(mask(f"{where}{p.what}")), _both(mask(p.fix)))


def _both(text: str) -> Text:
    """A text that is in the user's language already."""
    return Text(text, text)


def key_file(path: Path, runs: Path) -> Iterator[Finding]:
    from caseaudit.runs.kept import key_fingerprint
    from caseaudit.runs.key import read_key, runs_made

    topic = Text("Nøgle", "Key")
    if not path.exists():
        if made := runs_made(runs):
            yield Finding(
                topic,
                "error",
                Text(f"mangler, men {made} kørsler er lavet med en", f"missing, but {made} runs were made with one"),
                Text("Hent den fra backup.", "Restore it from backup."),
            )
        else:
            told = Text("laves ved den første kørsel", "is made by the first run")
            yield Finding(topic, "ok", Text(f"{told.da}: {path}", f"{told.en}: {path}"))
        return
    try:
        mark = key_fingerprint(read_key(path))
    except CaseauditError as e:
        yield from problems(topic, e)
        return
    yield from copied(topic, path)
    if who := open_to_others(path):
        yield open_to(topic, path, who)
    if runs.absolute() in path.absolute().parents:
        yield Finding(
            topic,
            "warning",
            Text("ligger sammen med kørslerne", "lies with the runs"),
            Text(
                "Flyt den: den, der læser rapporter, skal ikke have den.",
                "Move it: readers of reports must not have it.",
            ),
        )
    yield Finding(topic, "ok", Text(f"kendemærke {mark}", f"fingerprint {mark}"))


def rules(settings: Config) -> Iterator[Finding]:
    from caseaudit.rules.rulebook import load_rulebook

    topic = Text("Regler", "Rules")
    try:
        book = load_rulebook(settings.rules)
    except CaseauditError as e:
        yield from problems(topic, e)
        return
    count = len(book.files)
    yield Finding(topic, "ok", Text(f"{count} regler kan læses", f"{count} rules can be read"))


def exports(paths: Sequence[Path], settings: Config) -> Iterator[Finding]:
    """The exports that are named, else those in the working folder: readable, understood, and not open to others."""
    from caseaudit.reading.files import SUFFIXES, list_files

    topic = Text("Udtræk", "Export")
    if paths:
        try:
            files = list_files(paths)
        except CaseauditError as e:
            yield from problems(topic, e)
            return
    else:
        here = (p for p in sorted(Path.cwd().iterdir()) if p.suffix.lower() in SUFFIXES)
        files = [p for p in here if p.is_file() and not p.name.startswith(("~$", "."))]
    if not files:
        told = Text(
            "ingen i denne mappe; nævn dem, hvis de skal ses efter", "none here; name them to have them checked"
        )
        yield Finding(topic, "ok", told)
        return
    for path in files:
        yield from copied(topic, path)
        if who := open_to_others(path):
            yield open_to(topic, path, who)
    yield from _mapping(files, settings, named=bool(paths))


def _mapping(files: Sequence[Path], settings: Config, *, named: bool) -> Iterator[Finding]:
    from caseaudit.reading import choose
    from caseaudit.reading.files import load_grids
    from caseaudit.reading.profile import load_profiles
    from caseaudit.resources import data_dir

    topic = Text("Udtræk", "Export")
    try:
        profiles = load_profiles([*settings.profiles, data_dir("profiles")])
    except CaseauditError as e:
        yield from problems(Text("Profiler", "Profiles"), e)
        return
    for path in files:
        name = mask(path.name)
        try:
            matches, _ = choose(load_grids([path]), profiles)
        except CaseauditError as e:
            level: Level = "error" if named else "warning"
            yield from (Finding(f.topic, level, f.told, f.do) for f in problems(topic, e))
            continue
        used = ", ".join(dict.fromkeys(m.profile.name for m in matches))
        yield Finding(topic, "ok", Text(f"{name} forstås ({used})", f"{name} is understood ({used})"))


def history(runs: Path) -> Iterator[Finding]:
    from caseaudit.history.store import NAME, Store

    topic = Text("Historik", "History")
    if not (runs / NAME).is_file():
        yield Finding(topic, "ok", Text("ingen kørsler endnu", "no runs yet"))
        return
    do = Text(
        "Hent den fra backup, eller begynd en ny mappe med --runs.", "Restore it from backup, or use a new --runs."
    )
    try:
        with Store(runs) as store:
            sound, kept = store.sound(), store.runs()
    except CaseauditError as e:
        yield from problems(topic, e)
        return
    gone = [r.id for r in kept if not r.pruned_on and not (runs / r.id / "manifest.json").is_file()]
    if not sound:
        yield Finding(topic, "error", Text("filen er beskadiget", "the file is damaged"), do)
    elif gone:
        yield Finding(
            topic,
            "error",
            Text(f"{len(gone)} kørsler mangler deres mappe", f"{len(gone)} runs lack their folder"),
            Text(
                "Hent mapperne fra backup. Slet fremover med caseaudit privacy purge.",
                "Restore the folders from backup. From now on remove with caseaudit privacy purge.",
            ),
        )
    else:
        told = Text(f"{len(kept)} kørsler, filen er hel", f"{len(kept)} runs, the file is whole")
        yield Finding(topic, "ok", told)
