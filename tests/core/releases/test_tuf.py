"""The one wrapper of python-tuf: the moment is ours, and its errors become our own."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tuf
from securesystemslib.formats import encode_canonical

from core.errors import NoPublisher, NotFresh, ReleaseAltered, ReleaseIncomplete, ReleaseUnreadable, Reporter
from core.publishing.repository.roles import Role
from core.releases.release import LARGEST_FILE
from core.releases.tuf import Client, stamp_of
from core.transport.folder import FolderSource
from tests.builders import NOW
from tests.publisher import Publisher, a_publisher

ROOT = Path(__file__).parents[3]


@pytest.fixture
def publisher(tmp_path: Path, small_catalogue: Path) -> Publisher:
    made = a_publisher(tmp_path / "repository")
    made.release(small_catalogue)
    return made


def resign(publisher: Publisher, role: Role, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes what a role says, and signs it; what comes after it in the chain fits no more."""
    path = publisher.metadata_path(role)
    signed = json.loads(path.read_bytes())["signed"]
    change(signed)
    content = encode_canonical(signed)
    assert isinstance(content, str)
    signatures = [signer.sign(content.encode()).to_dict() for signer in publisher.keys[role]]
    path.write_text(json.dumps({"signed": signed, "signatures": signatures}), "utf-8")


class Noted(FolderSource):
    """A folder that notes how much of each file was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.most: dict[str, int] = {}

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        self.most[path.rpartition("/")[2]] = most
        return super().pieces(path, most, reporter)


def a_client(publisher: Publisher, trust: Path) -> Client:
    return Client(trust, publisher.root_bytes(), FolderSource(publisher.folder))


# The moment of checking stands in a private attribute of python-tuf. These three tests fail if a later version reads
# the clock itself, or judges any of the four roles at another moment than the one we set.


@pytest.mark.parametrize("year", [2000, 2190])
def test_moment_that_we_set_decides_and_not_the_clock(year: int, publisher: Publisher, tmp_path: Path) -> None:
    moment = datetime(year, 1, 1, tzinfo=UTC)
    client = a_client(publisher, tmp_path / "trust")
    if year < NOW.year:
        assert client.refresh(moment) is not None
    else:
        with pytest.raises(NotFresh):
            client.refresh(moment)


@pytest.mark.parametrize(("days", "is_fresh"), [(34, True), (36, False), (119, False), (401, False)])
def test_each_day_counts_from_the_moment_that_we_set(
    days: int, is_fresh: bool, publisher: Publisher, tmp_path: Path
) -> None:
    client = a_client(publisher, tmp_path / "trust")
    if is_fresh:
        client.refresh(NOW + timedelta(days=days))
    else:
        with pytest.raises(NotFresh):
            client.refresh(NOW + timedelta(days=days))


def test_python_tuf_is_pinned_to_the_version_that_was_tried() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    pinned = re.search(r'"tuf==([0-9.]+)"', project)
    assert pinned is not None
    assert pinned[1] == tuf.__version__
    assert f"\ntuf=={pinned[1]} " in (ROOT / "requirements.lock").read_text("utf-8")


def test_nobody_else_uses_the_client_of_python_tuf() -> None:
    users = []
    for path in (*ROOT.glob("core/**/*.py"), *ROOT.glob("gui/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.startswith("tuf.ngclient") for name in names):
                users.append(path.name)
    assert sorted(set(users)) == ["tuf.py", "tuf_fetcher.py"]


def test_stamp_is_what_was_signed(publisher: Publisher, tmp_path: Path) -> None:
    stamp = a_client(publisher, tmp_path / "trust").refresh(NOW)
    assert stamp is not None
    assert (stamp.created, stamp.root, stamp.number) == (NOW, 1, publisher.stamped)
    assert stamp == stamp_of((publisher.folder / "metadata" / "timestamp.json").read_bytes())


WITH_OURS = '{"signed": {"version": 1, "expires": "%s", "x-appvett": %s}}'
SOON, GOOD = "soon", "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"signed": 7}',
        '{"signed": {"version": 1, "expires": "2026-01-01T00:00:00Z"}}',
        WITH_OURS % (SOON, '{"created": "2026-01-01T00:00:00Z", "root": 1}'),
        WITH_OURS % (GOOD, '{"created": 5, "root": 1}'),
        WITH_OURS % (GOOD, '{"created": "2026-01-01T00:00:00Z", "root": "1"}'),
        WITH_OURS % (GOOD, '{"root": 1}'),
        WITH_OURS % (GOOD, "[]"),
        "[" * 10_000,
    ],
)
def test_timestamp_that_makes_no_sense_is_unreadable(content: str) -> None:
    with pytest.raises(ReleaseUnreadable):
        stamp_of(content.encode())


ODD: dict[str, Callable[[dict[str, Any]], object]] = {
    "root is true": lambda signed: signed["x-appvett"].update(root=True),
    "root is none": lambda signed: signed["x-appvett"].update(root=0),
    "root below all": lambda signed: signed["x-appvett"].update(root=-(10**30)),
    "root above all": lambda signed: signed["x-appvett"].update(root=(1 << 31) + 1),
    "number is true": lambda signed: signed.update(version=True),
    "number above all": lambda signed: signed.update(version=(1 << 53) + 1),
    "number of many digits": lambda signed: signed.update(version=10**3900),
    "expires in another age": lambda signed: signed.update(expires="2500-01-01T00:00:00Z"),
    "expires at the end of time": lambda signed: signed.update(expires="9999-12-31T23:59:59Z"),
    "made in another age": lambda signed: signed["x-appvett"].update(created="1999-01-01T00:00:00Z"),
    "made in other digits": lambda signed: signed["x-appvett"].update(created="\u0662\u066026-11-30T12:00:00Z"),
    "made with few digits": lambda signed: signed["x-appvett"].update(created="2026-1-1T1:1:1Z"),
    "ours is a list": lambda signed: signed.update({"x-appvett": []}),
}
"""What no publisher's program signs, with the right key."""


