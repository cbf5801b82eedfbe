"""What the arguments ask the window for. Loads neither Qt nor the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.commands.moments import moment_of
from core.errors import UsageError
from core.settings.definitions import Theme
from core.texts.phrase import Language, phrase

_OPTIONS = ("--app", "--screenshot", "--language", "--data", "--now", "--theme", "--size")
_SIZE = re.compile(r"([1-9][0-9]{2,3})x([1-9][0-9]{2,3})")
"""Of at most four digits: Qt does not survive a picture of several gigabytes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the window should show."""

    app: str | None = None
    """Open the card of the best match for this."""
    screenshot: Path | None = None
    """Save a picture here and end."""
    language: Language | None = None
    """None: as the settings or the system say."""
    data: Path | None = None
    """Another data folder."""
    now: datetime | None = None
    """A moment to stand for now, UTC."""
    theme: Theme | None = None
    """None: as the settings say."""
    size: tuple[int, int] | None = None
    """Of the window, in device-independent pixels; None: as it was left."""


def read(argv: Sequence[str]) -> Wish:
    """Read the arguments of the window.

    Raises:
        UsageError: they cannot be understood.
    """
    values = _values(argv)
    screenshot, data = values.get("--screenshot"), values.get("--data")
    language, theme = values.get("--language"), values.get("--theme")
    return Wish(
        app=values.get("--app"),
        screenshot=Path(screenshot) if screenshot is not None else None,
        language=Language(_one_of("--language", language, tuple(Language))) if language is not None else None,
        data=Path(data) if data is not None else None,
        now=moment_of(values["--now"])[0] if "--now" in values else None,
        theme=Theme(_one_of("--theme", theme, tuple(Theme))) if theme is not None else None,
        size=_size(values["--size"]) if "--size" in values else None,
    )


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be opened: always, but for Linux without a display."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _values(argv: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = iter(argv)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name not in _OPTIONS:
            raise _not_understood(argument)
        if not equals:
            value = next(rest, "")
        if not value:
            raise UsageError(
                phrase("The option {option} lacks its value.", option=name),
                phrase("What there is: appvett help"),
            )
        found[name] = value
    return found


def _not_understood(argument: str) -> UsageError:
    if argument.startswith("-"):
        return UsageError(
            phrase("There is no option {word} here.", word=argument.partition("=")[0]),
            phrase("All are listed by: appvett help"),
        )
    return UsageError(
        phrase("There is no command “{word}”.", word=argument),
        phrase("To open an app's card: appvett --app NAME. All commands are listed by: appvett help"),
    )


def _one_of(option: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UsageError(
            phrase("“{value}” is no value of the option {option}.", value=value, option=option),
            phrase("Write one of these: {choices}.", choices=", ".join(choices)),
        )
    return value


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise UsageError(
            phrase("“{value}” is no value of the option {option}.", value=text, option="--size"),
            phrase("Write it like this: {example}.", example="--size 1280x860"),
        )
    return int(found[1]), int(found[2])
