"""Tests of dev.py and of the files it keeps."""
