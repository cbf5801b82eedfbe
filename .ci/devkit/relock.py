"""Making `requirements.lock` anew from `pyproject.toml`."""

import shutil
import sys
import tempfile
from pathlib import Path

from devkit import console, environment, lockfile

OPTIONS = (
    "--group=dev",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--only-binary=:all:",
    "--upgrade",
    "--quiet",
)
"""One lock for 3.11 to 3.14 on Linux, Windows and macOS, wheels alone, no word of where they come from."""


def relock(target: Path = environment.LOCK) -> None:
    """Makes the lock anew, checks it, and only then puts it in place.

    Raises:
        DevError: It could not be made, or is not sound; the old one is untouched.
    """
    with tempfile.TemporaryDirectory(prefix="appvett-lock-") as folder:
        fresh = Path(folder) / "requirements.lock"
        with console.step("choosing versions"):
            command = [_uv(Path(folder)), "pip", "compile", str(console.ROOT / "pyproject.toml"), *OPTIONS]
            code = console.call([*command, "--output-file", fresh], to_stderr=True)
        if code != 0 or not fresh.exists():
            raise console.DevError("uv made no lock; the reason stands above. The old lock is untouched.")
        text = fresh.read_text(encoding="utf-8")
    lock = lockfile.parse(text)
    if lock.faults:
        raise console.DevError("the new lock is not sound, the old one stays:\n  " + "\n  ".join(lock.faults))
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(text, encoding="utf-8", newline="\n")
    _tell_changes(before, lock)


def changes(before: lockfile.Lock, after: lockfile.Lock) -> list[str]:
    """What differs between two locks, one line per package, by name."""
    old = {pin.name: pin.version for pin in before.pins}
    new = {pin.name: pin.version for pin in after.pins}
    lines = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            lines.append(f"{name} {old[name]} is gone")
        elif name not in old:
            lines.append(f"{name} {new[name]} is new")
        elif old[name] != new[name]:
            lines.append(f"{name} {old[name]} became {new[name]}")
    return lines


def _uv(folder: Path) -> str:
    """Uv from the PATH, else one installed for this once."""
    if found := shutil.which("uv"):
        return found
    venv = folder / "uv"
    made = console.call([sys.executable, "-m", "venv", str(venv)], to_stderr=True)
    pip = [
        str(environment.python(venv)),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "uv",
    ]
    if made != 0 or console.call(pip, to_stderr=True) != 0:
        raise console.DevError("uv, which makes the lock, could not be installed; the reason stands above.")
    return str(environment.python(venv).with_name("uv.exe" if sys.platform == "win32" else "uv"))


def _tell_changes(before: str, lock: lockfile.Lock) -> None:
    lines = changes(lockfile.parse(before), lock)
    for line in lines or ["nothing has changed"]:
        console.say(line)
    console.say(f"requirements.lock names {len(lock.pins)} packages")
