"""The guards of conftest.py do stop what they are there to stop."""

import socket
import threading
from collections.abc import Callable

import pytest

from tests import conftest
from tests.conftest import AllowLogs


@pytest.mark.parametrize(
    ("host", "loopback", "may"),
    [
        ("127.0.0.1", True, True),
        ("::1", True, True),
        ("localhost", True, True),
        (b"localhost", True, True),
        ("127.0.0.1", False, False),
        ("10.0.0.1", True, False),
        ("packages.example", True, False),
        (None, False, True),
    ],
)
def test_only_this_machine_is_reached_and_only_with_its_marker(host: object, loopback: bool, may: bool) -> None:
    assert conftest._may_reach(host, loopback=loopback) is may


def test_host_is_read_from_every_kind_of_address() -> None:
    assert conftest._host(("10.0.0.1", 80)) == "10.0.0.1"
    assert conftest._host(("::1", 80, 0, 0)) == "::1"
    assert conftest._host("packages.example") == "packages.example"
    assert conftest._host("/run/socket") is None


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("10.0.0.1", 80), 0.1),
        lambda: socket.getaddrinfo("packages.example", 443),
        lambda: socket.gethostbyname("packages.example"),
    ],
    ids=["connect", "getaddrinfo", "gethostbyname"],
)
@pytest.mark.expects_refusal
def test_network_is_refused_in_a_way_that_no_handler_swallows(reach: Callable[[], object]) -> None:
    def swallow() -> None:
        try:
            reach()
        except Exception as error:  # noqa: BLE001 - this is what must not catch it
            pytest.fail(f"swallowed {error}")

    with pytest.raises(pytest.fail.Exception, match="the network is refused"):
        swallow()


def test_new_threads_are_seen() -> None:
    before = set(threading.enumerate())
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert conftest._new_threads(before) == [thread]
    finally:
        over.set()
        thread.join()
    assert conftest._new_threads(before) == []


def test_warnings_are_kept_and_expected_ones_are_let_through(allow_logs: AllowLogs) -> None:
    import logging

    allow_logs("tested on purpose")
    handler = conftest._Warnings()
    log = logging.getLogger("appvett.test")
    log.addHandler(handler)
    try:
        log.warning("tested on purpose: one")
        log.error("tested on purpose: two")
        log.info("tested on purpose: three")
    finally:
        log.removeHandler(handler)
    handler.expected.append("two")
    assert handler.unexpected() == ["appvett.test: tested on purpose: one"]
