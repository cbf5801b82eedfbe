"""The owner in one line: who stands at the top of the chain of control, and from where they run it.

This is not the ownership headline. The headline names the country of the worst exposure, which may be an office or an
unverified claim; the owner is the last company that is known to control, with the country of its head office.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.facts import CompanyId, CountryCode
from core.jurisdiction.chain import Ownership
from core.jurisdiction.model import Company, OwnershipFacts
from core.rules.levels import Link


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is behind an app, as far as the chain tells."""

    company: Company | None = None
    """The last company in control; None: nobody is recorded."""
    country: CountryCode | None = None
    """Country of its head office, else of its registration; None: not known."""
    contested: tuple[CountryCode, ...] = ()
    """Countries that somebody claims and somebody concerned denies; shown beside, never instead."""

    @property
    def name(self) -> str:
        """Its legal name; empty where nobody is recorded."""
        return self.company.legal_name if self.company else ""


def owner_of(ownership: Ownership, facts: OwnershipFacts) -> Owner:
    """The owner at the top of a traced chain.

    A holder who is only announced, planned or disputed, or of whom nobody knows what it decides, is not taken for the
    owner.
    """
    top = _top(ownership)
    company = facts.companies.get(top) if top else None
    if company is None:
        return Owner()
    country = company.seat or company.incorporation
    contested = [e.country for e in ownership.exposures if e.contested and e.country != country]
    return Owner(company, country, tuple(dict.fromkeys(contested)))


def country_to_list(ownership: Ownership, owner: Owner, *, is_sure: bool) -> CountryCode | None:
    """The one country that a line of a list has room for.

    Args:
        ownership: a traced chain with its headline.
        owner: who is behind it.
        is_sure: the threat level rests on checked facts.

    Returns:
        The country of the worst exposure, so that the line never contradicts the answer; where that is not sure, the
        country the owner runs it from. None: neither is known.
    """
    return ownership.headline[0] if is_sure and ownership.headline else owner.country


def _top(ownership: Ownership) -> CompanyId | None:
    """The last company on the path of control that has no doubt in it."""
    sure = {
        link.company: link.stake.holder
        for link in reversed(ownership.links)
        if link.stake.holder and link.strength is not Link.WEAK and not link.warnings
    }
    top = ownership.company
    seen: set[CompanyId] = set()
    while top is not None and top not in seen and (holder := sure.get(top)):
        seen.add(top)
        top = holder
    return top
