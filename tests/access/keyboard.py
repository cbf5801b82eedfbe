"""Keys pressed on an X display, as the keyboard presses them: the program cannot tell the difference.

There is no window manager on the display, so nobody but us gives a window the focus.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

_REVERT_TO_PARENT = 2
_NOW = 0

_MODIFIERS = {"ctrl": "Control_L", "shift": "Shift_L", "alt": "Alt_L"}


class Keyboard:
    """A keyboard on one display."""

    def __init__(self, x11: ctypes.CDLL, xtst: ctypes.CDLL, display: int) -> None:
        self._x11, self._xtst, self._display = x11, xtst, ctypes.c_void_p(display)

    def focus_newest_window(self) -> bool:
        """Give the keys to the window that was shown last; False: there is none."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        windows, number = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self._x11.XQueryTree(
            self._display,
            ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display)),
            *(ctypes.byref(place) for place in (root, parent, windows, number)),
        )
        shown = [windows[place] for place in range(number.value) if self._is_shown(windows[place])]
        self._x11.XFree(windows)
        if not shown:
            return False
        self._x11.XSetInputFocus(self._display, ctypes.c_ulong(shown[-1]), _REVERT_TO_PARENT, ctypes.c_ulong(_NOW))
        self._x11.XFlush(self._display)
        return True

    def press(self, keys: str) -> None:
        """Press a key, such as `Return`, or several together, such as `ctrl+k`."""
        codes = [self._code(_MODIFIERS.get(key, key)) for key in keys.split("+")]
        for code in codes:
            self._xtst.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(_NOW))
        for code in reversed(codes):
            self._xtst.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(_NOW))
        self._x11.XFlush(self._display)

    def type(self, text: str) -> None:
        """Press the keys of small letters."""
        for letter in text:
            self.press(letter)

    def _code(self, key: str) -> int:
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(key.encode()))
        return int(self._x11.XKeysymToKeycode(self._display, symbol))

    def _is_shown(self, window: int) -> bool:
        told = (ctypes.c_char * 256)()  # XWindowAttributes, of which only the state is read
        self._x11.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(told))
        return bool(_Attributes.from_buffer(told).map_state == _VIEWABLE)


_VIEWABLE = 2


class _Attributes(ctypes.Structure):
    """The head of XWindowAttributes."""

    _fields_ = (
        ("place_and_size", ctypes.c_int * 6),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("kind_and_gravity", ctypes.c_int * 4),
        ("planes", ctypes.c_ulong * 2),
        ("save_under", ctypes.c_int),
        ("colours", ctypes.c_ulong),
        ("colours_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
    )


@contextmanager
def keyboard(display: str) -> Iterator[Keyboard]:
    """A keyboard on a display, such as `:7`."""
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XStringToKeysym.restype = ctypes.c_ulong
    opened = x11.XOpenDisplay(display.encode())
    if not opened:
        raise OSError(f"no display {display}")
    try:
        yield Keyboard(x11, xtst, opened)
    finally:
        x11.XCloseDisplay(ctypes.c_void_p(opened))
