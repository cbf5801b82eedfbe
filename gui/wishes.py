"""What people want done with addresses."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class AddressWishes(QObject):
    """What people want done with addresses, told to whoever does it."""

    copy_wished = Signal(str)
    """Put this address on the clipboard."""
    open_wished = Signal(str)
    """Open this address, after showing it."""
