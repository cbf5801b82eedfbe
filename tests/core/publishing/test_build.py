"""Building: the same input gives the same file, and nothing half-made is ever seen."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.errors import Cancelled, FileUnreadable, Silent, SourceInvalid
from core.guidance.store import guidance
from core.publishing.build import BuildResult, build, load_content
from core.publishing.content import Content
from tests.catalogue_fixture import SOURCE
from tests.core.publishing.small import edit


class _Counting:
    """Keeps the steps, and stops the work at one of them."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if len(self.steps) == self.stop_at:
            raise Cancelled


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(SOURCE, Silent())


def test_the_same_input_gives_the_same_digest_and_bytes(pristine: Path, tmp_path: Path) -> None:
    first = build(pristine, tmp_path / "first.sqlite", Silent())
    copy = Path(shutil.copytree(pristine, tmp_path / "elsewhere"))
    second = build(copy, tmp_path / "second.sqlite", Silent())
    assert first.digest == second.digest
    assert first.path.read_bytes() == second.path.read_bytes()


def test_one_changed_fact_gives_another_digest(small: Path, tmp_path: Path) -> None:
    before = build(small, tmp_path, Silent())
    edit(small, "apps/example-notes.yaml", "Jotter", "Jotters")
    after = build(small, tmp_path, Silent())
    assert before.digest != after.digest
    assert before.path != after.path


def test_order_and_layout_of_the_source_do_not_matter(small: Path, tmp_path: Path) -> None:
    before = build(small, tmp_path, Silent())
    edit(small, "apps/example-notes.yaml", "platforms:\n  - android\n  - web\n", "")
    edit(small, "apps/example-notes.yaml", "name:", "# a comment\nplatforms: [android, web]\nname:")
    assert build(small, tmp_path, Silent()).digest == before.digest


def test_a_folder_gives_the_file_its_own_name(pristine: Path, tmp_path: Path) -> None:
    result = build(pristine, tmp_path, Silent())
    assert result.path == tmp_path / f"catalogue-1-{result.digest.removeprefix('sha256:')[:16]}.sqlite"
    assert [path.name for path in tmp_path.iterdir()] == [result.path.name]


def test_the_result_tells_what_was_built(pristine: Path, tmp_path: Path) -> None:
    result = build(pristine, tmp_path, Silent())
    with CatalogueStore.open(result.path) as store:
        info = store.info()
    assert result == BuildResult(result.path, info.version, info.digest, info.counts)
    assert dict(info.counts)["apps"] == info.apps == 2


def test_steps_go_up_to_a_hundred(pristine: Path, tmp_path: Path) -> None:
    reporter = _Counting()
    build(pristine, tmp_path, reporter)
    done = [step for step, _ in reporter.steps]
    assert done == sorted(done)
    assert reporter.steps[-1] == (100, 100)


@pytest.mark.parametrize("stop_at", [1, 10, -20, -1])
def test_stopping_leaves_everything_as_it_was(stop_at: int, pristine: Path, tmp_path: Path) -> None:
    counting = _Counting()
    build(pristine, tmp_path / "count.sqlite", counting)
    target = tmp_path / "catalogue.sqlite"
    target.write_bytes(b"what was there")
    number = stop_at if stop_at > 0 else len(counting.steps) + 1 + stop_at
    with pytest.raises(Cancelled):
        build(pristine, target, _Counting(number))
    assert target.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogue.sqlite", "count.sqlite"]


def test_mistakes_leave_everything_as_it_was(small: Path, tmp_path: Path) -> None:
    edit(small, "apps/example-notes.yaml", "category: notes", "category: no")
    target = tmp_path / "catalogue.sqlite"
    with pytest.raises(SourceInvalid) as caught:
        build(small, target, Silent())
    assert len(caught.value.problems) == 1
    assert not target.exists()


def test_a_place_that_cannot_be_written_is_told(pristine: Path, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        build(pristine, tmp_path / "none" / "catalogue.sqlite", Silent())
    assert "cannot be written" in caught.value.what.message


def test_a_source_that_is_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        build(tmp_path / "none", tmp_path, Silent())
    assert "not a folder" in caught.value.what.message


def test_hidden_entries_never_reach_the_file(small: Path, tmp_path: Path) -> None:
    edit(small, "guidance/example-2024-notes.yaml", "how: official page seen", "how: unverified")
    with CatalogueStore.open(build(small, tmp_path, Silent()).path) as store:
        assert guidance(store) == ()
        assert store.rows("advice_app") == []


def test_a_company_without_sources_of_a_stake_lends_its_own(pristine: Path, tmp_path: Path) -> None:
    with CatalogueStore.open(build(pristine, tmp_path, Silent()).path) as store:
        company = store.ownership_facts().companies[store.apps()[0].company or ""]  # type: ignore[index]
    assert company.stakes[0].sources == company.sources == ("https://notes.example.com/privacy",)
    assert company.presences[0].note == (
        "Claim (Example Times, March 2024): a newspaper wrote in 2024 that part of the team sits in Russia."
        " Counter-claim: the company says that it closed the office in 2022"
    )


def test_every_entry_comes_back_as_the_source_says(content: Content, store: CatalogueStore) -> None:
    ownership = store.ownership_facts()
    assert store.apps() == content.apps
    assert tuple(ownership.companies.values()) == content.companies
    assert tuple(ownership.countries.values()) == content.countries
    assert guidance(store) == content.advice
    assert store.incidents() == content.incidents
    assert store.abilities() == content.abilities
    assert tuple(store.reach_sources().values()) == content.reach_sources
    assert [fact for facts in store.reach_by_app().values() for fact in facts] == list(content.reach)
    assert store.vocabulary() == dict(content.words)
    assert store.tasks() == {task.id: task.label for task in content.tasks}
    assert store.traits() == {trait.id: trait.label for trait in content.traits}


def test_one_app_is_the_same_alone_as_among_all(store: CatalogueStore) -> None:
    for app in store.apps():
        assert store.app(app.id) == app
        assert store.reach(app.id) == store.reach_by_app().get(app.id, ())


def test_the_file_holds_what_sqlite_calls_sound(real_catalogue: Path) -> None:
    with closing(sqlite3.connect(f"file:{real_catalogue}?mode=ro", uri=True)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        strict = connection.execute("select name from pragma_table_list where type = 'table' and not strict").fetchall()
    assert [name for (name,) in strict if not name.startswith("sqlite_")] == []
