"""The rule tables as tables: title, columns and rows, for the command line, the manual and the window.

What stands here is made from the rule file alone, so what is printed is what decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.rules.levels import Level
from core.rules.model import ReachRow, Rules
from core.texts.phrase import Argument, Phrase, Term, phrase

Word = Callable[[str, str], Argument]
"""Makes a cell of a vocabulary group and an id, for example ("levels", "low")."""


@dataclass(frozen=True, slots=True)
class Table:
    """One rule table."""

    title: Phrase
    columns: tuple[Phrase, ...]
    rows: tuple[tuple[Argument, ...], ...]
    """Each with one cell for each column; the first is the id."""
    note: Phrase | None = None


def ids(_group: str, key: str) -> Argument:
    """Cells that show the ids of the file, as in the manual."""
    return key


def terms(group: str, key: str) -> Argument:
    """Cells in the user's words."""
    return Term(f"{group}.{key}.label")


def rule_tables(rules: Rules, word: Word = terms) -> tuple[Table, ...]:
    """Every table, in the order in which an answer is found.

    Args:
        rules: the rule file.
        word: how levels, answers, devices and the like are written: `terms` or `ids`.
    """
    return (
        _value(rules, word),
        _groups(rules),
        _threat(rules, word),
        _reach(rules),
        _findings(rules),
        _vulnerability(rules, word),
        _answer(rules, word),
        _gates(rules),
        _person(rules, word),
        _role(rules, word),
        _device(rules, word),
        _headline(rules, word),
        _conditions(rules),
        _tiers(rules),
    )


def _value(rules: Rules, word: Word) -> Table:
    rows: list[tuple[Argument, ...]] = [(row.id, row.when, word("levels", row.level)) for row in rules.value]
    rows.append((rules.value_raise.id, rules.value_raise.when, phrase("one level up")))
    return Table(phrase("Value: the situation alone. First row that fits."), _columns("id when level"), tuple(rows))


def _groups(rules: Rules) -> Table:
    return Table(
        phrase("Groups of countries, computed from their facts."),
        _columns("id when"),
        tuple((row.id, row.when) for row in rules.group),
    )


def _threat(rules: Rules, word: Word) -> Table:
    unknown = word("levels", Level.UNKNOWN)
    rows: list[tuple[Argument, ...]] = [(row.id, row.when, word("levels", row.level)) for row in rules.threat]
    rows.append((rules.threat_unknown.id, rules.threat_unknown.when, unknown))
    rows.append((rules.threat_unverified.id, rules.threat_unverified.when, phrase("unknown, with a provisional level")))
    return Table(
        phrase("Threat: the worst link from the company that serves Norway to a state."),
        _columns("id when level"),
        tuple(rows),
        phrase(
            "Direct: seat, registration or a state body in control. Control: over half, or running staff, development "
            "or storage. Weak: 10 to 50 per cent, supplier, person, and every contested claim."
        ),
    )


def _reach(rules: Rules) -> Table:
    rows = tuple((row.id.value, row.when, _names(row)) for row in rules.reach)
    return Table(phrase("Reach of the variant, by name and never by count."), _columns("id when names"), rows)


def _names(row: ReachRow) -> Argument:
    names = [*sorted(row.android), *(f"{prefix}*" for prefix in row.android_prefixes)]
    names += [f"{name} (service)" for name in sorted(row.android_services)]
    names += [f"--filesystem={name}" for name in sorted(row.flatpak_filesystems)] + sorted(row.flatpak_names)
    names += [f"{platform.value}: *" for platform in sorted(row.always_platforms)]
    return ", ".join(names) or "–"


def _findings(rules: Rules) -> Table:
    weights = rules.findings
    codes = ("access", "sale", "covert", "promise", "breach", "basis", "none")
    first, second = weights.minus_if_older_years
    return Table(
        phrase("Findings: weight by kind of conduct. The largest counts, F0 to F3."),
        _columns("code weight"),
        tuple((code, int(getattr(weights, code))) for code in codes),
        phrase(
            "One less if only observed, one less if older than {first} years, one more if older than {second}; never "
            "below 0. Claimed, unread and annulled records weigh nothing.",
            first=first,
            second=second,
        ),
    )


def _vulnerability(rules: Rules, word: Word) -> Table:
    rows = []
    for row in rules.vulnerability:
        cells = zip(row.levels, row.ids, row.at_least, strict=True)
        rows.append((row.reach.value, *(_cell(word, level, rule, least) for level, rule, least in cells)))
    return Table(
        phrase("Vulnerability: reach against findings."),
        (phrase("Id"), *(phrase("F{number}", number=number) for number in range(4))),
        tuple(rows),
        phrase("In the answer table R? is read as R3 with the same F."),
    )


def _cell(word: Word, level: Level, rule: str, least: str) -> Argument:
    if least:
        return phrase(
            "{level} {rule}, at least {least}", level=word("levels", level), rule=rule, least=word("levels", least)
        )
    return phrase("{level} {rule}", level=word("levels", level), rule=rule)


