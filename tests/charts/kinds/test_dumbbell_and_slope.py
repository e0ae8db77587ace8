"""Dumbbells and slopes: two values for each category."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from broadsheet import charts
from broadsheet.charts.drawing.tips import TIP
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, notes, outside, touching

DATA = pa.table(
    {"name": ["Rumours", "Bell News", "Echo"], "old": [60.0, 70.0, None], "new": [64.0, 66.5, 50.0]}
)
Draw = Callable[..., Figure]
both = pytest.mark.parametrize("draw", [charts.dumbbell, charts.slope])


def texts(figure: Figure) -> list[str]:
    """All that is written in the plot."""
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def lines(figure: Figure, points: int) -> list[Line2D]:
    """The lines that have a tip and so many points."""
    return [
        line
        for line in figure.axes[0].lines
        if (line.get_gid() or "").startswith("tip:") and len(line.get_xdata()) == points
    ]


@both
def test_both_values_are_written(draw: Draw) -> None:
    """Each value is written beside its dot, all with the same number of digits."""
    written = " ".join(texts(draw(DATA, x=("old", "new"), y="name")))
    assert all(value in written for value in ("60.0", "64.0", "70.0", "66.5", "50.0"))


@both
def test_the_periods_are_named(draw: Draw) -> None:
    """Headings are the columns' names by default."""
    assert {"Old", "New"} <= set(texts(draw(DATA, x=("old", "new"), y="name")))
    named = draw(DATA, x=("old", "new"), y="name", labels=("February", "March"))
    assert {"February", "March"} <= set(texts(named))


@both
def test_a_lone_value_is_a_dot(draw: Draw) -> None:
    """A category with one value has no line, and its value is not taken for zero."""
    figure = draw(DATA, x=("old", "new"), y="name")
    assert len(lines(figure, 2)) == 2
    assert "–" not in " ".join(texts(figure))


@both
def test_the_others_stand_back(draw: Draw) -> None:
    """A highlighted category keeps the accent, the others lose it."""
    figure = draw(DATA, x=("old", "new"), y="name", highlight="Echo")
    drawn = {str(line.get_gid()): to_hex(line.get_color()) for line in lines(figure, 1)}
    assert charts.LIGHT.accent in {color for tip, color in drawn.items() if "Echo" in tip}
    assert charts.LIGHT.accent not in {color for tip, color in drawn.items() if "Echo" not in tip}


@both
def test_the_rest_is_counted(draw: Draw) -> None:
    """Categories beyond the limit are said."""
    figure = draw(DATA, x=("old", "new"), y="name", limit=1)
    assert [text.get_text() for text in figure.texts] == ["and 2 more"]


@both
def test_either_of_two_counts_can_be_too_small(draw: Draw) -> None:
    """A pair is drawn only if both of its values rest on enough."""
    counts = pa.table({"n": [20, 4, 5], "few": [3, 20, 20]})
    data = DATA.append_column("n", counts["n"]).append_column("few", counts["few"])
    figure = draw(data, x=("old", "new"), y="name", n=("n", "few"), min_n=5)
    assert notes(figure) == ["Not drawn, n below 5: Rumours, Bell News"]


@pytest.mark.parametrize("inches", [6.9, 3.3])
@both
def test_texts_keep_apart(draw: Draw, inches: float) -> None:
    """No two texts touch where values crowd, and one is negative or null."""
    rows = [
        {
            "name": f"Provider {place}",
            "before": None if place == 4 else 50 + place % 7,
            "now": None if place == 2 else 52 - place % 5 - 60 * (place == 5),
        }
        for place in range(12)
    ]
    figure = draw(pa.Table.from_pylist(rows), x=("before", "now"), y="name", inches=inches)
    boxes = drawn_texts(figure)
    assert touching(boxes) == []
    assert outside(figure, boxes) == []


@both
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"x": "old"}, "x must be two columns"),
        ({"x": ("old", "new", "old")}, "x must be two columns"),
        ({"labels": "March"}, "labels must be two texts"),
        ({"n": ("old", "new", "old")}, "n must be one column of counts, or two"),
        ({"limit": 0}, "limit must be at least 1"),
    ],
)
def test_wrong_options_are_refused(draw: Draw, options: dict[str, object], message: str) -> None:
    """What can't be meant is refused with what would be right."""
    with pytest.raises(ChartError, match=message):
        draw(DATA, **{"x": ("old", "new"), "y": "name", **options})


def test_dots_stand_at_their_values() -> None:
    """A dumbbell's dots are at the values, on the rows in the order of the data."""
    figure = charts.dumbbell(DATA, x=("old", "new"), y="name")
    dots = {(line.get_xdata()[0], line.get_ydata()[0]) for line in lines(figure, 1)}
    assert dots == {(60, 0), (64, 0), (70, 1), (66.5, 1), (50, 2)}
    assert figure.axes[0].get_yticklabels()[0].get_text() == "Rumours"


def test_dumbbells_tip_says_what_each_value_is() -> None:
    """A tip names both ends, which need not be one after the other."""
    rows = [{"topic": "Schools", "others": 20, "own": 30}]
    figure = charts.dumbbell(
        pa.Table.from_pylist(rows), x=["others", "own"], y="topic", labels=["All others", "Its own"]
    )
    tips = {line.get_gid() for line in figure.axes[0].lines} - {None, "legend"}
    assert {tip.removeprefix(TIP) for tip in tips} == {"Schools: All others 20, Its own 30"}
