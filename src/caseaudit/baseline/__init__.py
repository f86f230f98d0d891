"""Known findings: a list with a reason, an owner and a day on which each stops being an excuse."""
