"""The year is played once per session, also when several processes run the tests; each file of tests stands in it anew."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

sys.path.insert(0, str(Path(__file__).parent))
import scripted
from recount import Kept

TODAY = date(2026, 10, 11)


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """The folder of the year, and what the script remembers of it, as it was when the year was over."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder, told = shared / "aar", shared / "aar.pickle"
    with FileLock(shared / "aar.lock"):
        if not told.is_file():
            folder.mkdir(exist_ok=True)
            with pytest.MonkeyPatch.context() as patch:
                made = scripted.play(folder / "kommune", patch)
            told.write_bytes(pickle.dumps(made))
    return told.read_bytes()


@pytest.fixture(scope="module")
def year(played):
    with pytest.MonkeyPatch.context() as patch:
        made = pickle.loads(played)
        scripted.enter(made, patch)
        made.today = TODAY
        yield made


@pytest.fixture(scope="module")
def kept(year):
    """Every run as it lies on disk, by its name in the script."""
    return {m.name: Kept(year.runs / m.run) for m in year.made}
