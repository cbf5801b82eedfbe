"""What the organisation calls the four classes, as words that take the place of the catalogue's own."""

from core.settings.definitions import CLASS_NAMES
from core.settings.store import SettingsStore
from core.texts.phrase import Text


def class_words(settings: SettingsStore) -> dict[str, Text]:
    """The names that somebody gave, by the key of the catalogue's word; the same in every language."""
    named = {kind: settings.get(setting) for kind, setting in CLASS_NAMES.items()}
    return {f"classes.{kind.value}.label": Text(name, name, name) for kind, name in named.items() if name}
