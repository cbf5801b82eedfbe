"""What is said when a catalogue file cannot be used."""

from __future__ import annotations

from pathlib import Path

from core.errors import CatalogueDamaged, CatalogueForeign, CatalogueMissing, CatalogueTooNew, CatalogueTooOld
from core.texts.phrase import Phrase, phrase


def _own_data_safe() -> Phrase:
    return phrase("Your settings and documents are not in this file and are safe.")


def missing(path: Path) -> CatalogueMissing:
    """There is no catalogue at `path`."""
    return CatalogueMissing(
        phrase("There is no catalogue at {path}.", path=str(path)),
        phrase("Fetch one with “sync”, or build one with “catalogue build”."),
        safe=_own_data_safe(),
    )


def damaged(path: Path) -> CatalogueDamaged:
    """The file at `path` is not whole."""
    return CatalogueDamaged(
        phrase("The catalogue {path} is damaged and cannot be read.", path=str(path)),
        phrase("Fetch the catalogue again with “sync”, or build it with “catalogue build”."),
        safe=_own_data_safe(),
    )


def digest_differs(path: Path) -> CatalogueDamaged:
    """The rows of the file at `path` are not those that its digest was made from."""
    return CatalogueDamaged(
        phrase("The catalogue {path} was changed after it was made: its digest does not fit.", path=str(path)),
        phrase("Fetch the catalogue again with “sync”, or build it with “catalogue build”."),
        safe=_own_data_safe(),
    )


def foreign(path: Path) -> CatalogueForeign:
    """The file at `path` is something else."""
    return CatalogueForeign(
        phrase("{path} is not an Appvett catalogue.", path=str(path)),
        phrase("Choose a file that was made by “catalogue build”."),
        safe=phrase("The file was not changed."),
    )


def too_new(path: Path, version: int, known: int) -> CatalogueTooNew:
    """The file at `path` has a higher schema version than this Appvett knows."""
    return CatalogueTooNew(
        phrase(
            "The catalogue {path} was made for a newer Appvett: it has format {version}, this one reads {known}.",
            path=str(path),
            version=version,
            known=known,
        ),
        phrase("Update Appvett, or use an older catalogue."),
        safe=phrase("The file was not changed."),
    )


def too_old(path: Path, version: int, known: int) -> CatalogueTooOld:
    """The file at `path` has a lower schema version than this Appvett reads."""
    return CatalogueTooOld(
        phrase(
            "The catalogue {path} was made by an older Appvett: it has format {version}, this one reads {known}.",
            path=str(path),
            version=version,
            known=known,
        ),
        phrase("Build the catalogue again with “catalogue build”, or fetch a newer one. Then import lists again."),
        safe=phrase("The file was not changed. Your settings and documents are not in it."),
    )
