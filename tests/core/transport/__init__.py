"""Tests of fetching, against servers on this machine."""
