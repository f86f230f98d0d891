"""One command line in a process of its own: whatever it does, hangs, eats or dies of, the fuzzer goes on."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

CPU_SECONDS = 10
WALL_SECONDS = 90
"""The limit is ten seconds of CPU; the clock is wider, since the fuzzer runs at the lowest priority on a machine in use."""
MEMORY = 3 << 30
_CODE = re.compile(r"\[([a-z][a-z0-9_]{2,40})\]")


@dataclass
class Answer:
    """What one command line gave and left."""

    code: int
    signal: int
    out: str
    err: str
    cpu: float
    memory: int
    crash: str = ""
    left: list[str] = field(default_factory=list)

    @property
    def codes(self) -> tuple[str, ...]:
        """The messages it gave."""
        return tuple(sorted(set(_CODE.findall(self.err))))


def call(argv: list[str], work: Path) -> Answer:
    """Run `caseaudit ARGV` in the folder `work` and look at what came of it."""
    aside = work.with_name(work.name + ".aside")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "tmp").mkdir(parents=True)
    pid = os.fork()
    if pid == 0:
        _child(argv, work, aside)
    _, status, used = os.wait4(pid, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # a parser that outlived its parent
    crash = "\n".join(p.read_text(encoding="utf-8") for p in (aside / "tmp").glob("caseaudit-crash-*"))
    left = sorted(p.name for p in (aside / "tmp").iterdir() if not p.name.startswith("caseaudit-crash-"))
    out, err = ((aside / n).read_bytes().decode("utf-8", errors="surrogateescape") for n in ("out", "err"))
    return Answer(
        os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
        os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        out, err, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, crash, left,
    )  # fmt: skip


def _child(argv, work, aside):
    """As `python -m caseaudit` does it, with limits. Never returns."""
    code = 99
    try:
        os.setsid()
        os.chdir(work)
        for fd, name in ((1, "out"), (2, "err")):
            file = os.open(aside / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, fd)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the process
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ["TMPDIR"] = str(aside / "tmp")
        _tempdir_anew()
        with contextlib.suppress(ValueError, OSError):  # macOS has the name of this limit and nothing behind it
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(WALL_SECONDS)
        from caseaudit.cli.entry import run
        from caseaudit.privacy.edge import close_process
        from caseaudit.privacy.scratch import own_temporary_folder

        close_process()
        with own_temporary_folder():
            code = run(argv)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as e:  # noqa: BLE001 - what reaches this line reaches the user
        import traceback

        os.write(2, f"Traceback outside run(): {type(e).__name__}\n{traceback.format_exc()}".encode(errors="replace"))
    finally:
        os._exit(code)


def _tempdir_anew():
    import tempfile

    tempfile.tempdir = None
