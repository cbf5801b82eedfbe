"""What left this machine for a request, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traffic:
    """One request, also one that failed.

    Counted are the bytes of HTTP that were handed to the line (request line, headers; where there is a proxy, also the
    words that open the way through it) and the bytes of the body that came back. Not counted are the looking up of the
    host's name, what TLS and TCP add, and the status line and headers of the answer.
    """

    host: str
    """As it stands in the address, without its port."""
    path: str
    """As it was asked for, with what stands after a question mark."""
    sent: int
    """Bytes; 0 where no connection came about."""
    received: int
    """Bytes."""


OnTraffic = Callable[[Traffic], None]
"""Is told of each request when it is over, in the thread that fetches."""
