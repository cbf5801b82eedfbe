"""What the tests of core have as well: the small source folder, and an empty catalogue."""

from tests.core.publishing.conftest import pristine
from tests.core.releases.conftest import blank

__all__ = ["blank", "pristine"]
