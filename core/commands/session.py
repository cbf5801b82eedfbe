"""Everything a command needs besides its own arguments: language, moment, folders, and where to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.terminal import Terminal
from core.settings.folders import resource_folder
from core.settings.store import SettingsStore
from core.texts.phrase import Language, Phrase, phrase
from core.texts.words import Words

if TYPE_CHECKING:
    from core.catalogue.model import CatalogueInfo
    from core.catalogue.search import Search
    from core.catalogue.store import CatalogueStore
    from core.risk.desk import Desk
    from core.rules.model import Rules


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers, in both forms; only the one asked for is made."""

    as_json: Callable[[], dict[str, object]]
    """The JSON object, without `format`."""
    as_text: Callable[[], str]
    """The text, ready to be written."""
    code: int = 0
    """The exit code."""


@dataclass(frozen=True, slots=True)
class Session:
    """The surroundings of one command."""

    words: Words
    """The language; with the catalogue's own words once a catalogue is open."""
    moment: datetime
    """Now, in UTC: given, or the system's clock."""
    is_moment_given: bool
    """True where `--now` gave it."""
    data: Path
    """The data folder: the one given, or the usual one."""
    settings: SettingsStore
    """What the user has set."""
    out: Terminal
    err: Terminal
    environment: Mapping[str, str]
    resources: ExitStack
    """Closes what a command opened, once its answer is written."""

    @property
    def language(self) -> Language:
        """The language everything is said in."""
        return self.words.language

    @property
    def today(self) -> date:
        """The day of the moment: of the place where the machine stands, or in UTC where `--now` gave it."""
        return (self.moment if self.is_moment_given else self.moment.astimezone()).date()

    def rules(self) -> Rules:
        """The rule tables.

        Raises:
            RulesInvalid: the rule file cannot be used.
        """
        from core.rules.load import load_rules

        return load_rules(resource_folder() / "rules" / "rules.toml")

    def with_catalogue(self, file: Path | None = None) -> tuple[Session, CatalogueStore]:
        """Open a catalogue file, normally the one in use.

        Returns:
            A session that has its words and a moment not before it, and the open catalogue.

        Raises:
            CatalogueError: there is none, or it cannot be used.
        """
        from core.catalogue.current import open_current
        from core.catalogue.store import CatalogueStore
        from core.catalogue.vocabulary import whole_vocabulary
        from core.settings.class_names import class_words

        # A file that somebody names is verified in full, whatever is written about it.
        store = CatalogueStore.open(file) if file else open_current(self.data, resource_folder())
        self.resources.enter_context(store)
        vocabulary = {**whole_vocabulary(store), **class_words(self.settings)}
        session = replace(self, words=replace(self.words, vocabulary=vocabulary))
        return session.not_before(store.info()), store

    def search(self, store: CatalogueStore) -> Search:
        """Look-up in this catalogue; its index is kept in the data folder, and built first where it is missing."""
        from core.catalogue.search import Search

        search = self.resources.enter_context(Search(store, self.data))
        if search.is_whole:
            return search
        self._build_index(store)
        return self.resources.enter_context(Search(store, self.data))

    def _build_index(self, store: CatalogueStore) -> None:
        from core.catalogue import search_file
        from core.commands.progress import Progress
        from core.errors import FileUnreadable

        progress = Progress(self.err, self.words, phrase("Building the search index"))
        try:
            search_file.build(store, self.data, progress)
        except FileUnreadable as error:
            # Assessed apps are found all the same, and everything by its id.
            self.err.write(f"\nappvett: {self.words.say(error.what)} {self.words.say(error.next_step)}\n")
        finally:
            progress.end()

    def desk(self, store: CatalogueStore) -> Desk:
        """A desk that answers about this catalogue; the organisation's rulings come with the overlay.

        Raises:
            RulesInvalid: the rule file cannot be used.
        """
        from core.guidance.store import guidance
        from core.risk.desk import Desk

        return Desk(store, guidance(store), self.rules())

    def not_before(self, info: CatalogueInfo) -> Session:
        """This session at a moment that is not before the catalogue was made, with a warning where it was.

        A clock that stands at 1970 must not make advice vanish: nothing had been issued by then. Neither can it be
        earlier than the newest signature that this machine has seen.
        """
        from core.sync.trust import earliest

        seen = earliest(self.data, None)
        floor = max(info.created, seen) if seen else info.created
        if self.moment >= floor:
            return self
        if floor == info.created:
            self._warn_of_clock(info.created)
        else:
            self._warn_of_signature(floor)
        return replace(self, moment=floor)

    def _warn_of_signature(self, seen: datetime) -> None:
        given = phrase(
            "The moment given is before the newest signature that this machine has seen. "
            "The answer is for {date} instead.",
            date=seen.date(),
        )
        clock = phrase(
            "The clock of this machine is wrong: it says {now}, but the publisher signed something on {date}. "
            "The answer is for {date} instead. Set the clock.",
            now=self.moment.date(),
            date=seen.date(),
        )
        self._warn(given if self.is_moment_given else clock)

    def _warn(self, what: Phrase) -> None:
        self.err.write(f"appvett: {self.words.say(what)}\n")

    def _warn_of_clock(self, created: datetime) -> None:
        """Say on standard error that the moment cannot be right."""
        given = phrase(
            "The moment given is before this catalogue was made. The answer is for {date} instead.",
            date=created.date(),
        )
        clock = phrase(
            "The clock of this machine is wrong: it says {now}, but the catalogue was made on {date}. "
            "The answer is for {date} instead. Set the clock.",
            now=self.moment.date(),
            date=created.date(),
        )
        self._warn(given if self.is_moment_given else clock)
