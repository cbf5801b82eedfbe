"""The situation that the options describe; what they leave out comes from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.commands.moments import day_of
from core.commands.session import Session
from core.errors import UsageError
from core.settings import definitions
from core.settings.reading import LONGEST
from core.settings.usual import usual_situation
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role, Situation
from core.texts.phrase import phrase

_LONGEST_BODY = LONGEST


def situation_of(values: Mapping[str, str], session: Session) -> Situation:
    """The situation of one call.

    Args:
        values: options by name; every value with a closed list was checked before.
        session: gives settings and, where no date is asked for, the day.

    Raises:
        UsageError: the date or the body cannot be understood.
    """
    usual = usual_situation(session.settings, session.today)
    return replace(
        usual,
        date=day_of(values["date"]) if "date" in values else usual.date,
        org=Organisation(values.get("org", usual.org)),
        body=_body(values["body"]) if "body" in values else usual.body,
        role=Role(values.get("role", usual.role)),
        device=Device(values.get("device", usual.device)),
        information=InformationClass(values.get("class", usual.information)),
        purpose=Purpose(values.get("purpose", usual.purpose)),
        platform=Platform(values["platform"]) if "platform" in values else usual.platform,
    )


def _body(text: str) -> str | None:
    try:
        return definitions.BODY.read(text)
    except ValueError as error:
        raise UsageError(
            phrase("“{value}” is no id of an organisation.", value=text[:_LONGEST_BODY]),
            phrase("Write it like this: {example}.", example="--body bergen"),
        ) from error
