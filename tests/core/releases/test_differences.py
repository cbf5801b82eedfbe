"""Differences between two catalogues, in words and counted."""

import sqlite3
import tracemalloc
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.errors import Cancelled, CatalogueDamaged, Silent
from core.publishing.build import build
from core.releases.differences import (
    Difference,
    changes_in_words,
    count_changes,
    counted_in_words,
    diff,
    differences,
)
from core.releases.entries import Subject
from core.texts.phrase import Language, Phrase
from core.texts.words import Words
from tests.core.publishing.small import edit
from tests.core.releases.listed import LISTING, listing_rows, with_listings


def differ(old: Path, new: Path, tmp_path: Path) -> tuple[Difference, ...]:
    return compared(*(build(source, tmp_path / name, Silent()).path for source, name in ((old, "old"), (new, "new"))))


def compared(old: Path, new: Path) -> tuple[Difference, ...]:
    with CatalogueStore.open(old) as before, CatalogueStore.open(new) as after:
        return diff(before, after)


def words(found: tuple[Difference, ...]) -> list[str]:
    return [f"{d.subject.value} {d.id}: {said(d.words)}" for d in found]


def test_a_catalogue_does_not_differ_from_itself(pristine: Path, tmp_path: Path) -> None:
    assert differ(pristine, pristine, tmp_path) == ()


def test_changes_are_told_by_field_old_and_new(pristine: Path, small: Path, tmp_path: Path) -> None:
    edit(small, "catalogue.yaml", "version: 1", "version: 2")
    edit(small, "apps/example-notes.yaml", "name: Jotter", "name: Jotters")
    edit(small, "companies/example-ie.yaml", "verified: partly", "verified: yes")
    edit(small, "companies/example-ie.yaml", "control: control", "control: unknown")
    edit(small, "companies/example-ie.yaml", "      min: 100\n", "      min: 50\n")
    edit(small, "countries/XE.yaml", "name:\n  nb: Eksempelland", "name:\n  nb: Eksempellandet")
    edit(small, "guidance/example-2024-notes.yaml", "example-notes: against", "example-notes: mentions")
    edit(small, "incidents/2019.yaml", "status: final", "status: annulled")
    edit(small, "reach/example-notes.yaml", "encrypted_in_transit: true", "encrypted_in_transit: false")
    edit(small, "words/example.yaml", "en: Hello", "en: Hi")
    assert words(differ(pristine, small, tmp_path)) == [
        "catalogue catalogue: version: “1” became “2”",
        "app example-notes: other_names[Jotters].name: added, “Jotters”",
        "app example-notes: other_names[Jotters].kind: added, “former”",
        "app example-notes: other_names[Jotters].until: added, “2021”",
        "app example-notes: other_names[Jotter].name: removed, was “Jotter”",
        "app example-notes: other_names[Jotter].kind: removed, was “former”",
        "app example-notes: other_names[Jotter].until: removed, was “2021”",
        "company example-ie: stakes[example].control: “control” became “unknown”",
        "company example-ie: stakes[example].share_min: “100.0” became “50.0”",
        "company example-ie: stakes[example].verified: “partly” became “yes”",
        "country XE: name.nb: “Eksempelland” became “Eksempellandet”",
        "guidance example-2024-notes: stances.example-notes: “against” became “mentions”",
        "reach example-notes: facts[label-practices android play-label].value.encrypted_in_transit: “yes” became “no”",
        "incident example-notes-2019: status: “final” became “annulled”",
        "word countries.XE: nb: “Eksempelland” became “Eksempellandet”",
        "word example_topic.greeting.label: en: “Hello” became “Hi”",
    ]


def test_added_and_removed_entries_are_told_once(pristine: Path, small: Path, tmp_path: Path) -> None:
    (small / "guidance" / "example-2024-notes.yaml").unlink()
    edit(small, "apps/example-notes-lite.yaml", "", (small / "apps" / "example-notes.yaml").read_text("utf-8"))
    edit(small, "apps/example-notes-lite.yaml", "id: com.example.notes", "id: com.example.lite")
    found = differ(pristine, small, tmp_path)
    assert words(found) == [
        "app example-notes-lite: was added",
        "guidance example-2024-notes: was removed",
    ]
    assert found[1] == Difference(Subject.GUIDANCE, found[1].id, "EE: Råd om Example Notes", found[1].words)


# ---- listings -------------------------------------------------------------------------------------------------------


def test_listings_that_are_only_used_more_or_seen_later_are_counted_not_told(
    real_catalogue: Path, tmp_path: Path
) -> None:
    old = with_listings(real_catalogue, tmp_path / "old.sqlite", listing_rows(9))
    changed = listing_rows(9, popularity={2: 7, 3: 8, 4: 9}, seen={1: "2026-10", 4: "2026-11"}, name={3: "Renamed"})
    found = compared(old, with_listings(real_catalogue, tmp_path / "new.sqlite", changed))
    assert words(found) == [
        f"app {LISTING}3: name: “Listing 3” became “Renamed”",
        f"app {LISTING}3: popularity: “3” became “8”",
        "app : 3 listings differ only in how widely they are used, or in the dates of their names.",
    ]
    assert count_changes(found) == (("apps", 1),)


