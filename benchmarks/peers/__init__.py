"""The eight duties, written by hand for other tools, as fast as we could make them."""
