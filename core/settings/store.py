"""Reading and saving settings.

Four layers, each over the one before: default, organisation, user, command line. What the organisation has
locked, the user's own value does not change; the command line still does, for one call, since it only asks
"what if".

A value that cannot be read, of any layer, is passed over and reported: nobody is kept out by a setting.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any, TypeVar

from core.errors import ProfileError
from core.settings.definitions import SETTINGS, Setting
from core.settings.layers import Found, Layer, Managed, Problem
from core.texts.phrase import Phrase, phrase

T = TypeVar("T")

_SHOWN = 40
"""Characters of a faulty value that are repeated in a message."""


class SettingsStore:
    """The settings that hold now.

    Attributes:
        can_save: whether values of the user can be saved.
        managed_by: the file in which the organisation has set something; None: there is none.
    """

    def __init__(
        self,
        connection: sqlite3.Connection | None,
        *,
        managed: Managed | None = None,
        command_line: Mapping[str, str] | None = None,
    ) -> None:
        """Reads all layers; never raises for what stands in them.

        Args:
            connection: To the user's own file, with its table `setting`; None where there is none.
            managed: What the organisation has set and locked; a lock on what may not be locked, or that has no value
                to keep, is reported and does not hold.
            command_line: Values for this call, text by key.
        """
        self._connection = connection
        managed = managed or Managed()
        self.managed_by = managed.file
        self._problems: list[Problem] = list(managed.problems)
        self.can_save = _is_writable(connection)
        self._layers: dict[Layer, dict[str, Any]] = {
            Layer.ORGANISATION: self._read(managed.values, Layer.ORGANISATION),
            Layer.USER: self._read(self._stored(), Layer.USER),
            Layer.COMMAND_LINE: self._read(command_line or {}, Layer.COMMAND_LINE),
        }
        self._locked = self._allowed_locks(managed.locked)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was passed over while reading, in the order of the layers."""
        return tuple(self._problems)

    def get(self, setting: Setting[T]) -> T:
        """The value that holds."""
        return self.find(setting).value

    def find(self, setting: Setting[T]) -> Found[T]:
        """The value that holds, and who set it."""
        locked = setting.key in self._locked
        order = [Layer.COMMAND_LINE, Layer.USER, Layer.ORGANISATION]
        if locked:
            order.remove(Layer.USER)
        for layer in order:
            if setting.key in self._layers[layer]:
                return Found(self._layers[layer][setting.key], layer, locked)
        return Found(setting.default, Layer.DEFAULT, locked)

    def save(self, setting: Setting[T], value: T) -> None:
        """Keeps a value of the user; what the command line said of it no longer holds.

        Raises:
            ProfileError: It is locked, or nothing can be saved; everything is as before.
            ValueError: It is none of the values allowed.
        """
        text = setting.text(value)
        self._refuse_locked(setting)
        self._write(
            "insert into setting values (?, ?) on conflict (key) do update set value = excluded.value",
            (setting.key, text),
        )
        self._layers[Layer.USER][setting.key] = value
        self._layers[Layer.COMMAND_LINE].pop(setting.key, None)

    def hold(self, setting: Setting[T], value: T) -> None:
        """Takes a value of the user for this run alone, as if the command line had said it.

        Raises:
            ProfileError: It is locked.
            ValueError: It is none of the values allowed.
        """
        setting.text(value)
        self._refuse_locked(setting)
        self._layers[Layer.COMMAND_LINE][setting.key] = value

    def forget(self, setting: Setting[Any]) -> None:
        """Drops the user's value, for this run and for good, so that the organisation's or the default holds.

        Raises:
            ProfileError: Nothing can be saved, and a value was; it still holds.
        """
        was_held = setting.key in self._layers[Layer.COMMAND_LINE]
        self._layers[Layer.COMMAND_LINE].pop(setting.key, None)
        if was_held and not self.can_save and setting.key not in self._layers[Layer.USER]:
            return
        self._write("delete from setting where key = ?", (setting.key,))
        self._layers[Layer.USER].pop(setting.key, None)

    def _stored(self) -> dict[str, str]:
        """The user's texts by key; none where they cannot be read."""
        if self._connection is None:
            return {}
        try:
            rows = self._connection.execute("select key, value from setting order by key").fetchall()
        except sqlite3.Error:
            self.can_save = False
            self._report("", Layer.USER, phrase("Your own settings could not be read; others hold."))
            return {}
        return {str(key): str(value) for key, value in rows}

    def _read(self, texts: Mapping[str, str], layer: Layer) -> dict[str, Any]:
        """The values of a layer by key, without those that cannot be read."""
        known = {setting.key: setting for setting in SETTINGS}
        values: dict[str, Any] = {}
        for key, text in texts.items():
            if key not in known:
                self._report(key, layer, phrase("The setting “{key}” is not known.", key=key[:_SHOWN]))
                continue
            try:
                values[key] = known[key].read(text)
            except ValueError:
                what = phrase("“{value}” is no value of the setting “{key}”.", value=text[:_SHOWN], key=key)
                self._report(key, layer, what)
        return values

    def _allowed_locks(self, locked: frozenset[str]) -> frozenset[str]:
        """The locks that hold: on what may be locked, and where the organisation's own value can be read."""
        lockable = frozenset(setting.key for setting in SETTINGS if setting.lockable)
        for key in sorted(locked):
            if key not in lockable:
                self._report(key, Layer.ORGANISATION, phrase("The setting “{key}” cannot be locked.", key=key[:_SHOWN]))
            elif key not in self._layers[Layer.ORGANISATION]:
                what = phrase("The setting “{key}” is locked without a value; the lock does not hold.", key=key)
                self._report(key, Layer.ORGANISATION, what)
        return locked & lockable & self._layers[Layer.ORGANISATION].keys()

    def _refuse_locked(self, setting: Setting[Any]) -> None:
        if setting.key in self._locked:
            raise ProfileError(
                phrase("Your organisation has locked this setting."),
                phrase("Ask your security contact if the value is wrong."),
                safe=phrase("The setting is unchanged."),
            )

    def _write(self, statement: str, values: tuple[str, ...]) -> None:
        """Runs one statement; alone it is its own transaction."""
        try:
            if self._connection is None or not self.can_save:
                raise _unsaved()
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise _unsaved() from error

    def _report(self, key: str, layer: Layer, what: Phrase) -> None:
        self._problems.append(Problem(key, layer, what))


def _is_writable(connection: sqlite3.Connection | None) -> bool:
    """Whether a connection may write at all."""
    if connection is None:
        return False
    try:
        return not connection.execute("pragma query_only").fetchone()[0]
    except sqlite3.Error:
        return False


def _unsaved() -> ProfileError:
    return ProfileError(
        phrase("The setting could not be saved."),
        phrase("Check the disk and who may write to the data folder."),
        safe=phrase("It holds as before."),
    )
