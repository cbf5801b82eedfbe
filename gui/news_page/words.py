"""News in words: what each kind of line and group is called, and a list of them as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.facts import Kind, Verified
from core.sync.news_model import Backing, Group, KeptItem, Matter, NewsItem, ReleaseNews
from core.texts import outside
from core.texts.phrase import Argument, Phrase, Term, phrase, plural
from core.texts.words import Words, capitalised
from gui.theme.palette import Tone

NAME_LIMIT = 60
_NAMES = 3
"""Apps that a line names at its head."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of line is told apart: word, shape and tint."""

    word: Phrase
    picture: str
    tone: Tone


LOOKS: Mapping[Matter, Look] = {
    Matter.ANSWER: Look(phrase("Answer"), "news-answer", Tone.ACCENT),
    Matter.PRESENCE: Look(phrase("App"), "news-app", Tone.NEUTRAL),
    Matter.LEVEL: Look(phrase("Level"), "news-level", Tone.ACCENT),
    Matter.GUIDANCE: Look(phrase("Advice or rule"), "news-guidance", Tone.INFO),
    Matter.OWNER: Look(phrase("Owner"), "news-owner", Tone.NEUTRAL),
    Matter.INCIDENT: Look(phrase("Incident"), "warning", Tone.WARNING),
    Matter.REACH: Look(phrase("Reach"), "news-reach", Tone.NEUTRAL),
    Matter.FACTS: Look(phrase("Facts"), "news-facts", Tone.NEUTRAL),
    Matter.REST: Look(phrase("Number"), "news-facts", Tone.NEUTRAL),
}

GROUPS: Mapping[Group, Phrase] = {
    Group.FOLLOWED: phrase("Apps you follow"),
    Group.GUIDANCE: phrase("Advice and rules"),
    Group.OWNERS: phrase("Owners"),
    Group.INCIDENTS: phrase("Incidents"),
    Group.OTHER: phrase("Everything else"),
}


def whom(item: NewsItem) -> Phrase:
    """The apps that a line concerns, or whom else it is about."""
    names: tuple[Argument, ...] = tuple(outside.name(app.name, limit=NAME_LIMIT) for app in item.apps[:_NAMES])
    more = len(item.apps) - len(names) + item.more_apps
    if not names:
        names = (outside.name(item.about, limit=NAME_LIMIT),)
    if more:
        names = (*names, plural("{count} more app", "{count} more apps", count=more))
    return phrase("{names}", names=names)


def release(told: ReleaseNews) -> Phrase:
    """The catalogue that brought it."""
    return phrase("Catalogue of {date}", date=told.made.date())


def now(item: NewsItem) -> Phrase:
    """What holds now."""
    if item.new is None:
        return phrase("Now: not there any more")
    return phrase("Now: {fact}", fact=item.new)


def before(item: NewsItem) -> Phrase | None:
    """What held before; None: nothing is known of it."""
    return None if item.old is None else phrase("Before: {fact}", fact=item.old)


def facts(item: NewsItem, words: Words) -> list[str]:
    """What holds now, then what held before; without a "before" the fact stands alone."""
    if item.old is None and item.new is not None:
        return [capitalised(words.say(item.new))]
    return [words.say(one) for one in (now(item), before(item)) if one is not None]


def sentences(item: NewsItem, words: Words) -> list[str]:
    """What was, what is, and what that rests on."""
    rests_on = mark(item.backing, words)
    return [*facts(item, words), *([rests_on] if rests_on else [])]


def mark(backing: Backing | None, words: Words) -> str:
    """How it is known, whether its source was read, and what that is dated; empty where nothing is said of that."""
    if backing is None:
        return ""
    parts: list[Argument] = []
    if backing.kind is not Kind.NOT_RECORDED:
        parts.append(Term(f"fact_kinds.{backing.kind.value}.label"))
    if backing.verified is not None:
        parts.append(Term(f"verification.{backing.verified.value}.label"))
    if backing.contested:
        parts.append(Term("fact_kinds.contested.label"))
    if backing.date is not None:
        parts.append(backing.date)
    elif backing.verified is not None:
        parts.append(phrase("date of source not known"))
    return capitalised(" · ".join(map(words.show, parts)))


def is_unverified(item: NewsItem) -> bool:
    """Whether nobody has read the source of the new fact."""
    return item.backing is not None and item.backing.verified is Verified.NO


def as_text(groups: Iterable[tuple[Group, Sequence[KeptItem]]], words: Words) -> str:
    """The list as plain text, to be pasted elsewhere."""
    lines = [words.say(phrase("What's new")), ""]
    for group, kept in groups:
        lines.append(words.say(GROUPS[group]))
        for one in kept:
            lines += _lines(one, words)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _lines(kept: KeptItem, words: Words) -> list[str]:
    item, when = kept.item, words.say(release(kept.release))
    said = sentences(item, words)
    if item.matter is Matter.REST:
        return [f"- {when}: {' '.join(said)}"]
    head = f"- {words.say(LOOKS[item.matter].word)}: {words.say(whom(item))} ({when})"
    return [head, *(f"  {line}" for line in said), *(f"  {source}" for source in _sources(item))]


def _sources(item: NewsItem) -> tuple[str, ...]:
    return item.backing.sources[:1] if item.backing else ()
