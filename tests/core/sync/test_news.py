"""What is new between two releases, line by line; how it is told after a sync."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.database.connections import open_profile
from core.errors import Cancelled, Silent
from core.facts import AppId, Verified
from core.publishing.build import build
from core.rules.model import Rules
from core.settings import definitions
from core.settings.followed import FollowedStore
from core.settings.store import SettingsStore
from core.situation import Device
from core.sync import news_items
from core.sync.news import tell_news
from core.sync.news_items import news_of
from core.sync.news_model import Group, Matter, NewsItem, Reader
from core.sync.news_store import NewsStore
from core.texts.phrase import Language, Phrase
from core.texts.words import Words
from tests.builders import NOW, a_situation
from tests.core.publishing.conftest import pristine, small
from tests.core.publishing.small import edit
from tests.core.releases.listed import LISTING, listing_rows, with_listings

__all__ = ["pristine", "small"]

NOTES, SIGNAL = AppId("example-notes"), AppId("signal")
OLD_OWNER = "Example Notes Inc. controls Example Notes Ireland Limited (100 per cent)."
NEW_OWNER = "Signal Technology Foundation controls Example Notes Ireland Limited (100 per cent)."
ADVICE = "EE, February 2024: “Råd om Example Notes”. This is advice, not a ban."

Change = tuple[str, str, str]
"""File, what stands there, what takes its place."""
SOLD: Change = ("companies/example-ie.yaml", "holder: example\n", "holder: signal-foundation\n")
NO_LONGER_AGAINST: Change = ("guidance/example-2024-notes.yaml", "example-notes: against", "example-notes: mentions")
REMARK: Change = ("companies/example.yaml", "no filing was read", "no filing was found")
WORD: Change = ("words/example.yaml", "en: Hello", "en: Hi")


class Pair:
    """Two releases; the newer one is made from the older one's source by some changes."""

    def __init__(self, old: Path, source: Path, folder: Path) -> None:
        self.old, self._source, self._folder = old, source, folder

    def changed(self, *changes: Change) -> Path:
        edit(self._source, "catalogue.yaml", "version: 1", "version: 2")
        for change in changes:
            edit(self._source, *change)
        return build(self._source, self._folder, Silent()).path


