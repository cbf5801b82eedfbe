"""The command as a program of its own, as the public tests start it."""

import subprocess
from pathlib import Path

import pytest

from conformance.client import FIRST_ROOT, main
from tests.conformance.repository import Repository
from tests.core.transport.file_server import serving_files

COMMAND = Path(__file__).parents[2] / ".ci" / "tuf-client"


def run(*arguments: str, cwd: Path) -> int:
    return subprocess.run([COMMAND, *arguments], check=False, cwd=cwd, capture_output=True).returncode


@pytest.mark.loopback
def test_program_begins_refreshes_and_downloads_from_any_folder(tmp_path: Path) -> None:
    repository = Repository()
    # The program runs by the clock of the machine.
    for signed in repository.roles.values():
        signed.expires = signed.expires.replace(year=9999)
    repository.add_target("file", b"content")
    repository.write("root")
    repository.release()
    (tmp_path / "root.json").write_bytes(repository.files["/metadata/1.root.json"])
    (tmp_path / "downloads").mkdir()
    with serving_files(repository.files) as server:
        common = ("--metadata-dir", str(tmp_path / "trusted"), "--metadata-url", f"{server.address}/metadata/")
        assert run("--metadata-dir", str(tmp_path / "trusted"), "init", "root.json", cwd=tmp_path) == 0
        assert server.requests == []
        target = ("--target-dir", str(tmp_path / "downloads"), "--target-base-url", f"{server.address}/targets/")
        assert run(*common, *target, "--target-name", "file", "download", cwd=tmp_path) == 0
    assert [path.read_bytes() for path in (tmp_path / "downloads").iterdir()] == [b"content"]
    names = {path.name for path in (tmp_path / "trusted").iterdir() if path.is_file()}
    assert names == {FIRST_ROOT, "root.json", "timestamp.json", "snapshot.json", "targets.json"}


def test_station_that_was_never_begun_is_refused(tmp_path: Path) -> None:
    assert main(["--metadata-dir", str(tmp_path), "--metadata-url", "http://127.0.0.1:1/", "refresh"]) == 1


def test_root_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert main(["--metadata-dir", str(tmp_path), "init", str(tmp_path / "none")]) == 1


@pytest.mark.parametrize("address", ["http://catalogue.example/", "ftp://127.0.0.1/", "127.0.0.1", ""])
def test_only_this_machine_is_spoken_to_without_encryption(tmp_path: Path, address: str) -> None:
    (tmp_path / "root.json").write_bytes(Repository().files["/metadata/1.root.json"])
    assert main(["--metadata-dir", str(tmp_path / "m"), "init", str(tmp_path / "root.json")]) == 0
    assert main(["--metadata-dir", str(tmp_path / "m"), "--metadata-url", address, "refresh"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("refresh",), ("--metadata-dir", "m"), ("--metadata-dir", "m", "refresh"), ("--metadata-dir", "m", "init"),
     ("--metadata-dir", "m", "--metadata-url", "u", "download"), ("--metadata-dir", "m", "publish")],
)  # fmt: skip
def test_wrong_usage_is_told(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
