"""Tests of the rule file against the tables."""
