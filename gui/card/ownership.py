"""Who stands behind the app, from the company that serves Norway upwards, and which states can reach them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.facts import CompanyId, CountryCode
from core.jurisdiction.chain import ChainLink, Exposure, named_by
from core.jurisdiction.model import Company
from core.risk.statements import stake_statement
from core.rules.levels import Level, Link
from core.texts import outside
from core.texts.phrase import Argument, Phrase, Term, phrase
from gui import wording
from gui.card.context import CardContext
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone, tokens_of
from gui.widgets.boxes import bullets, column
from gui.widgets.boxes import card as titled_card
from gui.widgets.chips import Chip
from gui.widgets.facts import fact_list
from gui.widgets.fold import Fold
from gui.widgets.layouts import Columns, Flow
from gui.widgets.panel import Panel, ToneBox
from gui.widgets.plain_label import PlainLabel


def ownership_card(context: CardContext) -> Panel:
    """Chain, states, disputes, and what is not known."""
    parts: list[QWidget] = [_chain(context)]
    if exposures := _exposures(context):
        parts.append(exposures)
    if disputes := _disputes(context):
        parts.append(disputes)
    if gaps := _gaps(context):
        parts.append(bullets(gaps, TextStyle.SMALL))
    if context.card.ownership.former:
        parts.append(_former(context))
    return titled_card(context.say(phrase("Who owns it?")), *parts)


# ---- the chain ------------------------------------------------------------------------------------------------------


class _Rail(QWidget):
    """A diamond at a company, a line beside what leads to the next one. Only an ornament."""

    def __init__(self, *, is_company: bool) -> None:
        super().__init__()
        self._is_company = is_company
        self.setFixedWidth(18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the diamond or the line."""
        painter, tokens = QPainter(self), tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_company:
            painter.setPen(QPen(QColor(tokens.edge), 2))
            painter.drawLine(QPointF(7, 1), QPointF(7, self.height() - 1))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.subtle))
        painter.drawPolygon(QPolygonF([QPointF(7, 5), QPointF(13, 11), QPointF(7, 17), QPointF(1, 11)]))


def _chain(context: CardContext) -> QWidget:
    owned = context.card.ownership
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    if owned.company is None:
        layout.addWidget(PlainLabel(context.say(phrase("Nobody has recorded who runs the app."))))
        return widget
    for company_id in owned.companies:
        company = context.shelf.owners.companies.get(company_id)
        if company is None:
            continue
        layout.addLayout(_railed(_company(context, company), is_company=True))
        for link in (link for link in owned.links if link.company == company_id):
            layout.addLayout(_railed(_link(context, company, link), is_company=False))
    return widget


def _railed(content: QWidget, *, is_company: bool) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(_Rail(is_company=is_company))
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


def _link(context: CardContext, company: Company, link: ChainLink) -> QWidget:
    words = [context.say(stake_statement(company, link.stake, context.shelf.owners))]
    if link.stake.since is not None:
        words.append(context.say(phrase("Since {date}.", date=link.stake.since)))
    if link.strength is Link.WEAK:
        words.append(context.say(phrase("A part only, no control.")))
    words.append(context.term(f"verification.{link.stake.verified.value}.label") + ".")
    label = PlainLabel(" ".join(words), TextStyle.SMALL, subtle=True)
    label.setContentsMargins(0, 0, 0, 0)
    return label


# ---- states ---------------------------------------------------------------------------------------------------------


def _exposures(context: CardContext) -> QWidget | None:
    """Each state that can reach somebody on the chain, the strongest tie first."""
    exposures = context.card.ownership.exposures
    if not exposures:
        return None
    by_country: dict[CountryCode, list[Exposure]] = {}
    for exposure in sorted(exposures, key=lambda exposure: -exposure.strength.rank):
        by_country.setdefault(exposure.country, []).append(exposure)
    parts = [_country(context, code, found) for code, found in by_country.items()]
    return column(PlainLabel(context.say(phrase("States that can reach them")), TextStyle.STRONG), *parts, gap=8)


