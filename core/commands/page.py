"""The small parts that texts for a terminal are made of: headings, lists, signs and marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.commands import layout
from core.commands.terminal import Style, Terminal
from core.facts import Fact, Verified
from core.guidance.match import Match
from core.risk.sentences import gate_word
from core.rules.levels import Answer, Level
from core.situation import Situation
from core.texts.phrase import Argument, Phrase, Term, phrase, plural
from core.texts.words import Words

INDENT = 2
LONG_LIST = 6
"""Lines of a list that are shown; how many more there are is said, and `--json` has them all."""

SIGNS = {
    Answer.NOT_ALLOWED: ("[X]", Style.RED),
    Answer.ADVISED_AGAINST: ("[!]", Style.RED),
    Answer.REASONING_REACHES: ("[~]", Style.YELLOW),
    Answer.NEEDS_ASSESSMENT: ("[?]", Style.YELLOW),
    Answer.CONDITIONS: ("[*]", Style.GREEN),
    Answer.NO_OBJECTION: ("[v]", Style.GREEN),
    Answer.NOT_ASSESSED: ("[ ]", Style.DIM),
}
BARS = {
    Level.LOW: ("#---", Style.GREEN),
    Level.MODERATE: ("##--", Style.YELLOW),
    Level.HIGH: ("###-", Style.RED),
    Level.VERY_HIGH: ("####", Style.RED),
    Level.UNKNOWN: ("????", Style.DIM),
}


@dataclass(frozen=True, slots=True)
class Page:
    """What is needed to write any text for a terminal."""

    words: Words
    terminal: Terminal

    @property
    def width(self) -> int:
        """Columns."""
        return self.terminal.width

    def heading(self, title: Phrase) -> str:
        """A heading, told by standing out to the left."""
        lines = layout.wrapped(self.words.say(title), self.width)
        return "\n".join(self.terminal.styled(line, Style.BOLD) for line in lines)

    def paragraph(self, text: Phrase | Term | str, indent: int = INDENT) -> list[str]:
        """A wrapped paragraph; a plain string is already in words."""
        return layout.wrapped(text if isinstance(text, str) else self.words.show(text), self.width, " " * indent)

    def items(self, texts: Iterable[str], mark: str = "- ") -> list[str]:
        """Wrapped lines with a mark; those beyond a long list are only counted."""
        every = list(texts)
        lines = layout.items(every[:LONG_LIST], self.width, mark, INDENT)
        return lines + self.more(len(every) - LONG_LIST)

    def more(self, count: int) -> list[str]:
        """Says how many are not shown; nothing where there are none."""
        if count <= 0:
            return []
        return self.paragraph(
            plural("and {count} more: --json lists it", "and {count} more: --json lists them", count=count)
        )


def situation_text(situation: Situation, page: Page) -> str:
    """The situation in one line."""
    parts: list[Argument] = [
        Term(f"org_types.{situation.org.value}.label"),
        Term(f"roles.{situation.role.value}.label"),
        Term(f"devices.{situation.device.value}.label"),
        phrase("{name} information", name=Term(f"classes.{situation.information.value}.label")),
        Term(f"purposes.{situation.purpose.value}.label"),
        *([Term(f"platforms.{situation.platform.value}.label")] if situation.platform else []),
        situation.date,
    ]
    if situation.body:
        parts.insert(1, situation.body)
    return " · ".join(map(page.words.show, parts))


def answer_text(answer: Answer, page: Page) -> str:
    """The answer's name, with its sign."""
    sign, _ = SIGNS[answer]
    return f"{sign} {page.words.term(f'answers.{answer.value}.label')}"


def level_text(level: Level, page: Page) -> str:
    """A level as signs and a word."""
    bar, style = BARS[level]
    return f"{page.terminal.styled(bar, style)}  {page.words.term(f'levels.{level.value}.label')}"


def guidance_line(match: Match, page: Page) -> str:
    """Who said what, when, and whether it applies here."""
    advice, words = match.advice, page.words
    line = phrase(
        "{applicability}: {authority}, {date}, {kind}. {basis}.",
        applicability=Term(f"applicability.{match.applicability.value}.label"),
        authority=advice.short,
        date=_issued(match),
        kind=Term(f"guidance_kinds.{advice.strength.value}.label"),
        basis=Term(f"evidence_basis.{advice.basis}.label"),
    )
    parts = [words.say(line)]
    if match.failed_gate is not None:
        parts.append(words.term(f"gates.{match.failed_gate.value}"))
    if match.unsettled_gates:
        gates: tuple[Argument, ...] = tuple(gate_word(gate.value) for gate in match.unsettled_gates)
        parts.append(words.say(phrase("Not settled: {gates}.", gates=gates)))
    if advice.confidence == "low" and match.failed_gate is None:
        parts.append(words.term("guidance_status.low_confidence", year=str(advice.issued.first.year)))
    return " ".join(parts)


def _issued(match: Match) -> Argument:
    if match.advice.issued_precision in ("approximate", "from memory"):
        return phrase("about {date}", date=match.advice.issued)
    return match.advice.issued


def fact_line(fact: Fact, page: Page) -> str:
    """A fact in words, with its kind, date and mark behind."""
    return f"{page.words.say(fact.statement)} {mark_text(fact, page)}"


def mark_text(fact: Fact, page: Page) -> str:
    """Kind, date of the source and mark of verification, in brackets."""
    parts: list[Argument] = []
    if fact.kind.value != "not recorded":
        parts.append(Term(f"fact_kinds.{fact.kind.value}.label"))
    if fact.date is not None:
        parts.append(fact.date)
    if fact.verified is not Verified.YES:
        parts.append(Term(f"verification.{fact.verified.value}.label"))
    if fact.contested:
        parts.append(Term("fact_kinds.contested.label"))
    return f"[{'; '.join(map(page.words.show, parts))}]" if parts else ""
