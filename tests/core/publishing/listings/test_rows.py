"""What is taken from a list, and what is refused line by line."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Cancelled, FileUnreadable, Silent
from core.publishing.listings import rows as rows_module
from core.publishing.listings.model import Reason, Refusal
from core.publishing.listings.rows import COLUMNS, KEPT_OF_EACH, MOST_CHARACTERS, Tally, read_rows
from core.publishing.listings.zstandard import zstd
from core.situation import Platform
from tests.lists import HEADER, line, rows_of, write_list

GOOD = line(store_id="org.example.good", name="Good")


def test_a_line_is_taken_with_what_it_says(tmp_path: Path) -> None:
    full = line(
        platform="android",
        store="google-play",
        store_id="org.example.notes",
        name="  Notes ",
        locale="nb",
        developer="Example AS",
        category="Tools",
        installs="100,000+",
        rating_count="812",
        rating="4.1",
        updated="July 30, 2021",
        summary="Takes notes",
        source="crawl-2021-09",
    )
    (row,), tally = rows_of(tmp_path, full)
    assert row._asdict() == {
        "platform": Platform.ANDROID,
        "store": "google-play",
        "id": "org.example.notes",
        "name": "Notes",
        "locale": "nb",
        "developer": "Example AS",
        "category": "Tools",
        "installs": 100_000,
        "ratings": 812,
        "updated": "2021-07-30",
        "source": "crawl-2021-09",
        "seen": "2021-09",
    }
    assert (tally.read, tally.taken, tally.refused) == (1, 1, {})


def test_a_list_may_leave_the_platform_open(tmp_path: Path) -> None:
    (row,), _ = rows_of(tmp_path, line(platform="any", store="cpe", store_id="x"))
    assert row.platform is None


def test_ids_of_the_app_store_that_are_no_numbers_are_bundle_ids(tmp_path: Path) -> None:
    rows, _ = rows_of(
        tmp_path, line(store="app-store", store_id="123"), line(store="app-store", store_id="org.example.x")
    )
    assert [(row.store, row.id) for row in rows] == [("app-store", "123"), ("apple-bundle", "org.example.x")]


def test_ids_of_developers_are_no_names(tmp_path: Path) -> None:
    (row,), _ = rows_of(tmp_path, line(store="installomator", store_id="x", developer="2BUA8C4S2C"))
    assert row.developer == ""


@dataclass(frozen=True)
class Bad:
    id: str
    content: str | bytes
    reason: Reason


BAD = (
    Bad("endless name", line(store_id="x", name="x" * 5_000_000), Reason.TOO_LONG),
    Bad("long name", line(store_id="x", name="x" * (MOST_CHARACTERS + 1)), Reason.VALUE_TOO_LONG),
    Bad("Latin-1", line(store_id="x", name="Blåfjell").encode("latin-1"), Reason.ENCODING),
    Bad("half a sign pair", line(store_id="x", name="@").encode().replace(b"@", b"\xed\xa0\x80"), Reason.ENCODING),
    Bad("a column short", GOOD.replace("\t", "", 1), Reason.COLUMNS),
    Bad("a column more", f"{GOOD}\t", Reason.COLUMNS),
    Bad("empty", "", Reason.COLUMNS),
    Bad("NUL", line(store_id="x", name="a\0b"), Reason.CONTROL),
    Bad("escape", line(store_id="x", name="a\x1b[31mb"), Reason.CONTROL),
    Bad("carriage return inside", line(store_id="x", name="a\rb"), Reason.CONTROL),
    Bad("C1 control", line(store_id="x", name="a\x9bb"), Reason.CONTROL),
    Bad("platform", line(platform="symbian", store_id="x"), Reason.PLATFORM),
    Bad("no platform", line(platform="", store_id="x"), Reason.PLATFORM),
    Bad("store", line(store="Google Play", store_id="x"), Reason.STORE),
    Bad("no store", line(store="", store_id="x"), Reason.STORE),
    Bad("colon in the store", line(store="a:b", store_id="x"), Reason.STORE),
    Bad("no source", line(store_id="x", source=""), Reason.SOURCE),
    Bad("id of a name", line(store_id="~notes"), Reason.ID),
    Bad("neither id nor name", line(installs="5"), Reason.NOTHING_KNOWN),
    Bad("id of spaces", line(store_id="  "), Reason.NOTHING_KNOWN),
    Bad("again", GOOD, Reason.DUPLICATE),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.id)
def test_a_bad_line_is_refused_with_its_number_and_the_rest_is_taken(bad: Bad, tmp_path: Path) -> None:
    after = line(store_id="org.example.after", name="After")
    rows, tally = rows_of(tmp_path, GOOD, bad.content, after)
    assert [row.name for row in rows] == ["Good", "After"]
    assert tally.refusals == [Refusal(bad.reason, 3)]
    assert (tally.read, tally.taken) == (3, 2)


def test_ends_of_lines_of_other_systems_inside_a_value_are_spaces(tmp_path: Path) -> None:
    rows, tally = rows_of(tmp_path, line(store_id="x", name="a\u0085b\u2028c\u2029"))
    assert [row.name for row in rows] == ["a b c"]
    assert tally.refused == {}


def test_a_long_summary_does_no_harm(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, line(store_id="x", name="X", summary="long " * 1000))
    assert len(rows) == 1


def test_values_that_say_nothing_readable_are_counted_and_the_line_is_taken(tmp_path: Path) -> None:
    odd = line(store_id="x", name="X", category="1.9", installs="Free", rating_count="3.0M", updated="1.0.19")
    (row,), tally = rows_of(tmp_path, odd)
    assert (row.installs, row.ratings, row.updated) == (None, None, "")
    assert tally.not_understood == {"installs": 1, "rating_count": 1, "updated": 1}


def test_every_refusal_is_counted_and_the_first_are_remembered(tmp_path: Path) -> None:
    _, tally = rows_of(tmp_path, *["x"] * (KEPT_OF_EACH + 50), line(platform="symbian", store_id="x"))
    assert tally.refused == {Reason.COLUMNS: KEPT_OF_EACH + 50, Reason.PLATFORM: 1}
    assert len(tally.refusals) == KEPT_OF_EACH + 1
    assert tally.refusals[-1].reason is Reason.PLATFORM


BAD_HEADERS: tuple[tuple[str, bytes], ...] = (
    ("nothing", b""),
    ("no header", GOOD.encode()),
    ("another order", "\t".join(reversed(COLUMNS)).encode()),
    ("commas", HEADER.replace("\t", ",").encode()),
    ("a column short", HEADER.rpartition("\t")[0].encode()),
    ("UTF-16", HEADER.encode("utf-16")),
    ("another program's", b"SQLite format 3\0" * 50),
)


@pytest.mark.parametrize(("name", "header"), BAD_HEADERS, ids=[name for name, _ in BAD_HEADERS])
def test_another_header_refuses_the_whole_file(name: str, header: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(header + b"\n" + GOOD.encode() + b"\n")
    tally = Tally()
    with pytest.raises(FileUnreadable) as caught:
        list(read_rows(path, tally, Silent()))
    assert tally.taken == 0
    assert caught.value.safe is not None


def test_a_mark_and_carriage_returns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode())
    assert [row.name for row in read_rows(path, Tally(), Silent())] == ["Good"]


def test_a_cut_list_is_taken_as_far_as_it_goes_and_the_cut_is_told(tmp_path: Path) -> None:
    shuffled = random.Random(7)  # noqa: S311 - only so that the list does not pack too well
    ids = [f"org.example.x{shuffled.random()}" for _ in range(5000)]
    whole = write_list(tmp_path / "whole.tsv.zst", *(line(store_id=store_id, name=store_id) for store_id in ids))
    (tmp_path / "cut").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    tally = Tally()
    rows = list(read_rows(tmp_path / "cut", tally, Silent()))
    assert 0 < len(rows) < 5000
    assert [row.id for row in rows] == ids[: len(rows)]
    assert tally.cut_at == len(rows) + 2
    assert tally.refusals == [Refusal(Reason.CUT, len(rows) + 2)]


def test_a_list_that_is_cut_before_its_first_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(zstd.compress(HEADER.encode())[:20])
    with pytest.raises(FileUnreadable):
        list(read_rows(tmp_path / "cut", Tally(), Silent()))


def test_far_too_many_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_ROWS", 2)
    with pytest.raises(FileUnreadable):
        rows_of(tmp_path, "x", "x", "x")


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            assert 0 <= done <= total
            raise Cancelled

    path = write_list(tmp_path / "list.tsv", *["x"] * 5000)
    with pytest.raises(Cancelled):
        list(read_rows(path, Tally(), Stop()))


@given(st.lists(st.binary(max_size=120), max_size=8))
def test_any_bytes_are_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, content: list[bytes]) -> None:
    rows, tally = rows_of(tmp_path_factory.mktemp("any"), *content)
    assert tally.read == len(b"\n".join([*content, b""]).split(b"\n")) - 1
    assert tally.taken == len(rows) == tally.read - sum(tally.refused.values())


@given(st.lists(st.text(max_size=20), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_values_are_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    content = "\t".join(values).encode("utf-8", "surrogatepass")
    rows, tally = rows_of(tmp_path_factory.mktemp("any"), content)
    assert tally.taken == len(rows) == tally.read - sum(tally.refused.values())
