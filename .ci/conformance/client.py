"""Drives `core.releases.tuf.Client`, the code that users run, as the conformance tests of TUF clients ask for it.

    tuf-client --metadata-dir DIR init ROOT
    tuf-client --metadata-dir DIR --metadata-url URL refresh
    tuf-client --metadata-dir DIR --metadata-url URL --target-name NAME --target-dir DIR --target-base-url URL download

The exit code is 0 where all went well, else 1. Verified metadata stand in the metadata folder as `root.json`,
`timestamp.json` and so on. Differences from what users run: plain http to this machine is allowed, delegations are
followed, and metadata and targets may lie at two addresses.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from core.errors import AppvettError, Reporter
from core.releases.tuf import Behind, Client, Layout
from core.transport.website import WebSource

FIRST_ROOT = "first-root"
"""In the metadata folder: the root that trust begins with, as it was given to `init`."""

_LAYOUT = Layout(delegations=True)
_NEEDED = {"refresh": ("metadata_url",), "download": ("metadata_url", "target_name", "target_dir", "target_base_url")}


def main(arguments: Sequence[str] | None = None, moment: datetime | None = None) -> int:
    """Does what the arguments ask for, as at a moment (UTC; None: now), and gives the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if lacking := [name for name in _NEEDED.get(asked.command, ()) if getattr(asked, name) is None]:
        parser.error(f"{asked.command} needs {', '.join('--' + name.replace('_', '-') for name in lacking)}")
    try:
        asked.act(asked, moment or datetime.now(UTC))
    except (AppvettError, Behind, OSError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


class TwoAddresses:
    """A source whose metadata and targets lie at addresses of their own."""

    name = "two addresses"

    def __init__(self, metadata: str, targets: str | None) -> None:
        self._places = {
            "metadata": WebSource(metadata, allow_loopback_http=True),
            "targets": WebSource(targets or metadata, allow_loopback_http=True),
        }

    def pieces(self, path: str, most: int, reporter: Reporter) -> Generator[bytes]:
        """A file in pieces, from the address that the first part of its path stands for."""
        place, _, rest = path.partition("/")
        return self._places[place].pieces(rest, most, reporter)

    def close(self) -> None:
        """Closes both connections."""
        for place in self._places.values():
            place.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tuf-client", description="Appvett's client, for conformance tests.")
    parser.add_argument("--metadata-dir", type=Path, required=True)
    parser.add_argument("--metadata-url")
    parser.add_argument("--target-name")
    parser.add_argument("--target-dir", type=Path)
    parser.add_argument("--target-base-url")
    commands = parser.add_subparsers(dest="command", required=True)
    init = commands.add_parser("init")
    init.add_argument("root", type=Path)
    init.set_defaults(act=_init)
    commands.add_parser("refresh").set_defaults(act=_refresh)
    commands.add_parser("download").set_defaults(act=_download)
    return parser


def _init(asked: argparse.Namespace, _moment: datetime) -> None:
    asked.metadata_dir.mkdir(parents=True, exist_ok=True)
    (asked.metadata_dir / FIRST_ROOT).write_bytes(asked.root.read_bytes())


def _refresh(asked: argparse.Namespace, moment: datetime) -> None:
    with closing(TwoAddresses(asked.metadata_url, None)) as source:
        _client(asked, source).refresh(moment)


def _download(asked: argparse.Namespace, moment: datetime) -> None:
    with closing(TwoAddresses(asked.metadata_url, asked.target_base_url)) as source:
        client = _client(asked, source)
        client.refresh(moment)
        # A sign of ours before it, for a target may be called ".".
        path: Path = asked.target_dir / f"_{quote(asked.target_name, safe='')}"
        if client.has(asked.target_name, path):
            return
        # What was downloaded before stays where the new file turns out to be wrong.
        part = path.with_name(f"{path.name}.part")
        client.fetch(asked.target_name, part)
        part.replace(path)


def _client(asked: argparse.Namespace, source: TwoAddresses) -> Client:
    root = (asked.metadata_dir / FIRST_ROOT).read_bytes()
    return Client(asked.metadata_dir, root, source, _LAYOUT)
