"""Words of labels, policies and studies that have a fixed meaning, so that a Norwegian card does not speak English.

What is not in these tables is shown as the source has it: a new word is better read in English than guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.texts.phrase import Argument, Phrase, Text, phrase

_WORDS: Mapping[str, Phrase] = {
    # types of data in store labels
    "Location": phrase("location"),
    "Approximate location": phrase("approximate location"),
    "Precise location": phrase("precise location"),
    "Diagnostics": phrase("diagnostics"),
    "Crash logs": phrase("crash logs"),
    "Device or other IDs": phrase("device or other ids"),
    "User IDs": phrase("user ids"),
    "Contacts": phrase("contacts"),
    "Other app performance data": phrase("other performance data"),
    "SMS or MMS": phrase("SMS or MMS"),
    "Other in-app messages": phrase("other messages in the app"),
    "Address": phrase("address"),
    "Email address": phrase("e-mail address"),
    "Phone number": phrase("phone number"),
    "Name": phrase("name"),
    "Other info": phrase("other information"),
    "Photos": phrase("photos"),
    "Videos": phrase("videos"),
    "Photos & videos (category)": phrase("photos and videos"),
    "Voice or sound recordings": phrase("voice or sound recordings"),
    "Music files": phrase("music files"),
    "App interactions": phrase("use of the app"),
    "In-app search history": phrase("searches in the app"),
    "Other actions": phrase("other actions"),
    "Other user-generated content": phrase("other content that users make"),
    # what a policy says is collected
    "payment": phrase("payment"),
    "location": phrase("location"),
    "device": phrase("the device"),
    "usage": phrase("usage"),
    "content": phrase("content"),
    "messages": phrase("messages"),
    "contacts": phrase("contacts"),
    "data from third parties": phrase("data from third parties"),
    "biometrics": phrase("biometrics"),
    "special categories": phrase("special categories of personal data"),
    # end-to-end encryption
    "none, none planned": phrase("none, and none planned"),
    'Only in "secret chats"': phrase("only in secret chats"),
    "Yes": phrase("yes"),
    "Yes (claimed)": phrase("yes, as claimed"),
    "default since the 2023 roll-out": phrase("by default since 2023"),
    "default since 2016": phrase("by default since 2016"),
    "none after 2026-05-08 (was optional)": phrase("none after 8 May 2026 (was optional)"),
    "Yes if supported by recipient's client app": phrase("yes, where the recipient's app supports it"),
    "none": phrase("none"),
    "optional and limited": phrase("optional and limited"),
    "limited, dearest plan only": phrase("limited, and only in the dearest plan"),
    "default": phrase("by default"),
    # grades of a study
    "needs improvement": phrase("needs improvement"),
    "no label filled in": phrase("no label filled in"),
    "poor": phrase("poor"),
    "OK": phrase("in order"),
    # source code
    "public repository exists": phrase("the app's code is public"),
    "Proprietary": phrase("closed"),
    "Source available": phrase("can be read, but not freely used"),
    # destinations that are no country
    "EU": phrase("the EU"),
    "EEA": phrase("the EEA"),
    "European Economic Area": phrase("the EEA"),
    "Europe": phrase("Europe"),
    "Africa": phrase("Africa"),
    "Asia": phrase("Asia"),
    "Asia-Pacific": phrase("Asia and the Pacific"),
    "Asia-Pacific region": phrase("Asia and the Pacific"),
    "North and South America": phrase("North and South America"),
    "countries of affiliates": phrase("countries of affiliates"),
}

_OTHER_SPELLINGS = {"UK": "United Kingdom", "Hong Kong SAR": "Hong Kong"}


def said(word: str) -> Argument:
    """The word in the user's language, or as the source has it."""
    return _WORDS.get(word, word)


def all_said(words: Iterable[str]) -> tuple[Argument, ...]:
    """Each word in the user's language, in the order given."""
    return tuple(said(word) for word in words)


def places(words: Iterable[str], countries: Mapping[str, Text]) -> tuple[Argument, ...]:
    """Destinations in the user's language.

    Args:
        words: countries and regions in English, as a policy names them.
        countries: names of countries by their English name.
    """
    return tuple(countries.get(_OTHER_SPELLINGS.get(word, word)) or said(word) for word in words)