@pytest.mark.parametrize("odd", ODD)
def test_odd_timestamp_is_unreadable_however_well_it_is_signed(odd: str, publisher: Publisher, tmp_path: Path) -> None:
    resign(publisher, Role.TIMESTAMP, ODD[odd])
    with pytest.raises(ReleaseUnreadable):
        a_client(publisher, tmp_path / "trust").refresh(NOW)
    with pytest.raises(ReleaseUnreadable):
        stamp_of(publisher.metadata_path(Role.TIMESTAMP).read_bytes())


def test_expiry_in_another_form_is_unreadable(publisher: Publisher) -> None:
    resign(publisher, Role.TIMESTAMP, lambda signed: signed.update(expires="2027-1-1T1:1:1Z"))
    with pytest.raises(ReleaseUnreadable):
        stamp_of(publisher.metadata_path(Role.TIMESTAMP).read_bytes())


@pytest.mark.parametrize("promised", [300_000_000, 10**15, 10**3900], ids=["large", "larger", "absurd"])
def test_promised_length_of_metadata_is_bounded_by_their_kind(
    promised: int, publisher: Publisher, tmp_path: Path
) -> None:
    source = Noted(publisher.folder)
    resign(publisher, Role.TIMESTAMP, lambda signed: signed["meta"]["snapshot.json"].update(length=promised))
    with pytest.raises(ReleaseAltered):
        Client(tmp_path / "trust", publisher.root_bytes(), source).refresh(NOW)
    assert source.most == {"2.root.json": 262_145, "timestamp.json": 16_385, "1.snapshot.json": 262_145}


def test_promised_length_of_targets_is_bounded_by_their_kind(publisher: Publisher, tmp_path: Path) -> None:
    source = Noted(publisher.folder)
    resign(publisher, Role.SNAPSHOT, lambda signed: signed["meta"]["targets.json"].update(length=10**15))
    loose = {"version": 1}
    resign(publisher, Role.TIMESTAMP, lambda signed: signed["meta"].update({"snapshot.json": loose}))
    with pytest.raises(ReleaseAltered):
        Client(tmp_path / "trust", publisher.root_bytes(), source).refresh(NOW)
    assert source.most["1.targets.json"] == 1024 * 1024 + 1


def test_signed_length_of_a_target_is_bounded(publisher: Publisher, tmp_path: Path) -> None:
    source = Noted(publisher.folder)
    resign(publisher, Role.TARGETS, lambda signed: signed["targets"]["release.json"].update(length=10**17))
    resign(publisher, Role.SNAPSHOT, lambda signed: signed["meta"].update({"targets.json": {"version": 1}}))
    resign(publisher, Role.TIMESTAMP, lambda signed: signed["meta"].update({"snapshot.json": {"version": 1}}))
    client = Client(tmp_path / "trust", publisher.root_bytes(), source)
    client.refresh(NOW)
    with pytest.raises(ReleaseAltered):
        client.fetch("release.json", tmp_path / "release.json")
    assert max(source.most.values()) == LARGEST_FILE + 1


def test_root_that_makes_no_sense_is_no_publisher(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(NoPublisher):
        Client(tmp_path / "trust", b"{}", FolderSource(publisher.folder))


def test_target_that_nobody_signed_is_missing(publisher: Publisher, tmp_path: Path) -> None:
    client = a_client(publisher, tmp_path / "trust")
    client.refresh(NOW)
    with pytest.raises(ReleaseIncomplete):
        client.fetch("other.json", tmp_path / "other.json")
    assert not (tmp_path / "other.json").exists()
