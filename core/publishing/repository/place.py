"""Where the files of a repository lie on the publisher's disk.

The folder holds two others: `public`, which a web server serves as it stands, and `staged`, where what waits for
signatures lies. Private keys lie in neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.publishing.repository.roles import Role

METADATA, TARGETS = "metadata", "targets"
"""The two folders of a place."""

_VERSIONED = re.compile(r"([1-9]\d{0,8})\.(root|targets|snapshot)\.json")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with `metadata` and `targets`: the public one, the staged one, or a stick."""

    folder: Path

    @property
    def metadata(self) -> Path:
        """Where metadata lies."""
        return self.folder / METADATA

    @property
    def targets(self) -> Path:
        """Where the files of releases lie."""
        return self.folder / TARGETS

    def target(self, sha256: str, name: str) -> Path:
        """The file of a target."""
        return self.targets / f"{sha256}.{name}"

    def versions(self, role: Role) -> tuple[int, ...]:
        """The versions of a role's metadata that are there, the lowest first."""
        names = (path.name for path in self.metadata.glob(f"*.{role}.json"))
        found = (_VERSIONED.fullmatch(name) for name in names)
        return tuple(sorted(int(match[1]) for match in found if match and match[2] == role))


@dataclass(frozen=True, slots=True)
class Repository:
    """The publisher's folder."""

    folder: Path

    @property
    def public(self) -> Place:
        """What is served."""
        return Place(self.folder / "public")

    @property
    def staged(self) -> Place:
        """What waits for signatures."""
        return Place(self.folder / "staged")

    def holds(self, path: Path) -> bool:
        """Whether a file or folder lies in it, whatever links lead there."""
        return path.resolve().is_relative_to(self.folder.resolve())


def repository_around(folder: Path) -> Path | None:
    """The repository that a folder lies in, if there is one."""
    here = folder.resolve()
    for one in (here, *here.parents):
        if (one / "public" / METADATA).is_dir() or (one / "staged" / METADATA).is_dir():
            return one
    return None
