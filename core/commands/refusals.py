"""What commands refuse with, besides the errors that every part of Appvett knows."""

from __future__ import annotations

from core.errors import AppvettError, UnknownApp
from core.texts.phrase import phrase


class NotYet(AppvettError):
    """A command or an option that a later version brings."""

    code = "not-yet"

    def __init__(self, what: str) -> None:
        super().__init__(
            phrase("“{command}” is not in this version of Appvett yet.", command=what),
            phrase("What there is: appvett help"),
            safe=phrase("Nothing has been changed."),
        )


class InternalError(AppvettError):
    """A mistake in Appvett itself."""

    code = "internal"

    def __init__(self, error: Exception) -> None:
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        place = f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}" if frame else "?"
        super().__init__(
            phrase("Something went wrong inside Appvett: {kind}, {place}.", kind=type(error).__name__, place=place),
            phrase("Report it, with what you wrote and the line above."),
            safe=phrase("Your own files were not changed by this."),
        )


class ReadOrWriteFailed(AppvettError):
    """The system did not let us read or write."""

    code = "read-or-write-failed"

    def __init__(self, error: OSError) -> None:
        super().__init__(
            phrase("The system refused to read or write: {reason}.", reason=error.strerror or type(error).__name__),
            phrase("Look at free space and rights, then try again."),
            safe=phrase("Your own files were not changed by this."),
        )


def unknown_app(name: str) -> UnknownApp:
    """A command that needs an app of the catalogue was given another."""
    return UnknownApp(
        phrase("The catalogue has no app “{name}”.", name=name),
        phrase("Look for it with: appvett lookup NAME. Its card says what holds for apps that nobody has assessed."),
    )
