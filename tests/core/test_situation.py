"""The chooser's plain questions lead to the seven device situations, and not knowing takes the worse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.situation import Device, device_from_answers


@dataclass(frozen=True)
class Answers:
    """What a person answers, and where it leads."""

    employer: bool
    reaches: bool | None
    one_purpose: bool | None
    managed: bool | None
    device: Device


CASES = [
    Answers(True, True, None, None, Device.WORK_CONNECTED),
    Answers(True, False, False, None, Device.WORK_UNCONNECTED),
    Answers(True, False, True, None, Device.SEPARATE),
    Answers(True, False, None, None, Device.WORK_UNCONNECTED),
    Answers(True, None, True, None, Device.WORK_CONNECTED),
    Answers(False, True, None, True, Device.PRIVATE_MANAGED),
    Answers(False, True, None, False, Device.PRIVATE_UNMANAGED),
    Answers(False, True, None, None, Device.PRIVATE_UNMANAGED),
    Answers(False, None, None, True, Device.PRIVATE_MANAGED),
    Answers(False, False, None, None, Device.PRIVATE_NO_ACCESS),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers_lead_to_the_device_situation(case: Answers) -> None:
    found = device_from_answers(
        employer_pays=case.employer,
        reaches_services=case.reaches,
        one_purpose=case.one_purpose,
        managed=case.managed,
    )
    assert found is case.device


def test_a_borrowed_device_is_a_travel_device_whatever_else_is_said() -> None:
    for case in CASES:
        assert (
            device_from_answers(employer_pays=case.employer, reaches_services=case.reaches, journey=True)
            is Device.TRAVEL
        )
