"""`appvett catalogue diff OLD NEW`: how two catalogues differ, in words, for reviewers of facts."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands import as_json
from core.commands.page import INDENT, Page
from core.commands.parsing import Arguments
from core.commands.session import Reply, Session
from core.texts import outside
from core.texts.phrase import phrase, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.releases.differences import Difference


def run(session: Session, arguments: Arguments) -> Reply:
    """Compare two catalogue files entry by entry.

    Raises:
        CatalogueError: one of them is missing or cannot be used.
    """
    from core.catalogue.store import CatalogueStore
    from core.releases.differences import diff

    old, new = (session.resources.enter_context(CatalogueStore.open(Path(operand))) for operand in arguments.operands)
    differences = diff(old, new)
    words = session.words
    return Reply(
        lambda: {
            "old": as_json.catalogue_as_json(old.info(), session.moment),
            "new": as_json.catalogue_as_json(new.info(), session.moment),
            "differences": [
                {"subject": d.subject.value, "id": d.id, "name": d.name, "words": words.say(d.words)}
                for d in differences
            ],
        },
        lambda: _text(differences, Page(words, session.out)),
    )


def _text(differences: Sequence[Difference], page: Page) -> str:
    if not differences:
        return page.words.say(phrase("The two catalogues hold the same.")) + "\n"
    blocks = []
    for (subject, entry, name), found in groupby(differences, key=lambda d: (d.subject.value, d.id, d.name)):
        lines = [line for d in found for line in page.paragraph(d.words, INDENT if entry else 0)]
        if entry:
            title = phrase("{name} ({subject} {id})", name=outside.name(name), subject=subject, id=entry)
            lines.insert(0, page.heading(title))
        blocks.append("\n".join(lines))
    count = plural("{count} difference.", "{count} differences.", count=len(differences))
    return "\n\n".join([*blocks, page.words.say(count)]) + "\n"
