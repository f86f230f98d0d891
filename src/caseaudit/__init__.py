"""Was the law followed in each child's case, on what evidence, and what must be done now."""

__version__ = "0.1.0"
