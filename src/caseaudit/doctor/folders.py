"""Folders and files: who can read them, is there room, and are they copied to somewhere else."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

from caseaudit.doctor.model import Finding
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SYNCHRONISED = ("onedrive", "dropbox", "icloud", "clouddocs", "google drive", "googledrive", "nextcloud", "box sync")
LITTLE_ROOM = 1_000_000_000
NO_ROOM = 50_000_000


def folder(topic: Text, path: Path, *, private: bool = True) -> Iterator[Finding]:
    """All that can be said of a folder: can it be written, who reads it, is there room, is it copied elsewhere."""
    near = next((p for p in (path, *path.absolute().parents) if p.exists()), path)
    if not os.access(near, os.W_OK):
        yield Finding(
            topic,
            "error",
            Text(f"der kan ikke skrives i {_shown(path)}", f"{_shown(path)} cannot be written"),
            Text(
                "Vælg en anden mappe, eller få skriveret til den.", "Choose another folder, or get the right to write."
            ),
        )
        return
    yield from _room(topic, near)
    yield from copied(topic, path)
    if private and path.exists() and (open_ := open_to_others(path)):
        yield open_to(topic, path, open_)
    else:
        yield Finding(topic, "ok", Text(_shown(path), _shown(path)))


def open_to_others(path: Path) -> str:
    """`all`, `group` or "": who besides the owner can read. Windows tells nothing by this, so nothing is said there."""
    if os.name == "nt":
        return ""
    mode = path.stat().st_mode
    if mode & (stat.S_IROTH | stat.S_IXOTH if path.is_dir() else stat.S_IROTH):
        return "all"
    return "group" if mode & stat.S_IRGRP else ""


def open_to(topic: Text, path: Path, who: str) -> Finding:
    readers = Text("alle på maskinen", "everybody on the machine") if who == "all" else Text("gruppen", "the group")
    mode = "700" if path.is_dir() else "600"
    return Finding(
        topic,
        "warning",
        Text(f"{_shown(path)} kan læses af {readers.da}", f"{_shown(path)} can be read by {readers.en}"),
        Text(f"chmod {mode} {_shown(path)}", f"chmod {mode} {_shown(path)}"),
    )


def copied(topic: Text, path: Path) -> Iterator[Finding]:
    """Folders that a program copies to a cloud, and network drives: copies that `privacy purge` does not reach."""
    whole = str(path.absolute())
    low = whole.casefold()
    found = next((s for s in SYNCHRONISED if s in low), "")
    if found:
        yield Finding(
            topic,
            "warning",
            Text(f"mappen ser ud til at blive kopieret af {found}", f"the folder seems to be copied by {found}"),
            Text(
                "Læg den uden for mapper, der synkroniseres: kopier slettes ikke herfra, og låse virker ikke sikkert.",
                "Move it out of synchronised folders: copies are not removed from here, and locks do not hold there.",
            ),
        )
    if whole.startswith(("\\\\", "//")) or _network(whole):
        yield Finding(
            topic,
            "warning",
            Text("mappen ligger på et netværksdrev", "the folder is on a network drive"),
            Text(
                "Brug et lokalt, krypteret drev, eller lad kun én maskine køre ad gangen.",
                "Use a local, encrypted drive, or let only one machine run at a time.",
            ),
        )


def _network(whole: str) -> bool:
    """Whether Linux says that the nearest mount is of a kind that lies on another machine."""
    kinds = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "davfs")
    try:
        with open("/proc/mounts", encoding="utf-8") as file:  # noqa: PTH123 - not a file of ours
            mounts = [line.split()[1:3] for line in file]
    except OSError:
        return False
    inside = [(len(m), k) for m, k in mounts if whole == m or whole.startswith(m.rstrip("/") + "/")]
    return bool(inside) and max(inside)[1] in kinds


def _room(topic: Text, path: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(path).free
    if free < LITTLE_ROOM:
        left = f"{free // 1_000_000} MB"
        yield Finding(
            topic,
            "error" if free < NO_ROOM else "warning",
            Text(f"kun {left} ledig plads", f"only {left} free"),
            Text("Gør plads: privacy purge --keep 13m fjerner gamle kørsler.", "Make room: privacy purge --keep 13m."),
        )


def _shown(path: Path) -> str:
    return mask(str(path))
