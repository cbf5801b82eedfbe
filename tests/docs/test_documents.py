"""The documents keep their word: links lead somewhere, and what is documented is what there is."""

import re
from pathlib import Path

import pytest

import core.commands.refusals
import core.errors
import core.transport.failures
import core.transport.source
from core.commands.definitions import BUILT, NOT_YET
from core.errors import AppvettError
from core.settings.definitions import SETTINGS
from core.transport.failures import Reason

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "resources", "benchmarks")
DOCUMENTS = tuple(
    path.relative_to(ROOT)
    for path in (*sorted(ROOT.glob("*.md")), *(p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.md"))))
)
DECISIONS = tuple(sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md"))
SOURCES = tuple(path for folder in ("core", "gui", "devkit") for path in sorted((ROOT / folder).rglob("*.py")))

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HEADING = re.compile(r"^#+ +(.*?)\s*$", re.MULTILINE)
_PLACE_OF_A_MACHINE = re.compile(r"(?<![\w.~/-])/(?:home|root|Users|work|mnt|media|private)/|\b[A-Za-z]:\\+Users\\")
_HEADINGS_OF_A_DECISION = ("Context", "Options", "Decision", "Consequences", "How to change one's mind")
_STARTS_NO_LINK = ("http://", "https://", "mailto:")


def _text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _prose(path: Path) -> str:
    """The text without code, in which brackets are no links."""
    return _CODE.sub("", _FENCE.sub("", _text(path)))


def _anchors(path: Path) -> set[str]:
    """The anchors of a page, as code forges make them from headings."""
    titles = _HEADING.findall(_FENCE.sub("", _text(path)))
    return {re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in titles}


def _all_text() -> str:
    return "\n".join(_text(path) for path in DOCUMENTS)


def _error_codes() -> set[str]:
    """Every code an error of ours can bear; reasons of a fetch are part of its code."""
    found: set[str] = set()
    waiting: list[type[AppvettError]] = list(AppvettError.__subclasses__())
    while waiting:
        kind = waiting.pop()
        # Whoever has no code of its own is given one when it is raised.
        if kind.__module__.startswith(("core.", "gui.")) and "code" in vars(kind):
            found.add(kind.code)
        waiting += kind.__subclasses__()
    return found | {f"transport-{reason}" for reason in Reason}


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    lost = []
    for target in _LINK.findall(_prose(path)):
        if target.startswith(_STARTS_NO_LINK):
            continue
        name, _, anchor = target.partition("#")
        there = (ROOT / path).parent / name if name else ROOT / path
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in _anchors(there)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_no_document_names_a_place_of_one_machine(path: Path) -> None:
    assert [found.group() for found in _PLACE_OF_A_MACHINE.finditer(_text(path))] == []


def test_readme_names_the_two_commands() -> None:
    lines = _text(Path("README.md")).splitlines()
    assert "python3 dev.py run" in lines
    assert "python3 dev.py test" in lines


@pytest.mark.parametrize("words", [command.words for command in BUILT])
def test_every_command_is_documented(words: str) -> None:
    assert re.search(rf"(?:`|appvett |dev\.py run ){re.escape(words)}\b", _all_text())
    assert f"appvett {words}" in _text(Path("docs/formats/command-line.md"))


def test_commands_of_later_versions_are_told_as_planned() -> None:
    text = " ".join(_text(Path("docs/architecture.md")).split())
    planned = re.search(r"These words are reserved and planned.*?: (.*?);", text)
    assert planned is not None
    assert set(re.findall(r"`([^`]+)`", planned.group(1))) == {command.words for command in NOT_YET}


def test_every_error_code_has_its_row() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", _text(Path("docs/errors.md")), re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == _error_codes()


def test_every_setting_has_its_row() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\S+) \|.*\| (yes|no) \|", _text(Path("docs/settings.md")), re.MULTILINE)
    expected = [
        (setting.key, f"`{text}`" if (text := setting.text(setting.default)) else "empty", _word(setting.lockable))
        for setting in SETTINGS
    ]
    assert rows == expected


def _word(flag: bool) -> str:
    return "yes" if flag else "no"


def test_every_value_of_a_situation_is_in_the_glossary() -> None:
    glossary = _text(Path("docs/glossary.md"))
    values = {value for setting in SETTINGS if setting.key not in ("language", "theme") for value in setting.allowed}
    lost = {value for value in values if value and f"`{value}`" not in glossary + _text(Path("docs/settings.md"))}
    assert lost == set()


def test_decisions_are_numbered_once_and_in_a_row() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS if re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)]
    assert len(numbers) == len(DECISIONS)
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name[:4])
def test_decision_has_its_parts_and_its_line_in_the_list(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}: ")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == _HEADINGS_OF_A_DECISION
    assert f"({path.name})" in _text(Path("docs/decisions/README.md"))


def test_tests_of_the_threat_model_are_listed_once() -> None:
    rows = re.findall(
        r"^\| (T\d\d) \|.*\| (done|partly|planned)\b[^|]*\|$", _text(Path("docs/security.md")), re.MULTILINE
    )
    assert [name for name, _ in rows] == [f"T{number:02}" for number in range(1, 45)]


def test_documents_that_the_source_names_exist() -> None:
    names = {
        name
        for path in SOURCES
        for name in re.findall(r"\bdocs/[\w/-]+(?:\.md|/\d{4})", path.read_text(encoding="utf-8"))
    }
    assert names
    lost = [name for name in sorted(names) if not (ROOT / name).exists() and not list(ROOT.glob(f"{name}-*.md"))]
    assert lost == []


def test_modules_with_errors_are_loaded_here() -> None:
    """The codes are found among loaded classes, so every module that defines one must be imported above."""
    loaded = {module.__name__.replace(".", "/") + ".py" for module in _MODULES}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if re.search(r"^    code = \"", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found <= loaded


_MODULES = (core.errors, core.commands.refusals, core.transport.failures, core.transport.source)
