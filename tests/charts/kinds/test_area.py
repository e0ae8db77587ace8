"""Stacked areas, and spans of time set off."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.errors import ChartError

DATA = pa.table(
    {
        "day": [date(2021, 3, day) for day in (1, 2, 1, 2, 1)],
        "name": ["small", "small", "large", "large", "third"],
        "items": [1, 2, 10, 20, 5],
    }
)


def draw(data: pa.Table = DATA, **options: object) -> Figure:
    """The areas of a table."""
    return charts.area(data, x="day", y="items", series="name", **options)  # type: ignore[arg-type]


def tops(figure: Figure) -> list[list[float]]:
    """The layers' upper edges, from below."""
    return [list(line.get_ydata()) for line in figure.axes[0].lines if line.get_gid() == "edge"]


def labels(figure: Figure) -> list[str]:
    """The names at the right, from below."""
    texts = [text for text in figure.axes[0].texts if text.get_text() and text.get_ha() == "left"]
    return [text.get_text() for text in sorted(texts, key=lambda text: text.xy[1])]


def test_layers_lie_on_each_other() -> None:
    """The largest is lowest, each other lies on those below, and a missing value adds nothing."""
    assert tops(draw()) == [[10, 20], [15, 20], [16, 22]]
    assert draw().axes[0].get_ylim()[0] == 0


def test_layers_are_named_at_their_ends() -> None:
    """Names are, from the bottom up, in the order of the layers."""
    assert labels(draw()) == ["large", "third", "small"]


def test_the_others_are_one() -> None:
    """Series beyond the limit are one gray layer with their number."""
    figure = draw(limit=1)
    assert labels(figure) == ["large", "2 others"]
    assert tops(figure)[-1] == [16, 22]


def test_negative_values_are_refused() -> None:
    """A negative part has no place in a whole."""
    data = pa.table({"day": [date(2021, 3, 1)], "name": ["a"], "items": [-1]})
    with pytest.raises(ChartError, match="no negative values, got -1"):
        draw(data)


def test_there_are_as_many_layers_as_colours() -> None:
    """A limit beyond the colors is refused."""
    with pytest.raises(ChartError, match="from 1 to 6, got 7"):
        draw(limit=7)


@pytest.mark.parametrize(
    "shade", [("2021-03-01", date(2021, 3, 2), "Strike"), [["2021-03-01", "2021-03-02", "Strike"]]]
)
def test_a_span_is_set_off_and_named(shade: object) -> None:
    """One span or a list of them, with dates or texts."""
    assert "Strike" in [text.get_text() for text in draw(shade=shade).axes[0].texts]


def test_a_span_elsewhere_is_not_drawn() -> None:
    """A span that does not meet the axis is not drawn, and the axis stays."""
    figure = draw(shade=("2022-03-01", "2022-03-02", "Strike"))
    assert "Strike" not in [text.get_text() for text in figure.axes[0].texts]
    assert figure.axes[0].get_xlim() == draw().axes[0].get_xlim()


@pytest.mark.parametrize(
    ("shade", "message"),
    [
        (("2021-03-01", "2021-03-02"), "a shade is a first day"),
        (("2021-03-02", "2021-03-01", "x"), "must end after it begins"),
        (("soon", "2021-03-01", "x"), "must hold dates, got 'soon'"),
    ],
)
def test_wrong_spans_are_refused(shade: object, message: str) -> None:
    """What is no span is refused."""
    with pytest.raises(ChartError, match=message):
        draw(shade=shade)
