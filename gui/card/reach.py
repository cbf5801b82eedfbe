"""What the app can reach, in plain words and for one's own role; and what is only declared or observed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.catalogue.model import EntryKind
from core.reach.classes import Basis
from core.risk.model import AbilityShown
from core.risk.roles import for_role
from core.texts.phrase import Argument, Term, phrase, plural
from gui.card.context import CardContext
from gui.card.sections import Section
from gui.theme.metrics import TextStyle
from gui.widgets.boxes import column
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold
from gui.widgets.plain_label import PlainLabel

_FIRST = 6
"""Abilities that are shown before the rest is folded."""


def reach_card(context: CardContext) -> Section:
    """The abilities of the variant that was read, each with a sentence."""
    card, parts = context.card, list[QWidget]()
    reading = card.reading.fact
    if reading is not None:
        parts.append(PlainLabel(_read_when(context), TextStyle.SMALL, subtle=True))
    elif card.app.kind is EntryKind.DOSSIER:
        parts += _not_read(context)
    if card.abilities:
        parts.append(_abilities(context, card.abilities[:_FIRST]))
    if rest := card.abilities[_FIRST:]:
        more = plural("{count} more ability", "{count} more abilities", count=len(rest))
        parts.append(Fold(context.say(more), lambda: _abilities(context, rest)))
    if reading is not None and not card.abilities:
        parts.append(PlainLabel(context.say(phrase("It asks for none of the abilities we look for."))))
    if card.other_reach:
        parts.append(_declared(context))
    return Section(context.say(phrase("What it can reach")), parts)


def _not_read(context: CardContext) -> list[QWidget]:
    """What is not known, why, and what would help."""
    if context.card.reading.basis is Basis.PLATFORM:
        caption = context.card.vulnerability.caption[:1] if context.card.vulnerability else ()
        return [PlainLabel(context.say(sentence)) for sentence in caption]
    return [
        PlainLabel(context.say(phrase("Not known: the package of this edition has not been read."))),
        PlainLabel(context.say(phrase("An inspection of the package would tell.")), TextStyle.SMALL, subtle=True),
    ]


def _abilities(context: CardContext, abilities: Sequence[AbilityShown]) -> QWidget:
    """Each with what it means, and with what it means for one's own role."""
    return column(*(_ability(context, shown) for shown in abilities), gap=10)


def _ability(context: CardContext, shown: AbilityShown) -> QWidget:
    label, meaning = (context.term(f"abilities.{shown.ability}.{part}") for part in ("label", "help"))
    widget = column(PlainLabel(label, TextStyle.STRONG), PlainLabel(meaning, TextStyle.SMALL, subtle=True), gap=0)
    if (own := for_role(shown.ability, context.card.situation.role)) is not None:
        widget.rows.addWidget(PlainLabel(context.say(own), TextStyle.SMALL))
    return widget


def _read_when(context: CardContext) -> str:
    reading = context.card.reading.fact
    version: Argument = reading.version if reading and reading.version else phrase("version not told")
    platform: Argument = (
        Term(f"platforms.{reading.platform}.label") if reading and reading.platform else phrase("platform not told")
    )
    if reading is None or reading.date is None:
        return context.say(phrase("Read in the package: {platform}, {version}.", platform=platform, version=version))
    return context.say(
        phrase(
            "Read in the package on {date}: {platform}, {version}.",
            date=reading.date,
            platform=platform,
            version=version,
        )
    )


def _declared(context: CardContext) -> Fold:
    facts = [context.card.fact(fact_id) for _, fact_id in context.card.other_reach]
    title = phrase(
        "{group} ({number})", group=phrase("Declared by the vendor, and other observations"), number=len(facts)
    )
    return Fold(context.say(title), lambda: fact_list(facts, context.words, context.wishes))
