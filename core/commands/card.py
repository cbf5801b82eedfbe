"""`appvett card APP`: the whole answer for one app in one situation."""

from __future__ import annotations

from core.commands import as_json
from core.commands.as_text import card_text
from core.commands.page import Page
from core.commands.parsing import Arguments
from core.commands.refusals import NotYet
from core.commands.resolve import resolve
from core.commands.session import Reply, Session
from core.commands.situation import situation_of


def run(session: Session, arguments: Arguments) -> Reply:
    """Look up the app, judge it, and show the card. An app that nobody knows has a card too: not assessed.

    Raises:
        AmbiguousApp: the name fits several apps equally well.
        AppvettError: an option cannot be understood, or catalogue or rules cannot be used.
    """
    if "pdf" in arguments.values:
        raise NotYet("card --pdf")
    here, store = session.with_catalogue()
    name = " ".join(arguments.operands)
    situation = situation_of(arguments.values, here)
    desk = here.desk(store)
    app = resolve(name, store, here.search(store))
    card = desk.card(app.id, situation, here.moment) if app else None
    if card is None:
        card = desk.unknown(name, situation, here.moment)
    alternatives = store.alternatives(card.app)
    owners = store.ownership_facts()
    return Reply(
        lambda: as_json.card_as_json(card, alternatives, as_json.View(here.words, owners)),
        lambda: card_text(card, alternatives, owners, desk.rules, Page(here.words, here.out)),
    )
