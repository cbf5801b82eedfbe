"""Tests of reach classes and findings."""
