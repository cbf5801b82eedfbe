"""The catalogue: apps and everything known about them, in one read-only file."""
