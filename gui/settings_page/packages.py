"""The packages that are shipped; the recipe of the bundle reads this list, so it imports nothing."""

PACKAGES = (
    "PySide6-Essentials",
    "shiboken6",
    "anyascii",
    "backports.zstd",
    "certifi",
    "charset-normalizer",
    "click",
    "click-default-group",
    "colorama",
    "idna",
    "msgspec",
    "platformdirs",
    "pluggy",
    "python-dateutil",
    "PyYAML",
    "rapidfuzz",
    "requests",
    "sqlite-fts4",
    "sqlite-utils",
    "tabulate",
    "truststore",
    "tzdata",
    "urllib3",
)
"""Packages that are shipped with Appvett, or run with it from its sources; some of them on some systems alone."""
