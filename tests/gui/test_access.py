"""Colours that can be told apart, hostile text as text, and addresses that are safe to open.

What the whole window gives to eyes, hands and screen readers is shown in tests/access.
"""

import ast
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit

from core.rules.levels import Answer, Level
from gui.links import openable
from gui.theme.icons import answer_icon_name
from gui.theme.palette import (
    ANSWER_TONES,
    CLASS_COLOURS,
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LEVEL_TONES,
    LIGHT,
    Tokens,
    Tone,
)
from gui.widgets.plain_label import PlainLabel
from tests.gui.conftest import Driver

ROOT = Path(__file__).parents[2]
THEMES = pytest.mark.parametrize(
    "tokens", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark", "contrast-light", "contrast-dark"]
)
HOSTILE = ("<b>fet</b>", "<img src=file:///etc/passwd>", "&amp;", "<a href='https://x.example'>her</a>", "a\u202eb")


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@THEMES
def test_text_is_readable_on_every_ground(tokens: Tokens) -> None:
    grounds = (tokens.page, tokens.surface, tokens.hover)
    for ink, ground in product((tokens.ink, tokens.subtle, tokens.link), grounds):
        assert _contrast(ink, ground) >= 4.5, (ink, ground)
    for tone in Tone:
        shades = tokens.of(tone)
        assert _contrast(shades.text, shades.surface) >= 4.5, tone
    assert _contrast(tokens.of(Tone.ACCENT).on_solid, tokens.of(Tone.ACCENT).solid) >= 4.5
    # A chosen row has the accent's ground and keeps the quieter ink.
    assert _contrast(tokens.subtle, tokens.of(Tone.ACCENT).surface) >= 4.5
    assert _contrast(tokens.subtle, tokens.sunken) >= 4.5


@THEMES
def test_shapes_and_edges_stand_out(tokens: Tokens) -> None:
    for ground in (tokens.page, tokens.surface):
        assert _contrast(tokens.edge, ground) >= 3, ground
        assert _contrast(tokens.focus, ground) >= 3
    for tone in (*ANSWER_TONES.values(), *LEVEL_TONES.values()):
        shades = tokens.of(tone)
        assert _contrast(shades.solid, shades.surface) >= 3, tone
        assert _contrast(shades.solid, tokens.surface) >= 3, tone
        assert _contrast(shades.on_solid, shades.solid) >= 3, tone


def test_every_answer_and_level_has_a_shape_or_tone_of_its_own() -> None:
    files = {(ROOT / "resources" / "icons" / f"{answer_icon_name(answer)}.svg").read_text() for answer in Answer}
    assert len(files) == len(Answer)
    assert set(ANSWER_TONES) == set(Answer)
    assert set(LEVEL_TONES) == set(Level)
    assert len(set(CLASS_COLOURS.values())) == 4


@pytest.mark.parametrize("width", [1280, 660])
def test_scroll_bar_comes_and_goes_without_end_nowhere(driver: Driver, width: int) -> None:
    window = driver.start()
    for app in ("tiktok", "signal"):
        window.aside.toggle_follow(app)
    driver.rest(window)
    window.banner.dismiss()
    window.resize(width, 860)
    driver.qapp.processEvents()
    just = window.height() - window.lookup.height() + window.lookup.column.sizeHint().height()
    for height in range(just - 60, just + 60):
        window.resize(width, height)
        driver.qapp.processEvents()
    assert window.lookup.column.width() <= window.lookup.viewport().width()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.usefixtures("qapp")
def test_label_shows_hostile_text_letter_by_letter(text: str) -> None:
    label = PlainLabel(text)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().replace("⟨U+202E⟩", "\u202e") == text
    assert "\u202e" not in label.text()
    label.deleteLater()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_search_is_shown_letter_by_letter(driver: Driver, text: str) -> None:
    window = driver.start()
    window.bar.search.setText(f"qqzz {text}")  # QTest types ASCII only
    window.look_up(window.bar.search.text())
    driver.rest(window)
    driver.press(window, Qt.Key.Key_Return)
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


@pytest.mark.usefixtures("qapp")
def test_endless_name_is_cut_and_does_not_stop_the_window() -> None:
    label = PlainLabel("a" + "\u0301" * 100_000 + "x" * 5_000_000)
    assert len(label.text()) < 9000
    assert label.heightForWidth(300) > 0
    label.deleteLater()


def test_no_other_label_or_rich_text_is_used() -> None:
    allowed = {"plain_label.py": {"QLabel"}, "tips.py": {"setToolTip"}}
    forbidden = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QErrorMessage", "QWhatsThis"}
    calls = {"setToolTip", "setHtml", "setWhatsThis", "setStatusTip", "showMessage", "fromHtml"}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                names = {alias.name for alias in node.names} & forbidden
                assert names <= allowed.get(path.name, set()), f"{path}: {names}"
            if isinstance(node, ast.Attribute):
                barred = (calls | {"RichText", "AutoText", "MarkdownText"}) - allowed.get(path.name, set())
                assert node.attr not in barred, f"{path}: {node.attr}"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://nsm.no/x", "nsm.no"),
        ("https://nsm.no:8443/x", "nsm.no:8443"),
        ("https://blåbær.example/", "xn--blbr-roah.example"),
        ("http://nsm.no", None),
        ("file:///etc/passwd", None),
        ("\\\\host\\x", None),
        ("//host/x", None),
        ("javascript:alert(1)", None),
        ("ms-settings:", None),
        ("https://nsm.no@evil.example", None),
        ("https://", None),
        ("https://nsm.no/\u202e", None),
        ("https://localhost/", None),
    ],
)
def test_only_safe_addresses_may_be_opened(address: str, host: str | None) -> None:
    found = openable(address)
    assert (found.host if found else None) == host


def test_search_never_fails(driver: Driver) -> None:
    window = driver.start()
    for text in ('"', "'", "*", "(", ")", ":", "-", "^", "AND", "NEAR(", "C++", "O'Hara", "\x00", " "):
        window.bar.search.setText(text)
        window.look_up(text)
        driver.rest(window)
    assert not window.banner.isVisible()
    assert isinstance(window.bar.search, QLineEdit)
