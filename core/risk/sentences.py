"""What the card says in whole sentences: the headline, its reasons, the next steps, the captions of the three factors.

Strength words are never blurred: advice is not a ban, a ban is not advice, and Appvett itself never advises against.
"""

from __future__ import annotations

from core.catalogue.model import App, EntryKind
from core.facts import CountryCode, Verified
from core.guidance.match import Match
from core.guidance.model import Advice, Strength
from core.jurisdiction.chain import Exposure, ExposureKind, counts_as, named_by
from core.jurisdiction.model import Country, LawStatus, OwnershipFacts
from core.reach.classes import Basis
from core.risk.decide import Decision, Subject
from core.risk.model import Answer, Assessment, Change, Condition, VoiceKind
from core.rules.levels import Level, Link, ReachClass
from core.situation import Device, InformationClass, Platform, Purpose, Situation
from core.texts.phrase import Argument, Phrase, Term, Text, as_phrase, phrase, plural, term

_ADVICE = (Strength.ADVICE, Strength.RECOMMENDATION)
_LISTS = 4
"""Lists that are named; the rest is counted."""


def speaker(decision: Decision) -> Match | None:
    """The guidance entry that gives the headline, if one does."""
    if decision.voice.kind not in (VoiceKind.GUIDANCE, VoiceKind.LAW):
        return None
    return next(match for match in decision.matches if match.advice.id == decision.voice.id)


def headline(decision: Decision) -> Phrase:
    """The answer in one sentence, with the name of whoever's word it is."""
    said_by = speaker(decision)
    if said_by is not None:
        return as_phrase(term(f"answers.{decision.answer.value}.with_authority", authority=said_by.advice.short))
    if decision.voice.kind is VoiceKind.RULING:
        return {
            Answer.NOT_ALLOWED: phrase("Your organisation does not allow the app here"),
            Answer.NEEDS_ASSESSMENT: phrase("Your organisation is assessing the app"),
            Answer.CONDITIONS: phrase("Your organisation allows the app here, with conditions"),
        }.get(decision.answer, phrase("Your organisation allows the app here"))
    return as_phrase(Term(f"answers.{decision.answer.value}.label"))


def reasons(about: Subject, decision: Decision) -> tuple[Phrase, ...]:
    """Why, in two to five sentences: the voice, what it rests on, the organisation's ruling, the own assessment."""
    found = list(because(about, decision))
    if decision.voice.kind is not VoiceKind.RULING:
        found.append(_ruling_reason(decision))
    if decision.assessment is not None and decision.voice.kind is not VoiceKind.COMPUTED:
        found.append(
            phrase(
                "Appvett's own assessment: {answer} ({rule}).",
                rule=decision.assessment.rule,
                answer=Term(f"answers.{decision.assessment.answer.value}.label"),
            )
        )
    return tuple(found)


def because(about: Subject, decision: Decision) -> tuple[Phrase, ...]:
    """What the voice that decides says, and what that rests on; nothing of the two others."""
    said_by = speaker(decision)
    found: list[Phrase] = []
    if said_by is not None:
        found += _voice_reasons(said_by)
    elif decision.voice.kind is VoiceKind.COMPUTED:
        found.append(as_phrase(Term(f"answers.{decision.answer.value}.help")))
    if decision.assessment is not None:
        found += threat_caption(about, decision, about.owners)[:1]
    if decision.voice.kind is VoiceKind.RULING:
        found.append(_ruling_reason(decision))
    return tuple(found)


def _voice_reasons(said_by: Match) -> list[Phrase]:
    advice = said_by.advice
    found = [what_was_said(advice)]
    if advice.confidence == "low":
        found.append(
            phrase("As announced in {year}; later changes have not been checked.", year=advice.issued.first.year)
        )
    if said_by.unsettled_gates:
        found.append(
            phrase(
                "Not settled for your situation: {points}.",
                points=tuple(gate_word(gate.value) for gate in said_by.unsettled_gates),
            )
        )
    return found


def gate_word(gate: str) -> Phrase:
    """What a gate asks about, as a noun."""
    return {
        "date": phrase("the date"),
        "app": phrase("the edition of the app"),
        "body": phrase("the organisation"),
        "person": phrase("your organisation or role"),
        "device": phrase("the kind of device"),
        "connection": phrase("whether it reaches work services"),
        "use": phrase("use in a browser"),
    }[gate]


