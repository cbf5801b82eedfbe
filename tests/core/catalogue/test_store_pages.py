"""The address of an app's page in a store leads back to the app, and is never made of what is no id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.catalogue.links import parse_reference
from core.catalogue.model import StoreId
from core.catalogue.store import CatalogueStore
from core.catalogue.store_pages import page_address
from core.facts import Verified
from core.situation import Platform
from tests.builders import an_app


@pytest.mark.parametrize(
    ("platform", "store", "store_id"),
    [
        (Platform.ANDROID, "google-play", "com.example.app"),
        (Platform.ANDROID, "f-droid", "org.example.app"),
        (Platform.IOS, "app-store", "835599320"),
        (Platform.WINDOWS, "microsoft-store", "9NH2GPH4JZS4"),
        (Platform.LINUX, "flathub", "org.telegram.desktop"),
    ],
)
def test_address_is_read_back_as_the_same_app(platform: Platform, store: str, store_id: str) -> None:
    app = replace(an_app("it"), store_ids=(StoreId(store, store_id, Verified.YES),))
    address = page_address(app, platform)
    assert address is not None
    found = parse_reference(address)
    assert found is not None
    assert (found.store, found.id) == (store, store_id)


@pytest.mark.parametrize("odd", ["a b", "x&id=y", "../..", "a/b", "<b>", "", "é"])
def test_odd_id_makes_no_address(odd: str) -> None:
    app = replace(an_app("it"), store_ids=(StoreId("google-play", odd, Verified.YES),))
    assert page_address(app, Platform.ANDROID) is None


def test_edition_without_a_store_has_no_address(store: CatalogueStore) -> None:
    tiktok = next(app for app in store.apps() if app.id == "tiktok")
    assert page_address(tiktok, Platform.WEB) is None
    assert page_address(tiktok, None) is None
    assert page_address(tiktok, Platform.ANDROID) is not None
