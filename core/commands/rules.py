"""`appvett rules`: the rule tables, as the rule file has them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.commands import layout
from core.commands.page import INDENT, Page
from core.commands.parsing import Arguments
from core.commands.session import Reply, Session
from core.errors import CatalogueError
from core.rules.tables import Table, ids, rule_tables, terms
from core.texts.words import capitalised

_NARROW = 12
"""Columns up to which a column is as wide as its longest cell; the others share what is left."""
_GAP = 2


def run(session: Session, arguments: Arguments) -> Reply:
    """Print every row; in the catalogue's words where there is a catalogue, else by the ids of the file.

    Raises:
        RulesInvalid: the rule file cannot be used.
    """
    del arguments
    rules = session.rules()
    return Reply(
        lambda: {"rules": msgspec.to_builtins(rules)},
        lambda: _text(session, rule_tables(rules, ids), rule_tables(rules, terms)),
    )


def _text(session: Session, by_id: Sequence[Table], in_words: Sequence[Table]) -> str:
    try:
        here, _ = session.with_catalogue()
    except CatalogueError:
        return tables_text(by_id, Page(session.words, session.out))
    return tables_text(in_words, Page(here.words, here.out))


def tables_text(tables: Sequence[Table], page: Page) -> str:
    """Tables as text, each with its title and, where it has one, its note."""
    return "\n\n".join("\n".join(_table_lines(table, page)) for table in tables) + "\n"


def _table_lines(table: Table, page: Page) -> list[str]:
    words = page.words
    rows = [[words.say(name) for name in table.columns]]
    rows += [[capitalised(words.show(cell)) for cell in row] for row in table.rows]
    # The id of a reach class or a level is no sentence and keeps its own form.
    for shown, row in zip(rows[1:], table.rows, strict=True):
        shown[0] = words.show(row[0])
    lines = [page.heading(table.title), *layout.table(rows, _widths(rows, page.width - INDENT), INDENT)]
    return lines + (page.paragraph(table.note) if table.note else [])


def _widths(rows: Sequence[Sequence[str]], available: int) -> list[int]:
    """Narrow columns as wide as they need, the rest in proportion to their longest cells."""
    needed = [max(layout.width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    narrow = sum(need for need in needed if need <= _NARROW)
    left = max(1, available - narrow - _GAP * (len(needed) - 1))
    wide = [need for need in needed if need > _NARROW]
    if sum(wide) <= left:
        return needed
    least = min(_NARROW, left // max(1, len(wide)))
    shared = max(0, left - least * len(wide))
    spare = max(1, sum(need - least for need in wide))
    return [need if need <= _NARROW else least + shared * (need - least) // spare for need in needed]
