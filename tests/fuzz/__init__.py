"""Fuzzing: every file that a user can hand over, damaged at random, through the real command line."""
