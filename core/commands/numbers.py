"""Numbers by role, as people write them: `root=2,targets=2`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.errors import UsageError
from core.texts.phrase import phrase

if TYPE_CHECKING:
    from core.publishing.repository.roles import Role


def role_numbers(option: str, text: str | None, most: int) -> Mapping[Role, int]:
    """The numbers that an option gives, by role.

    Args:
        option: The flag, for messages.
        text: Its value; None: it was not given.
        most: The highest number that makes sense.

    Raises:
        UsageError: it cannot be understood.
    """
    from core.publishing.repository.roles import Role

    found: dict[Role, int] = {}
    for part in text.split(",") if text is not None else ():
        name, _, number = part.partition("=")
        if name not in tuple(Role) or not (number.isascii() and number.isdecimal() and len(number) < 6):  # noqa: PLR2004
            raise _no_numbers(option, part, most)
        if not 1 <= int(number) <= most or Role(name) in found:
            raise _no_numbers(option, part, most)
        found[Role(name)] = int(number)
    return found


def _no_numbers(option: str, part: str, most: int) -> UsageError:
    return UsageError(
        phrase("“{value}” is no value of the option {option}.", value=part, option=option),
        phrase(
            "Write roles and numbers from 1 to {most}, for example: {example}",
            most=str(most),
            example=f"{option} root=2,targets=2",
        ),
    )
