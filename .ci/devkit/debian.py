"""Debian packages that Qt and the build need, and how they come onto the machine.

Where we may (as root, or with a sudo that asks nothing) missing packages are installed; otherwise the one
command that does it is printed. Machines without dpkg are left alone: their desktops bring what Qt needs.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from devkit import console

QT_OFFSCREEN = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libbrotli1",
)
"""What Qt needs to draw without a screen."""

QT_X11 = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
"""What Qt needs on top to open a window."""

VIRTUAL_SCREEN = ("xvfb", "xauth", "dbus", "at-spi2-core")
"""A screen in memory with a screen-reader bus, for tests that need a true window."""

BUNDLE = ("binutils",)
"""PyInstaller looks into libraries with objdump."""


SERVERS = ("nginx-light",)
"""Web servers that tests start and stop by themselves. No service of the machine is wanted of them."""

_POLICY = Path("/usr/sbin/policy-rc.d")
"""Asked by packages whether their services may be started; Debian's own way to say no."""
_REFUSAL = "#!/bin/sh\nexit 101\n"


def missing(packages: Iterable[str], installed: Callable[[str], bool]) -> tuple[str, ...]:
    """Those packages that are not installed, in the order given.

    Debian 13 and newer name some libraries anew, with `t64` at the end; both names count.
    """
    return tuple(name for name in packages if not installed(name) and not installed(f"{name}t64"))


def install_command(packages: Iterable[str], *, sudo: bool) -> list[str]:
    """The command that installs packages without a question."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return ["sudo", *command] if sudo else command


def ensure(packages: Iterable[str], purpose: str, *, services: Sequence[str] = ()) -> bool:
    """Installs what is missing when we may, else prints the command that does.

    Args:
        packages: Names of Debian packages.
        purpose: What they are for, as in "needed to draw windows".
        services: Services that come with them and must not run: neither now nor when the machine starts again.

    Returns:
        True when all packages are there, also on a machine that is not of Debian's family.
    """
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return True
    absent = missing(packages, _is_installed)
    if not absent:
        return True
    if _rights() is not None:
        console.say(f"installing {len(absent)} Debian packages {purpose}: {' '.join(absent)}")
        if _install(absent, services):
            return True
        console.say("apt-get could not install them; see its words above.")
    console.say(f"Debian packages are missing, {purpose}. This command installs them:")
    console.say("    " + console.shown(install_command(absent, sudo=not _is_root())))
    return False


def venv_package() -> str:
    """The package without which Debian's Python makes no environment."""
    return f"python3.{sys.version_info.minor}-venv"


def _is_installed(name: str) -> bool:
    code, state = console.ask(["dpkg-query", "--show", "--showformat=${db:Status-Status}\n", name])
    return code == 0 and "installed" in state.split()


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _rights() -> list[str] | None:
    """What stands before apt-get so that it may install: nothing for root; None when we may not."""
    if _is_root():
        return []
    if shutil.which("sudo") and console.ask(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _install(packages: tuple[str, ...], services: Sequence[str]) -> bool:
    """Installs packages; reads the package lists anew first when they are absent or too old to serve."""
    before = _rights()
    if before is None:
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*before, *install_command(packages, sudo=False)]
    with _nothing_starts(before) if services else nullcontext():
        if console.call(install, env=quiet, to_stderr=True) == 0:
            return _disable(before, services)
        console.say("reading the lists of Debian packages anew, then once more")
        console.call([*before, "apt-get", "update"], env=quiet, to_stderr=True)
        return console.call(install, env=quiet, to_stderr=True) == 0 and _disable(before, services)


@contextmanager
def _nothing_starts(before: Sequence[str], policy: Path = _POLICY) -> Iterator[None]:
    """Keeps packages from starting services while they are installed; whoever has a policy already keeps it."""
    if policy.exists():
        yield
        return
    with tempfile.TemporaryDirectory(prefix="appvett-policy-") as folder:
        refusal = Path(folder) / policy.name
        refusal.write_text(_REFUSAL, encoding="utf-8")
        console.call([*before, "install", "-m", "755", refusal, policy], to_stderr=True)
    try:
        yield
    finally:
        console.call([*before, "rm", "-f", policy], to_stderr=True)


def _disable(before: Sequence[str], services: Sequence[str]) -> bool:
    """Leaves services switched off, where systemd would start them with the machine."""
    if services and Path("/run/systemd/system").is_dir():
        console.call([*before, "systemctl", "disable", "--now", "--quiet", *services], to_stderr=True)
    return True
