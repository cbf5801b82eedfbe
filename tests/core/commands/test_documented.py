"""docs/formats/command-line.md: every example is run, and what the program knows stands on the page."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from core import errors
from core.catalogue.current import activate
from core.commands.definitions import BUILT, COMMON, NOT_YET
from core.commands.refusals import InternalError, NotYet, ReadOrWriteFailed
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.sync import root
from tests.core.commands.conftest import Run
from tests.lists import line, write_list
from tests.publisher import a_publisher, changed
from tests.publishing_desk import Desk

PAGE = (Path(__file__).parents[3] / "docs" / "formats" / "command-line.md").read_text("utf-8")
EXAMPLES = re.findall(r"```console\n\$ appvett ([^\n]+)\n(.*?)```", PAGE, re.DOTALL)
ANY = "…"


def differences(documented: Any, found: Any, place: str = "$") -> list[str]:
    """Where an answer is not as documented."""
    if documented == ANY:
        return []
    if isinstance(documented, dict) and isinstance(found, dict):
        return _object_differences(documented, found, place)
    if isinstance(documented, list) and isinstance(found, list):
        return _list_differences(documented, found, place)
    if type(documented) is type(found) and documented == found:
        return []
    return [f"{place}: documented {documented!r}, found {found!r}"]


def _object_differences(documented: dict[str, Any], found: dict[str, Any], place: str) -> list[str]:
    wanted = [key for key in documented if key != ANY]
    wrong = [f"{place}.{key} is missing" for key in wanted if key not in found]
    if ANY not in documented:
        wrong += [f"{place}.{key} is not documented" for key in found if key not in documented]
        if not wrong and list(found) != wanted:
            wrong.append(f"{place}: the keys stand in another order: {list(found)}")
    return wrong + [
        line for key in wanted if key in found for line in differences(documented[key], found[key], f"{place}.{key}")
    ]


def _list_differences(documented: list[Any], found: list[Any], place: str) -> list[str]:
    wanted = documented[:-1] if documented and documented[-1] == ANY else documented
    if len(found) < len(wanted) or (wanted is documented and len(found) != len(wanted)):
        return [f"{place}: documented {len(wanted)} items, found {len(found)}"]
    return [line for index, item in enumerate(wanted) for line in differences(item, found[index], f"{place}[{index}]")]


@pytest.fixture
def places(real_catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the words in capitals stand for; this machine follows the publisher of the stick."""
    publisher = a_publisher(tmp_path / "stick")
    (tmp_path / "root.json").write_bytes(publisher.root_bytes())
    monkeypatch.setattr(root, "shipped_root", lambda: tmp_path / "root.json")
    rename = "update app set name = 'Other' where id = (select min(id) from app)"
    publisher.release(changed(real_catalogue, tmp_path / "newer.sqlite", rename, version=99))
    notes = line(store_id="org.example.notes", name="Notes", installs="Free")
    other = line(store_id="org.example.notes", name="Old Notes", source="crawl-2019")
    lines = (notes, other, "broken", line(store_id="org.example.other", name="Other"), notes)
    return {
        "CATALOGUE": str(real_catalogue),
        "LIST": str(write_list(tmp_path / "list.tsv", *lines)),
        "FOLDER": str(tmp_path / "folder"),
        "STICK": str(publisher.folder),
    }


def publishing_places(command: str, folder: Path, small_catalogue: Path) -> dict[str, str]:
    """What the words stand for in the commands of a publisher: one release is published, and to be signed the next."""
    desk = Desk(folder / "office")
    desk.set_up()
    desk.release(small_catalogue)
    rename = "update app set name = 'Other' where id = 'signal'"
    newer = changed(small_catalogue, folder / "newer.sqlite", rename)
    if command.startswith("catalogue sign"):
        desk.stage(newer)
    return {
        "KEYS": str(folder / "keys"),
        "KEY": desk.keys.of("targets", "anna"),
        "PASSPHRASE": desk.keys.passphrase,
        "REPOSITORY": str(desk.repository),
        "NEWER": str(newer),
        "FOLDER": str(folder / "folder"),
    }


@pytest.mark.parametrize(("command", "answer"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_examples_are_true(
    command: str,
    answer: str,
    run: Run,
    places: dict[str, str],
    real_catalogue: Path,
    small_catalogue: Path,
    tmp_path: Path,
) -> None:
    if command.startswith(("catalogue keys", "catalogue sign", "catalogue publish")):
        places = publishing_places(command, tmp_path, small_catalogue)
    argv = [places.get(word, word) for word in shlex.split(command)]
    # A release in use would keep the other examples from building theirs.
    own = {}
    if command.startswith("sync"):
        own = {"folder": tmp_path / "data"}
        activate(real_catalogue, tmp_path / "data")
    done = run(*argv, now=None, environment={"LANG": "en_GB.UTF-8"}, **own)
    assert differences(json.loads(answer), done.json) == []


def test_the_comparison_of_examples_finds_faults() -> None:
    assert differences({"a": ANY, "b": [1, ANY]}, {"a": 5, "b": [1, 2]}) == []
    assert differences({"a": 1}, {"a": 1, "b": 2}) == ["$.b is not documented"]
    assert differences({"a": 1}, {}) == ["$.a is missing"]
    assert differences({"a": 1, "b": 2}, {"b": 2, "a": 1}) == ["$: the keys stand in another order: ['b', 'a']"]
    assert differences([1], [1, 2]) == ["$: documented 1 items, found 2"]
    assert differences([1, ANY], []) == ["$: documented 1 items, found 0"]
    assert differences({"a": 1}, {"a": True}) == ["$.a: documented 1, found True"]


def test_every_command_has_an_example_and_every_option_its_place() -> None:
    for command in BUILT:
        assert any(example.startswith(command.words) for example, _ in EXAMPLES), command.words
        for option in (*command.options, *COMMON):
            assert f"{option.flag} {option.value}".strip() in PAGE or f"`{option.flag}" in PAGE, option.flag


def test_what_is_not_built_is_said_so() -> None:
    _, _, part = PAGE.partition("## Not in this version yet")
    assert all(f"`{command.words}`" in part for command in NOT_YET)


@pytest.mark.parametrize("choices", [Organisation, Role, Device, InformationClass, Purpose, Platform])
def test_every_value_of_the_situation_is_named(choices: Any) -> None:
    assert all(f"`{choice.value}`" in PAGE for choice in choices)


def test_every_error_code_is_named() -> None:
    families: list[type[errors.AppvettError]] = [NotYet, InternalError, ReadOrWriteFailed]
    known = list(vars(errors).values())
    families += [value for value in known if isinstance(value, type) and issubclass(value, errors.AppvettError)]
    # Families of which only members are raised by commands, and what a sync gets over by itself.
    general = {"failed", "catalogue", "transport", "trust", "publishing", "delta-unfit"}
    codes = {family.code for family in families} - general
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()
