"""The rule tables as data: levels, rows with ids, and the file they are read from."""

from core.rules.levels import Answer, GateResult, Level, Link
from core.rules.load import load_rules
from core.rules.model import Rules

__all__ = ["Answer", "GateResult", "Level", "Link", "Rules", "load_rules"]
