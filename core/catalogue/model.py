"""Apps and their variants, as the catalogue holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.facts import AppId, CompanyId, PartialDate, Verified
from core.situation import Platform
from core.texts.phrase import Text


class NameKind(StrEnum):
    """Why an app has another name."""

    FORMER = "former"
    NATIVE = "native"
    SHORT = "short"
    LOCAL = "local"
    """What a store or a system calls it in one language or country."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OtherName:
    """A further name of an app."""

    name: str
    kind: NameKind
    since: PartialDate | None = None
    until: PartialDate | None = None
    locale: str = ""
    """Language or storefront of a local name, as its source writes it; empty: none."""
    seen: PartialDate | None = None
    """A date on which the name was in use, where nothing is known of its beginning and end."""


class EntryKind(StrEnum):
    """How much is known about an app."""

    DOSSIER = "dossier"
    """Has a curated owner, reach, incident or purpose."""
    LISTING = "listing"
    """Only name, ids, publisher text, category and popularity: not assessed."""


@dataclass(frozen=True, slots=True)
class StoreId:
    """An app's id in one store."""

    store: str
    """google-play, apple-bundle, app-store, microsoft-store, f-droid, flathub, ..."""
    id: str
    verified: Verified

    @property
    def text(self) -> str:
        """`store:id`, as written on the command line."""
        return f"{self.store}:{self.id}"


@dataclass(frozen=True, slots=True)
class App:
    """What is looked up."""

    id: AppId
    name: str
    kind: EntryKind
    company: CompanyId | None
    """The company that runs the service for Norway; None: not known."""
    company_verified: Verified
    """Whether the link from app to company was read (the scope "package only" does not verify it)."""
    platforms: tuple[Platform, ...]
    category: str = ""
    tasks: tuple[str, ...] = ()
    """Ids of the task list, the main one first."""
    traits: frozenset[str] = frozenset()
    """Properties that guidance can match on; a missing one is "not known", never "no"."""
    other_names: tuple[OtherName, ...] = ()
    store_ids: tuple[StoreId, ...] = ()
    publisher: str = ""
    """Publisher's name as shown in lists."""
    website: str = ""
    edition_of: AppId | None = None
    """The app that this one is another edition of; filled by hand."""
    popularity: int = 0
    """0 to 31: bucket of how widely used, higher is wider."""
    verified: Verified = Verified.NO
    verified_scope: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""

    def platform_or_default(self, wanted: Platform | None) -> Platform:
        """The wanted variant, else the first the app has, else Android."""
        if wanted is not None:
            return wanted
        return next((platform for platform in Platform if platform in self.platforms), Platform.ANDROID)


@dataclass(frozen=True, slots=True)
class Searchable:
    """What the search index needs of an app."""

    app: AppId
    names: tuple[str, ...]
    """Its name, then its other names."""
    publisher: str
    popularity: int
    """0 to 31, as in `App`."""
    is_dossier: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another app that can do the same; never "is safer"."""

    app: AppId
    name: str
    task: str
    task_label: Text


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """What a catalogue says about itself."""

    version: int
    digest: str
    """`sha256:` and 64 hex digits: the logical digest, the identity of the release."""
    created: datetime
    """UTC."""
    schema: int
    as_of: str
    """ISO date up to which facts were gathered."""
    counts: tuple[tuple[str, int], ...] = field(default=())
    """Rows by kind of fact."""

    @property
    def apps(self) -> int:
        """How many apps it holds, listings included."""
        return dict(self.counts).get("apps", 0)

    @property
    def dossiers(self) -> int:
        """How many of them are dossiers."""
        return dict(self.counts).get("dossiers", 0)

    @property
    def listings(self) -> int:
        """How many of them are only listed."""
        return self.apps - self.dossiers
