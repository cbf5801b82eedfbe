"""The source folder as a whole: which files belong to it, and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.publishing.listings import form
from core.publishing.problems import Problems
from core.publishing.reader import Document, read_document

SINGLE = ("catalogue", "sources", "abilities", "tasks", "reach-sources")
"""Files directly in the source folder, without their ending .yaml."""
FOLDERS = ("apps", "companies", "countries", "guidance", "incidents", "reach", "exodus", "words")
"""Folders with one file for each entry, year or subject."""
_BESIDE = frozenset({"LICENCE.md", "README.md"})


@dataclass(slots=True)
class Source:
    """Everything read from a source folder."""

    single: dict[str, Document] = field(default_factory=dict)
    """Files of `SINGLE` by name."""
    folders: dict[str, dict[str, Document]] = field(default_factory=dict)
    """Files of `FOLDERS` by folder and then by name without ending, sorted."""
    unread: dict[str, set[str]] = field(default_factory=dict)
    """Names of the files of a folder that are there but cannot be read, which is told already."""

    def root(self, name: str) -> dict[str, Any]:
        """Content of a single file; empty where it is missing or no mapping."""
        document = self.single.get(name)
        return document.root if document is not None and isinstance(document.root, dict) else {}

    def entries(self, folder: str) -> dict[str, Document]:
        """Files of a folder whose content is a mapping, by id, sorted by id."""
        found = sorted(self.folders.get(folder, {}).items())
        return {stem: document for stem, document in found if isinstance(document.root, dict)}

    def ids(self, folder: str) -> frozenset[str]:
        """Names of all files of a folder, also those that cannot be read: they exist, and may be named."""
        return frozenset(self.folders.get(folder, {})) | frozenset(self.unread.get(folder, ()))

    def documents(self) -> Iterator[Document]:
        """All files."""
        yield from self.single.values()
        for documents in self.folders.values():
            yield from documents.values()


def read_source(folder: Path, problems: Problems, step: Callable[[int, int], None]) -> Source:
    """Read every file below `folder`.

    Args:
        folder: The source folder.
        problems: Takes what cannot be read, and files that do not belong.
        step: Told how many of how many files are read.
    """
    source = Source()
    names = [name for name in SINGLE if _is_there(folder, f"{name}.yaml", problems)]
    paths = [(sub, path) for sub in FOLDERS for path in sorted((folder / sub).glob("*.yaml"))]
    _strangers(folder, problems)
    total = len(names) + len(paths)
    for number, name in enumerate(names):
        step(number, total)
        if document := read_document(folder / f"{name}.yaml", f"{name}.yaml", problems):
            source.single[name] = document
    for number, (sub, path) in enumerate(paths, len(names)):
        step(number, total)
        documents = source.folders.setdefault(sub, {})
        if document := read_document(path, f"{sub}/{path.name}", problems):
            documents[path.stem] = document
        else:
            source.unread.setdefault(sub, set()).add(path.stem)
    step(total, total)
    return source


def _is_there(folder: Path, name: str, problems: Problems) -> bool:
    if (folder / name).is_file():
        return True
    problems.add(name, 0, (), "is missing", "add the file (docs/formats/catalogue.md tells what stands in it)")
    return False


def _strangers(folder: Path, problems: Problems) -> None:
    """Files that no part of the format knows: a misspelt name would otherwise lose facts in silence."""
    known = {f"{name}.yaml" for name in SINGLE} | _BESIDE | set(FOLDERS) | {form.FILE, form.FOLDER}
    for path in sorted(folder.glob("*")):
        if path.name not in known and not path.name.startswith("."):
            problems.add(path.name, 0, (), "is no part of the format", "rename or remove it")
    for sub, ending in (*((sub, ".yaml") for sub in FOLDERS), (form.FOLDER, ".tsv.zst")):
        for path in sorted((folder / sub).glob("*")):
            if not path.name.endswith(ending) and path.name not in _BESIDE and not path.name.startswith("."):
                problems.add(
                    f"{sub}/{path.name}", 0, (), "is no part of the format", f"end its name in {ending} or remove it"
                )
