"""Sampling: plan, draw, extend and replace, so that anybody with the seed can draw the same again."""
