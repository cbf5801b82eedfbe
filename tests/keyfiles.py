"""The key files of a publisher for tests, each person's in a folder of their own, quick to open.

Example:
    keys = key_files(tmp_path)
    run("catalogue", "keys", *keys.public, "--repository", ...)
    run("catalogue", "sign", "--key", keys.of("root", "anna"), "--passphrase-file", keys.passphrase, ...)
    run("catalogue", "publish", "--keys", keys.online, "--passphrase-file", keys.passphrase, ...)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.signing.keys import Passphrase, files_of, make_key
from core.signing.pkcs8 import Cost

SECRET = "five words and a passphrase"  # noqa: S105 - opens nothing but the keys of tests
QUICK = Cost(16, 1, 1)
"""So little work that a test can open hundreds."""
PEOPLE = ("anna", "bo", "cecilie")
"""Each has a key for root and one for targets."""


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """Where the keys lie."""

    folder: Path

    @property
    def passphrase(self) -> str:
        """The file with the passphrase of all of them."""
        return str(self.folder / "passphrase")

    @property
    def online(self) -> str:
        """The folder with the keys for snapshot and timestamp."""
        return str(self.folder / "online")

    @property
    def public(self) -> list[str]:
        """All folders, for their public parts."""
        return [str(self.folder / name) for name in (*PEOPLE, "online")]

    def of(self, role: str, name: str) -> str:
        """The private key file of a person."""
        return str(files_of(self.folder / name, role, name).private)


def key_files(folder: Path) -> KeyFiles:
    """Make the usual eight keys and a passphrase file, beside each other in `folder`/keys."""
    made = KeyFiles(folder / "keys")
    for name in PEOPLE:
        for role in ("root", "targets"):
            make_key(made.folder / name, role, name, Passphrase(SECRET), QUICK)
    for role in ("snapshot", "timestamp"):
        make_key(made.folder / "online", role, "online", Passphrase(SECRET), QUICK)
    path = Path(made.passphrase)
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    path.chmod(0o600)
    return made
