"""The tables of the history store, and how an older file is brought up to date: forward only, on a copy first."""

from __future__ import annotations

VERSION = 2

_ADDED_IN_2 = """
CREATE TABLE output (
  number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, written TEXT NOT NULL, command TEXT NOT NULL
) STRICT;
CREATE INDEX output_of_run ON output (run);
CREATE INDEX output_at_path ON output (path);
CREATE TABLE figure (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, figure TEXT NOT NULL, part TEXT NOT NULL,
  value REAL, numerator INTEGER, denominator INTEGER, missing INTEGER,
  PRIMARY KEY (run, figure, part)
) STRICT, WITHOUT ROWID;
"""
"""Outputs have no reference to a run: one from before there was a history writes files too."""

TABLES = """
CREATE TABLE run (
  id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('pending', 'done')),
  as_of TEXT NOT NULL, started TEXT NOT NULL, tool TEXT NOT NULL, system TEXT NOT NULL,
  scope TEXT NOT NULL, data_digest TEXT NOT NULL, rules_digest TEXT NOT NULL, key_fingerprint TEXT NOT NULL,
  cases INTEGER NOT NULL, events INTEGER NOT NULL, cases_with_breach INTEGER NOT NULL, pruned_on TEXT
) STRICT;
CREATE TABLE rule (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, number INTEGER NOT NULL,
  id TEXT NOT NULL, theme TEXT NOT NULL, severity TEXT NOT NULL, judges TEXT NOT NULL, digest TEXT NOT NULL,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, rule INTEGER NOT NULL,
  part TEXT NOT NULL, name TEXT NOT NULL, advisory INTEGER NOT NULL,
  met INTEGER NOT NULL, excused INTEGER NOT NULL, breached INTEGER NOT NULL,
  pending INTEGER NOT NULL, unknown INTEGER NOT NULL, not_applicable INTEGER NOT NULL,
  PRIMARY KEY (run, part, name, rule, advisory)
) STRICT, WITHOUT ROWID;
CREATE TABLE caseload (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, part TEXT NOT NULL, name TEXT NOT NULL,
  cases INTEGER NOT NULL, with_breach INTEGER NOT NULL,
  PRIMARY KEY (run, part, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
  run TEXT NOT NULL REFERENCES run ON DELETE CASCADE, key BLOB NOT NULL, rule INTEGER NOT NULL, law_row TEXT NOT NULL,
  outcome TEXT NOT NULL, reason TEXT NOT NULL, severity TEXT NOT NULL, unit TEXT NOT NULL, team TEXT NOT NULL, due_on TEXT,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
"""

UPGRADES: dict[int, str] = {1: _ADDED_IN_2}
"""From a version to the next: the SQL that does it. A new store is made as the first version and brought up the same way."""
