"""docs/formats/delta.md tells every byte of its example, and the limits as they are."""

import json
import re
from pathlib import Path

import pytest

from core.errors import Silent
from core.releases.delta import apply_delta
from core.releases.delta_around import MOST_AROUND
from core.releases.delta_model import END, FORMAT, MAGIC, MOST, NULL
from core.releases.delta_write import write_signed
from core.releases.packing import LARGEST_WINDOW
from tests.core.releases.deltas import Parts, parts_of, read, write

TEXT = (Path(__file__).parents[3] / "docs" / "formats" / "delta.md").read_text(encoding="utf-8")
_EXAMPLE = TEXT.partition("## An example")[2]
_FENCED = {kind: re.findall(rf"```{kind}\n(.*?)```", _EXAMPLE, re.DOTALL) for kind in ("json", "text")}


def _bytes(listing: str) -> bytes:
    """The bytes at the beginning of each line; what they mean stands two spaces behind."""
    return bytes.fromhex("".join(line.partition("  ")[0] for line in listing.splitlines()))


@pytest.fixture
def pair(blank: Path, tmp_path: Path) -> tuple[Path, Path]:
    told = json.loads(_FENCED["json"][0])
    old, new = (
        write(blank, tmp_path / name, {"task": [tuple(row) for row in told[name]["task"]]}, told[name]["version"])
        for name in ("old", "new")
    )
    return old, new


def test_the_example_is_what_we_write(pair: tuple[Path, Path]) -> None:
    numbers, texts, dictionary = _FENCED["text"]
    parts = parts_of(*pair)
    assert parts.numbers.hex(" ") == _bytes(numbers).hex(" ")
    assert parts.texts == _bytes(texts)
    assert parts.dictionary is not None
    assert parts.dictionary.dict_content == dictionary.strip().encode().replace("·".encode(), END)


def test_the_example_is_what_we_read(pair: tuple[Path, Path], tmp_path: Path) -> None:
    numbers, texts, _ = _FENCED["text"]
    told = Parts(_bytes(numbers), _bytes(texts), parts_of(*pair).dictionary)
    (tmp_path / "delta").write_bytes(told.packed())
    apply_delta(pair[0], tmp_path / "delta", tmp_path / "out", unpacked=told.unpacked, reporter=Silent())
    assert read(tmp_path / "out") == read(pair[1])


def test_limits_and_marks_are_told_as_they_are() -> None:
    for told in (
        f"window of more than {1 << LARGEST_WINDOW - 20} MiB",
        f"to {MOST >> 20} MiB at most",
        f"dictionary has {MOST_AROUND >> 20} MiB",
        f'`{MAGIC.hex(" ")}`, "{MAGIC.decode()}"',
        f"number: {FORMAT} |",
        f"the byte `{END.hex()}` behind it; unknown is\n`{(NULL + END).hex(' ')}`",
    ):
        assert told in TEXT
    assert [write_signed(value) for value in (None, 0, -1, 1, -2, 2)] == [bytes([code]) for code in range(6)]
