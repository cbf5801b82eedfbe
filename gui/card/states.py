"""Which states can reach somebody on the chain, through whom, by what, and who has named them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from core.facts import CompanyId, CountryCode
from core.jurisdiction.chain import Exposure, named_by
from core.texts.phrase import Argument, Term, phrase
from gui import wording
from gui.card.chain import is_grave
from gui.card.context import CardContext
from gui.theme.metrics import TextStyle
from gui.theme.palette import Tone
from gui.widgets.boxes import column
from gui.widgets.chips import Chip
from gui.widgets.fold import Fold
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel


def states(context: CardContext) -> list[QWidget]:
    """Each state with its ties, the strongest first, folded: those that count most stand at the end of the chain."""
    by_country: dict[CountryCode, list[Exposure]] = {}
    for exposure in sorted(context.card.ownership.exposures, key=lambda exposure: -exposure.strength.rank):
        by_country.setdefault(exposure.country, []).append(exposure)
    if not by_country:
        return []
    title = phrase("{group} ({number})", group=phrase("All states that can reach them"), number=len(by_country))

    def make() -> QWidget:
        return column(*(_country(context, code, found) for code, found in by_country.items()), gap=12)

    return [Fold(context.say(title), make)]


def _country(context: CardContext, code: CountryCode, found: list[Exposure]) -> QWidget:
    head = Flow(gap=8, line_gap=2)
    head.addWidget(PlainLabel(context.term(f"countries.{code}"), TextStyle.CONTROL, wrap=False))
    strongest = max(found, key=lambda exposure: exposure.strength.rank)
    tone = Tone.WARNING if is_grave(context, code) else Tone.NEUTRAL
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
