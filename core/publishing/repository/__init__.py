"""The publisher's repository of releases: static files, signed, in the form of The Update Framework (TUF).

`roles` and `metadata` say what is signed by whom, `place` where the files lie, `packing` and `describing` what a
release consists of. Modules here load python-tuf, which takes a third of a second: they are imported where they are
used.
"""
