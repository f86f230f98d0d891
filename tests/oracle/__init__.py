"""An independent evaluator of the rule language, and random cases at its edges."""
