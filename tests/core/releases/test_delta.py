"""A delta leads from one catalogue to exactly the other, and to no other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from core.catalogue.schema import BY_NAME, DIGEST_KEY, TABLES
from core.catalogue.store import CatalogueStore
from core.errors import Cancelled, CatalogueDamaged, CatalogueForeign, CatalogueMissing, DeltaUnfit, Silent
from core.releases import delta_apply, delta_around, delta_make
from core.releases.delta import apply_delta, make_delta
from core.releases.model import Packed
from tests.core.releases.deltas import META, Tables, any_tables, digest_of, parts_of, read, read_digest, write

OLD: Tables = {
    "app": [
        (
            *(f"app-{number:02}", f"Name {number}", "listing", None, "no", '["android"]', "tools", "[]"),
            *(f"Publisher {number}", "", None, number % 7, "no", "", '["list-2021"]', ""),
        )
        for number in range(40)
    ],
    "store_id": [(f"app-{number:02}", 0, "google-play", f"org.example.a{number}", "no") for number in range(40)],
    "stake": [("maker", 0, None, "owner", "control", "current", "", None, 50, None, None, None, "no", "[]", "")],
    "word": [("a.key", "en", "ein", "a"), ("b.key", "to", "to", "two")],
}
NEW: Tables = {
    "app": [row if row[0] != "app-07" else (*row[:11], 29, *row[12:]) for row in OLD["app"] if row[0] != "app-30"]
    + [("app-05b", "New", "listing", None, "no", "[]", "tools", "[]", "Publisher 5", "", None, 3, "no", "", "[]", "")],
    "store_id": [row for row in OLD["store_id"] if row[0] != "app-30"] + [("app-05b", 0, "google-play", "org.b", "no")],
    "stake": [("maker", 0, None, "owner", "control", "current", "", 40, None, None, None, None, "no", "[]", "")],
    "word": [("0.key", "", "", ""), ("b.key", "to", "tvo", "two"), ("c.key", "tre", "tre", "three")],
}
"""A popularity, a share and a word change, one of each kind goes, and some come."""

Make = Callable[..., Path]


@pytest.fixture
def make(blank: Path, tmp_path: Path) -> Make:
    """Writes a catalogue: `make("old", OLD)`."""
    return lambda name, tables, version=1: write(blank, tmp_path / f"{name}.sqlite", tables, version)


@pytest.fixture
def pair(make: Make) -> tuple[Path, Path]:
    return make("old", OLD), make("new", NEW, 2)


def through(old: Path, new: Path, name: str = "out") -> Path:
    """The catalogue that the delta from one to another makes of the first."""
    delta, out = old.with_name(f"{name}.zst"), old.with_name(f"{name}.sqlite")
    made = make_delta(old, new, delta, Silent())
    assert made == Packed(f"{name}.zst", delta.stat().st_size, made.unpacked)
    apply_delta(old, delta, out, unpacked=made.unpacked, reporter=Silent())
    return out


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_differs_is_changed_and_all_else_stays(pair: tuple[Path, Path]) -> None:
    old, new = pair
    before = old.read_bytes()
    out = through(old, new)
    assert read(out) == read(new) != read(old)
    with CatalogueStore.open(out) as store:  # the digest of all rows, and the indexes
        assert store.info().digest == read_digest(new) == digest_of(new)
        assert store.find_store_ids("ORG.B") == (("app-05b", "google-play", "org.b"),)
    assert old.read_bytes() == before


@settings(max_examples=20)
@given(any_tables, any_tables, any_tables)
def test_any_catalogue_becomes_any_other(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, first: Tables, second: Tables, third: Tables
) -> None:
    folder = tmp_path_factory.mktemp("any")
    releases = [write(blank, folder / f"{n}.sqlite", tables, n) for n, tables in enumerate((first, second, third))]
    step_by_step = releases[0]
    for number, (_, release) in enumerate(pairwise(releases)):
        step_by_step = through(step_by_step, release, f"step-{number}")
    at_once = through(releases[0], releases[2], "at-once")
    for out in (step_by_step, at_once):
        CatalogueStore.open(out).close()
        assert read(out) == read(releases[2])


def test_every_table_can_change(make: Make) -> None:
    def tables(mark: str) -> Tables:
        rows: Tables = {}
        for table in TABLES:
            if table.name != "meta":
                values = [mark if column.kind is str else ord(mark) for column in table.columns]
                fixed = ["k" if column.kind is str else 0 for column in table.columns]
                kept = [fixed[at] if name in table.key else values[at] for at, name in enumerate(table.names)]
                rows[table.name] = [tuple(kept), tuple(values)]
        return rows

    old, new = make("old", tables("a")), make("new", tables("b"))
    assert read(through(old, new)) == read(new)
    assert read(through(new, old)) == read(old)


def test_nothing_may_change(pair: tuple[Path, Path]) -> None:
    old, _ = pair
    assert read(through(old, old)) == read(old)


def test_from_nothing_to_something_and_back(make: Make) -> None:
    full, empty = make("old", OLD), make("new", {})
    assert read(through(empty, full)) == read(full)
    assert read(through(full, empty)) == read(empty)


def test_the_same_two_catalogues_give_the_same_delta(pair: tuple[Path, Path], make: Make) -> None:
    old, new = pair
    first, second, third = (old.with_name(f"{n}.zst") for n in range(3))
    make_delta(old, new, first, Silent())
    # A file with the same rows in another order, as deltas leave behind, is the same catalogue.
    shuffled = make("shuffled", {name: rows[::-1] for name, rows in OLD.items()})
    make_delta(shuffled, new, second, Silent())
    make_delta(old, through(old, new), third, Silent())
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()


def test_a_delta_fits_every_file_of_the_same_catalogue(pair: tuple[Path, Path], make: Make, tmp_path: Path) -> None:
    old, new = pair
    made = make_delta(old, new, tmp_path / "delta.zst", Silent())
    shuffled, out = make("shuffled", {name: rows[::-1] for name, rows in OLD.items()}), tmp_path / "out.sqlite"
    apply_delta(shuffled, tmp_path / "delta.zst", out, unpacked=made.unpacked, reporter=Silent())
    assert read(out) == read(new)


def test_one_cell_costs_little_more_than_the_digests(make: Make) -> None:
    old, new = make("old", OLD), make("new", OLD | {"app": [(*row[:11], 9, *row[12:]) for row in OLD["app"]]})
    made = make_delta(old, new, old.with_name("delta.zst"), Silent())
    assert made.length < 64 + 80


def test_a_dictionary_has_an_end(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = pair
    whole = parts_of(old, new)
    monkeypatch.setattr(delta_around, "MOST_AROUND", 100)
    part = parts_of(old, new)
    assert whole.dictionary is not None
    assert part.dictionary is not None
    assert len(part.dictionary.dict_content) < 250 < len(whole.dictionary.dict_content)
    assert read(through(old, new)) == read(new)


def test_a_delta_is_for_one_catalogue(pair: tuple[Path, Path], make: Make, tmp_path: Path) -> None:
    old, new = pair
    made = make_delta(old, new, tmp_path / "delta.zst", Silent())
    for other in (new, make("other", OLD, 7)):
        with pytest.raises(DeltaUnfit) as caught:
            apply_delta(other, tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=Silent())
        assert str(caught.value.__cause__) == "it is for another catalogue"
    assert "out" not in files(tmp_path)


@pytest.mark.parametrize("by", [-1, 1, 1 << 40])
def test_what_was_promised_is_what_there_must_be(pair: tuple[Path, Path], tmp_path: Path, by: int) -> None:
    made = make_delta(*pair, tmp_path / "delta.zst", Silent())
    with pytest.raises(DeltaUnfit):
        apply_delta(pair[0], tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked + by, reporter=Silent())
    assert "out" not in files(tmp_path)


def test_what_stands_in_the_way_is_replaced(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = pair
    (tmp_path / "out.sqlite").write_bytes(b"left behind")
    (tmp_path / "out.sqlite-journal").write_bytes(b"left behind")
    assert read(through(old, new)) == read(new)
    assert "out.sqlite-journal" not in files(tmp_path)


class Stopping:
    """A reporter that stops the work at a step."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, list[tuple[int, int]]()

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if len(self.steps) > self.at:
            raise Cancelled


