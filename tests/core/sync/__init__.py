"""Tests of keeping the catalogue fresh."""
