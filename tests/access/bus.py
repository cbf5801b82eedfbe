"""The window as a screen reader meets it: things with role, name and state, on the bus for assistive technology.

It speaks AT-SPI over D-Bus and knows nothing of Qt or of the program. A thing is found by role and name alone.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")

_PREFIX = "org.a11y.atspi."
_ACCESSIBLE = _PREFIX + "Accessible"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ANSWERS_WITHIN = 10.0
"""Seconds for one call."""
_COMES_WITHIN = 20.0
"""Seconds within which something that is waited for must be there."""
_LOOK_AGAIN = 0.05
"""Seconds after which is looked again when no event came."""


_LEAVES = frozenset(
    {"button menu", "check box", "heading", "label", "list item", "page tab", "push button", "radio button"}
)
"""Roles of things inside which nothing is looked for: what stands on a button is its name."""


class State(IntEnum):
    """What a thing is at the moment, by its bit."""

    CHECKED = 4
    ENABLED = 8
    EXPANDABLE = 9
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    SELECTED = 23
    SHOWING = 25


class Gone(Exception):
    """The thing is no more, or cannot do what it was asked."""


class Bus:
    """The bus for assistive technology."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._events = deque[Message]()
        self.announced: list[str] = []
        """What was announced since it was opened."""
        self._listen()

    def ask(self, address: DBusAddress, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        """Call a method; what it gives.

        Raises:
            Gone: it was refused.
        """
        reply = self._connection.send_and_get_reply(
            new_method_call(address, method, signature, body), timeout=_ANSWERS_WITHIN
        )
        if reply.header.message_type is MessageType.error:
            raise Gone(f"{method}: {reply.header.fields.get(HeaderFields.error_name)} {reply.body}")
        return reply.body

    def roots(self) -> list[Thing]:
        """The programs."""
        return Thing(self, *_ROOT).children()

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """Look again with every event until there is something.

        Raises:
            AssertionError: it did not come.
        """
        ends = time.monotonic() + _COMES_WITHIN
        while True:
            self._take_events()
            try:
                found = look()
            except Gone:
                found = None  # the window is being built anew while we look
            if found:
                return found
            assert time.monotonic() < ends, f"does not come: {what}"
            self._take_events(_LOOK_AGAIN)

    def _listen(self) -> None:
        rule = MatchRule(type="signal", interface=_PREFIX + "Event.Object")
        self.ask(_address(message_bus.bus_name, message_bus.object_path, message_bus.interface), *_add_match(rule))
        registry = _address("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", _PREFIX + "Registry")
        # Also those that come while we wait for the reply to a question.
        self._connection.filter(rule, queue=self._events)
        for event in ("object:announcement", "object:state-changed:showing", "object:children-changed"):
            # The registry is started by the first question, and may go down over the first one and start again.
            self.until(partial(self._is_done, registry, "RegisterEvent", event), "the registry")

    def _is_done(self, address: DBusAddress, method: str, event: str) -> bool:
        self.ask(address, method, "s", (event,))
        return True

    def _take_events(self, wait: float = 0.0) -> None:
        """Take what has come, and wait that many seconds where nothing has."""
        with suppress(TimeoutError):
            while True:
                self._connection.recv_messages(timeout=0 if self._events else wait)
                wait = 0.0
        while self._events:
            if text := _announcement(self._events.popleft()):
                self.announced.append(text)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a screen reader can be at."""

    bus: Bus
    owner: str
    path: str

    @property
    def role(self) -> str:
        """Its role, in English whatever the language."""
        return str(self._ask(_ACCESSIBLE, "GetRoleName")[0])

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._get(_ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        """What is said beside its name."""
        return str(self._get(_ACCESSIBLE, "Description"))

    @property
    def states(self) -> frozenset[State]:
        """What it is at the moment."""
        low, high = self._ask(_ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        return frozenset(state for state in State if bits >> state & 1)

    def children(self) -> list[Thing]:
        """What is inside it, in reading order."""
        return [Thing(self.bus, owner, path) for owner, path in self._ask(_ACCESSIBLE, "GetChildren")[0]]

    def shown(self) -> Iterator[Thing]:
        """It and all that is shown inside it, in reading order."""
        return (thing for thing, _role in self._met())

    def find(self, role: str, is_meant: Callable[[str], bool]) -> Thing | None:
        """The first thing shown inside with this role whose name is meant."""
        return next((thing for thing, found in self._met() if found == role and is_meant(thing.name)), None)

    def _met(self) -> Iterator[tuple[Thing, str]]:
        role = self.role
        if State.SHOWING not in self.states and role != "application":
            return
        yield self, role
        for child in () if role in _LEAVES else self.children():
            yield from child._met()

    def do(self, action: str) -> None:
        """Do one of its actions, by its name.

        Raises:
            Gone: it has no such action.
        """
        interface = _PREFIX + "Action"
        for number in range(self._get(interface, "NActions")):
            if self._ask(interface, "GetName", "i", (number,))[0] == action:
                self._ask(interface, "DoAction", "i", (number,))
                return
        raise Gone(f"{self.name} cannot {action}")

    def write(self, text: str) -> None:
        """Put a text in the place of what stands there."""
        self._ask(_PREFIX + "EditableText", "SetTextContents", "s", (text,))

    def _ask(self, interface: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        return self.bus.ask(_address(self.owner, self.path, interface), method, signature, body)

    def _get(self, interface: str, name: str) -> Any:
        properties = _address(self.owner, self.path, "org.freedesktop.DBus.Properties")
        return self.bus.ask(properties, "Get", "ss", (interface, name))[0][1]


@contextmanager
def listening(session_bus: str) -> Iterator[Bus]:
    """The bus for assistive technology of a session."""
    with open_dbus_connection(session_bus) as session:
        where = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        address = session.send_and_get_reply(where, timeout=_ANSWERS_WITHIN).body[0]
    with open_dbus_connection(address) as connection:
        yield Bus(connection)


def _address(owner: str, path: str, interface: str) -> DBusAddress:
    return DBusAddress(path, bus_name=owner, interface=interface)


def _add_match(rule: MatchRule) -> tuple[str, str, tuple[str]]:
    return "AddMatch", "s", (rule.serialise(),)


def _announcement(message: Message) -> str:
    """What a signal announces; empty: it announces nothing."""
    if message.header.fields.get(HeaderFields.member) != "Announcement":
        return ""
    return str(message.body[3][1])
