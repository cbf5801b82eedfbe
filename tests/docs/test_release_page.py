"""docs/formats/release.md: its examples are read by the code that reads the real ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tuf.api.metadata import Timestamp

from core.publishing.repository.roles import DAYS, THRESHOLDS, Role
from core.releases.release import moment_from, read_release, write_release
from core.releases.tuf import STAMP_FIELD, stamp_of
from core.signing import keys, pkcs8
from tests.builders import NOW
from tests.publisher import a_publisher

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "release.md").read_text(encoding="utf-8")


def example(kind: str) -> str:
    """The one example of a kind."""
    (found,) = re.findall(rf"```json {kind}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_release_is_one_and_is_written_like_that() -> None:
    release = read_release(example("release").encode())
    assert json.loads(write_release(release)) == json.loads(example("release"))
    named = set(re.findall(r"^\| `(\w+)` \|", PAGE.partition("## `release.json`")[2], re.MULTILINE))
    assert named >= set(json.loads(example("release")))


def test_the_timestamp_is_one() -> None:
    content = json.loads(example("timestamp"))
    assert Timestamp.from_dict(json.loads(example("timestamp"))).to_dict() == content
    stamp = stamp_of(json.dumps({"signed": content, "signatures": []}).encode())
    assert (stamp.root, stamp.number) == (2, 12)
    assert stamp.created == moment_from(content[STAMP_FIELD]["created"])


def test_the_key_is_one(tmp_path: Path) -> None:
    path = tmp_path / "targets-anna.public.json"
    path.write_text(example("key"), encoding="utf-8")
    assert keys.public_bytes(keys.read_public(path)).decode() == example("key")
    cost = pkcs8.USUAL
    assert f"N = {cost.n}, r = {cost.r}, p = {cost.p}" in PAGE


def test_the_layout_is_the_one_that_is_published(tmp_path: Path, small_catalogue: Path) -> None:
    publisher = a_publisher(tmp_path / "repository")
    first = publisher.release(small_catalogue, created=NOW)
    delta = {first.version: (publisher.path_of(first.catalogue.name), first.catalogue.unpacked)}
    publisher.release(small_catalogue, with_search=small_catalogue, deltas=delta)
    publisher.rotate_root()
    listing = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert listing is not None
    told = {_shape(line.split()[0]) for line in listing.group(1).splitlines()}
    there = {
        _shape(path.relative_to(publisher.folder).as_posix()) for path in publisher.folder.rglob("*") if path.is_file()
    }
    assert there == told


def _shape(path: str) -> str:
    """A path without its numbers and hashes."""
    return re.sub(r"\d+", "N", re.sub(r"<sha256>|[0-9a-f]{64}", "HASH", path))


def test_roles_are_as_the_program_has_them() -> None:
    for page in ("docs/formats/release.md", "docs/publishing.md", "docs/decisions/0018-roles-thresholds-and-expiry.md"):
        text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
        for role in Role:
            (row,) = re.findall(rf"^\| `?{role}`? \|.* days \|.*$", text, re.MULTILINE)
            assert re.search(rf"\| {THRESHOLDS[role]} (of \d )?\|", row)
            assert f"| {DAYS[role]} days |" in row
