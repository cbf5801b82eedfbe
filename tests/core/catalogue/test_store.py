"""Opening a catalogue: what is not whole, not ours or too new is refused, with words that help."""

# ruff: noqa: E501 - a table with one kind of damage a line

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.catalogue.model import EntryKind
from core.catalogue.schema import SCHEMA_VERSION, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import (
    Cancelled,
    CatalogueDamaged,
    CatalogueError,
    CatalogueForeign,
    CatalogueMissing,
    CatalogueTooNew,
    CatalogueTooOld,
)
from core.facts import AppId, Verified


@pytest.fixture
def copy(real_catalogue: Path, tmp_path: Path) -> Path:
    """A catalogue that may be spoilt."""
    return Path(shutil.copy(real_catalogue, tmp_path / "catalogue.sqlite"))


def change(path: Path, *statements: str) -> None:
    """Change a catalogue behind Appvett's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(";".join(statements))


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def _spoil_index(path: Path) -> None:
    """Put another store's id into the index of store ids, and leave the rows as they are."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "select rootpage from sqlite_schema where name = 'store_id_by_id_store'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    at = content.rindex(b"org.telegram.messenger")
    assert at // 4096 + 1 >= page
    content[at : at + 3] = b"net"
    path.write_bytes(content)


def _cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


@dataclass(frozen=True)
class Spoilt:
    id: str
    spoil: Callable[[Path], object]
    error: type[CatalogueError]


SPOILT = (
    Spoilt("missing", lambda path: path.unlink(), CatalogueMissing),
    Spoilt("empty", lambda path: path.write_bytes(b""), CatalogueDamaged),
    Spoilt("cut in the header", lambda path: _cut(path, 50), CatalogueDamaged),
    Spoilt("cut in the middle", lambda path: _cut(path, path.stat().st_size // 2), CatalogueDamaged),
    Spoilt("one byte short", lambda path: _cut(path, path.stat().st_size - 1), CatalogueDamaged),
    Spoilt("512 zeros at the start", lambda path: overwrite(path, 0, bytes(512)), CatalogueDamaged),
    Spoilt("512 zeros in the second page", lambda path: overwrite(path, 4096, bytes(512)), CatalogueDamaged),
    Spoilt("512 zeros in the middle", lambda path: overwrite(path, 500_000, bytes(512)), CatalogueDamaged),
    Spoilt("one letter", lambda path: change(path, "update app set name = 'Tiktok' where id = 'tiktok'"), CatalogueDamaged),
    Spoilt("one row less", lambda path: change(path, "delete from presence where company = 'zoom'"), CatalogueDamaged),
    Spoilt("digest", lambda path: change(path, "update meta set value = 'sha256:0' where key = 'digest'"), CatalogueDamaged),
    Spoilt("no digest", lambda path: change(path, "delete from meta where key = 'digest'"), CatalogueDamaged),
    Spoilt("view", lambda path: change(path, "create view other as select * from app"), CatalogueDamaged),
    Spoilt("view for a table", lambda path: change(path, "alter table word rename to w", "create view word as select * from w"), CatalogueDamaged),
    Spoilt("trigger", lambda path: change(path, "create trigger t after insert on app begin delete from app; end"), CatalogueDamaged),
    Spoilt("table", lambda path: change(path, "create table other (x)"), CatalogueDamaged),
    Spoilt("index", lambda path: change(path, "create index other on app (name)"), CatalogueDamaged),
    Spoilt("virtual table", lambda path: change(path, "create virtual table other using fts5 (x)"), CatalogueDamaged),
    Spoilt("column", lambda path: change(path, "alter table app add column other text"), CatalogueDamaged),
    Spoilt("generated column", lambda path: change(path, "alter table app add column x text as (name) virtual"), CatalogueDamaged),
    Spoilt("table gone", lambda path: change(path, "drop table word"), CatalogueDamaged),
    Spoilt("newer", lambda path: change(path, f"pragma user_version = {SCHEMA_VERSION + 1}", "create table other (x)"), CatalogueTooNew),
    Spoilt("older", lambda path: change(path, f"pragma user_version = {SCHEMA_VERSION - 1}"), CatalogueTooOld),
    Spoilt("older, with its tables", lambda path: change(path, "alter table app_name drop column seen", f"pragma user_version = {SCHEMA_VERSION - 1}"), CatalogueTooOld),
    Spoilt("never released", lambda path: change(path, "pragma user_version = 0"), CatalogueForeign),
    Spoilt("index over part", lambda path: change(path, "drop index app_by_kind", "create index app_by_kind on app (kind) where kind = 'listing'"), CatalogueDamaged),
    Spoilt("index over others", lambda path: change(path, "drop index app_by_kind", "create index app_by_kind on app (name)"), CatalogueDamaged),
    Spoilt("index by case", lambda path: change(path, "drop index store_id_by_id_store", "create index store_id_by_id_store on store_id (id, store)"), CatalogueDamaged),
    Spoilt("index the other way round", lambda path: change(path, "drop index app_by_kind", "create index app_by_kind on app (kind desc)"), CatalogueDamaged),
    Spoilt("unique index", lambda path: change(path, "drop index advice_app_by_app_advice", "create unique index advice_app_by_app_advice on advice_app (app, advice)"), CatalogueDamaged),
    Spoilt("index that does not fit its rows", _spoil_index, CatalogueDamaged),
    Spoilt("another program's", lambda path: change(path, "pragma application_id = 1"), CatalogueForeign),
    Spoilt("text", lambda path: path.write_text("name: TikTok\n" * 20), CatalogueForeign),
    Spoilt("short text", lambda path: path.write_text("hello"), CatalogueForeign),
    Spoilt("picture", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), CatalogueForeign),
)  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: spoilt.id)
def test_a_spoilt_file_is_refused_with_its_own_error(spoilt: Spoilt, copy: Path) -> None:
    spoilt.spoil(copy)
    with pytest.raises(spoilt.error) as caught:
        CatalogueStore.open(copy)
    error = caught.value
    assert type(error) is spoilt.error
    assert dict(error.what.args)["path"] == str(copy)
    assert error.next_step.message
    assert error.safe is not None


