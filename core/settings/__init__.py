"""Settings: what there is to set, who set it, and in which folder it lies."""

from core.settings.definitions import SETTINGS, Setting
from core.settings.folders import bundled_catalogue, data_folder, profile_file, resource_folder
from core.settings.layers import Found, Layer, Managed, Problem
from core.settings.managed import managed_file, read_managed
from core.settings.store import SettingsStore

__all__ = [
    "SETTINGS",
    "Found",
    "Layer",
    "Managed",
    "Problem",
    "Setting",
    "SettingsStore",
    "bundled_catalogue",
    "data_folder",
    "managed_file",
    "profile_file",
    "read_managed",
    "resource_folder",
]
