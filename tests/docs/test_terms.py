"""The table of roles in the decisions and in the manual of publishing is that of the code."""

from __future__ import annotations

import re
from pathlib import Path

from core.publishing.repository.roles import Role, Terms

PAGE = Path(__file__).parents[2] / "docs" / "decisions" / "0018-roles-thresholds-and-expiry.md"


def test_roles_thresholds_and_days_are_those_of_the_code() -> None:
    terms, page = Terms(), PAGE.read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (\d+)(?: of (\d+))? \|[^|]*\| (\d+) days \|$", page, re.MULTILINE)
    assert {row[0] for row in rows} == set(Role)
    for name, threshold, _, days in rows:
        assert terms.thresholds[Role(name)] == int(threshold)
        assert terms.days[Role(name)] == int(days)
