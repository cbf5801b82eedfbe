"""Takes pictures of every screen of the real window, drawn offscreen: for documents, and to look at all of it at once.

Started by `python3 dev.py pictures`. A new screen is one line in `pictures.screens`.
"""
