"""Fetching, from the web or from a folder: bounded, and only from the place one is given.

`Limits`, `Pace`, `FetchFailed`, `Reason` and `Traffic` are values; `fetch_bytes`, `fetch_file` and `fetch_pieces` do
the work on the web. A `Source` is a place that holds a release: `website.WebSource` or `folder.FolderSource`.
They block: call them in a worker. `requests` is loaded by the first call, for that costs a sixth of a second.
"""

from core.transport.failures import FetchFailed, Reason
from core.transport.limits import Limits, Pace
from core.transport.source import NotThere, Source
from core.transport.traffic import OnTraffic, Traffic
from core.transport.web import fetch_bytes, fetch_file, fetch_pieces

__all__ = [
    "FetchFailed",
    "Limits",
    "NotThere",
    "OnTraffic",
    "Pace",
    "Reason",
    "Source",
    "Traffic",
    "fetch_bytes",
    "fetch_file",
    "fetch_pieces",
]
