"""`appvett guidance`: what authorities have said, and what of it applies in the situation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from core.catalogue.model import App, EntryKind
from core.commands import as_json, layout
from core.commands.page import INDENT, Page, guidance_line, situation_text
from core.commands.parsing import Arguments
from core.commands.resolve import resolve
from core.commands.session import Reply, Session
from core.commands.situation import situation_of
from core.facts import AppId, Verified
from core.guidance.match import Applicability, Hit, Match, match_advice
from core.guidance.model import Advice, Facet, Stance, folded_issuer
from core.texts import outside
from core.texts.phrase import phrase

if TYPE_CHECKING:
    from core.catalogue.store import CatalogueStore
    from core.risk.desk import Desk
    from core.situation import Situation


def run(session: Session, arguments: Arguments) -> Reply:
    """List guidance; with an app only what has to do with it, with an issuer only what that authority said.

    Raises:
        AmbiguousApp: the app's name fits several apps equally well.
        AppvettError: an option cannot be understood, or catalogue or rules cannot be used.
    """
    here, store = session.with_catalogue()
    situation = situation_of(arguments.values, here)
    desk = here.desk(store)
    name = arguments.values.get("app")
    matches = _about_app(name, store, desk, situation, here) if name is not None else _all(desk, situation)
    issuer = arguments.values.get("issuer")
    if issuer is not None:
        matches = [match for match in matches if match.advice.issuer == folded_issuer(issuer)]
    return Reply(
        lambda: {"entries": [as_json.match_as_json(match, here.words) for match in matches]},
        lambda: _text(matches, situation, Page(here.words, here.out)),
    )


def _about_app(name: str, store: CatalogueStore, desk: Desk, situation: Situation, session: Session) -> list[Match]:
    app = resolve(name, store, session.search(store))
    card = desk.card(app.id, situation, session.moment) if app else None
    if card is None:
        card = desk.unknown(name, situation, session.moment)
    return [*card.guidance, *card.general]


def _all(desk: Desk, situation: Situation) -> list[Match]:
    """Every entry, each held against an app that it is about: whether it speaks to this situation at all."""
    found = [match for entry in desk.guidance for match in _stand_in_match(entry, desk, situation)]
    order = list(Applicability)
    found.sort(key=lambda match: (-match.advice.issued.last.toordinal(), match.advice.id))
    return sorted(found, key=lambda match: order.index(match.applicability))


def _stand_in_match(entry: Advice, desk: Desk, situation: Situation) -> Iterable[Match]:
    if entry.is_hidden:
        return ()
    matches = match_advice(_stand_in(entry), (entry,), situation, desk.rules, owner_countries=entry.owner_countries)
    # An entry that is tied to no app explains others; it cannot apply to one.
    return matches or (Match(entry, Hit.NONE, None, Applicability.BACKGROUND, None, ()),)


def _stand_in(entry: Advice) -> App:
    """An app that the entry is about: one it is against, else one of its category and traits."""
    against = sorted(app for app, stance in entry.stances.items() if stance is Stance.AGAINST)
    named = against or sorted(entry.stances)
    category = min(entry.categories, default="") if Facet.CATEGORY in entry.match else ""
    return App(
        id=AppId(named[0] if named else ""),
        name="",
        kind=EntryKind.LISTING,
        company=None,
        company_verified=Verified.NO,
        platforms=(),
        category=category,
        traits=entry.categories if Facet.TRAIT in entry.match else frozenset(),
    )


def _text(matches: Sequence[Match], situation: Situation, page: Page) -> str:
    if not matches:
        lines = page.paragraph(
            phrase("No guidance was found. That does not mean that nobody has said anything."), indent=0
        )
        return "\n".join(lines) + "\n"
    blocks = [page.paragraph(situation_text(situation, page), indent=0)]
    for match in matches:
        lines = layout.items([guidance_line(match, page)], page.width, "- ", INDENT)
        lines += page.paragraph(page.words.text(match.advice.summary), indent=4)
        lines += page.paragraph(outside.line(match.advice.url), indent=4)
        blocks.append(lines)
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"
