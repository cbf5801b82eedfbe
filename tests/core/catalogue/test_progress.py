"""Parts of a piece of work tell how far the whole has come."""

import pytest

from core.catalogue.progress import Part, counted
from core.errors import Cancelled


class Keeping:
    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def test_a_part_is_a_range_of_the_whole() -> None:
    whole = Keeping()
    part = Part(whole, 40, 60)
    for done, total in ((0, 4), (1, 4), (4, 4), (9, 4), (3, 0)):
        part.step(done, total)
    assert whole.steps == [(40, 100), (45, 100), (60, 100), (60, 100), (40, 100)]


def test_parts_have_parts() -> None:
    whole = Keeping()
    Part(Part(whole, 50, 100), 20, 40).step(1, 2)
    assert whole.steps == [(65, 100)]


def test_rows_pass_and_are_counted_now_and_then() -> None:
    keeping = Keeping()
    assert list(counted(range(5000), keeping, 10, 6000)) == list(range(5000))
    assert keeping.steps == [(10, 6000), (2058, 6000), (4106, 6000)]


def test_stopping_goes_through() -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            if done > total // 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        list(counted(range(9000), Stop(), 0, 9000))
