"""Whatever stands in a delta, it is refused, or it leads to the catalogue that was signed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.schema import BY_NAME, SCHEMA_VERSION
from core.catalogue.store import CatalogueStore
from core.errors import CatalogueDamaged, DeltaUnfit, Silent
from core.releases.delta import apply_delta
from core.releases.delta_around import row_ids
from core.releases.delta_model import Header, Malformed, Places
from core.releases.delta_read import Numbers, Texts
from core.releases.delta_write import write_header, write_number, write_signed, write_text
from core.releases.packing import LARGEST_WINDOW
from core.releases.zstandard import zstd
from tests.core.releases.deltas import Parts, by_hand, parts_of, read, read_digest, write
from tests.core.releases.test_delta import NEW, OLD

Damage = Callable[[bytes], bytes]
OUT = "out.sqlite"


@pytest.fixture(scope="module")
def pair(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pair")
    return write(blank, folder / "old.sqlite", OLD), write(blank, folder / "new.sqlite", NEW, 2)


def applied(old: Path, packed: bytes, unpacked: int) -> Path | None:
    """The catalogue that a delta gives; None: it was refused, and nothing is left of it."""
    delta, out = old.with_name("delta.zst"), old.with_name(OUT)
    delta.write_bytes(packed)
    try:
        apply_delta(old, delta, out, unpacked=unpacked, reporter=Silent())
    except DeltaUnfit:
        assert {path.name for path in old.parent.iterdir()} == {"old.sqlite", "new.sqlite", "delta.zst"}
        return None
    return out


def refused(old: Path, parts: Parts) -> str:
    """Why a delta is refused."""
    delta = old.with_name("delta.zst")
    delta.write_bytes(parts.packed())
    with pytest.raises(DeltaUnfit) as caught:
        apply_delta(old, delta, old.with_name(OUT), unpacked=parts.unpacked, reporter=Silent())
    assert not old.with_name(OUT).exists()
    return str(caught.value.__cause__)


def check(old: Path, new: Path, packed: bytes, unpacked: int) -> None:
    """It is refused, or what it leads to is refused, or it leads to the right rows."""
    if (out := applied(old, packed, unpacked)) is not None:
        try:
            with CatalogueStore.open(out) as store:
                assert store.info().digest != read_digest(new) or read(out) == read(new)
        except CatalogueDamaged:
            assert read(out) != read(new)
        out.unlink()


def damages() -> st.SearchStrategy[Damage]:
    """Some bytes changed, taken out, put in or repeated, or the end cut off."""
    at, some = st.integers(0, 2000), st.binary(min_size=1, max_size=4)

    def change(content: bytes, at: int, some: bytes) -> bytes:
        at %= len(content)
        return content[:at] + some + content[at + len(some) :]

    def insert(content: bytes, at: int, some: bytes) -> bytes:
        at %= len(content)
        return content[:at] + some + content[at:]

    def remove(content: bytes, at: int, some: bytes) -> bytes:
        at %= len(content)
        return content[:at] + content[at + len(some) :]

    def cut(content: bytes, at: int, _: bytes) -> bytes:
        return content[: at % len(content)]

    ways = st.sampled_from((change, insert, remove, cut))
    return st.builds(lambda way, at, some: lambda content: way(content, at, some), ways, at, some)


@pytest.fixture(scope="module")
def genuine(pair: tuple[Path, Path]) -> Parts:
    """What is inside the delta between the two."""
    return parts_of(*pair)


@given(damages())
def test_a_damaged_file_is_refused(pair: tuple[Path, Path], genuine: Parts, damage: Damage) -> None:
    check(*pair, damage(genuine.packed()), genuine.unpacked)


@given(damages())
def test_damaged_numbers_lead_to_no_mixture(pair: tuple[Path, Path], genuine: Parts, damage: Damage) -> None:
    parts = Parts(damage(genuine.numbers), genuine.texts, genuine.dictionary)
    check(*pair, parts.packed(), parts.unpacked)


@given(damages())
def test_damaged_texts_lead_to_no_mixture(pair: tuple[Path, Path], genuine: Parts, damage: Damage) -> None:
    parts = Parts(genuine.numbers, damage(genuine.texts), genuine.dictionary)
    check(*pair, parts.packed(), parts.unpacked)


def test_the_undamaged_one_is_taken(pair: tuple[Path, Path]) -> None:
    parts = parts_of(*pair)
    out = applied(pair[0], parts.packed(), parts.unpacked)
    assert out is not None
    assert read(out) == read(pair[1])
    out.unlink()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"PK\x03\x04", b"<!doctype html>" * 50, zstd.compress(b""), zstd.compress(b"APVD"), b"\x00" * 5000],
)
def test_other_files_are_refused(pair: tuple[Path, Path], content: bytes) -> None:
    assert applied(pair[0], content, 1000) is None


def test_what_follows_is_refused(pair: tuple[Path, Path]) -> None:
    parts = parts_of(*pair)
    for more in (b"\x00", parts.packed(), zstd.compress(b"")):
        assert applied(pair[0], parts.packed() + more, parts.unpacked) is None


def test_what_unpacks_to_more_than_promised_is_given_up_early(pair: tuple[Path, Path]) -> None:
    packer = zstd.ZstdCompressor(level=1)
    endless = b"".join(packer.compress(b"\x00" * (1 << 20)) for _ in range(256)) + packer.flush()
    assert len(endless) < 100_000
    assert applied(pair[0], endless, 5000) is None


def test_what_asks_for_much_memory_is_refused(pair: tuple[Path, Path]) -> None:
    parts = parts_of(*pair)
    options: dict[int, int] = {zstd.CompressionParameter.window_log: LARGEST_WINDOW + 1}
    packer = zstd.ZstdCompressor(options=options)
    wide = packer.compress(parts.numbers) + packer.flush()
    assert applied(pair[0], wide + parts.packed()[len(zstd.compress(parts.numbers)) :], parts.unpacked) is None


def header(old: Path, **others: int) -> bytes:
    return write_header(Header(others.get("schema", SCHEMA_VERSION), read_digest(old), "sha256:" + "1" * 64))


def test_a_header_names_format_schema_and_catalogue(pair: tuple[Path, Path]) -> None:
    old, new = pair
    right = header(old)
    for wrong, why in (
        (b"APVX" + right[4:], "no delta of a format that is known"),
        (b"APVD\x02" + right[5:], "no delta of a format that is known"),
        (header(old, schema=SCHEMA_VERSION + 1), "it is for catalogues of another schema"),
        (header(new), "it is for another catalogue"),
        (right[:20], "it is for another catalogue"),
    ):
        assert refused(old, by_hand(old, {}, header=wrong)) == why
    assert refused(old, Parts(right[:20], b"")) == "the numbers are cut off"


MANY = write_number(1 << 62)
POPULARITY = 1 << BY_NAME["app"].names.index("popularity")
NAME = 1 << BY_NAME["app"].names.index("name")
PUBLISHER = 1 << BY_NAME["app"].names.index("publisher")
WORD = ("a.key", "x", "y", "z")


@pytest.mark.parametrize(
    ("table", "places", "why"),
    [
        ("app", Places(((40, 0),)), "a row that changes or goes is not there"),
        ("app", Places(((3, 0), (99, 0))), "a row that changes or goes is not there"),
        ("country", Places(((0, 0),)), "more rows change than there are, or in more ways"),
        ("app", MANY, "more rows change than there are, or in more ways"),
        ("app", b"\x01" + MANY, "more rows change than there are, or in more ways"),
        ("app", b"\x01\x01\x00\x00\x01\x00", "a way to change is not there"),
        ("app", b"\x01\x01\x00\x00" + MANY, "a way to change is not there"),
        ("app", Places(((3, 1),)), "a column that is not there, or one of the key, changes"),
        ("app", Places(((3, 1 << 16),)), "a column that is not there, or one of the key, changes"),
        ("store_id", Places(((3, 2),)), "a column that is not there, or one of the key, changes"),
        ("app", Places((), (41,)), "a new row lies beyond the end"),
        ("app", b"\x00\x01" + b"\x80" * 10 + b"\x01", "a number is too long"),
        ("app", b"\x00\x01\x80\x00", "a number is too long"),
        ("word", b"\x00" + MANY, "the numbers are cut off"),
        ("app", Places((), (5,)), "the texts are cut off"),
        ("app", Places(((3, POPULARITY),)), "the numbers are cut off"),
    ],
)
def test_places_that_are_not_there_are_refused(
    pair: tuple[Path, Path], table: str, places: Places | bytes, why: str
) -> None:
    assert refused(pair[0], by_hand(pair[0], {table: places})) == why


def test_a_new_row_that_is_there_is_refused(pair: tuple[Path, Path]) -> None:
    why = refused(pair[0], by_hand(pair[0], {"word": Places((), (0,))}, texts=WORD))
    assert why == "UNIQUE constraint failed: word.key"


def test_a_cell_of_another_kind_is_refused(pair: tuple[Path, Path]) -> None:
    old = pair[0]
    empty = by_hand(old, {"app": Places(((3, PUBLISHER),))}, texts=(None,))
    assert refused(old, empty) == "NOT NULL constraint failed: app.publisher"
    unknown = by_hand(old, {"app": Places(((3, POPULARITY),))}, numbers=(None,))
    assert refused(old, unknown) == "NOT NULL constraint failed: app.popularity"
    for number in (1 << 63, -(1 << 63) - 1, 1 << 68):
        large = by_hand(old, {"app": Places(((3, POPULARITY),))}, numbers=(number,))
        assert refused(old, large) == "Python int too large to convert to SQLite INTEGER"
    beyond = by_hand(old, {"app": Places(((3, POPULARITY),))}, numbers=((1 << 63) - 1,))
    assert refused(old, beyond) == "cannot store REAL value in INTEGER column app.popularity"
    parts = by_hand(old, {"app": Places(((3, NAME),))}, texts=("x",))
    for wrong in (b"\xc3\xff", b"\xfe\xfe\xff", b"a\xfe\xff", b"\xed\xa0\x80\xff"):
        assert refused(old, Parts(parts.numbers, wrong, parts.dictionary)) == "a text is none"


def test_more_cells_than_places_are_refused(pair: tuple[Path, Path]) -> None:
    assert refused(pair[0], by_hand(pair[0], {}, numbers=(1,))) == "something follows the numbers"
    assert refused(pair[0], by_hand(pair[0], {}, texts=("x",))) == "something follows the texts"


def test_the_digest_cannot_be_taken_away(pair: tuple[Path, Path]) -> None:
    keys = [row[0] for row in read(pair[0])["meta"]]
    assert refused(pair[0], by_hand(pair[0], {"meta": Places(((keys.index("digest"), 0),))})) == (
        "it takes the digest away"
    )


def test_what_is_done_by_hand_is_done(pair: tuple[Path, Path]) -> None:
    old, places = pair[0], {"app": Places(((3, POPULARITY), (4, 0))), "word": Places((), (2,))}
    parts = by_hand(old, places, numbers=(5,), texts=("z.key", "x", "y", "z"))
    out = applied(old, parts.packed(), parts.unpacked)
    assert out is not None
    before, after = read(old), read(out)
    out.unlink()
    assert [row[0] for row in before["app"] if row[0] not in {row[0] for row in after["app"]}] == ["app-04"]
    assert (before["app"][3][11], after["app"][3][11]) == (3, 8)
    assert after["word"] == [*before["word"], ("z.key", "x", "y", "z")]
    assert ("digest", "sha256:" + "0" * 64) in after["meta"]


def test_an_old_catalogue_whose_index_lacks_rows_is_damaged(pair: tuple[Path, Path]) -> None:
    with closing(sqlite3.connect(pair[0])) as connection:
        assert len(row_ids(connection, BY_NAME["app"], (0, 3, 39))) == 3
        with pytest.raises(sqlite3.DatabaseError):
            row_ids(connection, BY_NAME["app"], (0, 3, 40))


@given(st.lists(st.one_of(st.none(), st.integers(-(2**64), 2**64))))
def test_numbers_are_read_as_they_were_written(cells: list[int | None]) -> None:
    numbers = Numbers(b"".join(map(write_signed, cells)))
    first, rest = numbers.part(len(cells) // 2), numbers.part(len(cells) - len(cells) // 2)
    numbers.end()
    assert [*rest, *first] == [*cells[len(cells) // 2 :], *cells[: len(cells) // 2]]


@given(st.lists(st.one_of(st.none(), st.text())))
def test_texts_are_read_as_they_were_written(cells: list[str | None]) -> None:
    texts = Texts(b"".join(map(write_text, cells)))
    first, rest = texts.part(len(cells) // 2), texts.part(len(cells) - len(cells) // 2)
    texts.end()
    assert [*rest, *first] == [*cells[len(cells) // 2 :], *cells[: len(cells) // 2]]


@given(st.binary(max_size=12))
def test_a_number_has_one_form(content: bytes) -> None:
    numbers = Numbers(content)
    try:
        value = numbers.one()
        numbers.end()
    except Malformed:
        return
    assert write_number(value) == content
