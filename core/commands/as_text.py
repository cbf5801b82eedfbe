"""A card as text for a terminal: the answer first, then the way forward, then what it rests on.

Eighty columns, calm, in whole sentences. A level has a word and a row of signs, an answer has a sign and a
sentence; colour is only ever an addition, and only on a person's screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.catalogue.model import Alternative, EntryKind
from core.commands import layout
from core.commands.page import BARS, INDENT, LONG_LIST, SIGNS, Page, fact_line, guidance_line, mark_text, situation_text
from core.commands.terminal import Style
from core.facts import FactId
from core.guidance.match import Applicability, Match
from core.jurisdiction.model import OwnershipFacts
from core.risk.model import Condition, Factor, FindingShown, Flip, RiskCard
from core.risk.sentences import change_words, level_words
from core.rules.model import Rules
from core.texts import outside
from core.texts.phrase import Argument, Phrase, Term, phrase, plural
from core.texts.words import capitalised


def card_text(
    card: RiskCard, alternatives: Sequence[Alternative], owners: OwnershipFacts, rules: Rules, page: Page
) -> str:
    """The whole card."""
    sections = (
        _title(card, page),
        _verdict(card, page),
        _section(page, phrase("The way forward"), page.items(map(page.words.say, card.verdict.next_steps))),
        _section(page, phrase("Conditions"), _conditions(card.verdict.conditions, rules, page)),
        _section(page, phrase("Three factors"), _factors(card, page)),
        _section(page, phrase("Advice and rules"), _guidance(card.guidance, page)),
        _section(page, phrase("General advice"), _general(card.general, page)),
        _section(page, phrase("Who owns it"), _ownership(card, owners, page)),
        _section(page, phrase("What it can reach"), _reach(card, page)),
        _section(page, phrase("What was found"), _findings(card, page)),
        _section(page, phrase("What would change the answer"), _flips(card.verdict.flips, page)),
        _section(page, phrase("Others for the same task"), _alternatives(alternatives, page)),
        _section(page, phrase("How the answer was found"), _rows(card, rules, page)),
        _section(page, phrase("Sources"), _sources(card, page)),
    )
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _section(page: Page, title: Phrase, lines: list[str]) -> list[str]:
    return [page.heading(title), *lines] if lines else []


def _title(card: RiskCard, page: Page) -> list[str]:
    app, words = card.app, page.words
    name = page.terminal.styled(outside.name(app.name), Style.BOLD)
    about: list[str] = [words.term(f"platforms.{platform.value}.label") for platform in app.platforms]
    lines = [name]
    if about:
        lines += page.paragraph(", ".join(about))
    if app.publisher:
        lines += page.paragraph(phrase("Published by {publisher}.", publisher=outside.name(app.publisher)))
    return [*lines, *page.paragraph(situation_text(card.situation, page))]


def _verdict(card: RiskCard, page: Page) -> list[str]:
    verdict, words = card.verdict, page.words
    sign, style = SIGNS[verdict.answer]
    lines: list[str] = []
    if (exemption := verdict.exemption.in_force) is not None:
        lines += page.paragraph(
            plural(
                "You have an exemption until {until}, with {count} condition.",
                "You have an exemption until {until}, with {count} conditions.",
                count=exemption.conditions,
                until=exemption.until,
            ),
            indent=0,
        )
    sentence = layout.wrapped(words.say(verdict.sentence), page.width, f"{sign} ", "    ")
    lines += [page.terminal.styled(line, Style.BOLD, style) for line in sentence]
    lines += layout.items(map(words.say, verdict.reasons), page.width, "- ", 4)
    return lines + layout.items(map(words.say, card.remarks), page.width, "! ", 4)


def _conditions(conditions: Sequence[Condition], rules: Rules, page: Page) -> list[str]:
    printed = rules.condition_limits.printed
    rows = [(condition.rule, page.words.say(condition.sentence)) for condition in conditions[:printed]]
    lines = layout.pairs(rows, page.width, INDENT)
    return lines + page.more(len(conditions) - printed)


def _factors(card: RiskCard, page: Page) -> list[str]:
    named = (("value", card.value), ("threat", card.threat), ("vulnerability", card.vulnerability))
    labels = [page.words.term(f"factors.{name}.label") for name, _ in named]
    column = max(map(layout.width_of, labels)) + INDENT + 2
    return [
        line
        for label, (_, factor) in zip(labels, named, strict=True)
        if factor is not None
        for line in _factor(label, factor, column, page)
    ]


def _factor(label: str, factor: Factor, column: int, page: Page) -> list[str]:
    words = page.words
    bar, style = BARS[factor.level]
    level = words.say(level_words(factor.level, factor.provisional, factor.at_least))
    rules = ", ".join((factor.rule, *factor.also))
    before = layout.padded(f"{' ' * INDENT}{label}", column)
    lines = layout.wrapped(f"{bar}  {level} ({rules})", page.width, before, " " * (column + 6))
    lines[0] = lines[0].replace(bar, page.terminal.styled(bar, style), 1)
    return lines + [line for sentence in factor.caption for line in page.paragraph(sentence, indent=column + 6)]


def _guidance(matches: Sequence[Match], page: Page) -> list[str]:
    """What applies in full, the rest in a line each."""
    lines: list[str] = []
    loud = (Applicability.APPLIES, Applicability.REASONING_REACHES)
    for match in (match for match in matches if match.applicability in loud):
        lines += layout.items([guidance_line(match, page)], page.width, "- ", INDENT)
        lines += page.paragraph(page.words.text(match.advice.summary), indent=4)
        lines += page.paragraph(outside.line(match.advice.url), indent=4)
    if not matches:
        return page.paragraph(phrase("We have found no public advice on this app."))
    return lines + page.items(guidance_line(match, page) for match in matches if match.applicability not in loud)


def _general(matches: Sequence[Match], page: Page) -> list[str]:
    applying = [match for match in matches if match.applicability is Applicability.APPLIES]
    return page.items(
        page.words.say(phrase("{authority}: {summary}", authority=match.advice.short, summary=match.advice.summary))
        for match in applying[:3]
    )


def _ownership(card: RiskCard, owners: OwnershipFacts, page: Page) -> list[str]:
    """Who can compel the owner, the chain, and what each company has where."""
    lines = _compelled(card, owners, page)
    for subject in ("ownership", "presence", "former owner"):
        lines += page.items(fact_line(fact, page) for fact in card.facts if fact.subject == subject)
    if lines and not card.ownership.complete:
        lines += page.paragraph(phrase("The chain of owners is not known to its end."))
    return lines


def _compelled(card: RiskCard, owners: OwnershipFacts, page: Page) -> list[str]:
    headline = [owners.countries[code] for code in card.ownership.headline if code in owners.countries]
    if not headline:
        return []
    names: tuple[Argument, ...] = tuple(country.name for country in headline)
    laws = dict.fromkeys(
        law for e in card.ownership.exposures if e.country in card.ownership.headline for law in e.laws
    )
    reaching: tuple[Argument, ...] = tuple(Term(f"laws.{law}.name") for law in laws)
    said = phrase("Can compel the owner: {countries}.", countries=names)
    if reaching:
        said = phrase("Can compel the owner: {countries}, by {laws}.", countries=names, laws=reaching)
    mentions = [fact for fact in card.facts if fact.subject == "mention" and fact.id in _behind(card)]
    return page.paragraph(said) + [
        line for fact in mentions[:2] for line in layout.items([fact_line(fact, page)], page.width, "- ", INDENT)
    ]


def _behind(card: RiskCard) -> dict[FactId, None]:
    """The facts behind levels and conditions, each once, in that order."""
    found: dict[FactId, None] = {}
    for factor in (card.threat, card.vulnerability, card.value):
        found |= dict.fromkeys(factor.facts if factor else ())
    for condition in card.verdict.conditions:
        found |= dict.fromkeys(condition.facts)
    return found


def _reach(card: RiskCard, page: Page) -> list[str]:
    abilities: tuple[Argument, ...] = tuple(Term(f"abilities.{shown.ability}.label") for shown in card.abilities)
    fact = card.reading.fact
    lines: list[str] = []
    if abilities:
        lines += page.paragraph(phrase("It can ask for: {abilities}.", abilities=abilities))
    if fact is not None and fact.date is not None:
        lines += page.paragraph(phrase("Read in the package; the reading is dated {date}.", date=fact.date))
    if card.app.kind is EntryKind.DOSSIER and fact is None:
        lines += page.paragraph(phrase("The package of this variant has not been read."))
    return lines + page.items(fact_line(card.fact(fact_id), page) for _, fact_id in card.other_reach)


def _findings(card: RiskCard, page: Page) -> list[str]:
    return page.items(_finding_line(shown, card, page) for shown in card.findings)


def _finding_line(shown: FindingShown, card: RiskCard, page: Page) -> str:
    line = phrase("{date}: {finding}", date=shown.incident.date, finding=shown.incident.text)
    parts = [page.words.say(line), mark_text(card.fact(shown.fact), page)]
    if shown.same_owner:
        parts.append(page.words.say(phrase("It concerns another app of the same owner and weighs nothing here.")))
    return " ".join(parts)


def _flips(flips: Sequence[Flip], page: Page) -> list[str]:
    return layout.items((page.words.say(flip_phrase(flip)) for flip in flips), page.width, "- ", INDENT)


def flip_phrase(flip: Flip) -> Phrase:
    """One change and the answer it leads to."""
    answer = Term(f"answers.{flip.answer.value}.label")
    return phrase("{change}: {answer} ({rule}).", change=change_words(flip.change), answer=answer, rule=flip.rule)


def _alternatives(alternatives: Sequence[Alternative], page: Page) -> list[str]:
    rows: dict[str, list[Alternative]] = {}
    for other in alternatives:
        rows.setdefault(other.task, []).append(other)
    lines = [
        page.words.say(
            phrase(
                "{task}: {names}",
                task=others[0].task_label,
                names=", ".join(outside.name(other.name) for other in others[:LONG_LIST]),
            )
        )
        for others in rows.values()
    ]
    if lines:
        lines.append(page.words.say(phrase("That an app stands here does not mean that it is safer.")))
    return page.items(lines)


def _rows(card: RiskCard, rules: Rules, page: Page) -> list[str]:
    """The rule of each step, in words."""
    words = {row.id: row.when for table in (rules.value, rules.threat, rules.headline) for row in table}
    for row in (rules.value_raise, rules.threat_unknown, rules.threat_unverified, rules.answer_black):
        words[row.id] = row.when
    factors = [factor for factor in (card.value, card.threat, card.vulnerability) if factor]
    ids = [part for factor in factors for part in (factor.rule, *factor.also)]
    ids += [card.assessment.rule] if card.assessment else []
    ids.append(card.verdict.rule)
    rows = []
    for rule in dict.fromkeys(ids):
        text = page.words.text(words[rule]) if rule in words else page.words.say(_table_of(rule))
        rows.append((rule, capitalised(text)))
    return layout.pairs(rows, page.width, INDENT)


def _table_of(rule: str) -> Phrase:
    """What a row without words of its own is part of."""
    if rule.startswith("S"):
        return phrase("what the app can reach, held against what was found about it")
    return phrase("value, threat and vulnerability, held together in the answer table")


def _sources(card: RiskCard, page: Page) -> list[str]:
    """The facts behind levels and conditions with their sources; the others are counted."""
    sourced = [fact for fact in map(card.fact, _behind(card)) if fact.sources][:LONG_LIST]
    lines: list[str] = []
    for fact in sourced:
        lines += layout.items([fact_line(fact, page)], page.width, f"{fact.id}: ", INDENT)
        lines += page.paragraph(outside.line(fact.sources[0]), indent=INDENT + 4)
    rest = len(card.facts) - len(sourced)
    if rest > 0:
        more = plural(
            "{count} more fact with its source: --json",
            "{count} more facts with their sources: --json",
            count=rest,
        )
        lines += page.paragraph(more)
    return lines
