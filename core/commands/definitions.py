"""Every command of this version with its arguments, as one table: parsed, printed by help and documented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.texts.phrase import Language, Phrase, phrase

MANY = 99
"""Of operands: as many as anybody likes."""


@dataclass(frozen=True, slots=True)
class Option:
    """A flag, or an option with a value."""

    flag: str
    """With its two hyphens."""
    help: Phrase
    """What it does."""
    value: str = ""
    """Name of its value; empty: it takes none."""
    choices: tuple[str, ...] = ()
    """The values it takes; empty: any."""

    @property
    def name(self) -> str:
        """The name its value is kept under."""
        return self.flag.lstrip("-").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Operand:
    """A word that stands without a flag."""

    name: str
    """As it is printed, in capitals."""
    help: Phrase
    least: int = 1
    """How many there must be."""
    most: int = 1
    """How many there may be."""
    is_joined: bool = False
    """Several words are one value: nobody needs to put `Microsoft Teams` into quotes."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    words: str
    """The word or two words that name it."""
    help: Phrase
    """What it does, in a sentence."""
    module: str = ""
    """Module in `core.commands` whose `run` does it; empty: not built yet."""
    operands: tuple[Operand, ...] = ()
    options: tuple[Option, ...] = ()


def _values(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices)


HELP = Option("--help", phrase("show this help"))

COMMON = (
    Option("--json", phrase("print one JSON object and nothing else")),
    Option("--language", phrase("the language to answer in"), "LANGUAGE", _values(Language)),
    Option("--data", phrase("use another data folder"), "DIR"),
    Option("--now", phrase("answer as of this moment, in UTC: 2026-11-23T12:00:00Z"), "MOMENT"),
    HELP,
)
"""What every command understands."""

SITUATION = (
    Option("--org", phrase("type of organisation"), "TYPE", _values(Organisation)),
    Option("--body", phrase("the organisation itself: an issuer's id, or its own"), "ID"),
    Option("--role", phrase("your role"), "ROLE", _values(Role)),
    Option("--device", phrase("the device situation"), "DEVICE", _values(Device)),
    Option(
        "--class",
        phrase("highest information class on or reached through the device"),
        "CLASS",
        _values(InformationClass),
    ),
    Option("--purpose", phrase("what the app is wanted for"), "PURPOSE", _values(Purpose)),
    Option("--platform", phrase("the variant of the app"), "PLATFORM", _values(Platform)),
    Option("--date", phrase("the day the question is about: 2026-11-23"), "DATE"),
)
"""The eight values of the situation."""

_APP = phrase("an app's id, a store id (google-play:com.x), a store link, or a name")
_SOURCE = Option("--source", phrase("folder with the facts to read"), "DIR")
_REPOSITORY = Option("--repository", phrase("the folder that holds the repository"), "DIR")
_PASSPHRASE = Option(
    "--passphrase-file", phrase("file whose only line is the passphrase; else it is asked for"), "FILE"
)
_DAYS = Option(
    "--days", phrase("days that new signatures hold: root=400,targets=120,snapshot=120,timestamp=35"), "NUMBERS"
)
_ROLES = ("root", "targets", "snapshot", "timestamp")

