"""A publisher at the command line, for tests: real commands, real key files, a repository on disk.

Example:
    desk = Desk(tmp_path)
    desk.set_up()                                      # root 1, signed by two, published
    desk.release(small_catalogue)                      # staged, signed by two, published
    desk.publish("--stick", str(tmp_path / "stick"))   # any other use of `catalogue publish`
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.commands import main
from tests.keyfiles import KeyFiles, key_files

NOW = "2026-11-24T08:00:00Z"
"""When commands are given, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> str:
        """The code of the error, empty where there is none."""
        return str(self.json.get("error", {}).get("code", ""))

    @property
    def message(self) -> str:
        """What the error says."""
        return str(self.json["error"]["message"])


class Desk:
    """A publisher with eight keys and one repository."""

    def __init__(self, folder: Path) -> None:
        """Make the keys; the repository is made by `set_up`."""
        self.folder = folder
        self.repository = folder / "srv" / "repository"
        self.keys: KeyFiles = key_files(folder)

    def command(self, word: str, *argv: str, now: str = NOW, as_json: bool = True) -> Answer:
        """A command of the group `catalogue`, on the repository."""
        out, err = io.StringIO(), io.StringIO()
        form = ["--json"] if as_json else []
        where = ["--data", str(self.folder / "desk"), "--repository", str(self.repository)]
        code = main(["catalogue", word, *where, "--now", now, *form, *argv], out, err, {"LANG": "en_GB.UTF-8"})
        return Answer(code, out.getvalue(), err.getvalue())

    def done(self, word: str, *argv: str, now: str = NOW) -> dict[str, Any]:
        """The same, which must succeed."""
        answer = self.command(word, *argv, now=now)
        assert answer.code == 0, answer
        return answer.json

    def sign(self, role: str, name: str, *argv: str, now: str = NOW) -> Answer:
        """Somebody signs what waits."""
        key = ("--key", self.keys.of(role, name), "--passphrase-file", self.keys.passphrase)
        return self.command("sign", *key, "--yes", *argv, now=now)

    def sign_all(self, role: str, names: tuple[str, ...] = ("anna", "bo"), now: str = NOW) -> None:
        """Enough people sign what waits."""
        for name in names:
            answer = self.sign(role, name, now=now)
            assert answer.code == 0, answer

    def publish(self, *argv: str, now: str = NOW) -> Answer:
        """`catalogue publish` with the keys of the office."""
        keys = ("--keys", self.keys.online, "--passphrase-file", self.keys.passphrase)
        return self.command("publish", *keys, *argv, now=now)

    def set_up(self) -> bytes:
        """Publish the first root; what stations are shipped with."""
        self.done("keys", *self.keys.public)
        self.sign_all("root")
        self.done("publish")
        return (self.repository / "public/metadata/1.root.json").read_bytes()

    def stage(self, catalogue: Path, *argv: str, now: str = NOW) -> Answer:
        """Set a catalogue out for signatures."""
        return self.command("publish", "--catalogue", str(catalogue), *argv, now=now)

    def release(self, catalogue: Path, *argv: str, now: str = NOW) -> dict[str, Any]:
        """Publish a catalogue."""
        answer = self.stage(catalogue, *argv, now=now)
        assert answer.code == 0, answer
        self.sign_all("targets", now=now)
        answer = self.publish(now=now)
        assert answer.code == 0, answer
        return answer.json
