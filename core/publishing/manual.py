"""Writes docs/rules.md from the rule file: `python -m core.publishing.manual`.

The page is part of the manual and is never edited by hand; a test compares it with what this module makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.publishing.problems import Problems
from core.publishing.reader import read_document
from core.rules.load import load_rules
from core.rules.model import Rules
from core.rules.tables import as_markdown, ids, rule_tables
from core.texts.phrase import Language, Text
from core.texts.words import Words

INTRODUCTION = """# The rules

This page is made from `resources/rules/rules.toml`, the one file that decides every answer. Do not edit it: change the
file and run `python -m core.publishing.manual`. The same tables are printed by `appvett rules` in bokmål, nynorsk and
English.

Two laws hold for all tables and are shown by tests: **worse never helps** (a fact that points to more risk never gives
a milder answer) and **unknown never helps** (a fact that turns unknown never does either).

How an answer is found:

1. *Value* comes from the situation alone (A).
2. *Threat* comes from the worst link between the company that runs the service for Norway and a state (T). It is
   computed twice, with every fact and with checked facts only; where the two differ it is unknown, and what all facts
   point to is shown as provisional.
3. *Vulnerability* comes from what the variant may reach (R) and what was found about its conduct (F), together S.
4. The three give Appvett's *own assessment* (C).
5. *Guidance* passes six gates (G).
6. The *headline* (V) takes the first voice that has something to say; ruling, advice and own assessment are shown side
   by side all the same.

Readings of the tables that the code makes explicit stand in `docs/decisions/`.
"""

_ROOT = Path(__file__).parents[2]


def page(rules: Rules, vocabulary: Mapping[str, Text]) -> str:
    """The whole page in Markdown, in English, with the ids of the file."""
    words = Words(Language.EN, vocabulary)
    return f"{INTRODUCTION}\n{as_markdown(rule_tables(rules, ids), words.say, words.show)}"


def condition_words(source: Path) -> dict[str, Text]:
    """The sentences of the conditions, by vocabulary key, from the catalogue's source folder."""
    document = read_document(source / "words" / "conditions.yaml", "words/conditions.yaml", Problems())
    entries = document.root["conditions"] if document and isinstance(document.root, dict) else {}
    return {f"conditions.{key}": Text(words["nb"], words["nn"], words["en"]) for key, words in entries.items()}


def main() -> None:
    """Write the page."""
    rules = load_rules(_ROOT / "resources" / "rules" / "rules.toml")
    text = page(rules, condition_words(_ROOT / "resources" / "catalogue"))
    (_ROOT / "docs" / "rules.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
