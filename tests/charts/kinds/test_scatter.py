"""Scatter charts."""

from __future__ import annotations

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.charts.drawing.figure import ChartFigure
from broadsheet.errors import ChartError
from kit.figures import svg

DATA = pa.table(
    {
        "expected": [50, 60, 70, 80, 90, None],
        "heat": [50, 60, 40, 80, 92, 7],
        "name": ["a", "b", "far", "d", "near", "none"],
    }
)


def draw(data: pa.Table = DATA, **options: object) -> Figure:
    """The points of a table."""
    return charts.scatter(data, x="expected", y="heat", **options)  # type: ignore[arg-type]


def texts(figure: Figure) -> list[str]:
    """All that is written in the plot."""
    return [text.get_text() for text in figure.axes[0].texts]


def test_n_is_stated_with_what_lacks() -> None:
    """How many points there are, and how many could not be drawn."""
    assert "n = 5; 1 more lack a value" in [text.get_text() for text in draw().texts]


def test_axes_are_named() -> None:
    """The axes bear the columns' names, or the words that are given."""
    assert "Expected" in texts(draw())
    assert "Heat" in [text.get_text() for text in draw().texts]
    assert "Quality" in texts(draw(x_unit="Quality"))


def test_those_far_from_the_line_are_named() -> None:
    """Only points that are off the reference line are outliers, the furthest first."""
    reference = (0, 1, "as expected")
    assert {"far", "near", "as expected"} <= set(texts(draw(label="name", reference=reference)))
    one = texts(draw(label="name", reference=reference, limit=1))
    assert ("far" in one, "near" in one, "a" in one) == (True, False, False)


def test_the_chosen_are_named_alone() -> None:
    """Highlighted points have their names, others don't."""
    named = texts(draw(label="name", highlight="b"))
    assert ("b" in named, "far" in named) == (True, False)


def test_the_reference_is_the_line_it_says() -> None:
    """The line runs through its points as far as the plot goes."""
    figure = draw(reference=(10, 0.5, "half"))
    (line,) = [each for each in figure.axes[0].lines if each.get_gid() == "reference"]
    ends = zip(line.get_xdata(), line.get_ydata(), strict=True)
    assert all(y == pytest.approx(10 + 0.5 * x) for x, y in ends)


@pytest.mark.parametrize("reference", [(1, 2), "line", ("a", 1, "x"), (float("nan"), 1, "x")])
def test_wrong_references_are_refused(reference: object) -> None:
    """A reference is two numbers and a text."""
    with pytest.raises(ChartError, match="a reference"):
        draw(reference=reference)


def test_many_points_are_counted_in_cells() -> None:
    """Cells show the number of more than 800 points, and no point is lost."""
    data = pa.table({"expected": [n % 10 for n in range(1000)], "heat": [1] * 1000})
    figure = draw(data)
    patches = figure.axes[0].patches
    assert sum(len(patch.get_path().vertices) // 5 for patch in patches) == 10
    assert "100 points" in [text.get_text() for text in figure.texts]


def spots(count: int, **options: object) -> list[str]:
    """The spots of a chart of points on a diagonal."""
    rows = [{"expected": n, "heat": n, "name": f"p{n}"} for n in range(count)]
    figure = draw(pa.Table.from_pylist(rows), **options)
    assert isinstance(figure, ChartFigure)
    return [words for _, _, words in figure.spots()]


def test_points_without_marks_of_their_own_have_spots() -> None:
    """More than 200 points are one mark, and each has a spot."""
    assert spots(200) == []
    assert spots(201)[:2] == ["0, 0", "1, 1"]
    assert len(spots(201, label="name")) == 201
    assert spots(201, label="name")[-1] == "p200: 200, 200"


def test_points_in_a_grid_have_spots_by_cell() -> None:
    """A spot has the place of a cell and its number of points; together they have all."""
    found = spots(801)
    assert found[0].startswith("Near ")
    assert sum(int(words.partition(": ")[2].split()[0]) for words in found) == 801
    assert len(found) < 1500


@pytest.mark.parametrize("count", [300, 100_000])
def test_many_points_stay_small(count: int) -> None:
    """A hundred thousand points take less room than a photograph."""
    data = pa.table({"x": [n % 977 for n in range(count)], "y": [n % 1009 for n in range(count)]})
    markup = svg(charts.scatter(data, x="x", y="y"), themed=True)
    assert len(markup) < 120_000
    assert f"n = {count:,}" in markup
