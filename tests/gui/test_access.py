"""Everybody can use it: names for screen readers, contrast, focus, nothing cut off, hostile text as text."""

import ast
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from core.rules.levels import Answer, Level
from gui.filters import Facet, Filters
from gui.links import openable
from gui.main_window import MainWindow
from gui.theme.icons import answer_icon_name
from gui.theme.palette import ANSWER_TONES, CLASS_COLOURS, DARK, LEVEL_TONES, LIGHT, Tokens, Tone
from gui.widgets.buttons import Button
from gui.widgets.chips import Chip
from gui.widgets.fold import Fold
from gui.widgets.plain_label import PlainLabel
from tests.gui.conftest import Driver

ROOT = Path(__file__).parents[2]
HOSTILE = ("<b>fet</b>", "<img src=file:///etc/passwd>", "&amp;", "<a href='https://x.example'>her</a>", "a\u202eb")


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
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


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
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


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_control_has_a_name_and_a_role(driver: Driver, language: str) -> None:
    window = driver.start("--language", language)
    _assert_named(window)
    driver.type(window, "tele")
    _assert_named(window)
    driver.press(window, Qt.Key.Key_Return)
    for fold in window.card.findChildren(Fold):
        fold.head.setChecked(True)
    _assert_named(window)
    for app in ("tiktok", "telegram"):
        window.aside.toggle_follow(app)
        window.aside.toggle_compare(app, app)
    window.reading.open_comparison()
    driver.rest(window)
    _assert_named(window)
    window.bar.search.clear()
    window.go_back()
    driver.rest(window)
    assert window.lookup.welcome.followed.isVisible()
    _assert_named(window)


def _assert_named(window: MainWindow) -> None:
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        assert name.strip(), f"{type(widget).__name__} in {type(widget.parent()).__name__} has no name"
        assert interface.role() is not QAccessible.Role.NoRole, name


def test_tab_leaves_every_field(driver: Driver) -> None:
    window = driver.start()
    driver.type(window, "tik")
    seen: list[QWidget] = []
    for _ in range(12):
        focus = window.focusWidget()
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert len({id(widget) for widget in seen}) >= 4, "the focus moves on"
    assert window.bar.search in seen


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("size", [(1024, 700), (640, 360)], ids=["100", "200"])
def test_nothing_is_cut_off(driver: Driver, language: str, size: tuple[int, int]) -> None:
    window = driver.start("--language", language)
    window.resize(*size)
    driver.rest(window)
    for name in ("", "tele"):
        if name:
            driver.type(window, name)
        _assert_whole(window)
    driver.press(window, Qt.Key.Key_Return)
    for fold in window.card.findChildren(Fold):
        fold.head.setChecked(True)
    driver.qtbot.waitUntil(lambda: window.card.column.rows.geometry().isValid())
    driver.qapp.processEvents()
    _assert_whole(window)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("size", [(1024, 700), (640, 360)], ids=["100", "200"])
def test_look_up_page_fits_at_its_fullest(
    driver: Driver, listed_folder: Path, language: str, size: tuple[int, int]
) -> None:
    window = driver.start("--language", language, data=listed_folder)
    window.resize(*size)
    for app in ("tiktok", "look-alike"):
        window.aside.toggle_follow(app)
        window.aside.toggle_compare(app, app)
    driver.rest(window)
    driver.qtbot.waitUntil(lambda: _assert_whole(window))
    driver.put(window, "Tick\u0442ock")
    driver.qtbot.waitUntil(lambda: _assert_whole(window))
    chosen = {(Facet.COUNTRY, "CN"), (Facet.COUNTRY, "US"), (Facet.ANSWER, "advised-against"), (Facet.PLATFORM, "ios")}
    window.lookup.filters.choose(Filters(frozenset(chosen)))
    driver.put(window, "tiktok")
    driver.qtbot.waitUntil(lambda: _assert_whole(window))
    window.reading.open_comparison()
    driver.rest(window)
    driver.qtbot.waitUntil(lambda: _assert_whole(window))


def _assert_whole(window: MainWindow) -> None:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, PlainLabel) and widget._wrap:
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()[:60]
        elif isinstance(widget, (Chip, QAbstractButton, PlainLabel)) and not isinstance(widget, Fold):
            wanted = widget.minimumSizeHint() if isinstance(widget, Chip) else widget.sizeHint()
            assert widget.width() >= min(wanted.width(), widget.width()), widget.accessibleName()
            assert widget.width() >= _needed(widget), (type(widget).__name__, widget.text())
        parent = widget.parentWidget()
        if parent is not None and isinstance(widget, (PlainLabel, Chip, QAbstractButton, QComboBox)):
            assert widget.geometry().right() <= parent.width(), (type(widget).__name__, widget.accessibleName())


def _needed(widget: QWidget) -> int:
    if isinstance(widget, (Button, Chip)):
        return widget.sizeHint().width() - 2
    return 0


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
    allowed = {"plain_label.py": {"QLabel"}}
    forbidden = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QErrorMessage", "QWhatsThis"}
    calls = {"setToolTip", "setHtml", "setWhatsThis", "setStatusTip", "showMessage", "fromHtml"}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                names = {alias.name for alias in node.names} & forbidden
                assert names <= allowed.get(path.name, set()), f"{path}: {names}"
            if isinstance(node, ast.Attribute):
                assert node.attr not in calls | {"RichText", "AutoText", "MarkdownText"}, f"{path}: {node.attr}"


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
