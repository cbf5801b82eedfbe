import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands.preferences import read_settings
from core.settings import Layer, Managed, SettingsStore, managed, managed_file, read_managed
from core.settings.definitions import CLASS_NAMES, ORG
from core.settings.managed import LARGEST, is_the_administrators
from core.situation import InformationClass, Organisation

Write = Callable[[bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(content: bytes | str) -> Path:
        path = tmp_path / "settings.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def read(path: Path) -> Managed:
    return read_managed(path, trusts=lambda _: True)


def told(found: Managed) -> str:
    """What was wrong: the one sentence inside the message."""
    (problem,) = found.problems
    assert problem.layer is Layer.ORGANISATION
    assert found.values == {}
    assert found.locked == frozenset()
    why = dict(problem.what.args)["why"]
    return getattr(why, "message", "")


def test_example_of_the_manual_says_what_it_shows(write: Write) -> None:
    page = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    found = read(write(example))
    store = SettingsStore(None, managed=found)
    assert (found.problems, store.problems) == ((), ())
    assert store.find(ORG).locked
    assert store.get(ORG) is Organisation.COUNTY
    assert store.get(CLASS_NAMES[InformationClass.RED]) == "Fortrolig – bare fylket"
    assert store.managed_by == found.file


def test_without_a_file_nothing_is_managed(tmp_path: Path) -> None:
    assert read(tmp_path / "settings.toml") == Managed()
    assert read(tmp_path / "no-folder" / "settings.toml") == Managed()


@pytest.mark.parametrize("content", ["", "\ufeff", "# nothing yet\r\n", "locked = []\n[settings]\n"])
def test_file_may_say_nothing(write: Write, content: str) -> None:
    path = write(content)
    assert read(path) == Managed(file=path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("org = ", "Line {number} is no TOML."),
        ("[settings]\norg = county\n", "Line {number} is no TOML."),
        ("x = " + "[" * 60_000, "It is no TOML."),
        ("x = " + "1" * 60_000, "It is no TOML."),
        ("\0", "Line {number} is no TOML."),
        (b"org = \xe5", "It is no text in UTF-8."),
        ("#" * (LARGEST + 1), "It is larger than {number} kilobytes."),
        ("settings = 'org'", "“settings” must be a table."),
        ("locked = 'org'", "“locked” must be a list of keys in quotation marks."),
        ("locked = ['org', 1]", "“locked” must be a list of keys in quotation marks."),
        ("[setings]\norg = 'county'", "“{key}” does not belong in it."),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_file_that_is_not_understood_is_passed_over_as_a_whole(
    write: Write, content: bytes | str, expected: str
) -> None:
    assert told(read(write(content))) in {expected, "It is no TOML."}


def test_line_of_a_mistake_is_told(write: Write) -> None:
    found = read(write("[settings]\norg = 'county'\nbody = body\n"))
    why = dict(found.problems[0].what.args)["why"]
    assert dict(why.args)["number"] == 3  # type: ignore[union-attr] # a phrase


def test_value_that_is_no_text_is_reported_and_the_others_hold(write: Write) -> None:
    found = read(write("[settings]\norg = 'county'\nfirst-run = true\nclass = 3\n"))
    assert found.values == {"org": "county"}
    assert [problem.key for problem in found.problems] == ["first-run", "class"]


def test_folder_in_its_place_is_passed_over(tmp_path: Path) -> None:
    assert told(read(tmp_path)) == "It is no file."


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_file_that_others_may_change_is_passed_over(write: Write, whose: str) -> None:
    path = write("[settings]\norg = 'county'\n")
    wrong = path if whose == "file" else path.parent
    found = read_managed(path, trusts=lambda place: place != wrong)
    assert told(found) == "It is passed over, since others than the administrator may change it."


def test_file_that_cannot_be_looked_at_is_told(write: Write) -> None:
    def fail(_: Path) -> bool:
        raise PermissionError

    assert told(read_managed(write(""), trusts=fail)) == "It cannot be read."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks in another way")
def test_only_what_root_alone_may_write_is_the_administrators(tmp_path: Path) -> None:
    assert is_the_administrators(Path("/etc"))
    assert not is_the_administrators(Path("/tmp"))  # noqa: S108 - a folder of root in which everybody writes
    path = tmp_path / "settings.toml"
    path.touch()
    path.chmod(0o666)
    assert not is_the_administrators(path)


def test_no_environment_variable_moves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = managed_file()
    for name in os.environ | {"ProgramData": "", "XDG_CONFIG_DIRS": "", "APPVETT_SETTINGS": "", "HOME": ""}:
        if name != "PATH":
            monkeypatch.setenv(name, str(tmp_path))
    assert managed_file() == before
    assert before is not None
    assert before.name == "settings.toml"


def test_command_line_takes_what_the_organisation_has_set(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("locked = ['device']\n[settings]\norg = 'county'\n")
    monkeypatch.setattr(managed, "managed_file", lambda: path)
    monkeypatch.setattr(managed.read_managed, "__kwdefaults__", {"trusts": lambda _: True})
    settings, problems = read_settings(tmp_path / "data")
    assert settings.find(ORG).layer is Layer.ORGANISATION
    assert [problem.message for problem in problems] == ["The setting “{key}” cannot be locked."]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    SettingsStore(None, managed=read(path))
