"""The command line: parse, call, exit. Heavy imports happen inside the commands."""
