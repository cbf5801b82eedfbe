"""The style sheet for the few kinds of widgets that Qt draws for us: fields, buttons, menus, scroll bars.

A ring of three pixels is always laid out and only coloured with the focus, so that nothing moves.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from gui.theme.palette import Tokens, Tone

_SHEET = Template("""
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: $page; border: none; }
QWidget[role="bar"] { background: $surface; }

QLineEdit { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px;
            padding: 4px 10px; margin: 2px; selection-background-color: $accent; placeholder-text-color: $subtle; }
QLineEdit:focus { border: 3px solid $focus; margin: 0; }
QLineEdit[role="search"] { padding-left: 36px; padding-right: 70px; }

QPushButton { background: $surface; color: $link; border: 1px solid $link; border-radius: 6px;
              padding: 7px 16px; margin: 2px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_surface; }
QPushButton:disabled { color: $subtle; border: 1px dashed $edge; }
QPushButton:focus { border: 3px solid $focus; margin: 0; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 3px solid $focus; }
QPushButton[role="primary"]:disabled { background: $surface; color: $subtle; border: 1px dashed $edge; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; padding: 7px 10px; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 3px solid $focus; }
QPushButton[role="small"] { background: transparent; border-color: transparent; padding: 1px 5px; }
QPushButton[role="small"]:hover { background: $hover; }
QPushButton[role="small"]:focus { border: 3px solid $focus; }
QPushButton[role="link"] { background: transparent; border: 3px solid transparent; margin: 0; padding: 0 2px 0 0; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 3px solid $focus; }
QPushButton[role="chip"] { color: $ink; border-color: $edge; border-radius: 17px; padding: 7px 14px; }
QPushButton[role="chip"][isSet="true"] { background: $accent_surface; border-color: $accent; }
QPushButton[role="chip"]:focus { border: 3px solid $focus; border-radius: 19px; }
QPushButton::menu-indicator { image: none; width: 0; }

QComboBox { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px;
            padding: 5px 10px; margin: 2px; }
QComboBox:focus { border: 3px solid $focus; margin: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge; outline: none;
                              selection-background-color: $accent; selection-color: $on_accent; }

QMenu { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 7px 26px 7px 26px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $subtle; }
QMenu::separator { height: 1px; background: $line; margin: 6px 4px; }
QMenu::indicator { width: 16px; height: 16px; left: 5px; }

QListView { background: $surface; border: none; outline: none; }

QProgressBar { background: $sunken; border: none; border-radius: 4px; height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: 4px; min-height: 40px; margin: 3px; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 4px; min-width: 40px; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(tokens: Tokens, icons: Path) -> str:
    """The style sheet in these colours.

    Args:
        tokens: the colours.
        icons: folder of the icon files; the arrow of a choice box is read from there.
    """
    accent = tokens.of(Tone.ACCENT)
    arrow = "chevron-down-light.svg" if tokens.is_dark else "chevron-down-dark.svg"
    return _SHEET.substitute(
        page=tokens.page,
        surface=tokens.surface,
        sunken=tokens.sunken,
        hover=tokens.hover,
        line=tokens.line,
        edge=tokens.edge,
        ink=tokens.ink,
        subtle=tokens.subtle,
        link=tokens.link,
        focus=tokens.focus,
        accent=accent.solid,
        accent_hover=tokens.accent_hover,
        accent_surface=accent.surface,
        on_accent=accent.on_solid,
        arrow=(icons / arrow).as_posix(),
    )
