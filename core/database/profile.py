"""The tables of the user's own file, `appvett.sqlite`, as the steps that made them.

A released step is never changed: a file made by it may be met for years. New tables come as new steps.
"""

from core.database.migrations import Migration

PROFILE_ID = 0x41707650
"""The mark of the file, "ApvP" in ASCII, so that no other program's file is taken for ours."""

PROFILE_MIGRATIONS = (
    Migration(
        "settings",
        ("create table setting (key text primary key, value text not null) strict, without rowid",),
    ),
    Migration(
        "followed",
        ("create table followed (app text primary key, since text not null) strict, without rowid",),
    ),
)
"""All steps, oldest first."""
