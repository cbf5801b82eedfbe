"""The printed rules are the rules: the page in the manual is what the rule file gives today."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.publishing.manual import condition_words, page
from core.rules.load import load_rules
from core.rules.tables import rule_tables, terms
from core.texts.phrase import Language
from core.texts.words import Words

ROOT = Path(__file__).parents[3]
RULES = load_rules(ROOT / "resources" / "rules" / "rules.toml")


def test_page_in_the_manual_is_made_from_the_rule_file() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == page(RULES, condition_words(ROOT / "resources" / "catalogue"))


def test_every_rule_id_stands_on_the_page() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    tables = (RULES.value, RULES.threat, RULES.answer, RULES.gate, RULES.headline, RULES.condition, RULES.tier)
    ids = [row.id for table in tables for row in table]
    ids += [RULES.value_raise.id, RULES.threat_unknown.id, RULES.threat_unverified.id]
    assert [rule for rule in ids if f"| {rule} |" not in written] == []
    assert [rule for row in RULES.vulnerability for rule in row.ids if f" {rule}" not in written] == []


@pytest.mark.parametrize("language", list(Language))
def test_tables_can_be_said_in_every_language(language: Language) -> None:
    words = Words(language, {})
    for table in rule_tables(RULES, terms):
        assert words.say(table.title)
        for row in table.rows:
            assert len(row) == len(table.columns)
            assert words.show(row[0])