def what_was_said(advice: Advice) -> Phrase:
    """Who said what when, and how strong that is."""
    args: dict[str, Argument] = {"authority": advice.short, "date": advice.issued, "title": advice.title}
    if advice.strength in _ADVICE:
        return phrase("{authority}, {date}: “{title}”. This is advice, not a ban.", **args)
    if advice.strength is Strength.PROHIBITION:
        return phrase("{authority}, {date}: “{title}”. This is a ban.", **args)
    if advice.strength is Strength.REQUIREMENT:
        return phrase("{authority}, {date}: “{title}”. This is a requirement.", **args)
    if advice.strength is Strength.LAW:
        return phrase("{authority}, {date}: “{title}”. This is law.", **args)
    return phrase("{authority}, {date}: “{title}”. This is a decision.", **args)


def _ruling_reason(decision: Decision) -> Phrase:
    shown = decision.ruling
    if shown is None:
        return as_phrase(Term("rulings.no_ruling"))
    effect = Term(f"rulings.{shown.ruling.effect.value}.label")
    if shown.why_not is not None:
        return phrase("Your organisation's ruling: {effect}. {reason}", effect=effect, reason=shown.why_not)
    if shown.review_due:
        return phrase("Your organisation's ruling: {effect}. {due}", effect=effect, due=Term("rulings.review_due"))
    return phrase("Your organisation's ruling: {effect}. {reason}", effect=effect, reason=shown.ruling.reason)


# ---- captions -------------------------------------------------------------------------------------------------------


def value_caption(situation: Situation, rules: tuple[str, ...]) -> tuple[Phrase, ...]:
    """What there is to lose on this device."""
    kind: Argument = Term(f"classes.colours.{situation.information.value}")
    if situation.device.reaches_services:
        text = phrase("The device reaches e-mail, calendar and files at work; highest class {colour}.", colour=kind)
    else:
        text = phrase("The device does not reach work services; highest class {colour}.", colour=kind)
    if len(rules) > 1:
        return text, phrase("Your role makes what is there worth more to others.")
    return (text,)


def threat_caption(about: Subject, decision: Decision, facts: OwnershipFacts) -> tuple[Phrase, ...]:
    """Which state can reach whom, and whether a Norwegian service names it."""
    threat = decision.threat
    if not threat.causes:
        if about.app.company is None:
            return (phrase("Nobody has recorded who runs the app."),)
        return (phrase("The chain of owners breaks off before a country that is known."),)
    codes = tuple(dict.fromkeys(e.country for e in threat.causes))[:3]
    # A holding says more than an office does, so it is told first.
    first = next((e for e in threat.causes if e.presence is None), threat.causes[0])
    found = [_reach_sentence(first, codes, facts)]
    countries = [facts.countries[code] for code in codes]
    found += [_named(country, facts) for country in countries[:1] if threat.rule != "T6"]
    if any(e.contested for e in about.ownership.exposures):
        found.append(phrase("Who can reach the owner is disputed; both claims are shown."))
    return tuple(found)


def _reach_sentence(first: Exposure, codes: tuple[CountryCode, ...], facts: OwnershipFacts) -> Phrase:
    names = tuple(facts.countries[code].name for code in codes)
    company = facts.companies[first.company].legal_name
    args: dict[str, Argument] = {"countries": names, "company": company}
    if first.strength is Link.WEAK:
        return phrase("{countries} has only a weak link to the owner, through {company}.", **args)
    if first.kind in (ExposureKind.STAFF, ExposureKind.DEVELOPMENT, ExposureKind.DATA_STORAGE):
        return phrase(
            "{countries} can compel what {company} has there: {kind}.",
            kind=Term(f"presence_kinds.{first.kind.value}"),
            **args,
        )
    laws = _first_law(first, facts)
    if laws:
        return phrase("{countries} can compel {company} ({laws}).", laws=laws, **args)
    return phrase("{countries} can compel {company}; its laws have not been read.", **args)


def _first_law(exposure: Exposure, facts: OwnershipFacts) -> tuple[Text, ...]:
    """The law to name in a sentence: the first that stands; one that has lapsed only where there is no other."""
    country = facts.countries[exposure.country]
    reaching = [law for place in (country, counts_as(country, facts)) for law in place.laws if law.id in exposure.laws]
    reaching.sort(key=lambda law: law.status is LawStatus.LAPSED)
    return tuple(law.name for law in reaching[:1])


