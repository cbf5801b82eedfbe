"""Building the catalogue before `run`, when there is none or its sources changed."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devkit import console, environment, stamps

SOURCES = (
    "resources/catalogue",
    "resources/rules",
    "core/facts.py",
    "core/catalogue",
    "core/guidance",
    "core/jurisdiction",
    "core/publishing",
    "core/reach",
)
"""What a catalogue is made from: the facts, the rules, and the code that reads and writes them."""

_WITH_VALUE = frozenset({"--app", "--data", "--language", "--now", "--screenshot"})
"""Options that may stand before a command word and are followed by a value."""

_FOLDER_VARIABLES = ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE")
"""What decides where the data folder lies when `--data` does not say."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the arguments of `run` mean for the catalogue."""

    needs_catalogue: bool
    """False for help, for the commands that make or check a catalogue, and for the rule tables."""
    needs_screen: bool
    """True where a window opens."""
    command: str | None
    """The command word; None is the window, or a picture of it."""
    data: str | None
    """The folder given with `--data`, as given."""


def read_arguments(arguments: Sequence[str], commands: frozenset[str]) -> Request:
    """Reads the few arguments of `run` that matter here; everything else is Appvett's own business.

    Args:
        arguments: Everything after `run`.
        commands: The words that are commands of Appvett.
    """
    given: dict[str, str] = {}
    words: list[str] = []
    wants_help = False
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name in _WITH_VALUE:
            given[name] = value if equals else next(rest, "")
        elif argument in ("-h", "--help", "--version"):
            wants_help = True
        elif not argument.startswith("-"):
            words.append(argument)
    command = words[0] if words and words[0] in commands else None
    return Request(
        needs_catalogue=not wants_help and _needs_catalogue(command, words[1:]),
        needs_screen=not wants_help and command is None and "--screenshot" not in given,
        command=command,
        data=given.get("--data"),
    )


def _needs_catalogue(command: str | None, words: Sequence[str]) -> bool:
    """Whether a command, followed by these words, reads the catalogue in use."""
    if command == "catalogue":
        return list(words) == ["info"] or list(words[:1]) == ["import"]
    return command not in ("help", "rules", "sync", "hub")


def stamp_path(data: str | None, variables: Mapping[str, str], venv: Path = environment.VENV) -> Path:
    """The stamp that belongs to one data folder: each has a catalogue of its own."""
    if data is not None:
        key = str(Path(data).absolute())
    else:
        key = "\0".join(variables.get(name, "") for name in _FOLDER_VARIABLES)
    return venv / "catalogues" / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def is_fresh(stamp: Mapping[str, str], sources: str) -> bool:
    """Whether the catalogue of a data folder was built from these sources and is still there."""
    folder = stamp.get("folder")
    return stamp.get("sources") == sources and folder is not None and has_catalogue(Path(folder))


def has_catalogue(folder: Path) -> bool:
    """Whether a data folder holds a catalogue."""
    return any(folder.glob("catalogue-*.sqlite")) or any(folder.glob("*/catalogue-*.sqlite"))


def prepare(request: Request) -> int:
    """Builds the catalogue when that is called for.

    Returns:
        0 when Appvett can be started, else the exit code of the build.
    """
    if not request.needs_catalogue:
        return 0
    sources = stamps.tree_digest(console.ROOT, SOURCES)
    path = stamp_path(request.data, os.environ)
    if is_fresh(stamps.read(path), sources):
        return 0
    stamps.remove(path)
    folder = _data_folder(request.data)
    console.say("building the catalogue: its sources are new or have changed")
    code = console.call(build_command(request.data), env=environment.variables(), cwd=None, to_stderr=True)
    if code == 0:
        stamps.write(path, {"sources": sources, "folder": str(folder)})
        return 0
    if has_catalogue(folder):
        console.say("the catalogue was not built; Appvett goes on with the last one that was.")
        return 0
    console.say("the catalogue was not built, and there is no older one: mend what is named above and try again.")
    return code


def build_command(data: str | None) -> list[str]:
    """The command that builds the catalogue and puts it to use."""
    place = ["--data", data] if data is not None else []
    return [str(environment.python()), "-P", "-m", "gui", "catalogue", "build", *place]


def _data_folder(data: str | None) -> Path:
    """Where the catalogue will lie; asked of Appvett itself, which alone knows each system."""
    if data is not None:
        return Path(data).absolute()
    program = "from core.settings import folders; print(folders.data_folder())"
    code, answer = console.ask(
        [environment.python(), "-c", f"import sys; sys.path.insert(0, {str(console.ROOT)!r}); {program}"]
    )
    if code != 0:
        raise console.DevError("the data folder could not be found: `core.settings.folders` does not answer.")
    return Path(answer.strip())
