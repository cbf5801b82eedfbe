"""A screen in memory with message buses of its own, for a program that runs as a process of its own."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_ANSWERS_WITHIN = 20.0
"""Seconds within which a server that was started tells where it can be reached."""
_ENDS_WITHIN = 10.0
"""Seconds that a program told to end is given."""


@dataclass(slots=True)
class Screen:
    """A display and a session bus that nobody else uses, and whatever is started there."""

    folder: Path
    """Home and run-time folder of everything that runs here; a socket's path must stay short."""
    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def session_bus(self) -> str:
        """Where the session bus is reached."""
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def start(
        self, command: Sequence[str], *, pass_fds: Sequence[int] = (), more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program as the head of a process group, so that what it starts itself ends with it.

        Args:
            command: the program and its arguments.
            pass_fds: file descriptors that it takes over.
            more: variables beside those of the screen.
        """
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                command,
                env={**self.environment, **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def said(self) -> str:
        """What all that was started has printed."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """End everything that was started here, the last first, and what it started in turn."""
        for process in reversed(self.started):
            _signal(process, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):  # then it gets the signal that cannot be put off
                process.wait(_ENDS_WITHIN)
            _signal(process, signal.SIGKILL)
            process.wait()


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen; whatever was started there has ended afterwards.

    Args:
        folder: an empty folder with a short path.
    """
    kept = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    folder.chmod(0o700)  # a run-time folder that others can read is refused
    found = Screen(folder, environment)
    try:
        number = _told(found, ("Xvfb", "-screen", "0", "1280x1000x24", "-nolisten", "tcp", "-displayfd"))
        environment["DISPLAY"] = f":{number}"
        bus = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address")
        environment["DBUS_SESSION_BUS_ADDRESS"] = _told(found, bus, joined=True)
        yield found
    finally:
        found.end()


def alive(groups: Sequence[int]) -> list[str]:
    """Programs of these process groups that still run; one that ended and was not fetched does not."""
    left = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue  # it ended while we looked
        state, _parent, group = rest.split()[:3]
        if int(group) in groups and state != "Z":
            left.append(name.partition("(")[2])
    return left


def _told(on: Screen, command: tuple[str, ...], *, joined: bool = False) -> str:
    """Start a server that writes where it is reached to a file descriptor, and read that."""
    ours, theirs = os.pipe()
    try:
        told = (*command[:-1], f"{command[-1]}={theirs}") if joined else (*command, str(theirs))
        on.start(told, pass_fds=(theirs,))
        os.close(theirs)
        return _line(ours, " ".join(command))
    finally:
        os.close(ours)


def _line(descriptor: int, whose: str) -> str:
    until, found = time.monotonic() + _ANSWERS_WITHIN, b""
    while not found.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError(f"{whose} did not tell where it is")
        if not (more := os.read(descriptor, 4096)):
            raise OSError(f"{whose} ended")
        found += more
    return found.decode().strip()


def _signal(process: subprocess.Popen[bytes], which: signal.Signals) -> None:
    """Send a signal to a process and all that it started."""
    with suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, which)
