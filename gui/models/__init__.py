"""Qt models over values of core."""
