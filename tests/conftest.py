"""What every test is held to: no network, no unexpected log, no thread left behind, no chance.

Qt is held to its own rules in tests/gui/conftest.py, for the tests of core run where Qt is not installed.
"""

import ipaddress
import logging
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

AllowLogs = Callable[[str], None]
"""Takes a regular expression; log records whose text it finds are expected."""

settings.register_profile(
    "same-every-time",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no fault of the code
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("same-every-time")

_QT_SETTINGS = ("qt_api", "qt_log_level_fail", "qt_log_ignore")
_THREADS_END_WITHIN = 5.0  # seconds; a pool that was told to stop needs a moment


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Knows pytest-qt's settings also where pytest-qt is not installed."""
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in _QT_SETTINGS:
            parser.addini(name, "for pytest-qt, which is not here", type="linelist")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeats what failed before the tests: those lines are far up by now."""
    if failed := os.environ.get("APPVETT_FAILED_STAGES"):
        terminalreporter.section("checks before the tests", red=True)
        terminalreporter.write_line(f"FAILED: {failed} (see above)")


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _THREADS_END_WITHIN
    left = _new_threads(before)
    while left and time.monotonic() < until:
        left[0].join(timeout=0.05)
        left = _new_threads(before)
    if left:
        pytest.fail(f"threads are left behind: {', '.join(thread.name for thread in left)}")


@pytest.fixture(autouse=True)
def _no_organisation_manages_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.settings.managed.managed_file", lambda: None)


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    loopback = request.node.get_closest_marker("loopback") is not None
    refused: list[str] = []

    def guard(real: Callable[..., Any], place: int) -> Callable[..., Any]:
        """The same function, which refuses hosts; `place` is where its address stands."""

        def guarded(*args: Any, **kwargs: Any) -> Any:
            host = _host(args[place]) if len(args) > place else kwargs.get("host")
            if not _may_reach(host, loopback=loopback):
                refused.append(str(host))
                # Not an Exception: no handler of the code under test may swallow it.
                pytest.fail(f"the network is refused in tests: {host}")
            return real(*args, **kwargs)

        return guarded

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name), 1))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, guard(getattr(socket, name), 0))
    yield
    if refused and request.node.get_closest_marker("expects_refusal") is None:
        pytest.fail(f"the network was asked for: {', '.join(refused)}")


class _Warnings(logging.Handler):
    """Keeps log records from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def unexpected(self) -> list[str]:
        texts = [f"{record.name}: {record.getMessage()}" for record in self.records]
        return [text for text in texts if not any(re.search(pattern, text) for pattern in self.expected)]


@pytest.fixture(autouse=True)
def _log_guard() -> Iterator[_Warnings]:
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    if unexpected := handler.unexpected():
        pytest.fail("unexpected log records:\n  " + "\n  ".join(unexpected))


@pytest.fixture
def allow_logs(_log_guard: _Warnings) -> AllowLogs:
    """Lets a test expect warnings in the log: `allow_logs("catalogue is damaged")`."""
    return _log_guard.expected.append


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads of ours that came since; a dummy stands for a thread of Qt, which ends with Qt's pool."""
    dummy = threading._DummyThread
    return [thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, dummy)]


def _host(address: Any) -> Any:
    """The host of a socket address; None for a socket in the file system."""
    if isinstance(address, tuple):
        return address[0]
    return address if isinstance(address, str) and not address.startswith(("/", "\0")) else None


def _may_reach(host: Any, *, loopback: bool) -> bool:
    """Whether a test may speak to a host: sockets that are no network always, loopback with its marker."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not loopback:
        return False
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


from tests.catalogue_fixture import real_catalogue, small_catalogue, store  # noqa: E402, F401 - fixtures for all tests
