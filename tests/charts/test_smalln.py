"""Small n: what rests on too little is not drawn, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.errors import ChartError

ROWS = pa.table(
    {
        "name": ["Rumours", "Bell News", "Lantern", "Echo"],
        "day": [date(2021, 3, day) for day in (1, 2, 3, 4)],
        "row": ["a"] * 4,
        "value": [60.0, 70.0, 80.0, 90.0],
        "other": [61.0, 69.0, 82.0, 88.0],
        "n": [20, 4, None, 5],
        "few": [3, 20, 20, 20],
    }
)

NAMED: list[Callable[..., Figure]] = [
    lambda **options: charts.bar(ROWS, x="value", y="name", **options),
    lambda **options: charts.dumbbell(ROWS, x=("value", "other"), y="name", **options),
    lambda **options: charts.slope(ROWS, x=("value", "other"), y="name", **options),
    lambda **options: charts.box(
        ROWS, y="name", median="value", span=("value", "other"), **options
    ),
    lambda **options: charts.scatter(ROWS, x="value", y="other", label="name", **options),
]
COUNTED: list[tuple[Callable[..., Figure], str]] = [
    (lambda **options: charts.line(ROWS, x="day", y="value", **options), "Not drawn"),
    (lambda **options: charts.calendar(ROWS, x="day", value="value", **options), "Not drawn"),
    (lambda **options: charts.heatmap(ROWS, x="name", y="row", value="value", **options), "Blank"),
    (
        lambda **options: charts.bump(ROWS, x="day", y="value", series="row", **options),
        "Not ranked",
    ),
]


def notes(figure: Figure) -> str:
    """What is written outside of the plot."""
    return " ".join(text.get_text() for text in figure.texts)


@pytest.mark.parametrize("draw", NAMED)
def test_those_left_out_are_named(draw: Callable[..., Figure]) -> None:
    """Categories of four and of an unknown number are left out by name, one of five is drawn."""
    assert "Not drawn, n below 5: Bell News, Lantern" in notes(draw(n="n", min_n=5))
    assert "Echo" not in notes(draw(n="n", min_n=5))


@pytest.mark.parametrize(("draw", "words"), COUNTED)
def test_values_left_out_are_counted(draw: Callable[..., Figure], words: str) -> None:
    """Where values have no name, a note says how many are missing."""
    assert f"{words}, n below 5: 2 of the" in notes(draw(n="n", min_n=5))


@pytest.mark.parametrize("draw", [*NAMED[:3], *(draw for draw, _ in COUNTED)])
def test_nothing_is_left_out_unasked(draw: Callable[..., Figure]) -> None:
    """Without a least count everything is drawn."""
    assert "below" not in notes(draw(n="n"))


@pytest.mark.parametrize("draw", [*NAMED, *(draw for draw, _ in COUNTED)])
def test_nothing_left_says_why(draw: Callable[..., Figure]) -> None:
    """If all is left out, the chart says that there is too little, not that there is nothing."""
    figure = draw(n="n", min_n=1000)
    assert not figure.axes
    assert "Not enough data for this period." in notes(figure)
    assert "n below 1000" in notes(figure)


@pytest.mark.parametrize("draw", NAMED)
def test_a_least_count_needs_counts(draw: Callable[..., Figure]) -> None:
    """A least count without a column of counts, or below one, is a mistake."""
    with pytest.raises(ChartError, match="min_n needs n, the column of counts, got 5"):
        draw(min_n=5)
    with pytest.raises(ChartError, match="min_n must be at least 1, got 0"):
        draw(n="n", min_n=0)


def test_either_of_two_counts_can_be_too_small() -> None:
    """A pair is drawn only if both of its values rest on enough."""
    figure = charts.dumbbell(ROWS, x=("value", "other"), y="name", n=("n", "few"), min_n=5)
    assert "Rumours, Bell News, Lantern" in notes(figure)


def test_many_names_are_counted() -> None:
    """A note names eight and counts the rest."""
    data = pa.table({"name": [f"P{n}" for n in range(20)], "value": [1] * 20, "n": [9] + [1] * 19})
    figure = charts.bar(data, x="value", y="name", n="n", min_n=5)
    assert notes(figure).endswith("P7, P8 and 11 more")
