"""What differs between two catalogues, in words: field by field for reviewers of facts, and counted for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.catalogue.store import CatalogueStore
from core.errors import Reporter, Silent
from core.releases.entries import Entry, Subject, Usual, changed_entries
from core.releases.laid_out import laid_out
from core.texts.phrase import Phrase, phrase, plural


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference."""

    subject: Subject
    id: str
    """Id of the entry: an app, a company, a country code, ...; for reach, the app's. Empty: of many listings at once,
    that differ in no more than how widely they are used, or in the dates of their names."""
    name: str
    """Name of the entry, as people know it."""
    words: Phrase
    """What differs."""
    is_listing: bool = False
    """Of an app that nobody has assessed."""


def diff(old: CatalogueStore, new: CatalogueStore, reporter: Reporter | None = None) -> tuple[Difference, ...]:
    """All that `differences` gives.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    return tuple(differences(old, new, reporter))


def differences(old: CatalogueStore, new: CatalogueStore, reporter: Reporter | None = None) -> Iterator[Difference]:
    """Everything that differs, by subject in the order of `Subject`, then by id, then by field.

    Neither catalogue is read into memory, however many listings it holds.

    Args:
        old: a catalogue.
        new: another one.
        reporter: told how far the work has come; None: nobody listens.

    Raises:
        CatalogueDamaged: one of the two cannot be read.
        Cancelled: the reporter asked to stop.
    """
    for entry in changed_entries(old, new, reporter or Silent()):
        if isinstance(entry, Usual):
            yield Difference(Subject.APP, "", "", _usual(entry.count), is_listing=True)
        else:
            for words in told(entry):
                yield Difference(entry.subject, entry.id, entry.name, words, entry.is_listing)


def told(entry: Entry) -> Iterator[Phrase]:
    """What differs in one entry, field by field; nothing where its values are equal."""
    if entry.old is None:
        yield phrase("was added")
    elif entry.new is None:
        yield phrase("was removed")
    elif entry.old != entry.new:
        yield from _compare_fields(laid_out(entry.old), laid_out(entry.new))


def _compare_fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Phrase]:
    for name in [*after, *(name for name in before if name not in after)]:
        if name not in before:
            yield phrase("{field}: added, “{new}”", field=name, new=after[name])
        elif name not in after:
            yield phrase("{field}: removed, was “{old}”", field=name, old=before[name])
        elif before[name] != after[name]:
            yield phrase("{field}: “{old}” became “{new}”", field=name, old=before[name], new=after[name])


def _usual(count: int) -> Phrase:
    return plural(
        "{count} listing differs only in how widely it is used, or in the dates of its names.",
        "{count} listings differ only in how widely they are used, or in the dates of their names.",
        count=count,
    )


# ---- counted --------------------------------------------------------------------------------------------------------

_WORDS: Mapping[Subject, str] = {
    Subject.APP: "apps",
    Subject.REACH: "apps",
    Subject.COMPANY: "owners",
    Subject.GUIDANCE: "guidance",
    Subject.INCIDENT: "incidents",
    Subject.COUNTRY: "countries",
    Subject.ABILITY: "words",
    Subject.WORD: "words",
}
"""What each subject is counted as; a catalogue's own number and date are not."""
_ORDER = tuple(dict.fromkeys(_WORDS.values()))


def count_changes(found: Iterable[Difference]) -> tuple[tuple[str, int], ...]:
    """How many entries differ, by kind; each once, however much of it differs.

    An app and what it can reach are one entry. Listings that are only counted are left out.

    Args:
        found: differences, in the order of `differences`; taken one by one.

    Returns:
        (word, number) pairs: apps, owners, guidance, incidents, countries, words; those that are 0 are left out.
    """
    counts: Counter[str] = Counter()
    dossiers: set[str] = set()
    last: tuple[Subject, str] | None = None
    for one in found:
        this = (one.subject, one.id)
        word = _WORDS.get(one.subject)
        # A listing has nothing that it could reach: its id need not be remembered.
        if word is None or not one.id or this == last or (one.subject is Subject.REACH and one.id in dossiers):
            continue
        last = this
        counts[word] += 1
        if one.subject is Subject.APP and not one.is_listing:
            dossiers.add(one.id)
    return tuple((word, counts[word]) for word in _ORDER if counts[word])


def changes_in_words(counts: Iterable[tuple[str, int]], since: int) -> Phrase:
    """The counts in one sentence.

    Args:
        counts: (word, number) pairs, as `count_changes` gives them; words that are not known are passed over.
        since: version of the earlier catalogue.
    """
    known = [(word, count) for word, count in counts if word in _COUNTED and count > 0]
    if not known:
        return phrase("No app, owner, guidance or incident differs from version {version}.", version=since)
    return plural(
        "{changes} differs from version {version}.",
        "{changes} differ from version {version}.",
        count=sum(count for word, count in known),
        changes=tuple(counted_in_words(known)),
        version=since,
    )


def counted_in_words(counts: Iterable[tuple[str, int]]) -> tuple[Phrase, ...]:
    """Each of the counts in words: "38 apps"."""
    return tuple(_COUNTED[word](count) for word, count in counts if word in _COUNTED and count > 0)


_COUNTED: Mapping[str, Callable[[int], Phrase]] = {
    "apps": lambda count: plural("{count} app", "{count} apps", count=count),
    "owners": lambda count: plural("{count} owner", "{count} owners", count=count),
    "guidance": lambda count: plural("{count} piece of guidance", "{count} pieces of guidance", count=count),
    "incidents": lambda count: plural("{count} incident", "{count} incidents", count=count),
    "countries": lambda count: plural("{count} country", "{count} countries", count=count),
    "words": lambda count: plural("{count} wording", "{count} wordings", count=count),
}
