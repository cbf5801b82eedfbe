"""The verbs of `dev.py`: one function each, and the table that `help` prints."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from devkit import bundle, catalogue, checks, console, debian, environment, pictures, relock

COMMANDS = frozenset(
    {
        *("help", "lookup", "card", "compare", "guidance", "catalogue", "rules", "sync", "organisation"),
        *("request", "review", "exchange", "case", "inventory", "inspect", "hub"),
    }
)
"""The command words of Appvett; anything else opens the window."""

WRONG_USAGE = 2


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that `dev.py` can do."""

    usage: str
    """What may follow the verb."""
    meaning: str
    """One line for `help`."""
    act: Callable[[list[str]], int]
    """Does it; takes what follows the verb and gives the exit code."""


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments ask for.

    Returns:
        The exit code: 0 done, 1 failed, 2 wrong usage; `run` returns that of Appvett itself.
    """
    word, *rest = arguments or ["help"]
    verb = VERBS.get("help" if word in ("-h", "--help") else word)
    if verb is None:
        console.say(f"there is no verb “{word}”.\n\n{usage(VERBS)}")
        return WRONG_USAGE
    try:
        return verb.act(rest)
    except console.DevError as error:
        console.say(str(error))
        return 1
    except OSError as error:
        console.say(console.in_plain_words(error))
        return 1
    except KeyboardInterrupt:
        console.say("stopped.")
        return 130


def usage(verbs: Mapping[str, Verb]) -> str:
    """The text of `help`."""
    width = max(len(f"{name} {verb.usage}") for name, verb in verbs.items())
    lines = [f"  {f'{name} {verb.usage}':<{width}}  {verb.meaning}" for name, verb in verbs.items()]
    return "\n".join(["usage: python3 dev.py VERB [arguments]", "", *lines, ""])


_SCREEN_READER = (*debian.QT_X11, *debian.VIRTUAL_SCREEN) if sys.platform.startswith("linux") else ()
"""What the test needs that meets the window as a screen reader does."""


def run(arguments: list[str]) -> int:
    """Starts Appvett with all arguments, in the folder where one stands."""
    request = catalogue.read_arguments(arguments, COMMANDS)
    environment.prepare()
    if code := catalogue.prepare(request):
        return code
    if request.command is None and sys.platform.startswith("linux"):
        needed = [*debian.QT_OFFSCREEN, *(debian.QT_X11 if _has_screen() and request.needs_screen else ())]
        debian.ensure(needed, "needed to draw the window")
    return _become([str(environment.python()), "-P", "-m", "gui", *arguments])


def test(arguments: list[str]) -> int:
    """All checks; with arguments for pytest only the tests they choose."""
    everything, for_pytest = checks.split_test_arguments(arguments)
    environment.prepare()
    debian.ensure([*debian.QT_OFFSCREEN, *_SCREEN_READER], "needed to draw windows in tests, and to read them aloud")
    debian.ensure(debian.SERVERS, "needed to serve releases in tests", services=("nginx",))
    failed: tuple[str, ...] = ()
    if for_pytest:
        console.say("arguments for pytest are given: the other checks are not run (python3 dev.py lint)")
    else:
        failed = checks.run_stages(checks.static_stages())
    choice = checks.selection(everything=everything, arguments=for_pytest)
    if choice:
        console.say("the heavy tests are not run; python3 dev.py test --all runs them")
    console.say("pytest ...")
    spread = checks.processes(for_pytest, checks.cores())
    code = checks.run_tests([*spread, *choice, *for_pytest], failed_before=failed)
    return code or (1 if failed else 0)


def lint(arguments: list[str]) -> int:
    """Everything `test` checks before the tests."""
    _refuse(arguments)
    environment.prepare()
    failed = checks.run_stages(checks.static_stages())
    console.say(f"failed: {', '.join(failed)}" if failed else "all passed")
    return 1 if failed else 0


def tidy(arguments: list[str]) -> int:
    """Formats the code and mends what ruff can mend by itself."""
    environment.prepare()
    python, paths = environment.python(), arguments or ["."]
    fixed = console.call([python, "-m", "ruff", "check", "--fix", "--quiet", *paths])
    formatted = console.call([python, "-m", "ruff", "format", *paths], to_stderr=True)
    return fixed or formatted


def bench(arguments: list[str]) -> int:
    """Runs the measurements, all or those named."""
    environment.prepare()
    there = sorted(path.stem for path in (console.ROOT / "benchmarks").glob("*.py") if path.stem[0] != "_")
    if unknown := sorted(set(arguments) - set(there)):
        raise console.DevError(f"no measurement is called {', '.join(unknown)}. There are: {', '.join(there)}.")
    if not there:
        console.say("there are no measurements yet")
    worst = 0
    for name in arguments or there:
        console.say(f"benchmarks.{name} ...")
        command = [environment.python(), "-m", f"benchmarks.{name}"]
        worst = max(worst, console.call(command, env={**environment.variables(), **checks.OFFSCREEN}))
    return worst


def take_pictures(arguments: list[str]) -> int:
    """Takes pictures of all screens, or of those named; or those of the documents."""
    environment.prepare()
    debian.ensure(debian.QT_OFFSCREEN, "needed to draw the window")
    return pictures.take(arguments)


def texts(arguments: list[str]) -> int:
    """Brings the translation files up to date with the texts in the code."""
    _refuse(arguments)
    environment.prepare()
    return console.call([environment.python(), "-m", "core.texts.update"], env=environment.variables())


def lock(arguments: list[str]) -> int:
    """Makes requirements.lock anew."""
    _refuse(arguments)
    relock.relock()
    return 0


def build(arguments: list[str]) -> int:
    """Builds and tries the bundle."""
    _refuse(arguments)
    environment.prepare()
    bundle.build()
    return 0


def show_help(arguments: list[str]) -> int:
    """Prints what `dev.py` can do."""
    _refuse(arguments)
    sys.stderr.write(usage(VERBS))
    return 0


def _refuse(arguments: list[str]) -> None:
    if arguments:
        raise console.DevError(f"this verb takes no arguments, but was given: {console.shown(arguments)}")


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _become(command: list[str]) -> int:
    """Hands over to Appvett, so that signals and the exit code are its own; Windows can only wait for it."""
    env = {**os.environ, **environment.variables()}
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env, check=False).returncode


VERBS: Mapping[str, Verb] = {
    "run": Verb("[arguments]", "start Appvett; a command word prints, anything else opens the window", run),
    "test": Verb("[--all] [for pytest]", "all checks, the tests last; --all adds the heavy tests", test),
    "lint": Verb("", "the checks without the tests", lint),
    "format": Verb("[paths]", "format the code and mend what can be mended by itself", tidy),
    "bench": Verb("[names]", "run the measurements", bench),
    "pictures": Verb(
        "[--out DIR] [--docs] [names]", "pictures of all screens; --docs those of the documents", take_pictures
    ),
    "texts": Verb("", "bring the translation files up to date with the code", texts),
    "lock": Verb("", "choose the newest versions allowed and make requirements.lock anew", lock),
    "build": Verb("", "build the one-folder bundle into dist/ and try it", build),
    "help": Verb("", "this list", show_help),
}
