"""What the vendor declares beside what was found in the package or observed in a test, where both are known.

Two kinds of contradiction are marked: data seen in traffic that the store label does not list, and a label that leaves
out a type of data which the package asks for. They move no level (docs/reach.md). The second is a difference and no
proof: being able to reach something is not the same as collecting it, and label and package may be of different dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.facts import FactId, PartialDate
from core.reach.model import ReachFact, Topic
from core.risk.label_words import said
from core.risk.model import RiskCard
from core.texts.phrase import Argument, Phrase, phrase

_Known = tuple[ReachFact, FactId]

_ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    "Location": ("ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "ACCESS_BACKGROUND_LOCATION"),
    "Contacts": ("READ_CONTACTS",),
    "SMS or MMS": ("READ_SMS", "RECEIVE_SMS", "SEND_SMS", "RECEIVE_MMS"),
}
"""Types of data in a store label that one permission of Android stands for, with the names that open them."""
_PREFIX = "android.permission."
_EARLIEST = PartialDate.parse("0001")


@dataclass(frozen=True, slots=True)
class Contrast:
    """One subject, with both sides."""

    subject: Argument
    declared: tuple[Phrase, ...]
    """What the vendor says about it."""
    found: tuple[Phrase, ...]
    """What the package or a test shows."""
    declared_by: tuple[FactId, ...]
    found_by: tuple[FactId, ...]
    differs: bool
    """Whether the rules mark it: the label leaves out what was found."""


def contrasts(card: RiskCard) -> tuple[Contrast, ...]:
    """Every subject of which both sides are known, those that differ first."""
    known = [(fact, fact_id) for fact, fact_id in card.other_reach if fact.verified.is_checked]
    rows = [*_sent(known), *_asked(card, known), *_receivers(card, known)]
    return tuple(sorted(rows, key=lambda row: not row.differs))


def _sent(known: Iterable[_Known]) -> Iterator[Contrast]:
    """Data seen in traffic although the label does not list it."""
    known = tuple(known)
    for fact, fact_id in known:
        if fact.topic is Topic.LABEL_CONTRADICTION:
            label = _label_of(fact, known)
            for kind in _words(fact, "sent_but_not_declared"):
                seen = (phrase("Seen in traffic."),)
                yield Contrast(said(kind), (_NOT_LISTED,), seen, (label or fact_id,), (fact_id,), differs=True)


def _label_of(fact: ReachFact, known: Iterable[_Known]) -> FactId | None:
    """The label that the same study held against the traffic."""
    return next((i for f, i in known if f.topic is Topic.LABEL_TYPES and f.source == fact.source), None)


def _asked(card: RiskCard, known: Iterable[_Known]) -> Iterator[Contrast]:
    """Types of data in the newest label, beside what the package asks for."""
    label, reading = _newest_label(known), card.reading.fact
    by = next((shown.fact for shown in card.abilities), None)
    if label is None or reading is None or reading.topic is not Topic.PERMISSIONS or by is None:
        return
    asked = {name.removeprefix(_PREFIX) for name in reading.names}
    for kind, names in _ASKED_FOR.items():
        listed = kind in _words(label[0], "declared")
        if not listed and kind not in _words(label[0], "not_declared"):
            continue
        asks = not asked.isdisjoint(names)
        yield Contrast(
            said(kind),
            (_LISTED if listed else _NOT_LISTED,),
            (phrase("The package asks for it.") if asks else phrase("The package does not ask for it."),),
            (label[1],),
            (by,),
            differs=asks and not listed,
        )


def _newest_label(known: Iterable[_Known]) -> _Known | None:
    """The newest label whose types were checked one by one."""
    labels = [pair for pair in known if pair[0].topic is Topic.LABEL_TYPES and "not_declared" in pair[0].value]
    return max(labels, key=lambda pair: (pair[0].date or _EARLIEST).last, default=None)


def _receivers(card: RiskCard, known: Iterable[_Known]) -> Iterator[Contrast]:
    """Where data goes by the policy, beside whose code stands in the package and who was seen to receive data."""
    told = tuple(fact_id for fact, fact_id in known if fact.topic is Topic.TRANSFER_DESTINATIONS)
    seen = tuple(fact_id for fact, fact_id in known if fact.topic in (Topic.THIRD_PARTY_CODE, Topic.TRAFFIC))
    if told and seen:
        said_so, shown = (tuple(card.fact(fact_id).statement for fact_id in ids) for ids in (told, seen))
        yield Contrast(phrase("where data goes"), said_so, shown, told, seen, differs=False)


def _words(fact: ReachFact, key: str) -> tuple[str, ...]:
    found = fact.value.get(key)
    return tuple(str(word) for word in found) if isinstance(found, (list, tuple)) else ()


_LISTED = phrase("The store label lists it.")
_NOT_LISTED = phrase("The store label does not list it.")