def test_a_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueForeign):
        CatalogueStore.open(tmp_path)


def test_a_journal_beside_the_file_is_left_alone(copy: Path) -> None:
    journal = copy.with_name(f"{copy.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    with CatalogueStore.open(copy) as store:
        assert store.app(AppId("tiktok")) is not None
    assert journal.exists()


def test_a_catalogue_on_a_read_only_disc_opens(copy: Path) -> None:
    copy.chmod(0o444)
    copy.parent.chmod(0o555)
    try:
        with CatalogueStore.open(copy) as store:
            assert store.info().apps > 0
    finally:
        copy.parent.chmod(0o755)
    assert sorted(path.name for path in copy.parent.iterdir()) == ["catalogue.sqlite"]


def test_odd_characters_in_the_path_do_no_harm(real_catalogue: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(real_catalogue, tmp_path / "a?b#c%20d å.sqlite"))
    with CatalogueStore.open(path) as store:
        assert store.info().apps > 0


def test_the_digest_may_be_checked_later(copy: Path) -> None:
    change(copy, "update app set name = 'Tiktok' where id = 'tiktok'")
    with CatalogueStore.open(copy, verify=False) as store, pytest.raises(CatalogueDamaged):
        store.verify_digest()


UNREADABLE = (
    ("app", "update app set platforms = 'android'"),
    ("app", "update app set kind = 'other'"),
    ("company", "update stake set control = 'much' where company = 'bytedance'"),
    ("country", "update law set since = 'then'"),
    ("incidents", "update incident set kind = 'rumour'"),
    ("reach", "update reach set value = '[' where app = 'tiktok'"),
)


@pytest.mark.parametrize(("what", "statement"), UNREADABLE)
def test_a_row_that_makes_no_sense_is_damage(what: str, statement: str, copy: Path) -> None:
    change(copy, statement)
    reads: dict[str, Callable[[CatalogueStore], object]] = {
        "app": lambda store: store.app(AppId("tiktok")),
        "company": lambda store: store.ownership_facts(),
        "country": lambda store: store.ownership_facts(),
        "incidents": lambda store: store.incidents(),
        "reach": lambda store: store.reach(AppId("tiktok")),
    }
    with CatalogueStore.open(copy, verify=False) as store, pytest.raises(CatalogueDamaged):
        reads[what](store)


def test_nothing_can_be_written_through_the_store(store: CatalogueStore) -> None:
    with pytest.raises(sqlite3.OperationalError):
        store._connection.execute("delete from app")


def test_info(store: CatalogueStore) -> None:
    info = store.info()
    assert (info.version, info.schema, info.as_of) == (1, SCHEMA_VERSION, "2026-11-23")
    assert info.digest.startswith("sha256:")
    assert info.created.isoformat() == "2026-11-23T00:00:00+00:00"
    assert info.apps == len(store.apps())


def test_apps_stand_in_id_order(store: CatalogueStore) -> None:
    ids = [app.id for app in store.apps()]
    assert ids == sorted(ids, key=str.encode)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("app_id", ["none", "", "TIKTOK", "a\0b", "\ud800", "'; drop table app; --", "x" * 10_000])
def test_an_unknown_id_is_no_app(app_id: str, store: CatalogueStore) -> None:
    assert store.app(AppId(app_id)) is None
    assert not store.has_app(AppId(app_id))
    assert store.reach(AppId(app_id)) == ()
    assert store.by_store_id(app_id, app_id) is None


def test_store_ids_lead_to_their_app(store: CatalogueStore) -> None:
    assert store.by_store_id("google-play", "org.telegram.messenger") == "telegram"
    assert store.by_store_id("app-store", "835599320") == "tiktok"
    assert store.by_store_id("apple-bundle", "org.telegram.messenger") is None
    for app in store.apps():
        for store_id in app.store_ids:
            assert store.by_store_id(store_id.store, store_id.id) == app.id


def test_alternatives_share_the_first_task_and_leave_out_the_app(store: CatalogueStore) -> None:
    signal = store.app(AppId("signal"))
    assert signal is not None
    alternatives = store.alternatives(signal)
    expected = [app.id for app in store.apps() if app.tasks[0] == signal.tasks[0] and app.id != "signal"]
    assert [alternative.app for alternative in alternatives] == expected
    assert {alternative.task for alternative in alternatives} == {"chat"}
    assert alternatives[0].task_label.en == "Send messages"


def test_words_are_found_by_their_keys(store: CatalogueStore) -> None:
    words = store.vocabulary()
    assert words["levels.high.label"].nb == "Høy"
    assert words["conditions.K1"].en == "Do not use your work account in the app."
    assert words["answers.advised-against.with_authority"].nn.startswith("{authority}")
    assert words["verification.partly.label"].en == "Partly verified"
    assert words["countries.NO.in"].nn == "i Noreg"
    assert words["countries.EU"].en == "European Union"


def test_the_publisher_is_the_legal_name_of_the_company(store: CatalogueStore) -> None:
    companies = store.ownership_facts().companies
    assert all(app.publisher == companies[app.company].legal_name for app in store.apps() if app.company)


def test_the_venture_of_2026_holds_for_the_united_states_only(store: CatalogueStore) -> None:
    markets = {stake.market for stake in store.ownership_facts().companies["tiktok-usds-jv"].stakes}  # type: ignore[index]
    assert markets == {"US"}


def test_categories_and_traits(store: CatalogueStore) -> None:
    assert "social" in store.categories()
    assert list(store.categories()) == sorted(store.categories())
    assert set(store.traits()) == {"location-sharing", "location-background", "advertising-sdk", "drone-control"}


def test_what_was_read_once_is_kept(store: CatalogueStore) -> None:
    assert store.apps() is store.apps()
    assert store.dossiers() is store.dossiers()
    assert store.ownership_facts() is store.ownership_facts()


def test_every_marked_fact_is_counted(store: CatalogueStore) -> None:
    marks = store.marks()
    counts = dict(store.info().counts)
    assert set(marks) == set(Verified)
    assert sum(marks.values()) >= sum(
        counts[word] for word in ("apps", "companies", "stakes", "reach", "incidents", "laws")
    )
    assert marks[Verified.YES] > marks[Verified.PARTLY] > 0


# ---- among listings -------------------------------------------------------------------------------------------------


@pytest.fixture
def many(listed: Path) -> Iterator[CatalogueStore]:
    """The real catalogue, with listings beside the dossiers."""
    with CatalogueStore.open(listed) as opened:
        yield opened


def test_listings_and_dossiers_are_counted_apart(many: CatalogueStore, store: CatalogueStore) -> None:
    info = many.info()
    assert info.dossiers == len(many.dossiers()) == store.info().apps == store.info().dossiers
    assert info.listings == len(many.apps()) - len(many.dossiers()) == 7
    assert [word for word, _ in info.counts][:3] == ["apps", "dossiers", "companies"]
    assert dict(info.counts) | {"apps": 0} == dict(store.info().counts) | {"apps": 0}


def test_counts_are_those_of_the_rows(many: CatalogueStore) -> None:
    counts = dict(many.info().counts)
    tables = {"companies": "company", "guidance": "advice", "laws": "law", "apps": "app", "words": "word"}
    assert {word: counts[word] for word in tables} == {word: len(many.rows(name)) for word, name in tables.items()}


def test_what_lists_say_is_no_fact_of_ours(many: CatalogueStore, store: CatalogueStore) -> None:
    assert many.marks() == store.marks()
    assert many.categories() == store.categories()


def test_marks_are_those_of_the_rows(store: CatalogueStore) -> None:
    rows = [row["verified"] for table in TABLES if "verified" in table.names for row in store.rows(table.name)]
    assert store.marks() == {mark: rows.count(mark.value) for mark in Verified}


def test_dossiers_are_apps_in_id_order(many: CatalogueStore) -> None:
    assert many.dossiers() == tuple(app for app in many.apps() if app.kind is EntryKind.DOSSIER)


def test_apps_are_fetched_together_as_one_by_one(many: CatalogueStore) -> None:
    every = [app.id for app in many.apps()]
    assert len(every) > 300
    wanted = [*reversed(every), AppId("none"), AppId("\ud800"), AppId(""), every[0]]
    found = many.apps_by_id(iter(wanted))
    assert list(found) == list(reversed(every))
    assert list(found.values()) == [many.app(app_id) for app_id in reversed(every)]
    assert many.apps_by_id(()) == {}


def test_more_apps_than_fit_one_query_are_fetched(many: CatalogueStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.catalogue.store._AT_ONCE", 7)
    assert tuple(many.apps_by_id(app.id for app in many.apps()).values()) == many.apps()


def test_searchable_gives_every_app_once_and_in_order(many: CatalogueStore) -> None:
    found = list(many.searchable())
    by_id = {app.id: app for app in many.apps()}
    assert [entry.app for entry in found] == sorted(
        by_id,
        key=lambda i: (-by_id[i].popularity, by_id[i].kind.value, by_id[i].name.encode(), by_id[i].id.encode()),
    )
    for entry in found:
        app = by_id[entry.app]
        assert entry.names == (app.name, *(other.name for other in app.other_names))
        assert (entry.publisher, entry.popularity) == (app.publisher, app.popularity)
        assert entry.is_dossier is (app.kind is EntryKind.DOSSIER)
    assert list(many.searchable_dossiers()) == [entry for entry in found if entry.is_dossier]


def test_searchable_is_read_while_it_is_taken(many: CatalogueStore) -> None:
    first = next(many.searchable())
    assert first == next(iter(list(many.searchable())))


FOUND: tuple[tuple[str, str | None, list[str]], ...] = (
    ("org.telegram.messenger", None, ["telegram", "f-droid:org.telegram.messenger"]),
    ("ORG.Telegram.messenger", None, ["telegram", "f-droid:org.telegram.messenger"]),
    ("org.telegram.messenger", "f-droid", ["f-droid:org.telegram.messenger"]),
    ("org.telegram.messenger", "winget", []),
    ("com.example.notes", None, ["google-play:com.example.Notes"]),
    ("835599320", "app-store", ["tiktok"]),
    ("org.telegram", None, []),
    ("", None, []),
    ("%", None, []),
    ("\ud800", None, []),
    ("a\0b", "google-play", []),
)


@pytest.mark.parametrize(("store_id", "shop", "apps"), FOUND)
def test_store_ids_are_found_in_any_case(
    store_id: str, shop: str | None, apps: list[str], many: CatalogueStore
) -> None:
    assert [app for app, _, _ in many.find_store_ids(store_id, shop)] == apps


def test_store_ids_are_given_as_they_are_written(many: CatalogueStore) -> None:
    assert many.find_store_ids("COM.EXAMPLE.NOTES") == (
        (AppId("google-play:com.example.Notes"), "google-play", "com.example.Notes"),
    )
    assert many.by_store_id("google-play", "com.example.notes") is None
    assert many.by_store_id("google-play", "com.example.Notes") == "google-play:com.example.Notes"


def test_the_same_case_comes_first_then_dossiers(copy: Path) -> None:
    listing = "'dossier', null, 'no', '[]', '', '[]', '', '', null, 0, 'no', '', '[]', ''"
    change(
        copy,
        *(f"insert into app values ('{app}', 'X', {listing})" for app in ("x:dossier", "x:listing", "x:exact")),  # noqa: S608 - values of ours
        "update app set kind = 'listing' where id in ('x:listing', 'x:exact')",
        "insert into store_id values ('x:dossier', 0, 'winget', 'Some.Id', 'no')",
        "insert into store_id values ('x:listing', 0, 'scoop', 'SOME.ID', 'no')",
        "insert into store_id values ('x:exact', 0, 'winget', 'some.id', 'no')",
    )
    with CatalogueStore.open(copy, verify=False) as store:
        assert [app for app, _, _ in store.find_store_ids("some.id")] == ["x:exact", "x:dossier", "x:listing"]


def test_store_ids_are_bounded(copy: Path) -> None:
    rows = ", ".join(f"('tiktok', {number}, 'shop-{number}', 'many', 'no')" for number in range(100, 200))
    change(copy, f"insert into store_id values {rows}")  # noqa: S608 - values of ours
    with CatalogueStore.open(copy, verify=False) as store:
        assert len(store.find_store_ids("many")) == 50


PLANS = (
    ("dossiers are found without reading listings", "select * from app where kind = 'dossier'", "app_by_kind (kind=?)"),
    ("apps are counted by an index", "select count(*) from app", "COVERING INDEX"),
    (
        "names of dossiers are found by their app",
        "select * from app_name where app in (select id from app where kind = 'dossier') order by app, ordinal",
        "SEARCH app_name USING INDEX sqlite_autoindex_app_name_1 (app=?)",
    ),
    (
        "store ids are found by id alone",
        "select app from store_id where id = 'x' collate nocase",
        "store_id_by_id_store (id=?)",
    ),
)


@pytest.mark.parametrize(("_what", "query", "plan"), PLANS, ids=[what for what, _, _ in PLANS])
def test_nothing_reads_all_apps(_what: str, query: str, plan: str, many: CatalogueStore) -> None:
    told = [row[3] for row in many._connection.execute(f"explain query plan {query}")]
    assert any(plan in step for step in told), told


def test_verifying_tells_its_progress_and_can_be_stopped(listed: Path) -> None:
    class Counting:
        def __init__(self, stop_at: int | None = None) -> None:
            self.steps: list[tuple[int, int]] = []
            self.stop_at = stop_at

        def step(self, done: int, total: int) -> None:
            self.steps.append((done, total))
            if len(self.steps) == self.stop_at:
                raise Cancelled

    with CatalogueStore.open(listed, verify=False) as opened:
        counting = Counting()
        opened.verify_digest(counting)
        done = [step for step, _ in counting.steps]
        assert done == sorted(done)
        assert {total for _, total in counting.steps} == {sum(len(opened.rows(table.name)) for table in TABLES)}
        with pytest.raises(Cancelled):
            opened.verify_digest(Counting(2))


def test_rows_are_streamed_in_the_order_of_the_key(many: CatalogueStore) -> None:
    for table in TABLES:
        assert [dict(zip(table.names, row, strict=True)) for row in many.tuples(table.name)] == many.rows(table.name)
    kinds = [{row[0] for row in many.tuples("app_name", kind)} for kind in EntryKind]
    assert kinds[0] & kinds[1] == set()
