"""Reads the rule file and refuses one that has a hole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec

from core.errors import RulesInvalid
from core.rules.levels import GateResult, Group, Level, Link, ReachClass
from core.rules.model import Rules
from core.situation import Device, InformationClass
from core.texts.phrase import phrase

FORMAT = 1
"""The format of rule file that this program reads."""


def load_rules(path: Path) -> Rules:
    """The rule tables of the file at `path`.

    Raises:
        RulesInvalid: the file is missing, is no TOML, lacks a row or has one that the program cannot read.
    """
    try:
        return parse_rules(path.read_bytes())
    except OSError as error:
        raise _invalid(f"{path.name}: {error.strerror}") from error


def parse_rules(content: bytes) -> Rules:
    """The rule tables of a file's content.

    Raises:
        RulesInvalid: as in `load_rules`.
    """
    try:
        rules = msgspec.convert(tomllib.loads(content.decode("utf-8")), Rules)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _invalid(str(error)) from error
    if rules.format != FORMAT:
        raise _invalid(f"format {rules.format}, expected {FORMAT}")
    if holes := _holes(rules):
        raise _invalid("; ".join(holes))
    return rules


_KNOWN = (Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH)
_READ = (Level.LOW, Level.MODERATE, Level.HIGH)
"""Threat levels as the answer table reads them."""
_DEVICE_WORDS = frozenset([*GateResult, "by-private-device", "fails-connection"])


def _holes(rules: Rules) -> list[str]:
    """Every combination that no row answers, every word that means nothing, and every id that stands twice."""
    return [*_level_holes(rules), *_answer_holes(rules), *_gate_holes(rules), *_twice(rules)]


def _level_holes(rules: Rules) -> Iterator[str]:
    for kind, device in product(InformationClass, Device):
        if not any(kind in row.classes and (not row.devices or device in row.devices) for row in rules.value):
            yield f"no value row for {kind} on {device}"
    for group, link in product(Group, Link):
        # A place of mere registration gives no exposure; for every other group a missing row would hide one.
        if group is not Group.H and not any(group in row.groups and link in row.links for row in rules.threat):
            yield f"no threat row for {group}, {link}"
    for level in ("none", *_KNOWN):
        if rules.threat_reads.get(level) not in _READ:
            yield f"nothing says how the answer table reads a threat that is provisionally {level}"
    for reach in ReachClass:
        if sum(row.id is reach for row in rules.reach) != 1:
            yield f"not one reach row for {reach}"
        if sum(row.reach is reach for row in rules.vulnerability) != 1:
            yield f"not one vulnerability row for {reach}"


def _answer_holes(rules: Rules) -> Iterator[str]:
    for value, threat in product(_KNOWN, _READ):
        if (n := sum(row.value is value and threat in row.threat for row in rules.answer)) != 1:
            yield f"{n} answer rows for value {value}, threat {threat}"
    rows = [row.id for row in rules.headline]
    if rows != ["V1", "V2", "V3", "V4", "V5", "V6"]:
        yield f"headline rows {', '.join(rows)}, expected V1 to V6 in order"
    if not any(row.id == rules.condition_limits.fallback for row in rules.condition):
        yield f"no condition {rules.condition_limits.fallback} to fall back on"


def _gate_holes(rules: Rules) -> Iterator[str]:
    table = rules.device_gate
    for device in Device:
        if device not in table.rows:
            yield f"no device row for {device}"
    for device, row in table.rows.items():
        if len(row) != len(table.columns):
            yield f"device row {device} has not one word for each column"
        for word in sorted(set(row) - _DEVICE_WORDS):
            yield f"device row {device} has the unknown word {word}"


def _twice(rules: Rules) -> Iterator[str]:
    tables = (
        rules.value,
        rules.group,
        rules.threat,
        rules.answer,
        rules.gate,
        rules.headline,
        rules.condition,
        rules.tier,
    )
    ids = [row.id for table in tables for row in table]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"id {name} stands twice"


def _invalid(detail: str) -> RulesInvalid:
    return RulesInvalid(
        phrase("The rule file cannot be used: {detail}.", detail=detail),
        phrase("Install Appvett again, or restore the file in the folder resources/rules."),
        safe=phrase("Nothing has been changed. No answer is given without the rules."),
    )
