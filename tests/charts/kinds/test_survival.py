"""Survival curves."""

from __future__ import annotations

import pyarrow as pa
import pytest

from broadsheet import charts
from broadsheet.errors import ChartError

_DATA = pa.table(
    {"hours": [2, 0, 8, None], "left": [0.5, 0.8, 0.0, 0.1], "low": [0.3, 0.6, None, 0],
     "high": [0.7, 0.9, None, 1]}
)  # fmt: skip


def test_the_line_steps_down_from_all() -> None:
    """It begins with all at time 0, and has a step for each row that has a time, in order."""
    figure = charts.survival(_DATA, x="hours", y="left")
    (line,) = [each for each in figure.axes[0].lines if each.get_drawstyle() == "steps-post"]
    assert list(zip(*line.get_data(), strict=True)) == [(0, 1), (0, 0.8), (2, 0.5), (8, 0)]
    assert figure.axes[0].get_ylim() == (0, 1)


def test_the_band_is_drawn_where_it_is_known() -> None:
    """The band holds from each step to the next; a step without one has none."""
    figure = charts.survival(_DATA, x="hours", y="left", band=["low", "high"])
    (band,) = figure.axes[0].collections
    heights = {round(float(y), 6) for path in band.get_paths() for _, y in path.vertices}
    assert {0.6, 0.9} <= heights
    assert not charts.survival(_DATA, x="hours", y="left").axes[0].collections


def test_a_band_is_two_columns() -> None:
    """One column is no band."""
    with pytest.raises(ChartError, match="band must be two columns, got 'low'"):
        charts.survival(_DATA, x="hours", y="left", band="low")
