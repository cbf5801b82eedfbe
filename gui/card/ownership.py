"""Who stands behind the app, from the company that serves Norway upwards, and which states can reach them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.texts.phrase import Term, phrase
from gui import wording
from gui.card.chain import chain
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.card.states import states
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import bullets
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold


def ownership_card(context: CardContext) -> Section:
    """Chain up to the state that can compel, other states, and what is not known."""
    parts: list[QWidget] = [chain(context)]
    parts += states(context)
    if gaps := _gaps(context):
        parts.append(bullets(gaps, TextStyle.SMALL))
    if context.card.ownership.former:
        parts.append(_former(context))
    return Section(context.say(phrase("Who owns it?")), parts)


def _gaps(context: CardContext) -> list[str]:
    """Places of mere registration, and what is not known."""
    owned, found = context.card.ownership, []
    if owned.holding_places:
        found.append(
            context.say(
                phrase(
                    "Only registered in: {places}. That alone gives no exposure.",
                    places=wording.names(owned.holding_places),
                )
            )
        )
    found += [
        context.say(
            phrase(
                "Ended: {kind}, {country}.",
                country=Term(f"countries.{presence.country}"),
                kind=Term(f"presence_kinds.{presence.kind.value}"),
            )
        )
        for presence in owned.ended
    ]
    if owned.unread_end is not None:
        company = context.shelf.owners.companies[owned.unread_end].legal_name
        found.append(context.say(phrase("Not known: who owns {company}.", company=company)))
    elif not owned.complete and owned.company is not None:
        found.append(context.say(phrase("Not known: the chain of owners to its end.")))
    return list(dict.fromkeys(found))


def _former(context: CardContext) -> Fold:
    facts = [fact for fact in context.card.facts if fact.subject == "former owner"]
    title = phrase("{group} ({number})", group=phrase("Former owners"), number=len(facts))
    return Fold(context.say(title), lambda: fact_list(facts, context.words, context.wishes))
