"""Everybody can use it: what a screen reader is told, what the keyboard reaches, what the eye can read."""
