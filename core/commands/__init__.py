"""The command line: one file per command, over the same functions as the window, and never a screen.

This file is loaded before anybody knows whether a window is wanted, so it loads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

COMMAND_WORDS = frozenset(
    {
        *("lookup", "card", "compare", "guidance", "rules", "catalogue", "help"),
        *("sync", "organisation", "request", "review", "exchange", "case", "inventory", "inspect", "hub"),
    }
)
"""Words that name a command; without one of them the window opens."""

_TAKES_VALUE = frozenset({"--app", "--data", "--language", "--now", "--screenshot", "--size", "--theme"})
"""Options that may stand before the command word and are followed by a value."""


def command_word(argv: Sequence[str]) -> str | None:
    """The command that these arguments name; None opens the window.

    Args:
        argv: everything after the program's name.
    """
    rest = iter(argv)
    for argument in rest:
        if argument in _TAKES_VALUE:
            next(rest, None)
        elif not argument.startswith("-"):
            return argument if argument in COMMAND_WORDS else None
    return None


def main(
    argv: Sequence[str] | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Do what the arguments ask for.

    Args:
        argv: everything after the program's name; default: the program's own.
        stdout: where answers go; default: standard output.
        stderr: where progress, warnings and errors go; default: standard error.
        environment: variables of the environment; default: the program's own.

    Returns:
        The exit code: 0 done, 1 refused, 2 wrong usage.
    """
    from core.commands import cli

    return cli.main(argv, stdout, stderr, environment)
