from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import SETTINGS, Setting
from core.settings.definitions import (
    BODY,
    CLASS,
    CLASS_NAMES,
    DEVICE,
    KEPT,
    ORG,
    ORGANISATIONS,
    PLATFORM,
    PURPOSE,
    ROLE,
    SHOWN,
    TEXT_SIZE,
    WINDOW,
    TextSize,
)
from core.settings.reading import FARTHEST, LARGEST, LONGEST, LONGEST_NAME, SMALLEST, WindowPlace
from core.situation import InformationClass

every_setting = pytest.mark.parametrize("setting", SETTINGS, ids=[setting.key for setting in SETTINGS])


@every_setting
def test_default_is_a_value(setting: Setting[Any]) -> None:
    assert setting.read(setting.text(setting.default)) == setting.default


@every_setting
def test_every_value_allowed_is_read_and_written_back(setting: Setting[Any]) -> None:
    assert [setting.text(setting.read(text)) for text in setting.allowed] == list(setting.allowed)


@every_setting
def test_setting_is_explained(setting: Setting[Any]) -> None:
    assert setting.label.message
    assert setting.description.message.endswith(".")


def test_keys_are_unique() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


TYPES = (
    "ministry state-agency county municipality health-trust police parliament "
    "security-act-whole security-act-partly security-act-chapter10 outside"
)
DEVICES = "work-connected work-unconnected separate private-managed private-unmanaged private-no-access travel"


@pytest.mark.parametrize(
    ("setting", "texts"),
    [
        (ORG, TYPES),
        (ROLE, "ordinary management political-leadership elected cleared contractor pupil"),
        (DEVICE, DEVICES),
        (CLASS, "green yellow red black"),
        (PURPOSE, "private official investigation research travel"),
        (PLATFORM, " android ios windows macos linux web"),
    ],
)
def test_values_are_those_of_the_command_line(setting: Setting[Any], texts: str) -> None:
    assert setting.allowed == tuple(texts.split(" "))


@given(st.text())
def test_id_is_kept_as_it_is_or_refused(text: str) -> None:
    try:
        value = BODY.read(text)
    except ValueError:
        return
    assert BODY.text(value) == text


@pytest.mark.parametrize("text", ["two words", "a\nb", "\u202eabc", "\u200b", "a" * (LONGEST + 1)])
def test_id_that_could_deceive_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        BODY.read(text)


def test_each_setting_is_shown_or_told_or_only_kept() -> None:
    assert (*SHOWN, *ORGANISATIONS, *KEPT) == SETTINGS
    assert not any(setting.lockable for setting in KEPT)


def test_text_size_is_a_percentage_or_the_systems() -> None:
    assert TEXT_SIZE.allowed == ("system", "100", "115", "130", "150", "175", "200")
    assert [size.percent for size in TextSize] == [None, 100, 115, 130, 150, 175, 200]


@pytest.mark.parametrize(
    "text", ["Åpen", "Fortrolig (rød)", "Intern – bare for oss", "Rabas diehtu", "x" * LONGEST_NAME]
)
def test_class_has_the_name_that_the_organisation_gave_it(text: str) -> None:
    setting = CLASS_NAMES[InformationClass.GREEN]
    assert setting.read(text) == text
    assert setting.text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "x" * (LONGEST_NAME + 1),
        " ",
        " Intern",
        "Intern ",
        "a\nb",
        "In\u200btern",
        "\u202eIntern",
        "\u3164",
        "Int\u0435rn",
        "{x}",
    ],
)
def test_class_name_that_could_deceive_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        CLASS_NAMES[InformationClass.RED].read(text)


@given(
    st.builds(
        WindowPlace,
        st.integers(-FARTHEST, FARTHEST),
        st.integers(-FARTHEST, FARTHEST),
        st.integers(SMALLEST, LARGEST),
        st.integers(SMALLEST, LARGEST),
        st.booleans(),
    )
)
def test_place_of_the_window_is_read_as_it_was_written(place: WindowPlace) -> None:
    assert WINDOW.read(WINDOW.text(place)) == place


@pytest.mark.parametrize(
    "text",
    [
        "1 2 1280 860",
        "1 2 1280 860 large",
        "1 2 1280.5 860 normal",
        "1,2,1280,860,normal",
        "01 2 1280 860 normal",
        "-0 2 1280 860 normal",
        "+1 2 1280 860 normal",
        "1 2 1280 860 normal ",
        "1 2 1280 860 normal\n",
        "\u0661 2 1280 860 normal",
        "65536 0 1280 860 normal",
        "0 -65536 1280 860 normal",
        "0 0 99 860 normal",
        "0 0 1280 16385 normal",
        "0 0 -1280 860 normal",
        "9" * 5000 + " 0 1280 860 normal",
    ],
)
def test_place_that_no_screen_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        WINDOW.read(text)


@given(st.text())
def test_place_is_kept_as_it_is_or_refused(text: str) -> None:
    try:
        place = WINDOW.read(text)
    except ValueError:
        return
    assert WINDOW.text(place) == text