def _answer(rules: Rules, word: Word) -> Table:
    levels = (Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH)
    rows: list[tuple[Argument, ...]] = [
        (
            row.id,
            word("levels", row.value),
            tuple(word("levels", level) for level in row.threat),
            *tuple(word("answers", answer) for answer in row.answers),
        )
        for row in rules.answer
    ]
    return Table(
        phrase("Answer: one row. Very high threat is read as high."),
        (*_columns("id value threat"), *(phrase("S {level}", level=word("levels", level)) for level in levels)),
        tuple(rows),
        phrase(
            "{rule}: {when}: {answer}. Never milder than “{least}” where the link from app to company was not read, or "
            "where advice for the whole category or trait applies.",
            rule=rules.answer_black.id,
            when=rules.answer_black.when,
            answer=word("answers", rules.answer_black.answer),
            least=word("answers", "conditions"),
        ),
    )


def _gates(rules: Rules) -> Table:
    rows = tuple((gate.id, gate.name, gate.holds, gate.unsettled, gate.fails) for gate in rules.gate)
    return Table(
        phrase(
            "Guidance gates: any fails, it does not apply; some unsettled, the reasoning reaches; all hold, it applies."
        ),
        _columns("id gate holds unsettled fails"),
        rows,
    )


def _person(rules: Rules, word: Word) -> Table:
    rows: list[tuple[Argument, ...]] = []
    for term, fits in rules.person_terms.items():
        cell: Argument = tuple(word("org_types", org) for org in sorted(fits)) if fits else phrase("nobody here")
        if unsettled := rules.person_unsettled.get(term):
            names = tuple(word("org_types", org) for org in sorted(unsettled))
            cell = phrase("{fits}; unsettled: {unsettled}", fits=cell, unsettled=names)
        rows.append((term, cell))
    for term, fit in rules.person_roles.items():
        cell = phrase(
            "{role} in {org}, whatever else is listed", role=word("roles", fit.role), org=word("org_types", fit.org)
        )
        rows.append((term, cell))
    return Table(phrase("G4, organisation: any listed term that fits."), _columns("term fits"), tuple(rows))


def _role(rules: Rules, word: Word) -> Table:
    from core.situation import Role

    rows = tuple((word("roles", role), rules.role_gate.of(role).value) for role in Role)
    note = phrase("Elected members hold for the parliament's own rules.")
    return Table(phrase("G4, role, once the organisation fits."), _columns("role result"), rows, note)


def _device(rules: Rules, word: Word) -> Table:
    table = rules.device_gate
    rows: list[tuple[Argument, ...]] = [(word("devices", device), *cells) for device, cells in table.rows.items()]
    by = ", ".join(f"{key}: {result.value}" for key, result in table.private_device.items())
    return Table(
        phrase("G5, device. The best column among the listed terms counts; an empty list holds."),
        (phrase("Device"), *(phrase("{term}", term=column) for column in table.columns)),
        tuple(rows),
        phrase("By what the entry says of private devices: {words}. managed-client counts as a work device.", words=by),
    )


def _headline(rules: Rules, word: Word) -> Table:
    rows: list[tuple[Argument, ...]] = []
    for row in rules.headline:
        if row.answer:
            rows.append((row.id, row.when, word("answers", row.answer)))
        elif row.answers:
            cells = tuple(
                phrase("{effect}: {answer}", effect=word("rulings", effect), answer=word("answers", answer))
                for effect, answer in row.answers.items()
            )
            rows.append((row.id, row.when, cells))
        else:
            rows.append((row.id, row.when, phrase("the answer table")))
    return Table(
        phrase("Headline: first row that has something; inside a row the strictest."),
        _columns("id when answer"),
        tuple(rows),
    )


def _conditions(rules: Rules) -> Table:
    rows = tuple((row.id, Term(f"conditions.{row.id}"), row.when) for row in rules.condition)
    return Table(phrase("Conditions, each with what calls for it."), _columns("id condition when"), rows)


def _tiers(rules: Rules) -> Table:
    rows = tuple((row.id, row.when) for row in rules.tier)
    return Table(phrase("Tier of an exemption: first row that fits."), _columns("id when"), rows)


def _columns(names: str) -> tuple[Phrase, ...]:
    known = {
        "id": phrase("Id"),
        "when": phrase("When"),
        "level": phrase("Level"),
        "names": phrase("Names"),
        "code": phrase("Code"),
        "weight": phrase("Weight"),
        "value": phrase("Value"),
        "threat": phrase("Threat"),
        "gate": phrase("Gate"),
        "holds": phrase("Holds"),
        "unsettled": phrase("Unsettled"),
        "fails": phrase("Fails"),
        "term": phrase("Term in the scope"),
        "fits": phrase("Fits"),
        "role": phrase("Role"),
        "result": phrase("Result"),
        "answer": phrase("Answer"),
        "condition": phrase("Condition"),
    }
    return tuple(known[name] for name in names.split())


def as_markdown(tables: Iterable[Table], say: Callable[[Phrase], str], show: Callable[[Argument], str]) -> str:
    """The tables in Markdown, for the manual.

    Args:
        tables: from `rule_tables`.
        say: turns a phrase into words (`core.texts.words.Words.say`).
        show: turns a cell into words (`Words.show`).
    """
    parts = []
    for table in tables:
        head = " | ".join(say(column) for column in table.columns)
        lines = [f"## {say(table.title)}", "", f"| {head} |", "|" + "---|" * len(table.columns)]
        lines += ["| " + " | ".join(show(cell).replace("|", "/") or " " for cell in row) + " |" for row in table.rows]
        parts.append("\n".join([*lines, *(["", say(table.note)] if table.note else [])]))
    return "\n\n".join(parts) + "\n"
