"""Checks of countries/*.yaml: places, mentions by Norwegian services, and laws."""

from __future__ import annotations

import re
from typing import Any

from core.facts import FourWay
from core.jurisdiction.model import CountryRole, LawStatus
from core.publishing.compiling.places import COOPERATION, LAW_QUESTIONS, REGIME_QUESTIONS
from core.publishing.problems import Problems
from core.publishing.source import Source
from core.publishing.validate.apps import VERIFIED, check_sourced
from core.publishing.validate.known import Known
from core.publishing.validate.shapes import (
    LANGUAGES,
    At,
    Day,
    Flag,
    Line,
    ListOf,
    MapOf,
    Number,
    Record,
    Ref,
    Shape,
    Word,
    Words,
    records,
)
from core.publishing.validate.shapes import Source as SourceShape

_FOUR = Word([answer.value for answer in FourWay])
_EYES = ("none", "five", "nine", "fourteen")
_ADEQUACY = ("none", "partial", "full", "eea")
_FIRST_REPORT = 2010
_LAW_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]+")
_MARK_WORDS = re.compile(r"kontrollert|verified|unverified")


def check_countries(source: Source, known: Known, problems: Problems) -> None:
    """Check every country, and countries against one another."""
    shape = _shape(known)
    documents = source.folders.get("countries", {})
    laws: dict[str, str] = {}
    for code, document in documents.items():
        at = At(document, problems)
        if not re.fullmatch("[A-Z]{2}", code):
            problems.add(document.file, 0, (), f"{code} is no country code", "name the file by two capitals")
        shape.check(document.root, at)
        if isinstance(document.root, dict):
            _check_country(code, document.root, source, at)
            for number, law in records(document.root.get("laws")):
                _check_law(code, law, laws, known, at.inner("laws").inner(number))


def _shape(known: Known) -> Record:
    sources = ListOf(SourceShape(known.sources))
    mention = Record(
        {
            "by": Word(known.words_below("threat.by")),
            "report": Word(known.words_below("threat.report")),
            "year": Number(_FIRST_REPORT, known.year),
            "verified": VERIFIED,
        },
        {"note": Line(), "sources": sources},
    )
    adequacy: dict[str, Shape] = {key: Line() for key in ("scope", "unverified", "note")}
    adequacy |= {
        "date": Day(known.as_of),
        "reaffirmed": Day(known.as_of),
        "renewed": Day(known.as_of),
        "expires": Day(),
    }
    regime: dict[str, Shape] = dict.fromkeys(REGIME_QUESTIONS, _FOUR)
    return Record(
        {
            "name": Words(),
            "name_in": Words(),
            "eea": Flag(),
            "eu": Flag(),
            "nato": Flag(),
            "eyes": Word(_EYES),
            "role": Word([role.value for role in CountryRole]),
            "cooperation": Record(
                {"status": Word(COOPERATION), "verified": VERIFIED},
                {"text": Words(), "note": Line(), "sources": sources},
            ),
            "adequacy": Record({"status": Word(_ADEQUACY)}, adequacy | {"verified": VERIFIED, "sources": sources}),
            "regime": Record(
                regime | {"verified": VERIFIED},
                {"texts": MapOf(Word(REGIME_QUESTIONS), Words()), "note": Line(), "sources": sources},
            ),
        },
        {
            "name_in_sources": Line(),
            "name_nb_in_sources": Line(),
            "nato_since": Number(1949, known.year),
            "inherits_from": Ref(known.countries, "country"),
            "text": Words(),
            "note": Line(),
            "mentioned_how": MapOf(Word(known.words_below("threat.by")), Words()),
            "mentions": ListOf(mention),
            "laws": ListOf(_law_shape(known)),
        },
    )


def _law_shape(known: Known) -> Record:
    questions: dict[str, Shape] = dict.fromkeys(LAW_QUESTIONS, _FOUR)
    remarks: dict[str, Shape] = {f"{question}_note": Line() for question in LAW_QUESTIONS}
    return Record(
        {
            "id": Line(_LAW_ID, "the country code, a hyphen and a short name in capitals"),
            "name": Words(needed=("en",)),
            "original_name": Line(),
            "plain": Words(),
            "year": Number(1700, known.year + 10),
            "status": Word([status.value for status in LawStatus]),
            "since": Day(),
            "verified": VERIFIED,
            **questions,
        },
        {
            "english_name": Line(),
            "until": Day(known.as_of),
            "amended": Day(),
            "effects_until": Day(),
            "replaces": Line(),
            "key": Line(),
            "compels": Line(),
            "reading": Words(),
            "note": Line(),
            "unverified": Line(),
            "sources": ListOf(SourceShape(known.sources)),
            **remarks,
        },
    )


