"""Messages about runs, flags and output."""
