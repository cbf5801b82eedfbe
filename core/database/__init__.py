"""SQLite files: how they are opened, and how the user's own file grows from version to version.

`open_readonly` opens files that are never edited (the catalogue); `open_profile` opens the user's own file,
made and brought up to date; `open_best_profile` also serves where nothing can be saved. A connection belongs
to its thread.
"""

from core.database.connections import (
    BestProfile,
    attach_readonly,
    open_best_profile,
    open_profile,
    open_readonly,
    open_scratch,
    transaction,
)
from core.database.migrations import Migration, migrate
from core.database.profile import PROFILE_MIGRATIONS

__all__ = [
    "PROFILE_MIGRATIONS",
    "BestProfile",
    "Migration",
    "attach_readonly",
    "migrate",
    "open_best_profile",
    "open_profile",
    "open_readonly",
    "open_scratch",
    "transaction",
]
