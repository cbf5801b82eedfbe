"""Checks that everything the program says can be said in all languages: `python -m core.texts.check`.

Fails on a sentence without translation, one that the source no longer has, one that a tool guessed, places
that differ, wrong plural forms, and calls whose sentence cannot be collected. Needs no network.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from core.texts import pofile, sources, translate
from core.texts.phrase import Language


def problems_of(entries: Iterable[pofile.Entry], collected: Iterable[pofile.Entry]) -> tuple[str, ...]:
    """What is wrong with one translation file, one line for each problem."""
    known = {entry.key: entry for entry in entries}
    wanted = {entry.key: entry for entry in collected}
    header = known.pop("", None)
    problems = [] if header and _has_plural_rule(header) else [f"the header lacks: {pofile.PLURAL_FORMS}"]
    problems += [f"missing: {entry.message}" for key, entry in wanted.items() if key not in known]
    for key, entry in known.items():
        if key not in wanted:
            problems.append(f"obsolete: {entry.message}")
        else:
            problems += [f"{problem}: {entry.message}" for problem in _entry_problems(entry, wanted[key])]
    return tuple(problems)


def check() -> tuple[str, ...]:
    """Everything that is wrong with the sentences in the source and their translations.

    Raises:
        SyntaxError: a source file is not Python.
    """
    collected = sources.collect()
    problems = list(collected.problems)
    for language in (Language.NB, Language.NN):
        try:
            entries = pofile.read(translate.path_of(language).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            problems.append(f"{language}: {translate.path_of(language).name} cannot be read: {error}")
            continue
        problems += [f"{language}: {problem}" for problem in problems_of(entries, collected.entries)]
    return tuple(problems)


def main() -> int:
    """Print what is wrong.

    Returns:
        The exit code: 0 nothing is, 1 something is.
    """
    problems = check()
    for problem in problems:
        print(problem)
    if problems:
        print(f"texts: {len(problems)} problems; `python3 dev.py texts` adds what is missing to the files")
    return 1 if problems else 0


def _has_plural_rule(header: pofile.Entry) -> bool:
    return pofile.PLURAL_FORMS in "".join(header.strings)


def _entry_problems(entry: pofile.Entry, wanted: pofile.Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "only guessed (fuzzy)"
    if entry.several != wanted.several or len(entry.strings) != len(wanted.strings):
        yield "wrong plural forms"
    elif not all(entry.strings):
        yield "not translated"
    else:
        yield from _place_problems(entry)


def _place_problems(entry: pofile.Entry) -> Iterator[str]:
    """Places that differ from the English text. The form for one may leave out `{count}`."""
    forms = (entry.message, entry.several) if entry.several else (entry.message,)
    for english, words in zip(forms, entry.strings, strict=True):
        wanted, given = sources.places(english), sources.places(words)
        if given - wanted - {"count"} or wanted - given - ({"count"} if entry.several else set()):
            yield f"places differ ({words})"
        if english.strip() == english and words.strip() != words:
            yield "spaces around the translation"


if __name__ == "__main__":
    sys.exit(main())
