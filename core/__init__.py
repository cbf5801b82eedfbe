"""Appvett without a screen: facts, rules and files. Nothing in here imports Qt."""

__version__ = "0.1.0"
"""The version of the program; it stands nowhere else."""
