"""Reading lists of names."""

from pathlib import Path

import pytest

from benchmarks._lists import (
    VARIABLE,
    folder_of_lists,
    read_apps,
    read_libraries,
    read_rows,
    recombined,
    write_rows,
)
from core.catalogue.model import Searchable
from core.facts import AppId
from core.publishing.listings.rows import COLUMNS
from core.publishing.listings.zstandard import zstd


def packed(path: Path, titles: tuple[str, ...], *rows: tuple[str, ...]) -> Path:
    lines = ["\t".join(row) + "\n" for row in (titles, *rows)]
    path.write_bytes(zstd.compress("".join(lines).encode()))
    return path


def row(store_id: str, name: str, **more: str) -> tuple[str, ...]:
    values = {"platform": "android", "store": "google-play", "store_id": store_id, "name": name, "source": "list-2020"}
    return tuple((values | more).get(title, "") for title in COLUMNS)


def test_a_list_is_read_as_an_import_reads_it(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "apps.tsv.zst",
        COLUMNS,
        row("com.a.b", "Old", source="list-2017", installs="1,000+"),
        row("com.a.b", "New", developer="Maker"),
        row("com.a.b", "New", developer="Maker"),
        row("com.c.d", ""),
        row("com.e.f", "Alone"),
    )
    listed = read_apps(path)
    assert (listed.rows, listed.ids, listed.names) == (5, 2, 3)
    first, second = listed.apps
    assert (first.app, set(first.names), first.publisher) == ("google-play:com.a.b", {"New", "Old"}, "Maker")
    assert first.popularity > second.popularity == 0
    assert second == Searchable(AppId("google-play:com.e.f"), ("Alone",), "", 0, is_dossier=False)


def test_an_empty_list_has_no_apps(tmp_path: Path) -> None:
    assert read_apps(packed(tmp_path / "apps.tsv.zst", COLUMNS)).apps == ()


def test_libraries_are_apps_of_which_only_the_name_is_known(tmp_path: Path) -> None:
    rows = (("one", "b", "1"), ("one", "a", "1"), ("two", "a", "2"), ("two", "a", "3"))
    listed = read_libraries(packed(tmp_path / "names", ("registry", "name", "version"), *rows))
    assert (listed.rows, listed.ids) == (4, 3)
    assert [(app.app, app.names) for app in listed.apps] == [("one:a", ("a",)), ("two:a", ("a",)), ("one:b", ("b",))]


def test_names_are_recombined_up_to_the_number_wanted(tmp_path: Path) -> None:
    rows = (("one", "ab12", "1"), ("one", "cd34", "1"))
    listed = read_libraries(packed(tmp_path / "names", ("registry", "name", "version"), *rows))
    many = recombined(listed, 10, seed=1)
    assert len({app.app for app in many.apps}) == 10
    assert {app.names[0] for app in many.apps} <= {"ab12", "ab34", "cd12", "cd34"}
    assert many == recombined(listed, 10, seed=1)
    assert len(recombined(listed, 1, seed=1).apps) == 1


def test_rows_are_written_and_read_again(tmp_path: Path) -> None:
    apps = [
        Searchable(AppId("a"), ("Å", 'q"\u2028'), "P", 3, is_dossier=True),
        Searchable(AppId("b"), ("B",), "", 0, is_dossier=False),
    ]
    write_rows(apps, tmp_path / "rows")
    assert list(read_rows(tmp_path / "rows")) == apps


def test_the_folder_is_told_by_option_or_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "there")
    assert folder_of_lists("here") == Path("here")
    assert folder_of_lists(None) == Path("there")
    monkeypatch.delenv(VARIABLE)
    assert folder_of_lists(None) is None
