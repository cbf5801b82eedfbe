"""docs/publishing.md, done word for word: every command, the line for cron, and the web server."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.commands import main
from core.signing import keys
from tests.builders import NOW
from tests.core.publishing.small import edit, make_small_source
from tests.core.transport.servers import CERTIFICATE
from tests.keyfiles import QUICK
from tests.nginx import DOCUMENT, PLACE, nginx

PAGE = DOCUMENT.read_text(encoding="utf-8")
COMMANDS = tuple(
    line[2:]
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ ")
)
CRON = re.findall(r"```cron\n(.*?)```", PAGE, re.DOTALL)


@dataclass
class Office:
    """Everybody on the page, in one folder."""

    place: Path
    """Stands for /srv/appvett."""
    data: Path
    """The data folder of a station."""
    now: datetime = NOW
    asked: list[str] = field(default_factory=list)
    """What somebody was asked at the terminal."""

    def do(self, command: str) -> str:
        """One command of the page."""
        self.now += timedelta(minutes=1)
        if "--out catalogue-2" in command:
            self.correct_facts()
        if "CECILIES-TARGETS-ID" in command:
            command = command.replace("CECILIES-TARGETS-ID", self.id_of("targets-cecilie")[:8])
        if not command.startswith("appvett "):
            return self.shell(command)
        moment = f"{self.now:%Y-%m-%dT%H:%M:%SZ}"
        out, err = io.StringIO(), io.StringIO()
        argv = ["--data", str(self.data), "--now", moment, *shlex.split(command)[1:]]
        code = main(argv, out, err, {"LANG": "en_GB.UTF-8"})
        assert code == 0, f"{command}\n{out.getvalue()}{err.getvalue()}"
        return out.getvalue()

    def shell(self, command: str) -> str:
        done = subprocess.run(["sh", "-ec", command], cwd=self.place, check=True, capture_output=True, text=True)  # noqa: S607
        return done.stdout

    def id_of(self, key: str) -> str:
        """The id of somebody's key."""
        (path,) = self.place.glob(f"keys-*/{key}.public.json")
        return str(json.loads(path.read_text(encoding="utf-8"))["id"])

    def correct_facts(self) -> None:
        """What the page says comes before the second build."""
        edit(self.place / "facts", "catalogue.yaml", "version: 1", "version: 2")
        edit(self.place / "facts", "apps/signal.yaml", "name: Signal", "name: Signal Messenger")

    def answer(self, prompt: str) -> str:
        """Somebody types their passphrase."""
        self.asked.append(prompt)
        return "correct horse battery staple"


class _Terminal(io.StringIO):
    """Somebody who says yes to every question."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "srv", tmp_path / "data")
    make_small_source(made.place / "facts")
    monkeypatch.chdir(made.place)
    monkeypatch.setattr(keys, "USUAL", QUICK)
    monkeypatch.setattr("core.commands.asking._has_terminal", lambda: True)
    monkeypatch.setattr("core.commands.asking._asked", made.answer)
    monkeypatch.setattr("sys.stdin", _Terminal("yes\n" * len(COMMANDS)))
    return made


@pytest.fixture
def published(office: Office) -> Office:
    """The page up to the web server."""
    for command in COMMANDS[: COMMANDS.index(next(c for c in COMMANDS if "--out catalogue-2" in c))]:
        office.do(command)
    return office


@pytest.fixture
def served(published: Office) -> Iterator[str]:
    """The web server as well."""
    with nginx(published.place) as address:
        yield address


def test_every_command_of_the_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    follow = office.place / "repository" / "public" / "metadata" / "1.root.json"
    monkeypatch.setattr("core.sync.root.shipped_root", lambda: follow)
    for command in COMMANDS:
        said = office.do(command)
        if command.startswith("appvett sync"):
            assert "2" in said
    shown = office.do("appvett catalogue keys --repository repository")
    assert "Root 3" in shown
    assert office.id_of("targets-dag") in shown
    assert office.id_of("targets-cecilie") not in shown
    assert not any("public-parts" in prompt for prompt in office.asked)


def test_the_line_for_cron(published: Office) -> None:
    office = published
    (line,) = CRON
    user, command = line.split(maxsplit=6)[5:]
    assert user == "appvett"
    office.now += timedelta(days=7)
    before = (office.place / "repository/public/metadata/timestamp.json").read_bytes()
    assert "nothing newer than release 1" in office.do(command.replace(PLACE, str(office.place)))
    assert (office.place / "repository/public/metadata/timestamp.json").read_bytes() != before


def asked(address: str, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """What the server answers."""
    parts = urlsplit(address)
    connection = HTTPSConnection(parts.netloc, context=ssl.create_default_context(cafile=CERTIFICATE), timeout=20)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.mark.loopback
def test_the_web_server_of_the_page(office: Office, served: str) -> None:
    public = office.place / "repository" / "public"
    for file in (found for found in public.rglob("*") if found.is_file()):
        answer, content = asked(served, f"/{file.relative_to(public).as_posix()}")
        assert (answer.status, content) == (200, file.read_bytes()), file
        keeps = "no-store" if file.name == "timestamp.json" else "public, max-age=31536000, immutable"
        assert answer.headers.get_all("Cache-Control") == [keeps], file
        assert answer.headers["Content-Encoding"] is None
        assert answer.headers["Server"] == "nginx"
    (public / "metadata" / "link.json").symlink_to(office.place / "passphrase")
    (public / "metadata" / "9.root.json").symlink_to(office.place / "passphrase")
    shutil.copyfile(office.place / "passphrase", public / "passphrase")
    for path in ("/", "/metadata/", "/metadata", "/targets/", "/metadata/2.root.json", "/metadata/link.json"):
        answer, _ = asked(served, path)
        assert (answer.status, answer.headers.get_all("Cache-Control")) == (404, ["no-store"]), path
    for path in ("/passphrase", "/../passphrase", "/metadata/%2e%2e/%2e%2e/passphrase", "/metadata/9.root.json"):
        answer, content = asked(served, path)
        assert answer.status in (400, 403, 404), path
        assert (office.place / "passphrase").read_bytes().strip() not in content
    for method in ("POST", "PUT", "DELETE"):
        assert asked(served, "/metadata/timestamp.json", method)[0].status in (403, 405)
    assert not list(office.place.glob("*access*"))
    assert "127.0.0.1" not in (office.place / "nginx-error.log").read_text()
