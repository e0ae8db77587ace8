"""Forest plots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from broadsheet import charts
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, notes, plot_texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

_DATA = pa.table(
    {"name": ["even", "apart", "alone", "unknown"], "share": [0.5, 0.8, 0.4, None],
     "low": [0.4, 0.7, None, 0.1], "high": [0.6, 0.9, None, 0.2],
     "chance": [0.55, 0.5, 0.5, 0.5], "n": [96, 61, 7, 3]}
)  # fmt: skip
_COLUMNS = {"x": "share", "y": "name"}


def dots(figure: Figure) -> dict[str, Line2D]:
    """The dots by the name in their tip."""
    found = [each for each in figure.axes[0].lines if each.get_marker() == "o"]
    named = {str(each.get_gid()): each for each in found if str(each.get_gid()) != "legend"}
    return {tip.removeprefix("tip:").partition(":")[0]: dot for tip, dot in named.items()}


def hollow(figure: Figure) -> list[str]:
    """The names of categories whose dots are hollow."""
    paper = charts.LIGHT.paper
    return [name for name, dot in dots(figure).items() if dot.get_markerfacecolor() == paper]


def test_an_estimate_is_a_dot_on_its_interval() -> None:
    """The line goes from the lower to the upper end; a category without an estimate is absent."""
    figure = charts.forest(_DATA, **_COLUMNS)
    assert [float(dot.get_xdata()[0]) for dot in dots(figure).values()] == [0.5, 0.8, 0.4]
    ways = [list(line.get_xdata()) for line in figure.axes[0].lines if line.get_linewidth() > 1.5]
    assert ways == [[0.4, 0.6], [0.7, 0.9]]


def test_estimates_are_written_with_their_intervals() -> None:
    """Both are beside the plot, with the count, and a negative end is no dash."""
    shares = charts.forest(_DATA, **_COLUMNS, unit="share", n="n")
    assert {"50% (40–60%)", "40%", "n = 96"} <= set(plot_texts(shares))
    below = pa.table({"name": ["a"], "share": [0.5], "low": [-1.25], "high": [2.25]})
    assert "0.5 (−1.3 to 2.3)" in plot_texts(charts.forest(below, **_COLUMNS))


def test_a_narrow_chart_keeps_room_for_its_plot() -> None:
    """Counts go first, then intervals; the tip of the dot has both."""
    figure = charts.forest(_DATA, **_COLUMNS, unit="share", n="n", inches=2.0)
    written = {text for text, _ in drawn_texts(figure)}
    assert "50%" in written
    assert not {text for text in written if "(" in text or "n =" in text}
    assert dots(figure)["even"].get_gid() == "tip:even: 50% (40–60%), n = 96"


def test_a_dot_is_hollow_where_the_interval_holds_the_reference() -> None:
    """The reference is a value for all, or a column; an unknown interval holds none."""
    assert hollow(charts.forest(_DATA, **_COLUMNS)) == []
    assert hollow(charts.forest(_DATA, **_COLUMNS, reference=0.75)) == ["apart"]
    assert hollow(charts.forest(_DATA, **_COLUMNS, reference="chance")) == ["even"]


def test_the_reference_is_named() -> None:
    """Its label is in the legend; by default that is its value, or the column's name."""
    assert "random order" in plot_texts(
        charts.forest(_DATA, **_COLUMNS, reference="chance", reference_label="random order")
    )
    assert "chance" in plot_texts(charts.forest(_DATA, **_COLUMNS, reference="chance"))
    assert "1.00" in plot_texts(charts.forest(_DATA, **_COLUMNS, reference=1, log=True))


def test_ratios_have_a_logarithmic_axis() -> None:
    """Half and double are as far from 1; an axis of shares holds zero."""
    figure = charts.forest(_DATA, **_COLUMNS, reference=1, log=True)
    axes = figure.axes[0]
    assert axes.get_xscale() == "log"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.2", "0.5", "1"]
    assert charts.forest(_DATA, **_COLUMNS).axes[0].get_xlim()[0] == 0


def test_a_logarithmic_axis_has_no_zero() -> None:
    """A number that is not above 0 is refused by its value."""
    data = pa.table({"name": ["a"], "share": [1], "low": [0], "high": [2]})
    with pytest.raises(ChartError, match="a logarithmic axis holds numbers above 0, got 0"):
        charts.forest(data, **_COLUMNS, log=True)


def test_an_interval_beyond_all_estimates_is_cut() -> None:
    """The axis reaches ten times beyond the estimates; an arrow is where the line is cut."""
    data = pa.table({"name": ["a", "b"], "share": [1, 2], "low": [1e-9, 1], "high": [3, 1e9]})
    axes = charts.forest(data, **_COLUMNS, log=True).axes[0]
    assert axes.get_xlim() == (0.1, 100)
    arrows = {line.get_marker(): line.get_xdata()[0] for line in axes.lines}
    assert (arrows["<"], arrows[">"]) == (0.1, 100)
    assert "1.00 (<0.001–3.00)" in plot_texts(charts.forest(data, **_COLUMNS, log=True))


def test_a_span_is_two_columns() -> None:
    """One column is no span."""
    with pytest.raises(ChartError, match="span must be two columns, got 'low'"):
        charts.forest(_DATA, **_COLUMNS, span="low")


def test_too_small_a_count_is_named() -> None:
    """A category on few cases is not drawn, but named."""
    figure = charts.forest(_DATA, **_COLUMNS, n="n", min_n=10)
    assert notes(figure) == ["Not drawn, n below 10: alone, unknown"]
