"""`appvett compare A B [C D]`: what apps have in common, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.commands import as_json, layout
from core.commands.page import INDENT, Page, situation_text
from core.commands.parsing import Arguments
from core.commands.refusals import unknown_app
from core.commands.resolve import resolve
from core.commands.session import Reply, Session
from core.commands.situation import situation_of
from core.errors import UsageError
from core.risk.compare import Aspect, Comparison, compare
from core.texts import outside
from core.texts.phrase import Phrase, as_phrase, phrase
from core.texts.words import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.catalogue.search import Search
    from core.catalogue.store import CatalogueStore
    from core.facts import AppId
    from core.risk.model import RiskCard

_LABEL = 20
"""Columns of the names of aspects."""


def run(session: Session, arguments: Arguments) -> Reply:
    """Compare two to four apps of the catalogue in one situation.

    Raises:
        UnknownApp: one of them is not in the catalogue.
        AmbiguousApp: a name fits several apps equally well.
        AppvettError: an option cannot be understood, or catalogue or rules cannot be used.
    """
    here, store = session.with_catalogue()
    situation = situation_of(arguments.values, here)
    desk = here.desk(store)
    search = here.search(store)
    apps = [_known(name, store, search) for name in arguments.operands]
    if len(set(apps)) != len(apps):
        raise UsageError(phrase("The same app stands there twice."), phrase("Name two to four different apps."))
    cards = [card for app in apps if (card := desk.card(app, situation, here.moment)) is not None]
    comparison = compare(cards)
    view = as_json.View(here.words, store.ownership_facts())
    return Reply(
        lambda: {
            "apps": [as_json.card_as_json(card, store.alternatives(card.app), view) for card in cards],
            **_comparison_as_json(comparison, here),
        },
        lambda: _text(cards, comparison, Page(here.words, here.out)),
    )


def _known(name: str, store: CatalogueStore, search: Search) -> AppId:
    app = resolve(name, store, search)
    if app is None:
        raise unknown_app(name)
    return app.id


def _comparison_as_json(comparison: Comparison, session: Session) -> as_json.Json:
    words = session.words
    return {
        "same": [
            {"aspect": aspect.key, "value": aspect.values[0].key, "rule": ", ".join(aspect.rules)}
            for aspect in comparison.same
        ],
        "different": [
            {
                "aspect": aspect.key,
                "values": {app: value.key for app, value in zip(comparison.apps, aspect.values, strict=True)},
                "rule": ", ".join(aspect.rules),
                "rules": {app: value.rule for app, value in zip(comparison.apps, aspect.values, strict=True)},
            }
            for aspect in comparison.different
        ],
        "sentences": [words.say(sentence) for sentence in comparison.sentences],
    }


def _text(cards: Sequence[RiskCard], comparison: Comparison, page: Page) -> str:
    column = (page.width - INDENT - _LABEL) // len(cards) - 2
    widths = (_LABEL, *[column] * len(cards))
    head = ["", *(outside.name(card.app.name) for card in cards)]
    sections = [
        [line for sentence in comparison.sentences for line in page.paragraph(sentence, indent=0)],
        [
            page.heading(phrase("Where they differ")),
            *layout.table([head, *(_row(aspect, page) for aspect in comparison.different)], widths, INDENT),
        ],
    ]
    if comparison.same:
        rows = [(_label(aspect, page), _shared(aspect, page)) for aspect in comparison.same]
        sections.append([page.heading(phrase("The same for all")), *layout.pairs(rows, page.width, INDENT)])
    sections.append(page.paragraph(situation_text(cards[0].situation, page), indent=0))
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _row(aspect: Aspect, page: Page) -> list[str]:
    cells = []
    for value in aspect.values:
        said = as_phrase(value.text)
        text: Phrase = phrase("{value} ({rule})", value=said, rule=value.rule) if value.rule else said
        cells.append(page.words.say(text))
    return [_label(aspect, page), *cells]


def _shared(aspect: Aspect, page: Page) -> str:
    """The value that all have; where it is said in several ways, for example with dates, each of them."""
    return "; ".join(dict.fromkeys(page.words.show(value.text) for value in aspect.values))


def _label(aspect: Aspect, page: Page) -> str:
    return capitalised(page.words.say(aspect.label))
