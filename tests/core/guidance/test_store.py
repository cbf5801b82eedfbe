"""Guidance as the catalogue holds it."""

from core.catalogue.store import CatalogueStore
from core.guidance.model import Stance, Strength
from core.guidance.store import guidance


def test_entries_stand_in_id_order_and_none_is_hidden(store: CatalogueStore) -> None:
    entries = guidance(store)
    assert [entry.id for entry in entries] == sorted(entry.id for entry in entries)
    assert not any(entry.is_hidden for entry in entries)
    assert guidance(store) is entries


def test_nsm_2023(store: CatalogueStore) -> None:
    entry = next(entry for entry in guidance(store) if entry.id == "nsm-2023-tiktok-telegram")
    assert (entry.issuer, entry.strength, entry.issued.text) == ("nsm", Strength.RECOMMENDATION, "2023-03-21")
    assert entry.site_covered is False
    assert entry.scope_note is not None
    assert {app: stance.value for app, stance in entry.stances.items()} == {
        "tiktok": "against",
        "telegram": "against",
        "facebook": "mentions",
        "instagram": "mentions",
        "snapchat": "mentions",
    }


def test_laws_incidents_and_threat_assessments_only_concern(store: CatalogueStore) -> None:
    kinds = (Strength.LAW, Strength.INCIDENT, Strength.THREAT_ASSESSMENT)
    stances = {stance for entry in guidance(store) if entry.strength in kinds for stance in entry.stances.values()}
    assert stances == {Stance.CONCERNS}
