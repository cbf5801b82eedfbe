"""The normalised form: the same listings give the same file, and a file that is not so is refused line by line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.store import CatalogueStore
from core.errors import Cancelled, Silent, SourceInvalid
from core.publishing.build import build
from core.publishing.listings import form
from core.publishing.listings.form import FILE, FOLDER, check_forms, form_files, read_forms, write_form
from core.publishing.listings.form_lines import COLUMNS, FORM
from core.publishing.listings.model import Listing
from core.publishing.listings.zstandard import zstd
from core.publishing.problems import Problems
from tests.lists import TRAPS, grouped, line, table_of

PAGE = Path(__file__).parents[4] / "docs" / "formats" / "listings.md"


def written(folder: Path, *lines: str) -> Path:
    """A source folder with the form of a list."""
    found = grouped(folder.parent, *lines).listings
    write_form(found, folder / FILE, len(found), Silent())
    return folder


def unpacked(path: Path) -> list[str]:
    return zstd.decompress(path.read_bytes()).decode().splitlines()


def problems_of(folder: Path) -> tuple[str, ...]:
    problems = Problems()
    check_forms(folder, problems, Silent())
    return problems.lines()


def without_rows(listing: Listing) -> Listing:
    """As the form keeps it: how many lines told of a place is not kept."""
    from dataclasses import replace

    return replace(listing, places=tuple(place._replace(rows=0) for place in listing.places))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    folder = written(tmp_path, *TRAPS)
    assert problems_of(folder) == ()
    assert list(read_forms(folder)) == [without_rows(listing) for listing in grouped(tmp_path, *TRAPS).listings]


def test_the_same_listings_give_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = written(tmp_path, *TRAPS) / FILE
    second = written(tmp_path / "other", *reversed(TRAPS)) / FILE
    assert first.read_bytes() == second.read_bytes()


def test_several_files_are_read_as_one(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for folder in (whole, parts / FOLDER):
        folder.mkdir(parents=True)
    written(whole, *TRAPS)
    head, *lines = unpacked(whole / FILE)
    for name, some in (("b", lines[::2]), ("a", lines[1::2])):
        text = "\n".join([head, *some, ""])
        (parts / FOLDER / f"{name}.tsv.zst").write_bytes(zstd.compress(text.encode()))
    assert problems_of(parts) == ()
    assert list(read_forms(parts)) == list(read_forms(whole))
    shutil.copy(whole / FILE, parts / FILE)
    assert len(form_files(parts)) == 3
    assert "which another line or file has" in problems_of(parts)[0]


def test_the_example_of_the_page_is_one(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    example = text[text.index(f"```\n{FORM}") + 4 :].partition("```")[0]
    (tmp_path / FILE).write_bytes(zstd.compress(example.encode()))
    assert problems_of(tmp_path) == ()
    listed = text[text.index("```\nplatform\t") + 4 :].partition("```")[0].splitlines()
    assert [without_rows(listing) for listing in grouped(tmp_path, *listed[1:]).listings] == list(read_forms(tmp_path))


GOOD = (
    "google-play:a.b.c",
    "Maker",
    "google-play:Tools",
    '[["google-play","a.b.c","android",17]]',
    '[["Name","other","","2021","google-play"]]',
    '["crawl-2021"]',
)


def form_of(*lines: str | bytes) -> bytes:
    """A file of the form with these lines."""
    parts = ["\t".join(COLUMNS), *lines]
    return zstd.compress(b"\n".join(part if isinstance(part, bytes) else part.encode() for part in parts) + b"\n")


def but(**values: str) -> str:
    """The good line with other values in columns 0 to 5, named c0 to c5."""
    return "\t".join(values.get(f"c{number}", value) for number, value in enumerate(GOOD))


def place(*parts: Any) -> str:
    return json.dumps([list(parts)])


@dataclass(frozen=True)
class Bad:
    id: str
    line: str | bytes
    told: str


BAD = (
    Bad("columns", but() + "\t", "has 7 columns instead of 6"),
    Bad("encoding", but().encode() + b"\xff", "is not UTF-8"),
    Bad("length", but(c1="x" * 2_000_000), "is longer than"),
    Bad("long text", but(c1="x" * 1000), "publisher: is longer than"),
    Bad("control character", but(c1="a\x1bb"), "publisher: is longer than 576 characters, or holds control"),
    Bad("id of another place", but(c0="google-play:x"), "id: has to be made from the first place"),
    Bad("no JSON", but(c3="["), "places: is no JSON"),
    Bad("deep JSON", but(c3="[" * 100_000), "places: is no JSON"),
    Bad("no list", but(c3="{}"), "places: has to be a list"),
    Bad("no place", but(c3="[]"), "places: has to hold a place"),
    Bad("short place", but(c3=place("google-play", "a.b.c")), "places: has to hold lists of store, id"),
    Bad("odd store", but(c3=place("Google Play", "a.b.c", "android", 1)), "places: has a store, an id or a platform"),
    Bad("odd id", but(c3=place("google-play", "~x", "android", 1)), "places: has a store, an id or a platform"),
    Bad("odd platform", but(c3=place("google-play", "a.b.c", "any", 1)), "places: has a store, an id or a platform"),
    Bad("too popular", but(c3=place("google-play", "a.b.c", "android", 32)), "popularity that is not 0 to 31"),
    Bad("true", but(c3=place("google-play", "a.b.c", "android", True)), "places: has to hold lists of"),
    Bad("half", but(c3=place("google-play", "a.b.c", "android", 1.5)), "places: has to hold lists of"),
    Bad("half a sign pair", but(c4='[["\\ud800","other","","","google-play"]]'), "names: is longer than"),
    Bad("odd kind", but(c4='[["Name","native","","","google-play"]]'), "names: has to hold lists of name, kind"),
    Bad("odd date", but(c4='[["Name","other","","in 2021","google-play"]]'), "names: has a date that is no"),
    Bad("empty name", but(c4='[["","other","","","google-play"]]'), "names: has an empty name"),
    Bad("no source", but(c5="[]"), "sources: has to hold labels"),
    Bad("sources twice", but(c5='["a","a"]'), "sources: has to hold labels, sorted, each once"),
    Bad("sources unsorted", but(c5='["b","a"]'), "sources: has to hold labels, sorted, each once"),
    Bad("number for a source", but(c5="[7]"), "sources: holds something that is no text"),
    Bad("nameless", but(c0="google-play:~x", c3=place("google-play", "", "", 1), c4="[]"), "names: has to hold a name"),
    Bad("id without a mark", but(c3=place("google-play", "", "android", 1)), "id: has to be made from store and name"),
    Bad(
        "places unsorted",
        but(c0="app-store:1", c3='[["app-store","1","ios",1],["google-play","a.b.c","android",1]]'),
        "places: has to hold places in the order of stores",
    ),
    Bad(
        "place without an id beside others",
        but(c3='[["google-play","","android",1],["google-play","a.b.c","android",1]]'),
        "places: has a place without an id beside others",
    ),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.id)
def test_a_line_that_is_not_so_is_told_with_its_number(bad: Bad, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(form_of(but(c0="f-droid:x", c3=place("f-droid", "x", "", 0)), bad.line))
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"{FILE}:3: ")
    assert bad.told in problem
    with pytest.raises(SourceInvalid):
        list(read_forms(tmp_path))


@pytest.mark.parametrize("second", [but(), but(c0="f-droid:x", c3=place("f-droid", "x", "", 0))])
def test_lines_out_of_order_are_told(second: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(form_of(but(), second))
    assert "is out of order" in problems_of(tmp_path)[0]


def test_a_place_that_two_have_is_told(tmp_path: Path) -> None:
    other = but(c0="f-droid:x", c3='[["f-droid","x","",0],["winget","w","",0]]')
    third = but(c3='[["google-play","a.b.c","android",17],["winget","w","",0]]')
    (tmp_path / FILE).write_bytes(form_of(other, third))
    assert "has winget:w, which another line or file has" in problems_of(tmp_path)[0]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content[:-20], "is cut off or damaged here"),
        (lambda content: b"x" + content, "is no file of this form"),
        (lambda content: content[:0], "is no file of this form"),
        (lambda content: zstd.compress(content[:0]), "is no file of this form"),
    ],
    ids=["cut", "other", "empty", "empty and packed"],
)
def test_a_file_that_is_no_form_or_not_whole_is_told(
    spoil: Callable[[bytes], bytes], told: str, tmp_path: Path
) -> None:
    ids = [f"a.b.c{number}" for number in range(1000, 3000)]
    lines = [but(c0=f"google-play:{found}", c3=place("google-play", found, "android", 1)) for found in ids]
    (tmp_path / FILE).write_bytes(spoil(form_of(*lines)))
    assert told in "\n".join(problems_of(tmp_path))


def test_many_mistakes_are_told_up_to_a_bound(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(form_of(*["x"] * 500))
    assert len(problems_of(tmp_path)) == form._MOST_PROBLEMS


@given(st.lists(st.text(max_size=12), max_size=7))
def test_any_line_is_told_and_raises_nothing_else(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    content = "\t".join(values).replace("\n", " ").encode("utf-8", "surrogatepass")
    (folder / FILE).write_bytes(form_of(content))
    assert problems_of(folder)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)


@given(json_values, st.sampled_from(["c3", "c4", "c5"]))
def test_any_json_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, value: Any, column: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / FILE).write_bytes(form_of(but(**{column: json.dumps(value)})))
    if not problems_of(folder):
        assert len(list(read_forms(folder))) == 1


def test_checking_and_writing_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            assert 0 <= done <= total
            raise Cancelled

    many = [line(store_id=f"a.b.c{number:05}") for number in range(5000)]
    written(tmp_path, *many)
    with pytest.raises(Cancelled):
        check_forms(tmp_path, Problems(), Stop())
    with pytest.raises(Cancelled):
        write_form(read_forms(tmp_path), tmp_path / "x", 5000, Stop())


# ---- building with it -----------------------------------------------------------------------------------------------


def test_a_source_folder_with_listings_builds_the_same_bytes_each_time(small: Path, tmp_path: Path) -> None:
    written(small, *TRAPS)
    first = build(small, tmp_path / "first.sqlite", Silent())
    second = build(small, tmp_path / "second.sqlite", Silent())
    assert first.path.read_bytes() == second.path.read_bytes()
    assert dict(first.counts)["dossiers"] == 2
    with CatalogueStore.open(first.path) as store:
        assert store.info().listings == len(list(read_forms(small)))


def test_where_the_lines_stand_does_not_change_the_digest(small: Path, tmp_path: Path) -> None:
    written(small, *TRAPS)
    before = build(small, tmp_path, Silent())
    (small / FOLDER).mkdir()
    (small / FILE).rename(small / FOLDER / "all.tsv.zst")
    assert build(small, tmp_path, Silent()).digest == before.digest


def test_listings_change_nothing_but_apps(small: Path, tmp_path: Path) -> None:
    without = build(small, tmp_path / "without.sqlite", Silent()).path
    written(small, *TRAPS)
    with_them = build(small, tmp_path / "with.sqlite", Silent()).path
    for table in ("company", "country", "advice", "advice_app", "reach", "incident", "app_task", "word", "ability"):
        assert table_of(without, table) == table_of(with_them, table)


def test_mistakes_in_listings_are_told_with_all_others(small: Path, tmp_path: Path) -> None:
    (small / FILE).write_bytes(form_of("x"))
    (small / "apps" / "example-notes.yaml").write_text("name: [\n")
    with pytest.raises(SourceInvalid) as caught:
        build(small, tmp_path, Silent())
    told = "\n".join(caught.value.problems)
    assert f"{FILE}:2: has 1 columns" in told
    assert "apps/example-notes.yaml" in told


def test_files_that_do_not_belong_beside_listings_are_told(small: Path, tmp_path: Path) -> None:
    (small / FOLDER).mkdir()
    (small / FOLDER / "list.tsv").write_text("x")
    (small / "listings.tsv").write_text("x")
    with pytest.raises(SourceInvalid) as caught:
        build(small, tmp_path, Silent())
    told = "\n".join(caught.value.problems)
    assert "listings/list.tsv: is no part of the format" in told
    assert "listings.tsv: is no part of the format" in told
