"""Measurements, each a module that is run by `python3 dev.py bench`."""
