import sys
from pathlib import Path

import pytest

from core.settings import bundled_catalogue, data_folder, profile_file, resource_folder


def test_folder_given_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder(tmp_path) == tmp_path
    monkeypatch.chdir(tmp_path)
    assert data_folder("here") == tmp_path / "here"
    assert data_folder("~") == Path.home()
    assert profile_file(tmp_path) == tmp_path / "appvett.sqlite"


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own habit")
def test_folder_of_the_system_is_used_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "appvett"
    assert not data_folder().exists()


def test_resources_lie_in_the_checkout() -> None:
    assert resource_folder() == Path(__file__).resolve().parents[3] / "resources"


def test_resources_lie_in_the_bundle_when_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_folder() == tmp_path / "resources"
    assert bundled_catalogue() is None
    (tmp_path / "resources" / "catalogue").mkdir(parents=True)
    (tmp_path / "resources" / "catalogue" / "bundled.sqlite").touch()
    assert bundled_catalogue() == tmp_path / "resources" / "catalogue" / "bundled.sqlite"
