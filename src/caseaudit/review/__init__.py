"""Manual review: forms out, answers back, agreement, and what the answers say about all cases."""
