"""Law as data: the rule language, the loader and the inline cases."""
