"""The way back and forward, as values."""

import pytest
from PySide6.QtCore import QRect

from gui.travel import PageName, Place, Travel
from gui.window_place import fitted

_LIST, _OTHER_LIST = Place(PageName.LOOKUP, "tik"), Place(PageName.LOOKUP, "tikt")
_CARD, _OTHER_CARD = Place(PageName.CARD, "TikTok", "tiktok"), Place(PageName.CARD, "Signal", "signal")


def test_there_and_back_again() -> None:
    way = Travel().to(_LIST).to(_CARD).to(_OTHER_CARD)
    assert way.back().here == _CARD
    assert way.back().back().here == _LIST
    assert way.back().back().forward().forward() == way


def test_typing_on_is_no_step() -> None:
    way = Travel().to(_LIST).to(_OTHER_LIST).to(_CARD)
    assert way.before == (_OTHER_LIST,)


def test_a_new_place_forgets_what_lay_ahead() -> None:
    way = Travel().to(_LIST).to(_CARD).back()
    assert way.can_go_forward
    assert not way.to(_OTHER_CARD).can_go_forward


def test_the_same_place_again_is_no_step() -> None:
    way = Travel().to(_CARD)
    assert way.to(_CARD) is way


def test_nowhere_to_go_changes_nothing() -> None:
    way = Travel()
    assert way.back() is way
    assert way.forward() is way


def test_the_way_is_bounded() -> None:
    way = Travel()
    for number in range(500):
        way = way.to(Place(PageName.CARD, f"App {number}", f"app-{number}"))
    assert len(way.before) == 50
    assert way.before[-1].text == "App 498"


def test_a_page_can_be_left_for_good() -> None:
    way = Travel().to(Place(PageName.FIRST_RUN)).to(_CARD).without(PageName.FIRST_RUN)
    assert all(place.page is not PageName.FIRST_RUN for place in way.before)
    assert way.here == _CARD


_SCREEN, _RIGHT = QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 984)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(QRect(100, 80, 1280, 860), QRect(100, 80, 1280, 860), id="as it was"),
        pytest.param(QRect(2000, 10, 900, 700), QRect(2000, 10, 900, 700), id="on the second screen"),
        pytest.param(QRect(100, 80, 4000, 3000), QRect(100, 80, 1920, 1040), id="larger than the screen"),
        pytest.param(QRect(5000, 80, 1280, 860), QRect(0, 0, 1280, 860), id="its screen is gone"),
        pytest.param(QRect(100, -3000, 1280, 860), QRect(0, 0, 1280, 860), id="above every screen"),
        pytest.param(QRect(100, 1030, 1280, 860), QRect(0, 0, 1280, 860), id="its edge cannot be reached"),
    ],
)
def test_a_window_comes_back_where_it_can_be_seen(wanted: QRect, expected: QRect) -> None:
    assert fitted(wanted, [_SCREEN, _RIGHT]) == expected
