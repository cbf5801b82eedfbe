"""Where Appvett starts: a command word goes to the command line, everything else opens the window.

Nothing of Qt is loaded before it is clear that a window is wanted and can be had.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping, Sequence

from core.commands import command_word
from gui.launch import Wish

_FOR_SCRIPTS = frozenset({"-h", "--help", "--json"})
"""Options of the command line alone: the window has neither."""
DONE, WRONG_USAGE, NO_SCREEN = 0, 2, 1


def main(argv: Sequence[str] | None = None, environment: MutableMapping[str, str] | None = None) -> int:
    """Do what the arguments ask for.

    Args:
        argv: everything after the program's name; default: the program's own.
        environment: variables of the environment; default: the program's own.

    Returns:
        The exit code: 0 done, 1 refused, 2 wrong usage.
    """
    argv = sys.argv[1:] if argv is None else list(argv)
    environment = os.environ if environment is None else environment
    # A script that asks for JSON gets JSON, also where its arguments name no command.
    if command_word(argv) is not None or _FOR_SCRIPTS.intersection(argv):
        from core.commands import main as command_line

        return command_line(argv)
    if list(argv) == ["--version"]:
        return _print_version()
    return _window(argv, environment)


def _print_version() -> int:
    import core

    sys.stdout.write(f"Appvett {getattr(core, '__version__', '?')}\n")
    return DONE


def _window(argv: Sequence[str], environment: MutableMapping[str, str]) -> int:
    from core.commands.language import system_language
    from core.commands.parsing import hints
    from core.errors import UsageError
    from core.texts.phrase import Language
    from core.texts.words import Words
    from gui import launch

    try:
        wish = launch.read(argv)
    except UsageError as error:
        asked = hints(argv).get("language")
        words = Words(Language(asked) if asked else system_language(environment))
        sys.stderr.write(f"appvett: {words.say(error.what)}\n  {words.say(error.next_step)}\n")
        return WRONG_USAGE
    if not launch.has_screen(environment, sys.platform):
        if wish.screenshot is None:
            return _without_screen(wish, environment)
        environment["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app import run

    return run(wish)


def _without_screen(wish: Wish, environment: MutableMapping[str, str]) -> int:
    """Say that there is no screen; print the card asked for, or tell how to ask."""
    from core.commands import main as command_line
    from core.commands.language import system_language
    from core.texts.phrase import phrase
    from core.texts.words import Words

    words = Words(wish.language or system_language(environment))
    lines = [phrase("There is no screen here, so no window can be opened.")]
    if wish.app is None:
        lines.append(phrase("To get an answer in words: appvett card NAME"))
    lines.append(
        phrase(
            "To get the window: start Appvett where there is a desktop, or with ssh -X; on a machine "
            "without one, xvfb-run or --screenshot FILE draws it."
        )
    )
    sys.stderr.write("".join(f"appvett: {words.say(line)}\n" for line in lines))
    if wish.app is None:
        return NO_SCREEN
    arguments = ["card", wish.app]
    arguments += ["--language", wish.language.value] if wish.language else []
    arguments += ["--data", str(wish.data)] if wish.data else []
    arguments += ["--now", wish.now.isoformat()] if wish.now else []
    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
