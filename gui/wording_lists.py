"""What stands around a list of apps: counts, filters and their values. Phrases only: no language, no Qt."""

from __future__ import annotations

from core.catalogue.model import CatalogueInfo
from core.texts.phrase import Phrase, Term, as_phrase, phrase, plural
from gui.filters import NONE, Facet
from gui.shelf import Found


def inventory(info: CatalogueInfo) -> Phrase:
    """What the catalogue holds."""
    assessed = plural("{count} assessed app", "{count} assessed apps", count=info.dossiers)
    if not info.listings:
        return assessed
    return plural(
        "{assessed} assessed and {count} other known app",
        "{assessed} assessed and {count} other known apps",
        count=info.listings,
        assessed=info.dossiers,
    )


def counted(found: Found, shown: int, info: CatalogueInfo) -> Phrase:
    """How many apps were found, and among how many."""
    only_assessed = found.filters.needs_assessment or not found.is_whole
    assessed = plural("{count} assessed app", "{count} assessed apps", count=info.dossiers)
    if not found.query.strip():
        return phrase("{number} of {apps}", number=shown, apps=assessed)
    among = assessed if only_assessed else inventory(info)
    if found.is_cut:
        return phrase("The {number} best matches among {apps}", number=shown, apps=among)
    return plural("{count} match among {apps}", "{count} matches among {apps}", count=shown, apps=among)


def facet_name(facet: Facet) -> Phrase:
    """What a list can be narrowed by."""
    return {
        Facet.COUNTRY: phrase("Owner's country"),
        Facet.ANSWER: phrase("Advice"),
        Facet.RULING: phrase("Our rule"),
        Facet.PLATFORM: phrase("Platform"),
    }[facet]


def facet_value(facet: Facet, value: str) -> Phrase:
    """One value of a facet."""
    if value == NONE:
        return phrase("No rule of ours") if facet is Facet.RULING else phrase("Not known")
    table = {
        Facet.COUNTRY: f"countries.{value}",
        Facet.ANSWER: f"answers.{value}.label",
        Facet.RULING: f"rulings.{value}.label",
        Facet.PLATFORM: f"platforms.{value}.label",
    }
    return as_phrase(Term(table[facet]))
