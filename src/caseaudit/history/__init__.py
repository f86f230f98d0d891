"""Runs over time: what each run counted, kept in one local SQLite file beside the runs."""
