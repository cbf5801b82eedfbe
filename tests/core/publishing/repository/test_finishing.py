"""Publishing: stations find the old release or the new one, whatever happens in between."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import AppvettError, Cancelled, NotPublishable, ReleaseAltered, SignaturesMissing, Silent
from core.publishing.repository import finishing
from core.publishing.repository.checking import first_root
from core.publishing.repository.finishing import finish, look_ahead, refresh
from core.publishing.repository.reading import published, waiting
from core.publishing.repository.roles import Role
from core.publishing.repository.rootmaking import KeyChanges
from core.publishing.repository.signatures import signer
from core.releases.tuf import Client
from core.transport.folder import FolderSource
from tests.builders import NOW
from tests.core.publishing.repository.conftest import Newer
from tests.core.publishing.repository.office import Office
from tests.core.publishing.repository.station import files, found, left_behind


class PowerCut(BaseException):
    """Nothing runs any more, no clean-up either."""


@contextmanager
def moves(after: Callable[[int, Path], None]) -> Iterator[None]:
    """Tell of every file that is moved into its place, by number; the telling may raise."""
    real, count = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        done = real(self, target)
        count += 1
        after(count, Path(target))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        yield


def signed(office: Office, catalogue: Path) -> None:
    """Let a release wait that everybody has signed."""
    office.stage(catalogue)
    office.sign_all(Role.TARGETS)


def test_at_every_moment_there_is_one_whole_release(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    signed(office, newer(2))
    public, seen, order = office.repository.public.folder, [], []

    def look(_: int, target: Path) -> None:
        seen.append(found(public).version)
        order.append(target.name)

    with moves(look):
        office.finish()
    assert seen == [*[1] * (len(seen) - 1), 2]
    assert order[-3:] == ["2.targets.json", "2.snapshot.json", "timestamp.json"]
    assert all(name[64] == "." for name in order[:-3])


def test_a_power_cut_leaves_old_or_new_and_can_be_repeated(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    version = 1
    for at in range(1, 7):
        signed(office, newer(version + 1))

        def cut(number: int, _: Path, at: int = at) -> None:
            if number == at:
                raise PowerCut

        with moves(cut), pytest.raises(PowerCut):
            office.finish()
        assert found(office.repository.public.folder).version in (version, version + 1)
        assert waiting(office.repository) is not None
        office.finish()
        version += 1
        assert found(office.repository.public.folder).version == version
        assert (waiting(office.repository), left_behind(office.repository)) == (None, [])


def test_a_cut_while_keys_change_is_mended_by_repeating(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    old = [office.public(Role.TIMESTAMP).id]
    office.stage_root(KeyChanges([office.new(Role.TIMESTAMP)], old))
    office.sign_all(Role.ROOT)

    def cut(_: int, target: Path) -> None:
        if target.name == "2.root.json":
            raise PowerCut

    with moves(cut), pytest.raises(PowerCut):
        office.finish()
    office.finish()
    assert found(office.repository.public.folder).version == 1
    assert left_behind(office.repository) == []


@pytest.mark.parametrize("stopped", [Cancelled, MemoryError, KeyboardInterrupt])
def test_whatever_stops_the_check_stops_publishing(
    office: Office, small_catalogue: Path, newer: Newer, stopped: type[BaseException]
) -> None:
    office.publish(small_catalogue)
    signed(office, newer(2))
    before = files(office.repository.public.folder)

    class Stop:
        def step(self, done: int, total: int) -> None:  # noqa: ARG002
            raise stopped

    with pytest.raises(stopped):
        office.finish(Stop())
    assert files(office.repository.public.folder) == before
    assert left_behind(office.repository) == []
    office.finish()


def test_what_a_station_would_refuse_is_not_published(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    signed(office, newer(2))
    before = files(office.repository.public.folder)
    (path,) = office.repository.staged.targets.glob("*.catalogue-2.sqlite.zst")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ReleaseAltered):
        office.finish()
    assert files(office.repository.public.folder) == before


def test_only_what_is_listed_is_published(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    signed(office, small_catalogue)
    (tmp_path / "secret").write_text("secret")
    staged = office.repository.staged
    for path in (staged.targets / f"{'0' * 64}.more.zst", staged.targets / "notes", staged.metadata / "notes.json"):
        path.symlink_to(tmp_path / "secret")
    (staged.metadata / "timestamp.json").write_text("{}")
    office.finish()
    assert b"secret" not in files(office.repository.public.folder).values()
    names = {path.rpartition(".")[0][-20:] for path in files(office.repository.public.folder)}
    assert len(names) == 6


def test_a_link_in_place_of_a_file_is_not_published(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    signed(office, small_catalogue)
    (path,) = office.repository.staged.targets.glob("*.catalogue-1.sqlite.zst")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    before = files(office.repository.public.folder)
    with pytest.raises(AppvettError):
        office.finish()
    assert files(office.repository.public.folder) == before


def test_both_last_keys_are_needed(office: Office, small_catalogue: Path) -> None:
    signed(office, small_catalogue)
    for role in (Role.SNAPSHOT, Role.TIMESTAMP):
        one = {role: [signer(office.keys[role][0])]}
        with pytest.raises(SignaturesMissing, match="private key"):
            finish(office.repository, one, NOW, office.terms, Silent())
    strangers = {role: [signer(office.keys[Role.ROOT][0])] for role in (Role.SNAPSHOT, Role.TIMESTAMP)}
    with pytest.raises(SignaturesMissing, match="private key"):
        finish(office.repository, strangers, NOW, office.terms, Silent())
    office.finish()


def test_the_first_root_needs_no_other_key(office: Office) -> None:
    now = published(office.repository)
    assert (now.root.signed.version, now.release, now.timestamp) == (1, None, None)


def test_nothing_is_published_twice(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    with pytest.raises(NotPublishable, match="Nothing waits"):
        office.finish()
    with pytest.raises(NotPublishable, match="Nothing waits"):
        look_ahead(office.repository)


def test_a_clock_behind_the_last_signature_is_told(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    signed(office, newer(2))
    office.now = NOW - timedelta(seconds=1)
    with pytest.raises(NotPublishable, match="clock"):
        office.finish()
    with pytest.raises(NotPublishable, match="clock"):
        refreshed(office)


def refreshed(office: Office) -> None:
    keys = {Role.TIMESTAMP: [signer(office.keys[Role.TIMESTAMP][0])]}
    refresh(office.repository, keys, office.now, office.terms)


def test_a_refresh_changes_the_timestamp_alone(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    before = files(office.repository.public.folder)
    first = published(office.repository).stamp
    office.now += timedelta(days=34)
    refreshed(office)
    after = files(office.repository.public.folder)
    second = published(office.repository).stamp
    assert {name for name in after if after[name] != before.get(name)} == {"metadata/timestamp.json"}
    assert first is not None
    assert second is not None
    assert (second.number, second.root, second.created) == (first.number + 1, 1, office.now)
    assert second.expires == office.now + timedelta(days=35)
    assert found(office.repository.public.folder, office.now).version == 1


def test_a_refresh_leaves_alone_what_waits(office: Office, small_catalogue: Path, newer: Newer) -> None:
    office.publish(small_catalogue)
    signed(office, newer(2))
    staged = files(office.repository.staged.folder)
    office.now += timedelta(days=1)
    refreshed(office)
    assert files(office.repository.staged.folder) == staged
    assert not list(office.repository.public.targets.glob("*-2.*"))
    office.finish()


def test_nothing_can_be_refreshed_before_the_first_release(office: Office) -> None:
    with pytest.raises(NotPublishable, match="No release is published"):
        refreshed(office)


def test_a_refresh_of_what_ran_out_is_refused(office: Office, small_catalogue: Path) -> None:
    office.publish(small_catalogue)
    before = files(office.repository.public.folder)
    office.now += timedelta(days=121)
    with pytest.raises(AppvettError) as refused:
        refreshed(office)
    assert refused.value.code == "not-fresh"
    assert files(office.repository.public.folder) == before


def test_what_is_served_can_be_read_by_a_server(office: Office, small_catalogue: Path) -> None:
    before = os.umask(0o022)
    try:
        office.publish(small_catalogue)
    finally:
        os.umask(before)
    for path in office.repository.public.folder.rglob("*"):
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_the_order_is_told_in_one_place() -> None:
    names = ["timestamp.json", "3.root.json", "3.targets.json", "3.snapshot.json"]
    order = sorted((Path(name) for name in names), key=finishing._place_in_order)
    assert [path.name for path in order] == ["3.targets.json", "3.snapshot.json", "3.root.json", "timestamp.json"]


def test_a_station_follows_six_roots(office: Office, small_catalogue: Path, tmp_path: Path) -> None:
    office.publish(small_catalogue)
    for number in range(6):
        lost = office.public(Role.ROOT, number).id
        office.stage_root(KeyChanges([office.new(Role.ROOT)], [lost]))
        office.sign_all(Role.ROOT, (number + 1, number + 2))
        office.finish()
    folder = office.repository.public.folder
    client = Client(tmp_path / "trust", first_root(folder), FolderSource(folder))
    stamp = client.refresh(NOW)
    assert stamp is not None
    assert (client.root_version, stamp.root) == (7, 7)
