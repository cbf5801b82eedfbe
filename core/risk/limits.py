"""How many apps are compared. Stands by itself, so that a window can be shown before answers are loaded."""

FEWEST, MOST = 2, 4
"""Apps side by side."""
