"""A rule file that could leave a question without an answer is refused, with a phrase that says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import RulesInvalid
from core.rules.load import FORMAT, load_rules, parse_rules
from core.rules.model import Rules
from core.texts.phrase import Language
from core.texts.words import Words
from tests.core.conftest import RULES


def test_the_real_file_loads(rules: Rules) -> None:
    assert rules.format == FORMAT
    assert rules.as_of == "2026-11-23"


@dataclass(frozen=True)
class Broken:
    """A change to the real file, and what the refusal must name."""

    id: str
    old: str
    new: str
    says: str


CASES = (
    Broken("wrong format", "format = 1", "format = 2", "format 2, expected 1"),
    Broken("no format", "format = 1\n", "", "format"),
    Broken("broken TOML", "[[value]]", "[[value", "line"),
    Broken("unknown key at the top", 'as_of = "2026-11-23"', 'as_of = "2026-11-23"\nextra = 1', "extra"),
    Broken("unknown key in a row", 'id = "A1"', 'id = "A1"\ncolour = "red"', "colour"),
    Broken("unknown level", 'classes = ["black"]\nlevel = "very-high"', 'classes = ["black"]\nlevel = "huge"', "huge"),
    Broken("unknown device", '"work-connected"', '"toaster"', "toaster"),
    Broken("unknown answer", '"no-objection", "no-objection", "conditions"', '"fine", "fine", "fine"', "fine"),
    Broken("a text lacks a language", 'when.en = "class black"\n', "", "en"),
    Broken(
        "value hole", 'classes = ["red"]\nlevel = "high"', 'classes = ["black"]\nlevel = "high"', "for red on separate"
    ),
    Broken("threat hole", 'groups = ["E", "X"]', 'groups = ["E"]', "no threat row for X, weak"),
    Broken("reads hole", 'none = "high"', 'never = "high"', "a threat that is provisionally none"),
    Broken("reads unknown", 'none = "high"', 'none = "unknown"', "a threat that is provisionally none"),
    Broken("reach hole", 'id = "R2"', 'id = "R3"', "not one reach row for R2"),
    Broken("vulnerability hole", 'reach = "R1"', 'reach = "R2"', "not one vulnerability row for R1"),
    Broken("answer hole", 'value = "very-high"\nthreat = ["low"]', 'value = "very-high"\nthreat = []', "0 answer rows"),
    Broken("answer twice", 'threat = ["low", "moderate"]', 'threat = ["low", "moderate", "high"]', "2 answer rows"),
    Broken("device row gone", 'travel = ["unsettled", "fails", "fails", "holds"]', "", "no device row for travel"),
    Broken("device row short", '["unsettled", "fails", "fails", "holds"]', '["unsettled"]', "not one word for each"),
    Broken("device word", '["unsettled", "fails", "fails", "holds"]', '["x", "fails", "fails", "holds"]', "word x"),
    Broken("gate result", 'ordinary = "holds"', 'ordinary = "perhaps"', "perhaps"),
    Broken("headline gone", '[[headline]]\nid = "V6"', '[[headline]]\nid = "V7"', "expected V1 to V6"),
    Broken("fallback gone", 'fallback = "K1"', 'fallback = "K99"', "K99"),
    Broken("id twice", 'id = "T2"', 'id = "T1"', "id T1 stands twice"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_broken_file_is_refused_with_its_reason(case: Broken) -> None:
    content = RULES.read_text(encoding="utf-8")
    assert case.old in content, "the case no longer fits the file"
    with pytest.raises(RulesInvalid) as refused:
        parse_rules(content.replace(case.old, case.new).encode())
    said = Words(Language.EN).say(refused.value.what)
    assert said.startswith("The rule file cannot be used: ")
    assert case.says in said


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RulesInvalid):
        parse_rules(b"\xff\xfe\x00")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(RulesInvalid):
        parse_rules(b"")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RulesInvalid) as refused:
        load_rules(tmp_path / "gone.toml")
    assert "gone.toml" in Words(Language.EN).say(refused.value.what)
    assert refused.value.safe is not None, "it says that no answer is given without the rules"
