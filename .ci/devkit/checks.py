"""The stages of `test` and `lint`, each a program of its own that is started in turn."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from devkit import console, environment

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
"""Qt draws into memory: tests need no screen."""

COMPILED_ONCE = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(console.ROOT / "build" / "compiled"),
}
"""Tests start the program many times: it is compiled once for all of them, out of the way of the sources."""

FAILED_STAGES = "APPVETT_FAILED_STAGES"
"""Variable that tells the test run which stages failed before it, for its closing words."""

_LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
"""import-linter has a program, but no module, to start."""

_ONE_PROCESS = frozenset({"-k", "--lf", "--last-failed", "-x", "-s", "--pdb", "--trace", "-n", "--numprocesses"})
"""Arguments of somebody who wants few tests, or to see one after the other, or says the number."""

_MOST_PROCESSES = 8
"""Beyond these, starting them takes longer than they save."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One check."""

    name: str
    """As it is reported."""
    command: tuple[str, ...]
    """What follows `python`."""


def static_stages() -> tuple[Stage, ...]:
    """Everything that is checked without running Appvett, in order."""
    stages = [
        Stage("ruff", ("-m", "ruff", "check", "--quiet", ".")),
        Stage("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
        Stage("mypy", ("-m", "mypy")),
        Stage("import-linter", ("-c", _LINT_IMPORTS)),
    ]
    if (console.ROOT / "core" / "texts" / "check.py").exists():
        stages.append(Stage("texts", ("-m", "core.texts.check")))
    else:
        console.say("texts: not checked, core/texts/check.py is not there")
    return tuple(stages)


def run_stages(stages: Sequence[Stage]) -> tuple[str, ...]:
    """Runs every stage, also after one has failed.

    Returns:
        The names of those that failed, in order.
    """
    return tuple(stage.name for stage in stages if not _passes(stage))


def run_tests(arguments: Sequence[str], *, failed_before: Sequence[str] = ()) -> int:
    """Runs pytest as the last stage, so that its closing line ends the output.

    Args:
        arguments: Passed on to pytest.
        failed_before: Stages that failed; pytest's closing words repeat them, for they are far up by then.

    Returns:
        Its exit code.
    """
    env = {**environment.variables(), **OFFSCREEN, **COMPILED_ONCE, FAILED_STAGES: ", ".join(failed_before)}
    return console.call([environment.python(), "-m", "pytest", *arguments], env=env)


def split_test_arguments(arguments: Sequence[str]) -> tuple[bool, list[str]]:
    """The arguments of `test`: whether `--all` is among them, and what is left for pytest."""
    return "--all" in arguments, [argument for argument in arguments if argument != "--all"]


def selection(*, everything: bool, arguments: Sequence[str]) -> list[str]:
    """What pytest is told about heavy tests: nothing when all are wanted or the caller chooses by mark."""
    chosen = everything or any(a == "-m" or a.startswith(("-m=", "--markexpr")) for a in arguments)
    return [] if chosen else ["-m", "not heavy"]


def processes(arguments: Sequence[str], cores: int) -> list[str]:
    """What pytest is told about the number of processes: one for each core, where that is quicker.

    Args:
        arguments: What the caller passes to pytest.
        cores: Processors that this program may use.
    """
    few = any(".py" in argument or argument.partition("=")[0] in _ONE_PROCESS for argument in arguments)
    if few or cores < 2:  # noqa: PLR2004 - one core is what two are compared with
        return []
    # Whoever has nothing left to do takes over from the others.
    return ["--numprocesses", str(min(cores, _MOST_PROCESSES)), "--dist", "worksteal"]


def cores() -> int:
    """Processors that this program may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # where the system tells
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _passes(stage: Stage) -> bool:
    console.say(f"{stage.name} ...")
    began = time.monotonic()
    code = console.call([environment.python(), *stage.command], env=environment.variables())
    outcome = "passed" if code == 0 else f"FAILED (exit code {code})"
    console.say(f"{stage.name}: {outcome} in {time.monotonic() - began:.1f} s")
    return code == 0
