"""AC-047: files and results that are too large for the machine are refused, with the limit, before memory runs out."""

from __future__ import annotations

import os
import time

import pytest

from caseaudit.errors import DataError
from caseaudit.reading import read
from read_books import KEY, refused

HEAD = "Sagsnummer;Afgørelse dato;Paragraf;Plan dato;Team;Bemærkning\n"
ONE = "S1;01-02-2024;BL § 46;15-01-2024;Ærø;x\n"


def test_ac_047_a_file_of_ten_gigabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """Larger than the limit: refused at once with the limit named; the limit can be set."""
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write((HEAD + ONE).encode())
        file.truncate(10_000_000_000)
    began = time.perf_counter()
    with pytest.raises(DataError) as error:
        read([path], key=KEY)
    assert time.perf_counter() - began < 5
    (problem,) = error.value.problems
    assert problem.code == "file_too_large"
    assert "2.0 GB" in problem.what
    monkeypatch.setenv("CASEAUDIT_MAX_BYTES", "100")
    small = tmp_path / "b.csv"
    small.write_text(HEAD + ONE * 5, encoding="utf-8")
    assert refused(small) == ["file_too_large"]


def test_ac_047_files_that_would_not_fit_into_memory_are_refused_before_they_are_read(tmp_path, monkeypatch):
    """Two files that fit alone and not together: refused, with what is needed and what is free; the user can insist."""
    from caseaudit.reading import delimited, memory

    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for i, path in enumerate(paths):
        path.write_text(HEAD + ONE.replace("S1", f"S{i}") * 1000, encoding="utf-8")
    room = memory.BASE + memory.PER_BYTE * paths[0].stat().st_size * 3 // 2
    monkeypatch.setattr(memory, "free_memory", lambda: room)
    assert all(len(read([path], key=KEY).cases) == 1 for path in paths)
    opened = []
    monkeypatch.setattr(delimited, "load", opened.append)
    with pytest.raises(DataError) as error:
        read(paths, key=KEY)
    assert [p.code for p in error.value.problems] == ["memory_too_small"]
    assert f"{room / 1e9:.1f} GB er ledig" in error.value.problems[0].what
    assert opened == []
    monkeypatch.undo()
    monkeypatch.setattr(memory, "free_memory", lambda: room)
    monkeypatch.setenv("CASEAUDIT_MAX_BYTES", "1000000")
    assert len(read(paths, key=KEY).cases) == 2


def test_ac_047_findings_that_would_not_fit_into_memory_are_not_kept(cli, tmp_path, monkeypatch):
    """Judged, but too many findings for what is free: told with the number, nothing is kept, and --no-save goes through."""
    from caseaudit.reading import memory

    path = tmp_path / "a.csv"
    path.write_text(HEAD + ONE + ONE.replace("S1", "S2"), encoding="utf-8")
    room = memory.BASE + memory.PER_BYTE * path.stat().st_size + 1
    monkeypatch.setattr(memory, "free_memory", lambda: room)
    monkeypatch.setattr(memory, "PER_FINDING", room)
    answer = cli("check", path, "--as-of", "2025-01-01", "--exit-zero", "--runs", path.parent / "runs")
    assert answer.code == 2
    assert "fund og uvisse udfald" in answer.err
    assert not list((path.parent / "runs").glob("*/manifest.json"))
    assert cli("check", path, "--as-of", "2025-01-01", "--exit-zero", "--no-save").code == 0


def test_ac_047_the_memory_that_is_free_is_known_here():
    """The operating system's own figure, and no more than the machine has."""
    from caseaudit.reading.memory import free_memory

    free = free_memory()
    assert free is not None
    assert 0 < free <= os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
