"""`appvett catalogue info [FILE]`: what a catalogue holds, how old and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands import as_json, layout
from core.commands.page import Page
from core.commands.parsing import Arguments
from core.commands.session import Reply, Session
from core.facts import Verified
from core.rules.levels import Answer, Level
from core.rules.words import ANSWERS, LEVELS
from core.settings.usual import usual_situation
from core.texts import formats
from core.texts.phrase import Phrase, phrase, plural

if TYPE_CHECKING:
    from core.catalogue.store import CatalogueStore


@dataclass(frozen=True, slots=True)
class Spread:
    """How levels and answers are spread over the assessed apps, in the usual situation."""

    apps: int
    threat: Mapping[Level, int]
    """By shown level: the level, else the provisional one."""
    vulnerability: Mapping[Level, int]
    answers: Mapping[Answer, int]


def run(session: Session, arguments: Arguments) -> Reply:
    """Tell about the catalogue in use, or about the file given.

    Raises:
        CatalogueError: there is none, or it cannot be used.
        RulesInvalid: the rule file cannot be used.
    """
    here, store = session.with_catalogue(Path(arguments.operands[0]) if arguments.operands else None)
    verified = verified_counts(store)
    spread = spread_of_levels(here, store)
    return Reply(
        lambda: _as_json(here, store, verified, spread),
        lambda: _text(here, store, verified, spread, Page(here.words, here.out)),
    )


def verified_counts(store: CatalogueStore) -> Counter[Verified]:
    """How many facts of each mark the catalogue holds. What lists say of listings is none of ours."""
    return Counter(_marks(store))


def _marks(store: CatalogueStore) -> Iterable[Verified]:
    owners = store.ownership_facts()
    yield from (app.verified for app in store.dossiers())
    for company in owners.companies.values():
        yield company.verified
        yield from (stake.verified for stake in company.stakes)
        yield from (presence.verified for presence in company.presences)
        yield from (former.verified for former in company.former_owners)
    for country in owners.countries.values():
        yield from (law.verified for law in country.laws)
        yield from (mention.verified for mention in country.mentions)
    yield from (fact.verified for facts in store.reach_by_app().values() for fact in facts)
    yield from (incident.verified for incident in store.incidents())


def spread_of_levels(session: Session, store: CatalogueStore) -> Spread:
    """The levels of all assessed apps, each on its first platform.

    Raises:
        RulesInvalid: the rule file cannot be used.
    """
    assessed = [app.id for app in store.dossiers()]
    decisions = session.desk(store).decisions(assessed, usual_situation(session.settings, session.today))
    return Spread(
        len(assessed),
        Counter(decision.threat.shown for decision in decisions.values()),
        Counter(decision.vulnerability.level for decision in decisions.values()),
        Counter(decision.answer for decision in decisions.values()),
    )


def _as_json(session: Session, store: CatalogueStore, verified: Counter[Verified], spread: Spread) -> as_json.Json:
    info = store.info()
    return {
        **as_json.catalogue_as_json(info, session.moment),
        "path": str(store.path),
        "schema": info.schema,
        "as_of": info.as_of,
        "counts": dict(info.counts),
        "verified": {mark.value: verified[mark] for mark in Verified},
        "spread": {
            "apps": spread.apps,
            "threat": {level.value: spread.threat.get(level, 0) for level in Level},
            "vulnerability": {level.value: spread.vulnerability.get(level, 0) for level in Level},
            "answers": {answer.value: spread.answers.get(answer, 0) for answer in Answer},
        },
    }


def _text(session: Session, store: CatalogueStore, verified: Counter[Verified], spread: Spread, page: Page) -> str:
    total = max(1, sum(verified.values()))
    marks = [(page.words.say(_MARKS[mark]), _share(verified[mark], total, session)) for mark in Verified]
    counts = [
        (page.words.say(COUNTED[name]) if name in COUNTED else name, formats.number(count, session.language))
        for name, count in store.info().counts
    ]
    sections = (
        _about(session, store, page),
        [page.heading(phrase("Contents")), *layout.pairs(counts, page.width, 2)],
        [page.heading(phrase("Facts whose source was read")), *layout.pairs(marks, page.width, 2)],
        _levels(phrase("Threat"), spread.threat, spread.apps, session, page),
        _levels(phrase("Vulnerability"), spread.vulnerability, spread.apps, session, page),
        _answers(spread, session, page),
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _about(session: Session, store: CatalogueStore, page: Page) -> list[str]:
    """Version, age, digest and place."""
    info = store.info()
    age = plural(
        "{count} day old, facts gathered up to {date}.",
        "{count} days old, facts gathered up to {date}.",
        count=max(0, (session.moment - info.created).days),
        date=formats.partial(info.as_of, session.language),
    )
    made = phrase("Catalogue {version}, made {moment}", version=str(info.version), moment=info.created)
    return [
        page.heading(made),
        *page.paragraph(age),
        *page.paragraph(info.digest),
        *page.paragraph(page.words.show(str(store.path))),
    ]


def _levels(title: Phrase, found: Mapping[Level, int], total: int, session: Session, page: Page) -> list[str]:
    rows = [(page.words.say(LEVELS[level]), _share(found.get(level, 0), max(1, total), session)) for level in Level]
    return [page.heading(title), *layout.pairs(rows, page.width, 2)]


def _answers(spread: Spread, session: Session, page: Page) -> list[str]:
    rows = [
        (page.words.say(ANSWERS[answer]), _share(count, max(1, spread.apps), session))
        for answer in Answer
        if (count := spread.answers.get(answer, 0))
    ]
    return [page.heading(phrase("Answers in your usual situation")), *layout.pairs(rows, page.width, 2)]


def _share(count: int, total: int, session: Session) -> str:
    language = session.language
    return f"{formats.number(count, language)} ({formats.percent(100 * count / total, language)})"


_MARKS = {
    Verified.YES: phrase("wholly"),
    Verified.PARTLY: phrase("in part"),
    Verified.NO: phrase("not"),
}
COUNTED = {
    "apps": phrase("apps"),
    "dossiers": phrase("of them assessed"),
    "companies": phrase("companies"),
    "stakes": phrase("holdings"),
    "presences": phrase("presences"),
    "countries": phrase("countries"),
    "laws": phrase("laws"),
    "guidance": phrase("guidance entries"),
    "reach": phrase("facts on reach"),
    "incidents": phrase("findings"),
    "abilities": phrase("ability groups"),
    "tasks": phrase("tasks"),
    "words": phrase("words"),
}
