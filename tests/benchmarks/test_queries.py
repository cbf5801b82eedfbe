"""Questions drawn from names: what each kind promises, and the same ones in every run."""

import random
from collections.abc import Sequence

import pytest
from rapidfuzz.distance import OSA

from benchmarks._baselines import quoted
from benchmarks._queries import (
    KINDS,
    REPORTED,
    TUNING,
    Asked,
    Edit,
    delete,
    draw,
    draw_links,
    insert,
    key_of,
    keystrokes,
    mistaken,
    pasted,
    right_answers,
    substitute,
    swap,
)
from core.catalogue.links import parse_reference
from core.catalogue.model import Searchable
from core.facts import AppId

NAMES = (
    ("google-play:org.telegram.messenger", ("Telegram", "Телеграм", "Telegram Messenger")),
    ("google-play:com.whatsapp", ("WhatsApp",)),
    ("app-store:835599320", ("TikTok", "musical.ly", "抖音")),
    ("f-droid:org.blafjell", ("Blåfjell turkart",)),
    ("steam:360", ("360",)),
    ("debian:r", ("R",)),
    ("cpe:yandex", ("Яндекс",)),
    ("winget:aaaa", ("aaaa",)),
)
APPS = [Searchable(AppId(app), names, "", 0, is_dossier=False) for app, names in NAMES]
COUNT = 60


@pytest.fixture(params=[REPORTED, TUNING])
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def of_kind(kind: str, seed: int) -> Sequence[Asked]:
    found = draw(kind, APPS, COUNT, seed)
    assert len(found) == COUNT
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_questions(kind: str) -> None:
    assert draw(kind, APPS, COUNT, REPORTED) == draw(kind, APPS, COUNT, REPORTED)
    assert draw(kind, APPS, COUNT, REPORTED) != draw(kind, APPS, COUNT, TUNING)


@pytest.mark.parametrize("kind", KINDS)
def test_no_names_give_no_questions(kind: str) -> None:
    assert draw(kind, [], COUNT, REPORTED) == []


def test_exact_questions_are_names_of_apps(seed: int) -> None:
    assert {asked.text for asked in of_kind("exact", seed)} <= {app.names[0] for app in APPS}


def test_half_typed_names_are_beginnings_of_four_letters_or_more(seed: int) -> None:
    for asked in of_kind("half-typed", seed):
        half = key_of(asked.text)
        assert asked.key.startswith(half)
        assert max(4, len(asked.key) / 2) <= len(half) < len(asked.key)


@pytest.mark.parametrize(("kind", "edits", "fewest"), [("one edit", 1, 4), ("swap", 1, 4), ("two edits", 2, 6)])
def test_mistakes_are_as_many_as_told(kind: str, edits: int, fewest: int, seed: int) -> None:
    for asked in of_kind(kind, seed):
        assert OSA.distance(asked.key, key_of(asked.text)) == edits
        assert len(asked.key) >= fewest
        assert len(key_of(asked.text)) >= 4
        assert asked.key != "яндекс"


def test_a_swap_keeps_the_letters(seed: int) -> None:
    for asked in of_kind("swap", seed):
        assert sorted(asked.key) == sorted(key_of(asked.text))


def test_a_half_typed_name_with_a_mistake_is_near_the_beginning(seed: int) -> None:
    for asked in of_kind("half-typed, one mistake", seed):
        typed = key_of(asked.text)
        assert len(typed) >= 4
        assert 1 in {OSA.distance(asked.key[:length], typed) for length in range(len(asked.key))}


def test_other_names_differ_from_the_name(seed: int) -> None:
    assert {asked.text for asked in of_kind("other name", seed)} == {
        "Телеграм",
        "Telegram Messenger",
        "musical.ly",
        "抖音",
    }


def test_native_names_are_written_in_other_letters(seed: int) -> None:
    assert {asked.text for asked in of_kind("native script", seed)} == {"Телеграм", "抖音", "Яндекс"}


@pytest.mark.parametrize("edit", [insert, delete, substitute, swap])
def test_an_edit_makes_one_mistake_in_letters(edit: Edit, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - seeded, for the same mistakes every time
    for _ in range(COUNT):
        text = edit(chance, "a-b c3")
        assert text is not None
        assert OSA.distance("a-b c3", text) == 1
        assert [sign for sign in text if not sign.isalnum()] == ["-", " "]


def test_what_has_no_letters_cannot_be_mistyped() -> None:
    chance = random.Random(REPORTED)  # noqa: S311 - seeded, for the same mistakes every time
    assert delete(chance, "!") is None
    assert substitute(chance, "!") is None
    assert swap(chance, "aA") is None
    assert mistaken(chance, "abcde", [[swap], [swap]]) is not None
    assert mistaken(chance, "aaaaa", [[swap]]) is None
    assert mistaken(chance, "Яндекс", [[delete]]) is None


def test_right_answers_are_all_apps_of_the_name() -> None:
    twin = Searchable(AppId("twin"), ("Something", "TELE gram"), "", 0, is_dossier=False)
    found = right_answers(["telegram", "nothing"], [*APPS, twin])
    assert found == {"telegram": {"google-play:org.telegram.messenger", "twin"}}


def test_a_question_is_typed_letter_by_letter() -> None:
    assert keystrokes("abc") == ["a", "ab", "abc"]
    assert keystrokes("abc", 2) == ["a", "ab"]
    assert len(keystrokes("x" * 100)) == 12


def test_links_are_understood() -> None:
    found = draw_links(APPS, 200, REPORTED)
    assert len(found) == 200
    assert {app.partition(":")[0] for _, app in found} == {"google-play", "app-store", "f-droid"}
    for text, app in found:
        reference = parse_reference(text)
        assert reference is not None
        assert f"{reference.store}:{reference.id}" == app
    assert pasted("debian", "r") == []
    assert draw_links(APPS[4:], 5, REPORTED) == []


@pytest.mark.parametrize(
    ("parts", "goes_on", "expression"),
    [
        (["tik"], True, '"tik" *'),
        (["tik", "tok"], True, '"tik" "tok" *'),
        (["tik"], False, '"tik"'),
        (['a"b', "\0"], False, '"a""b" ""'),
        ([], True, ""),
    ],
)
def test_words_are_quoted_for_fts5(parts: list[str], goes_on: bool, expression: str) -> None:
    assert quoted(parts, goes_on=goes_on) == expression
