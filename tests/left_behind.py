"""A run, and every kind of file that caseaudit writes from one, made once and copied to where a test wants it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from caseaudit.cli.entry import run

ROOT = Path(__file__).resolve().parents[1]
EXPORT = ROOT / "examples/small/canonical"
CONFIG = '[[schedule]]\nname = "Ledelsestilsyn"\nmonths = [10]\nfrom = 2026-01-01\nsample = 4\n'
WRITERS = {
    "result": ("check", EXPORT, "--as-of", "2026-10-15", "--exit-zero", "--format", "json", "-o", "ud/resultat.json"),
    "texts": ("report", "draft", "-o", "ud/tekster.toml"),
    "report": ("report", "build", "--format", "html,md,xlsx"),
    "report elsewhere": ("report", "build", "--audience", "team", "--format", "md", "-o", "ud/rapport"),
    "worklist": ("worklist", "--format", "xlsx,html,ics", "--due-within", "366d"),
    "agenda": ("worklist", "agenda", "--format", "html"),
    "notes": ("worklist", "notes", "--all", "--one"),
    "sample": ("sample", "draw", "--n", "4", "--seed", "2026K4"),
    "form": ("review", "create", "--reviewers", "AB"),
    "answers": ("review", "export", "-o", "ud/svar.csv"),
    "trend": ("trend", "--format", "csv", "-o", "ud/udvikling.csv"),
    "svg": ("trend", "--format", "svg", "-o", "ud/udvikling.svg"),
    "history": ("history", "export", "-o", "ud/historik.csv"),
    "findings": ("history", "export", "--findings", "-o", "ud/fund.csv"),
    "figures": ("figures", "--format", "xlsx", "-o", "ud/noegletal.xlsx"),
    "baseline": ("baseline", "create", "--reason", "Aftalt", "--expires", "2027-01-01", "-o", "kendte.json"),
    "register": ("actions", "create", "--drafts", "--texts", "ud/tekster.toml"),
    "status": ("actions", "status", "--format", "json", "-o", "ud/status.json"),
}


def called(*argv):
    """Run a command line here; it must not be refused."""
    code = int(run([str(a) for a in argv]))
    assert code in (0, 1), (argv, code)
    return code


@contextmanager
def here(folder, key):
    """Work in a folder with a key of one's own."""
    before, old = os.environ.get("CASEAUDIT_KEY"), Path.cwd()
    os.environ["CASEAUDIT_KEY"] = str(key)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(old)
        os.environ.pop("CASEAUDIT_KEY")
        if before is not None:
            os.environ["CASEAUDIT_KEY"] = before


def made(folder, key):
    """Write every kind of file in `folder`."""
    folder.mkdir(parents=True)
    with here(folder, key):
        Path("caseaudit.toml").write_text(CONFIG, encoding="utf-8")
        Path("ud").mkdir()
        for argv in WRITERS.values():
            called(*argv)
    return folder


def shared(tmp_path_factory):
    """A folder with all of it in `work` and the key in `key`, made once however many processes run the tests. Do not write in it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "left-behind"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").is_file():
            made(folder / "work", folder / "key")
            (folder / "done").touch()
    return folder


def copied(tree, target):
    return Path(shutil.copytree(tree, target))


def files(folder):
    """Every file, by its path in the folder."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
