"""The tables of a catalogue file, as data.

One description serves four readers: the builder (which creates the tables), the digest (which needs a fixed order of
tables and columns), the store (which selects the columns) and the check that a file holds these objects and no others.
There are no floating-point columns, so that a digest never depends on how a number is printed: per cents stand in
hundredths. Flags are 0 or 1, dates the text of `core.facts.PartialDate`, lists JSON text. docs/formats/catalogue.md
prints the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

APPLICATION_ID = 0x41505654
"""`APVT`: stands in the header of every catalogue file, so that `file` and we tell it from other databases."""

SCHEMA_VERSION = 2
"""`user_version` of the file. A higher one was made for a newer Appvett, a lower one by an older one."""

PAGE_SIZE = 4096
"""Fixed, so that the same input gives the same bytes on every system."""

DIGEST_KEY = "digest"
"""The one row of `meta` that the digest leaves out: the digest itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: type[int | str]
    """int or str: INTEGER or TEXT."""
    nullable: bool = False
    """Whether NULL, our "not known", is allowed."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a table, besides the one of its key."""

    columns: tuple[str, ...]
    """In order."""
    nocase: frozenset[str] = frozenset()
    """Those of them that are compared without regard to the case of a to z."""

    def collation(self, column: str) -> str:
        """The collation of a column, by SQLite's name for it."""
        return "NOCASE" if column in self.nocase else "BINARY"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, and the key that orders its rows."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Primary key. Its first column decides the bucket of the digest."""
    foreign: tuple[tuple[str, str, str], ...] = ()
    """(column, table, column) triples."""
    indexes: tuple[Index, ...] = field(default=())
    """Further indexes."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, str) for name in names)


def _maybe(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, str, nullable=True) for name in names)


def _number(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, int) for name in names)


def _maybe_number(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, int, nullable=True) for name in names)


def _words(prefix: str, *, nullable: bool = False) -> tuple[Column, ...]:
    """Three columns for a text in bokmål, nynorsk and English; all three NULL: there is no such text."""
    return tuple(Column(f"{prefix}_{language}", str, nullable) for language in ("nb", "nn", "en"))


_PLACES = (
    Table(
        "country",
        (
            *_text("code"),
            *_words("name"),
            *_words("in"),
            *_number("eea", "eu", "nato"),
            *_text("role"),
            *_maybe("inherits_from"),
            *_text(
                "eyes", "adequacy", "cooperation", "cooperation_status", "cooperation_verified", "cooperation_sources"
            ),
            *_words("cooperation_note", nullable=True),
            *_text("regime_verified"),
            *_words("note", nullable=True),
        ),
        ("code",),
        (("inherits_from", "country", "code"),),
    ),
    Table(
        "regime",
        (*_text("country"), *_number("ordinal"), *_text("question", "answer"), *_words("note", nullable=True)),
        ("country", "ordinal"),
        (("country", "country", "code"),),
    ),
    Table(
        "mention",
        (
            *_text("country"),
            *_number("ordinal"),
            *_text("by", "report"),
            *_number("year"),
            *_text("verified", "sources"),
            *_words("how"),
        ),
        ("country", "ordinal"),
        (("country", "country", "code"),),
    ),
    Table(
        "law",
        (
            *_text("country"),
            *_number("ordinal"),
            *_text("id"),
            *_words("name"),
            *_text("original_name"),
            *_words("plain"),
            *_number("year"),
            *_text("status", "since"),
            *_maybe("until", "amended", "effects_until"),
            *_text("independent_authorisation", "independent_authorisation_note"),
            *_text("extraterritorial", "extraterritorial_note"),
            *_text("secrecy", "secrecy_note"),
            *_text("target_notification", "target_notification_note"),
            *_text("verified", "unverified", "sources", "key"),
            *_words("reading", nullable=True),
            *_text("note"),
        ),
        ("country", "ordinal"),
        (("country", "country", "code"),),
    ),
)

_COMPANIES = (
    Table(
        "company",
        (
            *_text("id", "legal_name"),
            *_maybe("incorporation", "seat"),
            *_text("listed", "lei", "verified", "verified_scope", "kind", "sources"),
            *_maybe_number("source_year"),
            *_text("note"),
        ),
        ("id",),
        (("incorporation", "country", "code"), ("seat", "country", "code")),
    ),
    Table(
        "stake",
        (
            *_text("company"),
            *_number("ordinal"),
            *_maybe("holder"),
            *_text("relation", "control", "status", "share_text"),
            *_maybe_number("share_min", "share_max"),
            *_maybe("since", "until", "market"),
            *_text("verified", "sources", "note"),
        ),
        ("company", "ordinal"),
        (("company", "company", "id"), ("holder", "company", "id")),
    ),
    Table(
        "former_owner",
        (
            *_text("company"),
            *_number("ordinal"),
            *_text("name"),
            *_maybe("since", "until"),
            *_text("verified", "sources"),
        ),
        ("company", "ordinal"),
        (("company", "company", "id"),),
    ),
    Table(
        "presence",
        (
            *_text("company"),
            *_number("ordinal"),
            *_text("kind", "country"),
            *_maybe("since", "until"),
            *_number("contested"),
            *_maybe_number("source_year"),
            *_text("verified", "sources", "note"),
        ),
        ("company", "ordinal"),
        (("company", "company", "id"), ("country", "country", "code")),
    ),
)

_APPS = (
    Table("task", (*_text("id"), *_number("ordinal"), *_words("label")), ("id",)),
    Table("trait", (*_text("id"), *_number("ordinal"), *_words("label"), *_text("basis")), ("id",)),
    Table(
        "app",
        (
            *_text("id", "name", "kind"),
            *_maybe("company"),
            *_text("company_verified", "platforms", "category", "traits", "publisher", "website"),
            *_maybe("edition_of"),
            *_number("popularity"),
            *_text("verified", "verified_scope", "sources", "note"),
        ),
        ("id",),
        (("company", "company", "id"), ("edition_of", "app", "id")),
        # A few hundred dossiers among hundreds of thousands of listings.
        (Index(("kind",)),),
    ),
    Table(
        "app_name",
        (
            *_text("app"),
            *_number("ordinal"),
            *_text("name", "kind"),
            *_maybe("since", "until"),
            *_text("locale"),
            *_maybe("seen"),
        ),
        ("app", "ordinal"),
        (("app", "app", "id"),),
    ),
    Table(
        "app_task",
        (*_text("app"), *_number("ordinal"), *_text("task")),
        ("app", "ordinal"),
        (("app", "app", "id"), ("task", "task", "id")),
        (Index(("task", "ordinal", "app")),),
    ),
    Table(
        "store_id",
        (*_text("app"), *_number("ordinal"), *_text("store", "id", "verified")),
        ("app", "ordinal"),
        (("app", "app", "id"),),
        # People write ids as they like; an id alone is looked up as well.
        (Index(("id", "store"), frozenset({"id"})),),
    ),
)

_GUIDANCE = (
    Table(
        "advice",
        (
            *_text("id", "authority", "short", "country", "title"),
            *_words("summary"),
            *_text("issued", "issued_precision", "status", "confidence", "strength", "match"),
            *_text("scope_who", "scope_devices", "private_device", "official_need", "basis"),
            *_words("basis_sentence"),
            *_text("relevance"),
            *_number("body_specific"),
            *_text("url", "owner_countries", "categories"),
            *_maybe_number("site_covered"),
            *_text("names_without_entry"),
            *_words("scope_note", nullable=True),
            *_text("scope_note_source"),
            *_words("official_need_text"),
            *_text("legal_basis", "supersedes", "superseded_by", "retrieved_how", "retrieved_note"),
            *_maybe("valid_until"),
        ),
        ("id",),
    ),
    Table(
        "advice_app",
        _text("advice", "app", "stance"),
        ("advice", "app"),
        (("advice", "advice", "id"), ("app", "app", "id")),
        (Index(("app", "advice")),),
    ),
)

_REACH = (
    Table("reach_source", _text("id", "title", "url", "read", "licence", "note"), ("id",)),
    Table(
        "reach",
        (
            *_text("app"),
            *_number("ordinal"),
            *_text("topic", "kind"),
            *_maybe("platform"),
            *_text("version"),
            *_maybe("date"),
            *_text("date_means", "value", "source", "url", "verified", "note"),
        ),
        ("app", "ordinal"),
        (("app", "app", "id"), ("source", "reach_source", "id")),
    ),
    Table(
        "ability",
        (
            *_text("id"),
            *_number("ordinal", "is_data_group"),
            *_words("label"),
            *_words("text"),
            *_text("ios", "flatpak", "google_play", "apple_label", "note"),
        ),
        ("id",),
    ),
    Table(
        "ability_name",
        (*_text("ability"), *_number("ordinal"), *_text("name", "level")),
        ("ability", "ordinal"),
        (("ability", "ability", "id"),),
    ),
    Table(
        "incident",
        (
            *_text("id", "date"),
            *_number("date_as_listed"),
            *_text("kind"),
            *_maybe("code", "status", "status_checked"),
            *_words("text"),
            *_text("outcome", "sources", "verified", "note"),
        ),
        ("id",),
    ),
    Table(
        "incident_app",
        (*_text("incident"), *_number("ordinal"), *_text("app")),
        ("incident", "ordinal"),
        (("incident", "incident", "id"), ("app", "app", "id")),
    ),
    Table(
        "incident_company",
        (*_text("incident"), *_number("ordinal"), *_text("company")),
        ("incident", "ordinal"),
        (("incident", "incident", "id"), ("company", "company", "id")),
    ),
)

TABLES: tuple[Table, ...] = (
    Table("meta", _text("key", "value"), ("key",)),
    *_PLACES,
    *_COMPANIES,
    *_APPS,
    *_GUIDANCE,
    *_REACH,
    Table("word", (*_text("key"), *_words("text")), ("key",)),
)
"""All tables, in the order in which they are created, filled and digested."""

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
"""The tables by name."""


def index_name(table: Table, index: Index) -> str:
    """Name of an index, as it stands in the file."""
    return f"{table.name}_by_{'_'.join(index.columns)}"


def objects() -> frozenset[tuple[str, str]]:
    """Every (type, name) that a catalogue file holds. Anything more or less is no catalogue of this version."""
    tables = {("table", table.name) for table in TABLES}
    indexes = {("index", index_name(table, index)) for table in TABLES for index in table.indexes}
    return frozenset(tables | indexes)
