"""Runs on disk: keep one, find one, judge it again."""

from __future__ import annotations

from caseaudit.runs.kept import Run, data_digest, digest, latest, named, rule_changes, rules_digest

__all__ = ["Run", "data_digest", "digest", "latest", "named", "rule_changes", "rules_digest"]
