"""Writing beside a place and moving there, so that whoever reads finds the old file or the new one."""

from __future__ import annotations

import os
from pathlib import Path

from core.publishing.repository.alone import flush_folder


def replace_file(path: Path, content: bytes) -> None:
    """Write a small file; one that is there is replaced whole.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    flush_folder(path.parent)