def test_progress_goes_forward_to_the_end(pair: tuple[Path, Path], tmp_path: Path) -> None:
    making, applying = Stopping(9999), Stopping(9999)
    made = make_delta(*pair, tmp_path / "delta.zst", making)
    apply_delta(pair[0], tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=applying)
    for told in (making.steps, applying.steps):
        assert told == sorted(told)
        assert told[-1] == (100, 100)


def test_stopped_work_leaves_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = pair
    making, applying = Stopping(9999), Stopping(9999)
    made = make_delta(old, new, tmp_path / "delta.zst", making)
    apply_delta(old, tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=applying)
    (tmp_path / "out").unlink()
    before = files(tmp_path)
    for at in range(0, len(applying.steps), 2):
        with pytest.raises(Cancelled):
            apply_delta(old, tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=Stopping(at))
        assert files(tmp_path) == before
    for at in range(0, len(making.steps), 7):
        with pytest.raises(Cancelled):
            make_delta(old, new, tmp_path / "other.zst", Stopping(at))
        assert files(tmp_path) == before


def test_a_full_disk_is_no_fault_of_the_delta(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = make("old", OLD)
    new = make("new", OLD | {"word": [(f"key {n}", "ord" * 300, "", "") for n in range(20)]})
    made = make_delta(old, new, tmp_path / "delta.zst", Silent())
    before, opened = files(tmp_path), delta_apply._open

    def small(path: Path) -> sqlite3.Connection:
        connection = opened(path)
        connection.execute("pragma max_page_count = 1")  # as many as there are
        return connection

    monkeypatch.setattr(delta_apply, "_open", small)
    with pytest.raises(OSError, match="full") as caught:
        apply_delta(old, tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=Silent())
    assert caught.value.strerror == "database or disk is full"
    assert files(tmp_path) == before


def test_an_old_catalogue_that_is_none_is_told_as_such(pair: tuple[Path, Path], tmp_path: Path) -> None:
    made = make_delta(*pair, tmp_path / "delta.zst", Silent())
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"no database at all" * 100)
    for base, kind in ((tmp_path / "missing", CatalogueMissing), (foreign, CatalogueForeign)):
        with pytest.raises(kind):
            apply_delta(base, tmp_path / "delta.zst", tmp_path / "out", unpacked=made.unpacked, reporter=Silent())
        with pytest.raises(kind):
            make_delta(base, pair[1], tmp_path / "other.zst", Silent())
    assert not files(tmp_path) & {"out", "other.zst"}


def test_no_delta_leaves_that_leads_elsewhere(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = pair
    before = files(tmp_path)
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("update app set name = 'changed afterwards' where id = 'app-03'")
        connection.commit()
    with pytest.raises(CatalogueDamaged):
        make_delta(old, new, tmp_path / "delta.zst", Silent())
    assert files(tmp_path) == before


def test_a_delta_that_would_be_too_large_is_not_made(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(tmp_path)
    for most in (5, parts_of(*pair).unpacked - 1):
        monkeypatch.setattr(delta_make, "MOST", most)
        with pytest.raises(DeltaUnfit):
            make_delta(*pair, tmp_path / "delta.zst", Silent())
    assert files(tmp_path) == before


def test_the_examples_are_as_they_are_meant() -> None:
    assert all(set(row) for row in OLD["app"])
    assert BY_NAME["app"].names[11] == "popularity"
    assert DIGEST_KEY not in META
