"""The reader takes a small, safe part of YAML and tells where anything else stands."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.publishing.problems import Problems
from core.publishing.reader import MAX_BYTES, MAX_DEPTH, Document, read_document


def read(tmp_path: Path, content: bytes) -> tuple[Document | None, tuple[str, ...]]:
    path = tmp_path / "file.yaml"
    path.write_bytes(content)
    problems = Problems()
    return read_document(path, "file.yaml", problems), problems.lines()


def test_nothing_turns_into_what_it_does_not_look_like(tmp_path: Path) -> None:
    document, lines = read(tmp_path, b"a: no\nb: NO\nc: 2026-11-23\nd: on\ne: 010\nf: 1:30\ng: .5\nh: 1e3\n")
    assert lines == ()
    assert document is not None
    assert document.root == {
        "a": "no", "b": "NO", "c": "2026-11-23", "d": "on", "e": "010", "f": "1:30", "g": ".5", "h": "1e3"
    }  # fmt: skip


def test_numbers_flags_and_quotes(tmp_path: Path) -> None:
    document, _ = read(tmp_path, b"- 7\n- -1\n- 24.99\n- true\n- false\n- '7'\n- \"true\"\n")
    assert document is not None
    assert document.root == [7, -1, 24.99, True, False, "7", "true"]


def test_folded_text_is_one_line(tmp_path: Path) -> None:
    document, _ = read(tmp_path, b"note: >-\n  one\n  two\n")
    assert document is not None
    assert document.root == {"note": "one two"}


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    document, _ = read(tmp_path, b"a: 1\nb:\n  - x\n  - y: z\n")
    assert document is not None
    assert [document.line(place) for place in [("a",), ("b", 1, "y"), ("b", 1, "none"), ("none",)]] == [1, 4, 4, 1]


@dataclass(frozen=True)
class Bad:
    id: str
    content: bytes
    expected: str


BAD = (
    Bad(
        "byte order mark",
        b"\xef\xbb\xbfa: b\n",
        "file.yaml:1: holds the character U+FEFF; save the file as UTF-8",
    ),
    Bad("carriage return", b"a: b\r\nc: d\r\n", "file.yaml:1: holds the character U+000D; save the file with LF"),
    Bad("tab", b"a: b\n\tc: d\n", "file.yaml:2: holds a tab; replace the tab by spaces"),
    Bad("latin-1", b"a: b\nc: bl\xe5\n", "file.yaml:2: holds bytes that are not UTF-8; save the file as UTF-8"),
    Bad("control character", b"a: b\x00\n", "file.yaml:1: holds the character U+0000; remove the character"),
    Bad("no YAML", b"a: [1, 2\nb: c\n", "file.yaml:2: "),
    Bad("bad indentation", b"a: b\n c: d\n", "file.yaml:2: "),
    Bad("anchor", b"a: &x 1\n", "file.yaml:1: holds an anchor (&)"),
    Bad("alias", b"a: b\nc: *x\n", "file.yaml:2: holds an alias (*)"),
    Bad(
        "tag",
        b"a: !!python/object:os.system x\n",
        "file.yaml:1: holds a tag (tag:yaml.org,2002:python/object",
    ),
    Bad("tag on a list", b"a: !!set {x}\n", "file.yaml:1: holds a tag"),
    Bad("key of a list", b"? [a]\n: b\n", "file.yaml:1: has a key that is not plain text"),
    Bad("merge of an alias", b"a: &x {b: c}\nd:\n  <<: *x\n", "file.yaml:1: holds an anchor"),
    Bad("second document", b"a: b\n---\nc: d\n", "file.yaml:2: holds a second document"),
    Bad("empty file", b"", "file.yaml: is empty"),
    Bad("only comments", b"# nothing\n", "file.yaml: is empty"),
    Bad("too deep", b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2), f"is nested more than {MAX_DEPTH} deep"),
    Bad("very deep", b"[" * 100_000, f"is nested more than {MAX_DEPTH} deep"),
    Bad("too long", b"a: " + b"b" * MAX_BYTES, f"more than {MAX_BYTES}; split the file"),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.id)
def test_a_file_that_cannot_be_read_is_told(bad: Bad, tmp_path: Path) -> None:
    document, lines = read(tmp_path, bad.content)
    assert document is None
    assert len(lines) == 1
    assert bad.expected in lines[0]


@pytest.mark.parametrize("content", [b"a:\n", b"a: ~\n", b"a: null\n"])
def test_an_empty_value_is_told_but_the_rest_is_read(content: bytes, tmp_path: Path) -> None:
    document, lines = read(tmp_path, content + b"b: c\n")
    assert document is not None
    assert document.root["b"] == "c"
    assert lines == ("file.yaml:1: a: has no value; leave the key out where nothing is known",)


def test_a_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    levels = [b"a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]".encode() for n in range(1, 30)]
    document, lines = read(tmp_path, b"\n".join(levels))
    assert document is None
    assert lines == ("file.yaml:1: holds an anchor (&); remove it and write the value out where it is needed",)


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\t", "\\uFEFF", "\\L", "\\N"])
def test_an_escape_brings_in_no_control_character(escape: str, tmp_path: Path) -> None:
    for text in (f'a:\n  - "x{escape}y"\n', f'b: 1\n"x{escape}y": z\n'):
        document, lines = read(tmp_path, text.encode())
        assert document is None
        assert lines[0].startswith("file.yaml:2: holds the character U+")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have a name")
def test_a_pipe_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    problems = Problems()
    assert read_document(tmp_path / "pipe.yaml", "pipe.yaml", problems) is None
    assert problems.lines() == ("pipe.yaml: is no regular file; put the file itself here",)


def test_names_of_others_are_shown_letter_by_letter() -> None:
    problems = Problems()
    problems.add("apps/a\nb.yaml", 1, ("\x1b[31m\u202e",), "is an unknown key", "remove it")
    assert problems.lines() == ("apps/a⟨U+000A⟩b.yaml:1: ⟨U+001B⟩[31m⟨U+202E⟩: is an unknown key; remove it",)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").mkdir()
    problems = Problems()
    assert read_document(tmp_path / "file.yaml", "file.yaml", problems) is None
    assert "cannot be read" in problems.lines()[0]


@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    document, lines = read(tmp_path_factory.mktemp("any"), content)
    assert document is not None or lines


@given(st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@`?, \n~01."), max_size=80))
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    document, lines = read(tmp_path_factory.mktemp("any"), content.encode())
    assert document is not None or lines
