from __future__ import annotations

from pathlib import Path

import pytest

from core.texts import pofile, sources, update
from core.texts.check import check, problems_of
from core.texts.pofile import Entry

HEADER = Entry("", strings=(f"Plural-Forms: {pofile.PLURAL_FORMS}\n",))
ONE = Entry("Hello {name}.")
MANY = Entry("{count} app", "{count} apps", strings=("", ""))


def test_everything_the_program_says_can_be_said_in_all_languages() -> None:
    assert check() == ()


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([HEADER], "missing: Hello {name}."),
        ([HEADER, Entry("Hello {name}.")], "not translated: Hello {name}."),
        (
            [HEADER, Entry("Hello {name}.", strings=("Hei {name}.",)), Entry("Old", strings=("Gammel",))],
            "obsolete: Old",
        ),
        ([HEADER, Entry("Hello {name}.", strings=("Hei {name}.",), fuzzy=True)], "only guessed (fuzzy): Hello {name}."),
        ([HEADER, Entry("Hello {name}.", strings=("Hei.",))], "places differ (Hei.): Hello {name}."),
        ([HEADER, Entry("Hello {name}.", strings=("Hei {navn}.",))], "places differ (Hei {navn}.): Hello {name}."),
        ([HEADER, Entry("Hello {name}.", strings=("Hei {name}. ",))], "spaces around the translation: Hello {name}."),
        ([Entry("Hello {name}.", strings=("Hei {name}.",))], f"the header lacks: {pofile.PLURAL_FORMS}"),
    ],
)
def test_each_fault_is_found(entries: list[Entry], problem: str) -> None:
    assert problem in problems_of(entries, [ONE])


def test_plural_forms_are_compared() -> None:
    singular = Entry("{count} app", strings=("{count} app",))
    assert problems_of([HEADER, singular], [MANY]) == ("wrong plural forms: {count} app",)
    good = Entry("{count} app", "{count} apps", strings=("én app", "{count} apper"))
    assert problems_of([HEADER, good], [MANY]) == ()


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("phrase(name)", "needs its sentence as a literal"),
        ('phrase(f"Hello {name}")', "needs its sentence as a literal"),
        ('phrase("a" + b)', "needs its sentence as a literal"),
        ('phrase("")', "needs its sentence as a literal"),
        ('plural("one", several, count=1)', "needs its sentence as a literal"),
        ("_(text)", "needs its sentence as a literal"),
        ('phrase("Hello {name}")', "no value for the place {name}"),
        ('phrase("Hello", name=1)', "no place for the value “name”"),
        ('plural("one", "{count} {x}", count=1)', "no value for the place {x}"),
    ],
)
def test_a_call_whose_sentence_cannot_be_collected_is_named(source: str, part: str) -> None:
    assert any(part in problem for problem in sources.find_problems(f"\n{source}\n", "core/x.py"))
    assert sources.find_problems(f"\n{source}\n", "core/x.py")[0].startswith("core/x.py:2: ")


@pytest.mark.parametrize(
    "source",
    [
        'phrase("Hello {name}", name=1)',
        'phrase("Hello " "{name}", **args)',
        'plural("one", "{count}", count=2)',
        "words.say(phrase_of(x))",
        'phrase("{{braces}}")',
    ],
)
def test_calls_as_they_should_be_are_left_alone(source: str) -> None:
    assert sources.find_problems(source, "core/x.py") == []


def test_sentences_are_collected_once_with_all_their_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "core").mkdir(exist_ok=True)
        (tmp_path / "core" / f"{name}.py").write_text(
            'x = phrase("Same")\n# Translators: a remark\ny = plural("{count} app", "{count} apps", count=2)\n', "utf-8"
        )
    collected = sources.collect(tmp_path, ("core",))
    assert [entry.message for entry in collected.entries] == ["Same", "{count} app"]
    assert collected.entries[0].files == ("core/a.py", "core/b.py")
    assert collected.entries[1].several == "{count} apps"
    assert collected.entries[1].notes == ("Translators: a remark",)


def test_update_keeps_translations_adds_and_takes_out(tmp_path: Path) -> None:
    path = tmp_path / "nb" / "appvett.po"
    first = update.update(path, "nb", [ONE, MANY])
    assert first.added == first.missing == ("Hello {name}.", "{count} app")
    translated = [Entry("Hello {name}.", strings=("Hei {name}.",)), MANY]
    path.write_text(pofile.write(translated, "nb"), "utf-8")
    second = update.update(path, "nb", [ONE, Entry("New")])
    assert (second.added, second.removed, second.missing) == (("New",), ("{count} app",), ("New",))
    assert pofile.read(path.read_text("utf-8"))[1].strings == ("Hei {name}.",)
    before = path.read_bytes()
    update.update(path, "nb", [ONE, Entry("New")])
    assert path.read_bytes() == before
