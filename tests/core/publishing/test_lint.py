"""Warnings for reviewers of facts."""

from datetime import date
from pathlib import Path

from core.errors import Silent
from core.publishing.build import load_source
from core.publishing.lint import WarningKind, lint
from tests.catalogue_fixture import SOURCE
from tests.core.publishing.small import edit

TODAY = date(2026, 11, 23)


def warnings(folder: Path, part: str) -> list[str]:
    return [str(warning) for warning in lint(load_source(folder, Silent()), TODAY) if part in warning.file]


EXPECTED = """
companies/example-ie.yaml:24: presences[1].source_year: the newest source is of 2024: over 18 months old [old]
companies/example-ie.yaml:31: source_year: the newest source is of 2023: over 18 months old [old]
companies/example.yaml:7: stakes[1]: the chain ends here, with a private owner that nobody has read [unread-chain]
companies/example.yaml:10: stakes[1].verified: not verified [unverified]
companies/example.yaml:20: verified: not verified [unverified]
guidance/example-2024-notes.yaml:13: confidence: later changes were not checked [open-end]
guidance/example-2024-notes.yaml:34: official_need.text: no text in nb and nn [missing-language]
incidents/2019.yaml:7: incidents[1].status: example-notes-2019: under appeal, and not looked at for over 18 months\
 [open-end]
"""


def test_the_small_source_has_what_a_reviewer_should_see(small: Path) -> None:
    edit(small, "companies/example.yaml", "founder-controlled\n    control: control", "private\n    control: unknown")
    edit(small, "companies/example.yaml", "listed: NASDAQ:EXNO", "listed: private")
    edit(small, "companies/example-ie.yaml", "source_year: 2025\nsources", "source_year: 2023\nsources")
    edit(small, "guidance/example-2024-notes.yaml", "confidence: medium", "confidence: low")
    edit(small, "incidents/2019.yaml", "status: final", "status: under appeal")
    found = [line for part in ("companies/example", "guidance/example", "2019") for line in warnings(small, part)]
    assert found == EXPECTED.strip().split("\n")


def test_an_app_without_a_reading_is_told(small: Path) -> None:
    (small / "exodus" / "example-notes.yaml").unlink()
    expected = "apps/example-notes.yaml:1: no package of this app was read [no-reading]"
    assert expected in warnings(small, "apps/example-notes")


def test_odd_names_are_told(small: Path) -> None:
    edit(small, "apps/example-notes.yaml", "name: Example Notes", 'name: "Ex\\u0430mple\\u200b Notes"')
    assert warnings(small, "apps/example-notes") == [
        "apps/example-notes.yaml:1: name: 'Exаmple\\u200b' mixes cyrillic and latin letters [odd-name]",  # noqa: RUF001
        "apps/example-notes.yaml:1: name: holds invisible characters: U+200B [odd-name]",
    ]


def test_long_lines_and_old_readings_are_told(small: Path) -> None:
    edit(small, "apps/example-notes.yaml", "note: Named", f"note: {'Long words ' * 12}Named")
    edit(small, "exodus/example-notes.yaml", 'date: "2026-02-03"', 'date: "2024-02-03"')
    assert warnings(small, "apps/example-notes") == [
        "apps/example-notes.yaml:21: note: line 21 has more than 120 characters: fold it with >- [long-line]"
    ]
    assert warnings(small, "exodus") == [
        "exodus/example-notes.yaml:10: facts[1].date: permissions of 2024-02-03: over 18 months old [old]"
    ]


def test_hidden_entries_are_counted_in_the_real_source() -> None:
    found = lint(load_source(SOURCE, Silent()), TODAY)
    hidden = [warning for warning in found if warning.kind is WarningKind.HIDDEN]
    assert [warning.file for warning in hidden] == ["guidance/nsm-mobilapplikasjoner-report.yaml"]
    assert not [warning for warning in found if warning.kind is WarningKind.ODD_NAME]
