"""Brings the translation files up to date with the source: `python -m core.texts.update`.

New sentences are added without translation, sentences that the source no longer has are taken out, and what
is translated stays as it is. Nothing is guessed: a sentence that was changed is a new sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from core.texts import pofile, sources, translate
from core.texts.phrase import Language


@dataclass(frozen=True, slots=True)
class Update:
    """One file brought up to date."""

    entries: tuple[pofile.Entry, ...]
    added: tuple[str, ...]
    """Sentences that were not in the file."""
    removed: tuple[str, ...]
    """Sentences that the source no longer has, with what became of their translation: it is gone."""
    missing: tuple[str, ...]
    """Sentences without a translation."""


def merged(old: Iterable[pofile.Entry], collected: Iterable[pofile.Entry]) -> Update:
    """The collected sentences with the translations that the file has for them."""
    known = {entry.key: entry for entry in old if entry.message}
    entries = tuple(_with_translation(entry, known.get(entry.key)) for entry in collected)
    keys = {entry.key for entry in entries}
    return Update(
        entries=entries,
        added=tuple(entry.message for entry in entries if entry.key not in known),
        removed=tuple(entry.message for key, entry in known.items() if key not in keys),
        missing=tuple(entry.message for entry in entries if not entry.is_translated),
    )


def update(path: Path, language: str, collected: Iterable[pofile.Entry]) -> Update:
    """Bring one file up to date; it is written only where it changes.

    Raises:
        PoError: the file there is no .po file.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    result = merged(pofile.read(before), collected)
    after = pofile.write(result.entries, language)
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8", newline="\n")
    return result


def main() -> int:
    """Update all files and tell what changed.

    Returns:
        The exit code: 0, also where translations are missing; `python -m core.texts.check` judges that.
    """
    collected = sources.collect()
    for problem in collected.problems:
        print(problem)
    for language in (Language.NB, Language.NN):
        result = update(translate.path_of(language), language.value, collected.entries)
        print(
            f"{language}: {len(result.entries)} texts, {len(result.added)} new, {len(result.removed)} taken "
            f"out, {len(result.missing)} without translation"
        )
        for message in result.removed:
            print(f"  taken out: {message}")
        for message in result.missing:
            print(f"  to be translated: {message}")
    return 0


def _with_translation(entry: pofile.Entry, known: pofile.Entry | None) -> pofile.Entry:
    if known is None or len(known.strings) != len(entry.strings):
        return entry
    return replace(entry, strings=known.strings, fuzzy=known.fuzzy)


if __name__ == "__main__":
    sys.exit(main())
