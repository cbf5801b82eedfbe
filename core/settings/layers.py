"""Who set a value, what was wrong with one, and what the organisation has set for a machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from core.texts.phrase import Phrase

T = TypeVar("T")


class Layer(StrEnum):
    """Who set a value, lowest first."""

    DEFAULT = "default"
    """Appvett itself."""
    ORGANISATION = "organisation"
    """The organisation, for all its machines."""
    USER = "user"
    """The user, on this machine."""
    COMMAND_LINE = "command-line"
    """The user, for this one call."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and who set it."""

    value: T
    """The value that holds."""
    layer: Layer
    """The layer that won."""
    locked: bool
    """Whether the organisation keeps it from being changed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that was passed over, or a layer that could not be read."""

    key: str
    """Of the setting; empty where the whole layer is meant."""
    layer: Layer
    """Where it stands."""
    what: Phrase
    """What is wrong, in a sentence."""


@dataclass(frozen=True, slots=True)
class Managed:
    """What the organisation has set for this machine."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Text by key, not checked yet."""
    locked: frozenset[str] = frozenset()
    """Keys that the user must not change, not checked yet."""
    file: Path | None = None
    """Where it stands; None: nothing is managed."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with the file."""
