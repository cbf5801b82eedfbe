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
    Migration(
        "sync",
        (
            """create table sync_run (
              number integer primary key, at text not null, way text not null, source text not null,
              result text not null, checks text not null, before integer, after integer, kind text not null,
              received integer not null, sent integer not null, seconds real not null, changed text not null,
              code text not null, said text not null
            ) strict""",
            """create table left_machine (
              number integer primary key, at text not null, host text not null, path text not null,
              sent integer not null, received integer not null, requests integer not null default 1
            ) strict""",
            "create table floor (key text primary key, value text not null) strict, without rowid",
        ),
    ),
    Migration(
        "news",
        (
            """create table news_release (
              number integer primary key, told text not null, version integer not null, made text not null,
              since integer not null, digest text not null, is_whole integer not null
            ) strict""",
            """create table news (
              number integer primary key, release integer not null references news_release (number) on delete cascade,
              part text not null, matter text not null, content text not null, is_read integer not null
            ) strict""",
            "create index news_by_release on news (release, number)",
        ),
    ),
)
"""All steps, oldest first."""
