"""Tests of core; they run where Qt is not installed."""
