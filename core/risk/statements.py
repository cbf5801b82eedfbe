"""Sentences for single facts: holdings, readings, labels, traffic, encryption."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from core.jurisdiction.model import Company, Control, OwnershipFacts, Stake, StakeStatus
from core.reach.model import ReachFact, Topic
from core.risk.label_words import all_said, places, said
from core.texts.phrase import Argument, Phrase, Term, Text, phrase


def stake_statement(company: Company, stake: Stake, facts: OwnershipFacts) -> Phrase:
    """Who holds a company, in one sentence, with the share where it is known."""
    holder = facts.companies.get(stake.holder) if stake.holder else None
    if holder is None:
        return _unnamed_holder(company, stake)
    args: dict[str, Argument] = {"company": company.legal_name, "holder": holder.legal_name}
    if stake.status is StakeStatus.DISPUTED:
        return phrase("{holder} is said to hold {company}; this is disputed.", **args)
    if stake.status is not StakeStatus.CURRENT:
        return phrase("{holder} is to take over {company}; whether it has happened was not read.", **args)
    if stake.control is Control.UNKNOWN:
        return phrase("{holder} holds a part of {company}; how much it decides is not known.", **args)
    if share := share_words(stake):
        args["share"] = share
        if stake.control is Control.CONTROL:
            return phrase("{holder} controls {company} ({share} per cent).", **args)
        return phrase("{holder} holds a part of {company} ({share} per cent).", **args)
    if stake.control is Control.CONTROL:
        return phrase("{holder} controls {company}.", **args)
    return phrase("{holder} holds a part of {company}.", **args)


def share_words(stake: Stake) -> Argument | None:
    """The share in per cent, without the words for it; None where it is not known."""
    if stake.share_min is None:
        return None
    if stake.share_max is None:
        return phrase("over {number}", number=_number(stake.share_min))
    if stake.share_min == stake.share_max:
        return _number(stake.share_min)
    return phrase("{low} to {high}", low=_number(stake.share_min), high=_number(stake.share_max))


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _unnamed_holder(company: Company, stake: Stake) -> Phrase:
    name = company.legal_name
    if stake.control is Control.CONTROL:
        return _CONTROLLED.get(stake.relation, _controlled_otherwise)(name)
    if stake.control in (Control.SIGNIFICANT, Control.MINOR):
        return phrase("{company} has a large owner who does not decide alone.", company=name)
    if company.listed.startswith("private"):
        return phrase("Who owns {company} was not read.", company=name)
    return phrase("No single owner of {company} is recorded.", company=name)


def _controlled_otherwise(name: str) -> Phrase:
    return phrase("{company} is controlled by the owners named in the note.", company=name)


_CONTROLLED: Mapping[str, Callable[[str], Phrase]] = {
    "founder-controlled": lambda name: phrase("{company} is controlled by its founders.", company=name),
    "family": lambda name: phrase("{company} is controlled by a family.", company=name),
    "state": lambda name: phrase("{company} is controlled by the state.", company=name),
    "state-owned": lambda name: phrase("{company} is owned by the state.", company=name),
    "state-controlled": lambda name: phrase("{company} is controlled by the state.", company=name),
    "state-agency": lambda name: phrase("{company} is part of the state.", company=name),
    "municipal": lambda name: phrase("{company} is owned by municipalities.", company=name),
    "private-equity": lambda name: phrase("{company} is held by an investment fund.", company=name),
    "bank-owned": lambda name: phrase("{company} is owned by banks.", company=name),
    "foundation": lambda name: phrase("{company} is controlled by a foundation.", company=name),
    "nonprofit": lambda name: phrase("{company} is a non-profit.", company=name),
    "cooperative": lambda name: phrase("{company} is a cooperative.", company=name),
}


def label_statement(fact: ReachFact, countries: Mapping[str, Text]) -> Phrase:
    """What a reach fact says, in one sentence.

    Args:
        fact: the fact.
        countries: names of countries by their English name, for destinations that a policy names.
    """
    if fact.topic is Topic.TRANSFER_DESTINATIONS:
        return _destinations(fact, countries)
    return _STATEMENTS[fact.topic](fact)


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(str(key) for key in value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return (str(value),) if value not in (None, "") else ()


def _abilities(fact: ReachFact) -> tuple[Argument, ...]:
    return tuple(Term(f"abilities.{group}.label") for group in sorted(fact.abilities))


def _permissions(fact: ReachFact) -> Phrase:
    names: dict[str, Argument] = {"version": fact.version, "abilities": _abilities(fact)}
    if not fact.abilities:
        return phrase("The package (version {version}) asks for none of the abilities we look for.", **names)
    if not fact.version:
        return phrase("The manifest asks for: {abilities}.", **names)
    return phrase("The package (version {version}) asks for: {abilities}.", **names)


def _desktop(fact: ReachFact) -> Phrase:
    return phrase(
        "The Flatpak opens: {abilities}. Files: {files}.",
        abilities=_abilities(fact),
        files=_files(str(fact.value.get("files", ""))),
    )


def _files(words: str) -> Argument:
    known = {
        "some folders": phrase("some folders"),
        "all files of the user": phrase("all files of the user"),
        "none beyond what the user picks": phrase("none beyond what you pick"),
    }
    return known.get(words, words)


def _third_party(fact: ReachFact) -> Phrase:
    names = _strings(fact.value.get("names"))
    if not names:
        return phrase("No known third-party code was found in the package.")
    return phrase("Third-party code in the package: {names}.", names=names)


def _label_types(fact: ReachFact) -> Phrase:
    shared = all_said(_strings(fact.value.get("shared")))
    listed = _strings(fact.value.get("declared")) or _strings(fact.value.get("collected_at_least"))
    declared = all_said(listed)
    if statement := fact.value.get("statement"):
        return phrase("The store label says: {statement}", statement=str(statement))
    if shared and declared:
        return phrase(
            "The store label says that these are shared: {shared}; and at least these collected: {declared}.",
            shared=shared,
            declared=declared,
        )
    if declared:
        return phrase("The store label lists: {declared}.", declared=declared)
    return phrase("The store label lists none of the types that were checked.")


def _label_practices(fact: ReachFact) -> Phrase:
    encrypted, deletes = fact.value.get("encrypted_in_transit"), fact.value.get("deletion_on_request")
    return phrase(
        "The store label: encrypted on the way: {encrypted}; deleted on request: {deletes}.",
        encrypted=_yes_no(encrypted),
        deletes=_yes_no(deletes),
    )


def _yes_no(value: object) -> Argument:
    return Term(
        "device_questions.yes"
        if value is True
        else "device_questions.no"
        if value is False
        else "device_questions.unknown"
    )


def _label_count(fact: ReachFact) -> Phrase:
    if (percent := fact.value.get("percent_of_14_categories_used_for_third_party_advertising")) is not None:
        return phrase(
            "{percent} per cent of 14 label categories are used for others' advertising.",
            percent=_int(percent),
        )
    if fact.value.get("data_types") is not None:
        return phrase(
            "The label lists {number} of {all} types of data.",
            number=_int(fact.value["data_types"]),
            all=_int(fact.value.get("of", 0)),
        )
    if fact.value.get("used_to_track") is True:
        return phrase("The label says that data is used to track you.")
    return phrase("Used to track you, by the label: {types}.", types=_strings(fact.value.get("used_to_track")))


def _int(value: object) -> int | float | str:
    return value if isinstance(value, (int, float)) else str(value)


def _accuracy(fact: ReachFact) -> Phrase:
    return phrase("A study graded the store label: {grade}.", grade=said(str(fact.value.get("grade", ""))))


def _contradiction(fact: ReachFact) -> Phrase:
    return phrase(
        "Seen in traffic, but not declared in the label: {types}.",
        types=all_said(_strings(fact.value.get("sent_but_not_declared"))),
    )


def _policy(fact: ReachFact) -> Phrase:
    return phrase(
        "The privacy policy says that it collects: {types}.",
        types=all_said(_strings(fact.value.get("policy_says_it_collects"))),
    )


def _traffic(fact: ReachFact) -> Phrase:
    receivers = _strings(fact.value.get("receivers"))
    if not receivers:
        return phrase("No traffic to known third parties was seen in a short test.")
    return phrase("Seen in a short test to send data to: {receivers}.", receivers=receivers)


def _count(fact: ReachFact) -> Phrase:
    if fact.value.get("permissions") is None:
        return phrase("A count of permissions: {note}", note=str(fact.value.get("note", "")))
    return phrase(
        "A test counted {count} permissions on one phone; counts never decide a level.",
        count=_int(fact.value["permissions"]),
    )


def _encryption(fact: ReachFact) -> Phrase:
    stored = fact.value.get("stored_content")
    if stored is not None:
        return phrase("End-to-end encryption of stored content: {words}.", words=said(str(stored)))
    words = said(str(fact.value.get("one_to_one", "")))
    return phrase("End-to-end encryption between two people: {words}.", words=words)


def _source_code(fact: ReachFact) -> Phrase:
    words = fact.value.get("client") or fact.value.get("client_server") or ""
    return phrase("Source code: {words}.", words=said(str(words)))


def _destinations(fact: ReachFact, countries: Mapping[str, Text]) -> Phrase:
    return phrase(
        "The policy names these countries as destinations of data: {countries}.",
        countries=places(_strings(fact.value.get("countries_named_in_policy")), countries),
    )


_STATEMENTS: Mapping[Topic, Callable[[ReachFact], Phrase]] = {
    Topic.PERMISSIONS: _permissions,
    Topic.DESKTOP_PERMISSIONS: _desktop,
    Topic.THIRD_PARTY_CODE: _third_party,
    Topic.LABEL_TYPES: _label_types,
    Topic.LABEL_PRACTICES: _label_practices,
    Topic.LABEL_COUNT: _label_count,
    Topic.LABEL_ACCURACY: _accuracy,
    Topic.LABEL_CONTRADICTION: _contradiction,
    Topic.POLICY_DATA: _policy,
    Topic.TRAFFIC: _traffic,
    Topic.PERMISSION_COUNT: _count,
    Topic.END_TO_END_ENCRYPTION: _encryption,
    Topic.SOURCE_CODE: _source_code,
}
