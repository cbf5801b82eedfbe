from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import SETTINGS, Setting
from core.settings.definitions import BODY, CLASS, DEVICE, LONGEST, ORG, PLATFORM, PURPOSE, ROLE

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


ORGANISATIONS = (
    "ministry state-agency county municipality health-trust police parliament "
    "security-act-whole security-act-partly security-act-chapter10 outside"
)
DEVICES = "work-connected work-unconnected separate private-managed private-unmanaged private-no-access travel"


@pytest.mark.parametrize(
    ("setting", "texts"),
    [
        (ORG, ORGANISATIONS),
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
