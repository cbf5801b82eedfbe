"""Releases of the catalogue: what one consists of, how it is verified, and how two of them differ.

`model` holds the values, `release` reads and writes `release.json`, `tuf` is the one wrapper of python-tuf, `delta`
makes and applies row operations, `differences` tells in words what changed.
"""
