"""The publisher of the tests makes repositories that a fresh client takes, and wrong ones that it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.errors import AppvettError, NotSigned, ReleaseAltered, ReleaseIncomplete, ReleaseUnreadable
from core.publishing.listings.zstandard import zstd
from core.publishing.repository.roles import Role
from core.releases.model import RELEASE, Release
from core.releases.release import read_release
from core.releases.tuf import Client
from core.transport.folder import FolderSource
from tests.builders import NOW
from tests.publisher import KEYS, STRANGERS, Publisher, a_publisher, changed


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return a_publisher(tmp_path / "repository")


def read(publisher: Publisher, folder: Path) -> tuple[Client, Release]:
    """What a fresh station makes of a repository."""
    client = Client(folder / "trust", publisher.root_bytes(), FolderSource(publisher.folder))
    client.refresh(NOW)
    client.fetch(RELEASE, folder / RELEASE)
    return client, read_release((folder / RELEASE).read_bytes())


def test_a_release_is_read_back(publisher: Publisher, small_catalogue: Path, tmp_path: Path) -> None:
    described = publisher.release(small_catalogue)
    client, release = read(publisher, tmp_path)
    assert release == described
    client.fetch(release.catalogue.name, tmp_path / "packed")
    packed = (tmp_path / "packed").read_bytes()
    assert len(packed) == release.catalogue.length
    assert zstd.decompress(packed) == small_catalogue.read_bytes()
    assert client.stamp is not None
    assert (client.stamp.created, client.stamp.root) == (NOW, 1)


def test_a_changed_catalogue_is_the_next_release(publisher: Publisher, small_catalogue: Path, tmp_path: Path) -> None:
    publisher.release(small_catalogue)
    newer = changed(small_catalogue, tmp_path / "newer.sqlite", "update app set name = 'Other' where id = 'signal'")
    with CatalogueStore.open(newer) as store, CatalogueStore.open(small_catalogue) as before:
        assert store.info().version == before.info().version + 1
    first = publisher.releases[0]
    publisher.release(
        newer, with_search=small_catalogue, deltas={first.version: (publisher.path_of(first.catalogue.name), 7)}
    )
    _, release = read(publisher, tmp_path)
    assert release.version == first.version + 1
    assert release.search is not None
    assert release.search.unpacked == small_catalogue.stat().st_size
    assert [(delta.version, delta.digest) for delta in release.deltas] == [(first.version, first.digest)]


def test_a_root_that_changes_is_followed(publisher: Publisher, small_catalogue: Path, tmp_path: Path) -> None:
    publisher.release(small_catalogue)
    for _ in range(6):
        publisher.rotate_root()
    client, _ = read(publisher, tmp_path)
    assert client.root_version == 7


Spoil = Callable[[Publisher, Path], object]

WRONG: dict[str, tuple[Spoil, type[AppvettError]]] = {
    "too few": (lambda p, file: p.release(file, signed_by={Role.TARGETS: KEYS[Role.TARGETS][:1]}), NotSigned),
    "unknown": (lambda p, file: p.release(file, signed_by={Role.TARGETS: STRANGERS[:2]}), NotSigned),
    "twice": (lambda p, _: p.sign_twice(Role.TARGETS), AppvettError),
    "swapped": (lambda p, _: p.swap_snapshot(1), ReleaseAltered),
    "root ahead": (lambda p, _: p.refresh(root=99), ReleaseIncomplete),
    "one byte": (lambda p, _: p.flip(p.path_of(RELEASE)), ReleaseAltered),
    "another kind of member": (lambda p, file: p.release(file, fields={"version": "7"}), ReleaseUnreadable),
    "root by too few": (lambda p, _: p.rotate_root(signed_by=KEYS[Role.ROOT][:1]), NotSigned),
}


@pytest.mark.parametrize(("spoil", "refusal"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused(
    publisher: Publisher, small_catalogue: Path, tmp_path: Path, spoil: Spoil, refusal: type[AppvettError]
) -> None:
    publisher.release(small_catalogue)
    newer = changed(small_catalogue, tmp_path / "newer.sqlite")
    publisher.release(newer, created=NOW + timedelta(days=1))
    spoil(publisher, newer)
    with pytest.raises(refusal):
        read(publisher, tmp_path)


def test_a_copy_goes_its_own_way(publisher: Publisher, small_catalogue: Path, tmp_path: Path) -> None:
    publisher.release(small_catalogue)
    other = publisher.copy(tmp_path / "other")
    other.rotate_root()
    assert (publisher.root, other.root) == (1, 2)
    assert not publisher.metadata_path(Role.ROOT, 2).exists()


def test_a_change_that_changes_nothing_is_told(small_catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="changes nothing"):
        changed(small_catalogue, tmp_path / "newer.sqlite", "update app set name = 'Other' where id = 'nobody'")
    with closing(sqlite3.connect(small_catalogue)) as connection:
        assert connection.execute("select count(*) from app").fetchone()[0] > 1
