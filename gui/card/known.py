"""What is known of an app that nobody has assessed, and what would help."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.texts import outside
from core.texts.phrase import Phrase, Term, phrase
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import bullets
from gui.widgets.plain_label import PlainLabel


def known_card(context: CardContext) -> Section:
    """Publisher, platforms, stores; what is not known; what would help."""
    parts: list[QWidget] = [bullets(context.say(sentence) for sentence in _known(context))]
    parts.append(PlainLabel(context.say(phrase("Not known")), TextStyle.STRONG))
    parts.append(bullets(context.say(sentence) for sentence in _NOT_KNOWN))
    parts.append(PlainLabel(context.say(phrase("What would help")), TextStyle.STRONG))
    parts.append(bullets(context.say(sentence) for sentence in _HELP))
    return Section(context.say(phrase("What is known")), parts)


def _known(context: CardContext) -> list[Phrase]:
    app, found = context.card.app, list[Phrase]()
    if not context.answered.is_known:
        name = outside.name(app.name)
        return [
            phrase("The catalogue holds no app of the name “{name}”.", name=name),
            phrase("It may be spelt in another way, or be known by another name."),
        ]
    if app.publisher:
        found.append(phrase("Published by {publisher}.", publisher=outside.name(app.publisher)))
    if app.platforms:
        names = tuple(Term(f"platforms.{platform.value}.label") for platform in app.platforms)
        found.append(phrase("Runs on: {platforms}.", platforms=names))
    if app.store_ids:
        ids = tuple(outside.name(store_id.text) for store_id in app.store_ids)
        found.append(phrase("Known in stores as: {ids}.", ids=ids))
    return found or [phrase("Only that the app exists.")]


_NOT_KNOWN = (
    phrase("Who owns it, and who can compel the owner."),
    phrase("What it can reach on the device."),
    phrase("Whether anything has been found about it. Not known is not the same as safe."),
)
_HELP = (
    phrase("An assessment: somebody reads sources on the owner and records them."),
    phrase("An inspection of the package: it tells what the app asks for."),
)
