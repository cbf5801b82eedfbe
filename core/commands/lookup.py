"""`appvett lookup QUERY`: finds apps."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalogue.model import App, EntryKind
from core.catalogue.search import Hit, MatchedOn
from core.commands import as_json, layout
from core.commands.page import Page, answer_text
from core.commands.parsing import Arguments
from core.commands.session import Reply, Session
from core.errors import UsageError
from core.facts import CountryCode
from core.jurisdiction.owner import country_to_list, owner_of
from core.rules.levels import Level
from core.settings.usual import usual_situation
from core.texts import formats, outside
from core.texts.lookalike import oddities
from core.texts.phrase import Argument, Term, phrase, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.catalogue.store import CatalogueStore
    from core.risk.desk import Desk

USUAL_LIMIT, MOST = 20, 1000


def run(session: Session, arguments: Arguments) -> Reply:
    """Find apps and tell, for each, the country that can compel its owner.

    Raises:
        UsageError: the limit is no number.
        CatalogueError: there is no catalogue, or it cannot be used.
    """
    limit = _limit(arguments.values.get("limit"))
    here, store = session.with_catalogue()
    query = " ".join(arguments.operands)
    search = here.search(store)
    began = time.perf_counter()
    sure = search.find(query, limit)
    near = search.near(query, sure)
    elapsed = (time.perf_counter() - began) * 1000
    meant = [near.did_you_mean] if near.did_you_mean else []
    hits = [*sure, *near.hits][:limit]
    apps = store.apps_by_id(hit.app for hit in (*hits, *meant))
    found = [Found(hit, apps[hit.app]) for hit in hits if hit.app in apps]
    better = next((Found(hit, apps[hit.app]) for hit in meant if hit.app in apps), None)
    desk = here.desk(store)
    return Reply(
        lambda: {
            "query": query,
            "elapsed_ms": round(elapsed, 1),
            "catalogue": as_json.catalogue_as_json(store.info(), here.moment),
            "matches": [_match(one, _owner_country(one, desk, here)) for one in found],
            "did_you_mean": _match(better, _owner_country(better, desk, here)) if better else None,
        },
        lambda: _text(query, Answer(tuple(found), better), desk, store, here),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its app."""

    hit: Hit
    app: App


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up gave."""

    hits: tuple[Found, ...]
    better: Found | None
    """A far better known app with nearly the name asked for."""


def _match(found: Found, owner_country: CountryCode | None) -> as_json.Json:
    return {
        **as_json.app_as_json(found.app, owner_country),
        "matched_on": found.hit.matched_on.value,
        "matched_text": found.hit.matched_text,
        "near": found.hit.near,
    }


def _owner_country(found: Found, desk: Desk, session: Session) -> CountryCode | None:
    """The country of the worst exposure where that is sure, else the one the owner runs it from."""
    about = desk.subject(found.app.id, usual_situation(session.settings, session.today))
    if about is None:
        return None
    owner = owner_of(about.ownership, about.owners)
    return country_to_list(about.ownership, owner, is_sure=about.threat.level is not Level.UNKNOWN)


def _text(query: str, answer: Answer, desk: Desk, store: CatalogueStore, session: Session) -> str:
    page = Page(session.words, session.out)
    lines: list[str] = []
    hits = answer.hits
    if answer.better is not None:
        name = outside.name(answer.better.app.name)
        lines += [
            *page.paragraph(phrase("Did you mean {name}? ({app})", name=name, app=answer.better.app.id), indent=0),
            "",
        ]
    sure = [found for found in hits if not found.hit.near]
    near = [found for found in hits if found.hit.near]
    for found in sure:
        lines += _hit_lines(found, desk, session, page)
    if near:
        lines += ["", page.heading(phrase("Near in spelling"))] if sure else [page.heading(phrase("Near in spelling"))]
        for found in near:
            lines += _hit_lines(found, desk, session, page)
    if not hits:
        lines += page.paragraph(
            phrase(
                "The catalogue has no app like “{query}”. That does not mean that it is safe: nobody has assessed it.",
                query=outside.name(query),
            ),
            indent=0,
        )
        lines += page.paragraph(phrase("What holds for such an app: appvett card NAME"), indent=0)
    return "\n".join([*lines, "", *_foot(hits, store, session, page)]) + "\n"


def _hit_lines(found: Found, desk: Desk, session: Session, page: Page) -> list[str]:
    """Name and answer in a line, then what tells the app from others."""
    app, hit, words = found.app, found.hit, page.words
    situation = usual_situation(session.settings, session.today)
    decision = desk.decisions([app.id], situation).get(app.id)
    name = outside.name(app.name)
    matched = outside.name(hit.matched_text)
    if hit.matched_on is MatchedOn.OTHER_NAME:
        name = words.say(phrase("{name} (also {other})", name=name, other=matched))
    answer = answer_text(decision.answer, page) if decision else ""
    lines = [layout.padded(layout.cut(name, page.width - 40), page.width - 38) + answer]
    parts: list[Argument] = [app.id]
    parts += [Term(f"platforms.{platform.value}.label") for platform in app.platforms]
    if app.publisher:
        parts.append(outside.name(app.publisher))
    if (country := _owner_country(found, desk, session)) is not None:
        parts.append(Term(f"countries.{country}"))
    if app.kind is EntryKind.LISTING:
        parts.append(phrase("only listed, not assessed"))
    if oddities(app.name).is_odd:
        parts.append(phrase("the name mixes alphabets or hides characters: check that it is the right app"))
    return lines + page.paragraph(" · ".join(map(words.show, parts)))


def _foot(hits: Sequence[Found], store: CatalogueStore, session: Session, page: Page) -> list[str]:
    """How many were found, and how old the catalogue is."""
    info = store.info()
    age = max(0, (session.moment - info.created).days)
    near = sum(found.hit.near for found in hits)
    found = plural("{count} app found.", "{count} apps found.", count=len(hits) - near)
    if near and near == len(hits):
        found = plural(
            "None found; {count} app is spelt nearly so.", "None found; {count} apps are spelt nearly so.", count=near
        )
    catalogue = plural(
        "Catalogue of {date}, {count} day old, {apps} apps.",
        "Catalogue of {date}, {count} days old, {apps} apps.",
        count=age,
        date=info.created.date(),
        apps=formats.number(info.apps, session.language),
    )
    lines = page.paragraph(page.words.say(found) + " " + page.words.say(catalogue), indent=0)
    if hits:
        lines += page.paragraph(phrase("The answers are for your usual situation. More: appvett card ID"), indent=0)
    return lines


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL_LIMIT
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= MOST:
        raise UsageError(
            phrase("“{value}” is no number from 1 to {most}.", value=text, most=MOST),
            phrase("Write it like this: {example}.", example="--limit 20"),
        )
    return int(text)