def test_what_an_assessed_app_is_used_for_is_told_however_little_it_is(real_catalogue: Path, tmp_path: Path) -> None:
    new = changed_copy(real_catalogue, tmp_path, "update app set popularity = 1 where id = 'tiktok'")
    (found,) = compared(real_catalogue, new)
    assert found.id == "tiktok"
    assert found.words.args[0] == ("field", "popularity")


def test_a_listing_that_comes_or_goes_is_told_by_its_name(real_catalogue: Path, tmp_path: Path) -> None:
    old = with_listings(real_catalogue, tmp_path / "old.sqlite", listing_rows(2))
    new = with_listings(real_catalogue, tmp_path / "new.sqlite", listing_rows(3, but={0}))
    found = compared(old, new)
    assert [(one.id, one.name, one.words.message) for one in found] == [
        (f"{LISTING}0", "Listing 0", "was removed"),
        (f"{LISTING}2", "Listing 2", "was added"),
    ]
    assert count_changes(found) == (("apps", 2),)


def test_an_app_whose_name_and_reach_changed_is_one_app(pristine: Path, small: Path, tmp_path: Path) -> None:
    edit(small, "apps/example-notes.yaml", "name: Jotter", "name: Jotters")
    edit(small, "reach/example-notes.yaml", "encrypted_in_transit: true", "encrypted_in_transit: false")
    edit(small, "companies/example-ie.yaml", "verified: partly", "verified: yes")
    edit(small, "words/example.yaml", "en: Hello", "en: Hi")
    found = differ(pristine, small, tmp_path)
    assert {one.subject for one in found} == {Subject.APP, Subject.REACH, Subject.COMPANY, Subject.WORD}
    assert count_changes(found) == (("apps", 1), ("owners", 1), ("words", 1))


# ---- in words -------------------------------------------------------------------------------------------------------


def test_counts_are_told_in_one_sentence() -> None:
    assert said(changes_in_words((("apps", 38), ("owners", 3), ("guidance", 1)), 7)) == (
        "38 apps, 3 owners and 1 piece of guidance differ from version 7."
    )
    assert said(changes_in_words((("incidents", 1),), 7)) == "1 incident differs from version 7."
    assert said(changes_in_words((), 7)) == "No app, owner, guidance or incident differs from version 7."
    assert [said(part) for part in counted_in_words((("words", 2), ("planets", 4), ("countries", 0)))] == ["2 wordings"]


def said(words: Phrase) -> str:
    return Words(Language.EN).say(words)


# ---- trouble --------------------------------------------------------------------------------------------------------


class Impatient:
    """Stops the work after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int) -> None:
        assert 0 <= done <= total
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("steps", [0, 3, 30])
def test_it_can_be_stopped_at_any_step(steps: int, real_catalogue: Path, tmp_path: Path) -> None:
    new = changed_copy(real_catalogue, tmp_path, "update app set note = note || '.'")
    with CatalogueStore.open(real_catalogue) as before, CatalogueStore.open(new) as after:
        with pytest.raises(Cancelled):
            diff(before, after, Impatient(steps))
        assert diff(before, after, Impatient(10_000))


def test_it_can_be_stopped_within_one_long_statement(real_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.releases.touched._OFTEN", 50)
    with CatalogueStore.open(real_catalogue) as before, pytest.raises(Cancelled):
        diff(before, before, Impatient(5))


@pytest.mark.parametrize("broken", ["old", "new"])
def test_the_file_that_cannot_be_read_is_named(broken: str, real_catalogue: Path, tmp_path: Path) -> None:
    paths = {name: changed_copy(real_catalogue, tmp_path, "select 1", name) for name in ("old", "new")}
    with CatalogueStore.open(paths["old"]) as before, CatalogueStore.open(paths["new"]) as after:
        content = paths[broken].read_bytes()
        paths[broken].write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        with pytest.raises(CatalogueDamaged) as error:
            diff(before, after)
    assert dict(error.value.what.args)["path"] == str(paths[broken])


@pytest.mark.heavy
def test_a_hundred_thousand_listings_take_bounded_memory(real_catalogue: Path, tmp_path: Path) -> None:
    """Whatever differs: nothing, the use of all of them, their names, or all of them new."""
    count = 100_000
    old = with_listings(real_catalogue, tmp_path / "old.sqlite", listing_rows(count))
    used = dict.fromkeys(range(count), 30)
    renamed = {number: f"Name {number}" for number in range(0, count, 100)}
    new = with_listings(real_catalogue, tmp_path / "new.sqlite", listing_rows(count, popularity=used, name=renamed))
    assert measured(old, new) == (("apps", count // 100),)
    assert measured(real_catalogue, new) == (("apps", count),)


def measured(old: Path, new: Path) -> Sequence[tuple[str, int]]:
    with CatalogueStore.open(old, verify=False) as before, CatalogueStore.open(new, verify=False) as after:
        # What is read once for each store does not grow with the listings.
        before.ownership_facts(), after.ownership_facts()
        tracemalloc.start()
        try:
            counts = count_changes(differences(before, after))
            assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
        finally:
            tracemalloc.stop()
    return counts


def changed_copy(path: Path, tmp_path: Path, statement: str, name: str = "changed") -> Path:
    """A copy of a catalogue with one statement run on it, and a digest that fits."""
    target = tmp_path / f"{name}.sqlite"
    target.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute(statement)
        with CatalogueStore.open(target, verify=False) as store:
            digest = store.compute_digest(Silent())
        connection.execute("update meta set value = ? where key = 'digest'", (digest,))
    return target
