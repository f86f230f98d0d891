"""The catalogue of rules that a jurist reviews and signs: plain data from a rulebook, and the two forms it is printed in."""