def _country(context: CardContext, code: CountryCode, found: list[Exposure]) -> QWidget:
    head = Flow(gap=8, line_gap=2)
    head.addWidget(PlainLabel(context.term(f"countries.{code}"), TextStyle.CONTROL, wrap=False))
    strongest = max(found, key=lambda exposure: exposure.strength.rank)
    tone = Tone.WARNING if _is_grave(context, code) else Tone.NEUTRAL
    head.addWidget(Chip(context.term(f"link_strength.{strongest.strength.value}.label"), tone))
    if any(exposure.contested for exposure in found):
        head.addWidget(Chip(context.term("fact_kinds.contested.label"), Tone.WARNING))
    if not any(exposure.checked for exposure in found):
        head.addWidget(Chip(context.term("verification.no.label"), dashed=True))
    lines = [
        context.say(phrase("Through {company}: {ways}.", company=company, ways=ways))
        for company, ways in _ways(context, found)
    ]
    lines += _laws(context, strongest)
    lines += _named(context, code)
    return column(head, *(PlainLabel(line, TextStyle.SMALL, subtle=True) for line in lines), gap=2)


def _is_grave(context: CardContext, code: CountryCode) -> bool:
    """Whether this state gives a threat level above moderate."""
    threat = context.card.threat
    if threat is None or code not in context.card.headline_countries:
        return False
    return threat.shown in (Level.HIGH, Level.VERY_HIGH)


def _ways(context: CardContext, found: Iterable[Exposure]) -> list[tuple[str, Argument]]:
    companies = context.shelf.owners.companies
    by_company: dict[CompanyId, list[Argument]] = {}
    for exposure in found:
        way = wording.exposure(exposure.kind)
        ways = by_company.setdefault(exposure.company, [])
        if way not in ways:
            ways.append(way)
    return [(wording.short_company(companies[company].legal_name), tuple(ways)) for company, ways in by_company.items()]


def _laws(context: CardContext, exposure: Exposure) -> list[str]:
    if not exposure.laws:
        return [context.say(phrase("Its laws have not been read."))]
    names: Argument = tuple(Term(f"laws.{law}.name") for law in exposure.laws[:3])
    more = len(exposure.laws) - 3
    if more > 0:
        return [context.say(phrase("Laws: {laws} and {more} more.", laws=names, more=more))]
    return [context.say(phrase("Laws: {laws}.", laws=names))]


def _named(context: CardContext, code: CountryCode) -> list[str]:
    country = context.shelf.owners.countries.get(code)
    counted = [mention for mention in named_by(country, context.shelf.owners) if mention.counts] if country else []
    if not counted:
        return []
    services: Argument = tuple(Term(f"threat.by.{by}") for by in dict.fromkeys(mention.by for mention in counted))
    year = max(mention.year for mention in counted)
    return [context.say(phrase("Named as a threat actor by {services}, last in {year}.", services=services, year=year))]


# ---- disputes and gaps ----------------------------------------------------------------------------------------------


def _disputes(context: CardContext) -> QWidget | None:
    """Contested claims, each with both sides as they were noted."""
    contested = [fact for fact in context.card.facts if fact.contested]
    if not contested:
        return None
    box = ToneBox(Tone.WARNING)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(18, 12, 14, 14)
    layout.setSpacing(8)
    title = phrase("Contested: both sides are shown, and the stricter one counts as a weak tie")
    layout.addWidget(PlainLabel(context.say(title), TextStyle.STRONG))
    for fact in contested:
        sides = Columns(gap=16, narrowest=460)
        sides.addWidget(fact_list([fact], context.words, context.wishes))
        if fact.note:
            sides.addWidget(
                column(
                    PlainLabel(context.say(phrase("What is said on each side (noted in English)")), TextStyle.CAPTION),
                    PlainLabel(fact.note, TextStyle.SMALL),
                    gap=2,
                )
            )
        layout.addLayout(sides)
    return box


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
