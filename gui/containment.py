"""Keeps faults in our answers to Qt's calls from passing through Qt, where they may be lost or come out elsewhere.

Qt calls methods of ours to lay out, paint and ask models. An exception that leaves such a method waits inside the
binding until any later call returns to Python, and surfaces there; where a layout of ours is asked next it is lost,
and the program may die of it later. So each of these methods is wrapped once: a fault is told, and Qt is given what
its own class would have answered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtWidgets import QLayoutItem

_OURS = "gui"
_MARK = "_is_contained"
_ASKED = frozenset(
    {
        *("event", "eventFilter", "focusNextPrevChild", "hitButton", "nextCheckState", "loadResource", "translate"),
        *("sizeHint", "minimumSizeHint", "hasHeightForWidth", "heightForWidth", "initStyleOption", "isEmpty"),
        *("addItem", "count", "itemAt", "takeAt", "setGeometry", "minimumSize", "maximumSize", "expandingDirections"),
        *("data", "setData", "flags", "headerData", "rowCount", "columnCount", "index", "parent", "roleNames"),
        *("paint", "paintSection", "sectionSizeFromContents", "currentChanged", "selectionChanged", "moveCursor"),
        *("scrollContentsBy", "sizeHintForColumn", "sizeHintForRow", "filterAcceptsRow", "lessThan", "validate"),
        *("editorEvent", "createEditor", "setEditorData", "setModelData"),
    }
)
"""Methods that Qt calls, besides those whose names end with `Event`. All others are ours to call, and may raise."""
_EMPTY: dict[str, Callable[[], object]] = {"bool": bool, "int": int, "str": str, "QSize": QSize, "QRect": QRect}
"""What a method answers whose own class of Qt has no answer either, by the type that it gives."""


def contain(take: Callable[[Exception], None]) -> None:
    """Wrap what answers Qt in every class of the window that is loaded by now.

    Args:
        take: takes what goes wrong.
    """
    for owner in _classes():
        for name, method in list(vars(owner).items()):
            if isinstance(method, FunctionType) and not hasattr(method, _MARK) and _answers_qt(owner, name):
                setattr(owner, name, _contained(owner, name, method, take))


def release() -> None:
    """Take the wrapping off again."""
    for owner in _classes():
        for name, method in list(vars(owner).items()):
            if hasattr(method, _MARK):
                setattr(owner, name, method.__wrapped__)


def _classes() -> list[type]:
    """Our own classes among those of Qt."""
    loaded = [module for name, module in sys.modules.items() if name.partition(".")[0] == _OURS]
    found = {value for module in loaded for value in vars(module).values() if isinstance(value, type)}
    return [one for one in found if issubclass(one, (QObject, QLayoutItem)) and one.__module__.startswith(_OURS)]


def _answers_qt(owner: type, name: str) -> bool:
    """Whether a method stands in for one of Qt's."""
    return (name.endswith("Event") or name in _ASKED) and any(hasattr(base, name) for base in _bases_of_qt(owner))


def _bases_of_qt(owner: type) -> Iterator[type]:
    return (base for base in owner.__mro__ if base.__module__.startswith("PySide6."))


def _contained(
    owner: type, name: str, method: FunctionType, take: Callable[[Exception], None]
) -> Callable[..., object]:
    base = next(base for base in _bases_of_qt(owner) if hasattr(base, name))
    empty = _EMPTY.get(str(method.__annotations__.get("return", "")), lambda: None)

    @wraps(method)
    def contained(*arguments: object, **named: object) -> object:
        try:
            return method(*arguments, **named)
        except Exception as error:  # noqa: BLE001 - the border to Qt
            take(error)
        try:
            return getattr(base, name)(*arguments, **named)
        except Exception:  # noqa: BLE001 - Qt leaves this answer to us alone
            return empty()

    setattr(contained, _MARK, True)
    return contained