def _named(country: Country, facts: OwnershipFacts) -> Phrase:
    counted = [mention for mention in named_by(country, facts) if mention.counts]
    # A report that was read in full speaks before a newer one that was read in part.
    mentions = [mention for mention in counted if mention.verified is Verified.YES] or counted
    if not mentions:
        return as_phrase(term("threat.templates.not_named", country=country.name))
    years = tuple(dict.fromkeys(str(m.year) for m in mentions))[:1]
    services = tuple(dict.fromkeys(m.by for m in mentions if str(m.year) == years[0]))
    return phrase(
        "{country} is named as a threat actor by {services} ({year}).",
        country=country.name,
        services=tuple(Term(f"threat.by.{by}") for by in services),
        year=mentions[0].year,
    )


def vulnerability_caption(decision: Decision, findings: tuple[Text, ...]) -> tuple[Phrase, ...]:
    """What the variant may reach, and the gravest finding."""
    found = [_reach_caption(decision)]
    reading = decision.reading
    if reading.old and reading.fact is not None and reading.fact.date is not None:
        found.append(phrase("The reading is from {date} and may be out of date.", date=reading.fact.date))
    found += [as_phrase(text) for text in findings[:1]]
    return tuple(found)


def _reach_caption(decision: Decision) -> Phrase:
    reading = decision.reading
    if reading.basis is Basis.UNREAD:
        return phrase("Nobody has read the package: what it can reach is not known.")
    if reading.basis is Basis.PLATFORM:
        if reading.reach is ReachClass.R3:
            return phrase("A program on this platform runs with your own rights.")
        return phrase("In a browser it gets what you type, upload and sign in with.")
    groups: Argument = (
        tuple(Term(f"abilities.{g}.label") for g in sorted(reading.fact.abilities)) if reading.fact else ()
    )
    if reading.basis is Basis.SANDBOX:
        return phrase("Inside Flatpak it reaches: {abilities}.", abilities=groups)
    if reading.reach is ReachClass.UNREAD:
        return phrase("The reading found little, but it is old or from another platform.")
    if not groups:
        return phrase("The package asks for little.")
    if reading.basis is Basis.ANDROID:
        return phrase("Read on Android: {abilities}.", abilities=groups)
    return phrase("It can ask for: {abilities}.", abilities=groups)


# ---- next steps and remarks -----------------------------------------------------------------------------------------


def next_steps(
    decision: Decision,
    situation: Situation,
    called: tuple[Condition, ...],
    *,
    possible: bool,
    decided_by: str | None,
) -> tuple[Phrase, ...]:
    """What to do now, the best first. On a private device it is a choice, never an order."""
    against = decision.answer in (Answer.NOT_ALLOWED, Answer.ADVISED_AGAINST)
    steps: list[Phrase] = []
    if situation.information is InformationClass.BLACK:
        steps.append(as_phrase(Term("tiers.stop.help")))
    if against and situation.device in (Device.PRIVATE_MANAGED, Device.PRIVATE_UNMANAGED):
        steps.append(phrase("Choose: remove the app, or remove work access from this device."))
    if decision.answer is Answer.NOT_ASSESSED:
        steps += [
            phrase("Ask your security contact for an assessment of the app."),
            phrase("Until then, follow the general advice."),
        ]
    elif decision.answer is Answer.NEEDS_ASSESSMENT and situation.information is not InformationClass.BLACK:
        steps.append(phrase("Ask your security contact to assess the app before you use it."))
    if decision.answer not in (Answer.NO_OBJECTION, Answer.CONDITIONS, Answer.NOT_ASSESSED):
        steps += _exemption_steps(situation, possible=possible, decided_by=decided_by)
    if decision.answer is not Answer.CONDITIONS:
        steps += [condition.sentence for condition in called if condition.rule in ("K8", "K9")]
    return tuple(steps)


def _exemption_steps(situation: Situation, *, possible: bool, decided_by: str | None) -> list[Phrase]:
    if decided_by:
        return [phrase("Only {authority} can change this rule.", authority=decided_by)]
    if not possible:
        return []
    private = situation.purpose is Purpose.PRIVATE and situation.device is not Device.PRIVATE_NO_ACCESS
    own = [phrase("For private matters: use a device of your own without work access.")] if private else []
    if situation.device is Device.SEPARATE:
        return [*own, phrase("If you need the app for work: ask for an exemption.")]
    return [
        *own,
        phrase("If you need the app for work: ask for an exemption; a separate device is offered first."),
    ]


