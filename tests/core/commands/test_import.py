"""`catalogue import listings`: what it does and says, from the terminal."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.catalogue.current import activate
from core.commands import main
from core.publishing.listings import importing
from core.publishing.listings.form import FILE
from core.publishing.listings.zstandard import zstd
from tests.core.commands.conftest import NOW, Outcome
from tests.lists import HEADER, TRAPS, line, write_list

RunHere = Callable[..., Outcome]


@pytest.fixture
def here(real_catalogue: Path, tmp_path: Path) -> Path:
    """A data folder of its own, with the real catalogue in use."""
    folder = tmp_path / "data"
    activate(real_catalogue, folder)
    return folder


@pytest.fixture
def run_here(here: Path) -> RunHere:
    """Runs a command on that data folder."""

    def runner(*argv: str) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        code = main(["--data", str(here), "--now", NOW, *argv], out, err, {"LANG": "en_GB.UTF-8"})
        return Outcome(code, out.getvalue(), err.getvalue())

    return runner


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_import_puts_the_list_to_use_and_tells_what_became_of_it(tmp_path: Path, run_here: RunHere) -> None:
    path = write_list(tmp_path / "list.tsv.zst", *TRAPS, "broken", TRAPS[0], line(platform="symbian", store_id="x"))
    done = run_here("catalogue", "import", "listings", str(path), "--json")
    assert done.code == 0
    told = done.json
    assert (told["read"], told["taken"]) == (len(TRAPS) + 3, len(TRAPS))
    assert told["refused"] == {"columns": 1, "duplicate": 1, "platform": 1}
    assert told["refused_lines"] == [
        {"line": len(TRAPS) + 2, "reason": "columns"},
        {"line": len(TRAPS) + 3, "reason": "duplicate"},
        {"line": len(TRAPS) + 4, "reason": "platform"},
    ]
    assert (told["version"], told["in_use"], told["search_ready"], told["cut_at"]) == (2, True, True, None)
    info = run_here("catalogue", "info", "--json").json
    assert (info["digest"], info["apps"]) == (told["digest"], told["apps"])
    assert info["counts"]["dossiers"] == told["apps"] - told["listings"]["made"]
    assert "Importing the list: 100%" in done.err


def test_import_says_it_in_words(tmp_path: Path, run_here: RunHere) -> None:
    lines = [*TRAPS, *["broken"] * 25, line(store_id="y", name="Y", installs="Free")]
    told = run_here("catalogue", "import", "listings", str(write_list(tmp_path / "list.tsv", *lines)))
    text = " ".join(told.out.split())
    assert told.code == 0
    assert text.startswith("Catalogue 2 is in use: ")
    assert "8 of them from this list. Nobody has assessed those." in text
    assert f"another number of columns: line {len(TRAPS) + 2}, {len(TRAPS) + 3}," in text
    assert "and 5 more" in text
    assert "1 value in the column installs could not be understood" in text
    assert all(len(shown) <= 80 for shown in told.out.splitlines() if ".sqlite" not in shown)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_reason_has_words(language: str, tmp_path: Path, run_here: RunHere) -> None:
    from core.commands.catalogue_import import _REASONS
    from core.publishing.listings.model import Reason

    assert set(_REASONS) == {reason.value for reason in Reason}
    path = write_list(tmp_path / "list.tsv", *TRAPS, "broken", "a\0b", line(store_id="z", name="z" * 700))
    done = run_here("catalogue", "import", "listings", str(path), "--language", language)
    assert done.code == 0
    assert all(len(shown) <= 80 for shown in done.out.splitlines() if ".sqlite" not in shown)


def test_a_cut_list_is_taken_as_far_as_it_goes_and_that_is_said_first(tmp_path: Path, run_here: RunHere) -> None:
    whole = "\n".join([HEADER, *(line(store_id=f"a.b.c{number * 7919}", name=str(number)) for number in range(20_000))])
    packed = zstd.compress(whole.encode())
    (tmp_path / "cut.tsv.zst").write_bytes(packed[: len(packed) // 2])
    told = run_here("catalogue", "import", "listings", str(tmp_path / "cut.tsv.zst"), "--json").json
    assert told["in_use"]
    assert told["cut_at"] == told["read"] + 2
    assert told["refused"] == {"cut": 1}
    spoken = run_here("catalogue", "import", "listings", str(tmp_path / "cut.tsv.zst"))
    assert spoken.out.startswith(f"The file is cut off or damaged at line {told['cut_at']}.")


@pytest.mark.parametrize(
    ("content", "code", "error"),
    [
        (b"a\tb\nc\td\n", 1, "file-unreadable"),
        (b"", 1, "file-unreadable"),
        (None, 1, "file-unreadable"),
        (zstd.compress(bytes(120 * 1024 * 1024)), 1, "file-unreadable"),
    ],
    ids=["other header", "empty", "none", "bomb"],
)
def test_what_is_no_list_changes_nothing(
    content: bytes | None, code: int, error: str, tmp_path: Path, here: Path, run_here: RunHere
) -> None:
    path = tmp_path / "list.tsv.zst"
    if content is not None:
        path.write_bytes(content)
    before = files_of(here)
    done = run_here("catalogue", "import", "listings", str(path), "--json")
    assert (done.code, done.error["code"]) == (code, error)
    assert files_of(here) == before
    spoken = run_here("catalogue", "import", "listings", str(path))
    assert "The catalogue in use is unchanged." in spoken.err


def test_a_list_of_which_nothing_can_be_taken_is_told_and_changes_nothing(
    tmp_path: Path, here: Path, run_here: RunHere
) -> None:
    before = files_of(here)
    path = write_list(tmp_path / "list.tsv", "x", "y")
    done = run_here("catalogue", "import", "listings", str(path), "--json")
    assert (done.code, done.json["path"], done.json["in_use"]) == (1, None, False)
    spoken = run_here("catalogue", "import", "listings", str(path))
    assert (spoken.code, spoken.out.splitlines()[0]) == (1, "No line could be taken. Nothing has been changed.")
    assert files_of(here) == before


@pytest.mark.parametrize(
    "argv",
    [("listings",), (), ("csv", "x.csv"), ("listings", "a", "b"), ("listings", "x", "--out", "")],
    ids=["no file", "nothing", "format", "two files", "empty folder"],
)
def test_wrong_usage(argv: tuple[str, ...], run_here: RunHere) -> None:
    done = run_here("catalogue", "import", *argv, "--json")
    assert (done.code, done.error["code"]) == (2, "usage")


def test_without_a_catalogue_there_is_nothing_to_import_into(tmp_path: Path) -> None:
    out = io.StringIO()
    path = write_list(tmp_path / "list.tsv", *TRAPS)
    argv = ["catalogue", "import", "listings", str(path), "--data", str(tmp_path / "none"), "--json"]
    assert main(argv, out, io.StringIO(), {"LANG": "en"}) == 1
    assert "catalogue-missing" in out.getvalue()


def test_stopping_with_the_keyboard_changes_nothing(
    tmp_path: Path, here: Path, run_here: RunHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "write_catalogue", interrupt)
    before = files_of(here)
    done = run_here("catalogue", "import", "listings", str(write_list(tmp_path / "list.tsv", *TRAPS)), "--json")
    assert (done.code, done.error["code"]) == (1, "cancelled")
    assert files_of(here) == before


def test_out_writes_for_a_source_folder_and_needs_no_catalogue(tmp_path: Path) -> None:
    out = io.StringIO()
    path = write_list(tmp_path / "list.tsv", *TRAPS)
    argv = ["catalogue", "import", "listings", str(path), "--out", str(tmp_path / "source")]
    assert main([*argv, "--data", str(tmp_path / "none")], out, io.StringIO(), {"LANG": "en_GB.UTF-8"}) == 0
    assert out.getvalue().startswith("9 listings are written.\n")
    assert (tmp_path / "source" / FILE).is_file()
    assert not (tmp_path / "none").exists()


def test_a_listing_is_found_and_its_card_says_that_nobody_has_assessed_it(listed_data: Path) -> None:
    def run(*argv: str) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        code = main(["--data", str(listed_data), "--now", NOW, *argv], out, err, {"LANG": "en_GB.UTF-8"})
        return Outcome(code, out.getvalue(), err.getvalue())

    for query in ("google-play:com.example.Notes", "com.example.notes", "Example Notes", "Notater"):
        found = run("card", query, "--json").json
        assert found["app"]["app"] == "google-play:com.example.Notes", query
        assert found["app"]["kind"] == "listing"
        assert found["app"]["store_ids"] == ["google-play:com.example.Notes", "app-store:123456789"]
        assert found["verdict"]["answer"] == "not-assessed"
        assert found["verdict"]["next_steps"]
        assert any(entry["applicability"] == "applies" for entry in found["guidance"])
        assert found["remarks"][0] == (
            "Only listed: that the app exists is known from crawl-2019, crawl-2021 and shops-2025-07."
            " Nobody has assessed it."
        )
    card = " ".join(run("card", "Example Notes").out.split())
    assert "[ ] Not assessed" in card
    assert "that does not mean it is safe" in card
    assert "crawl-2019, crawl-2021 and shops-2025-07" in card
    assert "only listed, not assessed" in " ".join(run("lookup", "Example Notes").out.split())
    assert run("card", "google-play:org.telegram.messenger", "--json").json["app"]["app"] == "telegram"
    assert run("card", "f-droid:org.telegram.messenger", "--json").json["app"]["name"] == "Telegram FOSS"


def test_building_anew_says_which_listings_are_left_out(listed_data: Path, tmp_path: Path) -> None:
    def run(data: Path, *argv: str) -> Outcome:
        out = io.StringIO()
        code = main(["--data", str(data), "catalogue", "build", *argv], out, io.StringIO(), {"LANG": "en_GB.UTF-8"})
        return Outcome(code, out.getvalue(), "")

    for name in ("json", "text"):
        shutil.copytree(listed_data, tmp_path / name)
    assert run(tmp_path / "json", "--json").json["listings_left_out"] == 7
    assert run(tmp_path / "json", "--json").json["listings_left_out"] == 0
    spoken = " ".join(run(tmp_path / "text").out.split())
    assert "7 listings that were imported are not in it. Import the list again" in spoken
    assert "imported" not in run(tmp_path / "text").out
