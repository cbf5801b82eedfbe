"""Reads arguments by the table of commands, and says in the user's language what cannot be understood.

The standard library's argparse takes the arguments apart. All checks and all words are ours: argparse speaks
English, differently in each version of Python.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from core.commands.definitions import BUILT, COMMON, HELP, MANY, NOT_YET, Command, Option, find
from core.errors import UsageError
from core.texts.phrase import phrase

_PATHS = frozenset({"DIR", "FILE"})
"""Values that are places. An empty one, as an unset variable of a script gives, must not mean the usual place."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the arguments mean."""

    command: Command | None
    """None: help on everything."""
    operands: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    """Value of each option given, by its name; flags hold `yes`."""

    @property
    def wants_help(self) -> bool:
        """True where help is asked for."""
        return self.command is None or HELP.name in self.values


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments.

    Raises:
        UsageError: they cannot be understood; nothing has been done.
    """
    before, rest = _split_common(argv)
    if not rest:
        return Arguments(None, values=_checked(before, COMMON))
    command, rest = _command(rest)
    if command is None:
        return Arguments(None, values=_checked(before, COMMON))
    if not command.module:
        return Arguments(command, values=_lenient({**before, **_lenient_values(rest)}))
    options = (*command.options, *COMMON)
    found, operands = _taken_apart(rest, options)
    values = _checked({**before, **found}, options)
    if HELP.name not in values:
        _check_count(command, operands)
    return Arguments(command, tuple(operands), values)


def hints(argv: Sequence[str]) -> dict[str, str]:
    """What can be told about `--json` and `--language` even where the arguments cannot be understood."""
    return _lenient(_lenient_values(argv))


def _lenient_values(argv: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, argument in enumerate(argv):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        for option in COMMON:
            if name == option.flag:
                after = argv[index + 1] if index + 1 < len(argv) else ""
                found[option.name] = "yes" if not option.value else value if equals else after
            elif argument == "-h":
                found[HELP.name] = "yes"
    return found


def _lenient(values: dict[str, str]) -> dict[str, str]:
    """Only values that can be what they say; the rest is judged where arguments are read in earnest."""
    known = {option.name: option for option in COMMON}
    return {name: value for name, value in values.items() if not known[name].choices or value in known[name].choices}


def _split_common(argv: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Common options before the command word, and everything from the word on."""
    index = 0
    takes_value = {option.flag for option in COMMON if option.value}
    while index < len(argv) and argv[index].startswith("-"):
        index += 2 if argv[index] in takes_value else 1
    found, _ = _taken_apart(argv[:index], COMMON)
    return found, list(argv[index:])


def _command(rest: list[str]) -> tuple[Command | None, list[str]]:
    """The command that the words name, and what follows them; None is help on everything."""
    word, *more = rest
    if word != "help":
        return _named(rest)
    found, about = _taken_apart(more, COMMON)
    _checked(found, COMMON)
    return (_named(about)[0], [HELP.flag]) if about else (None, [])


def _named(rest: list[str]) -> tuple[Command | None, list[str]]:
    word, *more = rest
    if command := find(word):
        return command, more
    groups = {known.words.partition(" ")[0] for known in BUILT if " " in known.words}
    if word in groups:
        return _in_group(word, more)
    raise _unknown("command", word, [known.words for known in (*BUILT, *NOT_YET)])


def _in_group(group: str, more: list[str]) -> tuple[Command | None, list[str]]:
    names = [known.words for known in (*BUILT, *NOT_YET) if known.words.startswith(f"{group} ")]
    second = next((word for word in more if not word.startswith("-")), None)
    if second is None and (HELP.flag in more or "-h" in more):
        return None, []
    if second is None:
        raise UsageError(
            phrase("“{command}” needs a second word.", command=group),
            phrase("Write one of these: {choices}.", choices=", ".join(names)),
        )
    command = find(f"{group} {second}")
    if command is None:
        raise _unknown("command", f"{group} {second}", names)
    place = more.index(second)
    return command, [*more[:place], *more[place + 1 :]]


def _taken_apart(argv: Sequence[str], options: Sequence[Option]) -> tuple[dict[str, str], list[str]]:
    """Options with their values, and operands, in the order given."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False, prog="appvett")
    for option in options:
        names = ("-h", option.flag) if option == HELP else (option.flag,)
        if option.value:
            parser.add_argument(*names, dest=option.name, default=None)
        else:
            parser.add_argument(*names, dest=option.name, action="store_const", const="yes", default=None)
    words, literal = _split_literal(argv)
    try:
        found, rest = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        raise _bad_value(error.argument_name or "", options) from error
    for word in rest:
        if word.startswith("-") and word != "-":
            raise _unknown("option", word.partition("=")[0], [option.flag for option in options])
    return {name: value for name, value in vars(found).items() if value is not None}, [*rest, *literal]


def _split_literal(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before and after `--`; behind it everything is an operand."""
    if "--" not in argv:
        return list(argv), []
    place = list(argv).index("--")
    return list(argv[:place]), list(argv[place + 1 :])


def _bad_value(names: str, options: Sequence[Option]) -> UsageError:
    flag = names.rpartition("/")[2]
    option = next((option for option in options if option.flag == flag), HELP)
    if not option.value:
        return UsageError(
            phrase("The option {option} takes no value.", option=flag),
            phrase("Write it alone, without an equals sign."),
        )
    return UsageError(
        phrase("The option {option} lacks its value.", option=flag),
        phrase("Write it like this: {example}.", example=f"{flag} {option.value}"),
    )


def _checked(values: dict[str, str], options: Sequence[Option]) -> dict[str, str]:
    """The values, where each is one that its option takes.

    Raises:
        UsageError: one is not.
    """
    for option in options:
        value = values.get(option.name)
        if value == "" and option.value in _PATHS:
            raise _bad_value(option.flag, options)
        if value is not None and option.choices and value not in option.choices:
            raise UsageError(
                phrase("“{value}” is no value of the option {option}.", value=value, option=option.flag),
                phrase("Write one of these: {choices}.", choices=", ".join(option.choices)),
            )
    return values


def _check_count(command: Command, operands: Sequence[str]) -> None:
    least = sum(operand.least for operand in command.operands)
    most = sum(operand.most for operand in command.operands)
    usage = phrase("Write it like this: {example}.", example=usage_line(command))
    if len(operands) < least:
        raise UsageError(phrase("Something is missing after “{command}”.", command=command.words), usage)
    if len(operands) > most:
        surplus = operands[most]
        raise UsageError(
            phrase("“{command}” does not know what to do with “{word}”.", command=command.words, word=surplus),
            usage,
        )


def usage_line(command: Command) -> str:
    """How a command is written, in one line."""
    names: list[str] = []
    for operand in command.operands:
        names += [operand.name] * operand.least
        if operand.most == MANY and not operand.is_joined:
            names.append(f"[{operand.name} ...]")
        elif not operand.is_joined:
            names += [f"[{operand.name}]"] * (operand.most - operand.least)
    return " ".join(["appvett", command.words, *names])


def _unknown(kind: str, word: str, known: Sequence[str]) -> UsageError:
    near = get_close_matches(word, known, n=1)
    what = (
        phrase("There is no command “{word}”.", word=word)
        if kind == "command"
        else phrase("There is no option {word} here.", word=word)
    )
    if near:
        return UsageError(what, phrase("Did you mean {near}? All are listed by: appvett help", near=near[0]))
    return UsageError(what, phrase("All are listed by: appvett help"))
