"""Asking a person at the terminal: for a passphrase, without showing it, and for a yes."""

from __future__ import annotations

import stat
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.session import Session
from core.errors import PassphraseRefused, UsageError
from core.texts.phrase import Phrase, phrase

if TYPE_CHECKING:
    from core.signing.keys import Passphrase

_YES = frozenset({"y", "yes", "j", "ja"})
_MOST = 4096
_OTHERS = stat.S_IROTH | stat.S_IWOTH


@dataclass
class PassphraseSource:
    """Where passphrases come from: a file, or the terminal. Never an argument, and never a variable."""

    session: Session
    file: Path | None
    """The file that was named; None: the terminal is asked, once for each key."""
    asked: dict[Path, Passphrase] = field(default_factory=dict, repr=False)

    def of(self, key: Path) -> Passphrase:
        """The passphrase of a key file.

        Raises:
            PassphraseRefused: the file cannot be used, or nobody can be asked.
        """
        if self.file is not None:
            return _from_file(self.file)
        if key not in self.asked:
            self.asked[key] = _from_terminal(self.session, phrase("Passphrase of {key}: ", key=key.name))
        return self.asked[key]

    def new(self) -> Passphrase:
        """A passphrase for a new key; at the terminal it is asked for twice.

        Raises:
            PassphraseRefused: the file cannot be used, nobody can be asked, or the two differ.
        """
        if self.file is not None:
            return _from_file(self.file)
        from core.signing.keys import check_passphrase

        first = _from_terminal(self.session, phrase("A passphrase for the new key: "))
        check_passphrase(first)
        if first != _from_terminal(self.session, phrase("The same once more: ")):
            raise PassphraseRefused(
                phrase("The two passphrases differ."),
                phrase("Try again."),
                safe=phrase("No key was made."),
            )
        return first


def passphrases(session: Session, values: Mapping[str, str]) -> PassphraseSource:
    """Where this command has its passphrases from."""
    named = values.get("passphrase_file")
    return PassphraseSource(session, Path(named) if named else None)


def confirm(session: Session, question: Phrase) -> bool:
    """Ask for a yes on standard error.

    Raises:
        UsageError: nobody can be asked.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            phrase("There is nobody to ask here: standard input is no terminal."),
            phrase("Look at what is shown, then give the command again with --yes"),
        )
    session.err.write(session.words.say(phrase("{question} Write yes or no: ", question=question)))
    return sys.stdin.readline().strip().casefold() in _YES


def _from_file(path: Path) -> Passphrase:
    from core.signing.keys import Passphrase
    from core.signing.small_files import NotSmall, read_small

    try:
        if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
            raise _bad_file(path, phrase("Everybody on this machine can read or change it."))
        lines = read_small(path, _MOST).decode("utf-8").splitlines()
    except (OSError, NotSmall, UnicodeDecodeError) as error:
        raise _bad_file(path, phrase("It cannot be read as one line of text.")) from error
    if len(lines) != 1 or not lines[0]:
        raise _bad_file(path, phrase("It has to hold one line, and that line is the passphrase."))
    return Passphrase(lines[0])


def _bad_file(path: Path, why: Phrase) -> PassphraseRefused:
    return PassphraseRefused(
        phrase("The passphrase file {path} cannot be used. {why}", path=str(path), why=why),
        phrase("Make it readable for you alone (chmod 600), with the passphrase in its only line."),
        safe=phrase("Nothing was signed."),
    )


def _from_terminal(session: Session, prompt: Phrase) -> Passphrase:
    from core.signing.keys import Passphrase

    if not _has_terminal():
        raise PassphraseRefused(
            phrase("There is no terminal to ask for a passphrase."),
            phrase("Name a file that holds it, for example: --passphrase-file FILE"),
            safe=phrase("Nothing was signed."),
        )
    return Passphrase(_asked(session.words.say(prompt)))


def _asked(prompt: str) -> str:
    import getpass

    with warnings.catch_warnings():
        # A terminal that would show what is written must not be used.
        warnings.simplefilter("error", getpass.GetPassWarning)
        return getpass.getpass(prompt)


def _has_terminal() -> bool:
    if sys.platform == "win32":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        with Path("/dev/tty").open("rb"):
            return True
    except OSError:
        return False
