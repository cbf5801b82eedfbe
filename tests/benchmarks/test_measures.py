"""Percentiles, recall, and what the tables say."""

import pytest

from benchmarks._measures import longest_gap, milliseconds, percentile, place_of, recall, spread
from benchmarks._report import Figure, number, ratio


def test_a_percentile_is_the_least_value_that_the_share_does_not_exceed() -> None:
    hundred = range(1, 101)
    assert [percentile(hundred, share) for share in (0, 0.5, 0.95, 0.99, 1)] == [1, 50, 95, 99, 100]
    assert percentile([7], 0.99) == 7
    assert percentile([3, 1, 2], 0.5) == 2


def test_a_spread_tells_the_usual_percentiles() -> None:
    found = spread([float(value) for value in range(200, 0, -1)])
    assert (found.p50, found.p95, found.p99, found.highest) == (100, 190, 198, 200)


def test_recall_counts_right_answers_among_the_first() -> None:
    places = [1, 10, 11, None]
    assert recall(places, 1) == 0.25
    assert recall(places, 10) == 0.5
    assert recall(places, 50) == 0.75


def test_a_place_is_that_of_the_first_right_answer() -> None:
    assert place_of({"b", "c"}, ["a", "b", "c"]) == 2
    assert place_of({"d"}, ["a", "b", "c"]) is None
    assert place_of({"d"}, []) is None


def test_the_longest_gap_lies_between_neighbours() -> None:
    assert longest_gap([0.0, 1.0, 4.0, 5.0]) == 3.0
    assert longest_gap([1.0]) == 0.0
    assert longest_gap([]) == 0.0


def test_every_question_is_timed_once_a_pass() -> None:
    asked: list[str] = []
    times = milliseconds(asked.append, ["a", "b"], passes=3, seconds=60)
    assert asked == ["a", "b"] * 3
    assert len(times) == 2
    assert all(time >= 0 for time in times)


def test_a_slow_way_is_asked_the_first_questions_only() -> None:
    asked: list[str] = []
    assert len(milliseconds(asked.append, ["a", "b", "c"], passes=3, seconds=0)) == 1
    assert asked == ["a"]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (0, "0"), (1, "1"), (0.9944, "0.994"), (5.678, "5.68"), (1234.5, "1,234")]
)
def test_figures_have_the_places_they_deserve(value: float | None, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (0, ""), (0.01, "1/100"), (0.004149, "1/241"), (0.55, "0.55x"), (1.5, "1.50x")]
)
def test_ratios_are_told_as_people_say_them(value: float | None, shown: str) -> None:
    assert ratio(value) == shown


def test_a_goal_with_a_baseline_is_a_ratio() -> None:
    assert Figure("time", 4.0, "ms", baseline=100.0, goal=0.04).reached
    assert not Figure("time", 5.0, "ms", baseline=100.0, goal=0.04).reached
    assert Figure("share", 0.99, "", goal=0.99, lower_is_better=False).reached
    assert Figure("count", 1, "").reached is None
