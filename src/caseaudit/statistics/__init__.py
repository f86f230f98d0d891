"""What a sample can say: intervals, sizes, comparisons, agreement. Numbers in, numbers out; nothing here knows a case.

Distributions come from scipy. Where a probability lies so close to a limit that rounding could decide, exact fractions do.
"""
