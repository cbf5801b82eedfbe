"""The chain of owners in text: a diamond for each company, a line with the relation, at the end the states."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.facts import CountryCode
from core.jurisdiction.chain import ChainLink, Exposure, counts_as
from core.jurisdiction.model import Company, Control, LawStatus, Stake, StakeStatus
from core.risk.statements import share_words, stake_statement
from core.rules.levels import Answer, Level, Link
from core.texts import outside
from core.texts.phrase import Argument, Phrase, Term, phrase
from gui.card.context import CardContext
from gui.theme.icons import draw_answer
from gui.theme.metrics import TextStyle, scaled
from gui.theme.palette import tokens_of
from gui.widgets.boxes import column
from gui.widgets.plain_label import PlainLabel
from gui.wording import short_company

_RAIL = 18
_CENTRE = 7


class _Sign(QWidget):
    """What stands before a line of the chain: a diamond, a line, or the shape of a state. Only an ornament."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedWidth(_RAIL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, in the middle of the first line of text."""
        painter, tokens = QPainter(self), tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = scaled(22) / 2
        if self._kind == "link":
            painter.setPen(QPen(QColor(tokens.edge), 2))
            painter.drawLine(QPointF(_CENTRE, 1), QPointF(_CENTRE, self.height() - 1))
        elif self._kind == "grave":
            draw_answer(painter, Answer.ADVISED_AGAINST, QRectF(0, middle - 7, 14, 14), tokens)
        else:
            painter.setPen(QPen(QColor(tokens.subtle), 1.5))
            painter.setBrush(QColor(tokens.subtle) if self._kind == "company" else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([QPointF(_CENTRE + x, middle + y) for x, y in _SHAPES[self._kind]]))


_SHAPES: dict[str, list[tuple[float, float]]] = {
    "company": [(0, -6), (6, 0), (0, 6), (-6, 0)],
    "state": [(-2.5, -6), (2.5, -6), (6, -2.5), (6, 2.5), (2.5, 6), (-2.5, 6), (-6, 2.5), (-6, -2.5)],
}
"""A diamond and an octagon, around their middle."""


def chain(context: CardContext) -> QWidget:
    """From the company that serves Norway up to the states that can compel somebody on the way."""
    owned = context.card.ownership
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    if owned.company is None:
        layout.addWidget(PlainLabel(context.say(phrase("Not known: nobody has recorded who runs the app."))))
        help_text = phrase("A source on which company runs it for Norway would tell.")
        layout.addWidget(PlainLabel(context.say(help_text), TextStyle.SMALL, subtle=True))
        return widget
    known = [company for code in owned.companies if (company := context.shelf.owners.companies.get(code))]
    for place, company in enumerate(known):
        layout.addLayout(_line(_company(context, company), "company"))
        above = known[place + 1].id if place + 1 < len(known) else None
        for link in (link for link in owned.links if link.company == company.id):
            is_next = above is not None and link.stake.holder == above
            layout.addLayout(_line(_link(context, company, link, is_next=is_next), "link"))
    for part in _ends(context):
        layout.addLayout(part)
    return widget


def _line(content: QWidget, kind: str) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(_Sign(kind))
    layout.addWidget(content, 1)
    return layout


def _company(context: CardContext, company: Company) -> QWidget:
    return column(
        PlainLabel(outside.name(company.legal_name), TextStyle.STRONG),
        PlainLabel(context.say(_place(company)), TextStyle.SMALL, subtle=True),
        gap=0,
    )


def _place(company: Company) -> Phrase:
    seat, registered = company.seat, company.incorporation
    if seat and registered and seat != registered:
        return phrase(
            "{registered}, led from {seat}", registered=Term(f"countries.{registered}"), seat=Term(f"countries.{seat}")
        )
    if code := seat or registered:
        return phrase("{country}", country=Term(f"countries.{code}"))
    return phrase("seat not known")