def _check_country(code: str, country: dict[str, Any], source: Source, at: At) -> None:
    adequacy = country.get("adequacy")
    if isinstance(adequacy, dict) and (adequacy.get("status") == "eea") != (country.get("eea") is True):
        at.inner("adequacy").inner("status").add("and eea disagree", "write eea exactly for countries of the EEA")
    _check_inheritance(code, country, source, at)
    _check_mentions(country, at)
    for key in ("cooperation", "adequacy", "regime"):
        part = country.get(key)
        if isinstance(part, dict) and part.get("status") != "home":
            check_sourced_yes(part, at.inner(key))
    _check_told(country, at)


def check_sourced_yes(record: dict[str, Any], at: At) -> None:
    """What was verified without reserve needs a source."""
    if record.get("verified") == "yes" and not record.get("sources"):
        at.add("is verified without a source", "add sources, or lower the mark")


def _check_inheritance(code: str, country: dict[str, Any], source: Source, at: At) -> None:
    parent = country.get("inherits_from")
    if parent is None:
        return
    if parent == code:
        at.inner("inherits_from").add("names the country itself", "name the other country or remove it")
    if country.get("mentions"):
        at.inner("mentions").add(
            "stand beside inherits_from", "remove one: a country that inherits has none of its own"
        )
    other = source.entries("countries").get(str(parent))
    if other is not None and "inherits_from" in other.root:
        at.inner("inherits_from").add(f"{parent} inherits itself", "name the country at the end")


def _check_mentions(country: dict[str, Any], at: At) -> None:
    how = country.get("mentioned_how")
    told = set(how) if isinstance(how, dict) else set()
    used = set()
    for number, mention in records(country.get("mentions")):
        here = at.inner("mentions").inner(number)
        used.add(mention.get("by"))
        check_sourced_yes(mention, here)
        if mention.get("by") not in told:
            here.inner("by").add(f"mentioned_how has no text for {mention.get('by')}", "add it in nb, nn and en")
    for by in sorted(told - used):
        at.inner("mentioned_how").inner(by).add("is said by no mention", "add the mention or remove the text")


def _check_told(country: dict[str, Any], at: At) -> None:
    """A remark of the compiler that matters to users stands in three languages as well."""
    if "note" in country and "text" not in country:
        at.inner("text").add("is missing beside note", "say it in nb, nn and en")
    for key, text in (("cooperation", "text"), ("regime", "texts")):
        part = country.get(key)
        if isinstance(part, dict) and "note" in part and text not in part:
            at.inner(key).inner(text).add("is missing beside note", "say it in nb, nn and en")


def _check_law(code: str, law: dict[str, Any], seen: dict[str, str], known: Known, at: At) -> None:
    law_id = str(law.get("id"))
    if not law_id.startswith(f"{code}-"):
        at.inner("id").add(f"does not begin with {code}-", "correct the id, or move the law to its country")
    if law_id.casefold() in seen:
        at.inner("id").add(f"the id {law_id} stands twice", "choose another id")
    seen[law_id.casefold()] = code
    check_sourced(law, at)
    _check_law_dates(law, known, at)
    _check_plain(law, at)


def _check_law_dates(law: dict[str, Any], known: Known, at: At) -> None:
    status, since = law.get("status"), law.get("since")
    if status == LawStatus.PLANNED.value:
        if isinstance(since, str) and since <= known.as_of[: len(since)]:
            at.inner("since").add("is past, but the status is planned", "correct one of the two")
    elif since is not None:
        Day(known.as_of).check(since, at.inner("since"))
    for key, wanted in (("until", LawStatus.LAPSED.value), ("amended", LawStatus.AMENDED.value)):
        if (status == wanted) != (key in law):
            todo = f"add {key}" if status == wanted else f"remove it, or write status: {wanted}"
            at.inner(key).add(f"goes together with status {wanted}", todo)


def _check_plain(law: dict[str, Any], at: At) -> None:
    plain = law.get("plain")
    for language in LANGUAGES:
        words = plain.get(language) if isinstance(plain, dict) else None
        if isinstance(words, str) and _MARK_WORDS.search(words):
            here = at.inner("plain").inner(language)
            here.add("speaks of verification", "leave that to the mark, which is shown beside the text")
