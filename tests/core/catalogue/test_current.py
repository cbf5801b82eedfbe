"""Which catalogue is in use: the pointer, the bundled one, and moving from one to the next."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue.current import (
    BUNDLED,
    POINTER,
    VERIFIED,
    Origin,
    activate,
    current,
    file_name,
    open_current,
    previous,
    remove_others,
)
from core.catalogue.lock import LOCK
from core.catalogue.schema import SCHEMA_VERSION
from core.catalogue.store import CatalogueStore
from core.errors import (
    Cancelled,
    CatalogueDamaged,
    CatalogueForeign,
    CatalogueMissing,
    CatalogueTooOld,
    ProfileError,
    Reporter,
)
from tests.publisher import changed


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def resources(real_catalogue: Path, tmp_path: Path) -> Path:
    """A resource folder with a bundled catalogue."""
    folder = tmp_path / "resources"
    (folder / BUNDLED).parent.mkdir(parents=True)
    shutil.copy(real_catalogue, folder / BUNDLED)
    return folder


def test_an_activated_catalogue_is_the_current_one(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    assert current(data) == target == data / real_catalogue.name
    assert sorted(path.name for path in data.iterdir()) == sorted([POINTER, VERIFIED, LOCK, target.name])
    with CatalogueStore.open(target) as store:
        assert target.name == file_name(store.info().version, store.info().digest)


def test_activating_twice_changes_nothing(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    before = target.stat().st_mtime_ns
    assert activate(target, data) == target
    assert target.stat().st_mtime_ns == before


def test_a_damaged_copy_in_place_is_replaced(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    target.write_bytes(target.read_bytes()[:5000])
    assert activate(real_catalogue, data) == target
    assert target.read_bytes() == real_catalogue.read_bytes()


def test_there_may_be_none(data: Path) -> None:
    with pytest.raises(CatalogueMissing):
        current(data)


def test_the_bundled_one_stands_in(data: Path, resources: Path, real_catalogue: Path) -> None:
    assert current(data, resources) == resources / BUNDLED
    target = activate(real_catalogue, data)
    assert current(data, resources) == target
    target.unlink()
    assert current(data, resources) == resources / BUNDLED


BAD_POINTERS = [
    b"",
    b"{",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"file": 7}',
    b'{"file": "../../etc/passwd"}',
    b'{"file": "catalogue-1-0123456789abcdef.sqlite/../x"}',
    b'{"file": "/tmp/catalogue-1-0123456789abcdef.sqlite"}',
]


@pytest.mark.parametrize("content", BAD_POINTERS)
def test_a_pointer_that_makes_no_sense_leads_nowhere(content: bytes, data: Path, resources: Path) -> None:
    data.mkdir()
    (data / POINTER).write_bytes(content)
    with pytest.raises(CatalogueDamaged):
        current(data)
    assert current(data, resources) == resources / BUNDLED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have a name")
def test_a_pipe_in_place_of_the_pointer_keeps_nobody_waiting(data: Path, resources: Path) -> None:
    data.mkdir()
    os.mkfifo(data / POINTER)
    with pytest.raises(CatalogueDamaged):
        current(data)
    assert current(data, resources) == resources / BUNDLED


def test_a_pointer_to_a_file_that_is_gone(real_catalogue: Path, data: Path) -> None:
    activate(real_catalogue, data).unlink()
    with pytest.raises(CatalogueMissing):
        current(data)


def test_a_refused_file_leaves_the_current_one(real_catalogue: Path, data: Path, tmp_path: Path) -> None:
    target = activate(real_catalogue, data)
    (tmp_path / "text").write_text("hello " * 50)
    with pytest.raises(CatalogueForeign):
        activate(tmp_path / "text", data)
    assert current(data) == target
    assert {path.name for path in data.iterdir()} == {POINTER, VERIFIED, LOCK, target.name}


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_crash_leaves_the_old_one_or_the_new_one(
    broken: str, real_catalogue: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    target = activate(real_catalogue, data)
    pointer = (data / POINTER).read_bytes()
    if broken == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ProfileError):
        activate(real_catalogue, data)
    monkeypatch.undo()
    assert (data / POINTER).read_bytes() == pointer
    assert current(data) == target
    assert {path.name for path in data.iterdir()} == {POINTER, VERIFIED, LOCK, target.name}


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that even root cannot write to")
def test_a_folder_that_cannot_be_written_is_told(real_catalogue: Path) -> None:
    with pytest.raises(ProfileError):
        activate(real_catalogue, Path("/proc"))


def test_a_file_in_place_of_the_folder_is_told(real_catalogue: Path, data: Path) -> None:
    data.write_text("not a folder")
    with pytest.raises(ProfileError) as caught:
        activate(real_catalogue, data)
    assert caught.value.safe is not None


def test_others_are_removed_with_what_lies_beside_them(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    for name in (
        "catalogue-0-0123456789abcdef.sqlite",
        "catalogue-0-0123456789abcdef.sqlite-wal",
        f"{target.name}-wal",
    ):
        (data / name).write_bytes(b"")
    (data / "appvett.sqlite").write_bytes(b"")
    (data / "catalogue-mine.sqlite").write_bytes(b"")
    remove_others(data)
    left = sorted(path.name for path in data.iterdir())
    assert left == sorted(["appvett.sqlite", "catalogue-mine.sqlite", LOCK, POINTER, VERIFIED, target.name])


def test_the_pointer_is_plain_json(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    assert json.loads((data / POINTER).read_text("utf-8")) == {
        "format": 1,
        "file": target.name,
        "previous": None,
        "origin": "built",
    }


def test_release_before_is_kept_and_no_older_one(small_catalogue: Path, data: Path, tmp_path: Path) -> None:
    files = [changed(small_catalogue, tmp_path / f"{version}.sqlite", version=version) for version in (11, 12, 13)]
    names = []
    for file in files:
        names.append(activate(file, data, origin=Origin.RELEASE).name)
        remove_others(data)
    assert previous(data) == data / names[1]
    assert sorted(path.name for path in data.glob("catalogue-*")) == sorted(names[1:])


def test_what_a_crash_left_is_removed_once_it_is_old(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    old, young, other = (data / f".{name}.tmp" for name in ("catalogue-new.77", f"{target.name}.78", "letter"))
    for path in (old, young, other):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    remove_others(data)
    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)


# ---- opening what was verified --------------------------------------------------------------------------------------


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file whose rows are compared with its digest from now on."""
    found: list[Path] = []
    verify = CatalogueStore.verify_digest

    def noting(self: CatalogueStore, reporter: Reporter | None = None) -> None:
        found.append(self.path)
        verify(self, reporter)

    monkeypatch.setattr(CatalogueStore, "verify_digest", noting)
    return found


