import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transport import FetchFailed, Reason
from core.transport.limits import check_address, check_redirect, is_loopback, is_web_page


@pytest.mark.parametrize(
    "address",
    ["https://catalogue.example/a", "https://catalogue.example:8443/a?b=c", "HTTPS://Catalogue.Example/"],
)
def test_https_is_fine(address: str) -> None:
    assert check_address(address).hostname == "catalogue.example"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "catalogue.example",
            "http://catalogue.example/",
            "ftp://catalogue.example/",
            "file:///etc/passwd",
        ),
        *("https://", "https:///path", "//host/x", "\\\\host\\x", "https://host\\@evil.example/"),
        *("https://nsm.no@evil.example/", "https://somebody:secret@host/", "https://@host/"),
        *("https://host/a b", "https://host/\n", "https://høst.example/", "https://[::1", "https://host:x/"),
        *("https://host:99999/", "https://host:0/", "javascript:alert(1)", "https://host/" + "a" * 2000),
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        check_address(address)
    assert caught.value.reason is Reason.ADDRESS_REFUSED
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_text_raises_anything_else(address: str) -> None:
    for text in (address, f"https://{address}", f"https://host/{address}"):
        try:
            parts = check_address(text)
        except FetchFailed:
            continue
        assert parts.scheme == "https"
        assert parts.hostname


def test_plain_http_only_to_this_machine_and_only_with_leave() -> None:
    assert check_address("http://127.0.0.1:80/", allow_loopback_http=True).port == 80
    for address in ("http://127.0.0.1.example/", "http://128.0.0.1/", "http://catalogue.example/"):
        with pytest.raises(FetchFailed):
            check_address(address, allow_loopback_http=True)


@pytest.mark.parametrize(
    "target", ["http://a.example/", "https://b.example/", "https://a.example:444/", "https://a.example.evil/"]
)
def test_redirect_to_another_place_is_refused(target: str) -> None:
    here = check_address("https://a.example/")
    check_redirect(here, check_address("https://a.example/other"))
    with pytest.raises(FetchFailed):
        check_redirect(here, here._replace(scheme=target.partition(":")[0], netloc=target.split("/")[2]))


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


@pytest.mark.parametrize(
    ("kind", "beginning", "page"),
    [
        ("text/html", b"", True),
        ("Text/HTML; charset=utf-8", b"{}", True),
        ("application/json", b"\xef\xbb\xbf <!doctype HTML>", True),
        ("", b"<html lang=nb>", True),
        ("application/json", b'{"signed": {}}', False),
        ("application/octet-stream", b"SQLite format 3\0", False),
        ("text/plain", b"<htm", False),
    ],
)
def test_pages_for_people_are_known(kind: str, beginning: bytes, page: bool) -> None:
    assert is_web_page(kind, beginning) is page
