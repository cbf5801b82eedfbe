"""A repository as JSON, for the commands that work on one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.commands.as_json import Json
from core.releases.release import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.publishing.repository.reading import Published, Waiting
    from core.publishing.repository.signatures import Tally
    from core.releases.model import Release
    from core.signing.keys import PublicKey


def key_as_json(key: PublicKey) -> Json:
    """A public key."""
    return {"id": key.id, "role": key.role, "name": key.name, "public": key.public}


def published_as_json(found: Published, moment: datetime) -> Json:
    """What is published."""
    from core.publishing.repository.ageing import expiries

    root = found.root.signed
    return {
        "root": root.version,
        "release": release_as_json(found.release) if found.release else None,
        "created": moment_text(found.stamp.created) if found.stamp else None,
        "expires": {one.role.value: moment_text(one.expires) for one in expiries(found, moment)},
        "roles": {
            name: {"threshold": role.threshold, "keys": list(role.keyids)} for name, role in sorted(root.roles.items())
        },
    }


def waiting_as_json(found: Waiting, counted: Sequence[Tally]) -> Json:
    """What waits for signatures."""
    return {
        "root": found.root.signed.version if found.root else None,
        "release": release_as_json(found.release) if found.release else None,
        "signatures": [
            {
                "role": one.role.value,
                "root": one.root,
                "threshold": one.threshold,
                "signed": sorted(one.signed),
                "missing": one.missing,
            }
            for one in counted
        ],
    }


def release_as_json(release: Release) -> Json:
    """A release, as its description has it."""
    import json

    from core.releases.release import write_release

    found: Json = json.loads(write_release(release))
    del found["format"]
    return found
