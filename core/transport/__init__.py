"""Fetching over the network: bounded, without identifying headers, and only from the addresses one is given.

`Limits`, `FetchFailed` and `Reason` are values; `fetch_bytes`, `fetch_file` and `fetch_pieces` do the work.
They block: call them in a worker. `requests` is loaded by the first call, for that costs a sixth of a second.
"""

from core.transport.limits import FetchFailed, Limits, Reason
from core.transport.web import fetch_bytes, fetch_file, fetch_pieces

__all__ = ["FetchFailed", "Limits", "Reason", "fetch_bytes", "fetch_file", "fetch_pieces"]
