"""The text of `--help`, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from core.commands import layout
from core.commands.definitions import BUILT, COMMON, NOT_YET, Command, Option
from core.commands.parsing import usage_line
from core.texts.phrase import Phrase, phrase
from core.texts.words import Words, capitalised


def overview(words: Words, width: int) -> str:
    """Every command, in a line each."""
    question = phrase("Appvett: may I install this app, here, with what I handle, and on whose word?")
    parts = [
        *layout.wrapped(words.say(question), width),
        "",
        words.say(phrase("Usage:")),
        "  appvett COMMAND ...",
        "",
        words.say(phrase("Commands:")),
        *_rows(words, ((command.words, command.help) for command in BUILT), width),
        "",
        words.say(phrase("Not in this version yet:")),
        *layout.wrapped(", ".join(command.words for command in NOT_YET), width, "  "),
        "",
        words.say(phrase("With every command:")),
        *_rows(words, map(_row, COMMON), width),
        "",
        *layout.wrapped(
            words.say(
                phrase("More about a command: appvett help COMMAND. Exit codes: 0 done, 1 refused, 2 wrong usage.")
            ),
            width,
        ),
    ]
    return "\n".join(parts) + "\n"


def on_command(command: Command, words: Words, width: int) -> str:
    """Everything about one command."""
    parts = [
        *layout.wrapped(f"{capitalised(words.say(command.help))}.", width),
        "",
        words.say(phrase("Usage:")),
        f"  {usage_line(command)}",
    ]
    if command.operands:
        parts += ["", *_rows(words, ((operand.name, operand.help) for operand in command.operands), width)]
    parts += ["", words.say(phrase("Options:"))]
    parts += _rows(words, map(_row, (*command.options, *COMMON)), width)
    return "\n".join(parts) + "\n"


def _row(option: Option) -> tuple[str, Phrase]:
    if not option.choices:
        return f"{option.flag} {option.value}".rstrip(), option.help
    choices = phrase("{help}: {choices}", help=option.help, choices=" | ".join(option.choices))
    return f"{option.flag} {option.value}", choices


def _rows(words: Words, rows: Iterable[tuple[str, Phrase]], width: int) -> list[str]:
    return layout.pairs([(name, words.say(text)) for name, text in rows], width, indent=2)
