"""Which app is meant: an id, a store id, a store link, or a name that has exactly one best match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import AmbiguousApp, UsageError
from core.texts.phrase import phrase

if TYPE_CHECKING:
    from core.catalogue.model import App
    from core.catalogue.search import Search
    from core.catalogue.store import CatalogueStore
    from core.facts import AppId


def resolve(text: str, store: CatalogueStore, search: Search) -> App | None:
    """The app that is meant, or None where the catalogue has none.

    Raises:
        UsageError: no name was given.
        AmbiguousApp: several fit equally well.
    """
    if not text.strip():
        raise UsageError(phrase("No app was named."), phrase("Name an app, for example: appvett card TikTok"))
    best = search.best_match(text)
    if best.app is not None:
        return store.app(best.app)
    if best.candidates:
        raise AmbiguousApp(text, tuple(candidate(app_id, store) for app_id in best.candidates))
    return None


def candidate(app_id: AppId, store: CatalogueStore) -> tuple[str, str, str]:
    """Id, name and publisher of an app that somebody may have meant."""
    app = store.app(app_id)
    return (app_id, app.name, app.publisher) if app else (app_id, "", "")
