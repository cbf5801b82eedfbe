"""The situation that the person has chosen, shared by every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.settings import definitions
from core.settings.definitions import Setting
from core.settings.store import SettingsStore
from core.situation import Device, InformationClass, Situation, device_from_answers


@dataclass(frozen=True, slots=True)
class DeviceAnswers:
    """What was answered to the plain questions about the device. None is "I do not know"."""

    employer_pays: bool = True
    reaches_services: bool | None = True
    one_purpose: bool | None = False
    managed: bool | None = False
    journey: bool = False

    @property
    def device(self) -> Device:
        """The device situation that they lead to."""
        return device_from_answers(
            employer_pays=self.employer_pays,
            reaches_services=self.reaches_services,
            one_purpose=self.one_purpose,
            managed=self.managed,
            journey=self.journey,
        )

    @property
    def asks_one_purpose(self) -> bool:
        """Whether it matters if the device is kept for one purpose."""
        return not self.journey and self.employer_pays and self.reaches_services is False

    @property
    def asks_managed(self) -> bool:
        """Whether it matters if the employer has set it up."""
        return not self.journey and not self.employer_pays and self.reaches_services is not False


_ANSWERS = {
    Device.WORK_CONNECTED: DeviceAnswers(),
    Device.WORK_UNCONNECTED: DeviceAnswers(reaches_services=False),
    Device.SEPARATE: DeviceAnswers(reaches_services=False, one_purpose=True),
    Device.PRIVATE_MANAGED: DeviceAnswers(employer_pays=False, managed=True),
    Device.PRIVATE_UNMANAGED: DeviceAnswers(employer_pays=False),
    Device.PRIVATE_NO_ACCESS: DeviceAnswers(employer_pays=False, reaches_services=False),
    Device.TRAVEL: DeviceAnswers(journey=True),
}


class ChosenSituation(QObject):
    """What the person has told about themselves and the device."""

    changed = Signal()
    """The situation is another one."""

    def __init__(self, usual: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.situation = usual
        self.answers = _ANSWERS[usual.device]
        self._class_is_known = True

    def answer(self, **answers: bool | None) -> None:
        """Take other answers about the device."""
        self.answers = replace(self.answers, **answers)  # type: ignore[arg-type] # names are those of the fields
        self.change(device=self.answers.device)

    @property
    def information(self) -> InformationClass | None:
        """The class that was told; None: it is not known, and the strictest one stands for it."""
        return self.situation.information if self._class_is_known else None

    def handle(self, information: InformationClass | None) -> None:
        """Take another answer about the information; None: it is not known."""
        new = self.situation.but(information=InformationClass.BLACK if information is None else information)
        self._class_is_known = information is not None
        if new != self.situation:
            self.situation = new
            self.changed.emit()

    def change(self, **values: object) -> None:
        """Change values of the situation; tells only where something changed."""
        new = self.situation.but(**values)
        if "information" in values:
            self._class_is_known = True
        if "device" in values and self.answers.device is not new.device:
            self.answers = _ANSWERS[new.device]
        if new != self.situation:
            self.situation = new
            self.changed.emit()

    def save(self, settings: SettingsStore) -> None:
        """Keep it as the usual situation; what the organisation has locked stays as the organisation has it.

        Raises:
            ProfileError: nothing can be saved.
        """
        here = self.situation
        values: tuple[tuple[Setting[Any], object], ...] = (
            (definitions.ORG, here.org),
            (definitions.BODY, here.body),
            (definitions.ROLE, here.role),
            (definitions.DEVICE, here.device),
            (definitions.CLASS, here.information),
            (definitions.PURPOSE, here.purpose),
            (definitions.PLATFORM, here.platform),
        )
        for setting, value in values:
            if not settings.find(setting).locked:
                settings.save(setting, value)
