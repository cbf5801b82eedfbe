"""The letters of a name that fit what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.search import marked

CASES = {
    ("TikTok", "tikt"): ["TikT"],
    ("TikTok", "tik tok"): ["TikTok"],
    ("WhatsApp Messenger", "whats app mess"): ["WhatsApp Mess"],
    ("Google Maps", "maps google"): ["Google", "Maps"],
    ("My Note", "note"): ["Note"],
    ("YouTube", "tube"): ["Tube"],
    ("Blåfjell", "blaf"): ["Blåf"],
    ("Haaland Bank", "håland"): ["Haaland"],
    ("Sæter", "saet"): ["Sæt"],
    ("Øl", "ol"): ["Øl"],
    ("Café Noir", "cafe"): ["Café"],
    ("Телеграм", "телег"): ["Телег"],
    ("Телеграм", "telegr"): ["Телегр"],
    ("微信", "微"): ["微"],
    ("O'Hara's App", "ohara"): ["O'Hara"],
    ("TikTok", "snap"): [],
    ("TikTok", "ok"): [],
    ("TikTok", ""): [],
    ("", "tik"): [],
    ("🙂 App", "app"): ["App"],
}


@pytest.mark.parametrize(("name", "query"), CASES, ids=lambda text: ascii(text)[:20])
def test_the_letters_that_fit(name: str, query: str) -> None:
    assert [name[first:last] for first, last in marked(name, query)] == CASES[name, query]


@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=20))
def test_no_text_is_an_error_and_places_are_in_order(name: str, query: str) -> None:
    places = [place for span in marked(name, query) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(name) for place in places)


@given(st.text(st.sampled_from("abåøæaeo TÆÅ"), min_size=1, max_size=20))
def test_a_whole_name_is_marked_from_its_first_letter_to_its_last(name: str) -> None:
    spans = marked(name, name)
    letters = [place for place, sign in enumerate(name) if sign.isalnum()]
    assert not letters or (spans[0][0] == letters[0] and spans[-1][1] >= letters[-1])
