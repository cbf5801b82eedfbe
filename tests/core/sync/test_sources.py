"""What a person names: an address of the web, or a folder; and by which way it is asked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from core.errors import Silent
from core.sync.model import Way
from core.sync.sources import from_words
from core.transport import FetchFailed, Reason
from tests.core.transport.servers import head, sending, serving

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.transport.website.PAUSES", ())
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def asked(where: str) -> bytes:
    """What comes from a source for its timestamp."""
    with closing(from_words(where)) as source:
        return b"".join(source.pieces("metadata/timestamp.json", 100, Silent()))


@pytest.mark.parametrize(
    ("where", "way", "name"),
    [
        ("https://catalogue.example/x", Way.WEB, "catalogue.example"),
        ("HTTPS://Catalogue.Example/x", Way.WEB, "catalogue.example"),
        ("Http://127.0.0.1/x", Way.WEB, "127.0.0.1"),
        ("https://[", Way.WEB, "https://["),
        ("/media/stick", Way.FOLDER, str(Path("/media/stick"))),
        ("https", Way.FOLDER, "https"),
    ],
)
def test_address_is_known_by_its_beginning(where: str, way: Way, name: str) -> None:
    source = from_words(where)
    assert (source.way, source.name) == (way, name)


@pytest.mark.loopback
@pytest.mark.usefixtures("no_proxies")
def test_other_machines_are_asked_through_the_proxy_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(sending()) as proxy:
        monkeypatch.setenv("https_proxy", proxy.address.removesuffix("/file"))
        with pytest.raises(FetchFailed):
            asked("https://catalogue.invalid/x")
    assert [request.splitlines()[0] for request in proxy.seen] == ["CONNECT catalogue.invalid:443 HTTP/1.0"]


@pytest.mark.loopback
@pytest.mark.usefixtures("no_proxies")
def test_this_machine_is_asked_without_encryption_and_without_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(sending()) as proxy, serving(sending(head(4), b"data")) as server:
        monkeypatch.setenv("http_proxy", proxy.address.removesuffix("/file"))
        assert asked(server.address.replace("http:", "HTTP:")) == b"data"
    assert proxy.seen == []


@pytest.mark.usefixtures("no_proxies")
def test_other_machines_are_not_asked_without_encryption() -> None:
    with pytest.raises(FetchFailed) as caught:
        asked("http://catalogue.example/x")
    assert caught.value.reason is Reason.ADDRESS_REFUSED
