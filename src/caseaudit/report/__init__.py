"""Findings reports: exact facts of a run, what an audience may see of them, a view of plain text and numbers, and its formats."""
