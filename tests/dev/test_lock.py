"""The lock serves everybody: exact versions with hashes, and no word of where packages come from."""

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from devkit import console, environment, lockfile

HASH = "--hash=sha256:" + "a" * 64


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((console.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock() -> lockfile.Lock:
    return lockfile.parse(environment.LOCK.read_text(encoding="utf-8"))


def direct(project: dict[str, Any]) -> list[Requirement]:
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


def test_lock_is_sound(lock: lockfile.Lock) -> None:
    assert lock.faults == ()


def test_lock_names_no_place_at_all() -> None:
    text = environment.LOCK.read_text(encoding="utf-8")
    assert re.findall(r"://|file:|^\s*-(?!-hash=)\S+|\s@\s", text, flags=re.MULTILINE) == []


def test_every_pin_has_hashes(lock: lockfile.Lock) -> None:
    assert [pin.name for pin in lock.pins if not pin.hashes] == []


def test_direct_dependencies_are_locked_in_range(project: dict[str, Any], lock: lockfile.Lock) -> None:
    versions = {pin.name: pin.version for pin in lock.pins}
    wishes = {lockfile.normalised(wish.name): wish.specifier for wish in direct(project)}
    assert [name for name in wishes if name not in versions] == []
    assert [name for name, wish in wishes.items() if not wish.contains(versions[name])] == []


def test_direct_dependencies_are_locked_on_every_system(project: dict[str, Any], lock: lockfile.Lock) -> None:
    """A package that only some versions of Python need is locked for these; no other has a condition."""
    everywhere = {pin.name for pin in lock.pins if not pin.marker}
    assert {lockfile.normalised(wish.name) for wish in direct(project) if not wish.marker} <= everywhere
    conditions = {pin.name: pin.marker for pin in lock.pins if pin.marker}
    for wish in direct(project):
        if wish.marker:
            assert "python" in conditions[lockfile.normalised(wish.name)]


def test_qt_stays_below_the_version_that_loses_references(lock: lockfile.Lock) -> None:
    qt = [Version(pin.version) for pin in lock.pins if pin.name in ("pyside6-essentials", "shiboken6")]
    assert len(qt) == 2
    assert all(Version("6.8") <= version < Version("6.12") for version in qt)


def test_pip_is_locked_because_sqlite_utils_asks_for_it(lock: lockfile.Lock) -> None:
    assert "pip" in {pin.name for pin in lock.pins}


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml"])
def test_no_lock_with_addresses_lies_beside_it(name: str) -> None:
    ignored = (console.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"/{name}" in ignored


@pytest.mark.parametrize(
    "text",
    [
        f"--index-url https://packages.example\nidna==3.20 \\\n    {HASH}\n",
        f"--extra-index-url=https://packages.example\nidna==3.20 \\\n    {HASH}\n",
        f"-f /srv/wheels\nidna==3.20 \\\n    {HASH}\n",
        f"idna @ https://packages.example/idna.whl \\\n    {HASH}\n",
        f"./idna-3.20-py3-none-any.whl \\\n    {HASH}\n",
        f"-e .\nidna==3.20 \\\n    {HASH}\n",
        f"# from https://packages.example\nidna==3.20 \\\n    {HASH}\n",
        "idna==3.20\n",
        "idna==3.20 \\\n    --hash=md5:d41d8cd98f00b204e9800998ecf8427e\n",
        f"idna>=3.20 \\\n    {HASH}\n",
        f"idna==3.20 \\\n    {HASH}\nidna==3.20 \\\n    {HASH}\n",
        "",
    ],
    ids=[
        *("index", "extra index", "folder", "address", "file", "editable", "comment"),
        *("no hash", "weak hash", "range", "twice", "empty"),
    ],
)
def test_unsound_locks_are_refused(text: str) -> None:
    assert lockfile.parse(text).faults != ()


def test_faults_do_not_repeat_addresses() -> None:
    lock = lockfile.parse("--index-url https://somebody:secret@packages.example\n")
    assert "secret" not in " ".join(lock.faults)
