"""Which catalogue is in use: the pointer, the bundled one, and moving from one to the next."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from core.catalogue.current import BUNDLED, POINTER, activate, current, file_name, remove_others
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueDamaged, CatalogueForeign, CatalogueMissing, ProfileError


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
    assert sorted(path.name for path in data.iterdir()) == sorted([POINTER, target.name])
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
    assert len(list(data.iterdir())) == 2


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
    assert len(list(data.iterdir())) == 2


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
    assert left == sorted(["appvett.sqlite", "catalogue-mine.sqlite", POINTER, target.name])


def test_the_pointer_is_plain_json(real_catalogue: Path, data: Path) -> None:
    target = activate(real_catalogue, data)
    assert json.loads((data / POINTER).read_text("utf-8")) == {"format": 1, "file": target.name}
