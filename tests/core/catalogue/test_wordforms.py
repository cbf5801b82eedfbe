"""What people add to the name of an app in Norwegian."""

import pytest

from core.catalogue.wordforms import plain_forms, without_fillers

FORMS = {
    "nettbanken": "nettbank",
    "vippsappen": "vipps",
    "helsenorgeappen": "helsenorge",
    "skatteetatsappen": "skatteetat",
    "ruterapp": "ruter",
    "kalenderane": "kalender",
    "kartet": "kart",
    "regneprogrammet": "regne",
}


@pytest.mark.parametrize(("typed", "meant"), FORMS.items())
def test_articles_and_the_word_for_app_can_go(typed: str, meant: str) -> None:
    assert meant in plain_forms(typed)


@pytest.mark.parametrize("key", ["", "a", "app", "en", "tiktok", "appen"])
def test_short_stems_are_none(key: str) -> None:
    assert all(len(form) >= 4 and form != key for form in plain_forms(key))


def test_words_that_belong_to_no_name_can_go() -> None:
    assert without_fillers(("last", "ned", "tiktok", "gratis", "android")) == ("tiktok",)
    assert without_fillers(("google", "maps")) == ("google", "maps")
    assert without_fillers(("app",)) == ()
