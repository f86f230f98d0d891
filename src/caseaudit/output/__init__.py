"""Writing results: the JSON contract, tables for people, and safe files."""
