"""Tests of opening and migrating SQLite files."""