def _link(context: CardContext, company: Company, link: ChainLink, *, is_next: bool) -> QWidget:
    """The relation in a few words where the holder stands right below, else in a whole sentence."""
    marks: list[Argument] = [Term(f"verification.{link.stake.verified.value}.label")]
    if link.stake.since is not None:
        marks.append(phrase("since {date}", date=link.stake.since))
    if link.strength is Link.WEAK:
        marks.append(phrase("a part only, no control"))
    # The relation stands last where the holder's name follows on the next line.
    words = [*marks, relation(link.stake)] if is_next else [_whole(context, company, link), *marks]
    return PlainLabel(" · ".join(context.words.show(word).rstrip(".") for word in words), TextStyle.SMALL, subtle=True)


def _whole(context: CardContext, company: Company, link: ChainLink) -> Phrase:
    return stake_statement(company, link.stake, context.shelf.owners)


def relation(stake: Stake) -> Phrase:
    """How a company is tied to its holder, read downwards: "owned 100 per cent by"."""
    if stake.status is StakeStatus.DISPUTED:
        return phrase("said to be held by (disputed)")
    if stake.status is not StakeStatus.CURRENT:
        return phrase("to be taken over by (whether it has happened was not read)")
    share = share_words(stake)
    if stake.control is Control.CONTROL:
        return phrase("owned {share} per cent by", share=share) if share is not None else phrase("controlled by")
    if stake.control is Control.UNKNOWN:
        return phrase("held in part, how much it decides is not known, by")
    return phrase("held {share} per cent by", share=share) if share is not None else phrase("held in part by")


def _ends(context: CardContext) -> list[QHBoxLayout]:
    """The states of the worst exposure; a contested claim of equal level stands beside, never alone."""
    found: list[QHBoxLayout] = []
    for code in context.card.headline_countries:
        exposures = [exposure for exposure in context.card.ownership.exposures if exposure.country == code]
        if not exposures:
            continue
        exposure = max(exposures, key=lambda one: (one.strength.rank, not one.contested))
        told = PlainLabel(_reached(context, exposure), TextStyle.SMALL, subtle=True)
        found.append(_line(told, "link"))
        found.append(_line(_state(context, exposure), "grave" if is_grave(context, code) else "state"))
    return found


def _reached(context: CardContext, exposure: Exposure) -> str:
    """How the state reaches somebody; with the name, where that is not the company right above."""
    words = context.words.say(_tie(exposure))
    companies = context.card.ownership.companies
    if not companies or exposure.company == companies[-1]:
        return words
    name = short_company(context.shelf.owners.companies[exposure.company].legal_name)
    return context.words.say(phrase("{company}: {tie}", company=name, tie=words))


def _tie(exposure: Exposure) -> Phrase:
    if exposure.contested:
        return phrase("claimed to be within reach of (contested)")
    if exposure.strength is Link.WEAK:
        return phrase("has a weak tie to")
    return phrase("can be compelled by") if exposure.laws else phrase("within reach of")


def _state(context: CardContext, exposure: Exposure) -> QWidget:
    name = PlainLabel(context.term(f"countries.{exposure.country}"), TextStyle.STRONG)
    law = _law(context, exposure)
    words = context.say(law) if law else context.say(phrase("Its laws have not been read."))
    return column(name, PlainLabel(words, TextStyle.SMALL, subtle=True), gap=0)


def _law(context: CardContext, exposure: Exposure) -> Phrase | None:
    """The law to name: the first that stands; one that has lapsed only where there is no other."""
    owners = context.shelf.owners
    country = owners.countries[exposure.country]
    laws = [law for place in (country, counts_as(country, owners)) for law in place.laws if law.id in exposure.laws]
    laws.sort(key=lambda law: law.status is LawStatus.LAPSED)
    return phrase("{law} ({year})", law=laws[0].name, year=laws[0].year) if laws else None


def is_grave(context: CardContext, code: CountryCode) -> bool:
    """Whether this state gives a threat level above moderate."""
    threat = context.card.threat
    if threat is None or code not in context.card.headline_countries:
        return False
    return threat.shown in (Level.HIGH, Level.VERY_HIGH)
