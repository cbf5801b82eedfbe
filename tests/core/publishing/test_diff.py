"""Differences between two catalogues, in words."""

from pathlib import Path

from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.publishing.build import build
from core.publishing.diff import Difference, Subject, diff
from tests.core.publishing.small import edit


def differences(old: Path, new: Path, tmp_path: Path) -> tuple[Difference, ...]:
    paths = [build(source, tmp_path / name, Silent()).path for source, name in ((old, "old"), (new, "new"))]
    with CatalogueStore.open(paths[0]) as before, CatalogueStore.open(paths[1]) as after:
        return diff(before, after)


def words(found: tuple[Difference, ...]) -> list[str]:
    return [f"{d.subject.value} {d.id}: {d.words.message.format(**dict(d.words.args))}" for d in found]


def test_a_catalogue_does_not_differ_from_itself(pristine: Path, tmp_path: Path) -> None:
    assert differences(pristine, pristine, tmp_path) == ()


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
    assert words(differences(pristine, small, tmp_path)) == [
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
    found = differences(pristine, small, tmp_path)
    assert words(found) == [
        "app example-notes-lite: was added",
        "guidance example-2024-notes: was removed",
    ]
    assert found[1] == Difference(Subject.GUIDANCE, found[1].id, "EE: Råd om Example Notes", found[1].words)
