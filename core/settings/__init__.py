"""Settings: what there is to set, who set it, and in which folder it lies."""

from core.settings.definitions import SETTINGS, Setting
from core.settings.folders import bundled_catalogue, data_folder, profile_file, resource_folder
from core.settings.store import Found, Layer, Problem, SettingsStore

__all__ = [
    "SETTINGS",
    "Found",
    "Layer",
    "Problem",
    "Setting",
    "SettingsStore",
    "bundled_catalogue",
    "data_folder",
    "profile_file",
    "resource_folder",
]
