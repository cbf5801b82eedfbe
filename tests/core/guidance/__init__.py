"""Tests of the guidance gates."""
