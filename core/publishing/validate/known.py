"""What exists in the source folder, for checks that look beyond one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.publishing.reader import Value
from core.publishing.source import Source
from core.publishing.validate.shapes import records


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of everything that other files may name."""

    as_of: str
    """ISO date up to which facts were gathered; empty where catalogue.yaml does not tell."""
    apps: frozenset[str]
    companies: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    """Countries, and places that only have a name (EU)."""
    advice: frozenset[str]
    tasks: frozenset[str]
    traits: frozenset[str]
    categories: frozenset[str]
    """Categories of apps."""
    topics: frozenset[str]
    """Further words that guidance may name among its categories."""
    abilities: frozenset[str]
    sources: frozenset[str]
    """Short names of sources.yaml."""
    reach_sources: frozenset[str]
    words: frozenset[str]
    """Keys of the vocabulary, topics and all steps between included."""

    @property
    def year(self) -> int:
        """The year of `as_of`; 9999 where it is not known."""
        return int(self.as_of[:4]) if self.as_of[:4].isdigit() else 9999

    def words_below(self, topic: str) -> frozenset[str]:
        """The keys directly below a topic of the vocabulary."""
        prefix = f"{topic}."
        return frozenset(key.removeprefix(prefix) for key in self.words if key.startswith(prefix))


def known_of(source: Source) -> Known:
    """What exists in `source`; what has the wrong form is left out (and reported elsewhere)."""
    tasks, abilities = source.root("tasks"), source.root("abilities")
    as_of = source.root("catalogue").get("as_of")
    countries = source.ids("countries")
    words = frozenset(_word_keys(source))
    named = {key.split(".")[1] for key in words if key.startswith("countries.")}
    return Known(
        as_of=as_of if isinstance(as_of, str) else "",
        apps=source.ids("apps"),
        companies=source.ids("companies"),
        countries=countries,
        places=countries | named,
        advice=source.ids("guidance"),
        tasks=_ids(tasks.get("tasks")),
        traits=_ids(tasks.get("traits")),
        categories=_strings(tasks.get("categories")),
        topics=_strings(tasks.get("guidance_categories")),
        abilities=_ids(abilities.get("groups")) | _ids(abilities.get("data_groups")),
        sources=frozenset(source.root("sources")),
        reach_sources=frozenset(source.root("reach-sources")),
        words=words,
    )


def _ids(value: Value) -> frozenset[str]:
    return frozenset(record["id"] for _, record in records(value) if isinstance(record.get("id"), str))


def _strings(value: Value) -> frozenset[str]:
    return frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()


def _word_keys(source: Source) -> Iterator[str]:
    for document in source.entries("words").values():
        yield from _below("", document.root)


def _below(prefix: str, node: Value) -> Iterator[str]:
    if isinstance(node, dict):
        for key, inner in node.items():
            if key not in ("nb", "nn", "en"):
                yield f"{prefix}{key}"
                yield from _below(f"{prefix}{key}.", inner)
