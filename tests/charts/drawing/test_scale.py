"""Scales: the ends of an axis, its ticks, and labels that make room for each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.charts.drawing.scale import (
    axis_labels,
    color_span,
    domain,
    log_axis_labels,
    log_ticks,
    ratio_label,
    spread,
    ticks,
    value_labels,
)

heights = st.lists(st.floats(min_value=0, max_value=10), max_size=12)


@given(heights)
@example([])
@example([5.0])
@example([0.0] * 12)
@example([10.0] * 12)
@example([0.0, 10.0, 0.0, 10.0])
@example([9.9, 5.0, 5.0, 5.0, 0.1])
def test_spread_keeps_the_gap_and_the_order(places: list[float]) -> None:
    """Places come apart by the gap, stay within bounds and never change their order."""
    moved = spread(places, 0.5, 0, 10)
    assert all(-1e-9 <= place <= 10 + 1e-9 for place in moved)
    by_height = [moved[at] for at in sorted(range(len(places)), key=lambda at: places[at])]
    assert all(above - below >= 0.5 - 1e-9 for below, above in pairwise(by_height))


def test_spread_leaves_free_places_alone() -> None:
    """Places that are far enough apart stay where they are."""
    assert spread([3, 1, 2], 0.5, 0, 10) == [3, 1, 2]


def test_spread_moves_a_crowd_about_its_middle() -> None:
    """Two equal places part to both sides."""
    assert spread([5, 5], 1, 0, 10) == [4.5, 5.5]


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([3, 10], (0, 10)),
        ([60, 65], (0, 65)),
        ([5, 5], (0, 5)),
        ([0, 0], (0, 1)),
        ([-3, 4], (-3, 4)),
        ([-9, -8], (-9, 0)),
    ],
)
def test_domain(values: list[float], edges: tuple[float, float]) -> None:
    """An axis holds zero, so that it begins at the same place on each page; it is never empty."""
    assert domain(values) == edges


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([3, 10], (0, 10)),
        ([60, 65], (60, 65)),
        ([5, 5], (0, 5)),
        ([-9, -8], (-9, -8)),
        ([-9, -1], (-9, 0)),
    ],
)
def test_color_span(values: list[float], edges: tuple[float, float]) -> None:
    """Colors begin at zero unless all values are far from it: else all would look the same."""
    assert color_span(values) == edges


@pytest.mark.parametrize(("low", "high"), [(0, 7), (61.2, 63.9), (0, 1e15), (-3, 4)])
def test_ticks_enclose(low: float, high: float) -> None:
    """The first and last tick hold all values between them, and there are few."""
    places = ticks(low, high)
    assert places[0] <= low
    assert places[-1] >= high
    assert len(places) <= 7


@pytest.mark.parametrize(
    ("places", "unit", "labels"),
    [
        ([0, 500, 1000], None, ["0", "500", "1,000"]),
        ([0, 0.25, 0.5], None, ["0", "0.25", "0.50"]),
        ([0, 0.5, 1], "share", ["0%", "50%", "100%"]),
        ([0, 2.5, 5], "%", ["0%", "2.5%", "5.0%"]),
        ([0, 2_500_000, 5_000_000], None, ["0", "2.5m", "5.0m"]),
        ([0, 1e12], None, ["0", "1trn"]),
        ([-5, 0, 5], "items", ["−5", "0", "5"]),
    ],
)
def test_axis_labels(places: list[float], unit: str | None, labels: list[str]) -> None:
    """The labels of an axis have equal digits, short millions and their percent sign."""
    assert axis_labels(places, unit) == labels


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        ([3, 12], None, ["3", "12"]),
        ([3.25, 12, None], None, ["3.3", "12.0", "–"]),
        ([0.125, 0.5], None, ["0.13", "0.50"]),
        ([1234.5, 2], None, ["1,235", "2"]),
        ([12.5, None], "%", ["12.5%", "–"]),
        ([0.004, 0.03], "share", ["0.4%", "3.0%"]),
    ],
)
def test_value_labels(values: list[float | None], unit: str | None, labels: list[str]) -> None:
    """Values side by side have the same number of digits, no more than they need."""
    assert [value_labels(values, unit)(value) for value in values] == labels


@given(st.floats(1e-6, 1e6), st.floats(1, 1e6), st.integers(1, 6))
@example(1.0, 1.0, 1)
@example(0.2, 25.0, 5)
@example(5.0, 1.0, 5)
def test_ticks_of_a_logarithmic_axis_enclose_the_values(
    low: float, ratio: float, most: int
) -> None:
    """They rise, are at least two and at most one more than asked for, and hold both ends."""
    places = log_ticks(low, low * ratio, most=most)
    assert places[0] <= low
    assert places[-1] >= low * ratio
    assert all(one < other for one, other in pairwise(places))
    assert 2 <= len(places) <= most + 1


def test_ticks_of_a_logarithmic_axis_are_round() -> None:
    """They are 1, 2 and 5 times powers of 10, or powers of 10 alone over many of them."""
    assert log_axis_labels(log_ticks(0.3, 4)) == ["0.2", "0.5", "1", "2", "5"]
    assert log_axis_labels(log_ticks(0.03, 400)) == ["0.01", "0.1", "1", "10", "100", "1,000"]


def test_ratios_have_the_digits_that_compare_them() -> None:
    """Half and double are as exact as each other."""
    written = {0.034: "0.034", 0.5: "0.50", 1.42: "1.42", 25.04: "25.0", 250.4: "250", None: "–"}
    assert {ratio: ratio_label(ratio) for ratio in written} == written
    assert list(map(ratio_label, (1e-9, 0.001, 1000, 1e9))) == [
        "<0.001",
        "0.0010",
        "1,000",
        ">1,000",
    ]
