"""`appvett sync`, driven as a person or a script would."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from core.commands.definitions import BUILT
from core.sync import root
from tests.builders import NOW
from tests.core.commands.conftest import Run
from tests.core.transport.servers import sending, serving
from tests.publisher import Publisher, a_publisher, changed


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Runs a command on a data folder of its own."""
    return partial(run, folder=tmp_path / "data")


@pytest.fixture
def publisher(tmp_path: Path, small_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A publisher whom this machine follows, with one release."""
    made = a_publisher(tmp_path / "stick")
    made.release(changed(small_catalogue, tmp_path / "first.sqlite", version=98))
    (tmp_path / "root.json").write_bytes(made.root_bytes())
    monkeypatch.setattr(root, "shipped_root", lambda: tmp_path / "root.json")
    return made


def test_sync_tells_what_was_checked(run: Run, publisher: Publisher) -> None:
    told = run("sync", "--from", str(publisher.folder))
    assert told.code == 0
    assert "Release 98 is in use now" in told.out
    assert "Signed by the publisher" in told.out
    assert "Checking the publisher's signatures" in told.err


def test_no_step_is_told_twice_or_goes_back(run: Run, publisher: Publisher) -> None:
    lines = run("sync", "--from", str(publisher.folder)).err.splitlines()
    assert lines
    assert len(set(lines)) == len(lines)
    shares: dict[str, int] = {}
    for line in lines:
        work, _, share = line.rpartition(": ")
        number = 0 if share == "…" else int(share.rstrip("%"))
        assert number >= shares.get(work, 0), line
        shares[work] = number


def test_second_sync_finds_nothing_new(run: Run, publisher: Publisher) -> None:
    run("sync", "--from", str(publisher.folder))
    told = run("sync", "--from", str(publisher.folder), "--json")
    assert (told.code, told.json["result"], told.json["kind"]) == (0, "unchanged", "none")
    assert told.json["changed"] == {"apps": 0, "owners": 0, "guidance": 0}


def test_refusal_says_what_is_safe_and_what_to_do(run: Run, publisher: Publisher) -> None:
    publisher.flip(publisher.path_of("catalogue-98.sqlite.zst"))
    told = run("sync", "--from", str(publisher.folder))
    assert told.code == 1
    assert "catalogue-98.sqlite.zst is not the file that the publisher signed" in told.err
    assert "The catalogue in use is unchanged" in told.err
    assert "Copy or fetch the release again" in told.err
    assert run("sync", "--from", str(publisher.folder), "--json").error["code"] == "release-altered"


@pytest.mark.usefixtures("publisher")
def test_folder_without_a_release_is_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = run("sync", "--from", str(tmp_path / "empty"), "--json")
    assert (told.code, told.error["code"]) == (1, "transport-not-there")


def test_machine_without_a_publisher_takes_nothing(run: Run, tmp_path: Path) -> None:
    told = run("sync", "--from", str(tmp_path), "--json")
    assert (told.code, told.error["code"]) == (1, "no-publisher")


def test_without_an_address_one_has_to_be_named(run: Run) -> None:
    told = run("sync", "--json")
    assert (told.code, told.error["code"]) == (2, "usage")


@pytest.mark.parametrize("command", [("catalogue", "build"), ("catalogue", "import", "listings", "LIST")])
def test_nothing_built_here_takes_the_place_of_a_release(
    command: tuple[str, ...], run: Run, publisher: Publisher, tmp_path: Path
) -> None:
    run("sync", "--from", str(publisher.folder))
    (tmp_path / "list.tsv").write_text("")
    argv = [str(tmp_path / "list.tsv") if word == "LIST" else word for word in command]
    told = run(*argv, "--json")
    assert (told.code, told.error["code"]) == (1, "follows-publisher")


def test_clock_set_back_is_lifted_to_the_newest_signature(run: Run, publisher: Publisher) -> None:
    publisher.refresh(created=NOW + timedelta(days=20))
    run("sync", "--from", str(publisher.folder))
    told = run("card", "signal", "--json", now=(NOW - timedelta(days=30)).isoformat())
    assert told.json["situation"]["date"] == (NOW + timedelta(days=20)).date().isoformat()
    assert "newest signature that this machine has seen" in told.err


def test_there_is_no_way_to_name_another_publisher() -> None:
    (command,) = [command for command in BUILT if command.words == "sync"]
    assert [option.flag for option in command.options] == ["--from"]


@pytest.mark.loopback
@pytest.mark.usefixtures("publisher")
def test_address_of_another_machine_is_asked_through_the_proxy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.transport.website.PAUSES", ())
    for name in ("no_proxy", "NO_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(sending()) as proxy:
        monkeypatch.setenv("https_proxy", proxy.address.removesuffix("/file"))
        told = run("sync", "--from", "HTTPS://catalogue.invalid/x", "--json")
    assert told.error["code"] == "transport-no-connection"
    assert [request.splitlines()[0] for request in proxy.seen] == ["CONNECT catalogue.invalid:443 HTTP/1.0"]
