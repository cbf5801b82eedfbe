"""How `dev.py` speaks and starts programs.

Everything that `dev.py` itself says goes to standard error, so that `python3 dev.py run card TikTok --json`
puts nothing but JSON on standard output.
"""

import errno
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the checkout."""


class DevError(Exception):
    """Something that a developer has to put right; the message says what happened and what to do."""


def say(text: str) -> None:
    """Writes one calm line to standard error."""
    sys.stderr.write(f"dev.py: {text}\n")
    sys.stderr.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says that a step begins, and how many seconds it took when it has succeeded."""
    say(f"{text} ...")
    began = time.monotonic()
    yield
    say(f"{text}: done in {time.monotonic() - began:.1f} s")


def call(
    command: Sequence[object],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = ROOT,
    to_stderr: bool = False,
) -> int:
    """Runs a program with our own input and output.

    Args:
        command: The program and its arguments, strings and paths; no shell reads them.
        env: Variables added to, or changed from, our own.
        cwd: Where the program starts; None is where we were started.
        to_stderr: Send the program's standard output to standard error.

    Returns:
        Its exit code, 128 + n when signal n ended it, as a shell says it.

    Raises:
        DevError: There is no such program.
    """
    arguments = [str(part) for part in command]
    try:
        done = subprocess.run(
            arguments,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdout=sys.stderr if to_stderr else None,
            check=False,
        )
    except FileNotFoundError as error:
        raise DevError(f"{arguments[0]} was not found. Install it, or look at the PATH.") from error
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


def ask(command: Sequence[object]) -> tuple[int, str]:
    """Runs a program quietly.

    Returns:
        Its exit code and its standard output; 127 and nothing where there is no such program.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return 127, ""
    return done.returncode, done.stdout


def shown(command: Sequence[object]) -> str:
    """The command as one would type it."""
    return shlex.join(str(part) for part in command)


def in_plain_words(error: OSError) -> str:
    """What an error of the system means to a developer, and what to do."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{where}. Appvett's environment needs about 600 MB: make room and try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"No right to write here{where}. Close programs that use .venv, or look at who owns the folder."
    return f"{error.strerror or error}{where}."
