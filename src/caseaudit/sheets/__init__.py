"""Workbooks as bytes from a stranger: what is looked at before a parser sees them, and the parser in a process of its own.

Nothing here knows cases or tables. The package stands apart from `reading` so that the child process starts without
pandas: only the standard library, fastexcel and pyarrow.
"""