BUILT = (
    Command(
        "lookup",
        phrase("find apps by name, store id, link or publisher"),
        "lookup",
        (Operand("QUERY", phrase("what to look for"), most=MANY, is_joined=True),),
        (Option("--limit", phrase("how many apps to show at most (20)"), "NUMBER"),),
    ),
    Command(
        "card",
        phrase("show the whole answer for one app in one situation"),
        "card",
        (Operand("APP", _APP, most=MANY, is_joined=True),),
        (
            *SITUATION,
            Option("--pdf", phrase("also write the card as a PDF (not in this version yet)"), "FILE"),
        ),
    ),
    Command(
        "compare",
        phrase("show what two to four apps have in common, and where they differ"),
        "compare",
        (Operand("APP", _APP, least=2, most=4),),
        SITUATION,
    ),
    Command(
        "guidance",
        phrase("list what authorities have said"),
        "guidance",
        (),
        (
            Option("--app", phrase("only what has to do with this app"), "APP"),
            Option("--issuer", phrase("only what this authority has said, for example NSM"), "ISSUER"),
            *SITUATION,
        ),
    ),
    Command("rules", phrase("print the rule tables that decide an answer"), "rules"),
    Command(
        "sync",
        phrase("fetch the newest catalogue that the publisher has signed, and put it to use"),
        "sync",
        (),
        (Option("--from", phrase("where from: an address, or the folder of a stick"), "WHERE"),),
    ),
    Command(
        "catalogue build",
        phrase("build the catalogue from its sources and put it to use"),
        "catalogue_build",
        (),
        (_SOURCE, Option("--out", phrase("write the catalogue to this file instead of using it"), "FILE")),
    ),
    Command(
        "catalogue info",
        phrase("tell what a catalogue holds: version, age, counts"),
        "catalogue_info",
        (Operand("FILE", phrase("a catalogue file; without it the one in use"), least=0),),
    ),
    Command(
        "catalogue import",
        phrase("bring a list of apps that nobody has assessed into the catalogue"),
        "catalogue_import",
        (
            Operand("FORMAT", phrase("what the file is: listings")),
            Operand("FILE", phrase("the list, a .tsv or .tsv.zst file")),
        ),
        (Option("--out", phrase("write the listings into this folder instead of using them"), "DIR"),),
    ),
    Command("catalogue lint", phrase("check the facts without building"), "catalogue_lint", (), (_SOURCE,)),
    Command(
        "catalogue diff",
        phrase("tell in words how two catalogues differ"),
        "catalogue_diff",
        (
            Operand("OLD", phrase("the older catalogue file")),
            Operand("NEW", phrase("the newer catalogue file")),
        ),
    ),
    Command(
        "catalogue keys",
        phrase("make keys for signing, list them, or say which of them a repository goes by"),
        "catalogue_keys",
        (Operand("PLACE", phrase("a folder with keys, or the public part of one"), least=0, most=MANY),),
        (
            Option("--new", phrase("make a key for this role"), "ROLE", _ROLES),
            Option("--name", phrase("name of the new key, to tell it from others"), "NAME"),
            _PASSPHRASE,
            Option("--repository", phrase("set up this repository with the keys named, or add them"), "DIR"),
            Option("--retire", phrase("ids of keys that the repository shall go by no more, with commas"), "IDS"),
            Option("--threshold", phrase("how many keys must sign: root=2,targets=2"), "NUMBERS"),
            _DAYS,
            Option("--renew", phrase("sign the same keys anew, for longer")),
        ),
    ),
    Command(
        "catalogue sign",
        phrase("look at what waits in a repository, and sign it"),
        "catalogue_sign",
        (),
        (
            _REPOSITORY,
            Option("--key", phrase("sign with this private key; without it nothing is signed"), "FILE"),
            _PASSPHRASE,
            Option("--catalogue", phrase("sign only if the catalogue that waits is the same as this one"), "FILE"),
            Option("--yes", phrase("do not ask before signing")),
        ),
    ),
    Command(
        "catalogue publish",
        phrase("set a catalogue out for signatures, and publish it when it is signed"),
        "catalogue_publish",
        (),
        (
            _REPOSITORY,
            Option(
                "--catalogue", phrase("make a release of this catalogue file, and let it wait for signatures"), "FILE"
            ),
            Option("--with-search", phrase("ship the search index with it, ready made")),
            Option("--needs", phrase("smallest version of Appvett that the release is for"), "VERSION"),
            Option("--keys", phrase("folder with the private keys for snapshot and timestamp"), "DIR"),
            _PASSPHRASE,
            _DAYS,
            Option("--refresh", phrase("sign a new timestamp: nothing newer is published")),
            Option("--renew", phrase("let the present release wait for new signatures, for longer")),
            Option("--drop", phrase("throw away what waits for signatures")),
            Option("--stick", phrase("also write what is published into this folder, for a USB stick"), "DIR"),
            Option("--prune", phrase("also remove the files of releases that no delta leads from any more")),
        ),
    ),
)
"""The commands of this version."""

NOT_YET = (
    Command("organisation", phrase("publish what the organisation has decided")),
    Command("request", phrase("ask for an exemption or an assessment")),
    Command("review", phrase("handle requests")),
    Command("exchange", phrase("exchange documents through a folder or a hub")),
    Command("case", phrase("export or verify a case")),
    Command("inventory", phrase("check a list of installed apps")),
    Command("inspect", phrase("look into an app package")),
    Command("hub", phrase("run the post box for requests")),
)
"""Words that are kept for later versions: each is refused with a clear message."""


def find(words: str, commands: Iterable[Command] = (*BUILT, *NOT_YET)) -> Command | None:
    """The command of this name."""
    return next((command for command in commands if command.words == words), None)