@pytest.fixture(scope="session")
def first(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(pristine, tmp_path_factory.mktemp("first"), Silent()).path


@pytest.fixture
def pair(first: Path, small: Path, tmp_path: Path) -> Pair:
    return Pair(first, small, tmp_path)


@pytest.fixture
def told(pair: Pair, rules: Rules) -> Callable[..., list[str]]:
    """What is told of some changes to who follows these apps, each line as text."""

    def tell(*changes: Change, followed: tuple[AppId, ...] = ()) -> list[str]:
        reader = Reader(followed, a_situation(), rules, NOW)
        with CatalogueStore.open(pair.old) as old, CatalogueStore.open(pair.changed(*changes)) as new:
            words = Words(Language.EN, whole_vocabulary(new))
            return [line(item, words) for item in news_of(old, new, reader, Silent())]

    return tell


def line(item: NewsItem, words: Words) -> str:
    def say(told: Phrase | None) -> str:
        return "-" if told is None else words.say(told)

    names = ", ".join(app.name for app in item.apps) or item.about
    return f"{item.group.value} {item.matter.value} [{names}] {say(item.old)} => {say(item.new)}"


# ---- the lines ------------------------------------------------------------------------------------------------------


def test_two_releases_give_exactly_these_lines_to_who_follows_the_app(told: Callable[..., list[str]]) -> None:
    assert told(SOLD, NO_LONGER_AGAINST, REMARK, WORD, NEW_ADVICE, followed=(NOTES,)) == [
        "followed answer [Example Notes] EE advises against the app on this device => Acceptable with conditions",
        (
            f"followed guidance [Example Notes, Signal] {ABOUT_NOTES} Against: Example Notes. Only mentions: Signal."
            f" => {ABOUT_NOTES} Only mentions: Example Notes and Signal."
        ),
        f"followed owner [Example Notes] {OLD_OWNER} => {NEW_OWNER}",
        "followed facts [Example Notes] - => The facts about Example Notes Inc. were changed.",
        "guidance guidance [Signal] - => EE, 1 November 2026: “Råd om Signal”. This is a requirement.",
        "other rest [] - => Also changed: 1 wording.",
    ]


def test_who_follows_nothing_is_told_by_what_it_is_about(told: Callable[..., list[str]]) -> None:
    """A remark that changes nothing is only counted."""
    assert told(SOLD, NO_LONGER_AGAINST, REMARK, WORD) == [
        (
            f"guidance guidance [Example Notes, Signal] {ABOUT_NOTES} Against: Example Notes. Only mentions: Signal."
            f" => {ABOUT_NOTES} Only mentions: Example Notes and Signal."
        ),
        f"owners owner [Example Notes] {OLD_OWNER} => {NEW_OWNER}",
        "other rest [] - => Also changed: 1 owner and 1 wording.",
    ]


ABOUT_NOTES = "EE: “Råd om Example Notes”."
_ADVICE_ON_SIGNAL = """\
authority:
  name: Eksempeletaten
  short: EE
  country: "NO"
title: Råd om Signal
summary:
  nb: Krav.
  nn: Krav.
  en: A requirement.
issued: "2026-11-01"
issued_precision: day
status: in force
confidence: high
strength: requirement
match:
  - apps
apps:
  signal: against
site_covered: false
scope:
  who:
    - public-employees
  devices:
    - work-device-connected
  private_device: unclear
  text:
    nb: Gjelder.
    nn: Gjeld.
    en: Holds.
official_need:
  allowed: separate device
  text:
    en: A separate device.
evidence:
  basis: precautionary
  text:
    nb: Ingen.
    nn: Ingen.
    en: None.
relevance: direct
body_specific: false
url: https://agency.example.com/signal
retrieved:
  how: official page seen
"""
NEW_ADVICE: Change = ("guidance/example-2026-signal.yaml", "", _ADVICE_ON_SIGNAL)


def test_nothing_but_number_and_date_gives_no_line(told: Callable[..., list[str]]) -> None:
    assert told(followed=(NOTES, SIGNAL)) == []


def test_an_owner_told_with_another_mark_says_so(told: Callable[..., list[str]]) -> None:
    assert told(("companies/example-ie.yaml", "verified: partly", "verified: no")) == [
        f"owners owner [Example Notes] The same, partly verified => {OLD_OWNER}"
    ]


def test_where_a_company_sits_and_what_it_has_where_are_told(told: Callable[..., list[str]]) -> None:
    moved = ("companies/example-ie.yaml", "seat: IE", 'seat: "NO"')
    denied = ("companies/example-ie.yaml", "    contested: true\n", "")
    claims = ("companies/example-ie.yaml", _CLAIMS, "")
    assert told(moved, denied, claims) == [
        (
            "owners owner [Example Notes]"
            " Example Notes Ireland Limited is registered and has its head office in Ireland."
            " => Example Notes Ireland Limited has its head office in Norway and is registered in Ireland."
        )
    ]


_CLAIMS = """\
    claim: a newspaper wrote in 2024 that part of the team sits in Russia
    claim_by: Example Times, March 2024
    counter_claim: the company says that it closed the office in 2022
"""


def test_another_company_that_runs_an_app_is_told_of_the_app(told: Callable[..., list[str]]) -> None:
    assert told(("apps/example-notes.yaml", "id: example-ie", "id: signal")) == [
        (
            "owners owner [Example Notes] Example Notes Ireland Limited runs Example Notes for Norway."
            " => Signal Messenger, LLC runs Example Notes for Norway."
        )
    ]


def test_what_is_new_about_an_incident_is_told(told: Callable[..., list[str]]) -> None:
    fine = "The Irish regulator imposed a fine after a break-in."
    assert told(("incidents/2019.yaml", "status: final", "status: annulled")) == [
        (
            "incidents incident [Example Notes] The decision is final."
            f" => {fine} The decision was annulled and weighs nothing."
        )
    ]


def test_a_new_incident_and_a_reading_of_an_app_that_is_followed_are_told(told: Callable[..., list[str]]) -> None:
    assert told(NEW_INCIDENT, NEW_READING, followed=(NOTES,)) == [
        "followed incident [Example Notes] - => It leaked.",
        (
            "followed reach [Example Notes]"
            " The store label: encrypted on the way: Yes; deleted on request: Do not know."
            " => The store label: encrypted on the way: No; deleted on request: Do not know."
        ),
    ]


def test_an_app_that_left_the_catalogue_or_came_is_told_to_who_follows_it(
    first: Path, pair: Pair, rules: Rules
) -> None:
    later = pair.changed(("apps/signal.yaml", "name: Signal", "name: Signals"))
    with closing(sqlite3.connect(later, isolation_level=None)) as connection:
        connection.execute("update app set id = 'example-memo' where id = 'example-notes'")
    reader = Reader((NOTES, AppId("example-memo"), SIGNAL), a_situation(), rules, NOW)
    with CatalogueStore.open(first) as old, CatalogueStore.open(later, verify=False) as new:
        words = Words(Language.EN, whole_vocabulary(new))
        found = [line(item, words) for item in news_of(old, new, reader, Silent()) if item.group is Group.FOLLOWED]
    assert [told for told in found if " presence " in told or "Signal" in told] == [
        "followed presence [Example Notes] - => It is in the catalogue now.",
        "followed presence [Example Notes] - => It is not in the catalogue any more.",
        "followed facts [Signals] It is called Signal. => It is called Signals.",
    ]


def test_every_line_has_its_source_date_and_mark(pair: Pair, rules: Rules) -> None:
    reader = Reader((), a_situation(), rules, NOW)
    with CatalogueStore.open(pair.old) as old, CatalogueStore.open(pair.changed(SOLD, NEW_INCIDENT)) as new:
        owner, incident = news_of(old, new, reader, Silent())
    assert owner.backing is not None
    assert owner.backing.verified is Verified.PARTLY
    assert owner.backing.sources == ("https://notes.example.com/privacy",)
    assert incident.backing is not None
    assert incident.backing.verified is Verified.NO
    assert incident.backing.date is not None
    assert incident.backing.date.text == "2026-10-02"


def test_of_many_lines_the_first_are_told_and_the_rest_counted(
    told: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_items, "MOST", 1)
    found = told(SOLD, ("companies/signal.yaml", "verified: yes", "verified: no"), NEW_INCIDENT)
    assert [one.split(" ", 2)[:2] for one in found] == [
        ["owners", "owner"],
        ["owners", "rest"],
        ["incidents", "incident"],
    ]
    assert found[1].endswith("1 more change of this kind.")


@pytest.mark.heavy
def test_a_hundred_thousand_listings_take_bounded_memory(real_catalogue: Path, rules: Rules, tmp_path: Path) -> None:
    count = 100_000
    renamed = {number: f"Name {number}" for number in range(0, count, 100)}
    old = with_listings(real_catalogue, tmp_path / "old.sqlite", listing_rows(count))
    used = dict.fromkeys(range(count), 30)
    new = with_listings(real_catalogue, tmp_path / "new.sqlite", listing_rows(count, popularity=used, name=renamed))
    reader = Reader((AppId("tiktok"), AppId(f"{LISTING}0")), a_situation(), rules, NOW)
    tracemalloc.start()
    try:
        with CatalogueStore.open(old, verify=False) as before, CatalogueStore.open(new, verify=False) as after:
            words = Words(Language.EN, whole_vocabulary(after))
            found = [line(item, words) for item in news_of(before, after, reader, Silent())]
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert found == [
        "followed facts [Name 0] It is called Listing 0. => It is called Name 0.",
        "other rest [] - => Also changed: 999 apps.",
    ]


# ---- kept -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        FollowedStore(connection, can_save=True).follow(NOTES, date(2026, 1, 1))
        yield connection


def test_news_are_kept_for_the_apps_followed_and_the_usual_situation(pair: Pair, profile: sqlite3.Connection) -> None:
    SettingsStore(profile).save(definitions.DEVICE, Device.PRIVATE_NO_ACCESS)
    new = pair.changed(NO_LONGER_AGAINST)
    assert tell_news(pair.old, new, profile, NOW, Silent()) == 1
    store = NewsStore(profile, can_save=True)
    (kept,) = store.items()
    # On a private device the advice did not apply, so no answer is another one.
    assert (kept.item.group, kept.item.matter, kept.is_read) == (Group.FOLLOWED, Matter.GUIDANCE, False)
    assert kept.item.apps[0].id == NOTES
    assert (kept.release.version, kept.release.since, kept.release.told) == (2, 1, NOW)
    assert kept.release.made == CatalogueStore.open(new).info().created
    assert store.last() == kept.release


def test_the_same_release_is_told_once(pair: Pair, profile: sqlite3.Connection) -> None:
    new = pair.changed(SOLD)
    assert [tell_news(pair.old, new, profile, NOW, Silent()) for _ in range(2)] == [1, 0]
    assert NewsStore(profile, can_save=True).unread() == 1


def test_a_release_without_news_is_kept_as_such(pair: Pair, profile: sqlite3.Connection) -> None:
    assert tell_news(pair.old, pair.changed(), profile, NOW, Silent()) == 0
    last = NewsStore(profile, can_save=True).last()
    assert last is not None
    assert last.version == 2
    assert last.is_whole


def test_the_first_catalogue_is_no_news(pair: Pair, profile: sqlite3.Connection) -> None:
    assert tell_news(None, pair.old, profile, NOW, Silent()) == 0
    assert tell_news(pair.old, pair.changed(SOLD), None, NOW, Silent()) == 0
    assert NewsStore(profile, can_save=True).last() is None


def test_what_cannot_be_found_out_is_told_as_such_and_never_fails(pair: Pair, profile: sqlite3.Connection) -> None:
    class Stopped(Silent):
        def step(self, done: int, total: int) -> None:
            super().step(done, total)
            raise Cancelled

    assert tell_news(pair.old, pair.changed(SOLD), profile, NOW, Stopped()) == 0
    last = NewsStore(profile, can_save=True).last()
    assert last is not None
    assert not last.is_whole
    assert tell_news(pair.old.with_name("gone.sqlite"), pair.old, profile, NOW, Silent()) == 0
    profile.execute("pragma query_only = on")
    assert tell_news(pair.old, pair.old, profile, NOW, Silent()) == 0


def test_an_answer_is_worked_out_for_no_day_before_the_catalogue(pair: Pair, profile: sqlite3.Connection) -> None:
    """A clock at 1970 is wrong: on that day no advice was in force."""
    tell_news(pair.old, pair.changed(NO_LONGER_AGAINST), profile, datetime(1970, 1, 1, tzinfo=UTC), Silent())
    assert NewsStore(profile, can_save=True).items()[0].item.matter is Matter.ANSWER


_LEAKED = """\
incidents:
  - id: example-notes-2026
    date: "2026-10-02"
    date_precision: day
    kind: claimed
    apps:
      - example-notes
    companies:
      - example-ie
    text:
      nb: Den lakk.
      nn: Han lak.
      en: It leaked.
    outcome: none
    verified: no
    sources:
      - https://times.example.com/leak
"""
NEW_INCIDENT: Change = ("incidents/2026.yaml", "", _LEAKED)
NEW_READING: Change = ("reach/example-notes.yaml", "encrypted_in_transit: true", "encrypted_in_transit: false")
