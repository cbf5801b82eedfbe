"""The fixtures of the window's own tests, for these as well."""

import sys

from tests.gui.conftest import (  # noqa: F401 - fixtures
    _nothing_of_qt_is_left,
    catalogue_folder,
    driver,
    listed_data,
    listed_folder,
    real_data,
    unindexed_folder,
)

# A screen reader is met over AT-SPI, which is how Linux does it.
collect_ignore = [] if sys.platform.startswith("linux") else ["test_screen_reader.py"]
