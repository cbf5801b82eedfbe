"""Tests of owners, exposures and the threat level."""
