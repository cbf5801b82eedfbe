"""From arguments to exit code: the one place where commands are started and errors become words.

Exit codes: 0 done, 1 refused, 2 wrong usage. With `--json` exactly one JSON object goes to standard output,
also for errors; without it answers go to standard output and errors to standard error.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TextIO

from core.commands import language, parsing, usage
from core.commands.definitions import Command
from core.commands.moments import moment_of
from core.commands.parsing import Arguments
from core.commands.preferences import read_settings
from core.commands.refusals import InternalError, NotYet, ReadOrWriteFailed
from core.commands.session import Reply, Session
from core.commands.terminal import Terminal, leave_quietly, terminal
from core.errors import AmbiguousApp, AppvettError, Cancelled, SourceInvalid
from core.settings import definitions
from core.settings.folders import data_folder
from core.settings.store import SettingsStore
from core.texts.phrase import Language, phrase
from core.texts.words import Words

FORMAT = 1
"""Number of the JSON form; a key that disappears or changes its meaning raises it."""

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Streams:
    """Where to write, and in which form."""

    out: Terminal
    err: Terminal
    as_json: bool
    words: Words


@dataclass(frozen=True, slots=True)
class _Own:
    """What is the user's own."""

    data: Path
    settings: SettingsStore
    environment: Mapping[str, str]


def main(
    argv: Sequence[str] | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Do what the arguments ask for; see `core.commands.main`."""
    argv = sys.argv[1:] if argv is None else argv
    environment = os.environ if environment is None else environment
    out = terminal(_stream(stdout, sys.stdout), environment)
    err = terminal(_stream(stderr, sys.stderr), environment)
    hints = parsing.hints(argv)
    data = _data_folder(hints.get("data", ""))
    settings, problems = read_settings(data)
    words = Words(_language(hints, settings, environment))
    streams = _Streams(out, err, "json" in hints, words)
    try:
        for problem in problems:
            err.write(f"appvett: {words.say(problem)}\n")
        return _speak(argv, streams, _Own(data, settings, environment))
    except BrokenPipeError:
        # The reader has seen enough.
        leave_quietly(out.stream)
        return DONE
    except KeyboardInterrupt:
        return REFUSED
    except OSError as error:
        if error.errno == errno.EINVAL and sys.platform == "win32":
            return DONE  # how Windows says that the reader has gone away
        leave_quietly(out.stream)
        return _last_words(ReadOrWriteFailed(error), streams)


def _speak(argv: Sequence[str], streams: _Streams, own: _Own) -> int:
    """Make the whole answer, then write it: never half an answer with an error behind it."""
    try:
        text, code = _answer(parsing.parse(argv), streams, own)
    except AppvettError as error:
        return _tell(error, streams)
    except KeyboardInterrupt:
        return _tell(Cancelled(), streams)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _tell(ReadOrWriteFailed(error), streams)
    except Exception as error:  # noqa: BLE001 - the border to the user: a mistake of ours still gets an answer
        return _tell(InternalError(error), streams)
    streams.out.write(text)
    return code


def _answer(arguments: Arguments, streams: _Streams, own: _Own) -> tuple[str, int]:
    """The answer, ready to be written, and its exit code."""
    command = arguments.command
    if command is None or arguments.wants_help:
        return _help(command, streams), DONE
    if not command.module:
        raise NotYet(command.words)
    moment, is_given = moment_of(arguments.values.get("now"))
    with ExitStack() as resources:
        session = Session(
            words=streams.words,
            moment=moment,
            is_moment_given=is_given,
            data=own.data,
            settings=own.settings,
            out=streams.out,
            err=streams.err,
            environment=own.environment,
            resources=resources,
        )
        reply: Reply = import_module(f"core.commands.{command.module}").run(session, arguments)
        return _json(reply.as_json(), streams.out) if streams.as_json else reply.as_text(), reply.code


def _help(command: Command | None, streams: _Streams) -> str:
    width, words = streams.out.width, streams.words
    text = usage.on_command(command, words, width) if command else usage.overview(words, width)
    return _json({"help": text}, streams.out) if streams.as_json else text


def _tell(error: AppvettError, streams: _Streams) -> int:
    """Say what happened, what is safe and what to do; the exit code that belongs to it."""
    words = streams.words
    if streams.as_json:
        streams.out.write(_json({"error": _error_as_json(error, words)}, streams.out))
    else:
        lines = [f"appvett: {words.say(error.what)}", *(f"  {line}" for line in _details(error, words))]
        lines += [f"  {words.say(part)}" for part in (error.safe, error.next_step) if part]
        streams.err.write("\n".join(lines) + "\n")
    return WRONG_USAGE if error.code == "usage" else REFUSED


def _error_as_json(error: AppvettError, words: Words) -> dict[str, object]:
    fields: dict[str, object] = {
        "code": error.code,
        "message": words.say(error.what),
        "next_step": words.say(error.next_step),
    }
    if isinstance(error, AmbiguousApp):
        fields["candidates"] = [
            {"app": app, "name": name, "publisher": publisher} for app, name, publisher in error.candidates
        ]
    if isinstance(error, SourceInvalid):
        fields["problems"] = list(error.problems)
    return fields


def _details(error: AppvettError, words: Words) -> list[str]:
    if isinstance(error, AmbiguousApp):
        return [
            words.say(phrase("{app}: {name}, {publisher}", app=app, name=name, publisher=publisher or "-"))
            for app, name, publisher in error.candidates
        ]
    return list(error.problems) if isinstance(error, SourceInvalid) else []


def _last_words(error: AppvettError, streams: _Streams) -> int:
    try:
        return _tell(error, _Streams(streams.err, streams.err, as_json=False, words=streams.words))
    except OSError:
        return REFUSED


def _json(fields: Mapping[str, object], out: Terminal) -> str:
    """One JSON object, in escapes where the terminal or a hostile name does not allow the letters."""
    content = {"format": FORMAT, **fields}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    try:
        text.encode(out.stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(content, indent=1)
    return text + "\n"


def _data_folder(asked: str) -> Path:
    try:
        return data_folder(asked or None)
    except RuntimeError:
        # `~somebody` who is not a user here: a folder of that name, then.
        return Path(asked)


def _language(hints: Mapping[str, str], settings: SettingsStore, environment: Mapping[str, str]) -> Language:
    if asked := hints.get("language"):
        return Language(asked)
    if (chosen := settings.get(definitions.LANGUAGE)) is not definitions.LanguageChoice.SYSTEM:
        return Language(chosen.value)
    return language.system_language(environment)


def _stream(given: TextIO | None, usual: TextIO | None) -> TextIO:
    """The stream to use; a program without a console has none, and then words go nowhere."""
    if given is not None:
        return given
    return usual if usual is not None else io.StringIO()
