"""Tests of the answer, the card and the two laws."""
