"""Boxes."""

from __future__ import annotations

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.errors import ChartError


def spans(figure: Figure) -> list[tuple[float, float]]:
    """The bars' ends."""
    return [(p.get_x(), p.get_x() + p.get_width()) for p in figure.axes[0].patches]


def tips(figure: Figure) -> list[str]:
    """The tips of the bars."""
    return [str(patch.get_gid()).removeprefix("tip:") for patch in figure.axes[0].patches]


def test_raw_values_are_measured() -> None:
    """Of 0 to 10 the percentiles are 1, 2.5, 5, 7.5 and 9; nulls don't count."""
    data = pa.table({"name": ["a"] * 12, "value": [*range(11), None]})
    figure = charts.box(data, x="value", y="name")
    assert spans(figure) == [(1, 9), (2.5, 7.5)]
    assert "median 5.0, 10th to 90th percentile 1.0 to 9.0, mean 5.0, n = 11" in tips(figure)[0]


def test_groups_of_four_are_left_out_unasked() -> None:
    """Five values are the least by default."""
    data = pa.table({"name": ["a"] * 5 + ["b"] * 4, "value": range(9)})
    assert [text.get_text() for text in charts.box(data, x="value", y="name").texts] == [
        "Not drawn, n below 5: b"
    ]
    assert not charts.box(data, x="value", y="name", min_n=4).texts


def test_measured_values_are_taken_as_they_are() -> None:
    """Percentiles that a query measured are drawn as such, without a middle half."""
    data = pa.table({"name": ["a", "b"], "p10": [1, None], "median": [2, 3], "p90": [5, 6]})
    assert spans(charts.box(data, y="name")) == [(1, 5)]


def test_n_is_stated() -> None:
    """The count of each group is written in its row."""
    data = pa.table({"name": ["a"], "p10": [1], "median": [2], "p90": [5], "n": [1234]})
    figure = charts.box(data, y="name", n="n")
    assert "n = 1,234" in [text.get_text() for text in figure.axes[0].texts]


def test_a_span_is_two_columns() -> None:
    """One column is no span."""
    with pytest.raises(ChartError, match="span must be two columns, got 'p10'"):
        charts.box(pa.table({"name": ["a"]}), y="name", span="p10")
