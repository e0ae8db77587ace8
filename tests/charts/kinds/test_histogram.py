"""Histograms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from broadsheet import charts
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def table(starts: list[float | None], counts: list[int]) -> pa.Table:
    """Bins and their counts."""
    return pa.table({"bin": starts, "articles": counts})


def spans(figure: Figure) -> list[tuple[float, float]]:
    """The bars' starts and ends, to the unit."""
    patches = figure.axes[0].patches
    return [(round(p.get_x()), round(p.get_x() + p.get_width())) for p in patches]


def test_bars_fill_their_bins() -> None:
    """A bar spans its bin, whose width is the smallest distance of two starts, from zero up."""
    figure = charts.histogram(table([0, 10, 30], [4, 9, 2]), x="bin", y="articles")
    assert spans(figure) == [(0, 10), (10, 20), (30, 40)]
    assert [patch.get_height() for patch in figure.axes[0].patches] == [4, 9, 2]
    assert figure.axes[0].get_ylim()[0] == 0


def test_width_can_be_given() -> None:
    """A width overrides the distance of the starts."""
    figure = charts.histogram(table([0, 20], [4, 9]), x="bin", y="articles", width=10)
    assert spans(figure) == [(0, 10), (20, 30)]


def test_width_can_be_a_column_of_ends() -> None:
    """Bins of unequal width have their ends in a column."""
    data = pa.table({"bin": [0, 10], "end": [10, 50], "articles": [1, 2]})
    assert spans(charts.histogram(data, x="bin", y="articles", width="end")) == [(0, 10), (10, 50)]


def test_width_must_be_positive() -> None:
    """A width of nothing is refused."""
    with pytest.raises(ChartError, match="above 0, got 0"):
        charts.histogram(table([0], [1]), x="bin", y="articles", width=0)


def test_bin_without_start_is_left_out() -> None:
    """The count of unknown values has no place on the axis."""
    figure = charts.histogram(table([None, 0, 10], [7, 1, 2]), x="bin", y="articles")
    assert len(spans(figure)) == 2


@pytest.mark.parametrize(("marker", "side"), [(12, "left"), (38, "right")])
def test_marker_is_labelled_on_the_free_side(marker: float, side: str) -> None:
    """A vertical line is at the marker, its label on the side with more room."""
    figure = charts.histogram(
        table([0, 10, 20, 30], [1, 2, 3, 4]),
        x="bin",
        y="articles",
        marker=marker,
        marker_label="median",
    )
    upright = [each for each in figure.axes[0].lines if each.get_gid() == "marker"]
    assert {place for each in upright for place in each.get_xdata()} == {marker}
    (label,) = figure.axes[0].texts
    assert (label.get_text(), label.get_ha()) == ("median", side)


def test_marker_beyond_the_bins_widens_the_axis() -> None:
    """A marker outside of the bins is still seen."""
    figure = charts.histogram(table([0, 10], [1, 2]), x="bin", y="articles", marker=45)
    assert figure.axes[0].get_xlim() == (0, 45)
    assert figure.axes[0].texts[0].get_text() == "45"


def test_few_bins_are_labelled_at_their_edges() -> None:
    """With a few bins, the labels are where bins meet."""
    figure = charts.histogram(table([0, 7, 14], [1, 2, 3]), x="bin", y="articles")
    assert [text.get_text() for text in figure.axes[0].get_xticklabels()] == ["0", "7", "14", "21"]


@pytest.mark.parametrize("count", [1, 300])
def test_one_bin_and_many(count: int) -> None:
    """A lone bin has room around it, and three hundred are all drawn."""
    data = table(list(range(count)), [5] * count)
    figure = charts.histogram(data, x="bin", y="articles")
    assert len(figure.axes[0].patches) == count
    low, high = figure.axes[0].get_xlim()
    assert (high - low > 1) if count == 1 else (low, high) == (0, 300)
