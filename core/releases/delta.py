"""Deltas: what leads from one release of the catalogue to the next, as row operations (docs/formats/delta.md)."""

from core.releases.delta_apply import apply_delta
from core.releases.delta_make import make_delta

__all__ = ["apply_delta", "make_delta"]
