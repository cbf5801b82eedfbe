from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import layout
from core.commands.progress import Progress
from core.commands.terminal import Style, Terminal, fitted, terminal
from core.texts import Language, phrase
from core.texts.words import Words


class Screen(io.StringIO):
    """A stream that says that it is a person's screen."""

    def isatty(self) -> bool:
        return True


def test_text_is_wrapped_with_hanging_lines() -> None:
    assert layout.wrapped("one two three four", 9, "- ", "  ") == ["- one two", "  three", "  four"]
    assert layout.wrapped("", 9) == [""]
    assert layout.wrapped("a\nb", 9, "> ") == ["> a", "> b"]


def test_a_long_word_is_left_whole_in_text_and_broken_in_a_column() -> None:
    address = "https://example.org/a/very/long/address"
    assert address in layout.wrapped(f"see {address} there", 10)
    assert layout.table([["abcdefgh", "x"]], (5, 3)) == ["abcde  x", "fgh"]


def test_pairs_stand_in_columns_and_long_names_on_their_own_line() -> None:
    assert layout.pairs([("a", "one two"), ("bbb", "x")], 12, 2) == ["  a    one", "       two", "  bbb  x"]
    assert layout.pairs([("a" * 30, "x"), ("b", "y")], 40) == ["a" * 30, "   x", "b  y"]


def test_width_counts_columns_and_not_letters() -> None:
    assert layout.width_of("字节") == 4
    assert layout.width_of("e\u0301") == 1
    assert layout.cut("abcdef", 4) == "abc…"
    assert layout.cut("字节跳动", 5) == "字节…"
    assert layout.cut("abc", 3) == "abc"


@given(st.text(), st.integers(10, 60))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    words = text.replace("\n", " ").split(" ")
    assert [word for line in layout.wrapped(text, width) for word in line.split(" ") if word.strip()] == [
        word.rstrip() for word in words if word.strip()
    ] or any(not word.isprintable() for word in words)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Råd: blå → «ja» – 字", "utf-8", "Råd: blå → «ja» – 字"),
        ("Råd «ja»", "latin-1", "Råd «ja»"),
        ("Råd – ja", "ascii", "Rad - ja"),
        ("\udc80", "utf-8", "?"),
        ("å", "no-such-encoding", "a"),
    ],
)
def test_letters_that_a_terminal_lacks_become_the_nearest(text: str, encoding: str, shown: str) -> None:
    assert fitted(text, encoding) == shown


@pytest.mark.parametrize(
    ("environment", "has_colour"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_colour_needs_a_screen_that_shows_it_and_nobody_against(
    environment: Mapping[str, str], has_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert terminal(Screen(), environment).has_colour is has_colour
    assert terminal(io.StringIO(), environment).has_colour is False
    styled = Terminal(io.StringIO(), 80, has_colour).styled("x", Style.BOLD)
    assert styled == ("\x1b[1mx\x1b[0m" if has_colour else "x")


@pytest.mark.parametrize(
    ("environment", "width"),
    [
        ({"COLUMNS": "60"}, 60),
        ({"COLUMNS": "7"}, 40),
        ({"COLUMNS": "900"}, 100),
        ({"COLUMNS": "x"}, 80),
        ({"COLUMNS": "0"}, 80),
        ({}, 80),
    ],
    ids=str,
)
def test_text_is_as_wide_as_is_good_to_read(environment: Mapping[str, str], width: int) -> None:
    assert terminal(io.StringIO(), environment).width == width


def test_progress_is_a_bar_on_a_screen_and_lines_elsewhere() -> None:
    screen, file = Screen(), io.StringIO()
    for stream, is_screen in ((screen, True), (file, False)):
        progress = Progress(Terminal(stream, is_screen=is_screen), Words(Language.EN), phrase("Working"))
        for done in range(101):
            progress.step(done, 100)
        progress.end()
    assert screen.getvalue().startswith("\r")
    assert "[########################] Working 100%" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    assert file.getvalue().splitlines() == [f"Working: {share}%" for share in (0, 25, 50, 75, 100)]


def test_progress_of_unknown_length_says_only_that_work_goes_on() -> None:
    screen, file = Screen(), io.StringIO()
    Progress(Terminal(screen, is_screen=True), Words(Language.EN), phrase("Working")).step(3, 0)
    Progress(Terminal(file), Words(Language.EN), phrase("Working")).step(3, 0)
    assert screen.getvalue() == "\r\x1b[KWorking"
    assert file.getvalue() == "Working: …\n"
