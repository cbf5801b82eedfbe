"""Keeping the catalogue fresh: fetch a release, verify it, put it to use; and remember what happened."""
