"""Buttons with a role: primary (one a page), plain, quiet, small, link, chip."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from core.texts import outside
from gui.theme.icons import icon
from gui.theme.metrics import BUTTON_HEIGHT, TextStyle, scaled, set_text
from gui.theme.palette import Tone, tokens_of
from gui.widgets.tips import set_tip

_ICON = 18


class ButtonRole(StrEnum):
    """How much a button wants to be pressed."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    SMALL = "small"
    LINK = "link"
    CHIP = "chip"


_STYLES = {ButtonRole.SMALL: TextStyle.SMALL, ButtonRole.LINK: TextStyle.STRONG}
"""Those that are no higher than their words."""


class Button(QPushButton):
    """A button whose text is shown letter by letter and whose icon follows the theme.

    Args:
        text: what it does.
        role: how it looks.
        picture: name of an icon; empty: none.
        name: accessible name where it must say more than the text.
    """

    def __init__(
        self,
        text: str,
        role: ButtonRole = ButtonRole.PLAIN,
        *,
        picture: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._picture, self._drawn_for = role, picture, ""
        self._shown, self._is_short = "", False
        self.setProperty("role", role.value)
        set_text(self, _STYLES.get(role, TextStyle.CONTROL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        if role not in _STYLES:
            self.setMinimumHeight(BUTTON_HEIGHT)
        self.say(text, name)
        self._draw_picture()

    def say(self, text: str, name: str = "") -> None:
        """Show another text."""
        self._shown = outside.line(text)
        self.setAccessibleName(outside.line(name) if name else self._shown)
        self._show_text()

    def leave_out_words(self, *, is_short: bool) -> None:
        """Show the icon alone where there is little room; the words are a tip, and a screen reader still says them."""
        if is_short is not self._is_short:
            self._is_short = is_short
            self._show_text()

    def _show_text(self) -> None:
        self.setText("" if self._is_short else self._shown.replace("&", "&&"))
        set_tip(self, self._shown if self._is_short else "")

    def show_picture(self, picture: str) -> None:
        """Show another icon."""
        self._picture, self._drawn_for = picture, ""
        self._draw_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icon for the theme."""
        if event.type() is QEvent.Type.FontChange:
            self._drawn_for = ""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange):
            self._draw_picture()
        super().changeEvent(event)

    def _draw_picture(self) -> None:
        tokens = tokens_of(self)
        primary = self._role is ButtonRole.PRIMARY and self.isEnabled()
        colour = tokens.of(Tone.ACCENT).on_solid if primary else tokens.link
        if not self._picture or colour == self._drawn_for:
            return
        self._drawn_for = colour
        side = scaled(_ICON)
        self.setIcon(icon(self._picture, colour, size=side))
        self.setIconSize(QSize(side, side))
