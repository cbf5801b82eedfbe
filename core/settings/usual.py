"""The situation that somebody is usually in, as it stands in the settings."""

from datetime import date

from core.settings import definitions
from core.settings.store import SettingsStore
from core.situation import Situation


def usual_situation(settings: SettingsStore, day: date) -> Situation:
    """The situation of the settings on that day."""
    return Situation(
        date=day,
        org=settings.get(definitions.ORG),
        body=settings.get(definitions.BODY),
        role=settings.get(definitions.ROLE),
        device=settings.get(definitions.DEVICE),
        information=settings.get(definitions.CLASS),
        purpose=settings.get(definitions.PURPOSE),
        platform=settings.get(definitions.PLATFORM),
    )