def opened(data: Path, resources: Path | None = None) -> Path:
    with open_current(data, resources) as store:
        assert store.info().apps > 0
        return store.path


def test_a_file_that_was_verified_is_not_read_again(real_catalogue: Path, data: Path, verified: list[Path]) -> None:
    target = activate(real_catalogue, data)
    assert verified == [real_catalogue]
    assert opened(data) == target
    assert verified == [real_catalogue]


def test_a_file_in_its_place_is_verified_once(real_catalogue: Path, data: Path, verified: list[Path]) -> None:
    data.mkdir()
    shutil.copy(real_catalogue, data)
    activate(data / real_catalogue.name, data)
    assert verified == [data / real_catalogue.name]


def _touch(data: Path) -> None:
    os.utime(current(data), ns=(1, 1))


def _forget(data: Path) -> None:
    (data / VERIFIED).unlink()


def _garble(data: Path) -> None:
    (data / VERIFIED).write_bytes(b"\xff{")


def _of_another_file(data: Path) -> None:
    record = json.loads((data / VERIFIED).read_text("utf-8"))
    (data / VERIFIED).write_text(json.dumps(record | {"digest": "sha256:0"}), "utf-8")


@pytest.mark.parametrize("spoil", [_touch, _forget, _garble, _of_another_file], ids=lambda spoil: spoil.__name__)
def test_any_other_file_is_verified_and_remembered(
    spoil: Callable[[Path], None], real_catalogue: Path, data: Path, verified: list[Path]
) -> None:
    target = activate(real_catalogue, data)
    verified.clear()
    spoil(data)
    assert opened(data) == target
    assert opened(data) == target
    assert verified == [target]


def test_a_changed_file_is_refused(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("update app set name = 'Tiktok' where id = 'tiktok'")
        connection.commit()
    with pytest.raises(CatalogueDamaged):
        open_current(data)
    with pytest.raises(CatalogueDamaged):  # a refusal is not taken for a check
        open_current(data)


def test_a_byte_that_changes_without_a_trace_is_found_by_verifying(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    found = target.stat()
    target.write_bytes(target.read_bytes().replace(b"TikTok", b"TokTik"))
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    with open_current(data) as store, pytest.raises(CatalogueDamaged):
        store.verify_digest()


def test_a_file_under_a_wrong_name_is_refused(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    other = data / "catalogue-1-0123456789abcdef.sqlite"
    target.rename(other)
    (data / POINTER).write_text(json.dumps({"format": 1, "file": other.name}), "utf-8")
    with pytest.raises(CatalogueDamaged):
        open_current(data)


def test_the_bundled_one_is_verified_once_where_that_can_be_remembered(
    data: Path, resources: Path, verified: list[Path]
) -> None:
    assert opened(data, resources) == resources / BUNDLED
    assert not data.exists()  # looking something up makes no folder
    assert opened(data, resources) == resources / BUNDLED
    assert verified == [resources / BUNDLED] * 2
    data.mkdir()
    opened(data, resources)
    opened(data, resources)
    assert verified == [resources / BUNDLED] * 3


def test_a_file_of_an_older_version_is_told_with_a_way_out(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute(f"pragma user_version = {SCHEMA_VERSION - 1}")
    with pytest.raises(CatalogueTooOld) as caught:
        open_current(data)
    assert "catalogue build" in caught.value.next_step.message
    assert activate(real_catalogue, data) == target
    assert opened(data) == target


def test_verifying_can_be_stopped(real_catalogue: Path, data: Path) -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            assert 0 <= done <= total
            raise Cancelled

    with pytest.raises(Cancelled):
        activate(real_catalogue, data, Stop())
    assert not data.exists()
    activate(real_catalogue, data)
    (data / VERIFIED).unlink()
    with pytest.raises(Cancelled):
        open_current(data, reporter=Stop())


def test_pointers_of_older_and_newer_versions_are_understood(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    (data / POINTER).write_text(json.dumps({"format": 1, "file": target.name, "more": [1]}), "utf-8")
    assert current(data) == target