def remarks(about: Subject, decision: Decision, situation: Situation, *, today: bool) -> tuple[Phrase, ...]:
    """Things to know that change nothing."""
    owned = about.ownership
    found: list[Phrase] = _listed_by(about.app)
    if not today:
        found.append(phrase("This is the answer for {date}, from what the catalogue knows now.", date=situation.date))
    if situation.platform not in about.app.platforms and about.app.platforms:
        found.append(phrase("The app is not known on this platform."))
    misplaced = situation.device in (Device.SEPARATE, Device.PRIVATE_NO_ACCESS)
    if situation.information is InformationClass.YELLOW and misplaced:
        found.append(as_phrase(Term("classes.yellow_elsewhere")))
    if situation.device is Device.PRIVATE_MANAGED and decision.matches:
        found.append(phrase("Whether a container or work profile changes the advice is not settled; ask."))
    found += [
        _unsure_link(link.warnings[0].value, about.owners.companies[link.company].legal_name)
        for link in owned.links
        if link.warnings
    ]
    if owned.is_old:
        found.append(phrase("No source on the owners is newer than 18 months."))
    if not owned.complete and owned.unread_end:
        found.append(
            phrase(
                "The chain ends at {company}, whose owner was not read.",
                company=about.owners.companies[owned.unread_end].legal_name,
            )
        )
    found += _raised(decision.assessment)
    return tuple(dict.fromkeys(found))


def _listed_by(app: App) -> list[Phrase]:
    """Where a listing comes from: nobody stands behind more than that the app exists."""
    if app.kind is not EntryKind.LISTING or not app.sources:
        return []
    lists: tuple[Argument, ...] = app.sources[:_LISTS]
    if len(app.sources) > _LISTS:
        lists += (plural("{count} more list", "{count} more lists", count=len(app.sources) - _LISTS),)
    return [phrase("Only listed: that the app exists is known from {lists}. Nobody has assessed it.", lists=lists)]


def _unsure_link(warning: str, company: str) -> Phrase:
    if warning == "disputed":
        return phrase("Who owns {company} is disputed; the worse reading counts.", company=company)
    if warning in ("planned", "announced"):
        return phrase("A new owner of {company} is announced; the worse reading counts.", company=company)
    return phrase("How much the owner of {company} decides is not known; it counts as control.", company=company)


def _raised(own: Assessment | None) -> list[Phrase]:
    if own is None or "link" not in own.raised_by:
        return []
    return [
        phrase(
            "That this company runs the app was not read in a source, so the answer is at least “{answer}”.",
            answer=Term("answers.conditions.label"),
        )
    ]


def change_words(change: Change) -> Phrase:
    """One change of the situation or the facts, as the beginning of "...: this answer"."""
    value = change.value
    if change.what == "platform" and value == Platform.WEB.value:
        return phrase("In a browser, with nothing installed")
    return {
        "device": phrase("On another device ({device})", device=Term(f"devices.{value}.label")),
        "class": phrase("With another information class ({name})", name=Term(f"classes.{value}.label")),
        "platform": phrase("On another platform ({platform})", platform=Term(f"platforms.{value}.label")),
        "owner": phrase("If the facts about the owner are verified"),
        "package": phrase("If the package is read and reaches no deeper than {reach}", reach=value),
    }[change.what]


def level_words(level: Level, provisional: Level | None, at_least: Level | None) -> Phrase:
    """A level as a person reads it, with the provisional one beside unknown."""
    if level is Level.UNKNOWN and provisional is not None:
        return as_phrase(term("levels.provisional", level=Term(f"levels.{provisional.value}.label")))
    if level is Level.UNKNOWN and at_least is not None:
        return as_phrase(term("levels.at_least", level=Term(f"levels.{at_least.value}.label")))
    return as_phrase(Term(f"levels.{level.value}.label"))


def more_relatives(names: tuple[str, ...], authority: str) -> Phrase:
    """That another app of the same owner is advised against; never that this one is."""
    return plural(
        "Same owner as {names}, an app that {authority} is against. That advice does not spread to this app.",
        "Same owner as {names}, apps that {authority} is against. That advice does not spread to this app.",
        count=len(names),
        names=names,
        authority=authority,
    )
